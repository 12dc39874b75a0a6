"""/trace: the chain of legal bases of a document or task, as a diagram, a tree and a table."""

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode

from .. import terms
from ..catalogue import find_question
from ..errors import Message, UnknownName
from ..trace import find, tree
from .charts import chain
from .pages import keeping, language, page
from .sections import ask, reader, section
from .site import Site
from .things import find as find_thing

_CHAIN: Final = "chain-of-legal-bases"
_ROOT: Final = terms.ID + "document/"
_TRACED: Final = Message("văn bản hoặc nhiệm vụ", "document or task")


def router(site: Site) -> APIRouter:
    """The routes of tracing."""
    routes = APIRouter()

    @routes.get("/trace", response_class=Response)
    def begin(request: Request, q: str = "") -> Response:
        """Where a document's number or a thing's IRI leads; without one, where to write it."""
        if not q.strip():
            return page(request, "trace.html", steps=None)
        iri = find(site.ask(), q.strip())
        if not iri.startswith(_ROOT):
            raise UnknownName(_TRACED, q)
        return RedirectResponse(f"/trace/{quote(iri.removeprefix(_ROOT))}{keeping(request)}", 303)

    @routes.get("/trace/{path:path}", response_class=Response)
    def traced(request: Request, path: str) -> Response:
        """The chain of one document or task."""
        return _page(request, site, _ROOT + path)

    return routes


def _page(request: Request, site: Site, start: str) -> Response:
    engine = site.ask()
    asked = ask(engine, [(find_question(site.catalogue, _CHAIN), {"start": [start]})], rows=1000)[0]
    if asked.error is not None:
        raise asked.error
    if not asked.rows:
        find_thing(engine, start)
    rows = [*asked.rows, {"start": NamedNode(start)}]
    told = reader(engine, language(request), rows, site.catalogue.answers)
    return page(
        request,
        "trace.html",
        start=told.named(start),
        steps=tree(asked.rows, start),
        diagram=chain(asked.rows, told) if asked.rows else None,
        section=section(asked, told, ("start",)),
        told=told,
        release=engine.release,
    )
