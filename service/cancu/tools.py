"""What assistants may ask by the Model Context Protocol: search, describe, questions, SPARQL; read-only.

The tools' docstrings and the words at their parameters are what an assistant reads of them.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, Literal, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from pyoxigraph import NamedNode

from . import terms
from .catalogue import Parameter, Question, find_question
from .engine import JSON, TURTLE, Answer, AsyncEngine, Query, Row, Solutions, parse_solutions
from .errors import CancuError, Message, SyntaxFault, UnknownName, UsageError
from .release import current
from .search import Hit

P = ParamSpec("P")
T = TypeVar("T")
Told = dict[str, Any]

LARGEST: Final = 200_000
"""The largest answer to an assistant, in bytes: larger ones are refused, and never cut."""

_LINES: Final = terms.PROLOGUE.count("\n")
_FORMATS: Final = {"turtle": TURTLE, "json": "application/ld+json"}
_THING: Final = Message("điều gì mang định danh ấy", "thing of that identifier")
_READS: Final = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_INSTRUCTIONS: Final = f"""\
A knowledge graph of Vietnamese public plans: documents, tasks, targets, agencies, areas, indicators,
programmes, each fact with its clause, its exact words (cancu:quote) and how far it has been checked
(cancu:reviewStatus: machine, read, confirmed, disputed). Answer from the graph alone, quote the words and
name clause, document and release. What is absent is unknown, not false. Begin with `search` for the
identifiers of what is asked about, or with `questions` for what is answered by a question of the
catalogue; write SPARQL where neither does. Prefixes that need no declaration: {", ".join(terms.PREFIXES)}.
"""

Words = Annotated[str, Field(description="words, a number or an abbreviation; diacritics are optional")]
Kind = Annotated[str, Field(description="Document, Task, Target, Agency, Area, Indicator or Programme")]
Area = Annotated[str, Field(description="an area's identifier, as id:area/thai-nguyen")]
Year = Annotated[int | None, Field(description="year of issue, of the deadline, or within a period")]
Iri = Annotated[str, Field(description="an identifier, as id:area/thai-nguyen or a whole IRI")]
Format = Annotated[Literal["turtle", "json"], Field(description="Turtle, or JSON-LD")]
Name = Annotated[str, Field(description="the name of a question, as `questions` tells it")]
Values = Annotated[
    dict[str, str | list[str]] | None, Field(description="the parameters' values, by their names")
]
Limit = Annotated[int, Field(ge=1, le=1000, description="most rows or hits wanted")]
Offset = Annotated[int, Field(ge=0, description="rows to pass over")]
Sparql = Annotated[str, Field(description="a SPARQL 1.1 query that reads; prefixes need no declaration")]


class Tools:
    """The tools over an engine, its questions, and the releases of a home."""

    def __init__(self, engine: AsyncEngine, catalogue: Mapping[str, Question], home: Path) -> None:
        self._engine, self._catalogue, self._home = engine, catalogue, home

    async def search(
        self, words: Words, kind: Kind = "", area: Area = "", year: Year = None, limit: Limit = 20
    ) -> Told:
        """Find documents, tasks, targets, agencies, areas, indicators and programmes; the best first."""
        release = current(self._home)
        found = release.index.find(words, kind, terms.expand(area), year, limit)
        return {"total": found.total, "hits": [*map(_hit, found.hits)], "release": release.name}

    async def describe(self, iri: Iri, format: Format = "turtle") -> str:  # noqa: A002 - what users call it
        """All that is stated of a thing, asserted or inferred, as Turtle or JSON-LD."""
        media = _FORMATS[format]
        answer = await self._engine.answer(Query(f"DESCRIBE {_node(iri)}", None, media))
        triples = await self._engine.answer(Query(f"ASK {{ {_node(iri)} ?p ?o }}"))
        if not parse_solutions(triples.body):
            raise UnknownName(_THING, iri)
        return answer.body.decode()

    async def questions(self) -> Told:
        """The questions that can be asked by name, with their parameters and an example of each."""
        return {"questions": [*map(_question, self._catalogue.values())]}

    async def question(
        self, name: Name, values: Values = None, limit: Limit = 100, offset: Offset = 0
    ) -> Told:
        """Ask a question of the catalogue; `more` tells that there are further rows after these."""
        asked = find_question(self._catalogue, name)
        answer = await self._engine.answer(Query(asked.bind(values or {}, limit + 1, offset)))
        told = _answer(answer)
        rows = told.get("rows", [])
        columns = {column: str(label) for column, label in asked.columns.items()}
        return {**told, "rows": rows[:limit], "columns": columns, "more": len(rows) > limit}

    async def sparql(self, query: Sparql) -> Told:
        """Ask a SPARQL query; the answer is whole, or an error that says where it is wrong or too much.

        SELECT gives rows, ASK a truth, CONSTRUCT and DESCRIBE Turtle. Use LIMIT and OFFSET for large answers.
        """
        try:
            return _answer(await self._engine.answer(Query(terms.PROLOGUE + query)))
        except SyntaxFault as error:
            line = error.line and error.line - _LINES
            raise SyntaxFault(error.where, error.reason, line, error.column) from error


def server(tools: Tools) -> MCPServer:
    """The tools as a server of the protocol."""
    made = MCPServer("cancu", title="Căn Cứ", instructions=_INSTRUCTIONS, log_level="WARNING")
    offered: tuple[Callable[..., Awaitable[Any]], ...] = (
        tools.search,
        tools.describe,
        tools.questions,
        tools.question,
        tools.sparql,
    )
    for tool in offered:
        made.add_tool(_telling(tool), annotations=_READS)
    return made


def _telling(tool: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """The tool, with errors of ours told to the assistant in both languages."""

    @wraps(tool)
    async def telling(*given: P.args, **named: P.kwargs) -> T:
        try:
            return await tool(*given, **named)
        except CancuError as error:
            raise ToolError(str(error)) from error

    return telling


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(terms.expand(iri))
    except ValueError as error:
        raise UsageError(f"“{iri}” không phải IRI", f"“{iri}” is no IRI") from error


def _hit(hit: Hit) -> Told:
    told = {
        "iri": terms.shorten(hit.iri),
        "type": hit.kind,
        "label": hit.label.vi,
        "label_en": hit.label.en,
        "detail": hit.detail,
        "area": terms.shorten(hit.area),
        "year": hit.year,
    }
    return {name: value for name, value in told.items() if value not in ("", None)}


def _question(question: Question) -> Told:
    return {
        "name": question.name,
        "question": str(question.question),
        "why": question.why.en,
        "parameters": [*map(_parameter, question.parameters)],
        "example": dict(question.example),
    }


def _parameter(parameter: Parameter) -> Told:
    return {"name": parameter.name, "kind": parameter.kind, "label": str(parameter.label)}


def _answer(answer: Answer) -> Told:
    """An answer as values: rows of texts, a truth, or Turtle; and the release to cite."""
    if answer.media_type != JSON:
        return {"turtle": answer.body.decode(), "release": answer.release}
    solutions = parse_solutions(answer.body)
    if isinstance(solutions, Solutions):
        return {"rows": [*map(_row, solutions.rows)], "release": answer.release}
    return {"truth": solutions, "release": answer.release}


def _row(row: Row) -> Told:
    """What is bound, by its name; identifiers with their prefix, where one fits."""
    return {
        name: terms.shorten(term.value) if isinstance(term, NamedNode) else term.value
        for name, term in row.items()
    }
