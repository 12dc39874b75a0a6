"""When a task is to be done: a day, a year, or again and again."""

import re
from datetime import date
from typing import Final

from .gazetteer import Gazetteer
from .numbers import day_at
from .spans import Span

_YEAR: Final = r"(?:19|20)\d\d"
_BY_DAY = re.compile(
    r"(?:trước|đến|vào|trong|xong|chậm nhất(?: là)?|hạn)(?: hết)?(?: ngày)?"
    rf" ?(?P<d>\d{{1,2}}) ?[/.-] ?(?P<m>\d{{1,2}}) ?[/.-] ?(?P<y>{_YEAR})"
    r"|(?:trước|đến|vào|xong|chậm nhất)(?: là)?(?: hết)? ngày"
    rf" ?(?P<dd>\d{{1,2}}) ?tháng ?(?P<mm>\d{{1,2}}) ?năm ?(?P<yy>{_YEAR})",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    rf"(?:quý\s+[IVX]+|quý \d|(?<!ngày \d )(?<!ngày \d\d )(?<!từ )tháng \d{{1,2}})"
    rf"(?:\s*(?:/|-|năm|của năm)\s*)(?P<quarter>{_YEAR})|"
    r"(?<!\d )(?:trong|đến|vào|trước|hết|xong|cuối|hoàn thành|chậm nhất)(?: hết| cuối| đầu)?"
    rf" năm (?P<year>{_YEAR})(?! ?-)",
    re.IGNORECASE,
)
# A year that belongs to the name of a plan, or ends a period, is no deadline of the task.
_OF_A_PLAN = re.compile(
    r"(?:quy hoạch|kế hoạch|chiến lược|đề án|chương trình|tầm nhìn|định hướng|nghị quyết)[^,;.]{0,60} $"
    rf"|từ năm {_YEAR} $",
    re.IGNORECASE,
)
REVIEW = re.compile(
    rf"(?:tổ chức |tiến hành )?(?:sơ kết|tổng kết)[^;,.]{{0,90}}?(?:năm |/){_YEAR}(?! ?-)"
    rf"(?: (?:trước|trong) (?:ngày|tháng|quý) [\w/]+/{_YEAR})?",
    re.IGNORECASE,
)


class Schedule:
    """Reads when."""

    def __init__(self, view: str, gazetteer: Gazetteer) -> None:
        self._view, self._gazetteer = view, gazetteer

    def recurrence(self, span: Span) -> str:
        """How often, by the slug of its code, or nothing."""
        found = (
            (said.start(), -len(said[0]), code)
            for code in self._gazetteer.codes("recurrence")
            if (said := self._unquoted(self._gazetteer.pattern(code), span))
        )
        return min(found, default=(0, 0, ""))[2].removeprefix("recurrence/")

    def _unquoted(self, pattern: re.Pattern[str], span: Span) -> re.Match[str] | None:
        """The first hit that stands outside quotation marks."""
        place, marks = span.start, 0
        for hit in pattern.finditer(self._view, span.start, span.end):
            marks, place = marks + self._view.count('"', place, hit.start()), hit.start()
            if marks % 2 == 0:
                return hit
        return None

    def deadline(self, span: Span) -> str:
        """A day in ISO 8601, a year, or nothing."""
        reviewed = [found.span() for found in REVIEW.finditer(self._view, span.start, span.end)]
        days = _BY_DAY.finditer(self._view, span.start, span.end)
        day = next((d for d in days if not any(s <= d.start() < e for s, e in reviewed)), None)
        if day:
            return _iso(day)
        for year in _BY_YEAR.finditer(self._view, span.start, span.end):
            inside = any(start <= year.start() < end for start, end in reviewed)
            if not inside and not self._is_of_a_plan(span, year) and not self._is_quoted(span, year.start()):
                return str(year["quarter"] or year["year"])
        return ""

    def of_cell(self, cell: Span) -> str:
        """The deadline that a cell gives: a day, or its last year."""
        years = re.findall(_YEAR, cell.of(self._view))
        day = day_at(self._view, *_first_digit(self._view, cell))
        if day and len(day.iso) == len("2024-03-05"):
            return day.iso
        return self.deadline(cell) or (years[-1] if years else "")

    def _is_of_a_plan(self, span: Span, year: re.Match[str]) -> bool:
        before = self._view[max(span.start, year.start() - 100) : year.start()]
        return year[0].lower().startswith("đến") and bool(_OF_A_PLAN.search(before))

    def _is_quoted(self, span: Span, place: int) -> bool:
        return self._view.count('"', span.start, place) % 2 == 1


def _first_digit(view: str, cell: Span) -> tuple[int, int]:
    found = re.compile(r"\d").search(view, cell.start, cell.end)
    return (found.start() if found else cell.end), cell.end


def _iso(day: re.Match[str]) -> str:
    year = int(day["y"] or day["yy"])
    try:
        return date(year, int(day["m"] or day["mm"]), int(day["d"] or day["dd"])).isoformat()
    except ValueError:  # a day that no calendar has: only its year is used
        return str(year)
