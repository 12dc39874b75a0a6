"""The engine of the running service: the current release, taken up anew when another is published."""

import threading
import time
from pathlib import Path

from ..limits import Limits
from ..release import Release, current
from .answers import Answer, Engine, Query
from .pool import Pool

_LOOK_EVERY = 1.0  # seconds


class Serving(Engine):
    """A pool over the current release of a home; queries that run go on with the release they began on."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._limits = home, limits
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        release = current(home)
        self.release = self._opening = release.name
        self._pool = self._open(release)

    def answer(self, query: Query) -> Answer:
        """The complete answer of the current release, or an error."""
        self._look()
        with self._lock:
            pool = self._pool
            pool.hold()
        try:
            return pool.answer(query)
        finally:
            pool.let_go()

    def close(self) -> None:
        """End the workers; they end by themselves when this process does."""
        self._pool.retire()

    def _open(self, release: Release) -> Pool:
        return Pool(release.store, self._limits, release.name)

    def _look(self) -> None:
        """Once in a while, see whether another release has been published."""
        with self._lock:
            if time.monotonic() - self._looked < _LOOK_EVERY:
                return
            self._looked = time.monotonic()
            published = current(self._home)
            if published.name == self._opening:
                return
            self._opening = published.name
        threading.Thread(target=self._take_up, args=[published], daemon=True).start()

    def _take_up(self, release: Release) -> None:
        """Open the new release beside the old one, then send new queries to it."""
        opened = self._open(release)
        with self._lock:
            previous, self._pool, self.release = self._pool, opened, release.name
        previous.retire()
