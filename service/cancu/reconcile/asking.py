"""What is asked of a name, and what the properties beside it narrow: area, day, year, issuer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .. import terms
from ..errors import Message
from ..text import normalise
from .entity import Entity
from .naming import plain
from .register import Register

LONGEST: Final = 1000
"""The longest name that is looked for, in characters."""
NARROWING: Final[Mapping[str, Message]] = {
    "area": Message("Địa bàn: tên, mã tỉnh hay định danh", "Area: name, code or identifier"),
    "date": Message("Ngày: địa bàn, cơ quan có trong ngày ấy", "Day: areas and agencies that existed then"),
    "year": Message("Năm ban hành, hay năm còn hiệu lực", "Year of issue, or of existence"),
    "issuer": Message("Nơi ban hành: tên hay định danh", "Issuer: name or identifier"),
}
"""The properties that tell things of one name from each other."""
_EVER: Final = ("", "9999")
_NEVER: Final = ("9999", "")
_ISO: Final = re.compile(r"^((?:1[89]|20)[0-9]{2})-([0-9]{2})-([0-9]{2})(?:T.*)?$")
_LOCAL: Final = re.compile(
    r"^(?:ngày )?([0-9]{1,2})(?:[/.-]| tháng )([0-9]{1,2})(?:[/.-]| năm )((?:1[89]|20)[0-9]{2})$"
)
_YEAR: Final = re.compile(r"^(?:năm )?((?:1[89]|20)[0-9]{2})(?:\.0)?$")
Span = tuple[str, str]


@dataclass(frozen=True)
class PropertyValue:
    """A property that is known beside a name, and its values: names, IRIs, years or days."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A name and what is known beside it; `kinds` are of search.KINDS, none for any.

    Where `only` is false, things of other kinds are told too, but none of them is sure.
    """

    words: str
    kinds: tuple[str, ...] = ()
    limit: int = 10
    properties: tuple[PropertyValue, ...] = ()
    only: bool = True

    def values(self, *names: str) -> tuple[str, ...]:
        """What is said of a property, under any of its names."""
        return tuple(v for p in self.properties if p.name in names for v in p.values if normalise(v))


@dataclass(frozen=True)
class Narrowing:
    """What a thing must agree with to be meant for sure; areas and issuers are IRIs, None where not said."""

    areas: frozenset[str] | None
    issuers: frozenset[str] | None
    spans: tuple[Span, ...]

    @property
    def tells(self) -> bool:
        """Whether documents of one number or title, of several provinces, are told from each other."""
        return (
            self.areas is not None
            or self.issuers is not None
            or any(first == last for first, last in self.spans)
        )

    def admits(self, register: Register, entity: Entity) -> bool:
        """Whether an entity agrees with all that is said."""
        if self.areas is not None and not entity.areas & self.areas:
            return False
        if entity.kind == "Document":
            return (self.issuers is None or bool(entity.issuers & self.issuers)) and all(
                first <= entity.day <= last for first, last in self.spans
            )
        where = [register.entities[iri] for iri in entity.areas if iri in register.entities] or [entity]
        return all(
            entity.existed(*span) and any(area.existed(*span) for area in where) for span in self.spans
        )


def narrowing(register: Register, asked: Asked) -> Narrowing:
    """What the properties of a question narrow; a value that cannot be read admits nothing."""
    spans = tuple(_span(value) for value in asked.values("date", "year"))
    first, last = spans[0] if spans else _EVER
    areas = _union(_areas(register, value, first, last) for value in asked.values("area"))
    issuers = _union(_issuers(register, value, areas) for value in asked.values("issuer"))
    return Narrowing(areas, issuers, spans)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str] | None:
    """All that is in some sets; None where there is no set."""
    several = list(sets)
    return frozenset[str]().union(*several) if several else None


def iri_of(register: Register, value: str) -> str:
    """The IRI of an entity that is given as IRI, prefixed name or local identifier; "" where it is none."""
    for iri in (value, terms.expand(value), terms.ID + value):
        if iri in register.entities:
            return iri
    return ""


def _areas(register: Register, value: str, first: str, last: str) -> frozenset[str]:
    iri = iri_of(register, value)
    return frozenset({iri}) if iri else register.named(value, first, last)


def _issuers(register: Register, value: str, areas: frozenset[str] | None) -> frozenset[str]:
    """The bodies of a name; one of a province is told by its area, said in the name or beside it."""
    if iri := iri_of(register, value):
        return frozenset({iri})
    name = plain(value)
    mention = register.mention(name)
    where = (areas if mention.areas is None else mention.areas) or frozenset()
    named = (*register.wholes.of(name), *register.bodies.of(mention.body))
    central = (body.iri for body in register.wholes.of(name) if body.central)
    return frozenset((*central, *(body.iri for body in named if body.areas & where)))


def _span(value: str) -> Span:
    """The first and last ISO day that a day or a year stands for."""
    value = normalise(value).lower()
    if found := _YEAR.match(value):
        return f"{found[1]}-01-01", f"{found[1]}-12-31"
    for pattern, order in ((_ISO, (1, 2, 3)), (_LOCAL, (3, 2, 1))):
        if found := pattern.match(value):
            day = "-".join(f"{int(found[part]):02}" for part in order)
            return day, day
    return _NEVER


def kinds_of(names: Sequence[str]) -> tuple[str, ...]:
    """Classes by their IRIs, prefixed or local names, as local names, each once."""
    return tuple(dict.fromkeys(terms.expand(name).removeprefix(terms.DEF) for name in names))
