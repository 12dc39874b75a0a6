"""Everything that has a name, in memory: by its area, by its name without the area, by number, by title."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .citing import Citation, cited
from .entity import Entity
from .naming import Place, bare, era, mentioned, plain, split, trimmed, without_era
from .nearness import Names, Near

_BODIES = ("Agency", "AgencyGroup")


@dataclass(frozen=True)
class Mention:
    """A name without the area it mentions, and that area as IRIs; `edits` are those that misspell it."""

    body: str
    areas: frozenset[str] | None
    edits: int


class Register:
    """The entities of a release, found by what they are called."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities: Mapping[str, Entity] = {entity.iri: entity for entity in entities}
        self.country = frozenset(e.iri for e in entities if e.kind == "Area" and e.central)
        areas = [entity for entity in entities if entity.kind == "Area"]
        bodies = [entity for entity in entities if entity.kind in _BODIES]
        self.areas = Names((bare(plain(name)).name, e) for e in areas for name in e.names)
        self.levelled = Names((plain(name), e) for e in areas for name in e.names)
        self.places = Names((bare(plain(name)).name, e) for e in areas for name in (e.label.vi, e.label.en))
        self._levels = {area.iri: {bare(plain(name)).level for name in area.names} for area in areas}
        self.wholes = Names((plain(name), e) for e in bodies for name in e.names)
        self.bodies = Names((split(plain(name), self.places)[0], e) for e in bodies for name in e.names)
        self._programmes = {plain(t) for e in entities if e.kind == "Programme" for t in e.types}
        self.titles = Names(self._titled(entities))
        self._types = {plain(t): e.types[0] for e in entities if e.kind == "Document" for t in e.types}
        self._numbers: dict[str, list[tuple[Entity, Citation]]] = defaultdict(list)
        for entity in entities:
            for number in entity.numbers:
                if own := cited(number, {}, ()):
                    self._numbers[own.number].append((entity, own))
        self._letters = {w for held in self._numbers.values() for _, own in held for w in own.letters}
        parts = (self.areas, self.wholes, self.titles)
        self.known = frozenset(word for names in parts for word in names.words)

    def _titled(self, entities: Sequence[Entity]) -> Iterator[tuple[str, Entity]]:
        for entity in entities:
            if entity.kind in ("Document", "Programme", "Indicator"):
                for name in set(entity.names) - set(entity.numbers):
                    yield self.untyped(plain(name)), entity

    def untyped(self, name: str) -> str:
        """A title in plain words without “Đề án” and the like before it."""
        for said in self._programmes:
            if name.startswith(f"{said} "):
                return name.removeprefix(f"{said} ")
        return name

    def suits(self, area: Entity, place: Place) -> bool:
        """Whether an area is of the level that is said with its name: a province has a town of its name."""
        return not place.level or place.level in self._levels[area.iri] or area.iri in self.country

    def named(self, text: str, first: str = "", last: str = "9999") -> frozenset[str]:
        """The areas of a name, in any spelling, that existed in a span of ISO days."""
        wanted = era(text)
        place = bare(plain(trimmed(without_era(text))))
        near = self._sure_place(self.areas, place.name)
        return frozenset(
            area.iri
            for area in (self.areas.of(near.name) if near else ())
            if self.suits(area, place) and area.existed(first, last) and is_of_era(area, wanted)
        )

    def mention(self, name: str) -> Mention:
        """The area that a name in plain words mentions, also misspelt, and the rest of the name."""
        plainly = self.exact_mention(name)
        if plainly.areas is not None:
            return plainly
        for head, guess in mentioned(name):
            strange = [word for word in guess.name.split() if word not in self.known]
            near = self._sure_place(self.places, guess.name) if strange else None
            if near is not None:
                return Mention(head, self._areas(guess, near.name), near.edits)
        return plainly

    def exact_mention(self, name: str) -> Mention:
        """The area that a name in plain words mentions as it is spelt, and the rest of the name."""
        body, place = split(name, self.places)
        return Mention(body, None if place is None else self._areas(place, place.name), 0)

    def _areas(self, place: Place, name: str) -> frozenset[str]:
        return frozenset(area.iri for area in self.places.of(name) if self.suits(area, place))

    def _sure_place(self, names: Names, name: str) -> Near | None:
        """The one name of areas that is meant; None where there is none or two are as near."""
        near = names.near(name, self.known)
        nearest = [one for one in near if one.edits == near[0].edits]
        return nearest[0] if len(nearest) == 1 and nearest[0].misspelt else None

    def citation(self, text: str) -> Citation | None:
        """What a text cites by number, if it begins with that."""
        return cited(text, self._types, self._letters)

    def numbered(self, number: str) -> Sequence[tuple[Entity, Citation]]:
        """The documents of a number, without its letters, and how each of them prints it."""
        return self._numbers.get(number, ())


def is_of_era(area: Entity, wanted: str) -> bool:
    """Whether an area is the old or the new one, where that is said."""
    return not wanted or bool(area.until) == (wanted == "old")
