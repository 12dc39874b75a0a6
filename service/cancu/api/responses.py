"""Answers as HTTP responses: their media type, the release they are of, an entity tag."""

import hashlib

from fastapi import Response

from ..engine import Answer


def entity_tag(release: str, *asked: object) -> str:
    """A weak entity tag: a release always gives the same answer; "" where the store may change unseen."""
    told = repr((release, *asked)).encode()
    return f'W/"{hashlib.sha256(told).hexdigest()[:32]}"' if release else ""


def respond(answer: Answer, tag: str) -> Response:
    """An answer with its headers; no entity tag where `tag` is ""."""
    charset = "; charset=utf-8" if answer.media_type.startswith("text/") else ""
    headers = {"content-type": answer.media_type + charset, "vary": "Accept"}
    if tag:
        headers["etag"] = tag
    if answer.release:
        headers["x-cancu-release"] = answer.release
    return Response(answer.body, headers=headers)
