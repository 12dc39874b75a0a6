"""Dot plots: values over years or numbers, each series with a sign of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element

from markupsafe import Markup

from .letters import clean, width, wrap
from .markers import MARK, SIGNS, Room, arrow, is_bound, marker, offset
from .scale import Number, Scale, around, finite, place, spread, ticks, written
from .svg import FAINT, SMALL, WIDTH, Draw, add, figure, finish, heading, is_link, legend, link, paragraph

_TALL: Final = 250.0
_LEVELS: Final = 6
# With more points than this the drawing is wider, and taller by one unit for each of them.
_MANY: Final = 60
_WIDE: Final = 720.0
_ARROW: Final = 15.0
_BOUND_WORDS: Final = {
    "vi": {"at-least": "ít nhất", "at-most": "nhiều nhất"},
    "en": {"at-least": "at least", "at-most": "at most"},
}


@dataclass(frozen=True)
class Point:
    """One value `y` at `x` of a series; `low` and `high` bound a range, in which `y` may be None.

    `text` is shown when pointed at, `href` a path of this site, `bound` is "at-least", "at-most" or "".
    """

    x: Number
    y: Number | None
    series: str
    text: str = ""
    href: str = ""
    low: Number | None = None
    high: Number | None = None
    bound: str = ""


def points(
    title: str,
    points: Sequence[Point],
    x_label: str,
    y_label: str,
    describe: str,
    *,
    key: str = "points",
    language: str = "vi",
    reference: str = "",
) -> Markup:
    """A dot plot; the series named by `reference` is drawn as dashed lines, what others are held against.

    `describe` says in words what is seen. A point without any finite number is left out.
    """
    root = figure("points", key, title, describe)
    marks = [mark for point in points if (mark := _mark(point))]
    wide = _WIDE if len(marks) > _MANY else WIDTH
    top = heading(root, title, wide)
    top = paragraph(root, wrap(y_label, SMALL, wide, 2), 0, top, SMALL) + 10
    if not marks:
        return finish(root, wide, paragraph(root, ["—"], 0, top))
    names = list(dict.fromkeys(clean(mark.point.series) for mark in marks))
    frame = _frame(marks, top, wide, language)
    _grid(root, frame, language)
    signs = _signs(names, clean(reference), frame.reach)
    seats = list(_seats(marks, frame, clean(reference)))
    for mark, x in seats:
        _draw(root, mark, x, frame, signs[clean(mark.point.series)], language)
    unnamed = _name(root, seats, frame, names, clean(reference))
    y = paragraph(
        root, wrap(x_label, SMALL, frame.right - frame.left, 2), frame.left, frame.y.start + 26, SMALL
    )
    signs = _signs(names, clean(reference), 6)
    entries = [*((signs[name], name) for name in unnamed), *_bounds(marks, language)]
    return finish(root, wide, legend(root, entries, wide, y + 12) + 2)


@dataclass(frozen=True)
class _Mark:
    """A point with its numbers as places can be reckoned from; `ends` are low, y and high, if known."""

    point: Point
    x: float
    y: float
    ends: tuple[float, float]


@dataclass(frozen=True)
class _Frame:
    """The field of the plot: its axes and edges, and how far a mark may move aside."""

    x: Scale
    y: Scale
    left: float
    right: float
    levels: Sequence[float]
    values: Sequence[float]
    years: bool
    reach: float


def _mark(point: Point) -> _Mark | None:
    x = finite(point.x)
    known = [place(n) for n in map(finite, (point.low, point.y, point.high)) if n is not None]
    if x is None or not known:
        return None
    y = finite(point.y)
    low, high = min(known), max(known)
    return _Mark(point, place(x), low / 2 + high / 2 if y is None else place(y), (low, high))


def _frame(marks: Sequence[_Mark], top: float, wide: float, language: str) -> _Frame:
    """Axes that end at round values, with room for what is written at the ticks and for many marks."""
    levels = around(*spread(end for mark in marks for end in mark.ends), _LEVELS)
    y = Scale(levels[0], levels[-1], top + _TALL + min(_TALL, len(marks)), top + 8)
    left = max(width(written(level, language), SMALL) for level in levels) + 10
    values = sorted({mark.x for mark in marks})
    room = wide - left
    pad = min(room / 4, max(28, room / (len(values) + 1) / 2))
    x = Scale(*spread(values), left + pad, wide - pad)
    slots = [x(after) - x(before) for before, after in pairwise(values)]
    reach = max(0.0, min([pad, *(slot / 2 for slot in slots)]) - MARK / 2 - 1)
    years = all(value.is_integer() and 1000 <= value < 3000 for value in values)
    return _Frame(x, y, left, wide, levels, values, years, reach)


def _grid(root: Element, frame: _Frame, language: str) -> None:
    for level in frame.levels:
        y, faint = frame.y(level), FAINT if level != frame.levels[0] else 1
        across = f"M{frame.left:.1f} {y:.1f}H{frame.right:.1f}"
        add(root, "path", d=across, stroke="currentColor", stroke_opacity=str(faint))
        text = written(level, language)
        add(root, "text", text, x=frame.left - 6, y=y + 4.5, font_size=SMALL, text_anchor="end")
    down = frame.y.start
    for tick, text in _x_ticks(frame, language):
        x, half = frame.x(tick), width(text, SMALL) / 2
        add(root, "path", d=f"M{x:.1f} {down:.1f}v5", stroke="currentColor")
        at = max(half, min(x, frame.right - half))
        add(root, "text", text, x=at, y=down + 19, font_size=SMALL, text_anchor="middle")


def _x_ticks(frame: _Frame, language: str) -> list[tuple[float, str]]:
    """The values themselves where they can stand side by side, else as many round ones as can."""
    low, high = frame.x.low, frame.x.high
    choices = [frame.values, *(ticks(low, high, most, whole=frame.years) for most in (8, 6, 4, 3, 2, 1))]
    for values in choices:
        named = [(n, _x_text(n, frame.years, language)) for n in values]
        if all(_apart(frame.x, one, other) for one, other in pairwise(named)):
            break
    return named


def _apart(scale: Scale, one: tuple[float, str], other: tuple[float, str]) -> bool:
    needed = (width(one[1], SMALL) + width(other[1], SMALL)) / 2 + 10
    return scale(other[0]) - scale(one[0]) >= needed


def _seats(marks: Sequence[_Mark], frame: _Frame, reference: str) -> Iterator[tuple[_Mark, float]]:
    """Each mark with its place across; those that would lie on each other stand side by side."""
    taken: dict[float, list[tuple[float, float]]] = {}
    for mark in marks:
        if clean(mark.point.series) == reference and reference:
            yield mark, frame.x(mark.x)
            continue
        others, y = taken.setdefault(mark.x, []), frame.y(mark.y)
        aside = offset(y, others, frame.reach)
        others.append((aside, y))
        yield mark, frame.x(mark.x) + aside


def _signs(names: Sequence[str], reference: str, half: float) -> dict[str, Draw]:
    """The sign of each series: dashes for the reference, marks for the others in their order."""
    others = [name for name in names if name != reference or not name]
    return {reference: _dashes(half + MARK / 2)} | {name: marker(n) for n, name in enumerate(others)}


def _dashes(half: float) -> Draw:
    def draw(parent: Element, x: float, y: float) -> None:
        across = f"M{x - half:.1f} {y:.1f}H{x + half:.1f}"
        add(parent, "path", d=across, stroke="currentColor", stroke_width=1.6, stroke_dasharray="6 3")

    return draw


def _draw(root: Element, mark: _Mark, x: float, frame: _Frame, sign: Draw, language: str) -> None:
    """One point: its range, its sign, its arrow, and what is shown when it is pointed at."""
    point, y = mark.point, frame.y(mark.y)
    group = link(root, point.href)
    add(group, "title", point.text or f"{point.series}: {_words(mark, frame.years, language)}")
    if is_link(group):
        add(group, "circle", cx=x, cy=y, r=12, fill="none", pointer_events="all")
    low, high = (frame.y(end) for end in mark.ends)
    if low != high:
        whisker = f"M{x - 4:.1f} {low:.1f}h8m-4 0V{high:.1f}m-4 0h8"
        add(group, "path", d=whisker, stroke="currentColor", fill="none")
    if finite(point.y) is not None:
        sign(group, x, y)
    if is_bound(point.bound):
        arrow(point.bound)(group, x, y)


def _words(mark: _Mark, years: bool, language: str) -> str:
    point = mark.point
    known = [n for n in map(finite, (point.low, point.y, point.high)) if n is not None]
    return f"{' – '.join(written(n, language) for n in known)} ({_x_text(mark.x, years, language)})"


def _x_text(x: float, years: bool, language: str) -> str:
    """A year without the sign of thousands."""
    return f"{x:.0f}" if years else written(x, language)


def _name(
    root: Element, seats: Sequence[tuple[_Mark, float]], frame: _Frame, names: Sequence[str], reference: str
) -> list[str]:
    """Write each series' name beside one of its marks; the names for which there is no room.

    Of more series than there are signs none is named among the marks: one legend is easier to search.
    """
    if len(names) > SIGNS:
        return list(filter(None, names))
    room = Room(frame.left, frame.y.end - 8, frame.right, frame.y.start)
    halves = dict.fromkeys(names, MARK / 2) | {reference: frame.reach + MARK / 2}
    own: dict[str, list[tuple[float, float]]] = {name: [] for name in names if name}
    for mark, x in seats:
        name = clean(mark.point.series)
        low, high = (frame.y(end) for end in mark.ends)
        tall = low - high + (2 * _ARROW if is_bound(mark.point.bound) else MARK)
        room.take(x, (low + high) / 2, 2 * halves[name], tall)
        own.setdefault(name, []).append((x, frame.y(mark.y)))
    left = []
    for name in filter(None, names):
        away = halves[name] + 5
        spots = (room.find(name, x, y, away) for x, y in sorted(own[name], reverse=True))
        if spot := next(filter(None, spots), None):
            add(root, "text", name, x=spot[0], y=spot[1], font_size=SMALL)
        else:
            left.append(name)
    return left


def _bounds(marks: Sequence[_Mark], language: str) -> Iterator[tuple[Draw, str]]:
    """The arrows that are used, with their meaning."""
    words = _BOUND_WORDS.get(language, _BOUND_WORDS["en"])
    used = {mark.point.bound for mark in marks}
    for bound, shift in (("at-least", 11.0), ("at-most", -11.0)):
        if bound in used:
            yield _moved(arrow(bound), shift), words[bound]


def _moved(draw: Draw, shift: float) -> Draw:
    return lambda parent, x, y: draw(parent, x, y + shift)
