"""/reconcile: the Reconciliation Service API 0.2, as OpenRefine speaks it."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from .. import reconcile as matching
from .. import terms
from ..errors import Message, UnknownName
from ..reconcile import NAMED, NARROWING, PROPERTIES, local, whole
from ..search import Hit
from ..text import fold
from .known import Known
from .naming import names
from .pages import language, page
from .parameters import whole as number
from .reconciling import Given, Question, Wanted, extension, given, questions
from .site import Site

_AT_A_TIME: Final = 10
_THING: Final = Message("định danh", "identifier")
_WHAT: Final = Message("loại gợi ý", "kind of suggestion")
_SHOWN: Final = (
    "number", "date", "issuer", "area", "symbol", "gsoCode", "iso3166", "validFrom", "validTo", "succeededBy",
    "approvedBy", "definition", "value", "deadlineYear", "document", "quote",
)  # fmt: skip
# A preview stands in the page of whoever asks for it, and can do nothing there.
_FRAMED: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors *"
_FIELDS: Final[Mapping[str, Any]] = {
    "queries": {"type": "string", "description": "a batch of queries, as JSON"},
    "extend": {"type": "string", "description": "identifiers and properties to tell, as JSON"},
}
_BY_GET: Final[dict[str, Any]] = {
    "parameters": [{"name": name, "in": "query", "schema": {"type": "string"}} for name in _FIELDS]
}
_BY_POST: Final[dict[str, Any]] = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": _FIELDS}}
        }
    }
}


def router(site: Site) -> APIRouter:
    """The routes of reconciliation: manifest and queries, suggestions, previews, properties."""
    routes = APIRouter(prefix="/reconcile")
    known = Known()

    @routes.get("", response_class=JSONResponse, openapi_extra=_BY_GET)
    @routes.post("", response_class=JSONResponse, openapi_extra=_BY_POST)
    def reconcile(request: Request, asked: Annotated[Given, Depends(given)]) -> Response:
        """What names mean, or what is said of things; asked for neither, what the service offers."""
        if asked.queries is not None:
            return JSONResponse(_matched(site, known, questions(asked.queries)))
        if asked.extend is not None:
            return JSONResponse(_extended(site, extension(asked.extend)))
        return JSONResponse(_manifest(request, known.of(site).types))

    @routes.get("/preview", response_class=Response)
    def preview(request: Request, id: str) -> Response:  # noqa: A002
        """A small page about an entity, to be shown inside another."""
        return _preview(request, site, id)

    @routes.get("/properties", response_class=JSONResponse)
    def propose(type: str = "", limit: str = "") -> Response:  # noqa: A002
        """The properties that things of a type can be extended with."""
        kind = "".join(matching.kinds_of([type])) if type else ""
        told = [_property(p) for p in PROPERTIES.values() if not kind or not p.kinds or kind in p.kinds]
        most = number(limit, "limit")
        return JSONResponse({"properties": told[:most]} | ({"type": type} if type else {}))

    _suggesting(routes, site, known)
    return routes


def _suggesting(routes: APIRouter, site: Site, known: Known) -> None:
    @routes.get("/suggest/{what}", response_class=JSONResponse)
    def suggest(what: str, prefix: str = "", cursor: str = "", type: str = "") -> Response:  # noqa: A002
        """Entities, types or properties whose names begin like that, ten at a time from `cursor` on."""
        start = number(cursor, "cursor") or 0
        if what == "entity":
            return JSONResponse({"result": _entities(site, known, prefix, type, start)})
        found = [one for one in _terms(site, known, what) if _begins(one, prefix)]
        return JSONResponse({"result": found[start : start + _AT_A_TIME]})

    @routes.get("/flyout/{what}", response_class=JSONResponse)
    def flyout(what: str, id: str) -> Response:  # noqa: A002
        """A few words on an entity, type or property, as HTML."""
        told = _entity(site, id) if what == "entity" else _term(site, known, what, id)
        html = f"<p><b>{escape(told['name'])}</b></p><p>{escape(told.get('description', ''))}</p>"
        return JSONResponse({"id": id, "html": html})


# What the service offers


def _manifest(request: Request, types: Sequence[Mapping[str, str]]) -> Mapping[str, Any]:
    url = f"{request.url.scheme}://{request.url.netloc}"
    suggested = {
        what: {
            "service_url": url,
            "service_path": f"/reconcile/suggest/{what}",
            "flyout_service_url": url,
            "flyout_service_path": f"/reconcile/flyout/{what}?id=${{id}}",
        }
        for what in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": "Căn Cứ: kế hoạch công Việt Nam / Vietnamese public plans",
        "identifierSpace": terms.ID,
        "schemaSpace": terms.DEF,
        "documentation": f"{url}/about",
        "defaultTypes": [one for one in types if one["id"] in NAMED],
        "view": {"url": f"{url}/id/{{{{id}}}}"},
        "preview": {"url": f"{url}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": suggested,
        "extend": {
            "propose_properties": {"service_url": url, "service_path": "/reconcile/properties"},
            "property_settings": _SETTINGS,
        },
    }


_SETTINGS: Final = [
    {
        "name": "limit",
        "label": "Số giá trị / Values",
        "type": "number",
        "default": 0,
        "help_text": "Nhiều nhất cho mỗi dòng, 0 là tất cả / At most for each row, 0 for all",
    },
    {
        "name": "language",
        "label": "Ngôn ngữ / Language",
        "type": "select",
        "default": "vi",
        "help_text": "Ngôn ngữ của tên / Language of names",
        "choices": [{"value": "vi", "name": "Tiếng Việt"}, {"value": "en", "name": "English"}],
    },
]


# Queries and extensions


def _matched(site: Site, known: Known, batch: Mapping[str, Question]) -> Mapping[str, Any]:
    told = known.of(site)
    index = site.library.index(told.engine)
    return {
        key: {
            "result": [told.candidate(one) for one in matching.reconcile(told.register, index, question)]
            if question is not None
            else []
        }
        for key, question in batch.items()
    }


def _extended(site: Site, wanted: Wanted) -> Mapping[str, Any]:
    """The values of every identifier under each property; one that is unknown has none."""
    engine = site.ask()
    rows: dict[str, dict[str, Any]] = {identifier: {} for identifier in wanted.ids}
    for spoken in dict.fromkeys(one.language for one in wanted.properties):
        asked = [one for one in wanted.properties if one.language == spoken]
        iris = [whole(identifier) for identifier in wanted.ids]
        values = matching.extend(engine, iris, [one.property for one in asked], spoken)
        for identifier, iri in zip(wanted.ids, iris, strict=True):
            for one in asked:
                rows[identifier][one.property.name] = one.told(values.get(iri, {}))
    return {"meta": [_property(one.property) for one in wanted.properties], "rows": rows}


def _property(one: matching.Property) -> dict[str, str]:
    return {"id": one.name, "name": str(one.label)}


# Suggestions and previews


def _entities(site: Site, known: Known, prefix: str, kind: str, start: int) -> list[Mapping[str, Any]]:
    if not prefix.strip():
        return []
    kind = "".join(matching.kinds_of([kind])) if kind else ""
    told = known.of(site)
    hits = site.library.index(told.engine).find(prefix, kind, limit=_AT_A_TIME, offset=start).hits
    return [_suggested(hit) | {"notable": [told.type(hit.kind)]} for hit in hits]


def _suggested(hit: Hit) -> dict[str, Any]:
    said = " · ".join(filter(None, (hit.label.en, hit.detail)))
    return {"id": local(hit.iri), "name": hit.label.vi, "description": said}


def _terms(site: Site, known: Known, what: str) -> list[dict[str, str]]:
    """All types, or all properties: those that narrow, then those that can only be told."""
    if what == "type":
        return [dict(one) for one in known.of(site).types]
    if what != "property":
        raise UnknownName(_WHAT, what)
    narrowing = [
        {"id": name, "name": name, "description": f"{told} (để đối chiếu / for matching)"}
        for name, told in NARROWING.items()
    ]
    said = [_property(one) | {"description": "để thêm cột / for extending"} for one in PROPERTIES.values()]
    return narrowing + [one for one in said if one["id"] not in NARROWING]


def _begins(one: Mapping[str, str], prefix: str) -> bool:
    said = fold(prefix.strip())
    return fold(one["id"]).startswith(said) or said in fold(one["name"])


def _term(site: Site, known: Known, what: str, identifier: str) -> dict[str, str]:
    found = (one for one in _terms(site, known, what) if one["id"] == identifier)
    told = next(found, None)
    if told is None:
        raise UnknownName(_WHAT, identifier)
    return told


def _entity(site: Site, identifier: str) -> dict[str, str]:
    iri = whole(identifier)
    values = matching.extend(site.ask(), [iri], [PROPERTIES[n] for n in ("label", "number", "quote")], "vi")
    said = [value.term.value for told in values.get(iri, {}).values() for value in told]
    if not said:
        raise UnknownName(_THING, identifier)
    return {"name": said[0], "description": " · ".join(said[1:])}


def _preview(request: Request, site: Site, identifier: str) -> Response:
    engine, iri, spoken = site.ask(), whole(identifier), language(request)
    wanted = [PROPERTIES[name] for name in ("label", *_SHOWN)]
    told = matching.extend(engine, [iri], wanted, spoken).get(iri, {})
    if not any(told.values()):
        raise UnknownName(_THING, identifier)
    name = next((value.term.value for value in told["label"]), names(engine, [iri]).of(iri, spoken))
    facts = [
        (one.label, [value.name or value.term.value for value in told[one.name]])
        for one in wanted[1:]
        if told[one.name]
    ]
    shown = page(request, "preview.html", name=name, facts=facts, iri=iri)
    shown.headers["content-security-policy"] = _FRAMED
    return shown
