"""A pool of killable worker processes over one release.

The store has no timeout and aborts when memory runs out, so a query runs in a process of its own that
can be ended: past its deadline, with its memory, or when nobody waits for its answer any more. A lost
worker is replaced while the others go on.
"""

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .. import guard
from ..errors import Abandoned, Busy, CancuError, Overrun, WorkerLost
from ..limits import Limits
from .answers import Answer, Engine, Gone, Query, somebody
from .channel import Closed
from .forkserver import Forkserver, Worker

_START_AGAIN = 1.0  # seconds


class Pool(Engine):
    """An engine over the store of a release, with `limits.workers` processes."""

    def __init__(self, store: Path, limits: Limits, release: str = "") -> None:
        self._limits, self.release = limits, release
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._places = threading.BoundedSemaphore(limits.workers + limits.queue_length)
        self._lock = threading.Lock()
        self._held = 0
        self._retired = False
        self._forkserver = Forkserver(store, limits)
        for _ in range(limits.workers):
            self._idle.put(self._forkserver.fork())

    def answer(self, query: Query, gone: Gone = somebody) -> Answer:
        """The complete answer, or an error; Busy when no worker is free in time."""
        guard.check(query.text, self._limits.query_bytes)
        with self._place():
            deadline = 0.0
            for _ in range(self._limits.workers + 1):  # all of them may be found dead
                worker = self._take()
                deadline = deadline or time.monotonic() + self._limits.seconds
                try:
                    answer = worker.ask(query, deadline, gone)
                except Closed:
                    if not self._replace(worker):
                        break
                except TimeoutError as error:
                    self._replace(worker)
                    raise Overrun(self._limits.seconds) from error
                except Abandoned:
                    self._replace(worker)
                    raise
                else:
                    self._idle.put(worker)
                    return self._named(answer)
            raise WorkerLost(self._limits.megabytes)

    def _named(self, answer: Answer | CancuError) -> Answer:
        """The answer with the release that gave it; the error, where it is one."""
        if isinstance(answer, CancuError):
            raise answer
        return Answer(answer.body, answer.media_type, self.release)

    def hold(self) -> None:
        """Keep the workers until `let_go`, whatever else happens."""
        with self._lock:
            self._held += 1

    def let_go(self) -> None:
        """The reverse of `hold`; the last holder of a retired pool ends its workers."""
        with self._lock:
            self._held -= 1
        self._end_if_unused()

    def retire(self) -> None:
        """End the workers once nobody holds the pool."""
        with self._lock:
            self._retired = True
        self._end_if_unused()

    def _unused(self) -> bool:
        with self._lock:
            return self._retired and self._held == 0

    def _end_if_unused(self) -> None:
        if self._unused():
            self._forkserver.close()
            with suppress(queue.Empty):
                while True:
                    self._idle.get_nowait().channel.close()

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place with a worker or in the queue; Busy at once where all are taken."""
        if not self._places.acquire(blocking=False):
            raise self._busy()
        try:
            yield
        finally:
            self._places.release()

    def _take(self) -> Worker:
        try:
            return self._idle.get(timeout=self._limits.queue_seconds)
        except queue.Empty as error:
            raise self._busy() from error

    def _busy(self) -> Busy:
        return Busy(int(self._limits.queue_seconds) or 1)

    def _replace(self, worker: Worker) -> bool:
        """End a worker, and start another while the caller goes on; whether it was killed from outside."""
        killed = self._forkserver.end(worker)
        threading.Thread(target=self._start_one, daemon=True).start()
        return killed

    def _start_one(self) -> None:
        while not self._unused():
            try:
                self._idle.put(self._forkserver.fork())
                break
            except (OSError, Closed):  # no process or memory to be had just now
                time.sleep(_START_AGAIN)
        self._end_if_unused()
