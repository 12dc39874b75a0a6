"""The parameters of an address: those of a question, and those that every question has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from ..catalogue import Question
from ..errors import UsageError
from .sections import Values

_OWN: Final = ("limit", "offset", "format", "bom", "lang")


@dataclass(frozen=True)
class Asking:
    """What a request asks of a question: the values of its parameters, and the part of the answer."""

    values: Values
    limit: int | None
    offset: int


def read(request: Request, question: Question, find: Callable[[str], str]) -> Asking:
    """What a request asks; what people name instead of its IRI is found. UsageError tells what is wrong."""
    known = [parameter.name for parameter in question.parameters]
    given = request.query_params
    for name in given:
        if name not in known and name not in _OWN:
            raise UsageError(f"Không có tham số “{name}”", f"No parameter named “{name}”")
    iris = {parameter.name for parameter in question.parameters if parameter.kind == "iri"}
    values = {
        name: [
            find(value) if name in iris and not _is_iri(value) else value
            for value in given.getlist(name)
            if value
        ]
        for name in known
    }
    return Asking(
        {name: several for name, several in values.items() if several},
        whole(given.get("limit"), "limit"),
        whole(given.get("offset"), "offset") or 0,
    )


def _is_iri(value: str) -> bool:
    return ":" in value


def whole(value: str | None, name: str) -> int | None:
    """A whole number that may be left out; UsageError names the parameter."""
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(
            f"Tham số {name}: “{value}” không phải số", f"Parameter {name}: “{value}” is no number"
        )
    return int(value)
