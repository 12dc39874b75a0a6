"""What the machine wrote, what a person made of it and what the machine reads now, brought together."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from .. import terms
from .described import FACTS, QUOTE, Described, Fact
from .turtle import kind_of

Values = Mapping[str, Sequence[object]]
Nodes = Mapping[str, Values]
Key = Callable[[Fact], tuple[str, ...]]

_PLACES: Final = tuple(
    terms.DEF + name
    for name in ("quoteStart", "quoteEnd", "figureStart", "figureEnd", "textStart", "textEnd", "position")
)
_SILENT: Final = (*_PLACES, terms.DEF + "extractedBy")
# Of these a document has many; a new one beside a person's is no conflict.
_MANY: Final = frozenset(
    {
        terms.RDF + "type", terms.DEF + "recipient", terms.DEF + "carriesOut", terms.DEF + "proposedIn",
        terms.DEF + "details", terms.DCT + "replaces", terms.ELI + "based_on", terms.ELI + "amends",
        terms.ELI + "ensures_implementation_of", terms.ELI + "repeals", terms.ELI + "cites",
    }
)  # fmt: skip
# So many characters tell one statement of a clause from another, and a change at its end leaves them.
_TOLD: Final = 40


class Merge:
    """One merge; `kept` are the nodes with a person's work, `conflicts` what met it, `now` what is read now.

    All three are brought to the document's address in the mended file, and what is read now to the addresses
    that the same facts had before.
    """

    def __init__(self, before: Described, mended: Described, now: Described) -> None:
        self._mended = mended
        self._before = _moved(before, {before.document: mended.document})
        fresh = _moved(now, {now.document: mended.document})
        self._now = _moved(fresh, _same_addresses(self._before, mended, fresh))
        self.now = self._now.nodes
        self.kept: list[str] = []
        self.conflicts: list[tuple[str, str, str, str, str, str]] = []
        if now.document != before.document:
            self.conflicts.append(
                ("address", mended.document, "", before.document, mended.document, now.document)
            )

    def result(self) -> Nodes:
        """What stands now."""
        found: dict[str, Values] = {}
        for node in dict.fromkeys([*self.now, *self._mended.nodes, *self._before.nodes]):
            said = self._merged(
                node, self._before.nodes.get(node), self._mended.nodes.get(node), self.now.get(node)
            )
            if said:
                found[node] = said
        return self._whole(found)

    def _merged(
        self, node: str, before: Values | None, mended: Values | None, now: Values | None
    ) -> Values | None:
        if node == self._mended.document:
            return self._of_document(node, before or {}, mended or {}, now or {})
        if _alike(before, mended):
            return now
        self.kept.append(node)
        if mended is None:
            if before and now and _differ(before, now):
                self.conflicts.append(("deleted", node, "", self._name(before), "", self._name(now)))
            return None
        if before is not None:
            self._compare(node, before, mended, now)
        return _placed(before or {}, mended, now or {})

    def _compare(self, node: str, before: Values, mended: Values, now: Values | None) -> None:
        """Note where the machine, too, reads a mended fact otherwise than before."""
        if now is None:
            self.conflicts.append(("gone", node, "", self._name(before), self._name(mended), ""))
            return
        for term in _differ(before, now):
            if set(now.get(term, ())) != set(mended.get(term, ())):
                was, stands, read = (self._told(side.get(term, ())) for side in (before, mended, now))
                self.conflicts.append(("mended", node, term, was, stands, read))

    def _of_document(self, node: str, before: Values, mended: Values, now: Values) -> Values:
        """Value by value: what a person added or took away stays so, the rest is as it is read now."""
        if not _alike(before, mended):
            self.kept.append(node)
        found: dict[str, Sequence[object]] = {}
        for term in dict.fromkeys([*now, *mended]):
            was, stands, read = (side.get(term, ()) for side in (before, mended, now))
            added = [v for v in stands if v not in was]
            taken = [v for v in was if v not in stands]
            new = [v for v in read if v not in was and v not in stands]
            if added and taken and new and term not in _MANY:
                self.conflicts.append(
                    ("mended", node, term, self._told(was), self._told(stands), self._told(read))
                )
                found[term] = stands
                continue
            found[term] = [*(v for v in read if v not in taken), *(v for v in added if v not in read)]
        return {term: values for term, values in found.items() if values}

    def _whole(self, found: dict[str, Values]) -> Nodes:
        """What is still pointed to stays; what was named and not matched goes when nothing points to it."""
        while True:
            pointed = _pointed(found)
            lost = {node: said for node, said in self._gone.items() if node in pointed and node not in found}
            if not lost:
                break
            found.update(lost)
        return {
            node: said
            for node, said in found.items()
            if node in pointed or node in self.kept or not kind_of(said).startswith("Unresolved")
        }

    @cached_property
    def _gone(self) -> Nodes:
        """What may come back: what the machine reads no more, and what it named and a person deleted."""
        named = {n: said for n, said in self.now.items() if kind_of(said).startswith("Unresolved")}
        return {**named, **{n: said for n, said in self._mended.nodes.items() if n not in self.kept}}

    def _name(self, said: Values) -> str:
        return self._told(said.get(QUOTE, ()) or said.get(terms.SKOS + "prefLabel", ()))

    def _told(self, values: Sequence[object]) -> str:
        sides = (self._mended, self._now)
        told = ([s.name(v) for s in sides if str(getattr(v, "value", "")) in s.nodes] for v in values)
        return "; ".join((*names, self._mended.name(v))[0] for names, v in zip(told, values, strict=True))


def record(nodes: Nodes) -> str:
    """Some nodes in sorted N-Triples."""
    return "".join(f"{line}\n" for line in sorted(set(lines_of(nodes))))


def lines_of(nodes: Nodes) -> list[str]:
    """The triples of some nodes, each as a line of N-Triples."""
    content = serialize(triples(nodes), format=RdfFormat.N_TRIPLES)
    return (content or b"").decode().splitlines()


def triples(nodes: Nodes) -> Iterator[Triple]:
    """The triples of some nodes."""
    for node, said in nodes.items():
        for term, values in said.items():
            yield from (Triple(NamedNode(node), NamedNode(term), value) for value in values)  # type: ignore[arg-type]


# --- Comparing


def _alike(one: Values | None, other: Values | None) -> bool:
    """Whether two descriptions, or none, are the same in whatever order."""
    if one is None or other is None:
        return one is other
    return one.keys() == other.keys() and all(set(one[term]) == set(other[term]) for term in one)


def _differ(one: Values, other: Values) -> list[str]:
    """The properties whose values differ, places and rules left out."""
    return [
        t
        for t in dict.fromkeys([*one, *other])
        if t not in _SILENT and set(one.get(t, ())) != set(other.get(t, ()))
    ]


def _pointed(nodes: Nodes) -> set[str]:
    """The nodes that some nodes point to."""
    values = (v for said in nodes.values() for each in said.values() for v in each)
    return {v.value for v in values if isinstance(v, NamedNode)}


def _placed(before: Values, mended: Values, now: Values) -> Values:
    """A mended fact at the place where its words, if they are still the same, are found now."""
    if set(mended.get(QUOTE, ())) != set(now.get(QUOTE, ())) or not now:
        return mended
    moved = {
        t: now[t] for t in _PLACES if t in now and t in mended and set(mended[t]) == set(before.get(t, ()))
    }
    return {**mended, **moved}


# --- Addresses


def _moved(side: Described, addresses: Mapping[str, str]) -> Described:
    """The same with other addresses; a part goes with the document it is below."""
    changed = {old: new for old, new in addresses.items() if old and new and old != new}
    if not changed:
        return side
    moved = {iri: _address(iri, changed) for iri in side.nodes}

    def value(of: object) -> object:
        if not isinstance(of, NamedNode):
            return of
        return NamedNode(moved.get(of.value) or _address(of.value, changed))

    nodes = {
        moved[n]: {t: [value(v) for v in vs] for t, vs in said.items()} for n, said in side.nodes.items()
    }
    return Described(_address(side.document, changed), nodes)


def _address(iri: str, changed: Mapping[str, str]) -> str:
    if iri in changed:
        return changed[iri]
    return next((new + iri[len(old) :] for old, new in changed.items() if iri.startswith(old + "/")), iri)


def _same_addresses(before: Described, mended: Described, now: Described) -> dict[str, str]:
    """For what is read now the address of the same fact before; what is new gets one of its own.

    The same is what begins with the same words in the same clause, or else stands at the same place in it.
    """
    found: dict[str, str] = {}
    for key in (_words, _place):
        known = dict(_keyed(before, key, set(found.values())))
        for told, iri in _keyed(now, key, found.keys()):
            if told in known:
                found[iri] = known[told]
    given = {*before.nodes, *mended.nodes}
    for fact in _facts(now):
        if fact.iri not in found:
            found[fact.iri] = _free(fact.iri, given) if fact.iri in given else fact.iri
            given.add(found[fact.iri])
    return found


def _facts(side: Described) -> Iterator[Fact]:
    return (fact for fact in side.facts if fact.kind in (*FACTS, "Statement"))


def _keyed(side: Described, key: Key, but: Collection[str]) -> Iterator[tuple[tuple[object, ...], str]]:
    """The addresses of the facts that are left, by what tells them apart and which of the same they are."""
    seen: Counter[tuple[object, ...]] = Counter()
    for fact in _facts(side):
        if fact.iri not in but:
            told = (fact.kind, *_values(fact, terms.DEF + "statedIn"), *key(fact))
            seen[told] += 1
            yield (*told, seen[told]), fact.iri


def _words(fact: Fact) -> tuple[str, ...]:
    of_what = _values(fact, terms.RDF + "predicate") + _values(fact, terms.DEF + "valueAsWritten")
    return (fact.words[:_TOLD], *of_what)


def _place(fact: Fact) -> tuple[str, ...]:
    return (str(fact.place.start if fact.place else ""), *_values(fact, terms.RDF + "predicate"))


def _values(fact: Fact, term: str) -> tuple[str, ...]:
    return tuple(str(value) for value in fact.said.get(term, ()))


def _free(iri: str, given: Iterable[str]) -> str:
    """The next number in the clause that was never given: II.1-3 where there were two."""
    stem = re.sub(r"-\d+[a-z]?$", "", iri)
    return next(f"{stem}-{n}" for n in range(1, 100_000) if f"{stem}-{n}" not in given)
