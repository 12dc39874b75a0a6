"""The questions: one .rq file each, with a YAML header in `#+` lines and parameters as VALUES lines.

A parameter ?agency stands in the query as a line `VALUES ?agency { UNDEF }`; a given value takes the
place of UNDEF in every such line, so the file runs as it stands and no template language is needed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode

from . import terms
from .errors import Message, SyntaxFault, UnknownName, UsageError

_QUESTION = Message("câu hỏi", "question")
_PARAMETER = Message("tham số", "parameter")
_KINDS = ("iri", "string", "integer", "date")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its variable, the kind of its value, what it means."""

    name: str
    kind: str
    label: Message

    def term(self, value: str) -> str:
        """A value as a SPARQL term; UsageError when it is not of the parameter's kind."""
        try:
            return str(self._term(value))
        except ValueError as error:
            raise UsageError(
                f"Tham số {self.name}: “{value}” không phải {self.kind}",
                f"Parameter {self.name}: “{value}” is not of kind {self.kind}",
            ) from error

    def _term(self, value: str) -> NamedNode | Literal:
        if self.kind == "iri":
            return NamedNode(terms.expand(value))
        if self.kind == "string":
            return Literal(value)
        pattern = r"-?\d+" if self.kind == "integer" else r"\d{4}-\d{2}-\d{2}"
        if not re.fullmatch(pattern, value):
            raise ValueError(value)
        return Literal(value, datatype=NamedNode(terms.XSD + self.kind))


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
        text = self.text
        for name, value in values.items():
            if name not in known:
                raise UnknownName(_PARAMETER, name)
            text = re.sub("UNDEF".join(_slot(name)), partial(_fill, known[name].term(value)), text)
        return text


def _slot(name: str) -> tuple[str, str]:
    """What stands around UNDEF in a parameter's line, `VALUES ?name { UNDEF }`, as patterns."""
    return rf"(VALUES\s+\?{name}\s*\{{\s*)", r"(\s*\})"


def _fill(term: str, slot: re.Match[str]) -> str:
    return f"{slot[1]}{term}{slot[2]}"


def read_catalogue(folder: Path) -> dict[str, Question]:
    """The questions of `folder`/*.rq by name, in order of name."""
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))}


def read_question(path: Path) -> Question:
    """One question; SyntaxFault names the file and what is wrong with its header."""
    text = path.read_text(encoding="utf-8")
    header = read_front_matter(text, path.name)
    unknown = set(header) - {"question", "why", "tags", "parameters", "example"}
    if unknown:
        raise SyntaxFault(path.name, f"unknown keys in the header: {', '.join(sorted(unknown))}")
    try:
        parameters = tuple(_parameters(header.get("parameters") or {}))
        question, why = Message(**header["question"]), Message(**header["why"])
    except (KeyError, TypeError) as error:
        raise SyntaxFault(path.name, f"the header lacks {error}") from error
    for parameter in parameters:
        if not re.search("UNDEF".join(_slot(parameter.name)), text):
            raise SyntaxFault(path.name, f"no line VALUES ?{parameter.name} {{ UNDEF }} in the query")
    return Question(
        name=path.stem,
        question=question,
        why=why,
        tags=tuple(header.get("tags") or ()),
        parameters=parameters,
        example=header.get("example") or {},
        text=text,
    )


def _parameters(header: Mapping[str, Mapping[str, str]]) -> Iterator[Parameter]:
    for name, row in header.items():
        if row["kind"] not in _KINDS:
            raise KeyError(f"a kind among {', '.join(_KINDS)}")
        yield Parameter(name, row["kind"], Message(row["vi"], row["en"]))


def read_front_matter(text: str, name: str) -> dict[str, Any]:
    """The YAML of a query's `#+` lines as a mapping."""
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines))
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
