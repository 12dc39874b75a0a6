"""Commands that take away what releases hold, and what changed between them: export, diff."""

from pathlib import Path
from typing import Annotated

import typer

from .. import diff, export, release
from ..config import Settings

commands = typer.Typer()


@commands.command("export")
def export_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="a folder that is new or empty")],
    name: Annotated[str, typer.Option("--release", help="name or folder of a release")] = "current",
) -> None:
    """Copy what a release gives to take away: dump, Turtle, tables, texts, checksums."""
    print(f"{export.take(release.locate(Settings().home, name), folder)} files: {folder}")


@commands.command("diff")
def diff_command(
    old: Annotated[str, typer.Argument(metavar="RELEASE", help="name or folder of the earlier one")],
    new: Annotated[str, typer.Argument(metavar="RELEASE", help="of the later one")] = "current",
    output: Annotated[str, typer.Option("--format", help=", ".join(diff.FORMATS))] = "text",
    lang: Annotated[str, typer.Option(help="vi or en, for text")] = "vi",
) -> None:
    """Tell what changed from one release to another."""
    home = Settings().home
    print(diff.told(release.locate(home, old), release.locate(home, new), output, lang))
