"""Tasks in tables: the work, who leads, who coordinates, by when."""

from collections.abc import Iterator
from typing import Final

from .clauses import Clause
from .facts import Task
from .parties import Parties
from .schedule import Schedule
from .spans import Span, bare
from .tables import Row, Table

_SHORTEST: Final = 8


def of_table(view: str, parties: Parties, schedule: Schedule, table: Table, clause: Clause) -> Iterator[Task]:
    """The tasks of a table of assignments."""
    work = table.column("nhiệm vụ", "nội dung", "công việc", "hoạt động", "giải pháp")
    lead = table.column("chủ trì", "đầu mối", "thực hiện", "chịu trách nhiệm", "trách nhiệm")
    if work is None or lead is None or lead == work:
        return
    beside = table.column("phối hợp")
    by = table.column("thời gian", "thời hạn", "hoàn thành", "tiến độ")
    for row in table.rows:
        cells = [_cell(row, place) for place in (work, lead, beside, by)]
        if cells[0] and len(cells[0]) >= _SHORTEST and cells[1]:
            yield from _of_row(view, parties, schedule, row, cells, "chủ trì" in table.heads[lead], clause)


def _of_row(
    view: str,
    parties: Parties,
    schedule: Schedule,
    row: Row,
    cells: list[Span | None],
    leads: bool,
    clause: Clause,
) -> Iterator[Task]:
    _, lead, beside, by = cells
    named = parties.of_cell(lead) if lead else []
    if named:
        yield Task(
            clause=clause.path,
            quote=bare(view, Span(row.cells[row.first].start, row.span.end)),
            rule="task/table",
            lead=named if leads else [],
            responsible=[] if leads else named,
            coordinating=parties.of_cell(beside) if beside else [],
            recurrence=schedule.recurrence(by) if by else "",
            deadline=schedule.of_cell(by) if by else "",
        )


def _cell(row: Row, place: int | None) -> Span | None:
    return (
        row.cells[place] if place is not None and place < len(row.cells) and len(row.cells[place]) else None
    )
