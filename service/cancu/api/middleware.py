"""What every answer has in common, whatever route gave it."""

from collections.abc import Iterator, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Pages load nothing from another host, and run no script but the service's own.
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    b" font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class SafeHeaders:
    """Every answer says that its media type is to be believed, and every page what it may load."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_headers(dict(message["headers"]))]
            await send(message)

        await self._app(scope, receive, sending)


def _headers(given: Mapping[bytes, bytes]) -> Iterator[tuple[bytes, bytes]]:
    yield b"x-content-type-options", b"nosniff"
    if given.get(b"content-type", b"").startswith(b"text/html"):
        if b"content-security-policy" not in given:  # a preview stands in pages of other hosts
            yield b"content-security-policy", _POLICY
        yield b"referrer-policy", b"same-origin"


class HeadAsGet:
    """HEAD is answered as GET is, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, for HEAD with an empty body."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, sending)
        else:
            await self._app(scope, receive, send)
