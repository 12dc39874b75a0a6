"""In which format an answer is wanted: the one that `format` names, else by Accept, a page for browsers."""

from collections.abc import Mapping
from typing import Final

from fastapi import Request

from ..engine import GRAPH_FORMATS, JSON, SOLUTION_FORMATS, TURTLE
from ..errors import NotAcceptable, UsageError
from .negotiate import accepted, choose
from .pages import HTML

NAMED: Final[Mapping[str, str]] = {
    "html": HTML,
    "json": JSON,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": TURTLE,
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
}
_OFFERED: Final = (*SOLUTION_FORMATS, *GRAPH_FORMATS, HTML)


def wanted(request: Request, offered: tuple[str, ...]) -> str:
    """The media type that a request wants; UsageError or NotAcceptable where it is not offered."""
    named = request.query_params.get("format")
    if named and named not in NAMED:
        raise UsageError(
            f"Tham số format: không có định dạng “{named}”; có: {', '.join(NAMED)}",
            f"Parameter format: there is no “{named}”; there are {', '.join(NAMED)}",
        )
    accept = NAMED[named] if named else accepted(request)
    media = choose(accept, offered)
    if media is None:
        raise NotAcceptable(accept, offered)
    return media


def is_page(request: Request) -> bool:
    """Whether a page is wanted rather than data."""
    return choose(accepted(request), _OFFERED) == HTML
