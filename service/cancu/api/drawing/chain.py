"""The diagram of a chain of legal bases: boxes in rows from the start down, each link with its words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from markupsafe import Markup

from .layers import Layout, Link, Seat, across, layout, neighbours
from .letters import clean, excerpt, wrap
from .svg import LEADING, SIZE, SMALL, Draw, add, figure, finish, legend, link, paragraph

_BOX: Final = 212.0
_GAP: Final = 22.0
_PORT: Final = 16.0  # from a box's left end to where its lines come in and go out
_PAD: Final = 10.0
_BETWEEN: Final = 26.0
_MARGIN: Final = 4.0
_LINE: Final = SMALL * LEADING
_WIDTHS: Final = {"node": _BOX, "from": _PORT, "to": _PORT}
# From so many links into one node on, the words of each get one line.
_MANY: Final = 4

# Outlines by kind: corner radius, dashes, and how far inside a second outline runs (0: there is none).
_KINDS: Final[Mapping[str, tuple[float, str, float]]] = {
    "plan": (0, "", 0),
    "law": (0, "", 3),
    "unknown": (0, "5 3", 0),
    "task": (10, "", 0),
}
_PLAIN: Final = (0.0, "", 0.0)


@dataclass(frozen=True)
class Node:
    """A document or task; `kind` ("plan", "law", "unknown" basis, "task", or any other) gives its outline."""

    key: str
    label: str
    sublabel: str = ""
    href: str = ""
    kind: str = "plan"


@dataclass(frozen=True)
class Edge:
    """A link from a node to what it rests on: the link's name and the words that state it."""

    from_key: str
    to_key: str
    label: str
    words: str = ""


@dataclass(frozen=True)
class _Note:
    """What is written on a line just above the box it leads to: which link, by which words, and all of it."""

    head: Sequence[str]
    words: Sequence[str]
    full: str

    @property
    def tall(self) -> float:
        return (len(self.head) + len(self.words)) * _LINE + 4


@dataclass(frozen=True)
class _Cell:
    """A node ready to be drawn: its lines of text and the notes above its box."""

    node: Node
    label: Sequence[str]
    sublabel: Sequence[str]
    notes: Sequence[_Note]

    @property
    def above(self) -> float:
        return sum(note.tall for note in self.notes) + 6 if self.notes else 0

    @property
    def box(self) -> float:
        return len(self.label) * SIZE * LEADING + len(self.sublabel) * _LINE + 2 * _PAD - 4


@dataclass(frozen=True)
class _Span:
    """A row from top to bottom; boxes begin at `boxes`."""

    top: float
    boxes: float
    bottom: float


def chain(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    describe: str,
    *,
    key: str = "chain",
    title: str = "",
    kinds: Mapping[str, str] | None = None,
) -> Markup:
    """The first node on top, below it what it rests on; `kinds` names the outlines for the legend.

    A link that leads back up, which no sound chain has, is marked "↑". An edge from or to an unknown node
    is left out, and so is a second node of the same key.
    """
    root = figure("chain", key, title, describe)
    shown = _first(nodes)
    number = {node.key: n for n, node in enumerate(shown)}
    known = [edge for edge in edges if {edge.from_key, edge.to_key} <= number.keys()]
    links = [(number[edge.from_key], number[edge.to_key]) for edge in known]
    plan = layout(len(shown), [(of, to) for of, to in links if of != to])
    depth = {seat.node: seat.row for row in plan.rows for seat in row if seat.what == "node"}
    notes = _notes(shown, list(zip(known, links, strict=True)), depth)
    cells = [_cell(node, notes.get(n, ())) for n, node in enumerate(shown)]
    lefts, wide = across(plan, _WIDTHS, _GAP)
    place = {seat: left + _MARGIN for seat, left in lefts.items()}
    spans = list(_spans(plan, place, cells))
    _lines(root, plan, place, spans, cells)
    for seat, x in place.items():
        if seat.what == "node":
            _draw(root, cells[seat.node], x, spans[seat.row].boxes)
    y = spans[-1].bottom + 16 if spans else _MARGIN
    used = {node.kind for node in shown}
    signs = [(_sign(kind), name) for kind, name in (kinds or {}).items() if kind in used]
    return finish(root, wide + 2 * _MARGIN, legend(root, signs, wide, y))


def _first(nodes: Sequence[Node]) -> list[Node]:
    """The nodes, of those with one key only the first."""
    kept: dict[str, Node] = {}
    for node in nodes:
        kept.setdefault(node.key, node)
    return list(kept.values())


def _cell(node: Node, notes: Sequence[_Note]) -> _Cell:
    room = _BOX - 2 * _PAD
    sublabel = wrap(node.sublabel, SMALL, room, 3) if clean(node.sublabel) else []
    return _Cell(node, wrap(node.label, SIZE, room, 4, bold=True), sublabel, notes)


