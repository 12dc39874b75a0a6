"""A document's text with the words of its facts marked: blocks by clause, pieces by fact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Place:
    """A stretch of the text, from `start` up to `end` in code points: a clause or the words of a fact.

    `key` tells it from others, `name` is what it is called, `href` where its page is.
    """

    start: int
    end: int
    key: str
    name: str = ""
    href: str = ""


@dataclass(frozen=True)
class Piece:
    """Words that the same facts rest on; none for words that no fact rests on."""

    text: str
    facts: tuple[Place, ...]


@dataclass(frozen=True)
class Block:
    """The words of a clause up to its first part, between its parts or after them; the `first` names it."""

    clause: Place | None
    first: bool
    pieces: tuple[Piece, ...]


def blocks(text: str, clauses: Sequence[Place], facts: Sequence[Place]) -> list[Block]:
    """The whole text in order, each stretch under the innermost clause that holds it."""
    within = [place for place in clauses if 0 <= place.start < place.end <= len(text)]
    edges = sorted({0, len(text), *(edge for place in within for edge in (place.start, place.end))})
    return [
        block
        for start, end in pairwise(edges)
        if (block := _block(text, start, end, within, facts)) is not None
    ]


def _block(text: str, start: int, end: int, clauses: Sequence[Place], facts: Sequence[Place]) -> Block | None:
    """One stretch between two edges of clauses; None where nothing is written."""
    if not text[start:end].strip():
        return None
    around = [place for place in clauses if place.start <= start and end <= place.end]
    innermost = min(around, key=lambda place: (place.end - place.start, place.key), default=None)
    first = innermost is not None and innermost.start == start
    return Block(innermost, first, tuple(_pieces(text, start, end, facts)))


def _pieces(text: str, start: int, end: int, facts: Sequence[Place]) -> Iterator[Piece]:
    """A stretch cut wherever the words of a fact begin or end."""
    here = [place for place in facts if place.start < end and start < place.end]
    edges = {start, end, *(min(max(edge, start), end) for place in here for edge in (place.start, place.end))}
    for left, right in pairwise(sorted(edges)):
        yield Piece(
            text[left:right], tuple(place for place in here if place.start <= left and right <= place.end)
        )
