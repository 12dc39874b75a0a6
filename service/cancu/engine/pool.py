"""A pool of killable worker processes over one release.

The store has no timeout and aborts when memory runs out, so a query runs in a process of its own that
can be ended: past its deadline, or with its memory. A lost worker is replaced while the others go on.
"""

import queue
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from .. import guard
from ..errors import Busy, CancuError, Overrun, WorkerLost
from ..limits import Limits
from . import channel
from .answers import Answer, Engine, Query

_START_SECONDS = 60
_START_AGAIN = 1.0  # seconds


class _Worker:
    """One worker process and the channel to it."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._channel, other = socket.socketpair()
        try:
            with other:
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-m", "cancu.engine.worker", str(other.fileno())],
                    pass_fds=[other.fileno()],
                    stdin=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
        except OSError:
            self._channel.close()
            raise
        self._open(store, limits)

    def _open(self, store: Path, limits: Limits) -> None:
        """Send the process its store and its limits, and wait until it has both."""
        try:
            channel.send(self._channel, (str(store), limits))
            channel.receive(self._channel, time.monotonic() + _START_SECONDS)
        except (OSError, channel.Closed):
            self.end()
            raise

    def ask(self, query: Query, seconds: float) -> Answer | CancuError:
        """The answer, or the error the query ended in; TimeoutError and channel.Closed lose the worker."""
        channel.send(self._channel, query)
        answer: Answer | CancuError = channel.receive(self._channel, time.monotonic() + seconds)
        return answer

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._channel.close()


class Pool(Engine):
    """An engine over the store of a release, with `limits.workers` processes."""

    def __init__(self, store: Path, limits: Limits, release: str = "") -> None:
        self._store, self._limits, self.release = store, limits, release
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._lock = threading.Lock()
        self._held = 0
        self._retired = False
        for _ in range(limits.workers):
            self._idle.put(_Worker(store, limits))

    def answer(self, query: Query) -> Answer:
        """The complete answer, or an error; Busy when no worker is free in time."""
        guard.check(query.text, self._limits.query_bytes)
        worker = self._take()
        try:
            answer = worker.ask(query, self._limits.seconds)
        except TimeoutError as error:
            self._replace(worker)
            raise Overrun(self._limits.seconds) from error
        except channel.Closed as error:
            self._replace(worker)
            raise WorkerLost(self._limits.megabytes) from error
        self._idle.put(worker)
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

    def _end_if_unused(self) -> None:
        with self._lock:
            unused = self._retired and self._held == 0
        while unused:
            try:
                self._idle.get_nowait().end()
            except queue.Empty:
                return

    def _take(self) -> _Worker:
        try:
            return self._idle.get(timeout=self._limits.queue_seconds)
        except queue.Empty as error:
            raise Busy(int(self._limits.queue_seconds) or 1) from error

    def _replace(self, worker: _Worker) -> None:
        """End a worker, and start another while the caller goes on."""
        worker.end()
        threading.Thread(target=self._start_one, daemon=True).start()

    def _start_one(self) -> None:
        while not self._retired:
            try:
                self._idle.put(_Worker(self._store, self._limits))
                break
            except (OSError, channel.Closed):  # no process or memory to be had just now
                time.sleep(_START_AGAIN)
        self._end_if_unused()
