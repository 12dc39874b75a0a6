"""Pages for people: HTML made on the server from templates, in Vietnamese and English."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from ..catalogue import Question
from .negotiate import choose
from .responses import entity_tag, is_held, not_modified

HTML = "text/html"
STATIC: Final = Path(__file__).parent / "static"
_STYLE: Final = f"/static/style.css?{hashlib.sha256((STATIC / 'style.css').read_bytes()).hexdigest()[:8]}"
_LANGUAGES = ("vi", "en")
_YEAR = 365 * 24 * 3600  # seconds that a language is remembered
_VARY: Final = "Accept, Accept-Language, Cookie"
_TEMPLATES = Environment(
    loader=PackageLoader("cancu.api"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language(request: Request) -> str:
    """The language of a page: the one that `lang` names or last named, else the browser's, else vi."""
    for named in (request.query_params.get("lang"), request.cookies.get("lang")):
        if named in _LANGUAGES:
            return named
    return _spoken(request.headers.get("accept-language", ""))


def _spoken(accept: str) -> str:
    """The offered language a browser likes best; a region of it counts as the language itself."""
    plain = ",".join(part.split("-")[0] + ";" + part.partition(";")[2] for part in accept.split(","))
    return choose(plain, _LANGUAGES) or _LANGUAGES[0]


def page(request: Request, template: str, *, code: int = 200, **values: Any) -> Response:
    """A page made from a template, or that the client holds it; `say` gives its wording of two."""
    spoken = language(request)
    shown = _TEMPLATES.get_template(template).render(
        language=spoken,
        say=_say(spoken),
        in_language=_in_language(request),
        path=request.url.path,
        style=_STYLE,
        tried=tried,
        **values,
    )
    response = _response(request, shown, code)
    if request.query_params.get("lang") in _LANGUAGES:
        response.set_cookie("lang", spoken, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def _response(request: Request, shown: str, code: int) -> Response:
    """A page, or that the client holds it."""
    if code != 200 or request.method != "GET":
        return HTMLResponse(shown, code, {"vary": _VARY})
    tag = entity_tag("page", shown)
    if is_held(request, tag):
        return not_modified(tag, _VARY)
    return HTMLResponse(shown, headers={"vary": _VARY, "etag": tag})


def tried(question: Question) -> str:
    """The query string that asks a question with its example."""
    return "?" + urlencode(question.example) if question.example else ""


def _say(spoken: str) -> Callable[[str, str], str]:
    return lambda vi, en: vi if spoken == "vi" else en


def keeping(request: Request) -> str:
    """The query string that keeps the language that was named, for an address a request is sent on to."""
    named = request.query_params.get("lang")
    return f"?lang={named}" if named in _LANGUAGES else ""


def _in_language(request: Request) -> Callable[[str], str]:
    """The address of the same page in another language."""
    return lambda code: "?" + request.url.include_query_params(lang=code).query


def labels(message: Any) -> Mapping[str, str]:
    """A message by language."""
    return {"vi": message.vi, "en": message.en}
