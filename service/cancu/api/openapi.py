"""What the OpenAPI description says of the endpoint that its routes cannot: parameters, forms, answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..engine import GRAPH_FORMATS, SOLUTION_FORMATS

_TEXT: Mapping[str, Any] = {"type": "string"}
_TEXTS: Mapping[str, Any] = {"type": "array", "items": {"type": "string", "format": "uri"}}
_PARAMETERS = {
    "query": (_TEXT, "SPARQL 1.1 query; without it the endpoint describes itself"),
    "default-graph-uri": (_TEXTS, "graphs of the store that make the default graph"),
    "named-graph-uri": (_TEXTS, "graphs of the store that GRAPH sees"),
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {"type": _TEXT, "title": _TEXT, "title_vi": _TEXT, "status": {"type": "integer"}},
}
PROBLEM: Mapping[int | str, dict[str, Any]] = {
    "default": {
        "description": "what went wrong, as problem+json (RFC 9457), in English and Vietnamese",
        "content": {"application/problem+json": {"schema": _PROBLEM}},
    }
}


def asked_by_get() -> Mapping[str, Any]:
    """A query in the address."""
    parameters: list[Mapping[str, Any]] = [
        {"name": name, "in": "query", "schema": schema, "description": told}
        for name, (schema, told) in _PARAMETERS.items()
    ]
    return {"parameters": parameters, "responses": _answers()}


def of_release(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same, of an earlier release by its name."""
    name = {"name": "release", "in": "path", "required": True, "schema": _TEXT}
    return {**asked, "parameters": [name, *asked.get("parameters", ())]}


def asked_by_post() -> Mapping[str, Any]:
    """A query in a form, or as the body itself."""
    properties = {name: {**schema, "description": told} for name, (schema, told) in _PARAMETERS.items()}
    form = {"type": "object", "required": ["query"], "properties": properties}
    content = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": _TEXT},
    }
    return {"requestBody": {"required": True, "content": content}, "responses": _answers()}


def _answers() -> Mapping[str, Any]:
    """The complete answer in the offered formats, or that it is the one the client has."""
    formats: Sequence[str] = (*SOLUTION_FORMATS, *GRAPH_FORMATS, "text/html")
    return {
        "200": {"description": "the complete answer", "content": {media: {} for media in formats}},
        "304": {"description": "the answer the client holds is still the answer"},
    }
