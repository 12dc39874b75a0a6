"""What every engine takes and gives: a query and its dataset, an answer in the wanted format."""

import asyncio
import io
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from anyio import from_thread
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    parse_query_results,
)

from ..errors import CancuError, NotAcceptable, Refused, UsageError

SOLUTION_FORMATS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
JSON, TURTLE = "application/sparql-results+json", "text/turtle"

Row = Mapping[str, NamedNode | Literal]
"""One solution: the bound variables and their terms."""


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer, their media type, and the release that gave it."""

    body: bytes
    media_type: str
    release: str = ""


@dataclass(frozen=True)
class Dataset:
    """The graphs a query is asked of, by IRI; where any is named, those not named are left out."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


WHOLE = Dataset()


@dataclass(frozen=True)
class Query:
    """What is asked: SPARQL text, the formats wanted, the graphs it is asked of, a base for relative IRIs.

    `solutions` and `graph` are the media types wanted for SELECT and ASK, and for CONSTRUCT and
    DESCRIBE; None where none is acceptable. `release` names an earlier release to ask; "" is the current one.
    """

    text: str
    solutions: str | None = JSON
    graph: str | None = TURTLE
    dataset: Dataset = WHOLE
    base: str | None = None
    release: str = ""


class Engine(ABC):
    """Anything that answers SPARQL queries; `release` names the release that answers now, or is ""."""

    release: str = ""

    @abstractmethod
    def answer(self, query: Query) -> Answer:
        """The complete answer; SyntaxFault, Refused, NotAcceptable or an EngineError where there is none."""

    def query(
        self,
        text: str,
        solutions: str | None = JSON,
        graph: str | None = TURTLE,
        dataset: Dataset = WHOLE,
        base: str | None = None,
    ) -> Answer:
        """The complete answer to a query given in parts."""
        return self.answer(Query(text, solutions, graph, dataset, base))


class AsyncEngine(ABC):
    """An engine that answers many at once; who stops waiting for an answer ends its query."""

    release: str = ""

    @abstractmethod
    async def answer(self, query: Query) -> Answer:
        """The complete answer; SyntaxFault, Refused, NotAcceptable or an EngineError where there is none."""


class Threaded(AsyncEngine):
    """An engine that answers many at once, each in a thread of its own, which runs on to its end."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.release = engine, engine.release

    async def answer(self, query: Query) -> Answer:
        """The complete answer, or an error."""
        return await asyncio.to_thread(self._engine.answer, query)


class Waited(Engine):
    """The engine of one page: asked from a thread beside the event loop, of one release throughout."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine, self.release = engine, engine.release

    def answer(self, query: Query) -> Answer:
        """The complete answer, or an error."""
        return from_thread.run(self._answer, query)

    def select_all(self, texts: Sequence[str]) -> list[tuple[Row, ...] | CancuError]:
        """The rows of several SELECT queries, asked at once; one that fails gives its error instead."""
        return from_thread.run(self._gather, texts)

    def select_each(self, texts: Sequence[str]) -> list[tuple[Row, ...]]:
        """The rows of several SELECT queries, asked at once; the error of the first that fails."""
        return [_sound(answer) for answer in self.select_all(texts)]

    async def _gather(self, texts: Sequence[str]) -> list[tuple[Row, ...] | CancuError]:
        return list(await asyncio.gather(*map(self._rows, texts)))

    async def _rows(self, text: str) -> tuple[Row, ...] | CancuError:
        try:
            return _rows(await self._answer(Query(text)))
        except CancuError as error:
            return error

    async def _answer(self, query: Query) -> Answer:
        return await self._engine.answer(replace(query, release=self.release))


def _sound(answer: tuple[Row, ...] | CancuError) -> tuple[Row, ...]:
    if isinstance(answer, CancuError):
        raise answer
    return answer


class Capped(io.BytesIO):
    """Bytes up to a limit; an answer that needs more is refused, never cut."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Take more bytes, or Refused."""
        if self.tell() + len(data) > self._limit:
            raise Refused(
                "answer-size",
                f"Kết quả lớn hơn {self._limit} byte; hãy thêm LIMIT hoặc tải bản đầy đủ",
                f"The answer is larger than {self._limit} bytes; add a LIMIT, or download the release",
            )
        return super().write(data)


def offered(media: str | None, formats: Mapping[str, QueryResultsFormat] | Mapping[str, RdfFormat]) -> str:
    """The media type wanted, if answers of this form are offered in it."""
    if media is None or media not in formats:
        raise NotAcceptable(media or "", tuple(formats))
    return media


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
    return _rows(engine.answer(Query(text)))


def _rows(answer: Answer) -> tuple[Row, ...]:
    solutions = parse_solutions(answer.body)
    if isinstance(solutions, bool):
        raise UsageError("Cần một câu SELECT", "A SELECT query is needed")
    return solutions.rows
