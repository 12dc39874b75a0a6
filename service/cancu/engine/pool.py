"""The engine over one release: queries answered by worker processes that can be ended."""

from pathlib import Path

from .. import guard
from ..limits import Limits
from .answers import Answer, AsyncEngine, Query
from .held import Held
from .workers import Workers


class Pool(Workers[Query, Answer], AsyncEngine):
    """An engine over the store of a release, with `limits.workers` processes.

    The store has no timeout and aborts when memory runs out, so it is asked where that may happen.
    """

    def __init__(self, store: Path, limits: Limits, release: str = "") -> None:
        super().__init__(Held(store, limits), limits)
        self.release = release

    async def answer(self, query: Query) -> Answer:
        """The complete answer, or an error; Busy when no worker is free in time."""
        guard.check(query.text, self._limits.query_bytes, self._limits.services)
        answer = await self.do(query)
        return Answer(answer.body, answer.media_type, self.release)
