"""Messages between the pool and its workers: values behind their length, on a socket pair.

Both ends are this package's own processes, so the values may be pickled. The pool's end reads with a
deadline: a worker that stalls in the middle of a message cannot hold it.
"""

import pickle
import socket
import struct
import time
from typing import Any

_LENGTH = struct.Struct(">Q")


class Closed(Exception):
    """The other end is gone."""


def send(channel: socket.socket, value: object) -> None:
    """Send one value; Closed when nobody is there to take it."""
    body = pickle.dumps(value)
    try:
        channel.sendall(_LENGTH.pack(len(body)) + body)
    except OSError as error:
        raise Closed from error


def receive(channel: socket.socket, deadline: float | None = None) -> Any:
    """Receive one value; TimeoutError past `deadline` (monotonic seconds), Closed at the end."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size, deadline))
    return pickle.loads(_exactly(channel, length, deadline))  # noqa: S301 - our own process wrote it


def _exactly(channel: socket.socket, length: int, deadline: float | None) -> bytearray:
    received = bytearray(length)
    view = memoryview(received)
    while view:
        channel.settimeout(None if deadline is None else max(deadline - time.monotonic(), 0.001))
        try:
            count = channel.recv_into(view)
        except ConnectionError as error:
            raise Closed from error
        if count == 0:
            raise Closed
        view = view[count:]
    return received
