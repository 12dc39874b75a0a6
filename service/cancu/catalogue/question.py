"""A question: its words, its parameters as VALUES lines, its query.

A parameter ?agency stands in the query as a line `VALUES ?agency { UNDEF }`; a given value takes the
place of UNDEF in every such line, so the file runs as it stands and no template language is needed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyoxigraph as ox

from .. import terms
from ..errors import Message, UnknownName, UsageError

_PARAMETER = Message("tham số", "parameter")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its variable, the kind of its value, what it means.

    `choices` is a graph pattern that binds the variable to the values worth asking for, or "".
    """

    name: str
    kind: str
    label: Message
    choices: str = ""

    def term(self, value: str) -> str:
        """A value as a SPARQL term; UsageError when it is not of the parameter's kind."""
        try:
            return str(_TERMS[self.kind](value))
        except ValueError as error:
            raise UsageError(
                f"Tham số {self.name}: “{value}” không phải {self.kind}",
                f"Parameter {self.name}: “{value}” is not of kind {self.kind}",
            ) from error


def _iri(value: str) -> ox.NamedNode:
    return ox.NamedNode(terms.expand(value))


def _integer(value: str) -> ox.Literal:
    if not re.fullmatch("-?[0-9]+", value):
        raise ValueError(value)
    return ox.Literal(value, datatype=ox.NamedNode(terms.XSD + "integer"))


def _date(value: str) -> ox.Literal:
    if date.fromisoformat(value).isoformat() != value:
        raise ValueError(value)
    return ox.Literal(value, datatype=ox.NamedNode(terms.XSD + "date"))


_TERMS: Mapping[str, Callable[[str], ox.NamedNode | ox.Literal]] = {
    "iri": _iri,
    "string": ox.Literal,
    "integer": _integer,
    "date": _date,
}


# A parameter's place in a query: `VALUES ?name { UNDEF }`.
SLOT = re.compile(r"(VALUES\s+\?(\w+)\s*\{\s*)UNDEF(\s*\})")


@dataclass(frozen=True)
class Chart:
    """How an answer is best drawn, by its columns: a bar per row and `y`, or a point per row over `x`.

    `x` names the bars or gives the position of a point; `y` are numbers; `series` tells points apart.
    """

    kind: Literal["bars", "points"]
    x: str
    y: tuple[str, ...]
    series: str = ""


@dataclass(frozen=True)
class Unanswered:
    """A question that the data cannot answer yet, and which data is missing."""

    name: str
    question: Message
    why: Message
    missing: Message


@dataclass(frozen=True)
class Question:
    """A question of the catalogue: its words, its parameters with values to try, and its query.

    `columns` are the variables of the answer in order, with what people call them; a CONSTRUCT has none.
    """

    name: str
    question: Message
    why: Message
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    text: str
    columns: Mapping[str, Message] = field(default_factory=dict)
    chart: Chart | None = None

    def bind(
        self, values: Mapping[str, str | Sequence[str]], limit: int | None = None, offset: int = 0
    ) -> str:
        """The query with one or several values in place, and the part of the answer that is wanted.

        UnknownName and UsageError name the parameter.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(_PARAMETER, name)
        bound = {name: " ".join(map(known[name].term, _several(value))) for name, value in values.items()}
        text = SLOT.sub(lambda slot: f"{slot[1]}{bound.get(slot[2], 'UNDEF')}{slot[3]}", self.text)
        return (
            text
            + (f"LIMIT {limit}\n" if limit is not None else "")
            + (f"OFFSET {offset}\n" if offset else "")
        )


def _several(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
