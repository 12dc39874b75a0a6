"""What a text says of itself: number, type, issuer, day, title, area, signer, period, recipients."""

import re
from dataclasses import dataclass

from ..text import fold
from .bodies import Bodies
from .clauses import Clause
from .facts import HeaderFact
from .gazetteer import Area, Gazetteer
from .issuing import IN_PROSE, Issuing
from .letters import Letters
from .marks import UPPER, is_capital
from .normal import Normal, plain
from .numbers import NUMBER, clean, day_at, type_of
from .outline import Outline, cut_marks
from .signing import recipients, signed
from .spans import Span, bare
from .territory import territory

_NUMBER = re.compile(rf"Số *:?\s*(?P<number>{NUMBER})", re.IGNORECASE)
_OWN_NUMBER = re.compile(
    rf"(?:Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Chương trình|Công văn) số (?P<number>{NUMBER})"
)
_DAY = re.compile(r"ngày", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:giai đoạn|năm học|nhiệm kỳ) (?P<from>(?:19|20)\d\d) ?- ?(?P<to>(?:19|20)\d\d)(?:, (?:định "
    r"hướng|tầm nhìn)[^,;]{0,10} năm (?P<far>(?:19|20)\d\d))?|(?:trong )?năm (?P<year>(?:19|20)\d\d)"
    r"|đến năm (?P<by>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_IN_DAY = re.compile(r"(?:tháng *\d{1,2}|quý [IVX\d]+) *$", re.IGNORECASE)
_HERE = re.compile(r"trên địa bàn", re.IGNORECASE)
_CARRIES_OUT = re.compile(r"thực hiện|triển khai", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """What the text says of itself, in the text's own words and, where they were found, the graph's."""

    facts: tuple[HeaderFact, ...]
    number: str
    type: str
    issuer: str
    date: str
    title: str
    area: Area | None
    place: str  # the place as the text names it: “tỉnh An Hà”
    period: tuple[str, str]
    text_status: str
    signatory: str
    signatory_role: str
    recipients: tuple[Span, ...]

    @property
    def year(self) -> str:
        """The year of the document."""
        return self.date[:4]


def header(
    normal: Normal, outline: Outline, gazetteer: Gazetteer, bodies: Bodies, letters: Letters
) -> Header:
    """What the text says of itself."""
    return _Reader(normal, outline, gazetteer, bodies, letters).read()


class _Reader:
    def __init__(
        self, normal: Normal, outline: Outline, gazetteer: Gazetteer, bodies: Bodies, letters: Letters
    ) -> None:
        self._text, self._view = normal.text, normal.view
        self._outline, self._gazetteer = outline, gazetteer
        self._letters = letters
        self._issuing = Issuing(normal, outline, gazetteer, bodies, letters)
        self._facts: list[HeaderFact] = []

    def read(self) -> Header:
        """The header, with a fact for each part of it that was found."""
        number, day, issuer = self._number(), self._day(), self._issuer()
        kind, title = self._type(number), self._title(number)
        place = territory(self._view, self._outline, self._gazetteer, issuer, day)
        if place.area and place.span:
            self._say(place.clause, place.span, "eli:jurisdiction", place.area.iri, "area")
        period = self._period()
        role, signer = self._signature()
        received = self._recipients()
        return Header(
            tuple(self._facts), number, kind, issuer, day, title, place.area, place.place, period,
            self._status(), signer, role, received,
        )  # fmt: skip

    def _say(self, clause: str, span: Span, term: str, value: str, rule: str) -> None:
        self._facts.append(
            HeaderFact(clause=clause, quote=span, rule=f"header/{rule}", term=term, value=value)
        )

    def _part(self, name: str) -> Clause | None:
        return self._outline.clause(name)

    # --- Number and day

    def _number(self) -> str:
        part, pattern, rule = self._part("header"), _NUMBER, "number"
        if not part:
            part, pattern, rule = self._prose(), _OWN_NUMBER, "number-in-prose"
        found = pattern.search(self._view, part.span.start, part.span.end) if part else None
        if not part or not found:
            return ""
        number = clean(Span(*found.span("number")).of(self._text))
        self._say(part.path, Span(*found.span()), "eli:number", number, rule)
        return number

    def _day(self) -> str:
        part = self._part("header")
        if part:
            return self._day_in(part, part.span.end, "date") or self._day_below()
        first = self._prose()
        return self._day_in(first, first.span.start + IN_PROSE, "date-in-prose") if first else ""

    def _day_in(self, part: Clause, end: int, rule: str) -> str:
        for found in _DAY.finditer(self._view, part.span.start, min(part.span.end, end)):
            day = day_at(self._view, found.start(), part.span.end)
            if day and len(day.iso) == len("2024-03-05"):
                self._say(part.path, day.span, "eli:date_document", day.iso, rule)
                return day.iso
        return ""

    def _prose(self) -> Clause | None:
        """The first paragraph of a summary, which has no header."""
        return self._part("P1") or self._part("preamble")

    def _day_below(self) -> str:
        """A letter prints place and day below its title, before those it addresses."""
        preamble = self._part("preamble")
        for block in preamble.blocks if preamble else ():
            if preamble and self._view.startswith("Kính gửi", block.span.start):
                return self._day_in(preamble, block.span.start, "date-below-title")
        return ""

    # --- Issuer, type and title

    def _issuer(self) -> str:
        issuer = self._issuing.read()
        if not issuer:
            return ""
        self._say(issuer.clause, issuer.span, "eli:passed_by", issuer.name, issuer.rule)
        return issuer.name

    def _type(self, number: str) -> str:
        title, by_title = self._part("title"), self._outline.parts.type
        if title and by_title and by_title != "cv":
            span = title.blocks[0].span
            self._say("title", self._type_name(span, by_title), "eli:type_document", by_title, "type")
            return by_title
        by_number = type_of(number, self._gazetteer) if number else ""
        part = self._part("header")
        found = _NUMBER.search(self._view, part.span.start, part.span.end) if part and by_number else None
        if found:
            self._say("header", Span(*found.span()), "eli:type_document", by_number, "type-of-number")
        return by_number or by_title

    def _type_name(self, span: Span, slug: str) -> Span:
        """The name of the type at the beginning of a title."""
        words = fold(span.of(self._view))
        names = self._gazetteer.cues.get(f"document-type/{slug}", ())
        said = [len(name) for name in names if words.startswith(fold(name))]
        return Span(span.start, span.start + max(said)) if said else span

    def _with_type(self, title: str, number: str) -> str:
        """A title whose first word, the type, a page has lost; the number tells it."""
        names = self._gazetteer.cues.get(f"document-type/{type_of(number, self._gazetteer)}", ())
        full = max(names, key=len, default="") if number else ""
        return f"{full} {title[0].lower()}{title[1:]}" if full else title

    def _title(self, number: str) -> str:
        part = self._part("title")
        if not part:
            return ""
        span = bare(self._view, part.span, " .;,")
        words = plain(span.of(self._text))
        title = self._letters.recased(words) if is_capital(words) else _first_small(words)
        if not self._outline.parts.type:
            title = self._with_type(title, number)
        self._say("title", span, "dct:title", title, "title")
        return title

    def _period(self) -> tuple[str, str]:
        """The period that a title gives to this document, not to a work it carries out."""
        part = self._part("title")
        if not part:
            return "", ""
        view = part.span.of(self._view)
        carries = _CARRIES_OUT.search(view)  # what stands after the territory is this document's own
        for found in _PERIOD.finditer(view):
            quoted = view.count('"', 0, found.start()) % 2 == 1
            if _IN_DAY.search(view, max(0, found.start() - 12), found.start()):
                continue
            of_work = carries and carries.start() < found.start() and not _HERE.search(view, 0, found.start())
            if of_work and (quoted or (found["from"] and '"' not in view)):
                continue
            span = Span(part.span.start + found.start(), part.span.start + found.end())
            start = found["from"] or found["year"] or ""
            end = found["far"] or found["to"] or found["year"] or found["by"] or ""
            for term, year in (("cancu:periodStart", start), ("cancu:periodEnd", end)):
                if year:
                    self._say("title", span, term, year, "period")
            return start, end
        return "", ""

    # --- Status, signature, recipients

    def _status(self) -> str:
        if cut_marks(self._gazetteer).search(self._view):
            return "truncated"
        if self._part("header"):
            return "complete"
        return "summary" if self._part("P1") else "truncated"

    def _signature(self) -> tuple[str, str]:
        part = self._part("signature")
        found = signed(self._view, self._text, part, self._letters) if part else None
        if not found:
            return "", ""
        post, role, name = found
        self._say("signature", name, "cancu:signatory", name.of(self._text), "signatory")
        self._say("signature", post, "cancu:signatoryRole", role, "signatory-role")
        return role, name.of(self._text)

    def _recipients(self) -> tuple[Span, ...]:
        found: list[Span] = []
        for name in ("recipients", "preamble") if self._outline.parts.type == "cv" else ("recipients",):
            part = self._part(name)
            for span in recipients(self._view, part) if part else ():
                found.append(span)
                self._say(name, span, "cancu:recipient", span.of(self._text), "recipient")
        return tuple(found)


def _first_small(words: str) -> str:
    """A title printed in small letters below its type in capitals."""
    found = re.match(rf"(?P<type>[{UPPER} ]+) (?P<rest>.+)", words)
    if not found or not is_capital(found["type"]):
        return words
    return f"{found['type'].capitalize()} {found['rest'][0].lower()}{found['rest'][1:]}"
