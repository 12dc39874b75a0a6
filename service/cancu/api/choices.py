"""The values a parameter can take, drawn from the graph: those that a question has rows for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from .. import terms
from ..catalogue import Parameter, Question
from ..engine import Row, Waited
from ..errors import CancuError
from ..text import sort_key
from .kept import Kept
from .naming import Names, names
from .tables import mentioned

_MOST: Final = 300  # more than that nobody reads through: a name is typed instead

_Found = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Choice:
    """A value as it stands in an address, the same in full, and what people call it."""

    value: str
    whole: str
    label: str


class Choices:
    """The choices of the questions' parameters; asked once of every release."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept[tuple[_Found, Names]]] = {}

    def of(self, engine: Waited, question: Question, language: str) -> Mapping[str, Sequence[Choice]]:
        """The choices of each parameter in alphabetical order; none where there are too many or none.

        None either where they cannot be asked for now: a question is answered without them.
        """
        asked = [parameter for parameter in question.parameters if parameter.choices]
        kept = self._kept.setdefault(question.name, Kept(partial(_ask, asked)))
        try:
            found, called = kept.of(engine)
        except CancuError:
            return {parameter.name: [] for parameter in asked}
        return {name: _sorted(name, rows, called, language) for name, rows in found.items()}


def _ask(asked: Sequence[Parameter], engine: Waited) -> tuple[_Found, Names]:
    """The rows of each parameter, and what people call their values."""
    answers = engine.select_each([_query(parameter) for parameter in asked])
    found = {
        parameter.name: rows if len(rows) <= _MOST else ()
        for parameter, rows in zip(asked, answers, strict=True)
    }
    return found, names(engine, set(mentioned(row for rows in found.values() for row in rows)))


def _query(parameter: Parameter) -> str:
    return (
        f"{terms.PROLOGUE}SELECT DISTINCT ?{parameter.name} WHERE {{ {parameter.choices} }} LIMIT {_MOST + 1}"
    )


def _sorted(name: str, rows: Sequence[Row], called: Names, language: str) -> Sequence[Choice]:
    values = [row[name].value for row in rows if name in row]
    choices = (Choice(terms.shorten(value), value, called.of(value, language)) for value in values)
    return sorted(choices, key=lambda choice: sort_key(choice.label))
