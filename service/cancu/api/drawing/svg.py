"""What all drawings share: elements, lines of text, links, the frame and the legend."""

import re
from collections.abc import Callable, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from .letters import clean, width, wrap

SIZE: Final = 14.0
SMALL: Final = 13.0
LEADING: Final = 1.3
WIDTH: Final = 480.0
FAINT: Final = 0.2

# At this share of its size the smallest text is still read; a narrower page scrolls instead.
_LEAST: Final = 0.68
_STYLE: Final = (
    ".drawing{max-width:100%;height:auto}"
    ".drawing a{color:inherit}"
    ".drawing a .name tspan{text-decoration:underline}"
    ".drawing a:focus-visible{outline:2px solid currentColor;outline-offset:2px}"
    "@media print{.drawing{min-width:0!important}}"
)
# A path of this site: browsers read "/\\" and "/<tab>/" as the start of another host.
_PATH: Final = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")

Draw = Callable[[Element, float, float], None]


def add(parent: Element, tag: str, text: str = "", /, **attributes: str | float) -> Element:
    """A child element; `stroke_width=1` becomes stroke-width="1", text is escaped when written."""
    named = {name.strip("_").replace("_", "-"): _value(value) for name, value in attributes.items()}
    child = SubElement(parent, tag, named)
    child.text = clean(text) or None
    return child


def _value(value: str | float) -> str:
    return clean(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def figure(kind: str, key: str, title: str, describe: str) -> Element:
    """The outer element with its name and description; `key` keeps its ids apart from others'."""
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": f"drawing drawing-{kind}"})
    root.set("aria-labelledby", name_of(key, "title"))
    root.set("aria-describedby", name_of(key, "desc"))
    root.set("fill", "currentColor")
    add(root, "title", title or describe, id=name_of(key, "title"))
    add(root, "desc", describe, id=name_of(key, "desc"))
    add(root, "style", _STYLE)
    return root


def name_of(key: str, part: str) -> str:
    """The id of a part of one drawing."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", key) + "-" + part


def finish(root: Element, across: float, down: float) -> Markup:
    """The drawing as markup. With links inside it is a group: the parts of an image cannot be reached."""
    root.set("role", "group" if root.find(".//a") is not None else "img")
    root.set("viewBox", f"0 0 {_value(across)} {_value(down)}")
    root.set("width", _value(across))
    root.set("height", _value(down))
    root.set("style", f"min-width:{_value(round(across * _LEAST))}px")
    return Markup(tostring(root, encoding="unicode"))  # noqa: S704  # every value was escaped by the writer


def link(parent: Element, href: str) -> Element:
    """A link to a path of this site; a mere group for any other address."""
    return add(parent, "a", href=href) if _PATH.fullmatch(href) else add(parent, "g")


def is_link(element: Element) -> bool:
    """Whether `link` made a link."""
    return element.tag == "a"


def paragraph(
    parent: Element, lines: Sequence[str], x: float, y: float, size: float = SIZE, **attributes: str | float
) -> float:
    """Lines of text below `y`, and the place below them."""
    text = add(parent, "text", font_size=size, **attributes) if any(lines) else Element("text")
    for number, line in enumerate(lines):
        add(text, "tspan", line, x=x, y=y + size * (0.95 + LEADING * number)).tail = " "
    return y + size * LEADING * len(lines)


def heading(root: Element, title: str, across: float) -> float:
    """The visible title, and the place below it."""
    if not clean(title):
        return 4
    lines = wrap(title, SIZE, across - 4, 4, bold=True)
    return paragraph(root, lines, 0, 2, font_weight="bold") + 12


def legend(root: Element, entries: Sequence[tuple[Draw, str]], across: float, y: float) -> float:
    """Signs with their names in aligned columns, and the place below them."""
    if not entries:
        return y
    names = [wrap(name, SMALL, across - 34, 3) for _, name in entries]
    wide = min(across, 46 + max(width(line, SMALL) for name in names for line in name))
    columns = max(1, int(across // wide))
    for start in range(0, len(entries), columns):
        row = range(start, min(start + columns, len(entries)))
        for column, number in enumerate(row):
            entries[number][0](root, column * wide + 13, y + SMALL * 0.65)
            paragraph(root, names[number], column * wide + 32, y, SMALL)
        y += SMALL * LEADING * max(len(names[number]) for number in row) + 4
    return y
