"""A column of an answer with a type, by what its terms have in common."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from .. import terms
from ..errors import UsageError

if TYPE_CHECKING:
    from pandas import Series

Cell = NamedNode | BlankNode | Literal | None
Values = Sequence[str | None]


def pandas() -> ModuleType:
    """The library of data frames, loaded when the first is made; UsageError where it is not installed."""
    try:
        import pandas as loaded
    except ImportError as error:
        raise UsageError(
            "Cần pandas: pip install 'cancu[client]'", "pandas is needed: pip install 'cancu[client]'"
        ) from error
    return loaded


@dataclass(frozen=True)
class Reading:
    """How terms become values: decimals exact or as floats, IRIs whole or with a prefix."""

    exact: bool = False
    shorten: bool = False

    def column(self, cells: Sequence[Cell]) -> "Series[Any]":
        """A column; of strings, where a term is ill-formed or of another kind than the others."""
        values = [getattr(cell, "value", None) for cell in cells]
        for way in _WAYS:
            if way.suits(cells):
                try:
                    return way.convert(values, self.exact)
                except (ValueError, ArithmeticError):  # a day that there is not, a number of too many digits
                    break
        return _series([*map(self._text, cells)])

    def _text(self, cell: Cell) -> str | None:
        if isinstance(cell, NamedNode) and self.shorten:
            return terms.shorten(cell.value)
        return f"_:{cell.value}" if isinstance(cell, BlankNode) else getattr(cell, "value", None)


def _series(values: Sequence[object], kind: str | None = None) -> "Series[Any]":
    held = any(value is not None for value in values)
    series: Series[Any] = pandas().Series(values, dtype=kind or (None if held else "object"))
    return series


def _wholes(values: Values, _: bool) -> "Series[Any]":
    numbers = [None if value is None else int(value) for value in values]
    small = all(number is None or -(2**63) <= number < 2**63 for number in numbers)
    return _series(numbers, "Int64" if small else "object")


def _decimals(values: Values, exact: bool) -> "Series[Any]":
    if not exact:
        return _floats(values, exact)
    return _series([None if value is None else Decimal(value) for value in values], "object")


def _floats(values: Values, _: bool) -> "Series[Any]":
    return _series([None if value is None else float(value) for value in values], "float64")


def _truths(values: Values, _: bool) -> "Series[Any]":
    return _series([None if value is None else value in ("true", "1") for value in values], "boolean")


def _times(values: Values, _: bool) -> "Series[Any]":
    """Days and times: of several zones as UTC, but with and without a zone do not mix."""
    zones = {_ZONED.search(value) is not None for value in values if value is not None}
    if len(zones) > 1:
        raise ValueError(values)
    series: Series[Any] = pandas().to_datetime(_series(values), format="ISO8601", utc=True in zones)
    return series


@dataclass(frozen=True)
class _Way:
    """How values of some datatypes, written in one way, become a column; `convert` may raise ValueError."""

    datatypes: frozenset[str]
    written: re.Pattern[str]
    convert: Callable[[Values, bool], "Series[Any]"]

    def suits(self, cells: Sequence[Cell]) -> bool:
        """Whether there are values, and all are written like that."""
        held = [cell for cell in cells if cell is not None]
        return bool(held) and all(
            isinstance(cell, Literal)
            and cell.datatype.value in self.datatypes
            and self.written.fullmatch(cell.value) is not None
            for cell in held
        )


def _xsd(names: str) -> frozenset[str]:
    return frozenset(terms.XSD + name for name in names.split())


_INTEGERS: Final = _xsd(
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger"
    " unsignedLong unsignedInt unsignedShort unsignedByte"
)
_POINT: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_ZONE: Final = r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
_ZONED: Final = re.compile(f"{_ZONE}$")
_WAYS: Final = (
    _Way(_INTEGERS, re.compile("[+-]?[0-9]+"), _wholes),
    _Way(_INTEGERS | _xsd("decimal"), re.compile(_POINT), _decimals),
    _Way(
        _INTEGERS | _xsd("decimal double float"),
        re.compile(rf"{_POINT}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"),
        _floats,
    ),
    _Way(_xsd("boolean"), re.compile("true|false|1|0"), _truths),
    _Way(
        _xsd("date dateTime"),
        re.compile(
            rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:T[0-9]{{2}}(?::[0-9]{{2}}){{2}}(?:\.[0-9]+)?)?{_ZONE}?"
        ),
        _times,
    ),
)
