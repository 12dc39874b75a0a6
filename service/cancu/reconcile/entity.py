"""What may be meant by a name: documents, agencies, areas, indicators and programmes, as the engine tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from .. import search, terms
from ..errors import Message
from ..search import Term
from ..text import normalise

NAMED: Final = ("Document", "Agency", "AgencyGroup", "Area", "Indicator", "Programme")
"""The kinds that go by names of their own; of the others only the texts are searched."""

# Beside what is indexed: the type of a document or programme, who issued it, the level of a body or area.
_BESIDE: Final = """
SELECT ?thing ?kind ?role ?text WHERE {
  { ?thing a cancu:Document ; eli:type_document/(skos:prefLabel|skos:notation) ?text
    BIND("Document" AS ?kind) BIND("type" AS ?role) }
  UNION { ?thing a cancu:Document ; eli:passed_by ?text BIND("Document" AS ?kind) BIND("issuer" AS ?role) }
  UNION { ?thing a cancu:Programme ; dct:type/skos:prefLabel ?text
          BIND("Programme" AS ?kind) BIND("type" AS ?role) }
  UNION { VALUES (?class ?kind) { (cancu:Agency "Agency") (cancu:AgencyGroup "AgencyGroup")
                                  (cancu:Area "Area") }
          ?thing a ?class ; cancu:level ?text BIND("level" AS ?role) }
}"""
QUERIES: Final = (
    *(query for kind, query in zip(search.KINDS, search.QUERY, strict=True) if kind in NAMED),
    terms.PROLOGUE + _BESIDE,
)
"""The queries whose rows, together, tell the entities."""
_CENTRAL: Final = terms.CODE + "level/central"


@dataclass(frozen=True)
class Entity:
    """A thing with its names; `areas` and `issuers` are IRIs, `since` and `until` ISO days or "".

    `day` is the day on which a document was issued, `types` what its type or that of a programme is called.
    """

    iri: str
    kind: str
    label: Message
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    types: tuple[str, ...]
    areas: frozenset[str]
    issuers: frozenset[str]
    day: str
    since: str
    until: str
    central: bool
    detail: str

    def existed(self, first: str, last: str) -> bool:
        """Whether there was such a thing on some day of a span of ISO days."""
        return (not self.since or self.since <= last) and (not self.until or first <= self.until)


def read_entities(rows: Iterable[Mapping[str, Term]]) -> list[Entity]:
    """The entities that the rows of QUERIES tell of, by kind and IRI."""
    said: dict[str, dict[str, list[Term]]] = {}
    for row in rows:
        if isinstance(row.get("thing"), NamedNode) and "text" in row:
            roles = said.setdefault(row["thing"].value, {"kind": [row["kind"]]})
            roles.setdefault(row["role"].value, []).append(row["text"])
    found = (_entity(iri, roles) for iri, roles in said.items())
    return sorted(found, key=lambda entity: (NAMED.index(entity.kind), entity.iri))


def _entity(iri: str, roles: dict[str, list[Term]]) -> Entity:
    kind = roles["kind"][0].value
    since, until = (_values(roles, role) for role in ("since", "until"))
    span = [f"{''.join(since[:1])}–{''.join(until[-1:])}"] if since or until else []
    days = _values(roles, "year")
    return Entity(
        iri=iri,
        kind=kind,
        label=Message(_label(iri, roles, "vi"), _label(iri, roles, "en")),
        names=_values(roles, "label", "alias", "number"),
        numbers=_values(roles, "number"),
        types=_values(roles, "type"),
        areas=frozenset({iri} if kind == "Area" else _values(roles, "area")),
        issuers=frozenset(_values(roles, "issuer")),
        day="".join(days[:1]),
        since="".join(since[:1]),
        until=_end("".join(until[-1:])),
        central=_CENTRAL in _values(roles, "level"),
        detail=" · ".join([*_values(roles, "number", "detail", "source"), *days[:1], *span]),
    )


def _end(until: str) -> str:
    """The last day of what ends with a year or on a day."""
    return f"{until}-12-31" if len(until) == 4 else until


def _values(roles: dict[str, list[Term]], *wanted: str) -> tuple[str, ...]:
    said = (normalise(value) for role in wanted for value in sorted(t.value for t in roles.get(role, ())))
    return tuple(dict.fromkeys(filter(None, said)))


def _label(iri: str, roles: dict[str, list[Term]], language: str) -> str:
    """What to call a thing in a language, or in another where it has no name in this one."""
    for role in ("label", "alias", "number"):
        told = {getattr(term, "language", None): term.value for term in roles.get(role, ())}
        if told:
            return normalise(told.get(language) or min(told.values()))
    return iri
