"""What changed between two releases: the things that were added, removed or changed.

The sorted dumps are read side by side, so that two releases are compared in the time it takes to read
them. Inferred facts, and the graphs that describe the service, change in consequence: they are counted
as statements, but the things are those of the other graphs.
"""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode, RdfFormat, parse

from .. import terms
from ..errors import Message
from .dumps import DUMP, Names, Side, split, statements, tells

How = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Said:
    """A value as the graph has it, and what it is called."""

    value: str
    label: Message


@dataclass(frozen=True)
class Edit:
    """A property of a thing that changed: its values that are no longer there, and the new ones."""

    property: Said
    old: tuple[Said, ...]
    new: tuple[Said, ...]


@dataclass(frozen=True)
class Change:
    """A thing that changed, with what it is called and its class; `edits` only where it was there before."""

    iri: str
    label: Message
    kind: Said
    how: How
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Group:
    """The changes in one named graph: a document, or a file of the reference data."""

    graph: str
    label: Message
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Difference:
    """What changed from one release to another, by their names; `added` and `removed` count statements."""

    old: str
    new: str
    added: int
    removed: int
    groups: tuple[Group, ...]


_Facts = Mapping[Side, Set[str]]


def compare(old: Path, new: Path) -> Difference:
    """What changed between the releases in two directories; TextFault where a dump cannot be compared."""
    counted: Counter[Side] = Counter()
    found: dict[str, dict[Side, set[str]]] = {}
    for side, line in statements(old, new):
        counted[side] += 1
        subject, fact, graph = split(line)
        if subject.startswith("<") and tells(graph):
            found.setdefault(subject, {"added": set(), "removed": set()})[side].add(fact)
    # What only moved to another graph has not changed.
    changed = {subject: facts for subject, facts in found.items() if facts["added"] != facts["removed"]}
    names = Names(old / DUMP, new / DUMP, changed.keys())
    groups: dict[str, list[Change]] = {}
    for subject, facts in sorted(changed.items()):
        groups.setdefault(names.graph(subject), []).append(_change(subject, facts, names))
    told = (Group(graph[1:-1], names.document(graph), tuple(groups[graph])) for graph in sorted(groups))
    return Difference(old.name, new.name, counted["added"], counted["removed"], tuple(told))


def _change(subject: str, facts: _Facts, names: Names) -> Change:
    kind = NamedNode(names.kind(subject) or terms.RDFS + "Resource")
    earlier, later = names.sides(subject)
    how: How = "changed" if earlier and later else "added" if later else "removed"
    edits = _edits(subject, facts, names) if how == "changed" else ()
    return Change(subject[1:-1], names.label(subject), Said(kind.value, names.of(kind)), how, edits)


def _edits(subject: str, facts: _Facts, names: Names) -> tuple[Edit, ...]:
    """The values of each property that are on one side alone."""
    values: dict[NamedNode, dict[Side, list[Said]]] = {}
    for side, other in _SIDES:
        for fact in sorted(facts[side] - facts[other]):
            (triple,) = parse(f"{subject} {fact} .", RdfFormat.N_TRIPLES)
            said = Said(str(getattr(triple.object, "value", triple.object)), names.of(triple.object))
            values.setdefault(triple.predicate, {"added": [], "removed": []})[side].append(said)
    return tuple(
        Edit(Said(term.value, names.of(term)), tuple(said["removed"]), tuple(said["added"]))
        for term, said in sorted(values.items(), key=lambda pair: pair[0].value)
    )


_SIDES: tuple[tuple[Side, Side], ...] = (("added", "removed"), ("removed", "added"))
