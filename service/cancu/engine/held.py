"""The work of the pool: a store that is opened once, and asked in every worker.

A small store is held in memory, which answers faster than disk: the workers share its pages. Of a larger
store every worker reads the files itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from ..limits import Limits
from .answers import Answer, Query
from .embedded import Embedded, open_store


@dataclass(frozen=True)
class Held:
    """Queries on the store at a path."""

    path: Path
    limits: Limits

    def __str__(self) -> str:
        return str(self.path)

    def open(self) -> Callable[[], Callable[[Query], Answer]]:
        """Take the whole store into memory, unless its files are larger than may be held."""
        if sum(file.stat().st_size for file in self.path.iterdir()) > self.limits.held_megabytes * 2**20:
            return lambda: Embedded(open_store(self.path), self.limits).answer
        memory = Store()
        memory.bulk_extend(open_store(self.path))
        return lambda: Embedded(memory, self.limits).answer
