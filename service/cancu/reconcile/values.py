"""What is said of many things at once: labels, codes, days, issuers, to extend a table with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from .. import terms
from ..engine import Row, Waited
from ..errors import CancuError
from .properties import Property

_AT_ONCE: Final = 1000  # values that a query asks for: of some hundred things one or two, of one thing all
_LONGEST: Final = 500  # characters in an IRI


@dataclass(frozen=True)
class Value:
    """One value: a literal, or a thing of ours with its name."""

    term: NamedNode | Literal
    name: str = ""


_BRANCH: Final = '{{ VALUES ?thing {{ {things} }} ?thing {path} ?value BIND("{name}" AS ?property) }}'
# What is not ours to name goes by its IRI; a document goes by its number before its title.
_QUERY: Final = """SELECT DISTINCT ?thing ?property ?value ?name WHERE {{
  {{ {branches} }} OPTIONAL {{ ?value eli:number|skos:prefLabel|dct:title ?name }} }}"""

Values = Mapping[str, Mapping[str, tuple[Value, ...]]]


def whole(identifier: str) -> str:
    """The IRI of a thing that is given by its local identifier, or by its IRI."""
    return identifier if ":" in identifier.split("/")[0] else terms.ID + identifier


def local(iri: str) -> str:
    """The identifier of a thing among ours; others keep their IRI."""
    return iri.removeprefix(terms.ID)


def extend(engine: Waited, iris: Sequence[str], properties: Sequence[Property], language: str) -> Values:
    """The values of properties, by IRI and name of the property: one query for some hundred things.

    What is told by language is given in the one wanted where there is any; what cannot be an IRI has no
    values. An EngineError where the engine fails.
    """
    nodes = [node for iri in dict.fromkeys(iris) if (node := _node(iri)) is not None]
    size = max(1, _AT_ONCE // max(1, len(properties)))
    texts = [_query(batch, properties) for batch in _batches(nodes, size)] if properties else []
    rows = [row for answer in engine.select_all(texts) for row in _rows(answer)]
    return {
        node.value: {one.name: _told(rows_of, one, language) for one in properties}
        for node, rows_of in _by_thing(nodes, rows)
    }


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri) if len(iri) <= _LONGEST else None
    except ValueError:
        return None


def _batches(nodes: Sequence[NamedNode], size: int) -> Iterator[Sequence[NamedNode]]:
    for start in range(0, len(nodes), size):
        yield nodes[start : start + size]


def _query(nodes: Sequence[NamedNode], properties: Sequence[Property]) -> str:
    things = " ".join(map(str, nodes))
    branches = [_BRANCH.format(things=things, path=f"({one.path})", name=one.name) for one in properties]
    return terms.PROLOGUE + _QUERY.format(branches=" UNION ".join(branches))


def _rows(answer: tuple[Row, ...] | CancuError) -> tuple[Row, ...]:
    if isinstance(answer, CancuError):
        raise answer
    return answer


def _by_thing(nodes: Sequence[NamedNode], rows: Sequence[Row]) -> Iterator[tuple[NamedNode, Sequence[Row]]]:
    kept: dict[str, list[Row]] = {node.value: [] for node in nodes}
    for row in rows:
        kept[row["thing"].value].append(row)
    return ((node, kept[node.value]) for node in nodes)


def _told(rows: Sequence[Row], wanted: Property, language: str) -> tuple[Value, ...]:
    """The values of one property of one thing, each once, in order."""
    names: dict[NamedNode | Literal, list[Literal | NamedNode]] = {}
    for row in rows:
        if row["property"].value == wanted.name and row["value"].value.startswith(wanted.base):
            names.setdefault(row["value"], []).extend([row["name"]] if "name" in row else [])
    if wanted.spoken:
        spoken = {value: kept for value, kept in names.items() if _language(value) == language}
        names = spoken or names
    made = [_value(term, called, wanted, language) for term, called in names.items()]
    return tuple(sorted(made, key=lambda value: (value.name, value.term.value)))


def _value(
    term: NamedNode | Literal, names: Sequence[NamedNode | Literal], wanted: Property, language: str
) -> Value:
    if wanted.base:
        return Value(Literal(term.value.removeprefix(wanted.base).strip("/")))
    best = min(names, key=lambda name: (_rank(_language(name), language), name.value), default=None)
    return Value(term, best.value if best is not None else "")


def _rank(said: str, wanted: str) -> int:
    """A number, which is in no language, goes before a name in the wanted one, and that before others."""
    return 0 if not said else 1 if said == wanted else 2


def _language(term: NamedNode | Literal) -> str:
    return (term.language if isinstance(term, Literal) else "") or ""
