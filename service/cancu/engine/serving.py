"""The engine of the running service: the current release, and an earlier one by its name."""

import asyncio
import logging
import time
from dataclasses import replace
from pathlib import Path

from ..errors import CancuError
from ..limits import Limits
from ..release import Release, current, current_name, find_release
from .answers import Answer, AsyncEngine, Query
from .latest import Latest
from .pool import Pool

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = 1.0  # seconds


class Serving(AsyncEngine):
    """Pools over the releases of a home; queries that run go on with the release they began on."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._limits = home, limits
        self._looked = time.monotonic()
        release = current(home)
        self.release = self._opening = release.name
        self._pool = Pool(release.store, limits, release.name)
        self._earlier = Latest(self._open_earlier)
        self._taking_up: asyncio.Task[None] | None = None

    async def answer(self, query: Query) -> Answer:
        """The complete answer of the current release, or of the one that is named; or an error."""
        self._look()
        if query.release in ("", self.release):
            return await self._pool.answer(query)
        async with self._earlier.of(find_release(self._home, query.release)) as pool:
            return await pool.answer(query)

    def _open_earlier(self, release: Release) -> Pool:
        """An earlier release, read from disk by one worker."""
        return Pool(release.store, replace(self._limits, workers=1, held_megabytes=0), release.name)

    def close(self) -> None:
        """End the workers; they end by themselves when this process does."""
        self._pool.retire()
        self._earlier.close()

    def _look(self) -> None:
        """Once in a while, see whether another release has been published."""
        if time.monotonic() - self._looked < _LOOK_EVERY:
            return
        self._looked = time.monotonic()
        published = current_name(self._home)
        if published not in ("", self._opening):
            self._opening = published
            self._taking_up = asyncio.ensure_future(self._take_up(find_release(self._home, published)))

    async def _take_up(self, release: Release) -> None:
        """Open the new release beside the old one, then send new queries to it; else the old one goes on."""
        try:
            opened = await asyncio.to_thread(Pool, release.store, self._limits, release.name)
        except CancuError as error:
            _LOG.warning("%s; %s goes on", error, self.release)
            return
        previous, self._pool, self.release = self._pool, opened, release.name
        previous.retire()
