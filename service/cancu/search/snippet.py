"""What is shown of the text in which words were found."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from ..text import fold

_WIDTH, _BEFORE, _MOST_MARKS = 240, 60, 200
# A number, or letters with the marks that have no composed form.
_WORD: Final = re.compile("[0-9]+|(?:[^\\W0-9_][\u0300-\u036f]*)+")

Marks = tuple[tuple[int, int], ...]
"""Places in a text: start and end, in code points."""


@dataclass(frozen=True)
class Snippet:
    """A text, cut where it is long, and the places in it of the words that were asked for."""

    text: str
    marks: Marks


def snippet(texts: Iterable[str], wanted: Set[str], beginning: str) -> Snippet:
    """Of some texts the one with most of the folded words that are wanted, one of them by its beginning."""
    found = ((text, list(_places(text, wanted, beginning))[:_MOST_MARKS]) for text in texts)
    text, places = max(found, key=lambda told: len({word for word, _ in told[1]}), default=("", []))
    return _cut(text, tuple(place for _, place in places))


def _places(text: str, wanted: Set[str], beginning: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The wanted words of a text, and their places."""
    places = list(_WORD.finditer(text))
    # Folded all at once, which is several times as fast as one by one.
    folded = fold("\n".join(place[0] for place in places)).split("\n")
    for place, word in zip(places, (word.lstrip("0") or "0" for word in folded), strict=False):
        if word in wanted or word.startswith(beginning):
            yield (word if word in wanted else beginning), place.span()


def _cut(text: str, marks: Marks) -> Snippet:
    """A long text between two spaces around most of its marks."""
    if len(text) <= _WIDTH:
        return Snippet(text, marks)
    first = _densest([start for start, _ in marks])
    low = max(0, first - _BEFORE)
    high = min(len(text), low + _WIDTH)
    begin = (text.find(" ", low, first) + 1 or low) if low else 0
    end = text.rfind(" ", first, high) if high < len(text) else high
    end = high if end < 0 else end
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    shift = len(before) - begin
    kept = tuple((a + shift, b + shift) for a, b in marks if begin <= a and b <= end)
    return Snippet(before + text[begin:end] + after, kept)


def _densest(starts: Sequence[int]) -> int:
    """The start after which most of the others follow."""
    reach = _WIDTH - _BEFORE
    return max(starts, key=lambda start: sum(start <= other < start + reach for other in starts), default=0)
