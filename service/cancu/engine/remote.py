"""A SPARQL 1.1 endpoint elsewhere, asked through SPARQLWrapper: the way past one machine.

The other side's word is not taken on trust: the deadline and the size are kept here, what does not parse
behind a 200 is an error of the other side, and so is an answer that may have been cut short.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results, serialize
from SPARQLWrapper import ASK, CONSTRUCT, DESCRIBE, POST, SPARQLWrapper
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
    parse_solutions,
)
from .rows import too_many_rows

_CHUNK = 65_536
_FEWEST = 1000  # rows or triples that an endpoint is asked to show, at first
# Virtuoso takes 300 times as long over SELECT DISTINCT ?g.
_GRAPHS = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
# The header by which Virtuoso tells, behind a 200, that it has not finished the query.
_UNFINISHED = "X-SQL-State"


class Remote(Engine):
    """An engine over the endpoint at an address.

    Its default graph is made of the graphs that belong to ours by name, whatever the endpoint's own is.
    """

    def __init__(self, endpoint: str, limits: Limits) -> None:
        self._endpoint, self._limits = endpoint, limits
        self._whole: Dataset | None = None
        self._shown: dict[str, int] = {}  # the largest answer seen, by media type, in rows or triples

    def answer(self, query: Query) -> Answer:
        """The complete answer, or an error; Upstream where the endpoint fails."""
        guard.check(query.text, self._limits.query_bytes, self._limits.services)
        prologue = f"BASE <{query.base}>\n" if query.base else ""
        wrapper = self._wrapper(prologue + self._text(query), query.dataset)
        if wrapper.queryType in (CONSTRUCT, DESCRIBE):
            form, wanted = _TRIPLES, query.graph
        else:
            form, wanted = _TRUTH if wrapper.queryType == ASK else _ROWS, query.solutions
        media = offered(wanted, form.formats)
        body, size = self._whole_answer(wrapper, form, media)
        if form is _ROWS and size > self._limits.answer_rows:
            raise too_many_rows(self._limits.answer_rows)
        return Answer(body, media)

    def _text(self, query: Query) -> str:
        """The query; where it names no dataset, with FROM for the graphs of ours.

        In its text, since a server may send each graph that is named beside it back in a header of the
        answer, as Virtuoso does, and a client takes no more than a hundred headers.
        """
        text = nfc(query.text)
        if query.dataset != WHOLE or guard.names_dataset(text):
            return text
        if self._whole is None:
            graphs = tuple(self._graphs())
            self._whole = Dataset(tuple(filter(_in_default_graph, graphs)), graphs)
        return _asked_of(self._whole, text)

    def _graphs(self) -> list[str]:
        solutions: Any = parse_solutions(self._whole_answer(self._wrapper(_GRAPHS), _ROWS, JSON)[0])
        return [row["g"].value for row in solutions.rows]

    def _wrapper(self, text: str, dataset: Dataset = WHOLE) -> Any:
        wrapper: Any = SPARQLWrapper(self._endpoint)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)  # a format named beside the query would go before the Accept header
        wrapper.setTimeout(max(1, int(self._limits.seconds)))
        for graph in dataset.default:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in dataset.named:
            wrapper.addParameter("named-graph-uri", graph)
        wrapper.setQuery(text)
        wrapper.queryType = guard.form(text)  # its own guess stumbles over # in an IRI
        return wrapper

    def _whole_answer(self, wrapper: Any, form: "_Form", media: str) -> tuple[bytes, int]:
        """The answer in the given format and its size, read whole and parsed before a byte of it is given."""
        body, size = self._parsed(wrapper, form, media)
        if size and size >= self._shown.get(form.asked, 0):
            self._check_uncut(form, size)
        return body, size

    def _parsed(self, wrapper: Any, form: "_Form", media: str) -> tuple[bytes, int]:
        """The answer in the given format, and its rows or triples counted."""
        body = self._fetch(wrapper, form.asked)
        try:
            return form.convert(body, form.formats[media])
        except (SyntaxError, ValueError) as error:
            raise Upstream(self._endpoint, f"its answer does not parse: {error}") from error

    def _check_uncut(self, form: "_Form", size: int) -> None:
        """Upstream unless the endpoint shows that it gives larger answers than this one.

        Many cut an answer at some number of rows and do not say so. One that has as many is whole only if
        the endpoint can give more; so it is made to count further than that, which needs no data.
        """
        numbers = self._wrapper(f"{form.count} {_numbers(max(_FEWEST, size + 1))}")
        _, shown = self._parsed(numbers, form, form.asked)
        self._shown[form.asked] = max(shown, self._shown.get(form.asked, 0))
        if shown <= size:
            raise Upstream(self._endpoint, f"it gives at most {shown} rows, so its answer may be cut short")

    def _fetch(self, wrapper: Any, accept: str) -> bytes:
        """The body of the endpoint's answer, within the time and the size that this side allows."""
        wrapper.addCustomHttpHeader("Accept", accept)
        deadline = time.monotonic() + self._limits.seconds
        try:
            response = wrapper.query().response
            if response.headers[_UNFINISHED]:
                raise Upstream(self._endpoint, "it stopped before the answer was complete")
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
        except (SPARQLWrapperException, HTTPException, OSError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise Overrun(self._limits.seconds) from error
            raise Upstream(self._endpoint, str(error)) from error


@dataclass(frozen=True)
class _Form:
    """A form of answer: what is asked for, what can be made of it and how, and a query that counts."""

    asked: str
    formats: Mapping[str, Any]
    convert: Callable[[bytes, Any], tuple[bytes, int]]
    count: str


def _solutions(body: bytes, wanted: QueryResultsFormat) -> tuple[bytes, int]:
    # Labels that SPARQL does not allow, as Virtuoso's nodeID://b1 are, are written anew.
    body = _ODD_LABEL.sub(lambda label: label[1] + b"b" + label[2].hex().encode(), body)
    results: Any = parse_query_results(body, format=QueryResultsFormat.JSON)
    rows: Any = parse_query_results(body, format=QueryResultsFormat.JSON)
    return results.serialize(format=wanted) or b"", sum(1 for _ in rows)


def _truth(body: bytes, wanted: QueryResultsFormat) -> tuple[bytes, int]:
    # Virtuoso answers ASK with a table: of one row that says 1, or of none.
    results: Any = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(results, QuerySolutions):
        truth = b"true" if any(int(row[0].value) for row in results) else b"false"
        results = parse_query_results(b'{"head":{},"boolean":%b}' % truth, format=QueryResultsFormat.JSON)
    return results.serialize(format=wanted) or b"", 0


def _graph(body: bytes, wanted: RdfFormat) -> tuple[bytes, int]:
    triples = [quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)]
    return serialize(triples, format=wanted) or b"", len(triples)


