"""The questions: one .rq file each, with a YAML header in `#+` lines and parameters as VALUES lines.

A parameter ?agency stands in the query as a line `VALUES ?agency { UNDEF }`; a given value takes the
place of UNDEF in every such line, so the file runs as it stands and no template language is needed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from . import terms
from .errors import Message, SyntaxFault, UnknownName, UsageError

_QUESTION = Message("câu hỏi", "question")
_PARAMETER = Message("tham số", "parameter")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its variable, the kind of its value, what it means."""

    name: str
    kind: str
    label: Message

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
class Question:
    """A question of the catalogue: its words, its parameters with values to try, and its query."""

    name: str
    question: Message
    why: Message
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    text: str

    def bind(self, values: Mapping[str, str]) -> str:
        """The query with the given values in place; UnknownName and UsageError name the parameter."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise UnknownName(_PARAMETER, name)
        bound = {name: known[name].term(value) for name, value in values.items()}
        return _SLOT.sub(lambda slot: f"{slot[1]}{bound.get(slot[2], 'UNDEF')}{slot[3]}", self.text)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    vi: str
    en: str

    def message(self) -> Message:
        return Message(self.vi, self.en)


class _Parameter(_Words):
    kind: Literal["iri", "string", "integer", "date"]


class _Header(BaseModel):
    """What the header of a question may say; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")

    question: _Words
    why: _Words
    tags: tuple[str, ...] = ()
    parameters: dict[str, _Parameter] = {}
    example: dict[str, str] = {}


def read_catalogue(folder: Path) -> dict[str, Question]:
    """The questions of `folder`/*.rq by name, in order of name."""
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))}


def read_question(path: Path) -> Question:
    """One question; SyntaxFault names the file and what is wrong with its header."""
    text = read_query(path)
    header = _read_header(text, path.name)
    return Question(
        name=path.stem,
        question=header.question.message(),
        why=header.why.message(),
        tags=header.tags,
        parameters=tuple(Parameter(name, p.kind, p.message()) for name, p in header.parameters.items()),
        example=header.example,
        text=text,
    )


def _read_header(text: str, name: str) -> _Header:
    """The header of a question, held against its query."""
    try:
        header = _Header.model_validate(read_front_matter(text, name))
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise SyntaxFault(name, f"the header: {'; '.join(faults)}") from error
    slots = {slot[2] for slot in _SLOT.finditer(text)}
    for parameter in header.parameters:
        if parameter not in slots:
            raise SyntaxFault(name, f"no line VALUES ?{parameter} {{ UNDEF }} in the query")
    for parameter in header.example:
        if parameter not in header.parameters:
            raise SyntaxFault(name, f"the example gives a value to ?{parameter}, which is no parameter")
    return header


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
