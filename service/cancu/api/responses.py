"""Answers as HTTP responses: their media type, the release they are of, an entity tag."""

import hashlib
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from ..engine import Answer


def entity_tag(release: str, *asked: object) -> str:
    """A weak entity tag: a release always gives the same answer; "" where the store may change unseen."""
    told = repr((release, *asked)).encode()
    return f'W/"{hashlib.sha256(told).hexdigest()[:32]}"' if release else ""


def is_held(request: Request, tag: str) -> bool:
    """Whether the client holds already what an entity tag names."""
    held = request.headers.get("if-none-match", "").split(", ")
    return bool(tag) and request.method == "GET" and tag in held


def not_modified(tag: str, vary: str = "Accept") -> Response:
    """That what the client holds is still the answer."""
    return Response(status_code=304, headers={"etag": tag, "vary": vary})


def for_programs(told: Any) -> Response:
    """Data at an address where browsers get a page."""
    return JSONResponse(told, headers={"vary": "Accept"})


def respond(answer: Answer, tag: str) -> Response:
    """An answer with its headers; no entity tag where `tag` is ""."""
    charset = "; charset=utf-8" if answer.media_type.startswith("text/") else ""
    headers = {"content-type": answer.media_type + charset, "vary": "Accept"}
    if tag:
        headers["etag"] = tag
    if answer.release:
        headers["x-cancu-release"] = answer.release
    return Response(answer.body, headers=headers)
