"""Targets in tables: a row names what is measured, and its columns the years."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from .chapters import Chapter
from .clauses import Clause
from .facts import Target
from .figures import decimal
from .measured import Measured
from .spans import Span, bare
from .tables import Row, Table
from .years import YEAR

_YEAR_OF = re.compile(rf"(?:{YEAR} ?- ?)?({YEAR})")
_DONE = re.compile(r"(?:\bth\b|thực hiện|hiện trạng|kết quả|ước|đã đạt|cơ sở|hiện có)(?!.*(?:kế hoạch|kh\b))")
_CELL = re.compile(
    r"\s*(?P<sign>≥|>=|>|≤|<=|<|trên|dưới|khoảng|ít nhất|tối thiểu|từ)?\s*"
    r"(?P<figure>(?P<value>\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)(?: ?- ?(?P<high>\d+(?:[.,]\d+)?))?(?:\s?%)?)"
    r"(?P<unit>\s[^\W\d][\w/ ]{0,20})?\s*",
    re.IGNORECASE,
)
_SIGNS: Final = {
    "≥": "at-least", ">=": "at-least", ">": "more-than", "trên": "more-than", "≤": "at-most", "<=": "at-most",
    "<": "less-than", "dưới": "less-than", "khoảng": "approximately", "ít nhất": "at-least",
    "tối thiểu": "at-least",
}  # fmt: skip
_NAMED_UNIT = re.compile(r"\((?!tối |không )([^\W\d][\w ]{0,14})\)$")  # Số xã có không gian đọc (xã)
_NAMED_SIGN = re.compile(r"\((tối đa|không quá|tối thiểu|ít nhất)\)", re.IGNORECASE)


def of_table(
    view: str, text: str, measured: Measured, table: Table, clause: Clause, chapter: Chapter, year: str
) -> Iterator[Target]:
    """The targets of a table; `year` is the document's, for a table that names none."""
    name = table.column("chỉ tiêu", "mục tiêu", "nội dung", "tên")
    if name is None:
        return
    unit = table.column("đơn vị tính", "đvt", "đơn vị")
    done = _done(table, name)
    for place, by in _years(table, chapter.year or year, name):
        for row in table.rows:
            made = _of_cell(view, text, measured, row, (place, name, unit), by, clause)
            if made:
                yield _since(view, made, row, done)


def _years(table: Table, year: str, name: int) -> list[tuple[int, str]]:
    """The columns that hold what is to be reached, with the year of each."""
    dated = [(place, _YEAR_OF.search(head)) for place, head in enumerate(table.heads) if place != name]
    years = [(place, found[1]) for place, found in dated if found and not _DONE.search(table.heads[place])]
    if years:
        return years
    only = table.column("kế hoạch", "chỉ tiêu giao", "giá trị", "mục tiêu", "kh ")
    return [(only, year)] if only is not None and only != name else []


def _done(table: Table, name: int) -> tuple[int, str] | None:
    """The last column that tells what has been reached, and its year."""
    dated = [(place, _YEAR_OF.search(head)) for place, head in enumerate(table.heads) if place != name]
    done = [(place, found[1]) for place, found in dated if found and _DONE.search(table.heads[place])]
    return done[-1] if done else None


def _since(view: str, made: Target, row: Row, done: tuple[int, str] | None) -> Target:
    """A target with what its row says has been reached."""
    if not done or done[0] >= len(row.cells):
        return made
    found = _CELL.fullmatch(row.cells[done[0]].of(view))
    return replace(made, baseline=decimal(found["value"]), baseline_year=done[1]) if found else made


def _of_cell(
    view: str,
    text: str,
    measured: Measured,
    row: Row,
    places: tuple[int, int, int | None],
    year: str,
    clause: Clause,
) -> Target | None:
    place, name, unit = places
    if max(place, name, unit or 0) >= len(row.cells):
        return None
    cell, measure = row.cells[place], row.cells[name]
    found = _CELL.fullmatch(cell.of(view))
    if not found or not len(measure):
        return None
    named = _NAMED_UNIT.search(measure.of(text))
    given = row.cells[unit].of(text).strip() if unit is not None else named[1] if named else ""
    percent = "%" in given or "%" in cell.of(view) or (not given and "%" in measure.of(view))
    return Target(
        clause=clause.path,
        quote=bare(view, Span(row.cells[row.first].start, row.span.end)),
        rule="target/table",
        figure=Span(cell.start + found.start("figure"), cell.start + found.end("figure")),
        value=decimal(found["value"]),
        value_max=decimal(found["high"]) if found["high"] else "",
        unit="PERCENT" if percent else given or (found["unit"] or "").strip() or "NUM",
        comparator=_SIGNS.get((found["sign"] or "").lower()) or _named_sign(measure.of(view)),
        deadline=year,
        population=measured.of_cell(measure) if percent else "",
        measure=measure.of(text),
    )


def _named_sign(measure: str) -> str:
    """A qualifier that the name of the row gives in brackets: “(tối đa)”."""
    said = _NAMED_SIGN.search(measure)
    if not said:
        return "exactly"
    return "at-most" if said[1].lower() in ("tối đa", "không quá") else "at-least"
