"""A worker: one process that opens a release read-only and answers the queries the pool sends it.

It may use so much memory and no network, where the system allows the walls; when memory runs out the
process aborts, and the pool sees its end.
"""

import contextlib
import ctypes
import resource
import signal
import socket
import sys
from pathlib import Path

from ..errors import CancuError
from ..limits import Limits
from .answers import Answer, Query
from .channel import Closed, receive, send
from .embedded import Embedded, open_store

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of unshare(2)


def main(descriptor: int) -> None:
    """Take the release and the limits, then queries, until the pool is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pool says when to end
    channel = socket.socket(fileno=descriptor)
    with contextlib.suppress(Closed):
        path, limits = receive(channel)
        _leave_the_network()
        engine = Embedded(open_store(Path(path)), limits)
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


def _limit_memory(limits: Limits) -> None:
    """Allow so much address space beyond what the process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        most = pages * resource.getpagesize() + limits.megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]))
