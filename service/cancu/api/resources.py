"""/id /def /code /shape /rule: every IRI of ours, by 303 to a page or to data about it."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pyoxigraph import NamedNode
from rdflib import Graph, URIRef

from .. import terms
from ..engine import Row, Waited, select
from ..errors import Message, NotAcceptable, UnknownName, UsageError
from .context import Context, Definitions, used
from .negotiate import accepted, choose
from .pages import keeping
from .site import Site
from .things import thing_page

KINDS = ("id", "def", "code", "shape", "rule")
_PAGE_SIZE = 100
_MOST_PAGES = 1_000_000
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


def router(site: Site) -> APIRouter:
    """The routes of identifiers."""
    routes, context = APIRouter(), Context()

    @routes.get("/context.jsonld", response_class=_JsonLd)
    def terms_by_name() -> Response:
        """The prefixes, and the terms by short names with the kind of their values."""
        return _JsonLd({"@context": context.of(site.ask())})

    for kind in KINDS:
        routes.add_api_route(f"/{kind}/{{path:path}}", _identify, name=kind, **_SEE_OTHER)

    @routes.get("/about/{kind}/{path:path}.{suffix}", response_class=Response, openapi_extra=_DESCRIBED)
    def describe(request: Request, kind: str, path: str, suffix: str, page: int = 1) -> Response:
        """A thing as a page or as data; `page` is of the links to it."""
        if kind not in KINDS or suffix not in _MEDIA or not 0 < page < _MOST_PAGES:
            raise UnknownName(_THING, request.url.path)
        iri = _iri(f"{kind}/{path}")
        if suffix == "html":
            return thing_page(request, site, iri, page)
        engine, media = site.ask(), _MEDIA[suffix]
        named = context.of(engine) if media == _JsonLd.media_type else {}
        return _data(engine, iri, page, media, named)

    return routes


async def _identify(request: Request, path: str) -> Response:
    """A thing is not a document: see another address, by the type that is wanted."""
    accept = accepted(request)
    media = choose(accept, tuple(_SUFFIXES))
    if media is None:
        raise NotAcceptable(accept, tuple(_SUFFIXES))
    local = request.scope["path"].removeprefix("/")
    _iri(local)
    further = keeping(request) if media == _HTML else ""
    return RedirectResponse(f"/about/{quote(local)}.{_SUFFIXES[media]}{further}", 303, {"vary": "Accept"})


def _iri(local: str) -> str:
    """The IRI of a path below ours; UsageError where it can be none."""
    try:
        return NamedNode(terms.BASE + local).value
    except ValueError as error:
        raise UsageError(f"“{local!r}” không phải IRI", f"“{local!r}” is no IRI") from error


# What is said of a thing, in the default graph or as a shape or rule; what uses a code is an incoming link.
_OUTGOING = """
SELECT DISTINCT ?p ?o ?label WHERE {{
  {{ <{iri}> ?p ?o }} UNION {{ GRAPH graph:shapes {{ <{iri}> ?p ?o }} }}
  UNION {{ GRAPH graph:rules {{ <{iri}> ?p ?o }} }}
  FILTER(!isBlank(?o) && ?p != cancu:codeOf)
  OPTIONAL {{ ?o rdfs:label ?label FILTER(isIRI(?o)) }}
}} ORDER BY ?p ?o ?label"""
_INCOMING = """
SELECT ?s ?p ?label WHERE {{
  {{ SELECT ?s ?p WHERE {{ ?s ?p <{iri}> }} ORDER BY ?p ?s LIMIT {limit} OFFSET {offset} }}
  OPTIONAL {{ ?s rdfs:label ?label }}
}} ORDER BY ?p ?s ?label"""


def _ask(engine: Waited, template: str, iri: str, page: int = 1) -> tuple[Row, ...]:
    told = {"iri": iri, "limit": _PAGE_SIZE, "offset": (page - 1) * _PAGE_SIZE}
    return select(engine, terms.PROLOGUE + template.format(**told))


def _rows(engine: Waited, iri: str, page: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What is said of a thing, and one page of what else speaks of it; UnknownName when nothing does."""
    outgoing = _ask(engine, _OUTGOING, iri)
    incoming = _ask(engine, _INCOMING, iri, page)
    if not outgoing and not incoming:
        raise UnknownName(_THING, iri)
    return outgoing, incoming


def _data(engine: Waited, iri: str, page: int, media: str, context: Definitions) -> Response:
    """The triples about a thing, the labels of what it points to, and one page of incoming links."""
    outgoing, incoming = _rows(engine, iri, page)
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
    return Response(_serialised(graph, media, context), media_type=media, headers={"vary": "Accept"})


def _serialised(graph: Graph, media: str, context: Definitions) -> str:
    if media == _JsonLd.media_type:
        named = {str(term) for triple in graph for term in triple[1:] if isinstance(term, URIRef)}
        return graph.serialize(format="json-ld", context=used(context, named), auto_compact=True)
    return graph.serialize(format={"text/turtle": "turtle", "application/rdf+xml": "xml"}.get(media, "nt"))
