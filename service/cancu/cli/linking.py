"""The command that proposes links from a table to the things of the graph."""

from pathlib import Path
from typing import Annotated

import typer

from .. import engine, link, release
from ..config import Settings

commands = typer.Typer()


@commands.command("link")
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
