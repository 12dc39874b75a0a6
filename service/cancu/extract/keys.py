"""One spelling for titles and names of bodies that are printed in several."""

import re
from collections.abc import Sequence
from typing import Final

from ..text import fold, words

_PERIOD = re.compile(r"\b(?:giai doan|thoi ky|den nam|nam) (?:(\d{4}) )?(\d{4})\b|\b(?:giai doan|thoi ky)\b")


def split_period(key: str) -> tuple[str, tuple[int, int] | None]:
    """A title key without its period, and the period."""
    years = [(int(m[1] or m[2]), int(m[2])) for m in _PERIOD.finditer(key) if m[2]]
    bare = " ".join(_PERIOD.sub(" ", key).split())
    return bare, (min(a for a, _ in years), max(b for _, b in years)) if years else None


def title_key(title: str) -> str:
    """One spelling per title: folded words without marks."""
    return " ".join(words(title))


_SHORTER: Final = (
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("mttq", "mat tran to quoc"),
    ("uy ban mat tran to quoc viet nam", "uy ban mat tran to quoc"),
)


def body_key(name: str, places: Sequence[str]) -> str:
    """One spelling per body of an area: folded, in full, without the area and its level."""
    key = " ".join(re.findall(r"\w+", fold(name)))
    for short, full in _SHORTER:
        key = re.sub(rf"\b{short}\b", full, key)
    for place in sorted(places, key=len, reverse=True):
        key = key.removesuffix(" " + " ".join(re.findall(r"\w+", fold(place))))
    return re.sub(r"(?: cua)?(?: tinh| thanh pho)?$", "", key)
