"""An engine of the service asked from a test, which is not on its event loop."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from cancu.engine import Answer, Engine, Pool, Query
from cancu.engine.forkserver import Worker
from cancu.limits import Limits

_LOOP = asyncio.new_event_loop()
threading.Thread(target=_LOOP.run_forever, daemon=True).start()


def on_the_loop(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run_coroutine_threadsafe(work, _LOOP)


class Blocking(Engine):
    """Answers as the engine inside does, each caller waiting for its own answer."""

    def __init__(self, inside: Any) -> None:
        self.inside = inside

    def answer(self, query: Query) -> Answer:
        answer: Answer = on_the_loop(self.inside.answer(query)).result()
        return answer

    def call(self, function: Callable[[], None]) -> None:
        """Call a function of the engine on its event loop."""

        async def calling() -> None:
            function()

        on_the_loop(calling()).result()


class BlockingPool(Blocking):
    """A pool of its own."""

    def __init__(self, store: Path, limits: Limits, release: str = "") -> None:
        super().__init__(Pool(store, limits, release))

    def __enter__(self) -> "BlockingPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.call(self.inside.retire)

    def workers(self) -> list[Worker]:
        """The workers that have nothing to do."""
        return list(self.inside._idle._queue)

    def lose_the_forkserver(self) -> None:
        """Kill the process that holds the store."""
        process = self.inside._forkserver._process
        process.kill()
        process.wait()
