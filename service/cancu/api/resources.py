"""/id /def /code /shape: every IRI of ours, by 303 to a page or to data about it."""

import html
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pyoxigraph import Literal, NamedNode
from rdflib import Graph

from .. import terms
from ..engine import AsyncEngine, Row, select_async
from ..errors import Message, NotAcceptable, UnknownName, UsageError
from .negotiate import accepted, choose

KINDS = ("id", "def", "code", "shape")
_PAGE_SIZE = 100
_HTML = "text/html"
_SUFFIXES = {
    _HTML: "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}
_MEDIA = {suffix: media for media, suffix in _SUFFIXES.items()}
_SEE_OTHER: Any = {"status_code": 303, "response_class": RedirectResponse}
_DESCRIBED: dict[str, Any] = {"responses": {"200": {"content": {media: {} for media in _SUFFIXES}}}}
_THING = Message("định danh", "identifier")


class _JsonLd(JSONResponse):
    media_type = "application/ld+json"


def router(engine: AsyncEngine) -> APIRouter:
    """The routes of identifiers over an engine."""
    routes = APIRouter()

    @routes.get("/context.jsonld", response_class=_JsonLd)
    async def context() -> Response:
        return _JsonLd({"@context": dict(terms.PREFIXES)})

    for kind in KINDS:
        routes.add_api_route(f"/{kind}/{{path:path}}", _identify, name=kind, **_SEE_OTHER)

    @routes.get("/about/{kind}/{path:path}.{suffix}", response_class=Response, openapi_extra=_DESCRIBED)
    async def describe(request: Request, kind: str, path: str, suffix: str, page: int = 1) -> Response:
        if kind not in KINDS or suffix not in _MEDIA or page < 1:
            raise UnknownName(_THING, request.url.path)
        iri = _iri(f"{kind}/{path}")
        if suffix == "html":
            return HTMLResponse(await _page(engine, iri, page))
        return await _data(engine, iri, page, _MEDIA[suffix])

    return routes


async def _identify(request: Request, path: str) -> Response:
    """A thing is not a document: see another address, by the type that is wanted."""
    accept = accepted(request)
    media = choose(accept, tuple(_SUFFIXES))
    if media is None:
        raise NotAcceptable(accept, tuple(_SUFFIXES))
    local = request.scope["path"].removeprefix("/")
    _iri(local)
    return RedirectResponse(f"/about/{quote(local)}.{_SUFFIXES[media]}", 303, {"vary": "Accept"})


def _iri(local: str) -> str:
    """The IRI of a path below ours; UsageError where it can be none."""
    try:
        return NamedNode(terms.BASE + local).value
    except ValueError as error:
        raise UsageError(f"“{local!r}” không phải IRI", f"“{local!r}” is no IRI") from error


# What is said of a thing, in the default graph or as a shape; what uses a code is an incoming link.
_OUTGOING = """
SELECT DISTINCT ?p ?o ?label WHERE {{
  {{ <{iri}> ?p ?o }} UNION {{ GRAPH <{shapes}> {{ <{iri}> ?p ?o }} }}
  FILTER(!isBlank(?o) && ?p != <{code_of}>)
  OPTIONAL {{ ?o <{rdfs}label> ?label FILTER(isIRI(?o)) }}
}} ORDER BY ?p ?o ?label"""
_INCOMING = """
SELECT ?s ?p ?label WHERE {{
  {{ SELECT ?s ?p WHERE {{ ?s ?p <{iri}> }} ORDER BY ?p ?s LIMIT {limit} OFFSET {offset} }}
  OPTIONAL {{ ?s <{rdfs}label> ?label }}
}} ORDER BY ?p ?s ?label"""


async def _ask(engine: AsyncEngine, template: str, iri: str, page: int = 1) -> tuple[Row, ...]:
    offset = (page - 1) * _PAGE_SIZE
    return await select_async(
        engine,
        template.format(
            iri=iri,
            shapes=terms.SHAPES_GRAPH,
            rdfs=terms.RDFS,
            code_of=terms.DEF + "codeOf",
            limit=_PAGE_SIZE,
            offset=offset,
        ),
    )


async def _rows(engine: AsyncEngine, iri: str, page: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What is said of a thing, and one page of what else speaks of it; UnknownName when nothing does."""
    outgoing = await _ask(engine, _OUTGOING, iri)
    incoming = await _ask(engine, _INCOMING, iri, page)
    if not outgoing and not incoming:
        raise UnknownName(_THING, iri)
    return outgoing, incoming


async def _data(engine: AsyncEngine, iri: str, page: int, media: str) -> Response:
    """The triples about a thing, the labels of what it points to, and one page of incoming links."""
    outgoing, incoming = await _rows(engine, iri, page)
    node = NamedNode(iri)
    lines = [f"{node} {row['p']} {row['o']} ." for row in outgoing]
    lines += [f"{row['s']} {row['p']} {node} ." for row in incoming]
    label = NamedNode(terms.RDFS + "label")
    lines += [f"{row['o']} {label} {row['label']} ." for row in outgoing if "label" in row]
    lines += [f"{row['s']} {label} {row['label']} ." for row in incoming if "label" in row]
    graph = Graph()
    for prefix, namespace in terms.PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data="\n".join(sorted(set(lines))), format="nt")
    return Response(_serialised(graph, media), media_type=media, headers={"vary": "Accept"})


def _serialised(graph: Graph, media: str) -> str:
    if media == "application/ld+json":
        return graph.serialize(format="json-ld", context=dict(terms.PREFIXES), auto_compact=True)
    return graph.serialize(format={"text/turtle": "turtle", "application/rdf+xml": "xml"}.get(media, "nt"))


async def _page(engine: AsyncEngine, iri: str, page: int) -> str:
    """A plain page: two tables, every name a link."""
    outgoing, incoming = await _rows(engine, iri, page)
    told = "".join(f"<tr><td>{_link(row['p'])}<td>{_link(row['o'], row.get('label'))}" for row in outgoing)
    heard = "".join(f"<tr><td>{_link(row['s'], row.get('label'))}<td>{_link(row['p'])}" for row in incoming)
    more = f'<p><a href="?page={page + 1}">trang sau / next page</a>' if len(incoming) >= _PAGE_SIZE else ""
    name = html.escape(terms.shorten(iri))
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{name} · Căn Cứ</title>'
        f"<h1>{name}</h1><p><code>{html.escape(iri)}</code>"
        f"<h2>Điều được nói / What is said</h2><table>{told}</table>"
        f"<h2>Liên kết đến / Incoming links</h2><table>{heard}</table>{more}</html>"
    )


def _link(term: NamedNode | Literal, label: NamedNode | Literal | None = None) -> str:
    """A term for reading: an IRI of ours by its path, another by its address, a literal as text."""
    if isinstance(term, Literal):
        return html.escape(term.value)
    text = html.escape(label.value if label is not None else terms.shorten(term.value))
    if term.value.startswith(terms.BASE):
        return f'<a href="/{quote(term.value.removeprefix(terms.BASE))}">{text}</a>'
    if term.value.startswith(("http://", "https://")):
        return f'<a href="{html.escape(term.value)}">{text}</a>'
    return text
