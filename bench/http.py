"""The catalogue's questions over HTTP, against other endpoints on the same data in one run.

    python -m bench.http [TRIPLES …]

Each question is asked with its example. The tables show, for every size: the median time as a ratio to
the oxigraph server, no results cached by anyone; the service's own overhead over the engine alone, and
what a client saves that shows the entity tag it holds; answers per second with 1, 8 and 64 clients. A
peer that is not installed is left out, with a line that says so; “–” is an error or no answer within 20
seconds, “≠” another number of rows than the service gives.
"""

import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rich.console import Console
from rich.table import Table
from tests.servers import oxigraph, rdflib_endpoint, virtuoso

from bench.grow import grow, with_default_graph
from bench.service import Client, serving
from cancu import release, terms
from cancu.catalogue import read_catalogue
from cancu.config import Settings
from cancu.engine import Embedded
from cancu.limits import Limits
from cancu.load import GraphStore

SECONDS, ROWS = 20, 5_000_000  # more than any question takes of rows
REPEATS = 5
CLIENTS = (1, 8, 64)
BARE, OURS = "oxigraph server", "cancu"
RDFLIB_MOST = 100_000  # above, single questions take minutes, and each holds up all that follow

Peer = Callable[["Data"], Iterator[str]]


@dataclass(frozen=True)
class Data:
    """One grown corpus: its statements as N-Quads, the default graph included, and a folder for stores."""

    triples: int
    quads: Path
    folder: Path


@dataclass(frozen=True)
class Asked:
    """What came of a question at an endpoint: the median time in seconds, inf where it failed; the rows."""

    seconds: float
    rows: int = -1
    tag: str = ""


