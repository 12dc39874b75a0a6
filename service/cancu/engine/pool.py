"""A pool of killable worker processes over one release.

The store has no timeout and aborts when memory runs out, so a query runs in a process of its own that
can be ended: past its deadline, with its memory, or when nobody waits for its answer any more. A lost
worker is replaced while the others go on. All of a pool but its processes lives on one event loop.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from .. import guard
from ..errors import Busy, CancuError, EngineError, Overrun, WorkerLost
from ..limits import Limits
from . import channel
from .answers import Answer, AsyncEngine, Query
from .forkserver import Forkserver, Worker

_START_AGAIN = 1.0  # seconds
_T = TypeVar("_T")


class Pool(AsyncEngine):
    """An engine over the store of a release, with `limits.workers` processes."""

    def __init__(self, store: Path, limits: Limits, release: str = "") -> None:
        self._limits, self.release = limits, release
        self._forkserver = Forkserver(store, limits)
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._inside = 0
        self._retired = False
        self._mending: set[asyncio.Task[Any]] = set()
        for _ in range(limits.workers):
            self._idle.put_nowait(self._forkserver.fork())

    async def answer(self, query: Query) -> Answer:
        """The complete answer, or an error; Busy when no worker is free in time."""
        guard.check(query.text, self._limits.query_bytes, self._limits.services)
        async with self._place():
            worker = await self._take()
            try:
                async with asyncio.timeout(self._limits.seconds):
                    return await self._asked(worker, query)
            except TimeoutError as error:
                raise Overrun(self._limits.seconds) from error

    async def _asked(self, worker: Worker, query: Query) -> Answer:
        """The answer of a worker; of the next one, where it was killed from outside."""
        for _ in range(self._limits.workers + 1):  # all of them may be found dead
            try:
                answer: Answer | CancuError = await channel.ask(worker.channel, query)
            except channel.Closed:
                if not await self._replaced(worker):
                    break
                worker = await self._take()
            except asyncio.CancelledError:
                self._mend(self._replace(worker))
                raise
            else:
                self._idle.put_nowait(worker)
                return self._named(answer)
        raise WorkerLost(self._limits.megabytes)

    def _named(self, answer: Answer | CancuError) -> Answer:
        """The answer with the release that gave it; the error, where it is one."""
        if isinstance(answer, CancuError):
            raise answer
        return Answer(answer.body, answer.media_type, self.release)

    def hold(self) -> None:
        """Keep the workers until `let_go`, whatever else happens."""
        self._inside += 1

    def let_go(self) -> None:
        """The reverse of `hold`; the last holder of a retired pool ends its workers."""
        self._inside -= 1
        self._end_if_unused()

    def retire(self) -> None:
        """End the workers once nobody holds the pool."""
        self._retired = True
        self._end_if_unused()

    def _end_if_unused(self) -> None:
        if self._unused():
            self._forkserver.close()
            while not self._idle.empty():
                self._idle.get_nowait().channel.close()

    def _unused(self) -> bool:
        return self._retired and self._inside == 0

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """A place with a worker or in the queue; Busy at once where all are taken."""
        if self._inside >= self._limits.workers + self._limits.queue_length:
            raise self._busy()
        self.hold()
        try:
            yield
        finally:
            self.let_go()

    async def _take(self) -> Worker:
        if not self._idle.empty():
            return self._idle.get_nowait()
        try:
            async with asyncio.timeout(self._limits.queue_seconds):
                return await self._idle.get()
        except TimeoutError as error:
            raise self._busy() from error

    def _busy(self) -> Busy:
        return Busy(int(self._limits.queue_seconds) or 1)

    async def _replaced(self, worker: Worker) -> bool:
        """End a worker and start another; whether it had been killed from outside."""
        return await asyncio.shield(self._mend(self._replace(worker)))

    async def _replace(self, worker: Worker) -> bool:
        killed = await asyncio.to_thread(self._forkserver.end, worker)
        self._mend(self._start_one())
        return killed

    async def _start_one(self) -> None:
        while not self._unused():
            try:
                self._idle.put_nowait(await asyncio.to_thread(self._forkserver.fork))
                break
            except (OSError, channel.Closed, EngineError):  # no process or memory to be had just now
                await asyncio.sleep(_START_AGAIN)
        self._end_if_unused()

    def _mend(self, work: Coroutine[Any, Any, _T]) -> "asyncio.Task[_T]":
        """Do this beside all else; the loop itself keeps no hold of its tasks."""
        task = asyncio.ensure_future(work)
        self._mending.add(task)
        task.add_done_callback(self._mending.discard)
        return task
