"""Sections of a page: questions of the catalogue, asked about the page's thing and shown as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from ..catalogue import Question
from ..engine import Row, Waited
from ..errors import CancuError, Message
from . import charts
from .naming import names
from .tables import Reader, Table, mentioned

ROWS: Final = 100  # of an answer on a page; the whole answer is a link away

Values = Mapping[str, Sequence[str]]
"""The values given to the parameters of a question."""


@dataclass(frozen=True)
class Asked:
    """A question, the values it is asked with, and what came of it."""

    question: Question
    values: Values
    rows: tuple[Row, ...]
    error: CancuError | None = None
    most: int = ROWS

    @property
    def more(self) -> bool:
        """Whether there are rows that the page does not show."""
        return len(self.rows) > self.most

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that the page shows."""
        return self.rows[: self.most]

    @property
    def address(self) -> str:
        """The page of the question with these values, which has the whole answer in every format."""
        return self._further()

    @property
    def text(self) -> str:
        """The query as it was asked."""
        return self.question.bind(self.values)

    @property
    def editor(self) -> str:
        """The editor with the query."""
        return "/sparql?" + urlencode({"query": self.text})

    def with_format(self, name: str) -> str:
        """The address of the whole answer in a format."""
        return self._further(format=name)

    def at(self, offset: int) -> str:
        """The address of the page of rows after so many, as long as this one."""
        part = {"offset": offset, "limit": self.most if self.most != ROWS else 0}
        return self._further(**{name: str(value) for name, value in part.items() if value})

    def _further(self, **more: str) -> str:
        asked = urlencode({**self.values, **more}, doseq=True)
        return f"/queries/{self.question.name}" + (f"?{asked}" if asked else "")


@dataclass(frozen=True)
class Section:
    """What was asked, as it is shown: a table, and a chart where the question has one."""

    asked: Asked
    table: Table
    chart: Markup | None


def ask(
    engine: Waited, wanted: Sequence[tuple[Question, Values]], rows: int = ROWS, offset: int = 0
) -> list[Asked]:
    """Ask questions at once, one row more than is shown so that one knows whether there are more."""
    texts = [question.bind(values, rows + 1, offset) for question, values in wanted]
    answers = engine.select_all(texts)
    return [
        Asked(question, values, (), answer, rows)
        if isinstance(answer, CancuError)
        else Asked(question, values, answer, None, rows)
        for (question, values), answer in zip(wanted, answers, strict=True)
    ]


def reader(engine: Waited, language: str, rows: Sequence[Row], answers: Mapping[str, Message]) -> Reader:
    """A reader who knows the names of all that the rows mention."""
    return Reader(language, names(engine, set(mentioned(rows))), answers)


def section(asked: Asked, told: Reader, known: Sequence[str] = (), *, sparse: bool = False) -> Section:
    """What was asked, as a reader sees it; the parameters in `known` need no column.

    Where `sparse`, a column without any value is left out too.
    """
    empty = [
        name for name in asked.question.columns if sparse and not any(name in row for row in asked.shown)
    ]
    table = told.table(asked.question.columns, asked.shown, (*known, *empty))
    return Section(asked, table, charts.chart(asked.question, asked.shown, told))
