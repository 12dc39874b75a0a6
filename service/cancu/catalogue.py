"""The questions: one .rq file each, with a YAML header in `#+` lines and parameters as VALUES lines.

A parameter ?agency stands in the query as a line `VALUES ?agency { UNDEF }`; a given value takes the
place of UNDEF in every such line, so the file runs as it stands and no template language is needed.
What the columns of all questions are called stands once, in columns.yaml; a question that the data
cannot answer yet is a file of unanswered/ that says which data is missing.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import pyoxigraph as ox
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from . import terms
from .errors import Message, SyntaxFault, UnknownName, UsageError

_QUESTION = Message("câu hỏi", "question")
_PARAMETER = Message("tham số", "parameter")
_Model = TypeVar("_Model", bound=BaseModel)


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
_SLOT = re.compile(r"(VALUES\s+\?(\w+)\s*\{\s*)UNDEF(\s*\})")


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

    def bind(self, values: Mapping[str, str], limit: int | None = None, offset: int = 0) -> str:
        """The query with the given values in place, and the part of the answer that is wanted.

        UnknownName and UsageError name the parameter.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(_PARAMETER, name)
        bound = {name: known[name].term(value) for name, value in values.items()}
        text = _SLOT.sub(lambda slot: f"{slot[1]}{bound.get(slot[2], 'UNDEF')}{slot[3]}", self.text)
        return (
            text
            + (f"LIMIT {limit}\n" if limit is not None else "")
            + (f"OFFSET {offset}\n" if offset else "")
        )


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    vi: str
    en: str

    def message(self) -> Message:
        return Message(self.vi, self.en)


class _Parameter(_Words):
    kind: Literal["iri", "string", "integer", "date"]
    choices: str = ""


class _Unanswered(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: _Words
    why: _Words
    missing: _Words


class _Header(BaseModel):
    """What the header of a question may say; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")

    question: _Words
    why: _Words
    tags: tuple[str, ...] = ()
    parameters: dict[str, _Parameter] = {}
    example: dict[str, str] = {}
    chart: Chart | None = None


def read_catalogue(folder: Path) -> dict[str, Question]:
    """The questions of `folder`/*.rq by name, in order of name."""
    columns = read_columns(folder / "columns.yaml")
    return {path.stem: read_question(path, columns) for path in sorted(folder.glob("*.rq"))}


def read_columns(path: Path) -> Mapping[str, Message]:
    """What people call the columns of answers, by variable; none where there is no such file."""
    given = yaml.safe_load(read_query(path)) if path.is_file() else {}
    return {name: _validated(_Words, words, path.name).message() for name, words in given.items()}


def read_unanswered(folder: Path) -> dict[str, Unanswered]:
    """The questions of `folder`/unanswered/*.yaml by name, in order of name."""
    return {path.stem: _read_unanswered(path) for path in sorted((folder / "unanswered").glob("*.yaml"))}


def _read_unanswered(path: Path) -> Unanswered:
    told = _validated(_Unanswered, yaml.safe_load(read_query(path)), path.name)
    return Unanswered(path.stem, told.question.message(), told.why.message(), told.missing.message())


def read_question(path: Path, columns: Mapping[str, Message] = MappingProxyType({})) -> Question:
    """One question; SyntaxFault names the file and what is wrong with it."""
    text = read_query(path)
    names = _variables(text, path.name)
    header = _read_header(text, names, path.name)
    return Question(
        name=path.stem,
        question=header.question.message(),
        why=header.why.message(),
        tags=header.tags,
        parameters=tuple(
            Parameter(name, p.kind, p.message(), p.choices) for name, p in header.parameters.items()
        ),
        example=header.example,
        columns={name: columns.get(name, Message(name, name)) for name in names},
        chart=header.chart,
        text=text,
    )


def _variables(text: str, name: str) -> tuple[str, ...]:
    """The variables that a query answers with, in order; none for a CONSTRUCT."""
    try:
        answer = ox.Store().query(text, prefixes=terms.PREFIXES)
    except SyntaxError as error:
        raise SyntaxFault(name, error.msg, error.lineno, error.offset) from error
    return (
        tuple(variable.value for variable in answer.variables)
        if isinstance(answer, ox.QuerySolutions)
        else ()
    )


def _validated(model: type[_Model], told: object, name: str) -> _Model:
    """What a file says, held against its model; SyntaxFault names each fault."""
    try:
        return model.model_validate(told)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise SyntaxFault(name, f"the header: {'; '.join(faults)}") from error


def _read_header(text: str, names: Collection[str], name: str) -> _Header:
    """The header of a question, held against its query."""
    header = _validated(_Header, read_front_matter(text, name), name)
    slots = {slot[2] for slot in _SLOT.finditer(text)}
    for parameter in header.parameters:
        if parameter not in slots:
            raise SyntaxFault(name, f"no line VALUES ?{parameter} {{ UNDEF }} in the query")
    for parameter in header.example:
        if parameter not in header.parameters:
            raise SyntaxFault(name, f"the example gives a value to ?{parameter}, which is no parameter")
    for column in _drawn(header.chart):
        if column not in names:
            raise SyntaxFault(name, f"the chart draws ?{column}, which is no column")
    return header


def _drawn(chart: Chart | None) -> tuple[str, ...]:
    return tuple(filter(None, (chart.x, *chart.y, chart.series))) if chart else ()


def read_query(path: Path) -> str:
    """The text of a query file; SyntaxFault when it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SyntaxFault(path.name, f"not UTF-8 at byte {error.start}") from error


def read_front_matter(text: str, name: str) -> dict[str, Any]:
    """The YAML of a query's `#+` lines as a mapping; dates and numbers stay as they are written."""
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.load("\n".join(lines), yaml.BaseLoader)  # noqa: S506 - makes strings only
    except yaml.YAMLError as error:
        raise SyntaxFault(name, f"the #+ header is not YAML: {error}") from error
    if not isinstance(header, dict):
        raise SyntaxFault(name, "the query has no #+ header")
    return header


def find_question(catalogue: Mapping[str, Question], name: str) -> Question:
    """A question by name, or UnknownName."""
    if name not in catalogue:
        raise UnknownName(_QUESTION, name)
    return catalogue[name]
