"""The command line: the one place where the stages, an engine and the web service are put together."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import uvicorn
from pydantic import ValidationError
from pyoxigraph import NamedNode
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from . import catalogue, diff, engine, export, graph, link, release, search, terms, trace, validate
from .api import create_app
from .bars import bars
from .config import Settings, wrong_settings
from .errors import CancuError, InvalidData, UsageError
from .load import GraphStore, load

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None
)
_FORMATS = {
    "json": engine.JSON,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": engine.TURTLE,
    "ntriples": "application/n-triples",
}


def main() -> None:
    """Run the command line; errors go to standard error and set the exit code."""
    try:
        app()
    except ValidationError as error:
        _fail(wrong_settings(error))
    except CancuError as error:
        _fail(error)


def _fail(error: CancuError) -> NoReturn:
    _report_error(error)
    sys.exit(error.exit_code)


def _report_error(error: CancuError) -> None:
    console = Console(stderr=True, soft_wrap=True)
    if isinstance(error, InvalidData):
        for finding in error.findings:
            console.print(Text(f"{finding}"))
    console.print(Text(str(error), style="red"))


@app.command()
def build() -> None:
    """Read data/, reason, validate and publish a release."""
    settings = Settings()
    with bars() as progress:
        built = release.build(settings.root, settings.home, progress)
    print(f"{built.name} {built.path}")


@app.command()
def serve(
    files: Annotated[list[Path] | None, typer.Argument(help="RDF files to serve as they are")] = None,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on")] = 8000,
) -> None:
    """Build a release and serve it (the last one, while the data are at fault), or serve the given files."""
    settings = Settings()
    with tempfile.TemporaryDirectory(prefix="cancu-") as scratch:
        home = Path(scratch) if files else settings.home
        answering = _serving(settings, files or [], home)
        questions = {} if files else catalogue.read_catalogue(settings.root / "queries")
        source = answering.release or settings.endpoint
        Console(stderr=True).print(f"Căn Cứ: http://{host}:{port}/ ({source})")
        service = create_app(answering, questions, settings.limits, None if settings.endpoint else home)
        uvicorn.run(service, host=host, port=port, log_level="warning")


def _serving(settings: Settings, files: Sequence[Path], home: Path) -> engine.AsyncEngine:
    """The engine of the service: over the given files, an endpoint elsewhere, or the data's release."""
    if settings.endpoint:
        return engine.Threaded(engine.Remote(settings.endpoint, settings.limits))
    if files:
        release.publish(graph.load(files), {}, [], home)
    else:
        _build_or_keep(settings)
    return engine.Serving(home, settings.limits)


def _build_or_keep(settings: Settings) -> None:
    """Make the data as they are now the current release; while they are at fault, keep the current one."""
    try:
        with bars() as progress:
            release.build(settings.root, settings.home, progress)
    except CancuError as error:
        _report_error(error)
        release.current(settings.home)


@app.command("validate")
def validate_command(
    files: Annotated[list[Path] | None, typer.Argument(help="Turtle files to check beside the data")] = None,
) -> None:
    """Report what does not hold in the data, or in the given files; exit 1 on violations."""
    settings = Settings()
    with bars() as progress:
        corpus = graph.read(settings.root, progress)
        names = graph.add(corpus, files or [])
        inferred = release.derive(corpus, settings.root, progress)
        findings = validate.validate(corpus, inferred, settings.root / "queries" / "checks", progress)
    if names:
        findings = [finding for finding in findings if finding.file in names]
    for finding in findings:
        print(f"{finding.severity}: {finding}")
    if any(finding.severity == "violation" for finding in findings):
        raise typer.Exit(1)


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="a question of the catalogue, a file, or - for standard input")],
    param: Annotated[list[str] | None, typer.Option(help="a parameter of the question, name=value")] = None,
    output: Annotated[str, typer.Option("--format", help=f"table, {', '.join(_FORMATS)}")] = "table",
) -> None:
    """Answer a question of the catalogue, or a query from a file or standard input."""
    settings = Settings()
    text = _query_text(settings, name, param or [])
    store = _engine(settings)
    if output == "table":
        _print_table(store, text)
    elif output in _FORMATS:
        media = _FORMATS[output]
        sys.stdout.buffer.write(store.query(text, media, media).body)
    else:
        raise UsageError(
            f"Không có định dạng {output}", f"No format {output}; there are table, {', '.join(_FORMATS)}"
        )


def _engine(settings: Settings) -> engine.Engine:
    if settings.endpoint:
        return engine.Remote(settings.endpoint, settings.limits)
    store = engine.open_store(release.current(settings.home).store)
    return engine.Embedded(store, settings.limits)


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


@app.command("load")
def load_command(
    store: Annotated[str, typer.Argument(metavar="STORE", help="Graph Store Protocol address of the store")],
) -> None:
    """Put the release into the store behind CANCU_ENDPOINT, and check what it counts there."""
    settings = Settings()
    if not settings.endpoint:
        raise UsageError("Cần đặt CANCU_ENDPOINT", "CANCU_ENDPOINT is needed: where the store takes queries")
    held = engine.open_store(release.current(settings.home).store)
    there = GraphStore(store, settings.store_user, settings.store_password)
    with bars() as progress:
        counted = load(held, there, settings.endpoint, settings.limits, progress)
    print(f"{len(counted)} graphs, {sum(counted.values())} triples: {settings.endpoint}")


@app.command("trace")
def trace_command(
    start: Annotated[str, typer.Argument(metavar="NUMBER|IRI", help="a document's number, or an IRI")],
) -> None:
    """Show the chain of legal bases of a document or task, with the words at each step."""
    settings = Settings()
    store = _engine(settings)
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


@app.command("search")
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


@app.command("export")
def export_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="a folder that is new or empty")],
    name: Annotated[str, typer.Option("--release", help="name or folder of a release")] = "current",
) -> None:
    """Copy what a release gives to take away: dump, Turtle, tables, texts, checksums."""
    print(f"{export.take(release.locate(Settings().home, name), folder)} files: {folder}")


@app.command("diff")
def diff_command(
    old: Annotated[str, typer.Argument(metavar="RELEASE", help="name or folder of the earlier one")],
    new: Annotated[str, typer.Argument(metavar="RELEASE", help="of the later one")] = "current",
    output: Annotated[str, typer.Option("--format", help=", ".join(diff.FORMATS))] = "text",
    lang: Annotated[str, typer.Option(help="vi or en, for text")] = "vi",
) -> None:
    """Tell what changed from one release to another."""
    home = Settings().home
    print(diff.told(release.locate(home, old), release.locate(home, new), output, lang))


@app.command("link")
def link_command(
    table: Annotated[Path, typer.Argument(metavar="TABLE.csv", help="a CSV table with a header, in UTF-8")],
    column: Annotated[str, typer.Option(help="the column with the names")],
    kind: Annotated[str, typer.Option("--class", help="Area, Agency, Document …")],
    identifier: Annotated[str, typer.Option("--id", help="the column with the identifiers, or none")] = "id",
    base: Annotated[str, typer.Option(help="what identifiers begin with to be IRIs")] = "",
    date: Annotated[str, typer.Option(help="a day on which the things existed: 2025-12-31")] = "",
    output: Annotated[str, typer.Option("--format", help=", ".join(link.FORMATS))] = "csv",
) -> None:
    """Propose links from the rows of a table to things of the current release, for review."""
    held = release.current(Settings().home)
    wanted = link.Wanted(column, kind, identifier, base, date)
    proposed = link.link(engine.Embedded(engine.open_store(held.store)), held.index, table, wanted)
    print(link.told(proposed, output), end="")
