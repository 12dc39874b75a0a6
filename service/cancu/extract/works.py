"""Works found in a paragraph, before their role is known; and how long their names may be."""

import re
from dataclasses import dataclass
from typing import Final

from .facts import Reference
from .spans import Span

LONGEST_NAME: Final = 400
LONGEST_TITLE: Final = 1200
# A period that belongs to a title: “giai đoạn 2021 - 2030”, “đến năm 2025, định hướng đến năm 2030”.
PERIOD = re.compile(
    r",? ?(?:giai đoạn|thời kỳ) *(?:19|20)\d\d *- *(?:19|20)?\d\d(?:, tầm nhìn đến năm (?:19|20)\d\d)?"
    r"|,? ?đến năm (?:19|20)\d\d(?:, (?:định hướng|tầm nhìn)[^;,.]{0,12}(?:19|20)\d\d)?"
)


@dataclass(frozen=True)
class Found:
    """A work at its place, and the rule that found it."""

    span: Span
    work: Reference
    rule: str


def skip(view: str, place: int, end: int, gap: str) -> int:
    """The place after a gap, where there is one."""
    found = re.compile(gap, re.IGNORECASE).match(view, place, end)
    return found.end() if found else place
