"""By which year a target is to be reached: the sentence says it, else a heading, else the document's year."""

import re
from collections.abc import Iterator
from typing import Final

from .chapters import Chapter
from .figures import Figure
from .spans import Span, around

YEAR: Final = r"(?:19|20)\d\d"
_BY = re.compile(
    r"(?:đến|vào|trong|cho đến|tới|từ nay đến)(?: hết| cuối| đầu)?"
    rf"(?: tháng \d{{1,2}}| quý \w+)?(?: năm ?| |/)(?P<by>{YEAR})\b"
    rf"|(?<!so với )(?<!của )(?<!sau )(?:trong )?năm (?P<year>{YEAR})(?! ?-|: ?[\d,.]+ ?%\))"
    rf"|giai đoạn {YEAR} ?- ?(?P<end>{YEAR})|trước (?:ngày )?\d{{1,2}}/\d{{1,2}}/(?P<day>{YEAR})",
    re.IGNORECASE,
)
# How it was, in brackets after the figure: “đạt 93% (năm 2023: 87%)”.
WAS = re.compile(rf" ?\((?:thực hiện )?năm (?P<year>{YEAR}): ?(?:đạt )?(?P<value>\d+(?:[.,]\d+)?) ?%\)")
SINCE = re.compile(rf"so với [^;,.\d]{{0,24}}?năm (?P<year>{YEAR})", re.IGNORECASE)
# Where a change begins: “từ 40% năm 2023 lên 60%”.
BASELINE = re.compile(
    rf"(?<!độ tuổi )từ (?:mức )?(?P<value>\d+(?:[.,]\d+)?) ?(?:%|‰)?(?:[^\d;.]{{0,30}}?(?:năm |\(năm "
    rf")(?P<year>{YEAR})\)?)?"
    r" ?(?:[\w ]{0,20}?)(?:lên|xuống còn|xuống|còn|đạt|thành)(?:[\w ]{0,14}?) ?$",
    re.IGNORECASE,
)
_REACH: Final = 600  # characters from a figure within which a year is its
# “đến năm 2025 đạt 72%, đến năm 2030 đạt 80%”: the year right before a figure is its own.
_JUST_BEFORE = re.compile(
    rf"đến (?:hết |cuối )?năm (?P<year>{YEAR})[,:]?(?: (?:phải |phấn đấu )?(?:đạt|là|còn|giảm|tăng|có))?"
    r"(?: (?:ít nhất|tối thiểu|trên|dưới|khoảng|xuống|lên|còn|từ|không quá))* ?$",
    re.IGNORECASE,
)
_PART = re.compile(r";(?! (?:hoàn thành|xong) (?:trong|trước|vào))")
_OF_BASELINE = re.compile(r"%\s*\(?$|so với\s*$|\d \(?$|từ (?:mức )?\d[\d.,]* [^\W\d]+ (?:vào )?$")


def by_year(view: str, sentence: Span, figure: Figure, segment: Span, chapter: Chapter) -> str:
    """The year that the sentence gives to a figure: after it in its part, else the last before it."""
    sentence, segment = around(sentence, figure.span, _REACH), around(segment, figure.span, _REACH)
    just = _JUST_BEFORE.search(view, max(sentence.start, figure.span.start - 60), figure.span.start)
    if just:
        return str(just["year"])
    ends = _PART.search(view, figure.span.end, segment.end)
    after = _BY.search(view, figure.span.end, ends.start() if ends else segment.end)
    of_next = after is not None and _is_of_next(view, after, segment.end)
    if after and not of_next and not SINCE.search(view, max(0, after.start() - 40), after.end()):
        return _year(after)
    before = list(_aims(view, Span(sentence.start, figure.span.start)))
    if before:
        return before[-1]
    stop = view.find(";", figure.span.end, sentence.end)
    later = [] if of_next else list(_aims(view, Span(figure.span.end, stop if stop > 0 else sentence.end)))
    return later[-1] if later and not chapter.year else ""


def _is_of_next(view: str, year: re.Match[str], end: int) -> bool:
    """Whether a year stands right before the next figure: “đạt 60%, đến năm 2030 đạt 100%”."""
    just = _JUST_BEFORE.search(view, max(0, end - 60), end)
    return bool(just and just.start("year") <= year.end() <= just.end())


def last_year(view: str, span: Span) -> str:
    """The last year that a stretch of text aims at."""
    return next(reversed(list(_aims(view, span))), "")


def _aims(view: str, span: Span) -> Iterator[str]:
    for found in _BY.finditer(view, span.start, span.end):
        since = SINCE.search(view, max(span.start, found.start() - 40), found.end())
        if not since and not _is_baseline(view, found):
            yield _year(found)


def _is_baseline(view: str, year: re.Match[str]) -> bool:
    """Whether a year belongs to where a change begins."""
    before = view[max(0, year.start() - 24) : year.start()]
    return bool(_OF_BASELINE.search(before)) or view.startswith(")", year.end())


def _year(found: re.Match[str]) -> str:
    return found["by"] or found["year"] or found["end"] or found["day"] or ""
