"""The command that answers assistants by the Model Context Protocol, on standard input and output."""

from dataclasses import replace

import typer

from .. import catalogue, engine
from ..config import Settings
from ..errors import UsageError

commands = typer.Typer()


@commands.command("mcp")
def mcp_command() -> None:
    """Offer search, descriptions, questions and SPARQL to an assistant (Model Context Protocol, stdio)."""
    try:
        from .. import tools
    except ImportError as error:
        raise UsageError(
            "Cần mcp: pip install 'cancu[mcp]'", "mcp is needed: pip install 'cancu[mcp]'"
        ) from error
    settings = Settings()
    questions = catalogue.read_catalogue(settings.root / "queries")
    answering = _engine(settings, tools.LARGEST)
    tools.server(tools.Tools(answering, questions, settings.home)).run()


def _engine(settings: Settings, largest: int) -> engine.AsyncEngine:
    """The current release behind the service's guard and limits, with answers that can be read at once."""
    limits = replace(settings.limits, answer_bytes=min(largest, settings.limits.answer_bytes), workers=1)
    if settings.endpoint:
        return engine.Threaded(engine.Remote(settings.endpoint, limits))
    return engine.Serving(settings.home, limits)
