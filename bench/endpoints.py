"""The catalogue's questions over HTTP, against other endpoints on the same data in one run.

    python -m bench.endpoints [TRIPLES …]

Each question is asked with its example; the table shows the median of some requests as a ratio to the
oxigraph server, and the geometric mean of all. No cache of results is used anywhere. A peer that is not
installed is left out, with a line that says so.
"""

import math
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
from pyoxigraph import DefaultGraph, RdfFormat, Store
from rich.console import Console
from rich.table import Table

from bench.grow import grow, with_default_graph
from cancu import release, terms
from cancu.catalogue import Question, read_catalogue
from cancu.config import Settings

REPEATS = 5
JSON = {"accept": "application/sparql-results+json"}
OURS, BARE, RDFLIB = "cancu", "oxigraph server", "rdflib-endpoint"


def main() -> None:
    """Print one table per size."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    settings = Settings()
    questions = read_catalogue(settings.root / "queries")
    with tempfile.TemporaryDirectory() as folder:
        dump = release.build(settings.root, Path(folder) / "home").path / "cancu.nq"
        for size in sizes:
            compare(dump, size, questions, Path(folder))


def compare(dump: Path, size: int, questions: Mapping[str, Question], folder: Path) -> None:
    """Grow the data, start every endpoint, ask, and print."""
    data = folder / f"{size}.nq"
    with data.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in with_default_graph(grow(dump, size), terms.APART))
    with ExitStack() as stack:
        addresses = dict(
            stack.enter_context(endpoint)
            for endpoint in (
                ours(data),
                oxigraph(data, folder / f"store-{size}"),
                rdflib_endpoint(data, size),
            )
        )
        times = {
            name: {peer: asked(url, q) for peer, url in addresses.items() if url}
            for name, q in questions.items()
        }
    show(size, times)


def asked(url: str, question: Question) -> float:
    """The median time of a question, in seconds; inf when it fails."""
    query = {"query": question.bind(question.example)}
    times = []
    with httpx2.Client(timeout=20) as client:
        for _ in range(REPEATS):
            begun = time.perf_counter()
            try:
                answer = client.post(url, data=query, headers=JSON)
            except httpx2.HTTPError:
                return math.inf
            times.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                return math.inf
    return statistics.median(times)


def show(size: int, times: Mapping[str, Mapping[str, float]]) -> None:
    """The table of ratios to the oxigraph server, and their geometric means."""
    peers = list(next(iter(times.values())))
    table = Table("question", f"{BARE}, ms", *(f"{peer}, ratio" for peer in peers if peer != BARE))
    table.title = f"{size} triples"
    ratios: dict[str, list[float]] = {peer: [] for peer in peers if peer != BARE}
    for name, row in times.items():
        for peer, found in ratios.items():
            found.append(row[peer] / row[BARE])
        table.add_row(name, f"{row[BARE] * 1000:.1f}", *(f"{found[-1]:.2f}" for found in ratios.values()))
    means = [statistics.geometric_mean(filter(math.isfinite, found)) for found in ratios.values()]
    table.add_row("geometric mean", "", *(f"{mean:.2f}" for mean in means))
    Console(width=120).print(table)


@contextmanager
def ours(data: Path) -> Iterator[tuple[str, str]]:
    """Our service over the file."""
    command = [sys.executable, "-m", "cancu", "serve", str(data), "--port"]
    with served(command, "/sparql") as url:
        yield OURS, url


@contextmanager
def oxigraph(data: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """The oxigraph server over the same statements."""
    store = Store(str(folder))
    store.bulk_load(path=str(data), format=RdfFormat.N_QUADS)
    store.flush()
    del store
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve-read-only", "--location", str(folder), "--bind"]
    with served(command, "/query", prefix="127.0.0.1:") as url:
        yield BARE, url


@contextmanager
def rdflib_endpoint(data: Path, size: int) -> Iterator[tuple[str, str]]:
    """rdflib-endpoint over the default graph; above 10⁴ triples single questions take minutes."""
    program = shutil.which("rdflib-endpoint", path=str(Path(sys.executable).parent))
    if program is None or size > 10_000:
        Console(stderr=True).print(f"{RDFLIB} is left out at {size} triples")
        yield RDFLIB, ""
        return
    store, plain = Store(), data.with_suffix(".nt")
    store.load(path=str(data), format=RdfFormat.N_QUADS)
    store.dump(str(plain), RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    with served([program, "serve", str(plain), "--port"], "/") as url:
        yield RDFLIB, url


@contextmanager
def served(command: list[str], path: str, prefix: str = "") -> Iterator[str]:
    """A server on a free port of loopback, ended at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, f"{prefix}{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}{path}"
    try:
        for _ in range(1200):
            try:
                httpx2.get(f"{url}?query=ASK%20%7B%7D", timeout=5)
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


if __name__ == "__main__":
    main()
