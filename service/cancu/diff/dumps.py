"""The dumps of two releases side by side: which lines are in one alone, and what they call the things."""

import heapq
from collections.abc import Iterable, Iterator, Set
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from .. import terms
from ..errors import Message, TextFault

DUMP: Final = "cancu.nq"
Side = Literal["added", "removed"]


def statements(old: Path, new: Path) -> Iterator[tuple[Side, str]]:
    """The lines of the dumps of two releases that are in one of them alone: "added" or "removed", and it."""
    earlier: Iterator[tuple[str, Side]] = ((line, "removed") for line in _lines(old / DUMP))
    later: Iterator[tuple[str, Side]] = ((line, "added") for line in _lines(new / DUMP))
    for line, found in groupby(heapq.merge(earlier, later), key=lambda pair: pair[0]):
        sides = {side for _, side in found}
        if len(sides) == 1:
            yield sides.pop(), line


def _lines(dump: Path) -> Iterator[str]:
    before = ""
    try:
        with dump.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                if line < before:
                    raise TextFault(f"{dump} không theo thứ tự", f"{dump} is not sorted: {line.rstrip()}")
                yield line
                before = line
    except OSError as error:
        raise TextFault(f"Không đọc được {dump}", f"{dump} cannot be read: {error.strerror}") from error


def split(line: str) -> tuple[str, str, str]:
    """Subject, property with value, and graph of a line, as they are written."""
    subject, said = line.split(" ", 1)
    fact, graph, _ = said.rsplit(" ", 2)
    return subject, fact, graph


def tells(graph: str) -> bool:
    """Whether the things of a graph, as it is written, are told of."""
    return terms.in_default_graph(graph[1:-1]) and graph != f"<{terms.INFERRED_GRAPH}>"


_NAMES: Final = (terms.SKOS + "prefLabel", terms.DCT + "title", terms.RDFS + "label")
_NUMBER: Final = terms.ELI + "number"
_NAMING: Final = frozenset(f"<{name}>" for name in (*_NAMES, _NUMBER))
# Without a name, a thing is called by what it is about, or by its words.
_ABOUT: Final = (
    *(terms.DEF + name for name in ("text", "indicator", "cited")),
    terms.RDF + "predicate",
    *(terms.DEF + name for name in ("quote", "path")),
    _NUMBER,
)
_Said = dict[str, list[Any]]


class Names:
    """What two releases say of some things, and what they call anything; the new one is asked first.

    Subjects and graphs are as they are written in the dumps.
    """

    def __init__(self, old: Path, new: Path, touched: Set[str]) -> None:
        self._new, self._old = (_read(dump, touched) for dump in (new, old))

    def sides(self, subject: str) -> tuple[bool, bool]:
        """Whether the old release, and whether the new one, tells of a thing."""
        return subject in self._old, subject in self._new

    def graph(self, subject: str) -> str:
        """The graph that says what a thing is, else one that tells of it."""
        quads = self._quads(subject)
        typed = [quad for quad in quads if quad.predicate == terms.TYPE]
        return min(str(quad.graph_name) for quad in typed or quads)

    def kind(self, subject: str) -> str:
        """The IRI of the class of a thing, or "" where none is said."""
        kinds = [str(quad.object)[1:-1] for quad in self._quads(subject) if quad.predicate == terms.TYPE]
        return min(kinds, default="")

    def label(self, subject: str) -> Message:
        """What a thing is called: by its name, what it is about, its words, its number or its IRI."""
        said = _by_property(self._quads(subject))
        for name in (*_NAMES, *_ABOUT):
            if texts := [term for term in said.get(name, ()) if isinstance(term, Text)]:
                return _by_language(texts)
            for term in said.get(name, ()):
                return self.of(term)
        return self.of(NamedNode(subject[1:-1]))

    def of(self, term: Any) -> Message:
        """What a term is called: a thing by its name or its IRI, a literal by what it says."""
        value = str(getattr(term, "value", term))
        named = self._name(term.value) if isinstance(term, NamedNode) else [Text(value)]
        return _by_language(named or [Text(terms.shorten(value))])

    def document(self, graph: str) -> Message:
        """What a graph is called: by number and title of its document, or the name of its file."""
        key = graph[1:-1].removeprefix(terms.GRAPH)
        iri = f"{terms.ID}document/{key}"
        numbers = [text.value for text in _by_property(self._quads(f"<{iri}>")).get(_NUMBER, ())]
        title = _by_language(self._name(iri) or [Text("" if numbers else key)])
        vi, en = (" ".join(filter(None, (*numbers[:1], words))) for words in (title.vi, title.en))
        return Message(vi, en)

    def _name(self, iri: str) -> list[Text]:
        said = _by_property(self._quads(f"<{iri}>"))
        named = next((said[name] for name in _NAMES if name in said), [])
        return [text for text in named if isinstance(text, Text)]

    def _quads(self, subject: str) -> list[Quad]:
        return self._new.get(subject) or self._old.get(subject) or []


def _read(dump: Path, touched: Set[str]) -> dict[str, list[Quad]]:
    """By their subjects: all that is told of the things that changed, and the names of all others."""
    kept = (line for line in _lines(dump) if _is_kept(line, touched))
    said: dict[str, list[Quad]] = {}
    for quad in parse("".join(kept), RdfFormat.N_QUADS):
        said.setdefault(str(quad.subject), []).append(quad)
    return said


def _is_kept(line: str, touched: Set[str]) -> bool:
    subject, predicate, _ = line.split(" ", 2)
    return (subject in touched or predicate in _NAMING) and tells(split(line)[2])


def _by_property(quads: Iterable[Quad]) -> _Said:
    said: _Said = {}
    for quad in quads:
        said.setdefault(quad.predicate.value, []).append(quad.object)
    return said


def _by_language(texts: Iterable[Text]) -> Message:
    """Texts by their languages, each standing in for the other where it is the only one."""
    said = {text.language or "": text.value for text in sorted(texts, key=str, reverse=True)}
    fallback = next(iter(said.values()))
    return Message(said.get("vi", fallback), said.get("en", fallback))
