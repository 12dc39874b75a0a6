"""How a draft differs from what was reviewed, fact by fact: for the rules, and for whoever reviews."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from .. import graph, terms
from ..errors import Message
from .described import FACTS, QUOTE, Described, Fact, of_triples, of_turtle

# What is compared as words and places, what only a person gives, and what only a machine does.
_APART: Final = frozenset(
    terms.expand(term)
    for term in [
        "rdf:type",
        "cancu:inDocument",
        "cancu:statedIn",
        "cancu:quote",
        "cancu:quoteStart",
        "cancu:quoteEnd",
        "cancu:figureStart",
        "cancu:figureEnd",
        "cancu:text",
        "cancu:textStart",
        "cancu:textEnd",
        "cancu:position",
        "cancu:extractedBy",
        "cancu:reviewStatus",
    ]
)

Values = Mapping[str, Sequence[object]]


@dataclass(frozen=True, order=True)
class Difference:
    """One difference: of which fact, in what, and what each side says.

    `kind` is "missed" (the reviewed file alone has the fact), "extra" (the draft alone has it), "words"
    (other words for the same fact) or "value" (another value of a property); `node` is the fact's address in
    the reviewed file, of an extra one in the draft; `path` is the property, "" for the fact as a whole;
    `drafted` and `reviewed` are the values as people read them, several joined by "; ", "" for none.
    """

    kind: str
    node: str
    path: str
    drafted: str
    reviewed: str

    def told(self) -> Message:
        """The difference as a sentence in both languages."""
        node = _short(self.node)
        if self.kind == "missed":
            return Message(
                f"{node}: bản thảo thiếu “{self.reviewed}”", f"{node}: the draft misses “{self.reviewed}”"
            )
        if self.kind == "extra":
            return Message(
                f"{node}: chỉ bản thảo có “{self.drafted}”", f"{node}: only the draft has “{self.drafted}”"
            )
        what = "" if self.kind == "words" else f" {terms.shorten(self.path)}"
        drafted, reviewed = self.drafted or "—", self.reviewed or "—"
        return Message(
            f"{node}:{what} bản thảo là “{drafted}”, bản đã đối chiếu là “{reviewed}”",
            f"{node}:{what} “{drafted}” in the draft, “{reviewed}” in the reviewed file",
        )


def _short(iri: str) -> str:
    """An address without what all addresses of documents begin with."""
    return iri.removeprefix(terms.ID + "document/")


def differences(draft: str | Iterable[Triple], reviewed: Path | Iterable[Triple]) -> list[Difference]:
    """The differences between a draft (Turtle, or triples) and a reviewed file (or its triples), in order.

    Facts are matched by kind and by their place in the text, not by their addresses. What only a person
    gives (review status, English titles, what a page elsewhere says) and what only a machine gives (its rule)
    is not compared. SyntaxFault where either side is not Turtle.
    """
    mine = of_turtle(draft, "draft") if isinstance(draft, str) else of_triples(draft)
    if isinstance(reviewed, Path):
        read = graph.quads(reviewed, terms.GRAPH + "reviewed", str(reviewed))
        theirs = of_triples(quad.triple for quad in read)
    else:
        theirs = of_triples(reviewed)
    return list(_Comparison(mine, theirs).differences())


class _Comparison:
    def __init__(self, mine: Described, theirs: Described) -> None:
        self._mine, self._theirs = mine, theirs
        self._pairs = [pair for kind in FACTS for pair in paired(_placed(mine, kind), _placed(theirs, kind))]
        self._pairs += _by_path(mine, theirs)
        self._same = {mine.document: theirs.document, **{a.iri: b.iri for a, b in self._pairs if a and b}}

    def differences(self) -> Iterator[Difference]:
        yield from self._of_document()
        for mine, theirs in sorted(self._pairs, key=_order):
            if theirs is None and mine is not None:
                yield Difference("extra", mine.iri, "", self._name(mine, self._mine), "")
            elif mine is None and theirs is not None:
                yield Difference("missed", theirs.iri, "", "", self._name(theirs, self._theirs))
            elif mine is not None and theirs is not None:
                yield from self._of_fact(mine, theirs)

    def _name(self, fact: Fact, side: Described) -> str:
        return fact.words or "; ".join(side.name(v) for v in fact.said.get(terms.DEF + "path", ()))

    def _of_document(self) -> Iterator[Difference]:
        mine = self._mine.nodes.get(self._mine.document, {})
        theirs = self._theirs.nodes.get(self._theirs.document, {})
        outside = {term for term in self._outside() if term not in mine}
        yield from self._values(
            mine, {t: v for t, v in theirs.items() if t not in outside}, self._theirs.document
        )

    def _outside(self) -> set[str]:
        """The properties of the reviewed document that rest on no words of the text."""
        said: dict[str, bool] = {}
        for fact in self._theirs.facts:
            for term in fact.said.get(terms.RDF + "predicate", ()) if fact.kind == "Statement" else ():
                name = str(getattr(term, "value", ""))
                said[name] = said.get(name, False) or fact.quoted is not None
        return {term for term, is_held in said.items() if not is_held}

    def _of_fact(self, mine: Fact, theirs: Fact) -> Iterator[Difference]:
        if mine.quoted != theirs.quoted:
            yield Difference("words", theirs.iri, QUOTE, mine.words, theirs.words)
        yield from self._values(mine.said, theirs.said, theirs.iri)

    def _values(self, mine: Values, theirs: Values, node: str) -> Iterator[Difference]:
        for term in dict.fromkeys([*theirs, *mine]):
            if term in _APART:
                continue
            drafted = self._names(mine.get(term, ()), self._mine)
            reviewed = self._names(theirs.get(term, ()), self._theirs)
            if set(drafted) != set(reviewed):
                yield Difference("value", node, term, "; ".join(drafted), "; ".join(reviewed))

    def _names(self, values: Sequence[object], side: Described) -> list[str]:
        """The values as people read them; a draft's fact has the address of the same one reviewed."""
        moved = self._same if side is self._mine else {}
        told = [v for v in values if getattr(v, "language", None) != "en"]
        keys = [moved.get(str(getattr(v, "value", v)), "") for v in told]
        return sorted(terms.shorten(key) if key else side.name(v) for key, v in zip(keys, told, strict=True))


