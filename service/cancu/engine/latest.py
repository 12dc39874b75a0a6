"""The workers of one release at a time: of the last that was asked for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from ..release import Release
from .workers import Workers

W = TypeVar("W", bound=Workers[Any, Any])


class Latest(Generic[W]):
    """Workers that `start` makes for a release; they stay until another release is asked for."""

    def __init__(self, start: Callable[[Release], W]) -> None:
        self._start, self._starting = start, asyncio.Lock()
        self._held: tuple[str, W] | None = None

    @asynccontextmanager
    async def of(self, release: Release) -> AsyncIterator[W]:
        """The workers of a release, which stay while they are needed; EngineError where none can start."""
        async with self._starting:
            if self._held is None or self._held[0] != release.name:
                self.close()
                self._held = release.name, await self._started(release)
            workers = self._held[1]
            workers.hold()
        try:
            yield workers
        finally:
            workers.let_go()

    async def _started(self, release: Release) -> W:
        """New workers; where nobody waits for them any more, they are ended as soon as they are there."""
        starting = asyncio.ensure_future(asyncio.to_thread(self._start, release))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(_end)
            raise

    def close(self) -> None:
        """End the workers once nobody needs them."""
        if self._held is not None:
            self._held[1].retire()
            self._held = None


def _end(starting: "asyncio.Future[W]") -> None:
    if not starting.cancelled() and starting.exception() is None:
        starting.result().retire()
