"""Figures in a series, each of its own of those listed before them: “Tỷ lệ A, B đạt 70%, 55%”."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .facts import Target

_NEXT = re.compile(
    r"(?:,| và|, và)\s*(?:(?:ít nhất|tối thiểu|khoảng|trên|dưới|không dưới|không quá|đạt)\s+)*", re.IGNORECASE
)
_JOINS = re.compile(r", | và ")


def shared_out(view: str, targets: Sequence[Target]) -> list[Target]:
    """The targets of one statement; where as many are listed as figures follow each other, one has one."""
    found = list(targets)
    for start, first in enumerate(found):
        listed = _JOINS.split(first.population)
        run = found[start : start + len(listed)]
        if len(listed) > 1 and len(run) == len(listed) and _is_series(view, run):
            parts = zip(run, listed, strict=True)
            found[start : start + len(listed)] = [replace(t, population=who) for t, who in parts]
    return found


def _is_series(view: str, targets: Sequence[Target]) -> bool:
    """Whether nothing but a comma and what qualifies a figure stands between figures."""
    figures = [target.figure for target in targets if target.figure]
    return len(figures) == len(targets) and all(
        _NEXT.fullmatch(view, a.end, b.start) for a, b in pairwise(figures)
    )
