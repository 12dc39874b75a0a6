"""The engine of the running service: the current release, and earlier ones by their names."""

import threading
import time
from dataclasses import replace
from pathlib import Path

from ..limits import Limits
from ..release import current, find_release
from .answers import Answer, Engine, Gone, Query, somebody
from .pool import Pool

_LOOK_EVERY = 1.0  # seconds


class Serving(Engine):
    """Pools over the releases of a home; queries that run go on with the release they began on."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._limits = home, limits
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        release = current(home)
        self.release = self._opening = release.name
        self._pool = Pool(release.store, limits, release.name)
        self._earlier = _Earlier(home, limits)

    def answer(self, query: Query, gone: Gone = somebody) -> Answer:
        """The complete answer of the current release, or of the one that is named; or an error."""
        self._look()
        pool = self._held(query.release)
        try:
            return pool.answer(query, gone)
        finally:
            pool.let_go()

    def close(self) -> None:
        """End the workers; they end by themselves when this process does."""
        self._pool.retire()
        self._earlier.close()

    def _held(self, name: str) -> Pool:
        """The pool of a release, held so that it stays while it is needed."""
        with self._lock:
            if name in ("", self.release):
                self._pool.hold()
                return self._pool
        return self._earlier.held(name)

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
        threading.Thread(target=self._take_up, args=[published.store, published.name], daemon=True).start()

    def _take_up(self, store: Path, name: str) -> None:
        """Open the new release beside the old one, then send new queries to it."""
        opened = Pool(store, self._limits, name)
        with self._lock:
            previous, self._pool, self.release = self._pool, opened, name
        previous.retire()


class _Earlier:
    """One earlier release at a time, the last that was asked for: read from disk by one worker."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._limits = home, replace(limits, workers=1, held_megabytes=0)
        self._lock = threading.Lock()
        self._pool: Pool | None = None

    def held(self, name: str) -> Pool:
        """The pool of that release; UnknownName where there is none."""
        release = find_release(self._home, name)
        with self._lock:
            if self._pool is None or self._pool.release != name:
                self._retire()
                self._pool = Pool(release.store, self._limits, name)
            self._pool.hold()
            return self._pool

    def close(self) -> None:
        """End its worker."""
        with self._lock:
            self._retire()

    def _retire(self) -> None:
        if self._pool is not None:
            self._pool.retire()
            self._pool = None
