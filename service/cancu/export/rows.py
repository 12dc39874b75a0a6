"""The rows of the tables, read from the default graph of a store."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from .. import terms
from ..errors import Message
from .columns import CLASS, LANGUAGES, Column, Table
from .tables import ROLES, TABLES, TASK_AGENCIES

Cell = str | int | Decimal | date | tuple[str, ...] | None
"""A cell: typed, a tuple where a column takes several values, None where nothing is known."""
Row = Mapping[str, Cell]
Labels = Mapping[str, Message]
_Told = dict[str, set[NamedNode | Literal]]


@dataclass(frozen=True)
class Filled:
    """A table with its rows, in order."""

    table: Table
    rows: Sequence[Row]


def fill(store: Store, labels: Labels) -> list[Filled]:
    """Every table with its rows.

    A value that is not what its column holds, which no validated release has, is left to the graph; of
    several where one is meant stands the first.
    """
    filled = [Filled(table, _sorted(table, _rows(store, table, labels))) for table in TABLES]
    tasks = next(one for one in filled if one.table.name == "tasks")
    return [*filled, Filled(TASK_AGENCIES, _sorted(TASK_AGENCIES, _melted(tasks, labels)))]


_LABELS: Final = """SELECT ?thing ?rank ?label WHERE {
  { ?thing skos:prefLabel ?label BIND(1 AS ?rank) } UNION { ?thing rdfs:label ?label BIND(2 AS ?rank) }
  UNION { ?thing dct:title ?label BIND(3 AS ?rank) } }"""


def read_labels(store: Store) -> Labels:
    """What each thing is called in the two languages, "" where it has no name in one, by its IRI."""
    ranked: dict[str, list[tuple[str, str, str]]] = {}
    for thing, rank, label in _select(store, _LABELS):
        if isinstance(thing, NamedNode) and isinstance(label, Literal):
            ranked.setdefault(thing.value, []).append((rank.value, label.value, label.language or ""))
    return {thing: Message(*(_best(said, code) for code in LANGUAGES)) for thing, said in ranked.items()}


def _best(said: Sequence[tuple[str, str, str]], code: str) -> str:
    return min((label for label in said if label[2] in (code, "")), default=("", "", ""))[1]


def _select(store: Store, query: str) -> Iterator[Any]:
    solutions = store.query(query, prefixes=terms.PREFIXES)
    return iter(solutions) if isinstance(solutions, QuerySolutions) else iter(())


def query(table: Table) -> str:
    """The SELECT that fills a table: each row gives one value of one column of one thing."""
    classes = " ".join(f"cancu:{name}" for name in table.classes)
    branches = [f'{{ SELECT ?thing ("{CLASS}" AS ?column) (?class AS ?value) WHERE {{ ?thing a ?class }} }}']
    branches += [
        f'{{ SELECT ?thing ("{column.name}" AS ?column) ?value'
        f" WHERE {{ ?thing a ?class ; {column.path} ?value }} }}"
        for column in table.columns
        if column.path and not column.label_of
    ]
    bound = (branch.replace("WHERE {", f"WHERE {{ VALUES ?class {{ {classes} }}") for branch in branches)
    return "SELECT ?thing ?column ?value WHERE {\n  " + "\n  UNION ".join(bound) + " }"


def _rows(store: Store, table: Table, labels: Labels) -> Iterator[Row]:
    things: dict[str, _Told] = {}
    for thing, column, value in _select(store, query(table)):
        # A thing without an IRI cannot be pointed to.
        if isinstance(thing, NamedNode) and isinstance(value, NamedNode | Literal):
            things.setdefault(thing.value, {}).setdefault(column.value, set()).add(value)
    for iri, told in things.items():
        row: dict[str, Cell] = {"iri": iri, CLASS: _class(table, told)}
        for column in table.columns:
            if column.name not in row:
                row[column.name] = _named(column, row, labels) if column.label_of else _cell(column, told)
        yield row


def _class(table: Table, told: _Told) -> str:
    """The most special of the classes of a table that a thing is of."""
    given = {value.value for value in told[CLASS]}
    return next(name for name in reversed(table.classes) if terms.DEF + name in given)


def _cell(column: Column, told: _Told) -> Cell:
    read = (_READ[column.kind](term, column.language) for term in told.get(column.name, ()))
    values: list[Any] = sorted({value for value in read if value is not None})
    if column.many:
        return tuple(values) or None
    return values[0] if values else None


def _named(column: Column, row: Row, labels: Labels) -> Cell:
    """The labels for what stands in another column, in its order."""
    iris = row[column.label_of]
    named = tuple(
        getattr(labels.get(str(iri), Message("", "")), column.language)
        for iri in (iris if isinstance(iris, tuple) else (iris,))
    )
    if not any(named):
        return None
    return named if column.many else named[0]


def _iri(term: NamedNode | Literal, language: str) -> str | None:
    return term.value if isinstance(term, NamedNode) else None


def _string(term: NamedNode | Literal, language: str) -> str | None:
    plain = isinstance(term, Literal) and (term.language or "") == language
    return term.value if plain else None


def _integer(term: NamedNode | Literal, language: str) -> int | None:
    """An integer of at most 64 bits."""
    value = int(term.value) if _is(term, "integer") and re.fullmatch("[+-]?[0-9]{1,19}", term.value) else None
    return value if value is not None and -(2**63) <= value < 2**63 else None


def _decimal(term: NamedNode | Literal, language: str) -> Decimal | None:
    """A decimal number of at most 20 digits before the point and 18 after it."""
    number = re.fullmatch(r"[+-]?[0-9]{1,20}(\.[0-9]{1,18})?", term.value)
    return Decimal(term.value) if number and (_is(term, "decimal") or _is(term, "integer")) else None


def _date(term: NamedNode | Literal, language: str) -> date | None:
    """A day of the years 1 to 9999, without a time zone."""
    if not _is(term, "date"):
        return None
    try:
        day = date.fromisoformat(term.value)
    except ValueError:
        return None
    return day if day.isoformat() == term.value else None


def _is(term: NamedNode | Literal, datatype: str) -> bool:
    return isinstance(term, Literal) and term.datatype.value == terms.XSD + datatype


_READ: Final[Mapping[str, Callable[[NamedNode | Literal, str], Cell]]] = {
    "iri": _iri,
    "string": _string,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "term": lambda term, language: term.value,
}


def _melted(tasks: Filled, labels: Labels) -> Iterator[Row]:
    """A row for each agency of each role of each task."""
    paths = {column.name: terms.expand(column.path) for column in tasks.table.columns}
    columns = [column for column in TASK_AGENCIES.columns if column.label_of in ("role", "agency")]
    for task in tasks.rows:
        for role in ROLES:
            agencies = task[role]
            for agency in agencies if isinstance(agencies, tuple) else ():
                row = {**task, "task": task["iri"], "role": paths[role], "agency": agency}
                yield row | {column.name: _named(column, row, labels) for column in columns}


def _sorted(table: Table, rows: Iterator[Row]) -> list[Row]:
    """Rows in the order of a table, what is not known last."""

    def place(row: Row) -> list[Any]:
        return [(row[name] is None, row[name]) for name in (*table.order, *table.key)]

    return sorted(rows, key=place)
