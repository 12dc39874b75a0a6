"""Grouped bars: what several rows are worth in several series, told apart by pattern."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from markupsafe import Markup

from .letters import width, wrap
from .scale import Number, Scale, finite, place, written
from .svg import (
    LEADING,
    SIZE,
    SMALL,
    WIDTH,
    Draw,
    add,
    figure,
    finish,
    heading,
    legend,
    link,
    name_of,
    paragraph,
)

# Each pattern is an 8 by 8 tile; "" is solid and None an empty outline.
_PATTERNS: Final = (
    "",
    "M-2 2L2 -2M-2 10L10 -2M6 10L10 6",
    None,
    "M2 2h1.5v1.5h-1.5zM6 6h1.5v1.5h-1.5z",
    "M0 2H8M0 6H8",
    "M-2 6L2 10M-2 -2L10 10M6 -2L10 2",
    "M2 0V8M6 0V8",
    "M0 4H8M4 0V8",
)
_LABELS: Final = 156.0
_THICK: Final = 13.0
_STEP: Final = 17.0
_LEAST: Final = 60.0  # width left to the bars by what is written beside them
_BETWEEN: Final = 12.0
_MISSING: Final = "—"


@dataclass(frozen=True)
class Bar:
    """One row: its label, one value for each series (None: not known), and a path of this site."""

    label: str
    values: Sequence[Number | None]
    href: str = ""


def bars(
    title: str,
    rows: Sequence[Bar],
    series: Sequence[str],
    describe: str,
    *,
    key: str = "bars",
    language: str = "vi",
    unit: str = "",
) -> Markup:
    """Horizontal bars, grouped by row, with label and value written out; `unit` follows each value.

    `describe` says in words what is seen; `key` keeps ids apart where a page has several drawings.
    """
    root = figure("bars", key, title, describe)
    _patterns(root, key, len(series))
    y = heading(root, title, WIDTH)
    named = [(_sign(key, number), name) for number, name in enumerate(series) if name.strip()]
    y = legend(root, named, WIDTH, y) + 8
    values = [_values(row, len(series)) for row in rows]
    texts = [[_text(value, language, unit) for value in row] for row in values]
    scale, wide = _scale(values, texts)
    start = y
    for row, numbers, words in zip(rows, values, texts, strict=True):
        y = _row(
            root, row, y, [_Drawn(*each) for each in zip(numbers, words, series, strict=True)], scale, key
        )
    zero = scale(0)
    add(root, "path", d=f"M{zero:.1f} {start:.1f}V{y - _BETWEEN + 4:.1f}", stroke="currentColor", fill="none")
    return finish(root, wide, max(y, start + 8))


@dataclass(frozen=True)
class _Drawn:
    value: Decimal | None
    text: str
    series: str


def _values(row: Bar, count: int) -> list[Decimal | None]:
    """As many values as there are series."""
    return [finite(value) for value in [*row.values, *[None] * count][:count]]


def _text(value: Decimal | None, language: str, unit: str) -> str:
    return _MISSING if value is None else written(value, language) + unit


def _scale(values: Sequence[Sequence[Decimal | None]], texts: Sequence[Sequence[str]]) -> tuple[Scale, float]:
    """From values to places, with room at either end for what is written there, and the whole width."""
    known = [
        (place(value), width(text, SMALL))
        for row, words in zip(values, texts, strict=True)
        for value, text in zip(row, words, strict=True)
        if value is not None
    ]
    low, high = min([0.0, *(value for value, _ in known)]), max([0.0, *(value for value, _ in known)])
    left = max([0.0, *(room + 6 for value, room in known if value < 0)])
    right = max([width(_MISSING, SMALL), *(room for value, room in known if value >= 0)]) + 8
    start = _LABELS + 10 + left
    end = max(WIDTH - right, start + _LEAST)
    return Scale(low, high if high > low else low + 1, start, end), end + right


def _row(root: Element, row: Bar, y: float, drawn: Sequence[_Drawn], scale: Scale, key: str) -> float:
    """One label with its bars, and the place below them."""
    lines = wrap(row.label, SIZE, _LABELS, 4)
    tall = max(len(lines) * SIZE * LEADING, len(drawn) * _STEP)
    label = link(root, row.href)
    add(label, "title", row.label)
    top = y + (tall - len(lines) * SIZE * LEADING) / 2
    paragraph(label, lines, 0, top, class_="name")
    top = y + (tall - len(drawn) * _STEP) / 2
    for number, one in enumerate(drawn):
        _bar(root, one, row.label, top + number * _STEP, scale, _fill(key, number))
    return y + tall + _BETWEEN


def _bar(root: Element, one: _Drawn, label: str, y: float, scale: Scale, fill: str) -> None:
    zero = scale(0)
    end = zero if one.value is None else scale(place(one.value))
    group = add(root, "g")
    add(group, "title", f"{label}, {one.series}: {one.text}" if one.series else f"{label}: {one.text}")
    if one.value:
        _block(group, min(zero, end), y + 2, abs(end - zero), fill)
    left = one.value is not None and one.value < 0
    anchor = "end" if left else "start"
    x = end - 5 if left else end + 5
    add(group, "text", one.text, x=x, y=y + 13, font_size=SMALL, text_anchor=anchor)


def _block(parent: Element, x: float, y: float, across: float, fill: str) -> None:
    add(parent, "rect", x=x, y=y, width=max(across, 0.5), height=_THICK, fill=fill, stroke="currentColor")


def _patterns(root: Element, key: str, count: int) -> None:
    defined = add(root, "defs")
    for number, path in enumerate(_PATTERNS[:count]):
        if path:
            tile = add(defined, "pattern", id=name_of(key, f"pattern{number}"), patternUnits="userSpaceOnUse")
            tile.set("width", "8")
            tile.set("height", "8")
            add(tile, "path", d=path, stroke="currentColor", fill="none")


def _fill(key: str, number: int) -> str:
    """The fill of a series; after the last pattern the first comes again, in the legend's order."""
    path = _PATTERNS[number % len(_PATTERNS)]
    if path:
        return f"url(#{name_of(key, f'pattern{number % len(_PATTERNS)}')})"
    return "none" if path is None else "currentColor"


def _sign(key: str, number: int) -> Draw:
    def draw(root: Element, x: float, y: float) -> None:
        _block(root, x - 12, y - _THICK / 2, 24, _fill(key, number))

    return draw
