"""The second stage: lines joined into paragraphs, each with the mark it begins with.

Pages break lines anywhere: inside a heading, a number, a name. Whether a line goes on is told by its
first letter, by marks, and by whether its first word would still have fitted on the line before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .marks import is_capital, is_rule, mark
from .normal import Line, Normal
from .spans import Span

_ENDS: Final = (".", ";", ":", "!", "?")
_CLOSES = re.compile(
    r"Trên đây|Nơi nhận|Trong quá trình|Yêu cầu|Kính gửi|Căn cứ|(?:Theo|Xét) đề nghị|Điều \d"
)
# Who decides, in capitals, between the title of a decision and its basis.
AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH |TM\. ?)?(?:ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND)(?: (?:TỈNH|THÀNH PHỐ|HUYỆN"
    r"|QUẬN|THỊ XÃ|XÃ|PHƯỜNG)\b.*)?$|"
    r"(?:THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|QUỐC HỘI)$|(?:BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|CHỦ TỊCH|TỔNG "
    r"GIÁM ĐỐC|HIỆU TRƯỞNG) |KHÓA [IVXLC\d]+|KỲ HỌP"
)
_RESTS = re.compile(r"(?:Căn cứ|(?:Theo|Xét) đề nghị)\b")
_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét|Thực hiện|Chiếu|KHÓA|KỲ HỌP)\b")
# No line ends a paragraph with these words.
_UNFINISHED = re.compile(
    r"(?:^|.* )(?:tại|của|và|số|ngày|về|với|các|trong|theo|từ|cho|do|thuộc"
    r"|(?-i:Sở|Bộ|Cục|Vụ|Việt|Ủy ban|Liên đoàn|Hồ Chí))",
    re.IGNORECASE,
)
_COUNTS_ON = re.compile(r"(?:mức độ|cấp độ|khóa|lần thứ|khoản|Điều|ít nhất|tối thiểu|khoảng)$")
_DECISION = re.compile(r"(?:QUYẾT +ĐỊNH|QUYẾT +NGHỊ) *:?")
_REST_OF_PERIOD = re.compile(r"- ?(?:19|20)\d\d(?!\d)")
_SPLIT_NUMBER = re.compile(r"\d ?$")


@dataclass(frozen=True)
class Block:
    """A paragraph: all of it, its words without the mark, the kind of mark and what it counts."""

    span: Span
    body: Span
    kind: str = ""
    value: str = ""
    apart: bool = False


def blocks(normal: Normal, verbs: re.Pattern[str]) -> list[Block]:
    """The paragraphs of a text, in order; `verbs` are words that, in capitals, begin one of their own."""
    found: list[list[Line]] = []
    breaks = _Breaks(normal, verbs)
    for line in normal.lines:
        if found and breaks.goes_on(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
            breaks.begin(line)
    return [_block(normal.view, lines) for lines in found]


def _block(view: str, lines: Sequence[Line]) -> Block:
    span = Span(lines[0].span.start, lines[-1].span.end)
    is_row = " | " in span.of(view)  # a row of a table begins no clause: (1) | (2) | (3)
    kind, value, start = ("", "", span.start) if is_row else mark(view, span)
    return Block(span, Span(min(start, span.end), span.end), kind, value, lines[0].apart)


class _Breaks:
    """Whether a line begins a paragraph; knows the numbers counted so far and the width of the page."""

    def __init__(self, normal: Normal, verbs: re.Pattern[str]) -> None:
        self._view, self._verbs, self._lines = normal.view, verbs, normal.lines
        pairs = list(zip(normal.lines, normal.lines[1:], strict=False))
        deciding = [(at, self._decides(at)) for at in range(len(self._lines))]
        self._deciding = {self._lines[at].span for at, size in deciding if size}
        self._completing = {self._lines[at + 1].span for at, size in deciding if size > 1}
        pairs = [(a, b) for a, b in pairs if not b.soft]
        broken = [(a, b) for a, b in pairs if not b.apart and self._is_lower(b) and not self._is_drawn(a)]
        self._wrapped = len(broken) >= 3 and len(broken) > 0.1 * len(pairs)
        self._widths = tuple(
            self._width([p for p in broken if self._begins(p[0]) == first]) for first in (True, False)
        )
        needed = sorted(self._needed(a, b) for a, b in broken if not self._begins(a))
        self._usual = needed[len(needed) // 3] if needed else 0
        self._counted: set[str] = set()
        self._bars = self._bars_of_rows()

    def begin(self, line: Line) -> None:
        """Take note of the number that a paragraph begins with."""
        kind, value, _ = mark(self._view, line.span)
        if kind == "number":
            self._counted.add(value)

    def goes_on(self, before: Sequence[Line], line: Line) -> bool:
        """Whether `line` continues the paragraph of the lines before it."""
        last = before[-1]
        if self._is_open(before, line):
            return True
        if self._begins_own(last, line):
            return False
        words = last.span.of(self._view)
        quoted = self._view.startswith('"', line.span.start) and not self._ends(last)
        unfinished = quoted or _UNFINISHED.fullmatch(words) or self._rests(before, line)
        if line.soft:
            return not self._capital(last)
        if unfinished and not line.apart:
            return True
        if _SPLIT_NUMBER.search(words) and _REST_OF_PERIOD.match(line.span.of(self._view)):
            return True
        if self._is_lower(line):
            return (self._wrapped and not line.apart) or not self._ends(last)
        if line.apart or (self._capital(last) and not self._capital(line)):
            return False
        return self._fills_up(last, line, len(before) == 1)

    def _is_open(self, before: Sequence[Line], line: Line) -> bool:
        """Whether a name of two lines, “mức độ / 2”, or a row broken before its last bar goes on."""
        if line.span in self._completing and before[-1].span in self._deciding:
            return True
        counts_on = not line.apart and _COUNTS_ON.search(before[-1].span.of(self._view))
        if counts_on and not self._is_row(line):
            return self._view[line.span.start].isdigit()
        begins = self._is_barred(line) or mark(self._view, line.span)[0]
        if not self._bars or not self._is_barred(before[0]) or begins:
            return False
        bars = self._view.count("|", before[0].span.start, before[-1].span.end)
        return bars < self._bars or not self._view.endswith("|", 0, before[-1].span.end)

    def _is_barred(self, line: Line) -> bool:
        return self._view.startswith("| ", line.span.start, line.span.end)

    def _bars_of_rows(self) -> int:
        """How many bars the first row has that begins with one, though the page may have broken it."""
        barred = [at for at, line in enumerate(self._lines) if self._is_barred(line)][:2]
        if len(barred) < 2:
            return 0
        end = self._lines[barred[1] - 1].span.end
        closed = self._view.endswith("|", 0, end)
        return self._view.count("|", self._lines[barred[0]].span.start, end) if closed else 0

    def _rests(self, before: Sequence[Line], line: Line) -> bool:
        """Whether a basis goes on, which never ends without a mark."""
        basis = _RESTS.match(self._view, before[0].span.start)
        ended = self._view.endswith((*_ENDS, ","), before[-1].span.start, before[-1].span.end)
        return bool(basis) and not ended and not _CLOSES.match(self._view, line.span.start)

    def _begins_own(self, last: Line, line: Line) -> bool:
        """Whether the line is a paragraph by what it is: a row, a rule, a mark, the name of who decides."""
        if any(self._is_drawn(each) or self._is_row(each) for each in (last, line)):
            return True
        if _DECISION.fullmatch(line.span.of(self._view)):
            return True
        if line.span in self._deciding:
            return not self._view.endswith("CỦA", last.span.start, last.span.end)
        kind = mark(self._view, line.span)[0]
        return bool(kind) and not self._is_broken_off(last, line, kind)

    def _fills_up(self, last: Line, line: Line, first: bool) -> bool:
        """Whether the line goes on where the last, of headings the first, had no room left."""
        kind = mark(self._view, last.span)[0] if first else ""
        if kind == "roman" and self._capital(last):
            return self._capital(line)
        if kind == "number" and self._begins_work(line):
            return False
        return self._wrapped and self._overflows(last, line, first)

    def _decides(self, at: int) -> int:
        """How many lines from a place on only name who decides on the basis that follows; mostly none."""
        for size in (1, 2):
            end = at + size
            if end < len(self._lines) and _BASIS.match(self._view, self._lines[end].span.start):
                named = self._view[self._lines[at].span.start : self._lines[end - 1].span.end]
                if AUTHORITY.match(named):
                    return size
        return 0

    def _is_broken_off(self, last: Line, line: Line, kind: str) -> bool:
        """Whether what looks like a mark is the rest of a period, a number or a sentence."""
        words = line.span.of(self._view)
        if kind == "bullet" and words[1:].lstrip()[:1].islower() and self._wrapped and not self._ends(last):
            return True  # chính trị / - xã hội
        if kind == "bullet":
            return bool(_SPLIT_NUMBER.search(last.span.of(self._view)) and _REST_OF_PERIOD.match(words))
        if kind != "number" or line.apart or not self._wrapped:
            return False
        value = mark(self._view, line.span)[1]
        head, _, number = value.rpartition(".")
        stem = head + "." if head else ""
        ahead = {f"{stem}{int(number) - step}" for step in (1, 2, 3)} | {f"{stem}0{int(number) - 1}"}
        return int(number) > 1 and not ahead & self._counted and not self._ends(last)

    def _begins_work(self, line: Line) -> bool:
        """Whether a line begins with a verb of work: what stands before it is then a heading."""
        words = line.span.of(self._view)
        return bool(self._verbs.match(words[:1].lower() + words[1:]))

    def _overflows(self, last: Line, line: Line, first: bool) -> bool:
        if self._view.endswith("./.", last.span.start, last.span.end) or _CLOSES.match(
            self._view, line.span.start
        ):
            return False
        width = self._widths[0] if first else self._usual if self._ends(last) else self._widths[1]
        return bool(width) and self._needed(last, line) >= width

    def _width(self, pairs: Sequence[tuple[Line, Line]]) -> int:
        """What did not fit on a line: the least but for the narrowest tenth; 0 where nothing tells."""
        needed = sorted(self._needed(last, line) for last, line in pairs)
        return needed[len(needed) // 10] if needed else 0

    def _needed(self, last: Line, line: Line) -> int:
        return len(last.span) + 1 + len(line.span.of(self._view).split(" ", 1)[0])

    def _begins(self, line: Line) -> bool:
        return bool(mark(self._view, line.span)[0]) or line.apart

    def _is_lower(self, line: Line) -> bool:
        """Whether a line begins as only the rest of a sentence does: with a small letter or a figure."""
        first = self._view[line.span.start]
        return (
            (first.islower() or first.isdigit())
            and not self._is_row(line)
            and not mark(self._view, line.span)[0]
        )

    def _is_drawn(self, line: Line) -> bool:
        return is_rule(line.span.of(self._view))

    def _is_row(self, line: Line) -> bool:
        return " | " in line.span.of(self._view)

    def _ends(self, line: Line) -> bool:
        return self._view.endswith(_ENDS, line.span.start, line.span.end)

    def _capital(self, line: Line) -> bool:
        return is_capital(line.span.of(self._view))
