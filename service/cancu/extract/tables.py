"""Tables: rows of cells with a bar between them, below a row of column heads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block
from .spans import Span, bare

_BAR = re.compile(r"\s*\|\s*")
_COUNTER = re.compile(r"(?:\d{1,3}|[IVX]+|[a-z])?[.)]?")


@dataclass(frozen=True)
class Row:
    """A row and its cells; `first` is the first cell that does not merely count the rows."""

    span: Span
    cells: Sequence[Span]
    first: int


@dataclass(frozen=True)
class Table:
    """The column heads in small letters, and the rows below them."""

    heads: Sequence[str]
    rows: Sequence[Row]

    def column(self, *words: str) -> int | None:
        """The first column whose head says one of some words."""
        return next((place for word in words for place, head in enumerate(self.heads) if word in head), None)


def tables(view: str, blocks: Sequence[Block]) -> tuple[list[Table], list[Block]]:
    """The tables among some paragraphs, and the paragraphs that are in none."""
    found: list[Table] = []
    rest: list[Block] = []
    rows: list[Block] = []
    for block in [*blocks, None]:
        if block and " | " in block.span.of(view):
            rows.append(block)
            continue
        if len(rows) > 1:
            barred = rows[0].span.of(view).startswith("|")  # rows printed with bars around them
            spans = [bare(view, row.span, " |") if barred else row.span for row in rows]
            found.append(_table(view, [_row(view, span) for span in spans]))
        else:
            rest += rows
        rows = []
        if block:
            rest.append(block)
    return found, rest


def _table(view: str, rows: Sequence[Row]) -> Table:
    heads = [cell.of(view).strip().lower() for cell in rows[0].cells]
    return Table(heads, [row for row in rows[1:] if not _is_numbering(view, row)])


def _is_numbering(view: str, row: Row) -> bool:
    """A row (1) (2) (3) below the heads."""
    return all(re.fullmatch(r"\s*\(?\d*\)?\s*", cell.of(view)) for cell in row.cells)


def _row(view: str, span: Span) -> Row:
    cells: list[Span] = []
    start = span.start
    for bar in _BAR.finditer(view, span.start, span.end):
        cells.append(bare(view, Span(start, bar.start()), " "))
        start = bar.end()
    cells.append(bare(view, Span(start, span.end), " "))
    first = 1 if len(cells) > 1 and _COUNTER.fullmatch(cells[0].of(view).strip()) else 0
    return Row(span, cells, first)
