"""What the OpenAPI description says of the endpoint that its routes cannot: parameters, forms, answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..catalogue import Question
from ..engine import GRAPH_FORMATS, SOLUTION_FORMATS
from .formats import NAMED

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


def of_question(question: Question) -> Mapping[str, Any]:
    """A question of the catalogue: its parameters, and those that every question has."""
    own = [
        {"name": p.name, "in": "query", "schema": _KINDS[p.kind], "description": str(p.label)}
        | ({"example": question.example[p.name]} if p.name in question.example else {})
        for p in question.parameters
    ]
    shared = [
        {"name": name, "in": "query", "schema": schema, "description": told}
        for name, (schema, told) in _SHARED.items()
    ]
    return {"parameters": own + shared, "responses": _answers()}


_WHOLE: Mapping[str, Any] = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "iri": _TEXT,
    "string": _TEXT,
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
}
_SHARED = {
    "limit": (_WHOLE, "most rows wanted; without it the whole answer, on a page the first 100 rows"),
    "offset": (_WHOLE, "rows to pass over"),
    "format": ({"type": "string", "enum": list(NAMED)}, "the format, where Accept is not to decide"),
    "bom": ({"type": "string", "enum": ["1"]}, "begin CSV with a byte order mark, as spreadsheets want it"),
}


_GIVEN: Mapping[str, Any] = {"graph": {**_TEXT, "description": "a graph as Turtle"}}
_FILE: Mapping[str, Any] = {"file": {**_TEXT, "format": "binary", "description": "the same, as a file"}}
GIVEN: Mapping[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "text/turtle": {"schema": _TEXT},
            "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": _GIVEN}},
            "multipart/form-data": {"schema": {"type": "object", "properties": {**_GIVEN, **_FILE}}},
        },
    },
    "responses": {
        "200": {
            "description": "what does not hold in it, and whether it conforms",
            "content": {media: {} for media in (*GRAPH_FORMATS, "application/json", "text/html")},
        }
    },
}


SEARCH: Mapping[str, Any] = {
    "parameters": [
        {"name": "q", "in": "query", "schema": _TEXT, "description": "words, the last perhaps unfinished"},
        {"name": "type", "in": "query", "schema": _TEXT, "description": "a class, by its local name"},
        {"name": "area", "in": "query", "schema": _TEXT, "description": "an area, by its IRI"},
        {"name": "year", "in": "query", "schema": _WHOLE, "description": "the year of issue or deadline"},
        {"name": "offset", "in": "query", "schema": _WHOLE, "description": "hits to pass over"},
    ]
}


def _answers() -> Mapping[str, Any]:
    """The complete answer in the offered formats, or that it is the one the client has."""
    formats: Sequence[str] = (*SOLUTION_FORMATS, *GRAPH_FORMATS, "text/html")
    return {
        "200": {"description": "the complete answer", "content": {media: {} for media in formats}},
        "304": {"description": "the answer the client holds is still the answer"},
    }
