"""What pages cost on a grown corpus: the queries each asks, and its time against the slowest of them.

    python -m bench.pages [TRIPLES]

Each page is asked three times of the service in this process, over a store in memory, and the last time
is told: names, choices and counts that are kept for a release are then kept. A page whose queries grew
with its rows would show more of them here than on the shipped data, which is asked first.
"""

import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, Store
from rich.console import Console
from rich.table import Table

from bench.grow import grow, with_default_graph
from cancu import release, terms
from cancu.api import create_app
from cancu.catalogue import read_catalogue
from cancu.config import Settings
from cancu.engine import Answer, AsyncEngine, Embedded, Query, Threaded
from cancu.limits import Limits

REPEATS = 3
PLAN = "id/document/ubnd-thai-nguyen/kh/2022/104"
PAGES = {
    "home": "/",
    "document": f"/about/{PLAN}.html",
    "task": f"/about/{PLAN}/task/V.2-1.html",
    "target": f"/about/{PLAN}/target/II.2.1.b-1.html",
    "agency": "/about/id/agency/thai-nguyen/so-giao-duc-va-dao-tao.html",
    "area": "/about/id/area/thai-nguyen.html",
    "indicator": "/about/id/indicator/nang-luc-thong-tin.html",
    "programme": "/about/id/programme/xay-dung-xa-hoi-hoc-tap-2021-2030.html",
    "class": "/about/def/Task.html",
    "property": "/about/def/leadAgency.html",
    "code": "/about/code/comparator/exactly.html",
    "trace": "/trace/ubnd-thai-nguyen/kh/2022/104/task/V.2-1",
    "compare": "/compare?area=id:area/thai-nguyen&area=id:area/bac-ninh&year=2030",
    "why": f"/why?subject=id:{PLAN[3:]}/task/V.2-1&predicate=cancu:implementsDecision"
    "&object=id:document/ttg/qd/2021/1373",
    "question": "/queries/tasks-of-agency?agency=id:agency/thai-nguyen/so-giao-duc-va-dao-tao",
    "questions": "/queries",
}


@dataclass(frozen=True)
class Cost:
    """The queries a page asked and the seconds it took, the slowest of its queries among them."""

    status: int
    queries: int
    seconds: float
    slowest: float


class Counted(AsyncEngine):
    """An engine that notes how long each query takes."""

    def __init__(self, engine: Embedded) -> None:
        self._engine, self.release = Threaded(engine), engine.release
        self.seconds: list[float] = []

    async def answer(self, query: Query) -> Answer:
        """The answer, and its time noted."""
        begun = time.perf_counter()
        try:
            return await self._engine.answer(query)
        finally:
            self.seconds.append(time.perf_counter() - begun)


def costs(store: Store, root: Path) -> dict[str, Cost]:
    """What each page costs over a store."""
    engine = Counted(Embedded(store, Limits(), "grown"))
    with TestClient(create_app(engine, read_catalogue(root / "queries"))) as client:
        return {name: _cost(client, engine, path) for name, path in PAGES.items()}


def _cost(client: TestClient, engine: Counted, path: str) -> Cost:
    cost = Cost(0, 0, 0, 0)
    for _ in range(REPEATS):
        engine.seconds.clear()
        begun = time.perf_counter()
        status = client.get(path, headers={"accept": "text/html"}).status_code
        taken = time.perf_counter() - begun
        cost = Cost(status, len(engine.seconds), taken, max(engine.seconds, default=0))
    return cost


def main() -> None:
    """Print the table."""
    triples = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    root = Settings().root
    with tempfile.TemporaryDirectory() as folder:
        dump = release.build(root, Path(folder) / "home").path / "cancu.nq"
        shipped = costs(_loaded(dump.read_text(encoding="utf-8").splitlines(), Path(folder)), root)
        grown = costs(_loaded(grow(dump, triples), Path(folder)), root)
    table = Table("page", "queries, shipped", "queries, grown", "slowest query, ms", "page, ms", "ratio")
    table.title = f"pages at {triples} triples"
    for name, cost in grown.items():
        told = f"{cost.slowest * 1000:.0f}", f"{cost.seconds * 1000:.0f}", _ratio(cost)
        table.add_row(name, str(shipped[name].queries), str(cost.queries), *told)
    Console(width=110).print(table)


def _loaded(lines: Iterable[str], folder: Path) -> Store:
    path = folder / "lines.nq"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in with_default_graph(iter(lines), terms.APART))
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    return store


def _ratio(cost: Cost) -> str:
    told = f"{cost.seconds / cost.slowest:.2f}" if cost.slowest else "–"
    return told if cost.status == 200 else f"{told} (HTTP {cost.status})"


if __name__ == "__main__":
    main()
