"""A pyoxigraph store answered from within this process."""

import re
from pathlib import Path

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from .. import guard
from ..errors import EngineError, SyntaxFault, UsageError
from ..limits import Limits
from ..text import nfc
from .answers import (
    GRAPH_FORMATS,
    SOLUTION_FORMATS,
    WHOLE,
    Answer,
    Capped,
    Engine,
    Query,
    offered,
)
from .rows import check_rows

Results = QuerySolutions | QueryBoolean | QueryTriples


def open_store(path: Path) -> Store:
    """The store of a release, for reading only; any number of processes may open it."""
    return Store.read_only(str(path))


class Embedded(Engine):
    """A store answered from within this process: for the command line, and for a worker of the pool."""

    def __init__(self, store: Store, limits: Limits | None = None, release: str = "") -> None:
        self._store, self.release = store, release
        self._limits = limits or Limits()

    def answer(self, query: Query) -> Answer:
        """The complete answer, or an error."""
        guard.check(query.text, self._limits.query_bytes, self._limits.services)
        try:
            return self._serialised(self._ask(query), query)
        except SyntaxError as error:
            raise _syntax_fault(error) from error
        except OSError as error:
            raise EngineError("Kho dữ liệu không đọc được", f"The store cannot be read: {error}") from error

    def _ask(self, query: Query) -> Results:
        text, dataset = nfc(query.text), query.dataset
        if dataset == WHOLE:
            return self._store.query(text, base_iri=query.base)
        default, named = _graphs(dataset.default), _graphs(dataset.named)
        return self._store.query(text, base_iri=query.base, default_graph=[*default], named_graphs=[*named])

    def _serialised(self, results: Results, query: Query) -> Answer:
        """Results in the wanted format; they are let go here, on the thread that made them."""
        output = Capped(self._limits.answer_bytes)
        try:
            if isinstance(results, QueryTriples):
                media = offered(query.graph, GRAPH_FORMATS)
                results.serialize(output, format=GRAPH_FORMATS[media])
            else:
                media = offered(query.solutions, SOLUTION_FORMATS)
                results.serialize(output, format=SOLUTION_FORMATS[media])
                if isinstance(results, QuerySolutions):
                    check_rows(output.getvalue(), SOLUTION_FORMATS[media], self._limits.answer_rows)
            return Answer(output.getvalue(), media, self.release)
        finally:
            del results


def _graphs(names: tuple[str, ...]) -> list[NamedNode]:
    """Graphs by IRI as the store takes them; UsageError names what is no IRI."""
    try:
        return [NamedNode(name) for name in names]
    except ValueError as error:
        raise UsageError(
            f"Tên đồ thị không phải IRI: {error}", f"A graph's name is no IRI: {error}"
        ) from error


def _syntax_fault(error: SyntaxError) -> SyntaxFault:
    """Where a query went wrong: the parser says "error at LINE:COLUMN: …"."""
    match = re.match(r"error at (\d+):(\d+): (?P<reason>.*)", error.msg, re.S)
    if match is None:
        return SyntaxFault("query", error.msg)
    return SyntaxFault("query", match["reason"], int(match[1]), int(match[2]))
