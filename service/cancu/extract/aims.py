"""Which figures of a statement are aimed at: none of the past, none that only say who or what is meant."""

import re
from collections.abc import Iterator
from typing import Final

from .figures import Figure, counts, percentages
from .gazetteer import Gazetteer
from .spans import Span, around
from .years import WAS, YEAR

_REACH: Final = 600  # characters from a figure within which words are about it
_AIM = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|đến (?:hết )?năm|chỉ tiêu|ít nhất|tối thiểu|bảo đảm|đảm bảo|hoàn thành"
    r"|duy ?trì|trong năm|không quá|không vượt quá|giảm|tăng|nâng)(?!\w)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|đến (?:hết )?năm|chỉ tiêu)(?!\w)", re.IGNORECASE)
_WANTED = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu)(?!\w)", re.IGNORECASE)
_BY_A_YEAR = re.compile(rf"(?:vào|trong|đến) (?:hết |cuối )?năm {YEAR}")
_CHANGE = re.compile(r"(?<!\w)(?:lên|xuống|còn|giảm|tăng|nâng|so với)(?!\w)", re.IGNORECASE)
_COMPARED = re.compile(r"[^;,.]{0,40}so với (?:cùng kỳ|năm trước)")  # how it went, not what is aimed at
_MUST = re.compile(r"[^.;]{0,120}?(?:\bphải\b|trước ngày|\bhoàn thành\b)")
_FROM = re.compile(r"từ (?:mức )?$", re.IGNORECASE)
_TO = re.compile(r"[^;.]{0,45}?(?:lên|xuống|còn|đạt)[^;.\d]{0,20}\d")
_PER = re.compile(r"(?:\d|(?:[Ss]ố|[Tt]ỷ (?:lệ|suất|số)|[Bb]ình quân) )[^;:,.\d]{2,50}(?:trên|/) ?$")
_PREVENTED = re.compile(r"[kK]hông (?:để )?(?:xảy ra|còn)[^;.,]*$")
_NO_AIM = re.compile(r"đồng|USD|^(?:phút|giờ|ngày|buổi|nhiệm vụ|nội dung|giải pháp|nhóm|đồng chí)$")
_SIZE = re.compile(r"(?:công suất|trọng tải|tải trọng|mỗi lớp)(?: từ| đến| trên| dưới| khoảng)? ?$")
_GRANTED = re.compile(r"[hH]ỗ trợ(?: tối đa| đến| thêm)? ?$")
# A year that stands for itself, in no number and no day of a document.
_OWN_YEAR = re.compile(rf"(?<![/\d]){YEAR}(?![/\d])")
_DAY = re.compile(rf"ngày \d{{1,2}} tháng \d{{1,2}} năm {YEAR}")
_IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_OPENED = re.compile(r'(?:^|[\s(])"\w[^"]*$')


