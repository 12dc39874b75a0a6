"""How documents are cited by number: “QĐ 1373”, “Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của …”."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from ..text import fold, normalise
from .naming import plain

_NUMBER: Final = re.compile(r"^(?P<lead>[^0-9]*?)0*(?P<number>[0-9]+)(?P<rest>(?![0-9]).*)$")
_PRINTED_YEAR: Final = re.compile(
    r"^(?:\s*/\s*((?:19|20)[0-9]{2})(?![0-9])|\s((?:19|20)[0-9]{2})(?=\s[a-z]))"
)
_JOINED: Final = re.compile(r"^\s*[/-]\s*([a-z&]+[0-9]*)")
_APART: Final = re.compile(r"^\s+([a-z&]+[0-9]*)(?=[\s/,;-]|$)")
_DAY: Final = re.compile(
    r"^[\s,(]*(?:ngay|of|dated|ky ngay)?\s*([0-9]{1,2})(?:\s*[/.-]\s*| thang )([0-9]{1,2})"
    r"(?:\s*[/.-]\s*| nam )((?:19|20)[0-9]{2})\)?"
)
_YEAR: Final = re.compile(r"^[\s,(]*(?:nam |of )?((?:19|20)[0-9]{2})(?![0-9])\)?")
_COUNTER: Final = frozenset({"so", "no", "number"})
_LEAST_MISSPELT: Final = 6


@dataclass(frozen=True)
class Citation:
    """What is said of a document: `printed` is the year inside its number, `rest` what else is said.

    `letters` are those of its number; `type` is one of the names of types or "", `day` an ISO day or "".
    """

    number: str
    printed: str
    letters: tuple[str, ...]
    type: str
    day: str
    year: str
    rest: tuple[str, ...]

    def is_in(self, whole: "Citation") -> bool:
        """Whether the number of a document may be the one that is cited."""
        same = self.number == whole.number and self.printed in ("", whole.printed)
        return same and _is_within(self.letters, whole.letters)


def _is_within(letters: tuple[str, ...], others: tuple[str, ...]) -> bool:
    left = iter(others)
    return all(letter in left for letter in letters)


def cited(text: str, types: Mapping[str, str], known: Collection[str]) -> Citation | None:
    """What a text cites that begins with a type or a number; None where it begins with anything else.

    `types` are the names of types, folded, each with the one they stand for; `known` are letters that
    stand in numbers, to be told from words where only a space is before them.
    """
    found = _NUMBER.match(fold(normalise(text)))
    if found is None:
        return None
    lead = [word for word in re.findall("[a-z&]+", found["lead"]) if word not in _COUNTER]
    kind, letters = _lead(lead, types, known)
    if lead and not kind and not letters:
        return None
    rest = found["rest"]
    printed, rest = _take(_PRINTED_YEAR, rest)
    more, rest = _letters(rest, known)
    day, year, rest = _when(rest)
    return Citation(found["number"], printed, (*letters, *more), kind, day, year, tuple(plain(rest).split()))


def _lead(lead: list[str], types: Mapping[str, str], known: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The type that is named before a number, and letters that stand there: “QĐ-TTg số 1373”."""
    said = " ".join(lead)
    if said in types:
        return types[said], ()
    near = [
        name
        for name in types
        if min(len(said), len(name)) >= _LEAST_MISSPELT and OSA.distance(said, name) < 2
    ]
    if len({types[name] for name in near}) == 1:
        return types[near[0]], ()
    return ("", tuple(lead)) if lead and all(word in known for word in lead) else ("", ())


def _letters(rest: str, known: Collection[str]) -> tuple[tuple[str, ...], str]:
    taken: list[str] = []
    while found := _JOINED.match(rest) or _APART.match(rest):
        if found.re is _APART and found[1] not in known:
            break
        taken.append(found[1])
        rest = rest[found.end() :]
    return tuple(taken), rest


def _when(rest: str) -> tuple[str, str, str]:
    """The day and the year that follow a number, and what follows them."""
    if found := _DAY.match(rest):
        day = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        return day, found[3], rest[found.end() :]
    year, rest = _take(_YEAR, rest)
    return "", year, rest


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[found.lastindex or 0], text[found.end() :]) if found else ("", text)
