"""Rows of tables as lines: cells with a bar between them, each under its own column head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_RECIPIENTS = re.compile(r"Nơi\s*nhận", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG\s*H(?:ÒA|OÀ)\s*XÃ\s*HỘI|ĐẢNG\s*CỘNG\s*SẢN", re.IGNORECASE)
_MOST_LINES: Final = 40  # a cell with more is a column of the page, not of a table
_MOST_COLUMNS: Final = 60
_LONGEST_REPEATED: Final = 200


@dataclass(frozen=True)
class Cell:
    """A cell: its lines, how many columns and rows it spans, and whether a table stands in it."""

    lines: Sequence[str]
    columns: int = 1
    rows: int = 1
    holds_table: bool = False

    @property
    def words(self) -> str:
        """All its lines as one."""
        return " ".join(line for line in self.lines if line)


class Grid:
    """The rows of one table in order; what a cell says of several rows is said in each of them."""

    def __init__(self) -> None:
        self._carried: dict[int, tuple[int, str]] = {}  # by column: rows that are left, and the words

    def lines(self, cells: Sequence[Cell]) -> list[str]:
        """A row as one line; where it only lays out the page, the lines of its cells one after another."""
        said = [cell for cell in cells if any(cell.lines)]
        if not self._carried and (len(cells) < 2 or _lays_out(said)):
            return [line for cell in said for line in cell.lines]
        row = list(self._row(cells))
        while row and not row[-1]:
            row.pop()
        return [" | ".join(row)] if row else []

    def _row(self, cells: Sequence[Cell]) -> Iterator[str]:
        """The words of each column, those of cells that began in rows above included."""
        column = 0
        for cell in cells:
            for words in self._above(column):
                yield words
                column += 1
            across = min(max(cell.columns, 1), _MOST_COLUMNS)
            yield from [cell.words, *[""] * (across - 1)]
            if cell.rows > 1:
                self._carry(cell, range(column, column + across))
            column += across
        yield from self._above(column)

    def _carry(self, cell: Cell, columns: range) -> None:
        """Keep what a cell says for the rows below; nothing where it is long."""
        said = cell.words if len(cell.words) <= _LONGEST_REPEATED else ""
        for column in columns:
            self._carried[column] = cell.rows - 1, said if column == columns.start else ""

    def _above(self, column: int) -> Iterator[str]:
        """The words of the cells from above that stand at this column and those after it."""
        while column in self._carried:
            left, said = self._carried.pop(column)
            if left > 1:
                self._carried[column] = left - 1, said
            yield said
            column += 1


def _lays_out(said: Sequence[Cell]) -> bool:
    """Whether the cells of a row only lay out the page: one alone, or with tables or long texts in them."""
    alone = len(said) == 1 and len(said[0].lines) > 1
    heads = any(_MOTTO.match(cell.words) for cell in said)  # beside the issuer
    closes = any(_RECIPIENTS.match(cell.words) for cell in said)  # beside the signature
    return alone or heads or closes or any(cell.holds_table or len(cell.lines) > _MOST_LINES for cell in said)