class Aims:
    """Reads which figures are to be reached; `made` is the year the text was made in, or 0."""

    def __init__(self, view: str, gazetteer: Gazetteer, made: int) -> None:
        self._view, self._gazetteer, self._made = view, gazetteer, made

    def numbers(self, span: Span, aimed: bool) -> list[Figure]:
        """The figures of a statement, in order."""
        found = percentages(self._view, span, self._gazetteer)
        rates = [rate for rate in found if not self._is_of_before(span, rate)]
        numbers = [
            *rates,
            *(count for count in self._counts(span, rates) if aimed or count.comparator != "exactly"),
        ]
        return sorted(numbers, key=lambda figure: figure.span)

    def may_be_reached(self, span: Span, figure: Figure, aimed: bool) -> bool:
        """Whether a figure is none of the past, and none that a change begins from."""
        return not self._is_past(span, figure, aimed) and not self._begins_from(span, figure)

    def _counts(self, span: Span, rates: list[Figure]) -> Iterator[Figure]:
        """The counts that stand for themselves: no size within what a rate is about, no base of a rate."""
        near: Figure | None = None
        place = 0
        for count in counts(self._view, span, self._gazetteer):
            while place < len(rates) and rates[place].span.start < count.span.end:
                near = rates[place]
                place += 1
            beside = [rate for rate in (near, *rates[place : place + 1]) if rate]
            if any(count.span.overlaps(rate.span) for rate in beside) or self._is_base(span, count):
                continue
            if self._is_aside(span, count):
                continue
            within = any(rate.span < count.span and self._same_part(count.span, rate.span) for rate in beside)
            least = count.comparator == "at-least" and not self._view.endswith(
                "từ ", span.start, count.span.start
            )
            if not within or least:
                yield count

    def _is_of_before(self, span: Span, rate: Figure) -> bool:
        """Whether a rate only says in brackets how it was: “đạt 93% (năm 2023: 87%)”."""
        was = WAS.search(self._view, max(span.start, rate.span.start - 32), rate.span.end + 1)
        return was is not None and was.start("value") == rate.span.start

    def _is_base(self, span: Span, count: Figure) -> bool:
        """Whether a number is what a rate is counted on: “2,5 bác sĩ trên 10.000 dân”."""
        before = self._view[max(span.start, count.span.start - 60) : count.span.start]
        return bool(_PER.search(before)) and "dân" in self._view[count.span.start : count.span.end + 4]

    def _is_aside(self, span: Span, count: Figure) -> bool:
        """Whether a number only says in brackets who or what is meant: “cân nặng thấp (dưới 2.500 gam)”."""
        opened = self._view.rfind("(", max(span.start, count.span.start - 60), count.span.start)
        aside = opened >= 0 and ")" not in self._view[opened : count.span.start]
        return aside or bool(
            _PREVENTED.search(self._view, max(span.start, count.span.start - 80), count.span.start)
        )

    def _same_part(self, one: Span, other: Span) -> bool:
        """Whether no semicolon or “trong đó” parts two figures."""
        between = self._view[min(one.end, other.end) : max(one.start, other.start)]
        return not re.search(r"[;,]|trong đó", between)

    def _is_past(self, span: Span, figure: Figure, aimed: bool) -> bool:
        """Whether words before the figure, in its sentence, tell that it has been."""
        near = around(span, figure.span, _REACH)
        start = max(near.start, self._view.rfind(";", near.start, figure.span.start) + 1)
        start = max(start, self._view.rfind(". ", start, figure.span.start) + 1)
        words = _IN_BRACKETS.sub("", self._view[start : near.end])
        years = [int(year) for year in _OWN_YEAR.findall(_DAY.sub("", words))]
        if years and self._made and max(years) < self._made and not (aimed and _CHANGE.search(words)):
            return not _WANTED.search(words)
        if aimed and figure.comparator in ("at-most", "at-least"):
            return False
        past = self._gazetteer.pattern("cue/past").search(self._view, start, figure.span.start)
        aim = _AHEAD.search(self._view, start, figure.span.start)
        return past is not None and not (aim and aim.start() > past.start())

    def _begins_from(self, span: Span, figure: Figure) -> bool:
        """Whether the figure is where a change begins: từ 40% lên 60%."""
        before = self._view[max(span.start, figure.span.start - 12) : figure.span.start]
        return bool(_FROM.search(before) and _TO.match(self._view, figure.span.end, span.end))

    def is_aimed(self, span: Span, figure: Figure, ordered: bool) -> bool:
        """Outside the objectives a figure is a target in a task, by words of aiming before it, by its year.

        `ordered` where the statement is of a chapter on tasks.
        """
        start = around(span, figure.span, _REACH).start
        start = max(start, self._view.rfind(". ", start, figure.span.start) + 1)
        after = self._view[figure.span.end : min(span.end, figure.span.end + 160)]
        if _COMPARED.match(after) and not _AHEAD.search(self._view, start, figure.span.start):
            return False
        if ordered and self._is_ordered(span, figure):
            return True
        if _AIM.search(self._view, start, figure.span.start) or figure.comparator == "at-least":
            return True
        rate = figure.unit == "PERCENT" and (_BY_A_YEAR.search(after) or _MUST.match(after))
        return bool(rate) or figure.comparator == "at-most"

    def _is_ordered(self, span: Span, figure: Figure) -> bool:
        """Whether what a task counts is to be reached: no sum, no time, no part of a name."""
        quoted = _OPENED.search(self._view, max(span.start, figure.span.start - 80), figure.span.start)
        sized = _SIZE.search(self._view, max(span.start, figure.span.start - 30), figure.span.start)
        granted = figure.unit == "PERCENT" and _GRANTED.search(
            self._view, max(span.start, figure.span.start - 20), figure.span.start
        )
        return not quoted and not sized and not granted and not _NO_AIM.search(figure.unit)
