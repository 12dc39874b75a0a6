"""The files of an export: Turtle, CSV, Parquet and the description of the tables; and their checksums."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from pyoxigraph import Store

from .. import terms
from .columns import Column
from .csvw import SEPARATOR, metadata
from .rows import Cell, Filled, fill, read_labels
from .turtle import documents


def files(store: Store, texts: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The path and content of each file: the texts that offsets refer to, the documents, the tables.

    `texts` are by the IRI of their document. The same store and texts give the same bytes.
    Parquet is written where its library is; another version of that may write other bytes.
    """
    for document, text in texts.items():
        yield f"texts/{document.removeprefix(terms.ID + 'document/')}.txt", text.encode()
    for key, turtle in documents(store):
        yield f"documents/{key}.ttl", turtle
    labels = read_labels(store)
    filled = fill(store, labels)
    for one in filled:
        yield f"tables/{one.table.name}.csv", _csv(one)
    described = metadata([one.table for one in filled], labels)
    yield (
        "tables/csv-metadata.json",
        (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode(),
    )
    if parquet_writer():
        for one in filled:
            yield f"tables/{one.table.name}.parquet", _parquet(one)


def checksums(hashes: Mapping[str, str]) -> str:
    """SHA-256 hashes by path, as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))


def _csv(filled: Filled) -> bytes:
    """A table by RFC 4180, in UTF-8 without a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    columns = [column.name for column in filled.table.columns]
    writer.writerow(columns)
    writer.writerows([_written(row[name]) for name in columns] for row in filled.rows)
    return text.getvalue().encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return SEPARATOR.join(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else str("" if cell is None else cell)


# What spreadsheets take for the beginning of a formula; a plain number is none.
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def for_spreadsheets(content: bytes) -> bytes:
    """A CSV file with a byte order mark, and an apostrophe before each text that could run as a formula.

    The apostrophe may be seen in the cell: a mark that is seen does less harm than one that is not, as
    a tab, which would keep the text from being found and joined and not say why.
    """
    text = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    csv.writer(text, lineterminator="\r\n").writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def parquet_writer() -> str:
    """The library that writes Parquet, with its version; "" where there is none."""
    try:
        return f"pyarrow {version('pyarrow')}"
    except PackageNotFoundError:
        return ""


def _parquet(filled: Filled) -> bytes:
    """A table as Parquet: the rows of the CSV file, in the types of its columns."""
    import pyarrow.parquet  # large, and optional

    fields = [pyarrow.field(column.name, _arrow_type(pyarrow, column)) for column in filled.table.columns]
    table = pyarrow.Table.from_pylist(list(filled.rows), schema=pyarrow.schema(fields))
    sink = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, sink, version="2.6", compression="zstd", data_page_version="1.0")
    return bytes(sink.getvalue())


def _arrow_type(pyarrow: Any, column: Column) -> Any:
    types = {
        "integer": pyarrow.int64(),
        "decimal": pyarrow.decimal128(38, 18),
        "date": pyarrow.date32(),
    }
    kind = types.get(column.kind, pyarrow.string())
    return pyarrow.list_(kind) if column.many else kind
