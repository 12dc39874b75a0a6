"""What reconciliation is asked, read from requests and checked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import parse_qs

from fastapi import HTTPException, Request
from pydantic import BaseModel, ValidationError

from .. import search
from ..errors import UsageError
from ..reconcile import (
    LONGEST,
    PROPERTIES,
    Asked,
    Property,
    PropertyValue,
    Value,
    kinds_of,
)
from .connection import read_body
from .known import told

QUERIES_AT_ONCE: Final = 50
_MOST_IDS: Final = 1000
_CANDIDATES: Final = 10
_MOST_CANDIDATES: Final = 100
_BODY: Final = 2_000_000  # bytes
_FORM: Final = "application/x-www-form-urlencoded"

Question = Asked | None
"""What is asked; None where nothing can be meant, as by no name at all."""


# The request


@dataclass(frozen=True)
class Given:
    """What a request gives, as JSON texts; None for what it does not."""

    queries: str | None
    extend: str | None


async def given(request: Request) -> Given:
    """What a request gives in its address or its form; the first of each name counts."""
    fields = dict(reversed(request.query_params.multi_items()))
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise HTTPException(415)
        fields |= _form(await read_body(request, _BODY))
    return Given(fields.get("queries"), fields.get("extend"))


def _form(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise UsageError(f"Biểu mẫu sai: {error}", f"A malformed form: {error}") from error
    return {name: values[0] for name, values in fields.items()}


def _json(text: str, name: str) -> Any:
    """A JSON text; UsageError where it is malformed, too deep, or holds what is no text."""
    try:
        value = json.loads(text, parse_constant=_no_figure)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name}: JSON sai ({error})", f"{name}: malformed JSON ({error})") from error
    return value


def _no_figure(said: str) -> None:
    raise ValueError(said)


# Queries


class _Reference(BaseModel):
    id: str


_Said = str | bool | int | float | _Reference | None


class _Given(BaseModel):
    pid: str
    v: _Said | list[_Said] = None

    def told(self) -> PropertyValue:
        several = self.v if isinstance(self.v, list) else [self.v]
        texts = (one.id if isinstance(one, _Reference) else one for one in several)
        return PropertyValue(self.pid, tuple(str(one) for one in texts if one is not None))


class _Query(BaseModel):
    query: str = ""
    type: str | list[str] | None = None
    type_strict: Literal["any", "should", "all"] = "any"
    limit: float | None = None
    properties: list[_Given] = []


def questions(text: str) -> Mapping[str, Question]:
    """The questions of a batch by their keys; UsageError names the key of one that is wrong."""
    batch = _json(text, "queries")
    if not isinstance(batch, dict):
        raise UsageError("queries: cần một đối tượng JSON", "queries: a JSON object is needed")
    if len(batch) > QUERIES_AT_ONCE:
        raise UsageError(
            f"queries: {len(batch)} câu hỏi; nhiều nhất {QUERIES_AT_ONCE} một lần",
            f"queries: {len(batch)} queries; at most {QUERIES_AT_ONCE} at a time",
        )
    return {key: _question(key, value) for key, value in batch.items()}


def _question(key: str, value: Any) -> Question:
    query = _checked(_Query, value, key)
    kinds = kinds_of([query.type] if isinstance(query.type, str) else query.type or [])
    for kind in kinds:
        if kind not in search.KINDS:
            listed = ", ".join(search.KINDS)
            raise _wrong(
                key, f"không có loại “{kind}”; có: {listed}", f"no type “{kind}”; there are {listed}"
            )
    if len(query.query) > LONGEST:
        long = len(query.query)
        raise _wrong(
            key, f"query dài {long} ký tự, quá {LONGEST}", f"query of {long} characters, over {LONGEST}"
        )
    if not query.query.strip() or (query.type_strict == "all" and len(kinds) > 1):
        return None
    return Asked(
        query.query,
        kinds,
        int(min(max(query.limit or _CANDIDATES, 1), _MOST_CANDIDATES)),
        tuple(one.told() for one in query.properties),
        query.type_strict != "should",
    )


def _checked(model: type[Any], value: Any, key: str) -> Any:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise _wrong(key, f"{place}: {fault['msg']}", f"{place}: {fault['msg']}") from error


def _wrong(key: str, vi: str, en: str) -> UsageError:
    return UsageError(f"Câu hỏi “{key}”: {vi}", f"Query “{key}”: {en}")


# Extensions


class _Settings(BaseModel):
    limit: float = 0
    language: Literal["vi", "en"] = "vi"


class _Column(BaseModel):
    id: str
    settings: _Settings = _Settings()


class _Extension(BaseModel):
    ids: list[str]
    properties: list[_Column]


@dataclass(frozen=True)
class Column:
    """A property that is wanted, how many of its values at most (0: all), and in which language."""

    property: Property
    limit: int
    language: str

    def told(self, values: Mapping[str, Sequence[Value]]) -> list[Mapping[str, Any]]:
        """Its values as the protocol tells them."""
        several = list(map(told, values.get(self.property.name, ())))
        return several[: self.limit] if self.limit else several


@dataclass(frozen=True)
class Wanted:
    """Things by their identifiers, and what is wanted of them."""

    ids: tuple[str, ...]
    properties: tuple[Column, ...]


def extension(text: str) -> Wanted:
    """What a table is to be extended with; UsageError where that is wrong."""
    asked = _checked(_Extension, _json(text, "extend"), "extend")
    if len(asked.ids) > _MOST_IDS or len(asked.properties) > len(PROPERTIES):
        raise _wrong(
            "extend",
            f"nhiều nhất {_MOST_IDS} định danh và {len(PROPERTIES)} thuộc tính một lần",
            f"at most {_MOST_IDS} identifiers and {len(PROPERTIES)} properties at a time",
        )
    columns = []
    for one in asked.properties:
        if one.id not in PROPERTIES:
            raise _wrong("extend", f"không có thuộc tính “{one.id}”", f"no property “{one.id}”")
        limit = int(min(max(one.settings.limit, 0), _MOST_IDS))
        columns.append(Column(PROPERTIES[one.id], limit, one.settings.language))
    return Wanted(tuple(dict.fromkeys(asked.ids)), tuple(columns))
