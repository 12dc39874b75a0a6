"""Works cited by their title: schemes, programmes, movements, laws, resolutions of congresses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from .bodies import Bodies
from .facts import Reference
from .gazetteer import Gazetteer
from .keys import title_key
from .marks import LOWER, UPPER
from .numbers import Day, clean, day_at, numbers
from .resolve import Resolver
from .spans import Span, bare
from .works import LONGEST_NAME, PERIOD, Found, skip

_LAW = re.compile(
    rf"(?:Bộ luật|Luật|Pháp lệnh|LUẬT)(?= [{UPPER}]| sửa đổi)|(?:Luật|Pháp lệnh)(?= [{LOWER}])"
    r"|Hiến pháp(?= |;|,|\.)"
)
# A comma goes on in the names of laws: Luật Phòng, chống …; Luật Thi đua, khen thưởng.
_LAW_END = re.compile(
    r"[;.()]|,(?! (?:chống|khen|chữa|bổ sung|cứu|lãng phí|sử dụng|trật tự|chiến sĩ|công đoàn"
    r"|viên chức|chất lượng|thể thao))"
    r"| (?:và các|và Luật|và Nghị|và quy|ngày|số(?=\s*\d)|năm|đã|được|quy định|có hiệu lực|theo|để"
    r"|của Quốc|về)\b| - "
)
_AMENDING_END = re.compile(r"[;.()]| (?:ngày|số \d|năm|đã|có hiệu lực)\b")
_CONGRESS = re.compile(
    r"Nghị quyết (?:Đại hội|Hội nghị|Trung ương|Đảng bộ)[^;.:()\"]{0,120}?"
    rf"(?:(?:khóa|lần thứ) [IVXLC]+|lần thứ [{LOWER}]+(?: [a-z]+)?)(?: của Đảng)?"
    r"(?:,? nhiệm kỳ \d{4} ?- ?\d{4})?",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"[;,.()\":]|\s(?:của|do|theo|tại|để|trên địa bàn|được|đã|trong|ban hành|cần|phải|từ|nhằm|với|bảo đảm"
    r"|đảm bảo|và|đến|giai đoạn|năm|đối với|cho|là|có|đạt|vào|gắn)\b| - "
)
_NATIONAL = re.compile(
    r"(?:Chương trình mục tiêu quốc gia|Chiến lược quốc gia|Chương trình hành động quốc gia|Kế hoạch hành"
    r" động quốc gia|Chương trình quốc gia|Chiến lược(?= phát triển)|(?-i:Quy hoạch (?:tỉnh|vùng|chung))"
    r"|Quy hoạch tổng thể quốc gia)(?= )",
    re.IGNORECASE,
)
_NATIONAL_END = re.compile(
    r"[;.()\"]|,(?! (?:giai đoạn|tầm nhìn|định hướng))"
    r"|\s(?:theo|do|tại|để|được|đã|ban hành|nhằm|trên địa bàn|với các|và các|và ngân sách|và nguồn"
    r"|và Cuộc|và Phong trào|bảo đảm|đảm bảo|là|bằng)\b"
)
# A scheme in small letters: Đề án phát triển văn hóa đọc trong cộng đồng đến năm 2020.
_SMALL = re.compile(
    r"(?<!\w)(?P<noun>Đề án|Chương trình|Chiến lược|Quy hoạch)(?= (?!này|phối hợp|được|đã|theo|trên|là|và|của"
    r"|do|với|có|để|trong|tại|cho|đến|gắn|hành động|mục tiêu|quốc gia|số|năm|giai|nêu|phải|cần)"
    rf"[{LOWER}]+ [{LOWER}]+ [{LOWER}]+)"
)
_SMALL_END = re.compile(
    r"[;.()\"]| (?:trên địa bàn|theo|do|tại|để|được|đã|ban hành|nhằm|với các|như sau|thành)(?!\w)"
)
_COMMA = re.compile(r",(?! (?:tầm nhìn|định hướng))")
_CARRIED = re.compile(r"(?:thực hiện|triển khai|phê duyệt|cụ thể hóa)(?: có hiệu quả| tốt)? $", re.IGNORECASE)
_SHORTEST_SMALL: Final = 15
_PHASES = re.compile(
    r",? (?:giai đoạn|thời kỳ) (?:\d{4} ?- ?\d{4}|[IVX]+)(?:,? ?giai đoạn [IVX]+)?"
    r"(?::? từ năm \d{4} đến (?:năm )?\d{4})?"
    r"(?:,? (?:và )?(?:tầm nhìn|định hướng)(?: đến)?(?: năm)? \d{4})?"
)
# What the document itself approves or issues is its content.
_ISSUES = re.compile(
    r"(?:(?:QUYẾT ĐỊNH|NGHỊ QUYẾT)\s+)?(?:Về việc |V/v )?(?:Phê duyệt|Ban hành|Thông qua)"
    r"(?: kèm theo Quyết định này)?",
    re.IGNORECASE,
)
_MORE_QUOTED = re.compile(r'(?:,| và|, và) "(?P<title>[^"]{3,400})"')
_UNNAMED: Final = ("Kế hoạch ", "Bộ tiêu chí ", "Quy hoạch ")


class Titled:
    """Finds works named by their titles."""

    def __init__(
        self, view: str, text: str, gazetteer: Gazetteer, bodies: Bodies, resolver: Resolver
    ) -> None:
        self._view, self._text = view, text
        self._gazetteer, self._bodies, self._resolver = gazetteer, bodies, resolver
        self._own: set[str] = set()

    def found(self, span: Span, in_title: bool) -> Iterator[Found]:
        """The titled works of a paragraph, by one rule after another; some may overlap."""
        yield from self._quoted(span, in_title)
        yield from self._known(span, in_title)
        yield from self._laws(span)
        yield from self._national(span)
        yield from self._named(span)
        yield from self._small(span, in_title)
        for found in _CONGRESS.finditer(self._view, span.start, span.end):
            yield self._made(Span(*found.span()), Span(*found.span()), "citation/congress", "nq")

    def is_noun(self, words: str) -> bool:
        """Whether a policy is called so: Đề án, Chương trình …"""
        return bool(re.fullmatch(self._nouns, words, re.IGNORECASE))

    @cached_property
    def _nouns(self) -> str:
        return self._gazetteer.said("cue/programme")

    def _made(self, quote: Span, title: Span, rule: str, kind: str = "") -> Found:
        words = re.sub(r"[“”\"]", "", title.of(self._text).strip(' "“”'))
        return Found(quote, self._resolver.work(Reference(title=words, type=kind)), rule)

    # --- In quotation marks

    def _quoted(self, span: Span, in_title: bool) -> Iterator[Found]:
        place = span.start
        while found := self._in_quotes.search(self._view, place, span.end):
            inner = self._innermost(found)
            if inner > found.start():
                place = inner
                continue
            place = found.end()
            own = self._is_own(span, found.start(), found["title"])
            if not own and not (in_title and found.start() == span.start):
                yield self._of_quote(found, span.end)
            while more := _MORE_QUOTED.match(self._view, place, span.end):
                title = Span(*more.span("title"))
                yield self._made(Span(title.start - 1, title.end + 1), title, "citation/quoted-title")
                place = more.end()

    @cached_property
    def _in_quotes(self) -> re.Pattern[str]:
        return re.compile(
            rf'(?<!\w)(?P<noun>{self._nouns})(?P<mid> ?[\w -]{{0,60}}?) ?"(?P<title>[^"]{{3,400}})"',
            re.IGNORECASE,
        )

    def _of_quote(self, found: re.Match[str], end: int) -> Found:
        tail = PERIOD.match(self._view, found.end(), end)
        stop = tail.end() if tail and not re.search(r"\d{4}", found["title"]) else found.end()
        named_before = re.match(rf" ?[{UPPER}]", found["mid"])  # “Chương trình Xây dựng mô hình “…””
        title = Span(found.start("mid") if named_before else found.start("title"), stop)
        return self._made(Span(found.start(), stop), title, "citation/quoted-title")

    def _innermost(self, found: re.Match[str]) -> int:
        """The last noun before the quotation: in “Kế hoạch thực hiện Đề án “…”” the scheme is cited."""
        nouns = re.finditer(rf"(?<!\w)(?:{self._nouns})(?!\w)", found["mid"], re.IGNORECASE)
        inner = [noun.start() for noun in nouns]
        return found.start("mid") + inner[-1] if inner else found.start()

    def _is_own(self, span: Span, start: int, title: str) -> bool:
        """Whether the document itself approves or issues what is named: that is no citation."""
        if _ISSUES.fullmatch(self._view[span.start : start].strip()):
            self._own.add(title_key(title))
        return title_key(title) in self._own

    # --- Without quotation marks

    def _known(self, span: Span, in_title: bool) -> Iterator[Found]:
        """Titles that the graph knows."""
        for found in self._titles.finditer(self._view, span.start, span.end):
            if not (in_title and found.start() == span.start):
                quote = Span(*found.span())
                if found["title"]:
                    yield self._made(quote, Span(found.start("title"), found.end()), "citation/known-title")
                else:  # of laws that have one name the day tells which
                    yield replace(self._law(quote, span.end), rule="citation/known-title")

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        named, whole = self._gazetteer.known_titles
        return re.compile(rf"(?<!\w)(?:(?:{self._nouns}) (?P<title>{named})|{whole})(?!\w)", re.IGNORECASE)

    def _laws(self, span: Span) -> Iterator[Found]:
        for found in _LAW.finditer(self._view, span.start, span.end):
            end = _AMENDING_END if self._view.startswith(" sửa đổi", found.end()) else _LAW_END
            title = bare(self._view, Span(found.start(), self._end(end, found.end(), span.end)))
            law = self._law(title, span.end)
            small = self._view[found.end() + 1 : found.end() + 2].islower()
            told = law.work.date or law.work.number or law.work.iri  # in small letters it may be any law
            if 4 < len(title) < 160 and (not small or told or end is _AMENDING_END):
                yield law

    def _law(self, title: Span, end: int) -> Found:
        """A law with the number and day printed after its name."""
        number, day = self._printed_after(title.end, end)
        words = title.of(self._text)
        work = Reference(
            type=_kind_of_law(words),
            date=day.iso if day else "",
            number=clean(number.of(self._text)) if number else "",
            title=words,
        )
        stop = day.span.end if day else number.end if number else title.end
        return Found(Span(title.start, stop), self._resolver.work(work), "citation/law")

    def _printed_after(self, place: int, end: int) -> tuple[Span | None, Day | None]:
        """The number and the day printed right after a name."""
        place = skip(self._view, place, end, r"\s*,?\s*(?:số\s*)?")
        near = numbers(self._view, Span(place, min(end, place + 40)))
        number = next((each for each in near if each.start == place), None)
        stop = number.end if number else place
        return number, day_at(self._view, skip(self._view, stop, end, r"\s*,?\s*"), end)

    def _national(self, span: Span) -> Iterator[Found]:
        """National programmes and strategies, whose names are printed in small letters."""
        for found in _NATIONAL.finditer(self._view, span.start, span.end):
            end = self._end(_NATIONAL_END, found.end(), span.end)
            phases = _PHASES.search(self._view, found.end(), min(span.end, found.end() + LONGEST_NAME))
            if phases and phases.start() <= end:
                end = phases.end()
            quote = bare(self._view, Span(found.start(), end))
            if len(quote) > len(found[0]) + 5:
                title = Span(found.end() if "mục tiêu" in found[0].lower() else found.start(), quote.end)
                yield self._made(quote, bare(self._view, title), "citation/national-programme")

    def _named(self, span: Span) -> Iterator[Found]:
        """Schemes named by a capital letter: Đề án Hệ tri thức Việt số hóa."""
        for found in self._capital.finditer(self._view, span.start, span.end):
            if found[0] in _UNNAMED or self._is_other(found.end(), span.end):
                continue
            end = self._end(_NAME_END, found.end(), span.end)
            tail = PERIOD.match(self._view, end, span.end)
            end = tail.end() if tail else end
            own = self._is_own(span, found.start(), self._view[found.end() : end])
            if 2 < end - found.end() < 200 and not own:
                yield self._made(Span(found.start(), end), Span(found.end(), end), "citation/named-scheme")

    @cached_property
    def _capital(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._nouns}) (?=[{UPPER}][\w]+)")

    def _small(self, span: Span, in_title: bool) -> Iterator[Found]:
        """Schemes whose names begin in small letters: with a period, or told by what carries them out."""
        for found in _SMALL.finditer(self._view, span.start, span.end):
            end = self._end(_SMALL_END, found.end(), span.end)
            period = PERIOD.search(self._view, found.end(), end)
            carried = _CARRIED.search(self._view, max(span.start, found.start() - 40), found.start())
            stop = period.end() if period else self._end(_COMMA, found.end(), end)
            quote = bare(self._view, Span(found.start(), stop))
            title = bare(self._view, Span(found.end(), stop))
            own = self._is_own(span, quote.start, title.of(self._view))
            if in_title and found.start() == span.start:
                self._own.add(title_key(title.of(self._view)))
                own = True
            if (period or carried) and not own and len(title) > _SHORTEST_SMALL:
                yield self._made(quote, title, "citation/scheme")

    def _is_other(self, place: int, end: int) -> bool:
        """Whether what follows is a number or a body rather than a name."""
        numbered = re.compile(r"\w+ (?:số|\d)").match(self._view, place)
        return bool(numbered) or self._bodies.at(self._view, place, end) is not None

    def _end(self, pattern: re.Pattern[str], start: int, end: int) -> int:
        """Where a name ends that nothing encloses."""
        most = min(end, start + LONGEST_NAME)
        stop = pattern.search(self._view, start, most)
        return stop.start() if stop else most


def _kind_of_law(title: str) -> str:
    """The type of what is named by its title alone."""
    if title.startswith("Pháp lệnh"):
        return "pl"
    return "luat" if title.startswith(("Luật", "LUẬT", "Bộ luật")) else ""
