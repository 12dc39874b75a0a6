"""The processes behind the pool: one that opens a release once, and the workers it forks.

A small store is held in memory, which answers faster than disk: a new worker shares its pages and is
there in milliseconds. Of a larger store every worker reads the files itself. A worker may use so much
memory and no network, where the system allows the walls; when memory runs out it aborts, and the pool
sees its end.
"""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import struct
import sys
from pathlib import Path

from pyoxigraph import Store

from ..errors import CancuError
from ..limits import Limits
from .answers import Answer, Query
from .channel import Closed, receive, send
from .embedded import Embedded, open_store

NUMBER = struct.Struct(">q")
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of unshare(2)
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def main(descriptor: int) -> None:
    """Take the store and the limits, then orders, until the pool is gone: fork a worker, or end one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool says when to end
    orders = socket.socket(fileno=descriptor)
    workers: set[int] = set()
    try:
        path, limits = receive(orders)
        if not limits.services:
            _leave_the_network()
        memory = _in_memory(path, limits)
        send(orders, "ready")
        while True:
            process = receive(orders)
            if process is None:
                workers.add(_fork(orders, path, memory, limits))
            else:
                workers.discard(process)
                send(orders, _end(process))
    except Closed:
        for process in workers:
            _end(process)
        os._exit(0)  # a large store takes long to be taken apart


def _in_memory(path: Path, limits: Limits) -> Store | None:
    """The whole store in memory, unless its files are larger than may be held."""
    if sum(file.stat().st_size for file in path.iterdir()) > limits.held_megabytes * 2**20:
        return None
    memory = Store()
    memory.bulk_extend(open_store(path))
    return memory


def _fork(orders: socket.socket, path: Path, memory: Store | None, limits: Limits) -> int:
    """A worker in a process of its own; the pool is given its number and its channel."""
    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        orders.close()
        theirs.close()
        with contextlib.suppress(BaseException):  # nothing of this process may run on in its copy
            _work(ours, path, memory, limits)
        os._exit(0)
    with ours, theirs:
        socket.send_fds(orders, [NUMBER.pack(process)], [theirs.fileno()])
    return process


def _end(process: int) -> int:
    """End a worker at once; how it ended: 0, or minus the signal that ended it."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _work(channel: socket.socket, path: Path, memory: Store | None, limits: Limits) -> None:
    """Answer the queries that come, until the pool is gone."""
    _die_with_parent()
    engine = Embedded(open_store(path) if memory is None else memory, limits)
    _limit_memory(limits)
    send(channel, "ready")
    while True:
        send(channel, _answer(engine, receive(channel)))


def _answer(engine: Embedded, query: Query) -> Answer | CancuError:
    """The answer to a query, or the error it ended in."""
    try:
        return engine.answer(query)
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
