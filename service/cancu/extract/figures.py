"""A grammar of figures: percentages, counts, money, ranges, and what qualifies them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from .gazetteer import Gazetteer
from .spans import Span

_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PER: Final = r" ?(?:%|‰|phần trăm)"
_PERCENT = re.compile(
    rf"(?<![\w.,/])(?P<low>{_NUMBER})(?:{_PER})?(?: ?-+ ?| ?đến ?| đến "
    rf")(?P<high>{_NUMBER})(?P<unit2>{_PER})|(?<![\dA-ZĐ_.,/])(?P<value>{_NUMBER})(?P<unit>{_PER})"
)
_COUNT = re.compile(
    rf"(?<![\w.,/%-])(?P<value>{_NUMBER})(?:(?: ?- ?| đến )(?P<high>{_NUMBER})"
    rf"|/(?P<all>\d{{1,4}}))?(?= )(?![.,]\d)"
    rf"|(?<![\w.,/%-])(?P<per>{_NUMBER})(?P<base>/1?0+(?:\.000)* (?:dân|người|trẻ|ca))"
)
# What a count is counted on: 7 người/100.000 dân, 01 bản sách/người dân.
_BASE = re.compile(
    r"/(?:(?:1?0+(?:\.000)*|1) ?)?(?:vạn |triệu )?(?:dân|người(?: dân)?|trẻ|ca|năm|tháng|hộ|xã|thôn|huyện|ha"
    r"|lớp|trường)(?:/năm)?(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)*")
# A number that counts nothing: an age, a level, a place in a row, a part of a date or of a document.
_NOT_COUNTED = re.compile(
    r"(?:mức độ|mức|cấp|cấp độ|loại|hạng|lần thứ|lần|khóa|thứ|tuổi|số|tháng|quý|ngày|năm|giai đoạn"
    r"|nhóm|tốp|top|Điều|khoản|điểm|lớp|Nghị quyết|Quyết định|Chỉ thị|Chương trình|Đề án|Dự án|Tiểu dự án|"
    r"Kế hoạch|Công văn|từ|trên|dưới|bậc|kỳ|chuẩn|công nghiệp|phiên bản|QCVN|TCVN|ISO)\s*$",
    re.IGNORECASE,
)
_NOT_UNIT: Final = ("trở", "năm", "tháng", "quý", "ngày", "tuổi", "giờ", "sao", "lần")
# A scale before what is counted: 1,2 triệu người. Of money it is part of the unit.
_SCALES: Final = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
_SCALE = re.compile(r" (?P<scale>nghìn|ngàn|triệu|tỷ) (?!đồng|USD|m3|m2)")
_TIMES: Final = ("ngày", "giờ", "phút")
_UNIT_BETWEEN: Final = r"\s*(?:[\w ]{0,12} |(?:(?:nghìn|ngàn|triệu|tỷ|tỉ) )+(?:đồng|USD) )?"
_AFTER_AT_LEAST = re.compile(rf"{_UNIT_BETWEEN}trở lên\b")
_AFTER_AT_MOST = re.compile(rf"{_UNIT_BETWEEN}trở xuống\b")
_SIGN = re.compile(r"(?:≥|>=|≤|<=)\s*$")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMPARED: Final = ("at-most", "at-least", "less-than", "more-than", "approximately")


_JUST_BEFORE: Final = r"(?<!\w)(?:{})\s*(?:là |đạt |có |còn |được |từ |tỷ lệ )?\s*$"


@dataclass(frozen=True)
class Figure:
    """A figure at its place; `unit` is PERCENT, PERMILLE or the noun counted."""

    span: Span
    value: str
    value_max: str
    unit: str
    comparator: str = "exactly"
    noun: Span | None = None  # the noun counted


def percentages(view: str, span: Span, gazetteer: Gazetteer) -> Iterator[Figure]:
    """The percentages of a stretch of text."""
    for found in _PERCENT.finditer(view, span.start, span.end):
        place = Span(*found.span())
        unit = "PERMILLE" if "‰" in found[0] else "PERCENT"
        low, high = decimal(found["low"] or found["value"]), decimal(found["high"] or "")
        yield Figure(place, low, high, unit, comparator(view, span, place, gazetteer))


def counts(view: str, span: Span, gazetteer: Gazetteer) -> Iterator[Figure]:
    """The numbers of a stretch of text that count something."""
    for found in _COUNT.finditer(view, span.start, span.end):
        figure = _rate(found) if found["per"] else _count(view, span, found, gazetteer)
        if figure:
            compared = comparator(view, span, Span(*found.span()), gazetteer)
            yield replace(figure, comparator=compared)


def _rate(found: re.Match[str]) -> Figure:
    """So many of so many people: 12/100.000 dân."""
    return Figure(Span(found.start(), found.end("per")), decimal(found["per"]), "", found["base"])


def _count(view: str, span: Span, found: re.Match[str], gazetteer: Gazetteer) -> Figure | None:
    """A number with the noun that it counts, if it counts one."""
    place = Span(*found.span())
    qualified = comparator(view, span, place, gazetteer) != "exactly"
    named = _NOT_COUNTED.search(view, max(span.start, place.start - 24), place.start)
    if named and not qualified and (not found["high"] or re.match(r"(?:19|20)\d\d$", found["value"])):
        return None
    scale = _SCALE.match(view, place.end, span.end)
    after = scale.end() if scale else place.end + 1
    noun = gazetteer.words("cue/counted").match(view, after, span.end)
    if not noun and qualified:
        noun = _WORD.match(view, after, span.end)
    if not noun or (noun[0] in _NOT_UNIT and not (noun[0] in _TIMES and qualified)):
        return None
    times = _SCALES[scale["scale"]] if scale else 1
    counted = noun[0].lower() if noun[0].istitle() else noun[0]
    base = _BASE.match(view, noun.end(), span.end)
    return Figure(
        Span(place.start, base.end() if base else noun.end()),
        decimal(found["value"], times),
        decimal(found["high"] or "", times),
        counted + (base[0] if base else ""),
        noun=Span(*noun.span()),
    )


def comparator(view: str, span: Span, place: Span, gazetteer: Gazetteer) -> str:
    """The arithmetic qualifier of a figure: the word just before it, or “trở lên” after it."""
    if _AFTER_AT_LEAST.match(view, place.end, span.end):
        return "at-least"
    if _AFTER_AT_MOST.match(view, place.end, span.end):
        return "at-most"
    before = view[max(span.start, place.start - 40) : place.start]
    sign = _SIGN.search(before)
    if sign:
        return "at-least" if sign[0][0] in "≥>" else "at-most"
    for code in _COMPARED:
        if gazetteer.within(_JUST_BEFORE, f"comparator/{code}", flags=re.IGNORECASE).search(before):
            return code
    return "exactly"


def decimal(written: str, times: int = 1) -> str:
    """A Vietnamese number as a decimal: “1.250,5” → 1250.5, “12.5” → 12.5, “05” → 5; in units of `times`.

    Nothing stays nothing.
    """
    if not written:
        return ""
    if _THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    number = f"{Decimal(written.replace(',', '.')) * times:f}"
    return number.rstrip("0").rstrip(".") if times > 1 and "." in number else _as_written(number)


def _as_written(number: str) -> str:
    """The number with the decimals that were written, unless all of them are naught."""
    whole, _, part = number.partition(".")
    return f"{whole}.{part}" if part.strip("0") else whole
