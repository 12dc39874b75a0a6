"""The parameters of an address: those of a question, and those that every question has."""

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


def read(request: Request, question: Question) -> Asking:
    """What a request asks; UsageError names the parameter that is wrong."""
    known = [parameter.name for parameter in question.parameters]
    given = request.query_params
    for name in given:
        if name not in known and name not in _OWN:
            raise UsageError(f"Không có tham số “{name}”", f"No parameter named “{name}”")
    values = {name: [value for value in given.getlist(name) if value] for name in known}
    return Asking(
        {name: several for name, several in values.items() if several},
        whole(given.get("limit"), "limit"),
        whole(given.get("offset"), "offset") or 0,
    )


def whole(value: str | None, name: str) -> int | None:
    """A whole number that may be left out; UsageError names the parameter."""
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(
            f"Tham số {name}: “{value}” không phải số", f"Parameter {name}: “{value}” is no number"
        )
    return int(value)
