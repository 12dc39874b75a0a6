"""/.well-known/void, /catalogue, service description: what the store says of itself, with addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from .. import describe, terms
from ..describe import File, Host
from ..engine import GRAPH_FORMATS, Answer, AsyncEngine, Query, Waited
from ..errors import Message, UnknownName, UsageError
from ..limits import Limits
from ..release import Release, find_release
from .formats import is_page, wanted
from .kept import Kept
from .pages import HTML, page
from .responses import entity_tag, is_held, not_modified, respond

_CONSTRUCT: Final = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
_DESCRIPTION: Final = Message("mô tả tập dữ liệu", "description of a dataset")


@dataclass(frozen=True)
class _Held:
    """What a release says of itself: dataset, questions and prefixes, files, and when it was built."""

    release: str = ""
    dataset: Sequence[Triple] = ()
    questions: Sequence[Triple] = ()
    files: Sequence[File] = ()
    built: str = ""

    def at(self, base: str) -> Host:
        """The host that serves the release at a base address."""
        return Host(base, self.release, self.built, self.files)


class Description:
    """The descriptions of what an engine serves; the store is asked once of every release."""

    def __init__(self, engine: AsyncEngine, limits: Limits, home: Path | None) -> None:
        self._engine, self._limits, self._home = engine, limits, home
        self._kept = Kept(self._read)

    def service(self, request: Request) -> Response:
        """The service description at the address of the endpoint itself, whichever it was asked at."""
        held = self._held()
        endpoint = address(request)
        triples = describe.service(endpoint, self._limits, [*held.dataset, *held.questions])
        return _respond(request, triples, held.release)

    def void(self, request: Request) -> Response:
        """The dataset in VoID."""
        held = self._held()
        return _respond(request, describe.void_at(_stated(held), held.at(_base(request))), held.release)

    def catalogue(self, request: Request) -> Response:
        """The catalogue, as a page or in RDF."""
        held = self._held()
        if is_page(request) and not request.query_params.get("format"):
            return _page(request, held)
        triples = describe.catalogue_at(_stated(held), held.at(_base(request)))
        return _respond(request, triples, held.release)

    def _held(self) -> _Held:
        return self._kept.of(Waited(self._engine))

    def _read(self, engine: Waited) -> _Held:
        dataset, questions = map(engine.answer, map(_whole, (terms.DATASET_GRAPH, terms.QUERIES_GRAPH)))
        release = self._find(dataset.release)
        built = str(release.manifest["built"]) if release else ""
        return _Held(dataset.release, _parsed(dataset), _parsed(questions), _files(release), built)

    def _find(self, name: str) -> Release | None:
        try:
            return find_release(self._home, name) if self._home else None
        except UnknownName:  # the store is elsewhere, and holds another
            return None


def router(description: Description) -> APIRouter:
    """The routes of the description."""
    routes = APIRouter()
    for path, tell, page_too in (
        ("/.well-known/void", description.void, ()),
        ("/catalogue", description.catalogue, (HTML,)),
    ):
        told = _told(*GRAPH_FORMATS, *page_too)
        routes.add_api_route(path, tell, response_class=Response, openapi_extra=told)
    return routes


def _told(*media: str) -> dict[str, Any]:
    return {"responses": {"200": {"description": "the description", "content": {name: {} for name in media}}}}


def address(request: Request) -> str:
    """The address that was asked, without its query; UsageError where it can be no IRI: hosts are hearsay."""
    asked = f"{request.url.scheme}://{request.url.netloc}{quote(request.url.path)}"
    try:
        return NamedNode(asked).value
    except ValueError as error:
        raise UsageError(f"Địa chỉ sai: {asked!r}", f"A wrong address: {asked!r}") from error


def _base(request: Request) -> str:
    """The address of the host that was asked, without a slash at the end."""
    return address(request).removesuffix(quote(request.url.path))


def _whole(graph: str) -> Query:
    """The query for all of a named graph."""
    return Query(_CONSTRUCT.format(graph=graph), None, "application/n-triples")


def _parsed(answer: Answer) -> Sequence[Triple]:
    return [quad.triple for quad in parse(answer.body, RdfFormat.N_TRIPLES)]


def _files(release: Release | None) -> Sequence[File]:
    """The files that the manifest of a release names."""
    if release is None:
        return ()
    files = release.manifest["files"].items()
    return [File(name, sha256, (release.path / name).stat().st_size) for name, sha256 in files]


def _stated(held: _Held) -> Sequence[Triple]:
    """What the dataset says of itself; UnknownName where it says nothing, as given files do not."""
    if not held.dataset:
        raise UnknownName(_DESCRIPTION, terms.DATASET_GRAPH)
    return held.dataset


def _respond(request: Request, triples: Iterable[Triple], release: str) -> Response:
    media = wanted(request, tuple(GRAPH_FORMATS))
    told = describe.ordered(triples)
    # The library writes the prefixes in any order: the tag is of the triples and not of the bytes.
    tag = entity_tag("description", media, *map(str, told))
    if is_held(request, tag):
        return not_modified(tag)
    body = serialize(told, format=GRAPH_FORMATS[media], prefixes=describe.PREFIXES) or b""
    return respond(Answer(body, media, release), tag)


def _page(request: Request, held: _Held) -> Response:
    """The catalogue for people: what it is, its size, and every file with what may be done with it."""
    own = describe.rights(_stated(held))
    return page(
        request,
        "catalogue.html",
        title=describe.TITLE,
        description=describe.DESCRIPTION,
        triples=describe.size(held.dataset),
        files=[(file, own[file.name].words if file.name in own else "") for file in held.files],
        release=held.release,
    )
