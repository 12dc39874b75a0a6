"""Numbers on paper: their place on an axis, ticks at sensible values, and how they are written."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

Number = Decimal | float | int

# Beyond these a place on paper can no longer be reckoned; the number is still written as it is.
_HUGE: Final = Decimal("1e300")
_TINY: Final = Decimal("1e-300")
_VIETNAMESE: Final = str.maketrans(",.-", ".,−")
_ENGLISH: Final = str.maketrans("-", "−")
_RAISED: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def finite(value: Number | None) -> Decimal | None:
    """The number exactly; None for what is missing, not a number or without end."""
    if value is None:
        return None
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    return exact if exact.is_finite() else None


def place(exact: Decimal) -> float:
    """The number as near as it can be drawn."""
    return 0.0 if exact.copy_abs() < _TINY else float(max(-_HUGE, min(_HUGE, exact)))


def written(value: Number, language: str) -> str:
    """The number as people of the language write it, very large and small ones by powers of ten."""
    exact = finite(value) or Decimal(0)
    mantissa, power = "", exact.adjusted()
    if exact and not -5 < power < 15:
        mantissa, _, exponent = f"{exact:.2e}".partition("e")
        mantissa, raised = _trimmed(mantissa), "×10" + str(int(exponent)).translate(_RAISED)
    else:
        mantissa, raised = _trimmed(f"{exact:,.{max(0, 6 - power)}f}") if exact else "0", ""
    return mantissa.translate(_VIETNAMESE if language == "vi" else _ENGLISH) + raised


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@dataclass(frozen=True)
class Scale:
    """From values between `low` and `high` to places between `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value, never outside the two ends."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + max(0.0, min(1.0, share)) * (self.end - self.start)


def spread(values: Iterable[float]) -> tuple[float, float]:
    """The least and the greatest, drawn apart where they are (nearly) the same."""
    low, *_, high = sorted(values) * 2
    size = max(abs(low), abs(high))
    if high - low > size * 1e-4:
        return low, high
    return low - (size / 10 or 1), high + (size / 10 or 1)


def ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[float]:
    """About `most` round values that lie between two; whole numbers only if asked."""
    step = _step(low, high, most)
    step = max(1.0, step) if whole else step
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def around(low: float, high: float, most: int) -> list[float]:
    """About `most` round values, the first not above `low` and the last not below `high`."""
    step = _step(low, high, most)
    return [number * step for number in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _step(low: float, high: float, most: int) -> float:
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next((power * times for times in (1, 2, 5) if power * times >= rough), power * 10)
