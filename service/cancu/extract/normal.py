"""The first stage: a text as received, brought to the one normal form that offsets refer to.

Beside the normalised text stands a view of the same length for matching: what is written in several
ways (tone marks, dashes, quotation marks, literal line ends) is written there in one. A pattern that is
found in the view is at the same place in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from ..text import normalise
from .spans import Span

_PAGE = re.compile(r"\s*(?:- ?)?(\d{1,3})(?: ?-)?\s*")
_LEAST_PAGE: Final = 10  # lines
# Two characters each: a site printed its line ends instead of breaking the line.
_LITERAL = re.compile(r"(?:\\r\\n|\\n|\\r)+")
_LIKE: Final = str.maketrans("–—−‐‑“”„«»″‘’ðÐ", '-----""""""\'\'đĐ')
# The tone of a rounded or final glide: hoà or hòa, Uỷ or Ủy. The view has it on the first vowel.
_GLIDES: Final = {"oa": "oà oá oả oã oạ", "oe": "oè oé oẻ oẽ oẹ", "uy": "uỳ uý uỷ uỹ uỵ"}
_FIRST: Final = {"oa": "òa óa ỏa õa ọa", "oe": "òe óe ỏe õe ọe", "uy": "ùy úy ủy ũy ụy"}


def _cases(written: str) -> tuple[str, str, str]:
    return written, written.capitalize(), written.upper()


_TONES: Final = {
    old: new
    for glide in _GLIDES
    for second, first in zip(_GLIDES[glide].split(), _FIRST[glide].split(), strict=True)
    for old, new in zip(_cases(second), _cases(first), strict=True)
}
# Where a consonant follows, or q stands before, the tone belongs where it is: hoàn, quý.
_TONED = re.compile(rf"(?<![qQ])(?:{'|'.join(_TONES)})(?![^\W\d_])")


@dataclass(frozen=True)
class Line:
    """A line of the source that is not empty; `apart` when an empty one stands before it.

    `soft` when it begins where the source only prints a line end, in a text that has real ones too.
    """

    span: Span
    number: int
    apart: bool
    soft: bool = False


@dataclass(frozen=True)
class Normal:
    """A text in normal form, its view for matching, and where the lines of the source lie in it."""

    text: str
    lines: Sequence[Line]

    @cached_property
    def view(self) -> str:
        """The text with one spelling for what is spelt in several, each character at its place."""
        view = _LITERAL.sub(lambda match: " " * len(match[0]), self.text).translate(_LIKE)
        return _TONED.sub(lambda match: _TONES[match[0]], view)


def plain(words: str) -> str:
    """Words of the text as a value: without the line ends that a site printed."""
    return " ".join(_LITERAL.sub(" ", words).split())


def read(raw: str) -> Normal:
    """The normal form of a text; `Normal.text` equals `text.normalise(raw)`."""
    parts: list[str] = []
    lines: list[Line] = []
    start, apart = 0, True
    sources = raw.splitlines()
    printed = len(_LITERAL.findall(raw)) < sum(1 for source in sources if source.strip())
    pages = _page_numbers(sources)
    for number, source in enumerate(sources, start=1):
        line = normalise(source)
        if not line:
            apart = True
            continue
        if number in pages:
            parts.append(line)
            start += len(line) + 1
            continue
        for place, span in enumerate(_printed(line)):
            lines.append(
                Line(Span(start + span.start, start + span.end), number, apart, printed and place > 0)
            )
            apart = False
        parts.append(line)
        start += len(line) + 1
    return Normal(" ".join(parts), lines)


def _page_numbers(sources: Sequence[str]) -> set[int]:
    """The lines that only number the pages: far apart, each one more than the one before it."""
    written = [number for number, source in enumerate(sources, start=1) if source.strip()]
    found = [
        (place, number, int(page[1]))
        for place, number in enumerate(written)
        if (page := _PAGE.fullmatch(sources[number - 1]))
    ]
    steps = pairwise(found)
    counted = all(b[2] == a[2] + 1 and b[0] - a[0] >= _LEAST_PAGE for a, b in steps)
    begins = found and found[0][2] in (1, 2) and found[0][0] >= _LEAST_PAGE
    return {number for _, number, _ in found} if begins and counted else set()


def _printed(line: str) -> Iterator[Span]:
    """The lines within a line that prints its line ends."""
    start = 0
    for end in [*_LITERAL.finditer(line), None]:
        stop = end.start() if end else len(line)
        inner = line[start:stop]
        if inner.strip():
            yield Span(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))
        start = end.end() if end else stop
