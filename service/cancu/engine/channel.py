"""Messages between the pool and its processes: values behind their length, on a socket pair.

Both ends are this package's own processes, so the values may be pickled. The processes wait for one
message at a time; the pool asks many of them at once, and whoever awaits an answer may stop waiting: a
worker that stalls in the middle of a message cannot hold it.
"""

import asyncio
import pickle
import socket
import struct
from typing import Any

_LENGTH = struct.Struct(">Q")
_CHUNK, _LARGEST = 2**16, 2**20  # bytes; most messages are read whole by the first look


class Closed(Exception):
    """The other end is gone."""


def send(channel: socket.socket, value: object) -> None:
    """Send one value; Closed when nobody is there to take it."""
    try:
        channel.sendall(_packed(value))
    except OSError as error:
        raise Closed from error


def receive(channel: socket.socket, seconds: float | None = None) -> Any:
    """Receive one value; TimeoutError where nothing comes for so long, Closed at the end."""
    message = _Message()
    channel.settimeout(seconds)
    while message.missing:
        try:
            message.add(channel.recv(message.missing))
        except ConnectionError as error:
            raise Closed from error
    return message.value()


async def ask(channel: socket.socket, value: object) -> Any:
    """Send one value and receive another, on a channel that does not block; Closed at the end."""
    loop = asyncio.get_running_loop()
    message = _Message()
    try:
        await loop.sock_sendall(channel, _packed(value))
        while message.missing:
            message.add(await loop.sock_recv(channel, message.missing))
    except OSError as error:
        raise Closed from error
    return message.value()


def _packed(value: object) -> bytes:
    body = pickle.dumps(value)
    return _LENGTH.pack(len(body)) + body


class _Message:
    """A message as it arrives; one is under way at a time, so nothing of another follows it."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self.missing = _CHUNK

    def add(self, received: bytes) -> None:
        """Take what has arrived; `missing` is then how much more to ask for, 0 when it is whole."""
        if not received:
            raise Closed
        self._bytes += received
        if len(self._bytes) >= _LENGTH.size:
            whole = _LENGTH.size + _LENGTH.unpack_from(self._bytes)[0]
            self.missing = min(whole - len(self._bytes), _LARGEST)

    def value(self) -> Any:
        """The value of a whole message."""
        return pickle.loads(memoryview(self._bytes)[_LENGTH.size :])  # noqa: S301 - our own process wrote it
