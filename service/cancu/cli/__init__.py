"""The command line: the one place where the stages, an engine and the web service are put together.

Each module here holds a group of commands in a typer application of its own, named `commands`; the groups
are joined here, in the order the data flow.
"""

import typer
from pydantic import ValidationError

from ..config import wrong_settings
from ..errors import CancuError
from . import asking, building, conversing, extracting, linking, serving, taking
from .faults import fail

_GROUPS = (extracting, building, serving, asking, taking, linking, conversing)

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None
)
for _group in _GROUPS:
    app.add_typer(_group.commands)


def main() -> None:
    """Run the command line; errors go to standard error and set the exit code."""
    try:
        app()
    except ValidationError as error:
        fail(wrong_settings(error))
    except CancuError as error:
        fail(error)
