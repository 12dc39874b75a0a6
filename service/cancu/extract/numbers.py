"""A grammar of document numbers and dates, as they are printed and misprinted."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from .gazetteer import Gazetteer
from .spans import Span

_CAPS: Final = "A-ZĐƯÂÊÔƠĂ"
_CODE: Final = rf"[{_CAPS}]+[a-zđ]{{0,2}}[{_CAPS}]*\d{{0,2}}"
_STATE: Final = rf"\d{{1,5}}[a-z]?(?: ?/ ?(?:19|20)\d\d)? ?/ ?{_CODE}(?: ?[-&] ?{_CODE})*"
_PARTY: Final = rf"\d{{1,4}} ?- ?{_CODE} ?/ ?[{_CAPS}]{{1,6}}(?:-{_CODE})*"
NUMBER: Final = rf"(?:{_PARTY}|{_STATE})(?:(?![\w/])|(?=ngày|của|về))"  # a blank may be lost
# A letter may stand right before it where a blank was lost: “Quyết định1907/QĐ-TTg”.
_FOUND = re.compile(rf"(?<![{_CAPS}\d_/.]){NUMBER}")
_YEAR: Final = r"(?:19|20)\d\d"
_DAY: Final = (
    rf"(?:ngày *)?(?P<d>\d{{1,2}}) *[/.-] *(?P<m>\d{{1,2}}) *[/.-] *(?P<y>{_YEAR})"
    rf"|ngày *(?P<dd>\d{{1,2}}) *tháng *(?P<mm>\d{{1,2}}) *năm *(?P<yy>{_YEAR})"
    rf"|tháng *(?P<mo>\d{{1,2}}) *[/ ]? *(?:năm *)?(?P<ym>{_YEAR})"
    rf"|năm *(?P<year>{_YEAR})"
)
DATE = re.compile(_DAY, re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A date as printed, and in ISO 8601: a day, or a month or year where no more is printed."""

    span: Span
    iso: str


def numbers(view: str, span: Span) -> list[Span]:
    """The places of document numbers."""
    return [Span(*found.span()) for found in _FOUND.finditer(view, span.start, span.end)]


def clean(number: str) -> str:
    """A number without the blanks that were printed in it: “1315/ QĐ- TTg” → “1315/QĐ-TTg”."""
    return re.sub(r"\s+", "", number)


def day_at(view: str, start: int, end: int) -> Day | None:
    """The date printed at a place."""
    found = DATE.match(view, start, end)
    if not found:
        return None
    iso = _iso(found)
    return Day(Span(*found.span()), iso) if iso else None


def _iso(found: re.Match[str]) -> str:
    year = found["y"] or found["yy"]
    if not year:
        month = found["mo"]
        return f"{found['ym']}-{int(month):02}" if month and 1 <= int(month) <= 12 else found["year"] or ""
    try:
        return date(int(year), int(found["m"] or found["mm"]), int(found["d"] or found["dd"])).isoformat()
    except ValueError:  # a day that no calendar has: only its year is used
        return year


def type_of(number: str, gazetteer: Gazetteer) -> str:
    """The type that a number names: “1373/QĐ-TTg” → qd; a number that begins with an agency is a letter's."""
    by_code = gazetteer.notations
    codes = re.split(r"[/-]", clean(number))[1:]
    codes = [code for code in codes if not code.isdigit()]
    if codes and re.fullmatch(r"QH\d+", codes[0]):
        return "luat"
    known = next((by_code[code.upper()] for code in codes[:1] if code.upper() in by_code), "")
    return known or ("cv" if codes else "")


def issuer_codes(number: str, gazetteer: Gazetteer) -> list[str]:
    """The symbols of the issuer in a number: “1380/TTr-SGDĐT” → SGDĐT."""
    by_code = gazetteer.notations
    codes = [code for code in re.split(r"[/-]", clean(number))[1:] if not code.isdigit()]
    return [code for code in codes if code.upper() not in by_code and code != "CV"]
