"""The web service put together: its routes, its headers, its errors."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from ..catalogue import Question
from ..engine import Engine
from ..limits import Limits
from . import problems, releases, resources, sparql
from .middleware import HeadAsGet, NoSniff
from .openapi import PROBLEM


def create_app(
    engine: Engine,
    catalogue: Mapping[str, Question],
    limits: Limits | None = None,
    home: Path | None = None,
) -> FastAPI:
    """The service over an engine, its catalogue of questions, and the releases of a home."""
    limits = limits or Limits()
    app = FastAPI(
        title="Căn Cứ",
        docs_url=None,
        redoc_url=None,
        responses=dict(PROBLEM),
        lifespan=partial(_enough_threads, limits),
    )
    problems.add_handlers(app)
    app.include_router(sparql.router(engine, limits))
    app.include_router(resources.router(engine))
    if home:
        app.include_router(releases.router(home))
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=1)  # 9 takes longer than most queries
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"],
        expose_headers=["ETag", "Retry-After", "X-Cancu-Release"],
    )
    app.add_middleware(HeadAsGet)
    app.add_middleware(NoSniff)

    @app.get("/", response_class=PlainTextResponse)
    def front() -> PlainTextResponse:
        return PlainTextResponse(_home(catalogue, engine.release))

    @app.get("/health")
    def health() -> Mapping[str, str]:
        engine.query("ASK {}")
        return {"status": "ok", "release": engine.release}

    return app


@asynccontextmanager
async def _enough_threads(limits: Limits, app: FastAPI) -> AsyncIterator[None]:
    """A thread for every query that may run or wait, and some for the rest: only the pool refuses."""
    to_thread.current_default_thread_limiter().total_tokens = limits.workers + limits.queue_length + 10
    yield


def _home(catalogue: Mapping[str, Question], release: str) -> str:
    questions = "".join(
        f"  {name}\n    {q.question.vi}\n    {q.question.en}\n" for name, q in catalogue.items()
    )
    return (
        f"Căn Cứ, bản phát hành / release {release}\n\n"
        "SPARQL: /sparql?query=…  (GET, POST)\n\n"
        f"Câu hỏi / Questions (cancu query NAME):\n{questions}"
    )
