"""Where people come in: home, search, and what the service is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from pyoxigraph import NamedNode

from .. import search, terms
from ..catalogue import Catalogue
from ..engine import Row, Waited
from ..errors import CancuError
from ..search import Found
from .formats import is_page
from .kept import Kept
from .openapi import SEARCH
from .pages import labels, language, page
from .parameters import whole
from .responses import for_programs
from .sections import ask, reader, section
from .site import Site

# What home counts, in its order; and how far all facts have been checked.
_COUNTED: Final = ("Document", "Target", "Task", "Agency", "Area", "Indicator", "Programme")
_COUNTS = f"""
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
  VALUES ?class {{ {" ".join(f"<{terms.DEF}{name}>" for name in _COUNTED)} }}
  ?thing a ?class .
}} GROUP BY ?class"""
_CHECKED = f"""
SELECT ?status (COUNT(?fact) AS ?count) WHERE {{ ?fact <{terms.DEF}reviewStatus> ?status }}
GROUP BY ?status ORDER BY DESC(?count)"""
_PLANS = f"""
SELECT ?plan ?title ?status WHERE {{
  ?plan a <{terms.DEF}Plan> ; <{terms.DCT}title> ?title ; <{terms.DEF}textStatus> ?status .
  FILTER(LANG(?title) = "vi" && ?status != <{terms.CODE}text-status/not-held>)
}} ORDER BY ?plan LIMIT 12"""
_BEST: Final = (
    "targets-compared", "decision-of-task", "tasks-of-agency", "indicator-across-areas",
    "tasks-without-agency", "who-answers-today",
)  # fmt: skip
_HITS: Final = 20
_GIVEN: Final = ("q", "type", "area", "year")
_STATUS: Final = "facts-by-status"


def router(site: Site) -> APIRouter:
    """The routes of home, search and about."""
    routes = APIRouter()
    counted = Kept(_counts)

    @routes.get("/", response_class=Response)
    def home(request: Request) -> Response:
        """What is in it, and where to begin."""
        engine = site.ask()
        if not is_page(request):
            return PlainTextResponse(_told(site.catalogue, engine.release), headers={"vary": "Accept"})
        try:
            known = counted.of(engine)
        except CancuError:  # what cannot be counted now keeps nobody from searching
            known = ((), (), ())
        return _home(request, site, engine, known)

    @routes.get("/search", response_class=Response, openapi_extra=dict(SEARCH))
    def find(request: Request) -> Response:
        """What is found by words, by kind, area and year; without any, a page on which to write them."""
        engine, given = site.ask(), request.query_params
        offset = whole(given.get("offset"), "offset") or 0
        blank = is_page(request) and "q" not in given
        found = None if blank else _find(site, engine, given, offset)
        if found is not None and not is_page(request):
            return for_programs(_found(found))
        return _search(request, engine, found, {name: given.get(name, "") for name in _GIVEN}, offset)

    @routes.get("/about", response_class=Response)
    def about(request: Request) -> Response:
        """Method, status of checking, limits, licences, how to cite."""
        engine = site.ask()
        asked = ask(engine, [(site.catalogue[_STATUS], {})])[0] if _STATUS in site.catalogue else None
        told = reader(engine, language(request), asked.rows if asked else (), site.catalogue.answers)
        return page(
            request,
            "about.html",
            limits=site.limits,
            section=section(asked, told) if asked else None,
            release=engine.release,
        )

    return routes


def _counts(engine: Waited) -> Sequence[Sequence[Row]]:
    """The rows of the counts, of the statuses, and of the plans."""
    return engine.select_each([_COUNTS, _CHECKED, _PLANS])


def _home(request: Request, site: Site, engine: Waited, counted: Sequence[Sequence[Row]]) -> Response:
    told = reader(
        engine, language(request), [row for rows in counted for row in rows], site.catalogue.answers
    )
    counts, statuses, plans = counted
    numbers = {row["class"].value.removeprefix(terms.DEF): told.cell(row["count"]).text for row in counts}
    return page(
        request,
        "home.html",
        counts=[(told.named(terms.DEF + name), numbers[name]) for name in _COUNTED if name in numbers],
        statuses=[(told.cell(row["status"]), told.cell(row["count"]).text) for row in statuses],
        plans=[(told.cell(row["plan"]), told.cell(row["title"]), told.cell(row["status"])) for row in plans],
        best=[site.catalogue[name] for name in _BEST if name in site.catalogue],
        release=engine.release,
    )


def _find(site: Site, engine: Waited, given: Mapping[str, str], offset: int) -> Found:
    return site.library.index(engine).find(
        given.get("q", ""),
        given.get("type", ""),
        terms.expand(given.get("area", "")),
        whole(given.get("year"), "year"),
        _HITS,
        offset,
    )


def _search(
    request: Request, engine: Waited, found: Found | None, given: Mapping[str, str], offset: int
) -> Response:
    kinds = [f"{terms.DEF}{kind}" for kind in search.KINDS]
    areas = [hit.area for hit in found.hits if hit.area] if found else []
    told = reader(engine, language(request), [{"t": NamedNode(iri)} for iri in (*kinds, *areas)], {})
    return page(
        request,
        "search.html",
        found=found,
        given=given,
        kinds={kind: told.named(terms.DEF + kind).text for kind in search.KINDS},
        told=told,
        offset=offset,
        step=_HITS,
        release=engine.release,
    )


def _found(found: Found) -> Mapping[str, Any]:
    """What was found, for programs."""
    return {
        "total": found.total,
        "hits": [
            {"iri": hit.iri, "type": terms.DEF + hit.kind, "label": labels(hit.label), "detail": hit.detail}
            | ({"area": hit.area} if hit.area else {})
            | ({"year": hit.year} if hit.year is not None else {})
            for hit in found.hits
        ],
    }


def _told(catalogue: Catalogue, release: str) -> str:
    """Home for programs: where the endpoint is, and what can be asked."""
    questions = "".join(
        f"  {name}\n    {q.question.vi}\n    {q.question.en}\n" for name, q in catalogue.items()
    )
    return (
        f"Căn Cứ, bản phát hành / release {release}\n\n"
        "SPARQL: /sparql?query=…  (GET, POST)\n\n"
        f"Câu hỏi / Questions (/queries/NAME, cancu query NAME):\n{questions}"
    )
