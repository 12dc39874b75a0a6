"""Errors as the command line tells them."""

import sys
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from ..errors import CancuError, InvalidData


def fail(error: CancuError) -> NoReturn:
    """Tell an error, and end with its exit code."""
    report(error)
    sys.exit(error.exit_code)


def report(error: CancuError) -> None:
    """Tell an error on standard error, with its findings where the data are at fault."""
    console = Console(stderr=True, soft_wrap=True)
    if isinstance(error, InvalidData):
        for finding in error.findings:
            console.print(Text(f"{finding}"))
    console.print(Text(str(error), style="red"))
