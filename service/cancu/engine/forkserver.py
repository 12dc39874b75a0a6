"""The service's side of its processes: the one that opens what is worked on, and the workers it forks."""

import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from ..errors import CancuError, EngineError
from ..limits import Limits
from . import channel
from .worker import NUMBER, Work

_START_SECONDS = 600  # a large store takes a while to be read into memory
_END_SECONDS = 10


@dataclass(frozen=True)
class Worker:
    """One worker: its process and the channel to it."""

    process: int
    channel: socket.socket


class Forkserver:
    """The process that has opened what is worked on; it is started again where it was lost."""

    def __init__(self, work: Work[Any, Any], limits: Limits) -> None:
        self._work, self._limits = work, limits
        self._lock = threading.Lock()
        self._closed = False
        self._start()

    def fork(self) -> Worker:
        """A new worker; OSError, Closed or EngineError where there is none to be had now."""
        with self._lock:
            if self._closed:
                raise channel.Closed
            if self._process.poll() is not None:
                self._orders.close()
                self._start()
            channel.send(self._orders, None)
            number, descriptors, *_ = socket.recv_fds(self._orders, NUMBER.size, 1)
        if not descriptors:
            raise channel.Closed
        worker = Worker(NUMBER.unpack(number)[0], socket.socket(fileno=descriptors[0]))
        try:
            channel.receive(worker.channel, _START_SECONDS)
        except (OSError, channel.Closed):
            worker.channel.close()
            raise
        worker.channel.setblocking(False)
        return worker

    def end(self, worker: Worker) -> bool:
        """End a worker at once; whether it had been killed from outside before."""
        worker.channel.close()
        try:
            with self._lock:
                channel.send(self._orders, worker.process)
                ended = channel.receive(self._orders, _END_SECONDS)
        except (OSError, channel.Closed):
            return True  # the workers go with the process that forked them
        return bool(ended == -signal.SIGKILL)

    def close(self) -> None:
        """End the process and its workers."""
        with self._lock:
            self._closed = True
            self._orders.close()
        self._process.wait()

    def _start(self) -> None:
        self._orders, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "cancu.engine.worker", str(other.fileno())],
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        try:
            channel.send(self._orders, (self._work, self._limits))
            ready = channel.receive(self._orders, _START_SECONDS)
        except (OSError, channel.Closed) as error:
            self._orders.close()
            self._process.wait()
            raise EngineError(
                f"Không mở được kho dữ liệu {self._work}", f"The store {self._work} cannot be opened"
            ) from error
        if isinstance(ready, CancuError):
            self._orders.close()
            self._process.wait()
            raise ready
