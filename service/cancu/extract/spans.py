"""Places in a text: offsets are Unicode code points of the normalised text, 0-based, end exclusive."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_EDGE: Final = " \t;.,:"


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words at this place."""
        return text[self.start : self.end]


def around(span: Span, place: Span, reach: int) -> Span:
    """The part of a span that is at most `reach` characters from a place in it."""
    return Span(max(span.start, place.start - reach), min(span.end, place.end + reach))


def within(match: re.Match[str], group: int | str = 0) -> Span:
    """Where a pattern, or a group of it, was found."""
    return Span(*match.span(group))


def bare(text: str, span: Span, edge: str = _EDGE) -> Span:
    """The span without blanks and the given marks at its ends, a closing “./.” included."""
    start, end = span.start, span.end
    while end > start and (text[end - 1] in edge or text[start:end].endswith("./")):
        end -= 1
    while start < end and text[start] in edge:
        start += 1
    return Span(start, end)


def cut(span: Span, places: Iterator[Span]) -> Iterator[Span]:
    """What lies between the given places of a span."""
    start = span.start
    for place in places:
        yield Span(start, place.start)
        start = place.end
    yield Span(start, span.end)
