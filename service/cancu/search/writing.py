"""The index as a file: the place of a thing is its rank, so that the best come first without sorting."""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from ..text import words
from .spelling import key, spellings
from .things import Term, Thing, things

KEY_LENGTH: Final = 240
"""As much of a key as is compared."""

# In `word` stand folded words alone: its tokenizer has nothing left to do.
_SCHEMA: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE thing(place INTEGER PRIMARY KEY, kind TEXT, area TEXT, first INTEGER, last INTEGER,
                   iri TEXT, vi TEXT, en TEXT, detail TEXT, texts TEXT);
CREATE TABLE name(key TEXT, place INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(names, texts, content='', detail=column, columnsize=0,
                                     tokenize='ascii', prefix='1 2');
"""
_THING: Final = "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NAME: Final = "INSERT INTO name VALUES (?, ?)"
_WORD: Final = "INSERT INTO word(rowid, names, texts) VALUES (?, ?, ?)"
_MERGE: Final = "INSERT INTO word(word) VALUES ('optimize')"


def write(path: Path, rows: Iterable[Mapping[str, Term]]) -> None:
    """Write the index of the rows of QUERY to a new or empty file; it is on disk when this returns."""
    ranked = list(enumerate(things(rows)))
    with closing(sqlite3.connect(path)) as base:
        base.executescript(_SCHEMA)
        base.executemany(_THING, ((place, *_columns(thing)) for place, thing in ranked))
        base.executemany(_NAME, sorted((name, place) for place, thing in ranked for name in _keys(thing)))
        base.executemany(_WORD, ((place, spellings(t.names), spellings(t.texts)) for place, t in ranked))
        base.execute(_MERGE)
        base.commit()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _columns(thing: Thing) -> tuple[str | int | None, ...]:
    said = "\n".join(dict.fromkeys((*thing.names, *thing.texts)))
    label = thing.label
    return (
        thing.kind, thing.area, thing.first, thing.last,
        thing.iri, label.vi, label.en, thing.detail, said,
    )  # fmt: skip


def _keys(thing: Thing) -> set[str]:
    """The keys of the names of a thing; a number is also known by its first part alone: 1373."""
    firsts = {words(number)[0] for number in thing.numbers if words(number)}
    return ({key(name)[:KEY_LENGTH] for name in thing.names} | firsts) - {""}
