"""What is made of a release once, and kept as long as that release answers."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from ..engine import Waited

T = TypeVar("T")


class Kept(Generic[T]):
    """What `make` makes of an engine; an error is not kept, the next who asks tries again.

    A store whose release is not known may change unseen: what is made of it is kept for `seconds`.
    """

    def __init__(self, make: Callable[[Waited], T], seconds: float = 0) -> None:
        self._make, self._seconds = make, seconds
        self._known: tuple[str, float, T] | None = None

    def of(self, engine: Waited) -> T:
        """What was made of the release that answers, or is made now."""
        known = self._known
        if known is None or not self._holds(engine.release, known[0], known[1]):
            known = self._known = (engine.release, time.monotonic(), self._make(engine))
        return known[2]

    def _holds(self, release: str, kept: str, since: float) -> bool:
        return release == kept and (bool(release) or time.monotonic() - since < self._seconds)
