"""An index as it is asked: names come before texts, and the whole of a name before a part of it."""

import sqlite3
import sys
from collections.abc import Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..errors import EngineError, Message, UsageError
from ..text import normalise
from ..text import words as words_of
from .snippet import Snippet, snippet
from .spelling import key, spellings
from .things import KINDS
from .writing import KEY_LENGTH

LONGEST: Final = 200
"""The longest words, in characters."""
MOST: Final = 1000
"""The most hits that are given at a time."""
_DEEPEST: Final = 1_000_000


@dataclass(frozen=True)
class Hit:
    """A thing that was found; `detail` tells it from others: its number, value, code, span of years.

    `area` is an IRI or "", `year` the one it was issued or is due in.
    """

    iri: str
    kind: str
    label: Message
    detail: str
    area: str
    year: int | None
    snippet: Snippet


@dataclass(frozen=True)
class Found:
    """How many things were found, and those of them that were asked for."""

    total: int
    hits: tuple[Hit, ...]


# The best first: the whole of a name, the beginning of one, all words in the names, all words anywhere.
_TIERS: Final = (
    "SELECT place FROM name WHERE key = :key",
    "SELECT DISTINCT place FROM name WHERE key BETWEEN :key AND :end",
    "SELECT rowid AS place FROM word WHERE word MATCH :named",
    "SELECT rowid AS place FROM word WHERE word MATCH :anywhere",
)
_NARROWED: Final = """CROSS JOIN thing USING (place)
  WHERE (:kind = '' OR kind = :kind) AND (:area = '' OR area = :area)
    AND (:year IS NULL OR :year BETWEEN first AND last)"""
_THING: Final = "SELECT iri, kind, vi, en, detail, area, first, last, texts FROM thing WHERE place = ?"


@dataclass(frozen=True)
class Index:
    """An index in a file; several threads may ask it at a time."""

    path: Path

    def find(
        self,
        words: str,
        kind: str = "",
        area: str = "",
        year: int | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """The things that all words are said of, the last of them perhaps not typed to its end.

        `kind` is one of KINDS, `area` an IRI. UsageError where there are no words, too many or a wrong
        filter; EngineError where the file is no index.
        """
        _check(words, kind, year, limit, offset)
        if not key(words):
            return Found(0, ())
        whole = area.encode(errors="replace").decode()
        filters = {"kind": kind, "area": whole, "year": year, "most": offset + limit}
        address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(address, uri=True)) as base:
                return _find(base, words, filters, offset)
        except sqlite3.Error as error:
            raise EngineError(
                f"Không đọc được chỉ mục tìm kiếm; hãy chạy “cancu build” ({error})",
                f"The search index cannot be read; run “cancu build” ({error})",
            ) from error


def _check(words: str, kind: str, year: int | None, limit: int, offset: int) -> None:
    length = len(normalise(words))
    if not 0 < length <= LONGEST:
        raise UsageError(
            f"Từ cần tìm phải có từ 1 đến {LONGEST} ký tự, không phải {length}",
            f"The words to find must be 1 to {LONGEST} characters long, not {length}",
        )
    if kind and kind not in KINDS:
        listed = ", ".join(KINDS)
        raise UsageError(f"Không có loại “{kind}”; có: {listed}", f"No type “{kind}”; there are {listed}")
    bounds = {
        "year": (1, 1 if year is None else year, 9999),
        "limit": (1, limit, MOST),
        "offset": (0, offset, _DEEPEST),
    }
    for name, (least, value, most) in bounds.items():
        if not least <= value <= most:
            raise UsageError(
                f"{name} phải từ {least} đến {most}, không phải {value}",
                f"{name} must be from {least} to {most}, not {value}",
            )


def _find(base: sqlite3.Connection, words: str, filters: Mapping[str, Any], offset: int) -> Found:
    values = {**filters, **_asked(words)}
    narrowed = _NARROWED if filters["kind"] or filters["area"] or filters["year"] else ""
    ((total,),) = base.execute(" ".join(("SELECT COUNT(*) FROM (", _TIERS[-1], ")", narrowed)), values)
    page = _ranked(base, values, narrowed)[offset : filters["most"]]
    rows = [row for place in page for row in base.execute(_THING, (place,))]
    wanted = frozenset(spellings([words]).split())
    return Found(total, tuple(_hit(row, wanted, words_of(words)[-1]) for row in rows))


def _asked(words: str) -> Mapping[str, str]:
    """What stands in the queries for the words: their key, and as expressions of the index."""
    asked = key(words)
    *others, last = asked.split()
    anywhere = " AND ".join(f'"{word}"' for word in (*dict.fromkeys(others), last)) + " *"
    start = asked[:KEY_LENGTH]
    end = start + chr(sys.maxunicode)
    return {"key": start, "end": end, "named": f"names : ({anywhere})", "anywhere": anywhere}


def _ranked(base: sqlite3.Connection, values: Mapping[str, Any], narrowed: str) -> list[int]:
    """The places of the best things, as many as are wanted, from one tier after the other."""
    found = dict[int, None]()
    for tier in _TIERS:
        if len(found) < values["most"]:
            statement = ("SELECT place FROM (", tier, ")", narrowed, "ORDER BY place LIMIT :most")
            found.update(dict.fromkeys(place for (place,) in base.execute(" ".join(statement), values)))
    return list(found)


def _hit(row: Sequence[Any], wanted: Set[str], beginning: str) -> Hit:
    iri, kind, vi, en, detail, area, first, last, texts = row
    found = snippet(texts.split("\n"), wanted, beginning)
    return Hit(iri, kind, Message(vi, en), detail, area, first if first == last else None, found)
