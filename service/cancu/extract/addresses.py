"""Addresses of what a text yields: its document, its parts, and what it names that is not found."""

import hashlib
import re
from collections.abc import Hashable
from typing import Final

from .. import terms
from ..text import fold
from .header import Header
from .marks import UPPER

_LEVELS: Final = "tỉnh|thành phố|thành|huyện|quận|thị xã|thị|xã|phường|thị trấn|đặc khu"
_OF_PLACE = re.compile(rf"\b(?P<level>(?i:{_LEVELS}))(?P<party> (?i:ủy|uỷ))? (?P<name>[{UPPER}][^,;.()]*)$")
_CENTRAL: Final = {"ttg": "ttg", "cp": "chinh-phu", "tw": "tw", "qh": "quoc-hoi", "ubtvqh": "ubtvqh"}
_BY_NAME: Final = {"thu tuong chinh phu": "ttg", "chinh phu": "chinh-phu", "quoc hoi": "quoc-hoi"}
# Bodies of the nation: ministries, but not “Bộ Chỉ huy Quân sự tỉnh”, and those whose names say so.
_OF_NATION = re.compile(
    r"bo (?!chi huy|tu lenh)|.*(?:chinh phu|nha nuoc|trung uong|toi cao|viet nam|quoc hoi)$|uy ban dan toc$"
)
_LONGEST_PLACE: Final = 5
_YEAR: Final = r"(?:19|20)\d\d"


def slug(words: str, most: int = 0) -> str:
    """Folded words joined by hyphens, the first `most` of them: “Ủy ban nhân dân” → uy-ban-nhan-dan."""
    said = re.findall(r"[a-z0-9]+", fold(words))
    return "-".join(said[:most] if most else said)


def local(path: str) -> str:
    """A clause's path as part of an address, its letters without marks: “Điều 2.a” → Dieu-2.a.

    The item đ, which follows d, is dd.
    """
    path = re.sub(r"(?<!\w)đ(?!\w)", "dd", path)
    plain = "".join(fold(c).upper() if c.isupper() else fold(c) for c in path)
    return re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.") or "x"


def of_document(header: Header, text: str) -> str:
    """The address of a document; where its key is not whole, one of a draft, by what is known."""
    serial, printed, codes = _parts(header.number)
    kind, year = header.type, header.year or printed
    issuer, rest = _issuer(header, codes)
    if serial and kind and year and issuer:
        number = "-".join([serial, *([printed] if printed else []), *rest])
        return f"{terms.ID}document/{issuer}/{kind}/{year}/{slug(number)}"
    known = slug(f"{kind} {header.number} {year} {header.title}", most=12)
    return f"{terms.ID}document/draft/{'-'.join(filter(None, [known, _mark(text)]))}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _parts(number: str) -> tuple[str, str, list[str]]:
    """The serial, the year printed in it and the codes: 19/2025/QĐ-TTg → 19, 2025, [QĐ, TTg]."""
    serial, *codes = re.split(r"[/-]", number)
    printed = codes.pop(0) if codes and re.fullmatch(_YEAR, codes[0]) else ""
    return serial, printed, [code for code in codes if code]


def _issuer(header: Header, codes: list[str]) -> tuple[str, list[str]]:
    """The issuer's part of the address, and the codes of the number after its symbol, such as a register's.

    An official letter's number begins with its issuer; the unit that wrote it follows, and is left out.
    """
    letter = header.type == "cv" and (not codes or fold(codes[0]) != "cv")
    told = codes if letter or (len(codes) == 1 and fold(codes[0]) != header.type) else codes[1:]
    symbol = re.sub(r"\d+$", "", slug(told[0].replace("TƯ", "TW"))) if told else ""
    if not symbol:
        return _BY_NAME.get(fold(header.issuer), ""), []
    rest = [] if letter else [fold(code) for code in told[1:]]
    of_place = _OF_PLACE.search(header.issuer)
    if symbol in _CENTRAL and not of_place:
        return _CENTRAL[symbol], rest
    if not of_place and _OF_NATION.match(fold(header.issuer)):
        return symbol, rest
    place = _place(header)
    return (f"{symbol}-{place}" if place else ""), rest


def _place(header: Header) -> str:
    """The place of the issuer: its own, with its level below a province, or the area of the document."""
    area = header.area.iri.rpartition("/")[2] if header.area else ""
    named = _OF_PLACE.search(header.issuer)
    if not named:
        return area or _short(slug(re.sub(rf"^(?:{_LEVELS}) ", "", header.place)))
    name, level = slug(named["name"]), slug(named["level"])
    known = slug(header.area.name) if header.area else ""
    if name in known and (named["party"] or known.startswith(level)):
        return area
    # A province, or a district of the party, whose symbol says its level.
    is_told = level == "tinh" or (named["party"] and level == "huyen")
    return _short(name if is_told else f"{level}-{name}")


def _short(place: str) -> str:
    """A place; words that are too many for one are not a place."""
    return place if place.count("-") < _LONGEST_PLACE else ""


class Addresses:
    """The addresses of a document's parts, each given once."""

    def __init__(self, document: str) -> None:
        self.document = document
        self._taken: dict[str, Hashable] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def part(self, kind: str, name: str) -> str:
        """The address of a part: part("clause", "II.1")."""
        return f"{self.document}/{kind}/{name}"

    def numbered(self, kind: str, clause: str) -> str:
        """The next fact of a kind in a clause: II.1-1, II.1-2."""
        self._counts[kind, clause] = self._counts.get((kind, clause), 0) + 1
        return self.part(kind, f"{local(clause)}-{self._counts[kind, clause]}")

    def named(self, kind: str, name: str, same: Hashable) -> str:
        """The address of what is named; another of the same name that is not the `same` gets a number."""
        iri = self.part(kind, name)
        for place in range(2, 10_000):
            if self._taken.setdefault(iri, same) == same:
                break
            iri = self.part(kind, f"{name}-{place}")
        return iri
