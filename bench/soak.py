"""A soak: bombs, normal queries, clients that hang up, killed workers and new releases, all at once.

    python -m bench.soak [SECONDS]

Every answer is compared with the one the release it names gives by itself. Nothing may be lost or
wrong; bombs end in an honest error. Exits 1 where that does not hold.
"""

import json
import os
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
from pyoxigraph import Literal, NamedNode, Quad, Store
from rich.console import Console
from rich.table import Table

from bench.service import Service, serving
from cancu import release, terms
from cancu.catalogue import read_catalogue
from cancu.config import Settings
from cancu.engine import Embedded, open_store
from cancu.release import Release

SECONDS = 2.0  # what a query may take here
BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)+ ?b . ?b (!<urn:y>)+ ?c }",
    "SELECT (GROUP_CONCAT(STR(?c)) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
)
MARK = NamedNode("https://example.org/synthetic-mark")
ANSWERED, WRONG, LOST, BOMB, UNENDED, LEFT, KILLED, SWITCHED, ENDED = (
    "answered", "wrong", "lost", "bombs ended honestly", "bombs ended otherwise",
    "clients that hung up", "workers killed", "releases switched", "work that ended early",
)  # fmt: skip

Expected = Mapping[str, Mapping[str, Any]]
"""By release and query, what is to be answered."""


@dataclass
class Soak:
    """What a soak counts, and what it shares between its threads."""

    service: Service
    expected: Expected
    until: float
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0
    megabytes: float = 0

    def fault(self, kind: str, what: str) -> None:
        """Count a fault, and keep the first ones for people."""
        self.counts[kind] += 1
        if len(self.faults) < 20:
            self.faults.append(f"{kind}: {what[:300]}")


def read(body: bytes) -> Any:
    """An answer for comparing: the bindings, in no order."""
    told = json.loads(body)
    rows = told.get("results", {}).get("bindings", told.get("boolean"))
    return sorted(map(json.dumps, rows)) if isinstance(rows, list) else rows


def asker(soak: Soak, chance: random.Random) -> None:
    """Ask a normal query, and compare."""
    query = chance.choice(list(next(iter(soak.expected.values()))))
    begun = time.monotonic()
    try:
        response = soak.service.ask(query)
    except httpx2.HTTPError as error:
        soak.fault(LOST, repr(error))
        return
    soak.slowest = max(soak.slowest, time.monotonic() - begun)
    if response.status_code != 200:
        soak.fault(LOST, response.text)
    elif read(response.content) != soak.expected[response.headers["x-cancu-release"]][query]:
        soak.fault(WRONG, query)
    else:
        soak.counts[ANSWERED] += 1


def bomber(soak: Soak, chance: random.Random) -> None:
    """Ask a query that never ends; its end must be told as what it is."""
    response = soak.service.ask(chance.choice(BOMBS))
    title = response.json().get("title", "")
    if response.status_code in (403, 503) and title:
        soak.counts[BOMB] += 1
    else:
        soak.fault(UNENDED, response.text)


def leaver(soak: Soak, chance: random.Random) -> None:
    """Ask, and hang up before the answer is there."""
    address = soak.service.url.removeprefix("http://").split(":")
    query = chance.choice([*BOMBS, "SELECT * { ?s ?p ?o } LIMIT 10000"])
    with socket.create_connection((address[0], int(address[1]))) as client:
        client.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(chance.uniform(0, 0.5))
    soak.counts[LEFT] += 1


def killer(soak: Soak, chance: random.Random) -> None:
    """Kill a worker of the service."""
    workers = soak.service.workers()
    with suppress(ProcessLookupError, IndexError):  # it has just ended by itself; there is none just now
        os.kill(chance.choice(workers), signal.SIGKILL)
        soak.counts[KILLED] += 1
    time.sleep(chance.uniform(0.5, 2))


def watcher(soak: Soak, chance: random.Random) -> None:
    """Look how much memory the service takes."""
    soak.megabytes = max(soak.megabytes, soak.service.megabytes())
    time.sleep(0.5)


def switcher(home: Path, stores: list[Store]) -> Callable[[Soak, random.Random], None]:
    """Publish one of the releases, in turn."""

    def switch(soak: Soak, chance: random.Random) -> None:
        time.sleep(chance.uniform(2, 10))
        release.publish(stores[soak.counts[SWITCHED] % len(stores)], {}, [], home)
        soak.counts[SWITCHED] += 1

    return switch


def run(seconds: float, built: Release, seed: int = 1) -> Soak:
    """Soak a service over a release, and two more made of it, for some seconds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first, second = (_marked(built, mark) for mark in ("một", "hai"))
        releases = [built, *(release.publish(store, {}, [], home) for store in (first, second))]
        expected = {published.name: _answers(published) for published in releases}
        with serving(home=home, query_seconds=SECONDS, query_megabytes=500, queue_seconds=60) as service:
            soak = Soak(service, expected, time.monotonic() + seconds)
            work = [asker] * 4 + [bomber, leaver, killer, watcher, switcher(home, [first, second])]
            _together(soak, work, seed)
            return soak


def _marked(built: Release, mark: str) -> Store:
    """What a release holds, and one more statement that tells it from others."""
    store = Store()
    store.bulk_extend(open_store(built.store))
    graph = NamedNode(terms.GRAPH + "synthetic")
    store.extend(Quad(MARK, MARK, Literal(mark), *place) for place in ((), (graph,)))
    return store


def _answers(published: Release) -> Mapping[str, Any]:
    """What the release answers by itself to every question's example, and to some more."""
    engine = Embedded(open_store(published.store))
    questions = read_catalogue(Settings().root / "queries").values()
    queries = [question.bind(question.example) for question in questions]
    queries += ["ASK {}", f"SELECT * {{ {MARK} ?p ?o }}", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"]
    return {query: read(engine.query(query).body) for query in queries}


def _together(soak: Soak, work: list[Callable[[Soak, random.Random], None]], seed: int) -> None:
    """Do each kind of work again and again in a thread of its own, until the time is over."""

    def go_on(do: Callable[[Soak, random.Random], None], chance: random.Random) -> None:
        try:
            while time.monotonic() < soak.until:
                do(soak, chance)
        except Exception as error:  # a thread that ended early would find no faults
            soak.fault(ENDED, f"{do.__name__}: {error!r}")

    threads = [
        threading.Thread(target=go_on, args=(do, random.Random(seed + number)))
        for number, do in enumerate(work)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Soak, and print what was counted."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    with tempfile.TemporaryDirectory() as folder:
        soak = run(seconds, release.build(Settings().root, Path(folder)))
    table = Table("what", "count", title=f"{seconds:g} seconds")
    for kind in (ANSWERED, WRONG, LOST, BOMB, UNENDED, LEFT, KILLED, SWITCHED, ENDED):
        table.add_row(kind, str(soak.counts[kind]))
    table.add_row("slowest answer, seconds", f"{soak.slowest:.1f}")
    table.add_row("most memory, MB", f"{soak.megabytes:.0f}")
    Console().print(table)
    for fault in soak.faults:
        print(fault)
    sys.exit(1 if soak.faults else 0)


if __name__ == "__main__":
    main()
