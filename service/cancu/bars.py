"""How far the stages of a build are, as bars on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import TaskID

from .graph import Progress


@contextmanager
def bars() -> Iterator[Progress]:
    """Bars on standard error, one per stage."""
    with Bars(console=Console(stderr=True), transient=True) as shown:
        tasks: dict[str, TaskID] = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = shown.add_task(stage)
            shown.update(tasks[stage], completed=done, total=total or None)

        yield update
