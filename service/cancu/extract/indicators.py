"""Which known indicator a target measures: only the same words, but for those that say nothing, are the same."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from ..text import fold
from .facts import Target
from .gazetteer import Gazetteer

# Words that do not tell one measure from another: grammar, commitment, who decides, where.
_SILENT: Final = frozenset(
    "cac cua va so ti ty le dat duoc la co tren dia ban tinh mot cach ben vung theo tieu chi do quan tham quyen ban hanh phan dau duy tri tiep tuc khoang it nhat toi thieu trong do nguoi".split()
)
_YEAR = re.compile(r"\b(?:den |vao |trong )?nam (?:19|20)\d\d\b")


class Indicators:
    """Matches measures with the words that state the known indicators."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @cached_property
    def _known(self) -> dict[tuple[str, ...], set[str]]:
        found: dict[tuple[str, ...], set[str]] = {}
        for indicator, said in self._gazetteer.stated.items():
            for words in said:
                found.setdefault(_key(words), set()).add(indicator)
        return found

    def matched(self, targets: Sequence[Target]) -> list[Target]:
        """The targets with the indicators they measure; where none or several fit, with none."""
        return [replace(target, indicator=self._of(target)) for target in targets]

    def _of(self, target: Target) -> str:
        found = self._known.get(_key(target.measure), set())
        return next(iter(found)) if len(found) == 1 else ""


def _key(words: str) -> tuple[str, ...]:
    """The telling words of a measure, figures and years left out; ages and levels stay."""
    plain = _YEAR.sub(" ", re.sub(r"\d+(?:[.,]\d+)? ?%", " ", fold(words)))
    said = [word.lstrip("0") or "0" for word in re.findall(r"\w+", plain)]
    return tuple(sorted(word for word in said if word not in _SILENT))
