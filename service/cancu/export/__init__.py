"""What people take away beside the dump: a Turtle file per document, tidy tables with their description."""

from .columns import Column, Table
from .rows import Cell, Filled, fill
from .tables import TABLES
from .taking import take
from .writing import checksums, files, for_spreadsheets, parquet_writer

__all__ = [
    "TABLES",
    "Cell",
    "Column",
    "Filled",
    "Table",
    "checksums",
    "files",
    "fill",
    "for_spreadsheets",
    "parquet_writer",
    "take",
]
