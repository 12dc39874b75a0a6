"""The connection of a request: its body up to a limit, and that what nobody waits for is ended."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qs

from fastapi import Request

from ..errors import Abandoned, Refused, SyntaxFault

Parameters = Mapping[str, Sequence[str]]
"""The parameters of an address or a form."""

_PATIENCE = 0.1  # seconds: most answers are there before it is worth looking


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request, refused as soon as it is longer than `most` bytes."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Refused(
                "body-size", f"Yêu cầu dài quá {most} byte", f"The request is longer than {most} bytes"
            )
    return bytes(body)


def content_type(request: Request) -> tuple[str, str]:
    """The media type of the body and its charset, in lower case, "" where none is given."""
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    pairs = dict(part.strip().partition("=")[::2] for part in parameters)
    return media.strip(), pairs.get("charset", "").strip('"')


def form_of(encoded: bytes) -> Parameters:
    """The parameters of an address or a form, decoded once; SyntaxFault where they are not UTF-8."""
    try:
        return parse_qs(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise SyntaxFault("query", f"not UTF-8 at byte {error.start}") from error


@contextmanager
def watched(request: Request) -> Iterator[None]:
    """Give up what is awaited inside when the client disconnects; Abandoned tells it."""
    watcher = _Watcher(request)
    try:
        yield
    except asyncio.CancelledError:
        if not watcher.gone:
            raise
        watcher.take_back()
        raise Abandoned from None
    finally:
        watcher.stop()


class _Watcher:
    """Cancels the task that answers a request, once its client is gone."""

    def __init__(self, request: Request) -> None:
        self.gone = False
        self._task, self._request = asyncio.current_task(), request
        self._watching: asyncio.Task[None] | None = None
        self._later = asyncio.get_running_loop().call_later(_PATIENCE, self._start)

    def stop(self) -> None:
        """Watch no more."""
        self._later.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def take_back(self) -> None:
        """The task was not to end, only what it awaited."""
        if self._task is not None:
            self._task.uncancel()

    def _start(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        if self._task is not None:
            self._task.cancel()
