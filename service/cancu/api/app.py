"""The web service put together: its routes, its headers, its errors."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from ..catalogue import Catalogue, Question
from ..engine import AsyncEngine, Engine, Query, Threaded
from ..given import Examiner
from ..limits import Limits
from . import (
    compare,
    description,
    editor,
    front,
    problems,
    questions,
    reasons,
    reconcile,
    releases,
    resources,
    sparql,
    tracing,
    validating,
)
from .choices import Choices
from .library import Library
from .middleware import HeadAsGet, SafeHeaders
from .openapi import PROBLEM
from .pages import STATIC
from .site import Site
from .workbench import Workbench


def create_app(
    engine: Engine | AsyncEngine,
    catalogue: Mapping[str, Question],
    limits: Limits | None = None,
    home: Path | None = None,
    examiner: Examiner | None = None,
) -> FastAPI:
    """The service over an engine, its questions, the releases of a home, and what checks given graphs."""
    answering = Threaded(engine) if isinstance(engine, Engine) else engine
    asked = catalogue if isinstance(catalogue, Catalogue) else Catalogue(catalogue)
    site = Site(answering, asked, limits or Limits(), Library(home), Choices())
    app = FastAPI(
        title="Căn Cứ",
        docs_url=None,
        redoc_url=None,
        responses=dict(PROBLEM),
    )
    problems.add_handlers(app)
    app.mount("/static", StaticFiles(directory=STATIC))
    workbench = Workbench(answering, asked, editor.mount(app))
    described = description.Description(answering, site.limits, home)
    app.include_router(sparql.router(answering, site.limits, workbench, described))
    app.include_router(description.router(described))
    for routes in (front, questions, tracing, compare, reasons, reconcile, resources):
        app.include_router(routes.router(site))
    app.include_router(validating.router(site, examiner))
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

    @app.get("/health")
    async def health() -> Mapping[str, str]:
        await answering.answer(Query("ASK {}"))
        return {"status": "ok", "release": answering.release}

    return app
