"""Which of the offered media types a request wants, by its Accept header."""

from collections.abc import Sequence
from functools import lru_cache

from fastapi import Request


def accepted(request: Request) -> str:
    """What a request accepts, all its Accept headers as one; anything when it has none."""
    return ",".join(request.headers.getlist("accept")) or "*/*"


@lru_cache(maxsize=1000)  # clients say the same again and again
def choose(accept: str, offered: tuple[str, ...]) -> str | None:
    """The offered type with the highest quality, the earlier one among equals; None if none is wanted."""
    ranges = [_parse(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best = max(offered, key=lambda media: _quality(media, ranges))
    return best if _quality(best, ranges) > 0 else None


def _parse(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return media.lower(), _number(value)
    return media.lower(), 1.0


def _number(value: str) -> float:
    """A quality between 0 and 1; what is no number wants nothing."""
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return min(max(quality, 0.0), 1.0) if quality == quality else 0.0


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality the most specific matching range gives to a media type."""
    for wanted in (media, media.split("/")[0] + "/*", "*/*"):
        matching = [quality for name, quality in ranges if name == wanted]
        if matching:
            return max(matching)
    return 0.0
