"""Search against a plain scan of the same folded texts: how fast it answers, how large it is, how it grows.

    python -m bench.search [TEXTS …]

The texts are invented, of syllables drawn like those of a language: few of them often, most seldom. The
scan is SQLite's LIKE over one table, and finds what holds all the words anywhere.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from pyoxigraph import Literal, NamedNode
from rich.console import Console
from rich.table import Table

from cancu import terms
from cancu.search import Index, Term, write
from cancu.text import words

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 50
AREAS = 63
_STARTS = "b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x"
_ENDS = "a ạ an án ang áng anh ao ảo ấp âu ây e ên iên ìn ình o ó ong ọc ô ộ ông ơ ời u ục ung ưởng ý"
_SYLLABLES = [start + end for end in _ENDS.split() for start in _STARTS.split()]


def main() -> None:
    """Print the figures of every size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    table = Table(
        "texts", "median to scan", "p95 to scan", "median ms", "bytes per text", "build s", "growth",
        title=f"search, {QUESTIONS} questions per size",
    )  # fmt: skip
    before = (0, 0.0)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            figures, built = _measure(size, Path(folder))
        growth = f"{built / before[1]:.1f} for {size / before[0]:.0f}" if before[0] else ""
        table.add_row(f"{size}", *figures, f"{built:.1f}", growth)
        before = (size, built)
    Console().print(table)


def _measure(size: int, folder: Path) -> tuple[list[str], float]:
    """Latency of index and scan, bytes per text; and the seconds that the index takes to build."""
    built = _seconds(lambda: write(folder / "index", invented(size)))
    _write_plain(folder / "plain", size)
    index = Index(folder / "index")
    asked = list(questions(size))
    found = [_seconds(partial(index.find, words)) for words in asked]
    scanned = [_seconds(partial(_scan, folder / "plain", words)) for words in asked]
    ratios = (middle(found) / middle(scanned) for middle in (statistics.median, _p95))
    size_per_text = (folder / "index").stat().st_size / size
    median = statistics.median(found) * 1000
    return [*(f"{ratio:.3f}" for ratio in ratios), f"{median:.1f}", f"{size_per_text:.0f}"], built


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def texts(size: int, seed: int = 1) -> Iterator[str]:
    """Invented statements of 8 to 40 syllables; the same seed gives the same ones."""
    chance = random.Random(seed)
    often = [1 / (place + 1) for place in range(len(_SYLLABLES))]
    syllables = chance.choices(_SYLLABLES, often, k=1_000_000)
    for number in range(size):
        start = chance.randrange(len(syllables) - 40)
        yield f"Việc {number}: {' '.join(syllables[start : start + chance.randint(8, 40)])} (hư cấu)"


def invented(size: int) -> Iterator[Mapping[str, Term]]:
    """The rows of as many tasks with one text each, an area and a year."""
    for number, text in enumerate(texts(size)):
        area = NamedNode(f"{terms.ID}area/hu-cau-{number % AREAS}")
        said: dict[str, Term] = {
            "text": Literal(text, language="vi"),
            "area": area,
            "year": Literal(2021 + number % 10),
        }
        for role, value in said.items():
            yield {
                "thing": NamedNode(f"{terms.ID}document/hu-cau/task/{number}"),
                "kind": Literal("Task"),
                "role": Literal(role),
                "text": value,
            }


def questions(size: int, seed: int = 2) -> Iterator[str]:
    """One to four words of some texts, the last of them cut in half of the cases."""
    chance = random.Random(seed)
    of = [text.split()[2:-2] for text in texts(min(size, 10_000))]
    for _ in range(QUESTIONS):
        taken = " ".join(chance.sample(chance.choice(of), chance.randint(1, 4)))
        yield taken if chance.random() < 0.5 else taken[: max(2, len(taken) - 1)]


def _write_plain(path: Path, size: int) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE plain(said TEXT)")
        base.executemany(
            "INSERT INTO plain VALUES (?)", ((f" {' '.join(words(text))} ",) for text in texts(size))
        )
        base.commit()


def _scan(path: Path, asked: str) -> list[str]:
    """The first twenty of the texts that hold the words, all of them counted."""
    *whole, last = words(asked)
    patterns = [*(f"% {word} %" for word in whole), f"% {last}%"]
    holding = " AND ".join("said LIKE ?" for _ in patterns)
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute(f"SELECT said FROM plain WHERE {holding}", patterns)
        return [said for (said,) in rows][:20]


if __name__ == "__main__":
    main()
