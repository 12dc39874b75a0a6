"""Names that are spelt alike: found by the words they share, or by words a letter or two away."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from .entity import Entity

_COMPARED: Final = 60  # names, those that share most words, that are compared letter by letter
_TOLD: Final = 12  # names, the most alike, that are told
_SCANNED: Final = 4000  # names that are looked at for the words they share
_ALIKE: Final = 45.0  # the least similarity, of 100, that is worth telling


@dataclass(frozen=True)
class Near:
    """A name that is near: the edits that lead to it, a likeness of 0 to 100.

    `misspelt` says whether what differs can be a slip of the pen: few letters, and no known word for another.
    """

    name: str
    edits: int
    likeness: float
    misspelt: bool


class Names:
    """Names in plain words, each with the entities that bear it."""

    def __init__(self, named: Iterable[tuple[str, Entity]]) -> None:
        self._bearers: dict[str, dict[str, Entity]] = {}
        for name, entity in named:
            if name:
                self._bearers.setdefault(name, {})[entity.iri] = entity
        self._names = list(self._bearers)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self._names):
            for word in set(name.split()):
                self._holding[word].append(place)
        self._words = list(self._holding)

    def __contains__(self, name: object) -> bool:
        return name in self._bearers

    @property
    def words(self) -> Set[str]:
        """The words that stand in names."""
        return self._holding.keys()

    def of(self, name: str) -> Collection[Entity]:
        """The entities that bear a name."""
        return self._bearers.get(name, {}).values()

    def near(self, name: str, known: Set[str]) -> list[Near]:
        """The names that are most alike, the nearest first; `known` are words that are not misspelt."""
        likely = [self._names[place] for place in self._likely(name.split())]
        alike = process.extract(name, likely, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_TOLD)
        found = [_near(name, other, likeness, known) for other, likeness, _ in alike]
        return sorted(found, key=lambda near: (near.edits, -near.likeness, near.name))

    def _likely(self, words: Sequence[str]) -> list[int]:
        """Places of the names that share most of the rare words."""
        weights: dict[int, float] = defaultdict(float)
        meant = dict.fromkeys(other for word in words for other in self._spelt(word))
        left = _SCANNED
        for word in sorted(meant, key=lambda word: len(self._holding[word])):
            holding = self._holding[word][:left]
            left -= len(holding)
            rarity = log(1 + len(self._names) / len(self._holding[word]))
            for place in holding:
                weights[place] += rarity
        return nlargest(_COMPARED, weights, key=weights.__getitem__)

    def _spelt(self, word: str) -> Sequence[str]:
        """A word, or those that are a letter or two away from it where it stands in no name."""
        if word in self._holding:
            return (word,)
        most = 1 if len(word) < 4 else 2
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=most, limit=20)
        return [other for other, *_ in found]


def _near(asked: str, name: str, likeness: float, known: Set[str]) -> Near:
    edits = OSA.distance(asked, name)
    strange = Counter(asked.split()) - Counter(name.split())
    slip = edits <= _allowed(name) and not any(word in known or not word.isalpha() for word in strange)
    whole = [word for word in name.split() if not word.isalpha()]
    figures = [word for word in asked.split() if not word.isalpha()]
    return Near(name, edits, likeness, not edits or (slip and whole == figures))


def _allowed(name: str) -> int:
    """How many slips of the pen a name of that length bears without becoming another."""
    letters = len(name.replace(" ", ""))
    return 0 if letters < 5 else 1 if letters < 9 else 2
