"""The web service put together: its routes, its headers, its errors."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from ..catalogue import Question
from ..engine import AsyncEngine, Engine, Query, Threaded
from ..limits import Limits
from . import editor, problems, releases, resources, sparql
from .middleware import HeadAsGet, SafeHeaders
from .openapi import PROBLEM
from .workbench import Workbench


def create_app(
    engine: Engine | AsyncEngine,
    catalogue: Mapping[str, Question],
    limits: Limits | None = None,
    home: Path | None = None,
) -> FastAPI:
    """The service over an engine, its catalogue of questions, and the releases of a home."""
    answering = Threaded(engine) if isinstance(engine, Engine) else engine
    app = FastAPI(
        title="Căn Cứ",
        docs_url=None,
        redoc_url=None,
        responses=dict(PROBLEM),
    )
    problems.add_handlers(app)
    workbench = Workbench(answering, catalogue, editor.mount(app))
    app.include_router(sparql.router(answering, limits or Limits(), workbench))
    app.include_router(resources.router(answering))
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
    app.add_middleware(SafeHeaders)

    @app.get("/", response_class=PlainTextResponse)
    async def front() -> PlainTextResponse:
        return PlainTextResponse(_home(catalogue, answering.release))

    @app.get("/health")
    async def health() -> Mapping[str, str]:
        await answering.answer(Query("ASK {}"))
        return {"status": "ok", "release": answering.release}

    return app


def _home(catalogue: Mapping[str, Question], release: str) -> str:
    questions = "".join(
        f"  {name}\n    {q.question.vi}\n    {q.question.en}\n" for name, q in catalogue.items()
    )
    return (
        f"Căn Cứ, bản phát hành / release {release}\n\n"
        "SPARQL: /sparql?query=…  (GET, POST)\n\n"
        f"Câu hỏi / Questions (cancu query NAME):\n{questions}"
    )
