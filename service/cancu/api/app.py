"""The web service put together: its routes, its headers, its errors."""

from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..catalogue import Question
from ..engine import Engine
from ..limits import Limits
from . import problems, resources, sparql


def create_app(engine: Engine, catalogue: Mapping[str, Question], limits: Limits | None = None) -> FastAPI:
    """The service over an engine and its catalogue of questions."""
    app = FastAPI(title="Căn Cứ", docs_url=None, redoc_url=None)
    problems.add_handlers(app)
    app.include_router(sparql.router(engine, limits or Limits()))
    app.include_router(resources.router(engine))
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"],
        expose_headers=["ETag", "Retry-After", "X-Cancu-Release"],
    )
    app.add_middleware(_NoSniff)

    @app.get("/")
    def home() -> PlainTextResponse:
        return PlainTextResponse(_home(catalogue, engine.release))

    @app.get("/health")
    def health() -> Mapping[str, str]:
        engine.query("ASK {}")
        return {"status": "ok", "release": engine.release}

    return app


class _NoSniff:
    """Every answer says that its media type is to be believed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-content-type-options", b"nosniff")]
            await send(message)

        await self._app(scope, receive, sending)


def _home(catalogue: Mapping[str, Question], release: str) -> str:
    questions = "".join(
        f"  {name}\n    {q.question.vi}\n    {q.question.en}\n" for name, q in catalogue.items()
    )
    return (
        f"Căn Cứ, bản phát hành / release {release}\n\n"
        "SPARQL: /sparql?query=…  (GET, POST)\n\n"
        f"Câu hỏi / Questions (cancu query NAME):\n{questions}"
    )
