"""A SPARQL 1.1 endpoint elsewhere, asked through SPARQLWrapper: the way past one machine.

The other side's word is not taken on trust: the deadline and the size are kept here, and what does not
parse behind a 200 is an error of the other side, never an answer.
"""

import time
from collections.abc import Callable
from typing import Any

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize
from SPARQLWrapper import CONSTRUCT, DESCRIBE, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from .. import guard, terms
from ..errors import Overrun, SyntaxFault, Upstream
from ..limits import Limits
from ..text import nfc
from .answers import (
    GRAPH_FORMATS,
    JSON,
    SOLUTION_FORMATS,
    WHOLE,
    Answer,
    Capped,
    Dataset,
    Engine,
    Query,
    offered,
)

_CHUNK = 65_536


class Remote(Engine):
    """An engine over the endpoint at an address.

    Its default graph is made of the graphs that belong to ours by name, whatever the endpoint's own is.
    """

    def __init__(self, endpoint: str, limits: Limits) -> None:
        self._endpoint, self._limits = endpoint, limits
        self._whole: Dataset | None = None

    def answer(self, query: Query) -> Answer:
        """The complete answer, or an error; Upstream where the endpoint fails."""
        guard.check(query.text, self._limits.query_bytes)
        prologue = f"BASE <{query.base}>\n" if query.base else ""
        wrapper = self._wrapper(prologue + nfc(query.text), self._named(query))
        if wrapper.queryType in (CONSTRUCT, DESCRIBE):
            return self._converted(wrapper, "application/n-triples", query.graph, GRAPH_FORMATS, _graph)
        return self._converted(wrapper, JSON, query.solutions, SOLUTION_FORMATS, _solutions)

    def _named(self, query: Query) -> Dataset:
        """The dataset to ask of: the one given, the query's own, or the graphs of our default graph."""
        if query.dataset != WHOLE or guard.names_dataset(query.text):
            return query.dataset
        if self._whole is None:
            graphs = tuple(self._graphs())
            self._whole = Dataset(tuple(filter(terms.in_default_graph, graphs)), graphs)
        return self._whole

    def _graphs(self) -> list[str]:
        wrapper = self._wrapper("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", WHOLE)
        rows: Any = parse_query_results(self._fetch(wrapper, JSON), format=QueryResultsFormat.JSON)
        return [row["g"].value for row in rows]

    def _wrapper(self, text: str, dataset: Dataset) -> Any:
        wrapper: Any = SPARQLWrapper(self._endpoint)
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, int(self._limits.seconds)))
        for graph in dataset.default:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in dataset.named:
            wrapper.addParameter("named-graph-uri", graph)
        wrapper.setQuery(text)
        wrapper.queryType = guard.form(text)  # its own guess stumbles over # in an IRI
        return wrapper

    def _converted(
        self,
        wrapper: Any,
        asked: str,
        wanted: str | None,
        formats: Any,
        convert: Callable[[bytes, Any], bytes],
    ) -> Answer:
        """The answer in the wanted format, read whole and parsed before a byte of it is given."""
        media = offered(wanted, formats)
        body = self._fetch(wrapper, asked)
        try:
            return Answer(convert(body, formats[media]), media)
        except (SyntaxError, ValueError) as error:
            raise Upstream(self._endpoint, f"its answer does not parse: {error}") from error

    def _fetch(self, wrapper: Any, accept: str) -> bytes:
        """The body of the endpoint's answer, within the time and the size that this side allows."""
        wrapper.addCustomHttpHeader("Accept", accept)
        deadline = time.monotonic() + self._limits.seconds
        try:
            response = wrapper.query().response
            body = Capped(self._limits.answer_bytes)
            while chunk := response.read1(_CHUNK):
                body.write(chunk)
                if time.monotonic() > deadline:
                    raise Overrun(self._limits.seconds)
            return body.getvalue()
        except TimeoutError as error:
            raise Overrun(self._limits.seconds) from error
        except QueryBadFormed as error:
            raise SyntaxFault("query", str(error)) from error
        except (SPARQLWrapperException, OSError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise Overrun(self._limits.seconds) from error
            raise Upstream(self._endpoint, str(error)) from error


def _solutions(body: bytes, wanted: QueryResultsFormat) -> bytes:
    results: Any = parse_query_results(body, format=QueryResultsFormat.JSON)
    return results.serialize(format=wanted) or b""


def _graph(body: bytes, wanted: RdfFormat) -> bytes:
    triples = (quad.triple for quad in parse(body, RdfFormat.N_TRIPLES))
    return serialize(triples, format=wanted) or b""