def _notes(
    nodes: Sequence[Node], edges: Sequence[tuple[Edge, Link]], depth: Mapping[int, int]
) -> dict[int, list[_Note]]:
    """The notes of each node, by number: a link is told where its line ends, by name if not the only one."""
    ends = [(edge, of, to) if depth[of] < depth[to] else (edge, to, of) for edge, (of, to) in edges]
    many = Counter(lower for _, _, lower in ends)
    notes: dict[int, list[_Note]] = {}
    for edge, upper, lower in ends:
        other = nodes[upper].label
        if edge.from_key != nodes[upper].key:
            other = f"↑ {other}"
        elif upper == lower:
            other = "↻"
        elif many[lower] == 1:
            other = ""
        notes.setdefault(lower, []).append(_note(edge, other, many[lower]))
    return notes


def _note(edge: Edge, other: str, many: int) -> _Note:
    room = _BOX - _PORT - 12
    head = f"{other}: {edge.label}" if other else edge.label
    quoted = f"“{excerpt(edge.words)}”" if clean(edge.words) else ""
    words = wrap(quoted, SMALL, room, 1 if many >= _MANY else 4) if quoted else []
    return _Note(wrap(head, SMALL, room, 2), words, f"{head}: “{edge.words}”" if quoted else head)


def _spans(plan: Layout, place: Mapping[Seat, float], cells: Sequence[_Cell]) -> Iterator[_Span]:
    """The height of each row, below one another; where lines go far aside there is more room between."""
    top = _MARGIN
    for number, row in enumerate(plan.rows):
        mine = [cells[seat.node] for seat in row if seat.what == "node"]
        boxes = top + max(cell.above for cell in mine)
        bottom = boxes + max(cell.box for cell in mine)
        yield _Span(top, boxes, bottom)
        far = [abs(place[one] - place[other]) for one, other in plan.lines if one.row == number]
        top = bottom + _BETWEEN + min(50.0, max(far, default=0.0) * 0.08)


def _lines(
    root: Element, plan: Layout, place: Mapping[Seat, float], spans: Sequence[_Span], cells: Sequence[_Cell]
) -> None:
    """All lines as one path: out of boxes, through rows, and down to the arrow at the next box."""
    above, below = neighbours(plan.lines)
    parts: list[str] = []
    for seat, left in place.items():
        span, x = spans[seat.row], left + _PORT
        if seat.what != "node":
            parts.append(f"M{x:.1f} {span.top:.1f}V{span.bottom:.1f}")
            continue
        if seat in above:
            parts.append(f"M{x:.1f} {span.top:.1f}V{span.boxes:.1f}m-3.5 -7l3.5 7l3.5 -7")
        if seat in below:
            parts.append(f"M{x:.1f} {span.boxes + cells[seat.node].box:.1f}V{span.bottom:.1f}")
    for upper, lower in plan.lines:
        start, end = spans[upper.row].bottom, spans[lower.row].top
        x, to, middle = place[upper] + _PORT, place[lower] + _PORT, (start + end) / 2
        parts.append(f"M{x:.1f} {start:.1f}C{x:.1f} {middle:.1f} {to:.1f} {middle:.1f} {to:.1f} {end:.1f}")
    if parts:
        add(root, "path", d="".join(parts), stroke="currentColor", fill="none")


def _draw(root: Element, cell: _Cell, x: float, boxes: float) -> None:
    """One box with its text, and the notes above it."""
    y = boxes - cell.above
    for note in cell.notes:
        group = add(root, "g")
        add(group, "title", note.full)
        below = paragraph(group, note.head, x + _PORT + 10, y, SMALL)
        paragraph(group, note.words, x + _PORT + 10, below, SMALL, font_style="italic")
        y += note.tall
    group = link(root, cell.node.href)
    add(group, "title", " · ".join(filter(None, (cell.node.label, cell.node.sublabel))))
    _outline(group, cell.node.kind, x, boxes, _BOX, cell.box)
    y = paragraph(group, cell.label, x + _PAD, boxes + _PAD - 2, font_weight="bold", class_="name")
    paragraph(group, cell.sublabel, x + _PAD, y, SMALL)


def _outline(parent: Element, kind: str, x: float, y: float, wide: float, tall: float) -> None:
    radius, dashes, inset = _KINDS.get(kind, _PLAIN)
    for inside in sorted({0.0, inset}):
        add(
            parent,
            "rect",
            x=x + inside,
            y=y + inside,
            width=wide - 2 * inside,
            height=tall - 2 * inside,
            rx=min(radius, tall / 3),
            fill="none",
            stroke="currentColor",
            **({"stroke_dasharray": dashes} if dashes else {}),
        )


def _sign(kind: str) -> Draw:
    return lambda parent, x, y: _outline(parent, kind, x - 12, y - 7, 24, 14)
