"""The routes, and the one place where errors become HTTP answers."""

from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from .. import terms
from ..catalogue import Question
from ..engine import GRAPH_FORMATS, SOLUTION_FORMATS, Engine
from ..errors import CancuError, SyntaxFault, UsageError
from .negotiate import choose


def create_app(engine: Engine, catalogue: Mapping[str, Question], release: str) -> FastAPI:
    """The service over an engine, its catalogue of questions and the name of the release it serves."""
    app = FastAPI(title="Căn Cứ", docs_url=None, redoc_url=None)
    app.exception_handler(CancuError)(_problem)

    @app.get("/")
    def home() -> PlainTextResponse:
        return PlainTextResponse(_home(catalogue, release))

    @app.get("/health")
    def health() -> Mapping[str, str]:
        engine.query("ASK {}")
        return {"status": "ok", "release": release}

    @app.get("/sparql")
    def sparql_get(request: Request) -> Response:
        return _answer(engine, request, request.query_params.getlist("query"))

    @app.post("/sparql")
    async def sparql_post(request: Request) -> Response:
        queries = await _posted_queries(request)
        return await run_in_threadpool(_answer, engine, request, queries)

    return app


async def _posted_queries(request: Request) -> list[str]:
    """The queries of a POST: the body itself, or the form's `query` fields."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == "application/sparql-query":
        return [_utf8(await request.body())]
    if media == "application/x-www-form-urlencoded":
        return [str(value) for value in (await request.form()).getlist("query")]
    raise UsageError(
        "Content-Type phải là application/sparql-query hoặc application/x-www-form-urlencoded",
        "Content-Type must be application/sparql-query or application/x-www-form-urlencoded",
    )


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SyntaxFault("query", f"not UTF-8 at byte {error.start}") from error


def _answer(engine: Engine, request: Request, queries: list[str]) -> Response:
    if len(queries) != 1:
        raise UsageError("Cần đúng một tham số query", "Exactly one query parameter is needed")
    accept = request.headers.get("accept", "*/*")
    answer = engine.query(
        queries[0], choose(accept, tuple(SOLUTION_FORMATS)), choose(accept, tuple(GRAPH_FORMATS))
    )
    media = answer.media_type
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(answer.body, headers={"content-type": media + charset, "vary": "Accept"})


def _problem(request: Request, error: CancuError) -> Response:
    """Any error of ours as problem+json (RFC 9457), in both languages."""
    body = {
        "type": f"{terms.BASE}problem/{type(error).__name__}",
        "title": error.message.en,
        "title_vi": error.message.vi,
        "status": error.status,
        **{name: value for name, value in vars(error).items() if isinstance(value, int | str)},
    }
    return JSONResponse(body, error.status, media_type="application/problem+json")


def _home(catalogue: Mapping[str, Question], release: str) -> str:
    questions = "".join(
        f"  {name}\n    {q.question.vi}\n    {q.question.en}\n" for name, q in catalogue.items()
    )
    return (
        f"Căn Cứ, bản phát hành / release {release}\n\n"
        "SPARQL: /sparql?query=…  (GET, POST)\n\n"
        f"Câu hỏi / Questions (cancu query NAME):\n{questions}"
    )
