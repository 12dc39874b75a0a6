"""How names are read: what two spellings of one name have in common, and the area that a name mentions."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..search.spelling import key
from ..text import fold, normalise

# Words that are left out as often as not, and say nothing apart from others.
_SILENT: Final = frozenset({"va", "cua", "and", "of", "the", "for"})
# What stands before the name of an area, or after it in English.
_BEFORE: Final[Mapping[tuple[str, ...], str]] = {
    ("tinh",): "tinh",
    ("t",): "tinh",
    ("thanh", "pho"): "thanh pho",
}
_AFTER: Final[Mapping[tuple[str, ...], str]] = {("province",): "tinh", ("city",): "thanh pho"}
_LEADING: Final = re.compile(r"^\s*(?:[-–•*+]+\s*|[0-9]{1,2}[.)]\s+)")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*")
# “(cũ)”, “trước sáp nhập”, “(mới)”, “sau khi sáp nhập năm 2025”: which of two areas of one name is meant.
_ERA: Final = re.compile(
    r"[\s,(]+(?:(cu|truoc(?: khi)?(?: sap nhap| hop nhat))|(moi|sau(?: khi)?(?: sap nhap| hop nhat)))"
    r"(?: nam)?(?: 2025)?\)?\s*$"
)
_LONGEST_NAME: Final = 5  # words in the name of an area


@dataclass(frozen=True)
class Place:
    """An area as a name mentions it: its name, and the level that is said with it ("" where none is)."""

    name: str
    level: str


def plain(text: str) -> str:
    """A name as it is compared: folded, abbreviations written out, without marks and silent words."""
    return " ".join(word for word in key(text).split() if word not in _SILENT)


def trimmed(text: str) -> str:
    """A name without the bullet before it and what is said in brackets, unless nothing else is said."""
    text = _LEADING.sub("", normalise(text))
    return _ASIDE.sub(" ", text).strip() or text


def era(text: str) -> str:
    """Which of two areas of one name is meant: "old", "new", or "" where it is not said."""
    found = _ERA.search(fold(normalise(text)))
    return "" if not found else "old" if found[1] else "new"


def without_era(text: str) -> str:
    """A name without the words that say which of two areas is meant."""
    text = normalise(text)
    found = _ERA.search(fold(text))
    return text[: found.start()] if found and len(fold(text)) == len(text) else text


def bare(name: str) -> Place:
    """The name of an area in plain words, as itself and its level."""
    words: Sequence[str] = name.split()
    if list(words[-2:]) == ["viet", "nam"] and len(words) > 2:
        words = words[:-2]
    words, before = _drop(words, _BEFORE, leading=True)
    words, after = _drop(words, _AFTER, leading=False)
    return Place(" ".join(words), before or after)


def split(name: str, areas: Container[str]) -> tuple[str, Place | None]:
    """A name in plain words without the area that it mentions last, and that area."""
    words = name.split()
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - _LONGEST_NAME), end):
            if (found := " ".join(words[start:end])) in areas:
                return _around(words[:start], found, words[end:])
    return closed(words), None


def mentioned(name: str) -> list[tuple[str, Place]]:
    """What may be the area that a name ends with, should it be misspelt, and what stands before it."""
    words = name.split()
    guesses = []
    for size in (2, 3, 1, 4):
        if len(words) > size:
            body, place = _around(words[:-size], " ".join(words[-size:]), [])
            guesses.append((body, place))
    return sorted(guesses, key=lambda guess: not guess[1].level)


def _around(before: Sequence[str], name: str, after: Sequence[str]) -> tuple[str, Place]:
    head, level = _drop(before, _BEFORE, leading=False)
    tail, late = _drop(after, _AFTER, leading=True)
    return closed([*head, *tail]), Place(name, level or late)


def closed(words: Sequence[str]) -> str:
    """The words of a body without “tỉnh” at their end: “UBND tỉnh” is one of some province."""
    head, _ = _drop(words, _BEFORE, leading=False)
    return " ".join(head or words)


def _drop(
    words: Sequence[str], known: Mapping[tuple[str, ...], str], leading: bool
) -> tuple[Sequence[str], str]:
    """The words without those known at one of their ends, and what these mean."""
    for dropped, meaning in known.items():
        size = len(dropped)
        if len(words) < size:
            continue
        if tuple(words[:size] if leading else words[-size:]) == dropped:
            return (words[size:] if leading else words[:-size]), meaning
    return words, ""
