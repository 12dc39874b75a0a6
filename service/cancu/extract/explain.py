"""A text with the facts that were read from it marked, each with its rule: as a page, or as plain lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final

from .. import terms
from ..errors import Message
from . import Extraction
from .clauses import Clause
from .facts import Citation, Criterion, Fact, Funding, HeaderFact, Objective, Party, Reference, Target, Task
from .spans import Span

UNRESOLVED: Final = Message("chưa xác định", "unresolved")
LACKING: Final[Mapping[str, Message]] = {
    "number": Message("số", "number"),
    "type": Message("loại văn bản", "type"),
    "issuer": Message("cơ quan ban hành", "issuer"),
    "date": Message("ngày", "date"),
    "title": Message("trích yếu", "title"),
}
_HEADER: Final[Mapping[str, Message]] = {
    "eli:number": LACKING["number"],
    "eli:type_document": LACKING["type"],
    "eli:passed_by": LACKING["issuer"],
    "eli:date_document": LACKING["date"],
    "dct:title": LACKING["title"],
    "eli:jurisdiction": Message("địa bàn", "area"),
    "cancu:signatory": Message("người ký", "signatory"),
    "cancu:signatoryRole": Message("chức vụ", "role of the signatory"),
    "cancu:recipient": Message("nơi nhận", "recipient"),
}
_KINDS: Final[Mapping[type[Fact], tuple[str, Message]]] = {
    HeaderFact: ("header", Message("đầu văn bản", "header")),
    Citation: ("citation", Message("viện dẫn", "citation")),
    Target: ("target", Message("chỉ tiêu", "target")),
    Task: ("task", Message("nhiệm vụ", "task")),
    Objective: ("objective", Message("mục tiêu chung", "objective")),
    Criterion: ("criterion", Message("tiêu chí", "criterion")),
    Funding: ("funding", Message("kinh phí", "funding")),
}
_SAID: Final[Mapping[str, Message]] = {
    "value": Message("giá trị", "value"),
    "value_max": Message("đến", "up to"),
    "unit": Message("đơn vị", "unit"),
    "comparator": Message("so sánh", "comparator"),
    "commitment": Message("cam kết", "commitment"),
    "population": Message("đối tượng", "population"),
    "deadline": Message("thời hạn", "deadline"),
    "read_from": Message("đọc từ mục", "read from clause"),
    "baseline": Message("xuất phát", "baseline"),
    "baseline_year": Message("năm xuất phát", "baseline year"),
    "indicator": Message("chỉ số", "indicator"),
    "role": Message("vai trò", "role"),
    "work": Message("văn bản", "work"),
    "lead": Message("chủ trì", "lead"),
    "responsible": Message("chịu trách nhiệm", "responsible"),
    "coordinating": Message("phối hợp", "coordinating"),
    "reports_to": Message("báo cáo", "reports to"),
    "requested": Message("đề nghị", "requested"),
    "recurrence": Message("định kỳ", "recurrence"),
    "implements": Message("thực hiện", "implements"),
    "awaits": Message("chờ", "awaits"),
    "applies_to": Message("áp dụng cho", "applies to"),
    "type": Message("loại", "type"),
    "payers": Message("chi trả", "payer"),
}


@dataclass(frozen=True)
class Said:
    """One thing read of a fact; `iri` is None where none is looked for, empty where none was found."""

    name: Message
    value: str
    iri: str | None = None

    @property
    def known_as(self) -> str:
        """The address that the words were resolved to, or that they were not; "" where none is looked for."""
        return "" if self.iri is None else terms.shorten(self.iri) or str(UNRESOLVED)


@dataclass(frozen=True)
class Mark:
    """A fact with its number in the text, its kind, and what was read of it."""

    number: int
    kind: str
    name: Message
    fact: Fact
    said: Sequence[Said]


@dataclass(frozen=True)
class Piece:
    """Words that the same facts rest on; `begins` are those whose words begin here."""

    text: str
    marks: Sequence[Mark]
    begins: Sequence[Mark]
    is_figure: bool


@dataclass(frozen=True)
class Stretch:
    """The words of a clause up to its first part, between its parts or after them; `path` may be empty."""

    path: str
    pieces: Sequence[Piece]

    @property
    def marks(self) -> list[Mark]:
        """The facts whose words begin here."""
        return [mark for piece in self.pieces for mark in piece.begins]


def lacking(lacks: Sequence[str]) -> Message | None:
    """What a text lacks, as a sentence; None where it lacks nothing."""
    named = [LACKING.get(name, Message(name, name)) for name in lacks]
    if not named:
        return None
    return Message(f"thiếu: {', '.join(n.vi for n in named)}", f"lacks: {', '.join(n.en for n in named)}")


def page(found: Extraction, name: str, iri: str) -> str:
    """A page with the text, its facts and their rules; it needs no script and nothing from elsewhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    marked = stretches(found)
    counts = [
        (kind, label, sum(mark.kind == kind for stretch in marked for mark in stretch.marks))
        for kind, label in _KINDS.values()
    ]
    lacks = lacking(found.reading.lacks)
    return templates.get_template("explain.html").render(
        name=name,
        iri=terms.shorten(iri),
        lacks=lacks,
        counts=counts,
        stretches=marked,
        text=found.normal.text,
    )


