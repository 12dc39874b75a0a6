"""What it costs to take away: time and bytes of each format as a ratio to the N-Quads dump, and of a diff.

python -m bench.export [TRIPLES …]
"""

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path, PurePath

from pyoxigraph import RdfFormat, Store
from rich.console import Console
from rich.table import Table

from bench.grow import grow, with_default_graph
from cancu import diff, export, release, terms
from cancu.config import Settings
from cancu.graph import DEFAULT_GRAPH

DIFF = "diff with a tenth changed"


def main() -> None:
    """Print the ratios of every size, and how the time grows from one size to the next."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000]
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        dump = release.build(settings.root, Path(folder) / "home").path / diff.DUMP
        measured = [_measure(dump, size, Path(folder) / f"{size}") for size in sizes]
    table = Table(
        "format", *(f"{count} triples: time, bytes" for count, *_ in measured), "time over the sizes",
        title="to take away, as a ratio to the N-Quads dump",
    )  # fmt: skip
    for name in measured[0][1]:
        cells = [
            f"{seconds[name] / seconds['.nq']:.2f}, {size[name] / size['.nq']:.2f}"
            for _, seconds, size in measured
        ]
        growth = " → ".join(f"{seconds[name]:.2f} s" for _, seconds, _ in measured)
        table.add_row(name, *cells, growth)
    Console().print(table)


def _measure(dump: Path, triples: int, folder: Path) -> tuple[int, dict[str, float], dict[str, float]]:
    """How many triples a store of about that size has, then seconds and bytes by the suffix of files."""
    lines = list(grow(dump, triples))
    store = Store()
    store.load("\n".join(with_default_graph(iter(lines), terms.APART)).encode(), RdfFormat.N_QUADS)
    seconds, size = defaultdict[str, float](float), defaultdict[str, float](float)
    begun = time.perf_counter()
    nquads = "".join(sorted(f"{quad} .\n" for quad in store if quad.graph_name != DEFAULT_GRAPH)).encode()
    seconds[".nq"], size[".nq"] = time.perf_counter() - begun, len(nquads)
    begun = time.perf_counter()
    for name, content in export.files(store, {}):
        seconds[PurePath(name).suffix] += time.perf_counter() - begun
        size[PurePath(name).suffix] += len(content)
        begun = time.perf_counter()
    seconds[DIFF] = _seconds(lambda: diff.compare(*_two(nquads.decode(), folder)))
    return len(lines), seconds, size


def _two(nquads: str, folder: Path) -> tuple[Path, Path]:
    """Two dumps, of which the second has other words in each tenth of its lines that have words."""
    lines = nquads.splitlines(keepends=True)
    changed = (line.replace(' "', ' "~', 1) if place % 10 == 0 else line for place, line in enumerate(lines))
    for name, content in (("old", lines), ("new", sorted(changed))):
        (folder / name).mkdir(parents=True)
        (folder / name / diff.DUMP).write_text("".join(content), encoding="utf-8", newline="\n")
    return folder / "old", folder / "new"


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
