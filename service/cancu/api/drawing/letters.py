"""How much room text takes: widths by a small table, wrapping and shortening, in units of the drawing."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ...text import fold, normalise

# What XML cannot hold, and control characters that a browser would show as nothing.
_UNFIT: Final = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Widths in ems, those of the widest common sans serif, so that no other overflows.
_WIDTHS: Final = {
    letter: width
    for letters, width in (
        ("ijl'|", 0.29),
        (" .,:;!()[]/\\-`frtI·", 0.41),
        ('ckszvxyJ?"“”«»*°–', 0.6),
        ("w+=<>~×−←→↑↓↻≤≥", 0.84),
        ("mMW@%…—", 1.0),
        ("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", 0.42),
    )
    for letter in letters
}
_LOWER, _UPPER, _OTHER = 0.64, 0.79, 1.0
_BOLD: Final = 1.12


def clean(text: str) -> str:
    """The text in normal form, without what XML cannot hold."""
    return normalise(_UNFIT.sub("", normalise(text)))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The room a line takes at a size, estimated from above."""
    return sum(map(_glyph, text)) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def _glyph(letter: str) -> float:
    base = fold(letter)
    if not base:
        return 0
    if letter in _WIDTHS or base in _WIDTHS:
        return _WIDTHS.get(letter) or (_UPPER if letter.isupper() else _WIDTHS[base])
    if not base.isascii():
        return _OTHER
    return (_UPPER if letter.isupper() else _LOWER) * len(base)


def wrap(text: str, size: float, room: float, most: int = 3, *, bold: bool = False) -> list[str]:
    """The text in at most so many lines no wider than `room`; what is left out is shown by "…"."""
    lines = [""]
    for word in _words(clean(text), size, room, bold):
        longer = f"{lines[-1]} {word}".lstrip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [shorten(f"{lines[most - 1]} {lines[most]}", size, room, bold=bold, cut=True)]
    return lines


def _words(text: str, size: float, room: float, bold: bool) -> Iterator[str]:
    """The words of a text, those wider than a line in pieces."""
    for word in text.split(" "):
        piece, used = "", 0.0
        for letter in word:
            more = width(letter, size, bold=bold)
            if piece and used + more > room:
                yield piece
                piece, used = "", 0.0
            piece, used = piece + letter, used + more
        yield piece


def shorten(text: str, size: float, room: float, *, bold: bool = False, cut: bool = False) -> str:
    """The beginning of the text that fits on a line, with "…" where something is left out."""
    if not cut and width(text, size, bold=bold) <= room:
        return text
    used, kept = width("…", size, bold=bold), 0
    for letter in text:
        used += width(letter, size, bold=bold)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,;:.") + "…"


def excerpt(text: str, most: int = 60) -> str:
    """The first words of a text, about `most` letters."""
    whole = clean(text)
    if len(whole) <= most:
        return whole
    return (whole[:most].rsplit(" ", 1)[0] or whole[:most]).rstrip(" ,;:.") + "…"
