"""The marks of a dot plot, told apart by shape, and where there is room for their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, takewhile
from math import hypot
from typing import Final
from xml.etree.ElementTree import Element

from .letters import width
from .svg import SMALL, Draw, add

MARK: Final = 11.0
_SHAPES: Final = (
    "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0Z",
    "M-4 -4H4V4H-4Z",
    "M0 -5L5 4H-5Z",
    "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
    "M0 5L5 -4H-5Z",
)
_STROKES: Final = ("M-4 -4L4 4M-4 4L4 -4", "M-5 0H5M0 -5V5")
_FILLS: Final = ("currentColor", "none")
# Filled and hollow by turns, strokes, then the other way round; what comes after has its number for a sign.
_SIGNS: Final = (
    *((shape, _FILLS[number % 2]) for number, shape in enumerate(_SHAPES)),
    *((shape, "none") for shape in _STROKES),
    *((shape, _FILLS[1 - number % 2]) for number, shape in enumerate(_SHAPES)),
)
SIGNS: Final = len(_SIGNS)
_BOUNDS: Final = {"at-least": "M0 -7V-15M-3 -12L0 -15L3 -12", "at-most": "M0 7V15M-3 12L0 15L3 12"}

Box = tuple[float, float, float, float]


def marker(number: int) -> Draw:
    """What draws the sign of a series around a place."""

    def draw(parent: Element, x: float, y: float) -> None:
        if number < len(_SIGNS):
            path, fill = _SIGNS[number]
            _path(parent, path, x, y, fill, 1.4)
        else:
            add(parent, "text", str(number + 1), x=x, y=y + 4, font_size=11, text_anchor="middle")

    return draw


def arrow(bound: str) -> Draw:
    """What draws the little arrow of "at-least" (up) or "at-most" (down) beside a mark."""
    return lambda parent, x, y: _path(parent, _BOUNDS[bound], x, y, "none", 1.2)


def is_bound(bound: str) -> bool:
    """Whether there is an arrow for it."""
    return bound in _BOUNDS


def _path(parent: Element, path: str, x: float, y: float, fill: str, thick: float) -> None:
    moved = f"translate({x:.1f} {y:.1f})"
    add(parent, "path", d=path, transform=moved, fill=fill, stroke="currentColor", stroke_width=thick)


def offset(y: float, taken: Sequence[tuple[float, float]], reach: float) -> float:
    """How far aside a mark moves so as to cover none of those at the same value; 0 if nothing helps."""
    for step in (MARK + 2, MARK / 2, MARK / 4):
        for aside in takewhile(lambda aside: abs(aside) <= reach, _aside(step)):
            if all(hypot(aside - x, y - other) >= step - 0.01 for x, other in taken):
                return aside
    return 0.0


def _aside(step: float) -> Iterator[float]:
    """0, then ever farther right and left."""
    yield 0.0
    for number in count(1):
        yield from (number * step, -number * step)


@dataclass
class Room:
    """A field in which names are put where nothing else is."""

    left: float
    top: float
    right: float
    bottom: float
    taken: list[Box] = field(default_factory=list)

    def take(self, x: float, y: float, across: float, down: float) -> None:
        """Keep a box free, given by its middle and its size."""
        self.taken.append((x - across / 2, y - down / 2, x + across / 2, y + down / 2))

    def find(self, name: str, x: float, y: float, away: float) -> tuple[float, float] | None:
        """Where a name may start (left end, baseline) right or left of a mark, never above it."""
        wide, tall = width(name, SMALL), SMALL
        for left in (x + away, x - away - wide):
            box = (left, y - tall / 2, left + wide, y + tall / 2)
            if self._free(box):
                self.taken.append(box)
                return left, y + tall * 0.35
        return None

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = box
        inside = left >= self.left and right <= self.right and top >= self.top and bottom <= self.bottom
        return inside and not any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
            for other in self.taken
        )
