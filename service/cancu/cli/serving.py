"""The command that serves a release, an endpoint elsewhere, or files as they are."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from .. import catalogue, engine, graph, release
from ..api import create_app
from ..bars import bars
from ..config import Settings
from ..errors import CancuError
from ..given import Examiner
from .faults import report

commands = typer.Typer()


@commands.command("serve")
def serve_command(
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
        kept = None if settings.endpoint else home
        examiner = None if files else _examiner(settings)
        service = create_app(answering, questions, settings.limits, kept, examiner)
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


def _examiner(settings: Settings) -> Examiner | None:
    """What checks given graphs beside the data's release; none where the data are elsewhere."""
    if settings.endpoint:
        return None
    return Examiner(settings.home, settings.root / "queries" / "checks", settings.limits)


def _build_or_keep(settings: Settings) -> None:
    """Make the data as they are now the current release; while they are at fault, keep the current one."""
    try:
        with bars() as progress:
            release.build(settings.root, settings.home, progress)
    except CancuError as error:
        report(error)
        release.current(settings.home)
