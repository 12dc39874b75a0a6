"""Reconciliation: a batch of fifty names against fifty requests of one, and against the index lookups alone.

    python -m bench.reconcile [TEXTS …]

The names are those of the shipped data without diacritics, one in three with a letter left out; one in five
asks for tasks, among which stand the given number of invented texts.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from fastapi.testclient import TestClient
from rich.console import Console
from rich.table import Table

from bench.search import invented, texts
from cancu import reconcile, release, search
from cancu.api import create_app
from cancu.config import Settings
from cancu.engine import Embedded, open_store, select
from cancu.reconcile import Entity
from cancu.search import Index
from cancu.text import fold

SIZES = (0, 100_000)
BATCH = 50
ROUNDS = 9
Query = dict[str, str]


def main() -> None:
    """Print the figures of every size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    table = Table(
        "invented texts",
        "ms per batch",
        "to singles",
        "to lookups",
        "register s",
        title=f"batches of {BATCH}",
    )
    with tempfile.TemporaryDirectory() as folder:
        published = release.build(Settings().root, Path(folder))
        engine = Embedded(open_store(published.store), release=published.name)
        index = published.path / "search.sqlite"
        for size in sizes:
            index.unlink()
            shipped = (row for query in search.QUERY for row in select(engine, query))
            search.write(index, chain(shipped, invented(size)))
            with TestClient(create_app(engine, {}, home=Path(folder))) as client:
                table.add_row(f"{size}", *_measure(client, engine, Index(index), size))
    Console().print(table)


def _measure(client: TestClient, engine: Embedded, index: Index, size: int) -> list[str]:
    """A batch in ms, as a ratio to single requests and to lookups, and the seconds to read the register."""
    begun = time.perf_counter()
    entities = reconcile.read_entities(row for query in reconcile.QUERIES for row in select(engine, query))
    reconcile.Register(entities)
    register = time.perf_counter() - begun
    names = list(queries(entities, size))
    _ask(client, names)
    batch, single, lookup = (
        _seconds(work)
        for work in (
            partial(_ask, client, names),
            lambda: list(map(partial(_ask, client), ([name] for name in names))),
            lambda: [index.find(name["query"][: search.LONGEST], name["type"]) for name in names],
        )
    )
    return [f"{batch * 1000:.0f}", f"{batch / single:.2f}", f"{batch / lookup:.2f}", f"{register:.2f}"]


def queries(entities: Sequence[Entity], size: int, seed: int = 1) -> Iterator[Query]:
    """Fifty messy names with their types; the same seed gives the same ones."""
    draw = random.Random(seed)
    said = list(texts(min(size, 1000) or 10))
    for number in range(BATCH):
        if number % 5 == 0:
            yield {"query": " ".join(draw.choice(said).split()[2:6]), "type": "Task"}
            continue
        entity = draw.choice(entities)
        name = fold(draw.choice(entity.names)) if entity.names else entity.label.vi
        at = draw.randrange(len(name)) if number % 3 == 0 else len(name)
        yield {"query": name[:at] + name[at + 1 :] or name, "type": entity.kind}


def _ask(client: TestClient, names: Sequence[Query]) -> None:
    batch = {f"q{at}": name for at, name in enumerate(names)}
    answer = client.post("/reconcile", data={"queries": json.dumps(batch)})
    answer.raise_for_status()


def _seconds(work: Callable[[], object]) -> float:
    """The median of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
