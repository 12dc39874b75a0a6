"""Messages between the pool and its processes: values behind their length, on a socket pair.

Both ends are this package's own processes, so the values may be pickled. The pool's end reads with a
deadline: a worker that stalls in the middle of a message cannot hold it.
"""

import pickle
import socket
import struct
import time
from typing import Any

from ..errors import Abandoned
from .answers import Gone, somebody

_LENGTH = struct.Struct(">Q")
_CHUNK, _LARGEST = 2**16, 2**20  # bytes
_LOOK_EVERY = 0.2  # seconds between looks at whether whoever asked has gone


class Closed(Exception):
    """The other end is gone."""


def send(channel: socket.socket, value: object) -> None:
    """Send one value; Closed when nobody is there to take it."""
    body = pickle.dumps(value)
    try:
        channel.sendall(_LENGTH.pack(len(body)) + body)
    except OSError as error:
        raise Closed from error


def receive(channel: socket.socket, deadline: float | None = None, gone: Gone = somebody) -> Any:
    """Receive one value; TimeoutError past `deadline` (monotonic seconds), Closed at the end, Abandoned.

    One message is under way at a time, so that most are read whole by the first look.
    """
    message = bytearray()
    while len(message) < _LENGTH.size:
        message += _some(channel, _CHUNK, deadline, gone)
    whole = _LENGTH.size + _LENGTH.unpack_from(message)[0]
    while len(message) < whole:
        message += _some(channel, min(whole - len(message), _LARGEST), deadline, gone)
    return pickle.loads(memoryview(message)[_LENGTH.size :])  # noqa: S301 - our own process wrote it


def _some(channel: socket.socket, most: int, deadline: float | None, gone: Gone) -> bytes:
    """The next bytes that arrive."""
    while True:
        try:
            channel.settimeout(_patience(deadline))
            received = channel.recv(most)
        except TimeoutError:
            if gone():
                raise Abandoned() from None
            if deadline is not None and time.monotonic() >= deadline:
                raise
        except OSError as error:
            raise Closed from error
        else:
            if not received:
                raise Closed
            return received


def _patience(deadline: float | None) -> float | None:
    """How long to wait before looking up: not past the deadline; forever where there is none."""
    return None if deadline is None else min(max(deadline - time.monotonic(), 0.001), _LOOK_EVERY)
