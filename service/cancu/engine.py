"""Where queries are answered. An engine takes SPARQL and gives the answer in the wanted format.

The embedded engine is pyoxigraph on the store of a release, opened read-only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
)

from . import guard
from .errors import EngineError, NotAcceptable, SyntaxFault, UsageError
from .text import nfc

SOLUTION_FORMATS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
JSON, TURTLE = "application/sparql-results+json", "text/turtle"

Row = Mapping[str, NamedNode | Literal]
"""One solution: the bound variables and their terms."""


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer and their media type."""

    body: bytes
    media_type: str


@dataclass(frozen=True)
class Dataset:
    """The graphs a query is asked of, by IRI; where any is named, those not named are left out."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


WHOLE = Dataset()


def _graphs(names: tuple[str, ...]) -> list[NamedNode]:
    """Graphs by IRI as the store takes them; UsageError names what is no IRI."""
    try:
        return [NamedNode(name) for name in names]
    except ValueError as error:
        raise UsageError(
            f"Tên đồ thị không phải IRI: {error}", f"A graph's name is no IRI: {error}"
        ) from error


class Engine(Protocol):
    """Anything that answers SPARQL queries.

    `solutions` and `graph` are the media types wanted for SELECT and ASK, and for CONSTRUCT and
    DESCRIBE; None where none is acceptable. Raises SyntaxFault, Refused, NotAcceptable, EngineError.
    """

    def query(
        self,
        text: str,
        solutions: str | None = JSON,
        graph: str | None = TURTLE,
        dataset: Dataset = WHOLE,
    ) -> Answer:
        """The complete answer, or an error."""
        ...


def open_store(path: Path) -> Store:
    """The store of a release, for reading only; any number of processes may open it."""
    return Store.read_only(str(path))


class Embedded:
    """A store answered from within this process."""

    def __init__(self, store: Store, max_query_bytes: int = 200_000) -> None:
        self._store = store
        self._max_query_bytes = max_query_bytes

    def query(
        self,
        text: str,
        solutions: str | None = JSON,
        graph: str | None = TURTLE,
        dataset: Dataset = WHOLE,
    ) -> Answer:
        """The complete answer, or an error."""
        guard.check(text, self._max_query_bytes)
        try:
            return _serialised(self._ask(nfc(text), dataset), solutions, graph)
        except SyntaxError as error:
            raise _syntax_fault(error) from error
        except OSError as error:
            raise EngineError("Kho dữ liệu không đọc được", f"The store cannot be read: {error}") from error

    def _ask(self, text: str, dataset: Dataset) -> QuerySolutions | QueryBoolean | QueryTriples:
        if dataset == WHOLE:
            return self._store.query(text)
        default, named = _graphs(dataset.default), _graphs(dataset.named)
        return self._store.query(text, default_graph=[*default], named_graphs=[*named])


def _serialised(
    results: QuerySolutions | QueryBoolean | QueryTriples, solutions: str | None, graph: str | None
) -> Answer:
    """Results in the wanted format; they are let go here, on the thread that made them."""
    try:
        if isinstance(results, QueryTriples):
            media = _offered(graph, GRAPH_FORMATS)
            return Answer(results.serialize(format=GRAPH_FORMATS[media]) or b"", media)
        media = _offered(solutions, SOLUTION_FORMATS)
        return Answer(results.serialize(format=SOLUTION_FORMATS[media]) or b"", media)
    finally:
        del results


@dataclass(frozen=True)
class Solutions:
    """The solutions of a SELECT query: the variables in order, and the rows."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def parse_solutions(body: bytes) -> Solutions | bool:
    """An answer in SPARQL results JSON: solutions of a SELECT, or the truth of an ASK."""
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        return bool(results)
    names = tuple(variable.value for variable in results.variables)
    return Solutions(names, tuple(_row(names, solution) for solution in results))


def _row(names: tuple[str, ...], solution: QuerySolution) -> Row:
    return {name: solution[name] for name in names if isinstance(solution[name], NamedNode | Literal)}


def select(engine: Engine, text: str) -> tuple[Row, ...]:
    """The rows of a SELECT query."""
    solutions = parse_solutions(engine.query(text, solutions=JSON).body)
    if isinstance(solutions, bool):
        raise UsageError("Cần một câu SELECT", "A SELECT query is needed")
    return solutions.rows


def _offered(media: str | None, offered: Mapping[str, object]) -> str:
    """The media type wanted, if answers of this form are offered in it."""
    if media is None or media not in offered:
        raise NotAcceptable(media or "", tuple(offered))
    return media


def _syntax_fault(error: SyntaxError) -> SyntaxFault:
    """Where a query went wrong: the parser says "error at LINE:COLUMN: …"."""
    match = re.match(r"error at (\d+):(\d+): (?P<reason>.*)", error.msg, re.S)
    if match is None:
        return SyntaxFault("query", error.msg)
    return SyntaxFault("query", match["reason"], int(match[1]), int(match[2]))
