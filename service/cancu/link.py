"""Links from the rows of another table to our things, proposed for review: nothing is asserted by them.

A proposal is a sentence about a statement (an rdf:Statement with skos:closeMatch as its predicate), not the
statement. Whoever has looked at it writes the link itself, into a file of data/links/.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from . import reconcile
from .engine import Engine, select
from .errors import Message, SyntaxFault, TextFault, UsageError
from .reconcile import NAMED, Asked, Candidate, PropertyValue, Register
from .search import Index

_COLUMNS: Final = (
    "row",
    "name",
    "id",
    "candidate",
    "label",
    "detail",
    "score",
    "sure",
    "reason_vi",
    "reason_en",
)
_HEADER: Final = """\
# Đề xuất liên kết để xem xét, KHÔNG phải khẳng định. Proposed links for review: NOTHING here is asserted.
# Each is a sentence about a link; rdf:value is its score from 0 to 100. Keep this file out of data/.
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass(frozen=True)
class Wanted:
    """What is linked: the column of names and that of identifiers ("" for none), which begin with `base`.

    `kind` is a class of ours, `date` an ISO day on which the things existed or "", `limit` the most
    candidates of a row.
    """

    column: str
    kind: str
    identifier: str = "id"
    base: str = ""
    date: str = ""
    limit: int = 3


@dataclass(frozen=True)
class Proposal:
    """A row of the table, by its line from 1 below the header, and a thing that it may mean.

    `candidate` is None for a row that resembles nothing.
    """

    row: int
    name: str
    identifier: str
    candidate: Candidate | None

    @property
    def reason(self) -> Message:
        """Why it is proposed, and what speaks against it."""
        return _reason(self.candidate) if self.candidate else _NOTHING


def link(engine: Engine, index: Index, table: Path, wanted: Wanted) -> list[Proposal]:
    """What each row of a CSV table may mean, the likeliest first; a row that resembles nothing has one too.

    TextFault or SyntaxFault where the file is no such table, UsageError for a wrong class or column.
    """
    if wanted.kind not in NAMED:
        raise UsageError(
            f"Không có lớp “{wanted.kind}”; có: {', '.join(NAMED)}",
            f"No class “{wanted.kind}”; there are {', '.join(NAMED)}",
        )
    rows = list(_read(table, wanted))
    register = Register(
        reconcile.read_entities(row for query in reconcile.QUERIES for row in select(engine, query))
    )
    given = (PropertyValue("date", (wanted.date,)),) if wanted.date else ()
    return [
        Proposal(number, name, identifier, candidate)
        for number, (name, identifier) in enumerate(rows, start=1)
        for candidate in reconcile.reconcile(
            register, index, Asked(name[: reconcile.LONGEST], (wanted.kind,), wanted.limit, given)
        )
        or (None,)
    ]


def _read(table: Path, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """The name and the identifier of every row."""
    rows = csv.DictReader(io.StringIO(_text(table), newline=""), strict=True)
    try:
        columns = rows.fieldnames or ()
        for column in filter(None, (wanted.column, wanted.identifier)):
            if column not in columns:
                listed = ", ".join(columns)
                raise UsageError(
                    f"{table.name}: không có cột “{column}”; có: {listed}",
                    f"{table.name}: no column “{column}”; there are {listed}",
                )
        for row in rows:
            identifier = (row.get(wanted.identifier) or "").strip()
            yield (row[wanted.column] or "").strip(), identifier and wanted.base + identifier
    except csv.Error as error:
        raise SyntaxFault(table.name, str(error), rows.line_num) from error


def _text(table: Path) -> str:
    try:
        return table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TextFault(
            f"{table}: không đọc được như UTF-8: {error}", f"{table}: cannot be read as UTF-8: {error}"
        ) from error


_NOTHING: Final = Message("không giống tên nào", "like no name")


def _reason(candidate: Candidate) -> Message:
    """The figures of a candidate in words."""
    edits, likeness = candidate.features.get("edits", 0), candidate.features.get("likeness", 0)
    if likeness < 100:
        said = Message(f"tên giống {likeness:g} %", f"names alike by {likeness:g} %")
    elif edits:
        said = Message(f"lệch {edits:g} chỗ", f"differs in {edits:g} places")
    else:
        said = Message("cùng tên", "same name")
    words = [said]
    if not candidate.features.get("agrees", True):
        words.append(Message("trái với ngày hoặc địa bàn", "against the date or area"))
    if not candidate.sure:
        words.append(Message("chưa chắc: cần người xem", "not sure: a person must look"))
    return Message("; ".join(one.vi for one in words), "; ".join(one.en for one in words))


def told(proposals: Sequence[Proposal], output: str) -> str:
    """The proposals in one of FORMATS; UsageError for another."""
    if output not in FORMATS:
        listed = ", ".join(FORMATS)
        raise UsageError(
            f"Không có định dạng {output}; có: {listed}", f"No format {output}; there are {listed}"
        )
    return FORMATS[output](proposals)


def as_csv(proposals: Sequence[Proposal]) -> str:
    """The proposals as a table, a row without a candidate with empty cells."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(map(_cells, proposals))
    return output.getvalue()


def _cells(one: Proposal) -> Sequence[object]:
    found = one.candidate
    cells = (
        (found.iri, found.label.vi, found.detail, found.score, str(found.sure).lower()) if found else [""] * 5
    )
    return one.row, one.name, one.identifier, *cells, one.reason.vi, one.reason.en


def as_turtle(proposals: Sequence[Proposal]) -> str:
    """The proposals as sentences about skos:closeMatch; UsageError where an identifier is no IRI."""
    return _HEADER + "".join(_sentence(one, one.candidate) for one in proposals if one.candidate)


def _sentence(one: Proposal, found: Candidate) -> str:
    reason = one.reason
    said: Mapping[str, object] = {
        "rdf:subject": ox.NamedNode(found.iri),
        "rdf:predicate": "skos:closeMatch",
        "rdf:object": _node(one),
        "rdf:value": found.score,
        "rdfs:label": ox.Literal(one.name),
        "rdfs:comment": f"{ox.Literal(reason.vi, language='vi')} , {ox.Literal(reason.en, language='en')}",
    }
    return f"\n[] a rdf:Statement ; {' ; '.join(f'{name} {value}' for name, value in said.items())} .\n"


def _node(one: Proposal) -> ox.NamedNode:
    try:
        if one.identifier:
            return ox.NamedNode(one.identifier)
    except ValueError:
        pass
    raise UsageError(
        f"Dòng {one.row}: mã “{one.identifier}” không phải IRI; hãy dùng --base, hoặc --format csv",
        f"Row {one.row}: the identifier “{one.identifier}” is no IRI; use --base, or --format csv",
    )


FORMATS: Final[Mapping[str, Callable[[Sequence[Proposal]], str]]] = {"csv": as_csv, "turtle": as_turtle}
