"""Answers as Python holds them: data frames, truths, graphs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from ..engine import TURTLE, Answer, parse_solutions
from ..errors import UsageError
from .columns import Cell, Reading, pandas

if TYPE_CHECKING:
    from pandas import DataFrame

Table = tuple[Sequence[str], Sequence[Sequence[Cell]]]
"""The variables of an answer, and its rows."""


def frame(answers: Sequence[Answer], reading: Reading) -> "DataFrame":
    """The rows of one answer, or of several that are parts of one, with a type for each column."""
    pages = [table(answer) for answer in answers]
    names, rows = pages[0][0], [row for _, part in pages for row in part]
    columns = {place: reading.column([row[place] for row in rows]) for place in range(len(names))}
    made: DataFrame = pandas().DataFrame(columns, index=range(len(rows)))
    made.columns = [*names]
    made.attrs["release"] = answers[-1].release
    return made


def table(answer: Answer) -> Table:
    """The rows of a SELECT query; UsageError for a truth or a graph."""
    if answer.media_type == TURTLE:
        raise UsageError("Câu này cho một đồ thị: dùng construct()", "It gives a graph: use construct()")
    results = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        raise UsageError("Câu này cho đúng hoặc sai: dùng ask()", "It gives a truth: use ask()")
    return [variable.value for variable in results.variables], [[*map(_cell, row)] for row in results]


def _cell(term: object) -> Cell:
    return term if isinstance(term, NamedNode | BlankNode | Literal) else None


def truth(answer: Answer) -> bool:
    """The truth of an ASK query; UsageError for rows or a graph."""
    told = answer.media_type != TURTLE and parse_solutions(answer.body)
    if answer.media_type == TURTLE or not isinstance(told, bool):
        raise UsageError("Cần một câu ASK", "An ASK query is needed")
    return told


def graph(answer: Answer) -> rdflib.Graph:
    """The graph of a CONSTRUCT or DESCRIBE query; UsageError for rows or a truth."""
    if answer.media_type != TURTLE:
        raise UsageError("Cần một câu CONSTRUCT hoặc DESCRIBE", "A CONSTRUCT or DESCRIBE query is needed")
    return rdflib.Graph().parse(data=answer.body, format="turtle")
