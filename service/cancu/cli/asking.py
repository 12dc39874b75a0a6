"""Commands that ask: query, search, trace."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pyoxigraph import NamedNode
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from .. import catalogue, engine, release, search, terms, trace
from ..config import Settings
from ..errors import UsageError
from .opening import asked

commands = typer.Typer()
_FORMATS = {
    "json": engine.JSON,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": engine.TURTLE,
    "ntriples": "application/n-triples",
}


@commands.command("query")
def query_command(
    name: Annotated[str, typer.Argument(help="a question of the catalogue, a file, or - for standard input")],
    param: Annotated[list[str] | None, typer.Option(help="a parameter of the question, name=value")] = None,
    output: Annotated[str, typer.Option("--format", help=f"table, {', '.join(_FORMATS)}")] = "table",
) -> None:
    """Answer a question of the catalogue, or a query from a file or standard input."""
    settings = Settings()
    text = _query_text(settings, name, param or [])
    store = asked(settings)
    if output == "table":
        _print_table(store, text)
    elif output in _FORMATS:
        media = _FORMATS[output]
        sys.stdout.buffer.write(store.query(text, media, media).body)
    else:
        raise UsageError(
            f"Không có định dạng {output}", f"No format {output}; there are table, {', '.join(_FORMATS)}"
        )


def _query_text(settings: Settings, name: str, param: Sequence[str]) -> str:
    """The SPARQL to run: from standard input, from a file, or a question with its parameters."""
    if name == "-":
        return sys.stdin.read()
    if Path(name).is_file():
        return Path(name).read_text(encoding="utf-8")
    pairs = [pair.partition("=") for pair in param]
    if not all(equals for _, equals, _ in pairs):
        raise UsageError("Tham số viết là tên=giá trị", "A parameter is written name=value")
    questions = catalogue.read_catalogue(settings.root / "queries")
    return catalogue.find_question(questions, name).bind({key: value for key, _, value in pairs})


def _print_table(store: engine.Engine, text: str) -> None:
    """The answer as a table for reading; a graph as Turtle."""
    answer = store.query(text)
    if answer.media_type != engine.JSON:
        print(answer.body.decode())
        return
    solutions = engine.parse_solutions(answer.body)
    if isinstance(solutions, bool):
        print(str(solutions).lower())
        return
    table = Table(*solutions.names)
    for row in solutions.rows:
        table.add_row(*(Text(_cell(row.get(name))) for name in solutions.names))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _cell(term: object) -> str:
    if isinstance(term, NamedNode):
        return terms.shorten(term.value)
    return str(getattr(term, "value", ""))


@commands.command("trace")
def trace_command(
    start: Annotated[str, typer.Argument(metavar="NUMBER|IRI", help="a document's number, or an IRI")],
) -> None:
    """Show the chain of legal bases of a document or task, with the words at each step."""
    settings = Settings()
    store = asked(settings)
    chain = catalogue.read_catalogue(settings.root / "queries")["chain-of-legal-bases"]
    iri = trace.find(store, start)
    tree = Tree(Text(terms.shorten(iri)))
    _grow(tree, trace.trace(store, chain, iri), set())
    Console(width=None if sys.stdout.isatty() else 120).print(tree)


def _grow(tree: Tree, steps: Sequence[trace.Step], shown: set[str]) -> None:
    """Add the steps to the tree; what a document rests on is shown once, and pointed to after that."""
    for step in steps:
        again = bool(step.steps) and step.to in shown
        end = f"  [{step.end or 'như trên / as above'}]" if step.end or again else ""
        text = Text.assemble((terms.shorten(step.link), "cyan"), " → ", (step.name, "bold"), end)
        status = step.status.rsplit("/", 1)[-1]
        words = f"{step.cue} … “{step.words}”".removeprefix(" … ") if step.words else ""
        text.append(f"\n{step.place}: {words} ({status})", "dim")
        branch = tree.add(text)
        if not again:
            shown.add(step.to)
            _grow(branch, step.steps, shown)


@commands.command("search")
def search_command(
    words: Annotated[list[str], typer.Argument(help="words, a number, an abbreviation; diacritics or none")],
    kind: Annotated[str, typer.Option("--type", help=", ".join(search.KINDS))] = "",
    area: Annotated[str, typer.Option(help="an area, by its IRI")] = "",
    year: Annotated[int | None, typer.Option(help="year of issue, deadline, or within a period")] = None,
    limit: Annotated[int, typer.Option(help="most rows that are shown")] = 20,
) -> None:
    """Find documents, tasks, targets, agencies, areas, indicators and programmes in the current release."""
    index = release.current(Settings().home).index
    found = index.find(" ".join(words), kind, terms.expand(area), year, limit)
    if not found.total:
        Console(stderr=True).print("Không tìm thấy gì / Nothing found")
        raise typer.Exit(1)
    table = Table("label", "type", "detail", "iri", caption=f"{len(found.hits)} / {found.total}")
    for hit in found.hits:
        table.add_row(*map(Text, (hit.label.vi, hit.kind, _detail(hit), terms.shorten(hit.iri))))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _detail(hit: search.Hit) -> str:
    return " · ".join(filter(None, (hit.detail, str(hit.year or ""))))
