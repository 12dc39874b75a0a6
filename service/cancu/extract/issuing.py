"""Who issues a text: capitals above its number, the head who decides, or the first words of a summary."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

from .blocks import Block
from .bodies import Bodies
from .clauses import Clause
from .gazetteer import Gazetteer
from .letters import Letters
from .marks import is_capital, is_rule
from .normal import Normal, plain
from .numbers import day_at
from .outline import Outline
from .spans import Span
from .territory import LEVELS

IN_PROSE: Final = 200  # characters of a summary's first paragraph in which it says what it is about
_MOTTO = re.compile(
    r"CỘNG(?: *HÒA|$)|HÒA XÃ HỘI|CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN|Độc lập|[-_*|]{2,}", re.IGNORECASE
)
_BESIDE = re.compile(r" \| |\s+(?=CỘNG(?: *HÒA XÃ HỘI| *\||$)|CỘNG *HÒA XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập)")
_ORGAN = re.compile(r"(?:VĂN PHÒNG|THANH TRA|THƯỜNG TRỰC|BAN THƯỜNG VỤ)$", re.IGNORECASE)
_DECIDES = re.compile(r"(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC) ")
_ISSUED = re.compile(r"\s*(?:đã )?(?:ban hành|có|ký)")
_SPLIT = re.compile(r"(?:ỦY|HỘI ĐỒNG|BAN CHẤP HÀNH|BAN|BỘ|SỞ|BAN QUẢN LÝ)$")
_OF_ITS_LEVEL = re.compile(
    r"(?:UBND|HĐND|(?:Ủy ban|Hội đồng) nhân dân|Đảng bộ|địa bàn) (tỉnh|thành phố|huyện|quận|xã|phường)"
    r"(?= [^A-ZĐ])"
)
_OF_AN_AREA: Final = ("Ủy ban nhân dân", "Hội đồng nhân dân")
_COMMA = re.compile(r", ")


@dataclass(frozen=True)
class Issuer:
    """A body that issues, by its full name; `span` is where the text names it, in the part `clause`."""

    clause: str
    span: Span
    name: str
    rule: str


class Issuing:
    """Reads who issues."""

    def __init__(
        self, normal: Normal, outline: Outline, gazetteer: Gazetteer, bodies: Bodies, letters: Letters
    ) -> None:
        self._text, self._view = normal.text, normal.view
        self._outline, self._bodies, self._letters = outline, bodies, letters
        self._heads = gazetteer.within(r"(?:{})(?!\w)", "cue/agency-head", flags=re.IGNORECASE)

    def read(self) -> Issuer | None:
        """The issuer, or none where the text names none."""
        header = self._outline.clause("header")
        return self._of_header(header) if header else self._in_prose()

    def _of_header(self, header: Clause) -> Issuer | None:
        lines = self._lines(header)
        if not lines:
            return None
        lowest = self._lowest(lines)
        span = Span(lowest, lines[-1].end)
        above = " ".join(line.of(self._text) for line in lines if line.start < lowest)
        words = " ".join(line.of(self._text) for line in lines if line.start >= lowest)
        if above and _ORGAN.match(plain(words)):  # an organ is named by the body it belongs to
            words = f"{words} {above}"
        name = _in_full(self._letters.recased(plain(words)))
        name = _with_place(self._deciding_head(), name) or name
        placed = self._placed(name)
        return Issuer("header", span, placed or name, "issuer-by-place" if placed else "issuer")

    def _placed(self, name: str) -> str:
        """A council or committee whose area the header has lost: that of its line of place and day.

        Which level the place has is told by the text, where it names it with one.
        """
        if name not in _OF_AN_AREA:
            return ""
        place = self._letters.place
        levels = re.compile(rf"(?<!\w)({LEVELS}) {re.escape(place)}(?!\w)", re.IGNORECASE)
        said = Counter(found[1].lower() for found in levels.finditer(self._view)) if place else Counter()
        said = said or Counter(found[1] for found in _OF_ITS_LEVEL.finditer(self._view) if place)
        return f"{name} {said.most_common(1)[0][0]} {place}" if said else ""

    def _lines(self, header: Clause) -> list[Span]:
        """The first lines in capitals that are neither motto nor number; of a row the first cell."""
        lines: list[Span] = []
        for block in header.blocks:
            cell = _BESIDE.split(block.span.of(self._view))[0].rstrip(" -_*|")
            words, place = cell or "|", Span(block.span.start, block.span.start + len(cell))
            if re.match(r"Số\b", words) or _MOTTO.match(words) or is_rule(words) or words == "|":
                if lines:
                    break
            elif is_capital(words):
                lines.append(place)
            elif lines or day_at(self._view, block.span.start, block.span.end):
                break
        return lines

    def _lowest(self, lines: list[Span]) -> int:
        """Where the lowest of the bodies begins that stand one below another: UBND TỈNH … / SỞ Y TẾ."""
        start = lines[0].start
        for above, line in pairwise(lines):
            whole = self._view[above.start : line.end]
            split = _SPLIT.match(above.of(self._view))
            if not split and self._heads.match(self._view, line.start) and not whole.endswith("-"):
                start = line.start
        return start

    def _deciding_head(self) -> str:
        """The head who decides, where the preamble names one: CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …"""
        preamble = self._outline.clause("preamble")
        heads = takewhile(self._is_capital, preamble.blocks[:2]) if preamble else ()
        words = " ".join(block.span.of(self._text) for block in heads).removesuffix("điện:")
        return self._letters.recased(plain(words)) if is_capital(words) and _DECIDES.match(words) else ""

    def _is_capital(self, block: Block) -> bool:
        words = block.span.of(self._view)
        return is_capital(words) and not words.endswith(":")

    def _in_prose(self) -> Issuer | None:
        """The body that the first paragraph of a summary names: “…, Sở Y tế ban hành …”."""
        first = self._outline.clause("P1") or self._outline.clause("preamble")
        if not first:
            return None
        end = min(first.span.end, first.span.start + IN_PROSE)
        for comma in _COMMA.finditer(self._view, first.span.start, end):
            body = self._bodies.at(self._view, comma.end(), first.span.end)
            if body and _ISSUED.match(self._view, body.end):
                return Issuer(first.path, body, body.of(self._text), "issuer-in-prose")
        return None


def _with_place(head: str, name: str) -> str:
    """The head who decides; where only a level is said of him, with the place that the issuer has."""
    level = re.search(r" (tỉnh|thành phố|huyện|quận|thị xã|xã|phường)$", head)
    _, said, place = name.partition(f"{level[0]} ") if level else ("", "", "")
    return f"{head} {place}" if said else head


def _in_full(name: str) -> str:
    """An issuer without the abbreviations of its first word."""
    for short, full in (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân")):
        if re.match(rf"{short}\b", name, re.IGNORECASE):
            return full + name[len(short) :]
    return name
