"""The connection of a request while its answer is made: a query nobody waits for is ended."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request

from ..errors import Abandoned

_PATIENCE = 0.1  # seconds: most answers are there before it is worth looking


@contextmanager
def watched(request: Request) -> Iterator[None]:
    """Give up what is awaited inside when the client disconnects; Abandoned tells it."""
    watcher = _Watcher(request)
    try:
        yield
    except asyncio.CancelledError:
        if not watcher.gone:
            raise
        watcher.task.uncancel()
        raise Abandoned from None
    finally:
        watcher.stop()


class _Watcher:
    """Cancels the task that answers a request, once its client is gone."""

    def __init__(self, request: Request) -> None:
        self.gone = False
        self.task = asyncio.current_task() or asyncio.ensure_future(asyncio.sleep(0))
        self._request = request
        self._watching: asyncio.Task[None] | None = None
        self._later = asyncio.get_running_loop().call_later(_PATIENCE, self._start)

    def stop(self) -> None:
        """Watch no more."""
        self._later.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _start(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.task.cancel()
