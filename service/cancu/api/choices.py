"""The values a parameter can take, drawn from the graph: those that a question has rows for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .. import terms
from ..catalogue import Parameter, Question
from ..engine import Row, Waited
from ..text import sort_key
from .naming import Names, names
from .tables import mentioned

_MOST: Final = 300  # more than that nobody reads through: a name is typed instead
_KEPT: Final = 200  # questions of releases whose choices are remembered


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
        self._known: dict[tuple[str, str], tuple[_Found, Names]] = {}

    def of(self, engine: Waited, question: Question, language: str) -> Mapping[str, Sequence[Choice]]:
        """The choices of each parameter in alphabetical order; none for one with too many or no choices."""
        key = (engine.release, question.name)
        known = self._known.get(key) if engine.release else None
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[key] = _asked(engine, question)
        found, called = known
        return {name: _sorted(name, rows, called, language) for name, rows in found.items()}


def _asked(engine: Waited, question: Question) -> tuple[_Found, Names]:
    """The rows of each parameter, and what people call their values."""
    found = _rows(engine, question)
    return found, names(engine, set(mentioned(row for rows in found.values() for row in rows)))


def _rows(engine: Waited, question: Question) -> _Found:
    asked = [parameter for parameter in question.parameters if parameter.choices]
    answers = engine.select_all([_query(parameter) for parameter in asked])
    return {
        parameter.name: rows if isinstance(rows, tuple) and len(rows) <= _MOST else ()
        for parameter, rows in zip(asked, answers, strict=True)
    }


def _query(parameter: Parameter) -> str:
    return (
        f"{terms.PROLOGUE}SELECT DISTINCT ?{parameter.name} WHERE {{ {parameter.choices} }} LIMIT {_MOST + 1}"
    )


def _sorted(name: str, rows: Sequence[Row], called: Names, language: str) -> Sequence[Choice]:
    values = [row[name].value for row in rows if name in row]
    choices = (Choice(terms.shorten(value), value, called.of(value, language)) for value in values)
    return sorted(choices, key=lambda choice: sort_key(choice.label))