_ODD_LABEL = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")(\w*[^\w"][^"]*)')
_ROWS = _Form(JSON, SOLUTION_FORMATS, _solutions, "SELECT ?n")
_TRUTH = _Form(JSON, SOLUTION_FORMATS, _truth, "SELECT ?n")
_TRIPLES = _Form(
    "application/n-triples", GRAPH_FORMATS, _graph, f"CONSTRUCT {{ <{terms.GRAPH}> <{terms.RDF}value> ?n }}"
)


def _numbers(most: int) -> str:
    """A pattern that binds ?n to one number after another, up to so many."""
    places = [f"?d{place}" for place in range(len(str(most)))]
    digits = " ".join(f'VALUES {place} {{ "0" "1" "2" "3" "4" "5" "6" "7" "8" "9" }}' for place in places)
    return f"{{ {digits} BIND(CONCAT({', '.join(places)}) AS ?n) }} LIMIT {most}"


def _in_default_graph(graph: str) -> bool:
    """Whether a graph is of our default graph: the store may hold graphs of others, and its own."""
    return graph.startswith(terms.GRAPH) and terms.in_default_graph(graph)


# What FROM stands before, where it is outside of brackets.
_BEHIND_FROM = frozenset(("{", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"))


def _asked_of(dataset: Dataset, text: str) -> str:
    """The query with a FROM for each graph of the dataset; it has none of its own."""
    clauses = [f"FROM <{graph}>" for graph in dataset.default]
    clauses += [f"FROM NAMED <{graph}>" for graph in dataset.named]
    place = _place_of_from(text)
    return f"{text[:place]} {' '.join(clauses)} {text[place:]}"


def _place_of_from(text: str) -> int:
    """Where the dataset clauses stand: behind what is asked for, before the pattern or what follows."""
    depth, places, end = 0, [], 0
    for token in guard.tokens(text):
        if depth == 0 and token[0].upper() in _BEHIND_FROM:
            places.append(token.start())
        depth += (token["mark"] in ("{", "(", "[")) - (token["mark"] in ("}", ")", "]"))
        end = token.end()
    template = guard.form(text) == CONSTRUCT and len(places) > 1 and text[places[0]] == "{"
    return [*places, end][1 if template else 0]
