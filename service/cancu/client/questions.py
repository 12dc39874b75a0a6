"""The questions of a release as functions: named, signed and documented as its catalogue tells them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from inspect import Parameter, Signature
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Final

from .. import terms
from ..catalogue import Question, parse_question
from ..engine import Answer, Engine, Query, select
from ..errors import EngineError, Message, Refused, UnknownName
from .columns import Reading
from .frames import frame, graph, table

if TYPE_CHECKING:
    import rdflib
    from pandas import DataFrame

TOO_LARGE: Final = ("answer-rows", "answer-size")
"""The rules that an answer breaks by its size."""
_KIND: Final = Message("câu hỏi", "question")
_PAGE: Final = 100_000
_STORED: Final = f"""{terms.PROLOGUE}
SELECT ?query ?text WHERE {{ GRAPH <{terms.QUERIES_GRAPH}> {{ ?query sh:select|sh:construct ?text }} }}
ORDER BY ?query"""
_OPTIONS: Final = {
    "exact": "decimals as Decimal, not as floats",
    "shorten": "IRIs with a prefix: id:area/…",
}
Value = str | int | date
Function = Callable[..., "DataFrame | rdflib.Graph"]


class Questions(Mapping[str, Function]):
    """The questions of a release: `questions.tasks_of_agency(agency=…)`, or by name: `questions["codes"]`.

    `dir()` lists them, `help()` tells of each what it takes and gives. A parameter takes one value or
    several; what is left out is not narrowed. An answer that is larger than a service gives at once is
    fetched page by page, in the order of the question, from one release.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._texts: dict[str, str] = {}

    def __getitem__(self, name: str) -> Function:
        stored = self._stored()
        if name.replace("_", "-") not in stored:
            raise KeyError(name)
        dashed = name.replace("_", "-")
        return _function(self._engine, parse_question(dashed, stored[dashed]))

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(str(UnknownName(_KIND, name)), name=name, obj=self) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored())

    def __len__(self) -> int:
        return len(self._stored())

    def __dir__(self) -> list[str]:
        return [name.replace("-", "_") for name in self]

    def __repr__(self) -> str:
        return "\n".join(f"{function.__name__}: {_first(function)}" for function in self.values())

    def _stored(self) -> Mapping[str, str]:
        """The questions with their headers, as the release holds them; read once."""
        if not self._texts:
            for row in select(self._engine, _STORED):
                self._texts[row["query"].value.rsplit("/", 1)[-1]] = row["text"].value
        return self._texts


def _first(function: Function) -> str:
    return (function.__doc__ or "").partition("\n")[0]


def _function(engine: Engine, question: Question) -> Function:
    """A question as a function of its parameters."""

    def ask(*, exact: bool = False, shorten: bool = False, **values: Any) -> "DataFrame | rdflib.Graph":
        given = {name.removesuffix("_"): _given(v) for name, v in values.items() if v is not None}
        if not question.columns:
            return graph(engine.answer(Query(question.bind(given))))
        return frame(whole(engine, question, given), Reading(exact, shorten))

    ask.__name__ = ask.__qualname__ = question.name.replace("-", "_")
    ask.__doc__ = _told(question)
    ask.__signature__ = _signature(question)  # type: ignore[attr-defined]
    return ask


def _called(parameter: str) -> str:
    """What a parameter is called in Python: class_, since class is a word of the language."""
    return f"{parameter}_" if iskeyword(parameter) else parameter


def _signature(question: Question) -> Signature:
    several = Value | Sequence[Value] | None
    named = [(_called(parameter.name), None, several) for parameter in question.parameters]
    options = [(name, False, bool) for name in _OPTIONS] if question.columns else []
    return Signature(
        [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)
            for name, default, kind in (*named, *options)
        ],
        return_annotation="DataFrame" if question.columns else "rdflib.Graph",
    )


def _told(question: Question) -> str:
    """What a question asks, takes and gives, in both languages."""
    example = ", ".join(f'{_called(name)}="{value}"' for name, value in question.example.items())
    lines = [question.question.vi, question.question.en, "", question.why.vi, question.why.en, ""]
    lines += [f"{_called(one.name)}: {one.kind}; {one.label}" for one in question.parameters]
    if question.columns:
        lines += [f"{name}: bool; {words}" for name, words in _OPTIONS.items()]
        lines += ["", f"Columns: {', '.join(question.columns)}"]
    return "\n".join((*lines, "", f"Example: {question.name.replace('-', '_')}({example})"))


def _given(value: Value | Sequence[Value]) -> list[str]:
    """One or several values as the catalogue takes them."""
    several = [value] if isinstance(value, str | int | date) else value
    return [str(one.date() if isinstance(one, datetime) else one) for one in several]


def whole(
    engine: Engine, question: Question, values: Mapping[str, Sequence[str]], size: int = _PAGE
) -> Sequence[Answer]:
    """The whole answer to a SELECT question: at once, else in pages of at most so many rows."""
    try:
        return [engine.answer(Query(question.bind(values)))]
    except Refused as error:
        if error.rule not in TOO_LARGE:
            raise
    return _pages(engine, f"{_ordered(question, values)}\n", size)


def _pages(engine: Engine, text: str, size: int) -> Sequence[Answer]:
    """The pages of an answer; EngineError where the service takes up a new release between two of them."""
    pages: list[Answer] = []
    offset = 0
    while True:
        try:
            page = engine.answer(Query(f"{text}LIMIT {size}\nOFFSET {offset}\n"))
        except Refused as error:
            if error.rule not in TOO_LARGE or size == 1:
                raise
            size = max(1, size // 4)
            continue
        if pages and page.release != pages[0].release:
            raise EngineError(
                "Bản phát hành đã đổi giữa chừng; hãy hỏi lại",
                "The release has changed in between; ask again, or a release by its name with at()",
            )
        pages.append(page)
        rows = len(table(page)[1])
        offset += rows
        if rows < size:
            return pages


def _ordered(question: Question, values: Mapping[str, Sequence[str]]) -> str:
    """The query in its own order and, where that leaves rows equal, in that of all columns."""
    text = question.bind(values).rstrip()
    own = "ORDER BY" in text.rpartition("}")[2].upper()
    return f"{text} {'' if own else 'ORDER BY '}{' '.join(f'?{name}' for name in question.columns)}"
