"""Reading texts into drafts: its time and memory against merely normalising them, and how these grow.

    python -m bench.reading [CHARACTERS …]

The texts are the invented documents of bench/gold one after another, cut to so many characters: one long
document, and as many documents as they are. Each size is read in a process of its own, on one core. “to
normalising” is the time against bringing the same text to its normal form and splitting it into words;
growth is how many times time and memory are those of the size before.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from cancu import graph
from cancu.extract import draft, extract, gather
from cancu.extract.sources import text_of
from cancu.text import normalise

ROOT: Final = Path(__file__).parents[1]
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_LONGEST: Final = 900  # seconds for one size


def main() -> None:
    """Print the figures of every size, or measure one of them."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(_measured(int(sys.argv[2]))))
        return
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    console = Console(width=110)
    console.print(_of_one_text(sizes))
    console.print(_of_many_texts())


def _of_one_text(sizes: Sequence[int]) -> Table:
    table = Table(
        "characters", "seconds", "characters/s", "to normalising", "time grows", "MB", "memory grows",
        title="one text",
    )  # fmt: skip
    before: dict[str, float] = {}
    for size in sizes:
        found = _apart(size)
        if not found:
            table.add_row(f"{size}", f"more than {_LONGEST}")
            break
        grown = [f"{found[key] / before[key]:.1f}" if before else "" for key in ("seconds", "megabytes")]
        table.add_row(
            f"{size}", f"{found['seconds']:.2f}", f"{size / found['seconds']:.0f}",
            f"{found['seconds'] / found['plain']:.0f}", grown[0], f"{found['megabytes']:.0f}", grown[1],
        )  # fmt: skip
        before = found
    return table


def _apart(size: int) -> dict[str, float]:
    """What one size takes, in a process of its own; nothing where it takes too long."""
    command = [sys.executable, "-m", "bench.reading", "--one", str(size)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return {}
    return dict(json.loads(done.stdout))


def _measured(size: int) -> dict[str, float]:
    """Seconds to read and to normalise a text, and the memory that reading takes at its peak."""
    gazetteer = gather(graph.read(ROOT).store)
    texts = documents()
    extract(texts[0], gazetteer)  # compiles the patterns
    whole = "\n".join(texts)
    text = (whole * (size // len(whole) + 1))[:size]
    plain = min(_seconds(lambda: normalise(text).split()) for _ in range(3))
    held = _peak()
    taken = _seconds(lambda: draft.turtle(extract(text, gazetteer), gazetteer, "invented.txt"))
    return {"seconds": taken, "plain": plain, "megabytes": max(_peak() - held, 0.1)}


def _of_many_texts() -> Table:
    """Documents of ordinary length, one after another."""
    gazetteer = gather(graph.read(ROOT).store)
    texts = documents()
    for text in texts:  # compiles the patterns
        extract(text, gazetteer)
    plain = _seconds(lambda: [normalise(text).split() for text in texts])
    read = _seconds(lambda: [extract(text, gazetteer) for text in texts])
    drafted = _seconds(lambda: [draft.turtle(extract(text, gazetteer), gazetteer, "a.txt") for text in texts])
    table = Table("documents", "characters each", "read/s and core", "drafted/s and core", "to normalising")
    each = sum(map(len, texts)) // len(texts)
    rates = (f"{len(texts) / seconds:.1f}" for seconds in (read, drafted))
    table.add_row(f"{len(texts)}", f"{each}", *rates, f"{drafted / plain:.0f}")
    return table


def documents() -> list[str]:
    """The invented documents."""
    folder = Path(__file__).parent / "gold"
    return [text_of(path) for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".html")]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