def main() -> None:
    """Print the tables of every size."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    settings = Settings()
    catalogue = read_catalogue(settings.root / "queries")
    questions = {name: question.bind(question.example) for name, question in catalogue.items()}
    with tempfile.TemporaryDirectory() as folder:
        dump = release.build(settings.root, Path(folder) / "home").path / "cancu.nq"
        for size in sizes:
            compare(_grown(dump, size, Path(folder)), questions)


def _grown(dump: Path, triples: int, folder: Path) -> Data:
    data = Data(triples, folder / f"{triples}.nq", folder / f"{triples}")
    data.folder.mkdir()
    with data.quads.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in with_default_graph(grow(dump, triples), terms.APART))
    return data


def compare(data: Data, questions: Mapping[str, str]) -> None:
    """Start the endpoints over the data, ask, and print."""
    asked: dict[str, dict[str, Asked]] = {name: {} for name in questions}
    with _started(data, TOGETHER) as addresses:
        _ask_all(questions, addresses, asked)
        overhead = _against_the_engine(data, questions, addresses[OURS], asked)
        throughput = _throughput(data, [addresses[OURS], addresses[BARE]], _quick(questions, asked))
    with _started(data, APART) as addresses:
        _ask_all(questions, addresses, asked)
    for table in (_against_peers(data, asked), overhead, throughput):
        Console(width=130).print(table)


@contextmanager
def _started(data: Data, peers: Mapping[str, Peer]) -> Iterator[Mapping[str, str]]:
    """The addresses of the endpoints that are installed."""
    with ExitStack() as stack:
        addresses = {}
        for name, peer in peers.items():
            try:
                addresses[name] = stack.enter_context(contextmanager(peer)(data))
            except pytest.skip.Exception as reason:
                print(f"{name} is left out: {reason}")
        yield addresses


def _ask_all(
    questions: Mapping[str, str], addresses: Mapping[str, str], asked: Mapping[str, dict[str, Asked]]
) -> None:
    """Each question of one endpoint after the other, so that all have the same moment of the machine."""
    for name, query in questions.items():
        asked[name].update({peer: ask(url, query) for peer, url in addresses.items()})


def ask(url: str, query: str, tag: str = "") -> Asked:
    """The median time of a question, and what was answered."""
    times = []
    with Client(url, SECONDS) as client:
        while len(times) < REPEATS and sum(times) < SECONDS:
            begun = time.perf_counter()
            try:
                status, body, found = client.ask(query, tag)
            except OSError:
                return Asked(math.inf)
            times.append(time.perf_counter() - begun)
            if status not in (200, 304):
                return Asked(math.inf)
    return Asked(statistics.median(times), -1 if tag else len(json.loads(body)["results"]["bindings"]), found)


def _against_peers(data: Data, asked: Mapping[str, Mapping[str, Asked]]) -> Table:
    """Ratios to the oxigraph server, and their geometric means over what a peer answers rightly."""
    peers = [peer for peer in next(iter(asked.values())) if peer != BARE]
    table = Table("question", f"{BARE}, ms", *(f"{peer}, ratio" for peer in peers))
    table.title = f"{data.triples} triples: each question"
    ratios: dict[str, list[float]] = {peer: [] for peer in peers}
    for name, row in asked.items():
        cells = []
        for peer in peers:
            right = row[peer].rows == row[OURS].rows
            if math.isfinite(row[peer].seconds / row[BARE].seconds) and right:
                ratios[peer].append(row[peer].seconds / row[BARE].seconds)
            cells.append(_ratio(row[peer].seconds, row[BARE].seconds) + ("" if right else " ≠"))
        table.add_row(name, f"{row[BARE].seconds * 1000:.1f}", *cells)
    means = [
        f"{statistics.geometric_mean(found):.2f} of {len(found)}" if found else "–"
        for found in ratios.values()
    ]
    table.add_row("geometric mean", "", *means)
    return table


def _against_the_engine(
    data: Data, questions: Mapping[str, str], url: str, asked: Mapping[str, Mapping[str, Asked]]
) -> Table:
    """What HTTP, the pool and the limits cost over the store alone, and what an entity tag saves."""
    store = Store()
    store.bulk_load(path=str(data.quads), format=RdfFormat.N_QUADS)
    engine = Embedded(store, Limits(answer_bytes=10**9))
    table = Table("question", "engine alone, ms", "service, ms more", "with its entity tag, ms")
    table.title = f"{data.triples} triples: over the engine alone"
    for name, query in questions.items():
        alone = _median(lambda query=query: engine.query(query))  # type: ignore[misc]
        told = asked[name][OURS]
        tag = ask(url, query, '"none"').tag  # by GET: the answer of a POST carries none
        held = ask(url, query, tag).seconds if tag else math.nan
        table.add_row(name, *(f"{s * 1000:.1f}" for s in (alone, told.seconds - alone, held)))
    return table


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _quick(questions: Mapping[str, str], asked: Mapping[str, Mapping[str, Asked]]) -> list[str]:
    """The questions that take little: most of what an endpoint is asked."""
    return [q for name, q in questions.items() if asked[name][BARE].seconds < 0.02]


def _throughput(data: Data, urls: list[str], queries: list[str]) -> Table:
    """Answers per second, all clients asking the quick questions in turn."""
    table = Table("clients", BARE, OURS, "ratio")
    table.title = f"{data.triples} triples: answers per second, {len(queries)} quick questions"
    for clients in CLIENTS:
        ours, bare = (_answers_per_second(url, queries, clients) for url in urls)
        table.add_row(str(clients), f"{bare:.0f}", f"{ours:.0f}", f"{ours / bare:.2f}")
    return table


def _answers_per_second(url: str, queries: list[str], clients: int, seconds: float = 5) -> float:
    until = time.monotonic() + seconds

    def go_on(first: int) -> int:
        answered = 0
        with Client(url, SECONDS) as client:
            while time.monotonic() < until:
                status, *_ = client.ask(queries[(first + answered) % len(queries)])
                answered += status == 200
        return answered

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(go_on, range(clients))) / seconds


def _ratio(seconds: float, bare: float) -> str:
    return f"{seconds / bare:.2f}" if math.isfinite(seconds / bare) else "–"


# The endpoints


def _cancu(data: Data) -> Iterator[str]:
    """Our service, its size limit lifted so that the same is sent by all."""
    limits = {"query_seconds": SECONDS, "answer_bytes": 10**9, "answer_rows": ROWS}
    with serving(data.quads, **limits) as service:
        yield f"{service.url}/sparql"


def _oxigraph(data: Data) -> Iterator[str]:
    """The oxigraph server over the same statements."""
    location = str(data.folder / "oxigraph")
    store = Store(location)
    store.bulk_load(path=str(data.quads), format=RdfFormat.N_QUADS)
    store.flush()
    del store
    with oxigraph("serve-read-only", "--location", location) as url:
        yield f"{url}/query"


def _rdflib_endpoint(data: Data) -> Iterator[str]:
    """rdflib-endpoint over the default graph, which it has from N-Triples."""
    if data.triples > RDFLIB_MOST:
        pytest.skip(f"above {RDFLIB_MOST} triples a question takes minutes and holds up the others")
    plain = data.quads.with_suffix(".nt")
    with data.quads.open(encoding="utf-8") as quads, plain.open("w", encoding="utf-8") as triples:
        triples.writelines(line for line in quads if not _graph(line))
    with rdflib_endpoint(plain) as url:
        yield url


def _virtuoso(data: Data) -> Iterator[str]:
    """Virtuoso over the named graphs; it always answers from all of them together."""
    with virtuoso(data.folder, rows=ROWS, seconds=SECONDS, buffers=100_000) as server:
        store = GraphStore(server.store, "dba", "dba")
        lines = data.quads.read_text(encoding="utf-8").splitlines()
        for graph, quads in groupby(sorted(filter(_graph, lines), key=_graph), key=_graph):
            triples = "\n".join(quad.rpartition(" <")[0] + " ." for quad in quads)
            store.put(graph, triples.encode())
        yield server.query


def _graph(quad: str) -> str:
    """The named graph of an N-Quads line; "" where it stands in the default graph."""
    words = quad.rstrip("\n").removesuffix(" .").rpartition(" <")
    return words[2].removesuffix(">") if words[2].startswith(terms.GRAPH) else ""


TOGETHER: Mapping[str, Peer] = {OURS: _cancu, BARE: _oxigraph, "Virtuoso": _virtuoso}
# It goes on with queries that nobody waits for any more, which would slow all others.
APART: Mapping[str, Peer] = {"rdflib-endpoint": _rdflib_endpoint}


if __name__ == "__main__":
    main()
