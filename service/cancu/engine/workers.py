"""Worker processes that can be ended.

What strangers ask for may take any time and memory, so it is done in a process of its own that can be
killed: past its deadline, with its memory, or when nobody waits for its answer any more. A lost worker is
replaced while the others go on. All of them but the processes lives on one event loop.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from ..errors import Busy, CancuError, EngineError, Overrun, WorkerLost
from ..limits import Limits
from . import channel
from .forkserver import Forkserver, Worker
from .worker import Asked, Told, Work

_START_AGAIN = 1.0  # seconds
_T = TypeVar("_T")


class Workers(Generic[Asked, Told]):
    """As many processes as `limits.workers` that do one work; with `fresh`, each does it only once."""

    def __init__(self, work: Work[Asked, Told], limits: Limits, *, fresh: bool = False) -> None:
        self._limits, self._fresh = limits, fresh
        self._forkserver = Forkserver(work, limits)
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._inside = self._holders = 0
        self._retired = False
        self._mending: set[asyncio.Task[Any]] = set()
        for _ in range(limits.workers):
            self._idle.put_nowait(self._forkserver.fork())

    async def do(self, asked: Asked) -> Told:
        """What a worker tells, or the error it ended in; Busy when no worker is free in time."""
        async with self._place():
            worker = await self._take()
            try:
                async with asyncio.timeout(self._limits.seconds):
                    return await self._told(worker, asked)
            except TimeoutError as error:
                raise Overrun(self._limits.seconds) from error

    async def _told(self, worker: Worker, asked: Asked) -> Told:
        """What a worker tells; the next one, where it was killed from outside."""
        for _ in range(self._limits.workers + 1):  # all of them may be found dead
            try:
                told: Told | CancuError = await channel.ask(worker.channel, asked)
            except channel.Closed:
                if not await self._replaced(worker):
                    break
                worker = await self._take()
            except asyncio.CancelledError:
                self._mend(self._replace(worker))
                raise
            else:
                self._give_back(worker)
                if isinstance(told, CancuError):
                    raise told
                return told
        raise WorkerLost(self._limits.megabytes)

    def _give_back(self, worker: Worker) -> None:
        if self._fresh:
            self._mend(self._replace(worker))
        else:
            self._idle.put_nowait(worker)

    def hold(self) -> None:
        """Keep the workers until `let_go`, whatever else happens."""
        self._holders += 1

    def let_go(self) -> None:
        """The reverse of `hold`; the last holder of a retired group ends its workers."""
        self._holders -= 1
        self._end_if_unused()

    def retire(self) -> None:
        """End the workers once nobody holds them."""
        self._retired = True
        self._end_if_unused()

    def _end_if_unused(self) -> None:
        if self._unused():
            self._forkserver.close()
            while not self._idle.empty():
                self._idle.get_nowait().channel.close()

    def _unused(self) -> bool:
        return self._retired and self._inside == self._holders == 0

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """A place with a worker or in the queue; Busy at once where all are taken."""
        if self._inside >= self._limits.workers + self._limits.queue_length:
            raise self._busy()
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            self._end_if_unused()

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
