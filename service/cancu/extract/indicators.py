"""Which known indicator a target measures: only the same telling words are the same measure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..text import fold, words
from .facts import Target
from .figures import percentages
from .gazetteer import Gazetteer
from .measured import Measured
from .normal import read
from .spans import Span

# Words that do not tell one measure from another: grammar, commitment, who decides, where.
_SILENT: Final = frozenset(
    words(
        "cac cua va so ti ty le dat duoc la co tren dia ban tinh mot cach ben vung theo tieu chi do quan tham"
        " quyen ban hanh phan dau duy tri tiep tuc khoang it nhat toi thieu trong nguoi noi dung doi voi"
    )
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)? ?%")
_YEAR = re.compile(r"\b(?:den |vao |trong )?nam (?:19|20)\d\d\b")
_Key = tuple[str, ...]


class Indicators:
    """Matches measures with the words that state the known indicators."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def matched(self, targets: Sequence[Target]) -> list[Target]:
        """The targets with the indicators they measure; where none or several fit, with none."""
        known = _known(self._gazetteer)
        found = (known.get(_key(target.measure), set()) for target in targets)
        return [
            replace(target, indicator=next(iter(fits))) if len(fits) == 1 else target
            for target, fits in zip(targets, found, strict=True)
        ]


def _known(gazetteer: Gazetteer) -> dict[_Key, set[str]]:
    """The indicators by what states them; made once of a gazetteer."""
    if not gazetteer.measures:
        for indicator, said in gazetteer.stated.items():
            for stating, figure in said:
                key = _key(_measure(stating, figure, gazetteer))
                gazetteer.measures.setdefault(key, set()).add(indicator)
    return gazetteer.measures


def _measure(said: str, at: int, gazetteer: Gazetteer) -> str:
    """The part of a statement that is about the figure at a place."""
    normal = read(said)
    figures = list(percentages(normal.view, Span(0, len(normal.view)), gazetteer))
    place = next((i for i, figure in enumerate(figures) if figure.span.start == at), None)
    if place is None:
        return said
    start = figures[place - 1].span.end if place else 0
    end = figures[place + 1].span.start if place + 1 < len(figures) else len(normal.view)
    return Measured(normal.view, normal.text, gazetteer).measure(figures[place], Span(start, end))


def _key(measure: str) -> _Key:
    """The telling words of a measure, figures and years left out; ages and levels stay."""
    plain = _YEAR.sub(" ", _FIGURE.sub(" ", fold(measure)))
    return tuple(sorted(word for word in words(plain) if word not in _SILENT))
