"""A client: one release, here or behind an address, asked by SPARQL, by questions and by words."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import rdflib
from pyoxigraph import NamedNode

from .. import release, search, terms
from ..config import Settings
from ..engine import Answer, Embedded, Query, open_store
from ..errors import Refused, SyntaxFault, UsageError
from ..limits import Limits
from ..release import Release
from .columns import Reading, pandas
from .frames import frame, graph, truth
from .questions import TOO_LARGE, Questions
from .service import Service

if TYPE_CHECKING:
    from pandas import DataFrame

_MOST: Final = sys.maxsize
# On one's own machine nobody else waits for an answer.
_UNLIMITED: Final = Limits(query_bytes=_MOST, answer_bytes=_MOST, answer_rows=_MOST)
_LINES: Final = terms.PROLOGUE.count("\n")
_ADVICE: Final = (
    "Cách lấy đủ / how to get all of it: ORDER BY và/and LIMIT … OFFSET …; một câu hỏi trong"
    " graph.questions được lấy theo trang / a question of graph.questions is fetched page by page;"
    " hoặc bản phát hành / or the release: /releases/current/cancu.nq"
)


class Local(Embedded):
    """A release in a folder of this machine, answered from within this process, without limits of size."""

    def __init__(self, folder: Path) -> None:
        place = folder if (folder / "manifest.json").is_file() else release.locate(folder, "current")
        self._release = Release(place.resolve(), {})
        super().__init__(open_store(self._release.store), _UNLIMITED, self._release.name)

    def at(self, name: str) -> "Local":
        """Another release that is kept beside this one; UsageError tells which there are."""
        return Local(release.locate(self._release.path.parent.parent, name))

    def find(self, words: str, kind: str, area: str, year: int | None, limit: int) -> search.Found:
        """What is found by words."""
        first = self._release.index.find(words, kind, area, year, min(limit, search.MOST))
        hits = first.hits
        while len(hits) < min(limit, first.total):
            most = min(limit - len(hits), search.MOST)
            hits += self._release.index.find(words, kind, area, year, most, len(hits)).hits
        return replace(first, hits=hits)


@dataclass(frozen=True)
class Client:
    """What can be asked of a release.

    Errors are those of `cancu.errors`: SyntaxFault with line and column, Refused with the rule that was
    broken, Overrun with the seconds, Busy with the seconds to wait, Upstream where nothing answers.
    """

    engine: Local | Service

    @property
    def release(self) -> str:
        """The name of the release that gave the last answer: what to cite."""
        return self.engine.release

    def at(self, release: str) -> "Client":
        """A client of a release by its name, which always gives the same answers."""
        return Client(self.engine.at(release))

    @property
    def questions(self) -> Questions:
        """The questions of the catalogue as functions."""
        return Questions(self.engine)

    def query(self, sparql: str, *, exact: bool = False, shorten: bool = False) -> "DataFrame":
        """The rows of a SELECT query, typed; the prefixes of the service need no declaration.

        Integers are Int64, decimals float64 (`exact`: Decimal), days and times datetime64, truths boolean;
        what is absent is missing. IRIs and texts are strings (`shorten`: id:area/… where a prefix fits).
        A column of several kinds is of strings. `attrs["release"]` names the release.
        """
        return frame([self._ask(sparql)], Reading(exact, shorten))

    def ask(self, sparql: str) -> bool:
        """The truth of an ASK query."""
        return truth(self._ask(sparql))

    def construct(self, sparql: str) -> rdflib.Graph:
        """The graph of a CONSTRUCT or DESCRIBE query."""
        return graph(self._ask(sparql))

    def describe(self, iri: str) -> rdflib.Graph:
        """What is stated of a thing, given by its IRI or as id:…; an empty graph where nothing is."""
        return self.construct(f"DESCRIBE {_node(iri)}")

    def search(
        self, words: str, *, kind: str = "", area: str = "", year: int | None = None, limit: int = 20
    ) -> "DataFrame":
        """Things found by words, a number or an abbreviation, the best first; diacritics are optional.

        `kind` is one of Document, Task, Target, Agency …; `attrs["total"]` says how many there are in all.
        """
        found = self.engine.find(words, kind, terms.expand(area), year, limit)
        made: DataFrame = pandas().DataFrame(map(_row, found.hits), columns=[*_COLUMNS])
        made["year"] = made["year"].astype("Int64")
        made.attrs.update(release=self.release, total=found.total)
        return made

    def _ask(self, sparql: str) -> Answer:
        try:
            return self.engine.answer(Query(terms.PROLOGUE + sparql))
        except SyntaxFault as error:
            line = error.line and error.line - _LINES
            raise SyntaxFault(error.where, error.reason, line, error.column) from error
        except Refused as error:
            if error.rule in TOO_LARGE:
                error.add_note(_ADVICE)
            raise


_COLUMNS: Final[Sequence[str]] = ("iri", "type", "label", "label_en", "detail", "area", "year")


def _row(hit: search.Hit) -> Sequence[Any]:
    return hit.iri, hit.kind, hit.label.vi, hit.label.en, hit.detail, hit.area or None, hit.year


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(terms.expand(iri))
    except ValueError as error:
        raise UsageError(f"“{iri}” không phải IRI", f"“{iri}” is no IRI") from error


def connect(where: str | Path = "", *, seconds: float = 60) -> Client:
    """A client of a running service by its address, or of a release by its folder or that of all releases.

    Without either, of the release in CANCU_HOME. `seconds` is the longest that an answer of a service is
    waited for. NoRelease where the folder has none, Upstream where no service of ours answers.
    """
    place = str(where or Settings().home)
    if place.startswith(("http://", "https://")):
        engine = Service(place, seconds)
        engine.answer(Query("ASK {}"))
        return Client(engine)
    return Client(Local(Path(place)))