def _placed(side: Described, kind: str) -> list[Fact]:
    return [fact for fact in side.facts if fact.kind == kind and fact.place]


def _by_path(mine: Described, theirs: Described) -> Iterator[tuple[Fact | None, Fact | None]]:
    """The clauses of both, by their printed paths."""
    a, b = ({_path(f): f for f in side.facts if f.kind == "Clause"} for side in (mine, theirs))
    for path in dict.fromkeys([*b, *a]):
        yield a.get(path), b.get(path)


def _path(fact: Fact) -> str:
    return next((str(getattr(v, "value", "")) for v in fact.said.get(terms.DEF + "path", ())), fact.iri)


def _order(pair: tuple[Fact | None, Fact | None]) -> tuple[int, int, str]:
    fact = pair[1] or pair[0]
    place = fact.place if fact else None
    return (place.start if place else 0, 0 if fact and fact.kind == "Clause" else 1, fact.iri if fact else "")


def paired(mine: Sequence[Fact], theirs: Sequence[Fact]) -> list[tuple[Fact | None, Fact | None]]:
    """Each fact with the one of the same place, else with the one that shares most of its place with it."""
    left = list(mine)
    pairs: list[tuple[Fact | None, Fact | None]] = []
    unmet: list[Fact] = []
    for fact in theirs:
        same = next((m for m in left if m.place == fact.place), None)
        if same is None:
            unmet.append(fact)
            continue
        left.remove(same)
        pairs.append((same, fact))
    for fact in unmet:
        best = max(left, key=lambda m: _shared(m, fact), default=None)
        if best is not None and _shared(best, fact) > 0:
            left.remove(best)
            pairs.append((best, fact))
        else:
            pairs.append((None, fact))
    return [*pairs, *((fact, None) for fact in left)]


def _shared(one: Fact, other: Fact) -> int:
    """How many characters two places share."""
    if not one.place or not other.place:
        return 0
    return max(0, min(one.place.end, other.place.end) - max(one.place.start, other.place.start))
