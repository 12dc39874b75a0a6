"""Answers drawn: the chart that a question asks for, and the chain of legal bases as a diagram."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from ..catalogue import Chart, Question
from ..engine import Row
from ..errors import Message
from .drawing import Bar, Edge, Node, Point, bars, points
from .drawing import chain as draw_chain
from .tables import Reader

_BOUNDS: Final = ("at-least", "at-most")
_BELOW: Final = Message("Bảng bên dưới có đủ số liệu.", "The table below has all figures.")
_FEW: Final = 2  # rows below which a chart says no more than its table
_MOST: Final = 60  # bars above which nobody reads a chart


def chart(question: Question, rows: Sequence[Row], told: Reader) -> Markup | None:
    """The chart of an answer; None where the question has none, or too little or too much to draw."""
    hint = question.chart
    if hint is None or len(rows) < _FEW or (hint.kind == "bars" and len(rows) > _MOST):
        return None
    draw = _bars if hint.kind == "bars" else _points
    return draw(question, hint, rows, told)


def _bars(question: Question, hint: Chart, rows: Sequence[Row], told: Reader) -> Markup:
    return bars(
        "",
        [
            Bar(
                told.cell(row.get(hint.x)).text, [_number(row.get(name)) for name in hint.y], _path(row, told)
            )
            for row in rows
        ],
        [told.say(question.columns[name]) for name in hint.y],
        _described(question, told),
        key=question.name,
        language=told.language,
    )


def _points(question: Question, hint: Chart, rows: Sequence[Row], told: Reader) -> Markup | None:
    drawn = [point for row in rows if (point := _point(row, hint, hint.y[0], told)) is not None]
    if len(drawn) < _FEW:
        return None
    return points(
        "",
        drawn,
        told.say(question.columns[hint.x]),
        told.say(question.columns[hint.y[0]]),
        _described(question, told),
        key=question.name,
        language=told.language,
    )


def _described(question: Question, told: Reader) -> str:
    return f"{told.say(question.question)} {told.say(_BELOW)}"


def _point(row: Row, hint: Chart, y: str, told: Reader) -> Point | None:
    across, up = _number(row.get(hint.x)), _number(row.get(y))
    if across is None or up is None:
        return None
    comparator = row["comparator"].value.rsplit("/", 1)[-1] if "comparator" in row else ""
    series = told.cell(row.get(hint.series)).text if hint.series else ""
    return Point(
        across, up, series, series, _path(row, told), bound=comparator if comparator in _BOUNDS else ""
    )


def _path(row: Row, told: Reader) -> str:
    """Where a bar or point leads: to the first thing of its row that has a page here."""
    paths = (told.cell(term).href for term in row.values())
    return next((path for path in paths if path.startswith("/id/")), "")


def _number(term: NamedNode | Literal | None) -> Decimal | None:
    try:
        read = Decimal("" if term is None else term.value)
    except InvalidOperation:
        return None
    return read if read.is_finite() else None


_KINDS: Final = {
    "task": Message("nhiệm vụ", "task"),
    "plan": Message("văn bản, chương trình", "document or programme"),
    "law": Message("luật", "law"),
    "unknown": Message("chưa lưu giữ căn cứ của văn bản này", "its own basis is not held"),
}
_ENDS: Final = {"law": "law", "basis not held": "unknown"}


def chain(rows: Sequence[Row], told: Reader) -> Markup:
    """The rows of the question chain-of-legal-bases as a diagram, the start at the top."""
    nodes = [_node(rows[0]["start"], {}, told), *(_node(row["to"], row, told) for row in rows)]
    nodes += [_node(row["from"], {}, told) for row in rows]
    edges = [
        Edge(row["from"].value, row["to"].value, told.cell(row["step"]).text, _text(row, "words"))
        for row in rows
    ]
    title = Message("Chuỗi căn cứ pháp lý", "The chain of legal bases")
    kinds = {kind: told.say(words) for kind, words in _KINDS.items()}
    return draw_chain(nodes, edges, told.say(title), kinds=kinds)


def schema(rows: Sequence[Row], told: Reader) -> Markup | None:
    """The rows of the question properties-of-class as a diagram; None where no value belongs to a class."""
    linked = [row for row in rows if "valueClass" in row]
    if not linked:
        return None
    things = dict.fromkeys((linked[0]["class"], *(row["valueClass"] for row in linked)))
    labels: dict[str, dict[str, None]] = {}
    for row in linked:
        labels.setdefault(row["valueClass"].value, {})[told.cell(row["property"]).text] = None
    edges = [Edge(linked[0]["class"].value, to, ", ".join(names)) for to, names in labels.items()]
    title = Message(
        "Lớp này và các lớp mà giá trị của nó thuộc về", "The class and those its values belong to"
    )
    return draw_chain([_node(thing, {}, told) for thing in things], edges, told.say(title))


def _node(thing: NamedNode | Literal, row: Row, told: Reader) -> Node:
    """A thing of the chain, with its title and how the chain goes on where the row tells it."""
    cell, title = told.cell(thing), _text(row, "title")
    kind = "task" if "/task/" in thing.value else _ENDS.get(_text(row, "end"), "plan")
    return Node(thing.value, cell.text, "" if title == cell.text else title, cell.href, kind)


def _text(row: Row, name: str) -> str:
    return row[name].value if name in row else ""
