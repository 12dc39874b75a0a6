"""The files of the questions: one .rq each with a YAML header in `#+` lines, and the words they share."""

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

import pyoxigraph as ox
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from .. import terms
from ..errors import Message, SyntaxFault, UnknownName
from .question import SLOT, Chart, Parameter, Question, Unanswered

_QUESTION: Final = Message("câu hỏi", "question")
_Model = TypeVar("_Model", bound=BaseModel)


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


class Catalogue(dict[str, Question]):
    """The questions by name, those that cannot be answered yet, and the words for fixed answers."""

    def __init__(
        self,
        questions: Mapping[str, Question] = MappingProxyType({}),
        unanswered: Mapping[str, Unanswered] = MappingProxyType({}),
        answers: Mapping[str, Message] = MappingProxyType({}),
    ) -> None:
        super().__init__(questions)
        self.unanswered, self.answers = unanswered, answers


def read_catalogue(folder: Path) -> Catalogue:
    """The questions of `folder`/*.rq and what stands beside them, in order of name."""
    columns = read_words(folder / "columns.yaml")
    questions = {path.stem: read_question(path, columns) for path in sorted(folder.glob("*.rq"))}
    return Catalogue(questions, read_unanswered(folder), read_words(folder / "answers.yaml"))


def read_words(path: Path) -> Mapping[str, Message]:
    """What people call columns or fixed answers, by their name; none where there is no such file."""
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
    return parse_question(path.stem, read_query(path), columns)


def parse_question(name: str, text: str, columns: Mapping[str, Message] = MappingProxyType({})) -> Question:
    """The question that a text with its header tells; SyntaxFault says what is wrong with it."""
    names = _variables(text, f"{name}.rq")
    header = _read_header(text, names, f"{name}.rq")
    return Question(
        name=name,
        question=header.question.message(),
        why=header.why.message(),
        tags=header.tags,
        parameters=tuple(
            Parameter(known, p.kind, p.message(), p.choices) for known, p in header.parameters.items()
        ),
        example=header.example,
        columns={column: columns.get(column, Message(column, column)) for column in names},
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
    slots = {slot[2] for slot in SLOT.finditer(text)}
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
