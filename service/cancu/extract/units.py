"""The units of the figures of targets: QUDT's where one is exactly meant, else a count of what is named."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .. import terms
from .facts import Target
from .spans import Span

_EXACT: Final = {
    "PERCENT": ("PERCENT", 1), "PERMILLE": ("PERMILLE", 1),
    "đồng": ("CCY_VND", 1), "nghìn đồng": ("CCY_VND", 1_000), "ngàn đồng": ("CCY_VND", 1_000),
    "triệu đồng": ("CCY_VND", 10**6), "tỷ đồng": ("CCY_VND", 10**9), "tỉ đồng": ("CCY_VND", 10**9),
    "nghìn tỷ đồng": ("CCY_VND", 10**12),
    "m": ("M", 1), "mét": ("M", 1), "km": ("KiloM", 1), "ki-lô-mét": ("KiloM", 1),
    "m2": ("M2", 1), "m²": ("M2", 1), "mét vuông": ("M2", 1), "km2": ("KiloM2", 1), "km²": ("KiloM2", 1),
    "ha": ("HA", 1), "hecta": ("HA", 1), "héc-ta": ("HA", 1), "m3": ("M3", 1), "m³": ("M3", 1),
    "kg": ("KiloGM", 1), "tấn": ("TONNE", 1), "tạ": ("KiloGM", 100), "lít": ("L", 1),
    "MW": ("MegaW", 1), "kWh": ("KiloW-HR", 1),
}  # fmt: skip
_TIMES: Final = (("nghìn ", 1_000), ("ngàn ", 1_000), ("triệu ", 10**6), ("tỷ ", 10**9), ("tỉ ", 10**9))


@dataclass(frozen=True)
class Measured:
    """A target's figure in its unit.

    `unit` is an IRI, `figure` the place of all that the value is read from, `counted` what is counted where
    the unit is a number of things, else "".
    """

    value: str
    value_max: str
    baseline: str
    unit: str
    figure: Span
    counted: str


def measured(target: Target, text: str) -> Measured | None:
    """A target's figure in the unit it is exactly, or as a count; None where it has no figure."""
    if target.figure is None or not target.value:
        return None
    unit, factor, counted = _unit(target.unit)
    value, most = _times(target.value, factor), _times(target.value_max, factor)
    if most and Decimal(most) < Decimal(value):
        value, most = most, value
    figure = _with_multiplier(target, text) if factor > 1 else target.figure
    most = most if most != value else ""
    return Measured(value, most, _times(target.baseline, factor), terms.UNIT + unit, figure, counted)


def _unit(named: str) -> tuple[str, int, str]:
    """QUDT's unit, what a value is multiplied by, and what is counted."""
    if named in _EXACT:
        return *_EXACT[named], ""
    for words, factor in _TIMES:
        if named.startswith(words):
            return "NUM", factor, named.removeprefix(words)
    return "NUM", 1, "" if named == "NUM" else named


def _with_multiplier(target: Target, text: str) -> Span:
    """The figure with the words that multiply it, where they follow it: 500 tỷ đồng."""
    figure = target.figure or target.quote
    end = figure.end + 1 + len(target.unit)
    follows = text[figure.end : end].lower() == f" {target.unit.lower()}"
    return Span(figure.start, end) if follows and end <= target.quote.end else figure


def _times(value: str, factor: int) -> str:
    """A decimal times a whole number, always with a point: 1.2 × 1000 → 1200.0."""
    if not value:
        return ""
    plain = f"{(Decimal(value) * factor).normalize():f}"
    return plain if "." in plain else f"{plain}.0"
