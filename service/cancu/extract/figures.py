"""A grammar of figures: percentages, counts, money, ranges, and what qualifies them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .gazetteer import Gazetteer
from .spans import Span

_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PER: Final = r" ?(?:%|‰|phần trăm)"
_PERCENT = re.compile(
    rf"(?<![\w.,/])(?P<low>{_NUMBER})(?:{_PER})?(?: ?-+ ?| ?đến ?| đến "
    rf")(?P<high>{_NUMBER})(?P<unit2>{_PER})|(?<![\w.,/])(?P<value>{_NUMBER})(?P<unit>{_PER})"
)
_COUNT = re.compile(
    rf"(?<![\w.,/%-])(?P<value>{_NUMBER})(?:(?: ?- ?| đến )(?P<high>{_NUMBER})"
    rf"|/(?P<all>\d{{1,4}}))?(?= )(?![.,]\d)"
    rf"|(?<![\w.,/%-])(?P<per>{_NUMBER})(?P<base>/1?0+(?:\.000)* (?:dân|người|trẻ|ca))"
)
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)*")
# A number that counts nothing: an age, a level, a place in a row, a part of a date or of a document.
_NOT_COUNTED = re.compile(
    r"(?:mức độ|mức|cấp|cấp độ|loại|hạng|lần thứ|lần|khóa|thứ|tuổi|số|tháng|quý|ngày|năm|giai đoạn"
    r"|Điều|khoản|điểm|lớp|Nghị quyết|Quyết định|Chỉ thị|Chương trình|Đề án|Dự án|Tiểu dự án|"
    r"Kế hoạch|Công văn|từ|trên|dưới|bậc|kỳ|chuẩn|công nghiệp|phiên bản|QCVN|TCVN|ISO)\s*$",
    re.IGNORECASE,
)
_NOT_UNIT: Final = ("năm", "tháng", "quý", "ngày", "tuổi", "giờ", "sao", "lần")
# A scale before what is counted: 1,2 triệu người. Of money it is part of the unit.
_SCALES: Final = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
_SCALE = re.compile(r" (?P<scale>nghìn|ngàn|triệu|tỷ) (?!đồng|USD|m3|m2)")
_TIMES: Final = ("ngày", "giờ", "phút")
_AFTER_AT_LEAST = re.compile(r"\s*(?:[\w ]{0,12} )?trở lên\b")
_AFTER_AT_MOST = re.compile(r"\s*(?:[\w ]{0,12} )?trở xuống\b")
_COMPARED: Final = ("at-most", "at-least", "less-than", "more-than", "approximately")


_JUST_BEFORE: Final = r"(?<!\w)(?:{})\s*(?:là |đạt |có |còn |được |từ |tỷ lệ )?\s*$"


@dataclass(frozen=True)
class Figure:
    """A figure at its place; `unit` is PERCENT, PERMILLE or the noun counted."""

    span: Span
    value: str
    value_max: str
    unit: str
    comparator: str
    noun: Span | None = None  # the noun counted


def percentages(view: str, span: Span, gazetteer: Gazetteer) -> Iterator[Figure]:
    """The percentages of a stretch of text."""
    for found in _PERCENT.finditer(view, span.start, span.end):
        place = Span(*found.span())
        unit = "PERMILLE" if "‰" in found[0] else "PERCENT"
        if found["low"]:
            yield Figure(
                place,
                decimal(found["low"]),
                decimal(found["high"]),
                unit,
                comparator(view, span, place, gazetteer),
            )
        else:
            yield Figure(place, decimal(found["value"]), "", unit, comparator(view, span, place, gazetteer))


def counts(view: str, span: Span, gazetteer: Gazetteer) -> Iterator[Figure]:
    """The numbers of a stretch of text that count something."""
    nouns = _nouns(gazetteer)
    for found in _COUNT.finditer(view, span.start, span.end):
        place = Span(*found.span())
        scale = _SCALE.match(view, place.end, span.end)
        if found["per"]:
            at = Span(place.start, found.end("per"))
            yield Figure(at, decimal(found["per"]), "", found["base"], comparator(view, span, at, gazetteer))
            continue
        ranged = bool(found["high"])
        if (
            not ranged
            and _NOT_COUNTED.search(view, max(span.start, place.start - 24), place.start)
            and not _qualified(view, span, place, gazetteer)
        ):
            continue
        after = scale.end() if scale else place.end + 1
        noun = nouns.match(view, after, span.end)
        if not noun and _qualified(view, span, place, gazetteer):
            noun = _WORD.match(view, after, span.end)
        if not noun or (
            noun[0] in _NOT_UNIT and not (noun[0] in _TIMES and _qualified(view, span, place, gazetteer))
        ):
            continue
        times = _SCALES[scale["scale"]] if scale else 1
        yield Figure(
            Span(place.start, noun.end()),
            decimal(found["value"], times),
            decimal(found["high"], times) if found["high"] else "",
            noun[0].lower() if noun[0].istitle() else noun[0],
            comparator(view, span, place, gazetteer),
            Span(*noun.span()),
        )


def _nouns(gazetteer: Gazetteer) -> re.Pattern[str]:
    return gazetteer.words("cue/counted")


def _qualified(view: str, span: Span, place: Span, gazetteer: Gazetteer) -> bool:
    return comparator(view, span, place, gazetteer) != "exactly"


def comparator(view: str, span: Span, place: Span, gazetteer: Gazetteer) -> str:
    """The arithmetic qualifier of a figure: the word just before it, or “trở lên” after it."""
    if _AFTER_AT_LEAST.match(view, place.end, span.end):
        return "at-least"
    if _AFTER_AT_MOST.match(view, place.end, span.end):
        return "at-most"
    before = view[max(span.start, place.start - 40) : place.start]
    if re.search(r"(?:≥|>=)\s*$", before):
        return "at-least"
    if re.search(r"(?:≤|<=)\s*$", before):
        return "at-most"
    for code in _COMPARED:
        if gazetteer.within(_JUST_BEFORE, f"comparator/{code}", flags=re.IGNORECASE).search(before):
            return code
    return "exactly"


def decimal(written: str, times: int = 1) -> str:
    """A Vietnamese number as a decimal: “1.250,5” → 1250.5, “12.5” → 12.5, “05” → 5; in units of `times`."""
    plain = (
        written.replace(".", "").replace(",", ".")
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written)
        else written.replace(",", ".")
    )
    whole, _, part = plain.partition(".")
    if times > 1:
        return (
            f"{Decimal(plain) * times:f}".rstrip("0").rstrip(".")
            if "." in f"{Decimal(plain) * times:f}"
            else f"{Decimal(plain) * times:f}"
        )
    return (whole.lstrip("0") or "0") + (f".{part}" if part.strip("0") else "")
