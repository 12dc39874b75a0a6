"""/sparql: the SPARQL 1.1 Protocol, for reading only."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from ..engine import GRAPH_FORMATS, SOLUTION_FORMATS, AsyncEngine, Dataset, Query
from ..errors import Message, NotAcceptable, Refused, SyntaxFault, UnknownName, UnsupportedMedia, UsageError
from ..limits import Limits
from .connection import Parameters, content_type, form_of, read_body, watched
from .description import Description, address
from .formats import NAMED, is_page
from .negotiate import accepted, choose
from .openapi import asked_by_get, asked_by_post, of_release
from .responses import entity_tag, respond
from .workbench import Workbench

_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATING = ("update", "using-graph-uri", "using-named-graph-uri")


def router(engine: AsyncEngine, limits: Limits, workbench: Workbench, description: Description) -> APIRouter:
    """The routes of the endpoint over an engine."""
    routes = APIRouter()

    @routes.get("/sparql", response_class=Response, openapi_extra=dict(asked_by_get()))
    @routes.get(
        "/releases/{release}/sparql", response_class=Response, openapi_extra=dict(of_release(asked_by_get()))
    )
    async def sparql_get(request: Request) -> Response:
        parameters = form_of(request.scope["query_string"])
        updates = set(parameters) & set(_UPDATING)
        if is_page(request) and not (updates or request.path_params or parameters.get("format")):
            return await run_in_threadpool(workbench.page, request, "".join(parameters.get("query", ())[:1]))
        if not (parameters.get("query") or updates or request.path_params):
            return await run_in_threadpool(description.service, request)
        return await _answer(engine, request, parameters)

    @routes.post("/sparql", response_class=Response, openapi_extra=dict(asked_by_post()))
    @routes.post(
        "/releases/{release}/sparql", response_class=Response, openapi_extra=dict(of_release(asked_by_post()))
    )
    async def sparql_post(request: Request) -> Response:
        body = await read_body(request, limits.query_bytes * 3)  # a form may escape every byte
        parameters = _posted(request, body)
        if is_page(request) and not request.path_params:
            query = Query(_only_query(parameters), dataset=_dataset(parameters), base=address(request))
            return await run_in_threadpool(workbench.results, request, query)
        return await _answer(engine, request, parameters)

    return routes


def _posted(request: Request, body: bytes) -> Parameters:
    """The parameters of a POST: those of the address, and its form or the query in its body."""
    media, charset = content_type(request)
    if charset not in ("", "utf-8"):
        raise UnsupportedMedia(f"charset={charset}", (_QUERY, _FORM))
    address = form_of(request.scope["query_string"])
    if media == _FORM:
        return {**address, **form_of(body)}
    if media == _QUERY:
        return {**address, "query": [*address.get("query", ()), _utf8(body)]}
    raise UnsupportedMedia(media or "(no Content-Type)", (_QUERY, _FORM))


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SyntaxFault("query", f"not UTF-8 at byte {error.start}") from error


async def _answer(engine: AsyncEngine, request: Request, parameters: Parameters) -> Response:
    text = _only_query(parameters)
    accept = _accepted(request, parameters)
    dataset = _dataset(parameters)
    release = request.path_params.get("release", "")
    held = request.headers.get("if-none-match", "") if request.method == "GET" else ""
    if held and (tag := entity_tag(release or engine.release, text, dataset, accept)) in held.split(", "):
        return Response(status_code=304, headers={"etag": tag, "vary": "Accept"})
    solutions, graph = choose(accept, tuple(SOLUTION_FORMATS)), choose(accept, tuple(GRAPH_FORMATS))
    query = Query(text, solutions, graph, dataset, address(request), release)
    try:
        with watched(request):
            answer = await engine.answer(query)
    except NotAcceptable as error:
        raise NotAcceptable(accept, error.offered) from error
    if release not in ("", answer.release):
        raise UnknownName(Message("bản phát hành", "release"), release)
    tag = entity_tag(answer.release, text, dataset, accept) if request.method == "GET" else ""
    return respond(answer, tag)


def _accepted(request: Request, parameters: Parameters) -> str:
    """What is accepted: the format that is named, since a link cannot say Accept, else by the header."""
    return NAMED.get("".join(parameters.get("format", ())[:1]), "") or accepted(request)


def _dataset(parameters: Parameters) -> Dataset:
    return Dataset(
        tuple(parameters.get("default-graph-uri", ())), tuple(parameters.get("named-graph-uri", ()))
    )


def _only_query(parameters: Parameters) -> str:
    """The one query of a request; updates are refused by name."""
    for name in _UPDATING:
        if name in parameters:
            raise Refused(
                "read-only", f"Chỉ được đọc: không nhận {name}", f"This endpoint only reads: no {name}"
            )
    queries = parameters.get("query", ())
    if len(queries) != 1:
        raise UsageError("Cần đúng một tham số query", "Exactly one query parameter is needed")
    return queries[0]
