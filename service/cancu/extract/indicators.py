"""Which known indicator a target measures: only the same telling words are the same measure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .facts import Target
from .figures import percentages
from .gazetteer import Gazetteer
from .measured import Measured
from .normal import read
from .spans import Span

_FIGURE = re.compile(r"\d+(?:[.,]\d+)? ?%")
_YEAR = re.compile(r"\b(?:đến |vào |trong )?(?:hết )?năm (?:19|20)\d\d\b")
_WORD = re.compile(r"\w+")
_Key = tuple[str, ...]


class Indicators:
    """Matches measures with the words that state the known indicators."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def matched(self, targets: Sequence[Target]) -> list[Target]:
        """The targets with the indicators they measure; where none or several fit, with none."""
        known = _known(self._gazetteer)
        found = (known.get(_key(target.measure, self._gazetteer), set()) for target in targets)
        return [
            replace(target, indicator=next(iter(fits))) if len(fits) == 1 else target
            for target, fits in zip(targets, found, strict=True)
        ]


def _known(gazetteer: Gazetteer) -> dict[_Key, set[str]]:
    """The indicators by what states them; made once of a gazetteer."""
    if not gazetteer.measures:
        for indicator, said in gazetteer.stated.items():
            for stating, figure in said:
                key = _key(_measure(stating, figure, gazetteer), gazetteer)
                if key:
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


def _key(measure: str, gazetteer: Gazetteer) -> _Key:
    """The telling words of a measure in their order, figures and years left out; ages and levels stay.

    Nothing where the measure goes on in that of the next figure: “60% trẻ trai và 40% trẻ gái biết bơi”.
    """
    plain = _YEAR.sub(" ", _FIGURE.sub(" ", read(measure).view.lower()))
    told = tuple(_WORD.findall(gazetteer.pattern("cue/silent").sub(" ", plain)))
    return () if told[-1:] in (("và",), ("hoặc",)) else told
