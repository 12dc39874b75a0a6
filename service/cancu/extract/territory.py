"""The area a text is for, as its title or header names it, and as the graph knows it on its day."""

import re
from dataclasses import dataclass
from typing import Final

from .gazetteer import Area, Gazetteer
from .outline import Outline
from .resolve import area_named
from .spans import Span

LEVELS: Final = r"TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ(?! HỘI)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU"
_OF_AREA = re.compile(rf"(?P<level>{LEVELS})(?: ủy)? +(?P<name>[^\d,.;:|()\"-]{{1,80}})", re.IGNORECASE)
_LEADS = re.compile(r"(?:trên địa bàn|tại) (?:toàn )?$", re.IGNORECASE)
_LONGEST_NAME: Final = 5  # words


@dataclass(frozen=True)
class Territory:
    """An area of the graph and where a text names it; without one, the words that name a place."""

    area: Area | None
    place: str
    clause: str = ""
    span: Span | None = None


def territory(view: str, outline: Outline, gazetteer: Gazetteer, issuer: str, day: str) -> Territory:
    """The area of a text; `issuer` is the name of the body that issues it, `day` its day in ISO 8601."""
    for name in ("title", "header", "preamble", "P1"):
        part = outline.clause(name)
        for found in _OF_AREA.finditer(view, part.span.start, part.span.end) if part else ():
            area, end = _longest(found, gazetteer, day)
            if area:
                start = found.start()
                leads = _LEADS.search(view[max(0, start - 20) : start]) if name == "title" else None
                span = Span(start - len(leads[0]) if leads else start, end)
                return Territory(area, _of_level(found["level"], area.name), name, span)
    of_issuer = _OF_AREA.search(issuer)
    if not of_issuer:
        return Territory(None, "")
    area = _longest(of_issuer, gazetteer, day)[0]
    return Territory(area, _of_level(of_issuer["level"], area.name if area else of_issuer["name"].strip()))


def _of_level(level: str, name: str) -> str:
    """An area with its level before it in small letters: “tỉnh An Hà”."""
    return f"{level.lower()} {re.sub(rf'^{level} ', '', name, flags=re.IGNORECASE)}"


def _longest(found: re.Match[str], gazetteer: Gazetteer, day: str) -> tuple[Area | None, int]:
    """The area whose name the longest run of words after the level is."""
    words = found["name"].split()
    for size in range(min(len(words), _LONGEST_NAME), 0, -1):
        name = " ".join(words[:size])
        for said in (f"{found['level']} {name}", name):
            area = area_named(gazetteer, said, day)
            if area:
                return area, found.start("name") + len(name)
    return None, 0