def lines(found: Extraction) -> Iterator[str]:
    """The text by clause for a terminal, each fact below the clause that its words begin in."""
    for stretch in stretches(found):
        yield f"── {stretch.path or '·'} " + "─" * max(0, 60 - len(stretch.path))
        yield "".join(piece_line(piece) for piece in stretch.pieces).strip()
        for mark in stretch.marks:
            yield f"    [{mark.number}] {mark.name}  ({mark.fact.rule})"
            for said in mark.said:
                known_as = f"  → {said.known_as}" if said.known_as else ""
                yield f"        {said.name}: {said.value}{known_as}"


def piece_line(piece: Piece) -> str:
    """Some words, with the numbers of the facts that begin in them."""
    return "".join(f"[{mark.number}]" for mark in piece.begins) + piece.text


def stretches(found: Extraction) -> list[Stretch]:
    """The whole text in order, each part under the innermost clause that holds it."""
    cut = groupby(_pieces(found, _marks(found)), key=lambda each: each[0])
    parts = (Stretch(clause.path if clause else "", [piece for _, piece in each]) for clause, each in cut)
    return [part for part in parts if any(piece.text.strip() for piece in part.pieces)]


def _marks(found: Extraction) -> list[Mark]:
    """The facts in the order of their words."""
    read = found.reading
    facts: list[Fact] = [
        *read.header, *read.citations, *read.targets, *read.tasks,
        *read.objectives, *read.criteria, *read.funding,
    ]  # fmt: skip
    facts.sort(key=lambda fact: (fact.quote.start, -fact.quote.end))
    text = found.normal.text
    return [
        Mark(number, *_KINDS[type(fact)], fact, list(_said(fact, text)))
        for number, fact in enumerate(facts, start=1)
    ]


def _pieces(found: Extraction, marks: Sequence[Mark]) -> Iterator[tuple[Clause | None, Piece]]:
    """The text cut wherever a clause, the words of a fact or a figure begin or end."""
    text = found.normal.text
    clauses = sorted(found.outline.clauses, key=lambda clause: (clause.span.start, -clause.span.end))
    figures = sorted(figure for mark in marks if (figure := getattr(mark.fact, "figure", None)))
    spans = [*(c.span for c in clauses), *(m.fact.quote for m in marks), *figures]
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    held = _Held([c.span for c in clauses]), _Held([m.fact.quote for m in marks]), _Held(figures)
    for start, end in pairwise(edges):
        around, here, in_figures = (each.at(start) for each in held)
        inner = clauses[min(around, key=lambda i: len(clauses[i].span))] if around else None
        begins = [marks[i] for i in here if marks[i].fact.quote.start == start]
        yield inner, Piece(text[start:end], [marks[i] for i in here], begins, bool(in_figures))


class _Held:
    """Which of some spans, sorted by where they begin, hold a place; asked of one place after another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans, self._next = spans, 0
        self._open: list[int] = []

    def at(self, place: int) -> list[int]:
        """The spans that hold a place, which is not before the last one asked of."""
        while self._next < len(self._spans) and self._spans[self._next].start <= place:
            self._open.append(self._next)
            self._next += 1
        self._open = [each for each in self._open if self._spans[each].end > place]
        return self._open


def _said(fact: Fact, text: str) -> Iterator[Said]:
    """What was read of a fact, each with the address it was resolved to."""
    if isinstance(fact, HeaderFact):
        yield _of_header(fact, text)
        return
    if isinstance(fact, Target):
        yield Said(_SAID["indicator"], fact.measure, fact.indicator)
    for name, label in _SAID.items():
        value: Any = getattr(fact, name, "")
        if value and name != "indicator":
            yield from _values(label, value)


def _of_header(fact: HeaderFact, text: str) -> Said:
    """What a text says of itself; an address is shown with the words that it was found for."""
    name = _HEADER.get(fact.term, Message(fact.term, fact.term))
    if fact.value.startswith(terms.BASE):
        return Said(name, fact.quote.of(text), fact.value)
    return Said(name, fact.value)


def _values(label: Message, value: object) -> Iterator[Said]:
    if isinstance(value, Party):
        yield Said(label, value.name, value.iri)
    elif isinstance(value, Reference):
        words = " · ".join(filter(None, (value.type, value.number, value.date, value.issuer, value.title)))
        yield Said(label, words, value.iri)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _values(label, each)
    elif value is True:
        yield Said(label, "có / yes")
    elif isinstance(value, str):
        yield Said(label, value)
