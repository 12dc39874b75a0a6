"""The questions on disk as a ratio to memory: why a small store is held in memory.

python -m bench.stores [TRIPLES …]
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import QueryResultsFormat, RdfFormat, Store
from rich.console import Console
from rich.table import Table

from bench.grow import grow, with_default_graph
from cancu import release, terms
from cancu.catalogue import read_catalogue
from cancu.config import Settings

REPEATS = 3


def main() -> None:
    """Print the ratios of every size."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    settings = Settings()
    questions = read_catalogue(settings.root / "queries")
    table = Table("question", *(f"{size} triples" for size in sizes), title="disk, as a ratio to memory")
    with tempfile.TemporaryDirectory() as folder:
        dump = release.build(settings.root, Path(folder) / "home").path / "cancu.nq"
        stores = [_stores(dump, size, Path(folder)) for size in sizes]
        ratios = {
            name: [_seconds(disk, text) / _seconds(memory, text) for memory, disk in stores]
            for name, question in questions.items()
            for text in [question.bind(question.example)]
        }
    for name, row in ratios.items():
        table.add_row(name, *(f"{ratio:.2f}" for ratio in row))
    columns = zip(*ratios.values(), strict=True)
    table.add_row("geometric mean", *(f"{statistics.geometric_mean(column):.2f}" for column in columns))
    Console().print(table)


def _stores(dump: Path, triples: int, folder: Path) -> tuple[Store, Store]:
    """The same statements in memory and on disk."""
    quads = folder / f"{triples}.nq"
    with quads.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in with_default_graph(grow(dump, triples), terms.APART))
    memory, disk = Store(), Store(str(folder / f"{triples}"))
    for store in (memory, disk):
        store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    return memory, disk


def _seconds(store: Store, query: str) -> float:
    """The median time of a whole answer."""
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        store.query(query).serialize(format=QueryResultsFormat.JSON)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


if __name__ == "__main__":
    main()
