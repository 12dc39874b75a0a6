"""Commands that make releases: build, validate, load."""

from pathlib import Path
from typing import Annotated

import typer

from .. import engine, graph, release, validate
from ..bars import bars
from ..config import Settings
from ..errors import UsageError
from ..load import GraphStore, load

commands = typer.Typer()


@commands.command("build")
def build_command() -> None:
    """Read data/, reason, validate and publish a release."""
    settings = Settings()
    with bars() as progress:
        built = release.build(settings.root, settings.home, progress)
    print(f"{built.name} {built.path}")


@commands.command("validate")
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
        findings = [finding for finding in findings if not {*finding.file.split(", ")}.isdisjoint(names)]
    for finding in findings:
        print(f"{finding.severity}: {finding}")
    if any(finding.severity == "violation" for finding in findings):
        raise typer.Exit(1)


@commands.command("load")
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
