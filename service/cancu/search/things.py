"""What is indexed: the queries that select it, and the things that their rows tell of."""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from .. import terms
from ..errors import Message
from ..text import SortKey, normalise, sort_key

Term = NamedNode | Literal

_ISSUED_FOR: Final = "eli:jurisdiction|eli:passed_by/cancu:area"
_BODY: Final = {
    "label": "skos:prefLabel",
    "alias": "skos:altLabel|cancu:symbol",
    "detail": "cancu:symbol",
    "area": "cancu:area",
    "since": "cancu:validFrom",
    "until": "cancu:validTo",
}
_STATED: Final = {
    "text": "cancu:text|cancu:quote|cancu:population",
    "detail": "cancu:valueAsWritten",
    "source": "cancu:inDocument/eli:number",
    "area": f"cancu:inDocument/({_ISSUED_FOR})",
    "year": "cancu:deadlineYear",
}
# What is said of a thing, by its kind, in order of rank. Labels, aliases and numbers are names, a text is
# searched after them, a detail is only shown; a thing has a year, or a span of years.
_PATHS: Final[Mapping[str, Mapping[str, str]]] = {
    "Document": {
        "label": "dct:title",
        "alias": "skos:altLabel",
        "number": "eli:number",
        "area": _ISSUED_FOR,
        "year": "eli:date_document",
        "held": "cancu:heldText",
    },
    "Programme": {
        "label": "dct:title",
        "alias": "skos:altLabel",
        "source": "cancu:approvedBy/eli:number",
        "since": "cancu:periodStart",
        "until": "cancu:periodEnd",
    },
    "Agency": _BODY,
    "AgencyGroup": _BODY,
    "Area": {
        "label": "skos:prefLabel",
        "alias": "skos:altLabel|cancu:gsoCode|cancu:iso3166",
        "detail": "cancu:gsoCode|cancu:iso3166",
        "since": "cancu:validFrom",
        "until": "cancu:validTo",
    },
    "Indicator": {"label": "skos:prefLabel", "alias": "skos:altLabel", "text": "skos:definition"},
    "Target": {"label": "cancu:indicator/skos:prefLabel", **_STATED},
    "Task": _STATED,
}
KINDS: Final = tuple(_PATHS)

# How a document is cited: “Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của Thủ tướng Chính phủ”.
_CITATION: Final = """{ SELECT ?thing ("Document" AS ?kind) ("alias" AS ?role) ?text WHERE {
    VALUES (?language ?no ?of ?by) { ("vi" " số " " ngày " " của ") ("en" " No " " of " " by ") }
    ?thing a cancu:Document ; eli:number ?number ; eli:date_document ?date ;
      eli:type_document/skos:prefLabel ?type ; eli:passed_by/skos:prefLabel ?issuer .
    FILTER(LANG(?type) = ?language && LANG(?issuer) = ?language)
    BIND(CONCAT(STR(DAY(?date)), "/", STR(MONTH(?date)), "/", STR(YEAR(?date))) AS ?day)
    BIND(STRLANG(CONCAT(STR(?type), ?no, ?number, ?of, ?day, ?by, STR(?issuer)), ?language) AS ?text) } }"""


def _query(kind: str, paths: Mapping[str, str]) -> str:
    """The query for the things of one kind; each row says one thing of one of them."""
    prefixes = " ".join(
        f"PREFIX {name}: <{terms.PREFIXES[name]}>" for name in ("cancu", "dct", "eli", "skos")
    )
    branches = [
        f'{{ SELECT ?thing ("{kind}" AS ?kind) ("{role}" AS ?role) ?text'
        f" WHERE {{ ?thing a cancu:{kind} ; {path} ?text }} }}"
        for role, path in paths.items()
    ]
    if kind == "Document":
        branches.append(_CITATION)
    union = "\n  UNION ".join(branches)
    return f"{prefixes}\nSELECT ?thing ?kind ?role ?text WHERE {{\n  {union} }}"


QUERY: Final = tuple(_query(kind, paths) for kind, paths in _PATHS.items())
"""The queries whose rows, those of one after those of the other, an index is written from."""


@dataclass(frozen=True)
class Thing:
    """A thing as it is indexed; `first` and `last` are the years it belongs to, None where none is known."""

    iri: str
    kind: str
    label: Message
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    texts: tuple[str, ...]
    detail: str
    area: str
    first: int | None
    last: int | None
    held: bool

    @property
    def rank(self) -> tuple[bool, int, SortKey, str]:
        """What tells the order of things that are found equally well."""
        return not self.held, KINDS.index(self.kind), sort_key(self.label.vi[:_SORTED]), self.iri


# Of a long statement only the beginning tells its place.
_SORTED: Final = 100
_Roles = Mapping[str, list[Term]]


def things(rows: Iterable[Mapping[str, Term]]) -> list[Thing]:
    """The things that the rows of QUERY tell of, by rank."""
    said: dict[str, list[tuple[str, Term]]] = {}
    for row in rows:
        # A thing without an IRI cannot be pointed to.
        if isinstance(row.get("thing"), NamedNode) and "text" in row:
            told = said.setdefault(row["thing"].value, [("kind", row["kind"])])
            told.append((sys.intern(row["role"].value), row["text"]))
    found = [_thing(iri, said.pop(iri)) for iri in list(said)]
    return sorted(found, key=lambda thing: thing.rank)


def _thing(iri: str, told: Iterable[tuple[str, Term]]) -> Thing:
    roles: dict[str, list[Term]] = {}
    for role, term in told:
        roles.setdefault(role, []).append(term)
    kind = roles["kind"][0].value
    since, until = ("".join(_values(roles, role)[-1:]) for role in ("since", "until"))
    span = [f"{since}–{until}"] if since or until else []
    starts, ends = (_years(roles, "year", role) for role in ("since", "until"))
    return Thing(
        iri=iri,
        kind=kind,
        label=Message(_label(roles, "vi") or iri, _label(roles, "en") or iri),
        numbers=_values(roles, "number"),
        names=_values(roles, "label", "alias", "number"),
        texts=_values(roles, "text"),
        detail=" · ".join([*_values(roles, "number", "detail", "source"), *span]),
        area=iri if kind == "Area" else "".join(_values(roles, "area")[:1]),
        first=min(starts, default=0) if starts or ends else None,
        last=max(ends, default=9999) if starts or ends else None,
        held="held" in roles,
    )


def _values(roles: _Roles, *wanted: str) -> tuple[str, ...]:
    """What is said in some roles, without repetition: in their order, then in that of the languages."""
    said = (normalise(term.value) for role in wanted for term in _sorted(roles, role, "vi"))
    return tuple(dict.fromkeys(filter(None, said)))


def _label(roles: _Roles, language: str) -> str:
    """What to call a thing in a language, or in another where it has no name in this one."""
    said = (
        term.value for role in ("label", "alias", "number", "text") for term in _sorted(roles, role, language)
    )
    return next(filter(None, map(normalise, said)), "")


def _sorted(roles: _Roles, role: str, language: str) -> list[Term]:
    """What is said in a role, that in a language first."""
    return sorted(roles.get(role, ()), key=lambda term: (_language(term) != language, str(term)))


def _language(term: Term) -> str:
    return (term.language if isinstance(term, Literal) else "") or ""


def _years(roles: _Roles, *wanted: str) -> list[int]:
    return [int(value[:4]) for value in _values(roles, *wanted) if re.match("[0-9]{4}", value)]
