"""The processes behind the service: one that opens what is worked on once, and the workers it forks.

A new worker shares what was opened, and is there in milliseconds. It may use so much memory and no
network, where the system allows the walls; when memory runs out it ends, and the service sees its end.
"""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from ..errors import CancuError
from ..limits import Limits
from .channel import Closed, receive, send

Asked = TypeVar("Asked", contravariant=True)
Told = TypeVar("Told", covariant=True)
NUMBER = struct.Struct(">q")
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of unshare(2)
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class Work(Protocol[Asked, Told]):
    """What workers do; it is sent to their processes, so it can be pickled. `str()` names it in errors."""

    def open(self) -> Callable[[], Callable[[Asked], Told]]:
        """Read what all workers share; then, in each of them, make what answers."""


def main(descriptor: int) -> None:
    """Take the work and the limits, then orders, until the service is gone: fork a worker, or end one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the service says when to end
    orders = socket.socket(fileno=descriptor)
    workers: set[int] = set()
    try:
        work, limits = receive(orders)
        if not limits.services:
            _leave_the_network()
        begin = _opened(orders, work)
        send(orders, "ready")
        while True:
            process = receive(orders)
            if process is None:
                workers.add(_fork(orders, begin, limits))
            else:
                workers.discard(process)
                send(orders, _end(process))
    except Closed:
        for process in workers:
            _end(process)
        os._exit(0)  # a large store takes long to be taken apart


def _opened(orders: socket.socket, work: Work[Any, Any]) -> Callable[[], Callable[[Any], Any]]:
    """The work opened; an error of ours is told before this process ends."""
    try:
        return work.open()
    except CancuError as error:
        send(orders, error)
        raise


def _fork(orders: socket.socket, begin: Callable[[], Callable[[Any], Any]], limits: Limits) -> int:
    """A worker in a process of its own; the service is given its number and its channel."""
    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        orders.close()
        theirs.close()
        with contextlib.suppress(BaseException):  # nothing of this process may run on in its copy
            _work(ours, begin, limits)
        os._exit(0)
    with ours, theirs:
        socket.send_fds(orders, [NUMBER.pack(process)], [theirs.fileno()])
    return process


def _end(process: int) -> int:
    """End a worker at once; how it ended: 0, or minus the signal that ended it."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _work(channel: socket.socket, begin: Callable[[], Callable[[Any], Any]], limits: Limits) -> None:
    """Answer what is asked, until the service is gone."""
    _die_with_parent()
    answer = begin()
    _limit_memory(limits)
    send(channel, "ready")
    while True:
        send(channel, _told(answer, receive(channel)))


def _told(answer: Callable[[Any], Any], asked: object) -> Any:
    """The answer, or the error it ended in."""
    try:
        return answer(asked)
    except CancuError as error:
        return error


def _leave_the_network() -> None:
    """Move to a network namespace of its own, which has no way out; where that is not allowed, stay."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(_NEW_NETWORK)


def _die_with_parent() -> None:
    """Have the system end this process when the one that forked it ends, where it can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _limit_memory(limits: Limits) -> None:
    """Allow so much address space beyond what the process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        most = pages * resource.getpagesize() + limits.megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]))
