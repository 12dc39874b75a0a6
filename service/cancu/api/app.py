"""The routes, and the one place where errors become HTTP answers."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from .. import terms
from ..catalogue import Question
from ..engine import GRAPH_FORMATS, SOLUTION_FORMATS, Dataset, Engine
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
        return _answer(engine, request, _parameters(request.scope["query_string"]))

    @app.post("/sparql")
    async def sparql_post(request: Request) -> Response:
        parameters = _posted(request, await request.body())
        return await run_in_threadpool(_answer, engine, request, parameters)

    return app


Parameters = Mapping[str, Sequence[str]]


def _parameters(encoded: bytes) -> Parameters:
    """The parameters of an address or a form, decoded once; SyntaxFault where they are not UTF-8."""
    try:
        return parse_qs(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise SyntaxFault("query", f"not UTF-8 at byte {error.start}") from error


def _posted(request: Request, body: bytes) -> Parameters:
    """The parameters of a POST: its form, or the query in its body with the address's other parameters."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == "application/x-www-form-urlencoded":
        return _parameters(body)
    if media == "application/sparql-query":
        return {**_parameters(request.scope["query_string"]), "query": [_utf8(body)]}
    raise UsageError(
        "Content-Type phải là application/sparql-query hoặc application/x-www-form-urlencoded",
        "Content-Type must be application/sparql-query or application/x-www-form-urlencoded",
    )


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SyntaxFault("query", f"not UTF-8 at byte {error.start}") from error


def _answer(engine: Engine, request: Request, parameters: Parameters) -> Response:
    queries = parameters.get("query", ())
    if len(queries) != 1:
        raise UsageError("Cần đúng một tham số query", "Exactly one query parameter is needed")
    accept = request.headers.get("accept", "*/*")
    dataset = Dataset(
        tuple(parameters.get("default-graph-uri", ())), tuple(parameters.get("named-graph-uri", ()))
    )
    answer = engine.query(
        queries[0], choose(accept, tuple(SOLUTION_FORMATS)), choose(accept, tuple(GRAPH_FORMATS)), dataset
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
