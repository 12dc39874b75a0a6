"""Which work or body of the graph a text means; where that is not sure, nothing is claimed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from ..text import fold, number_key
from .facts import Party, Reference
from .gazetteer import Area, Body, Gazetteer, Work
from .keys import body_key, split_period, title_key
from .marks import LOWER, UPPER

_LOCAL: Final = ("UBND", "HĐND", "TU", "HU")
# Words run together where the source broke its lines: “Giáo dục vàĐào tạo”.
_GLUED = re.compile(rf"(?<=[{LOWER}a-z])(?=[{UPPER}])")


class Resolver:
    """Looks up what a text names, for a document of one area and year."""

    def __init__(self, gazetteer: Gazetteer, area: str = "", year: str = "") -> None:
        self._gazetteer, self._area, self._year = gazetteer, area, year

    def work(self, reference: Reference) -> Reference:
        """The reference with the IRI of the work it means, or as it is."""
        found = self._by_number(reference) if reference.number else self._by_title(reference)
        return replace(reference, iri=found.iri) if found else reference

    def _by_number(self, reference: Reference) -> Work | None:
        candidates = self._gazetteer.documents.get((number_key(reference.number), reference.date[:4]), [])
        candidates = [work for work in candidates if self._is_here(work, reference)]
        return candidates[0] if reference.date and len({work.iri for work in candidates}) == 1 else None

    def _is_here(self, work: Work, reference: Reference) -> bool:
        """Local numbers repeat from province to province: only one of this area is meant."""
        codes = re.split(r"[/-]", reference.number)
        local = any(code in _LOCAL or (code.startswith("S") and len(code) > 2) for code in codes)
        slug = self._area.rpartition("/")[2]
        return not local or (bool(slug) and f"-{slug}/" in work.iri)

    def _by_title(self, reference: Reference) -> Work | None:
        key = title_key(reference.title)
        exact = [work for work in self._gazetteer.titles.get(key, ()) if self._fits(work, reference)]
        if len({work.iri for work in exact}) == 1:
            return exact[0]
        bare, period = split_period(self._without_place(key))
        alike = [work for work in self._gazetteer.by_bare_title.get(bare, ()) if self._fits(work, reference)]
        alike = [work for work in alike if self._fits_period(work, period)]
        return alike[0] if len({work.iri for work in alike}) == 1 and len(bare.split()) > 2 else None

    def _without_place(self, key: str) -> str:
        """A province adds its name to the title of a national programme: “… tỉnh An Hà giai đoạn …”."""
        for place in self._place_words:
            key = re.sub(rf"(?: tren dia ban)?(?: tinh| thanh pho)? {title_key(place)}(?= |$)", "", key)
        return key

    def _fits(self, work: Work, reference: Reference) -> bool:
        """Whether type and year agree: laws of one name follow each other, none is cited before its time."""
        if reference.date and work.year and not work.is_programme and reference.date[:4] != work.year:
            return False
        if self._year and work.year > self._year:
            return False
        if reference.type:
            return work.type == reference.type or (reference.type == "nq" and not work.is_programme)
        return work.is_programme or not work.number

    def _fits_period(self, work: Work, period: tuple[int, int] | None) -> bool:
        """Whether the period printed overlaps the work's; without one, the document's year must lie in it."""
        own = split_period(title_key(work.title))[1]
        asked = period or ((int(self._year), int(self._year)) if self._year else None)
        if own is None or asked is None:
            return True
        return own[0] <= asked[1] and asked[0] <= own[1] and (period is None or own[1] == period[1])

    # --- Bodies

    def party(self, name: str) -> Party:
        """The body of this province or of the nation that a name means."""
        name = _GLUED.sub(" ", name)
        group = _is_group(name)
        found = self._body(name)
        return Party(name=name, iri=found.iri if found else "", is_group=group)

    def _body(self, name: str) -> Body | None:
        candidates = self._gazetteer.bodies_by_name.get(fold(name)) or self._gazetteer.bodies_by_key.get(
            body_key(name, self._place_words), []
        )
        here = [body for body in candidates if self._area and body.area == self._area]
        central = [body for body in candidates if body.area.endswith("/vn")]
        found = here or central
        return found[0] if len({body.iri for body in found}) == 1 else None

    @cached_property
    def _place_words(self) -> Sequence[str]:
        return [area.name for area in self._gazetteer.areas if area.iri == self._area]


def area_named(gazetteer: Gazetteer, words: str, day: str) -> Area | None:
    """The area of a name on a day (ISO 8601); None where no area or more than one has it."""
    named = gazetteer.areas_by_name.get(fold(words), ())
    found = {area.iri: area for area in named if _exists(area, day)}
    return next(iter(found.values())) if len(found) == 1 else None


def _exists(area: Area, day: str) -> bool:
    return not day or (
        (not area.valid_from or area.valid_from <= day) and (not area.valid_to or day <= area.valid_to)
    )


def _is_group(name: str) -> bool:
    return (
        name[:1].islower()
        or name.split(" ", 1)[0] in ("Các", "Những", "Mỗi", "Thủ", "Người")
        or bool(re.match(r"(?:UBND|Ủy ban nhân dân) (?:các|cấp)", name))
    )
