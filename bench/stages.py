"""The time of each stage on the shipped data, as a ratio to loading the same triples alone.

Run by `make bench`. Loading is the bulk load of the release's dump into an empty store on disk.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import RdfFormat, Store
from rich.console import Console
from rich.table import Table

from cancu import describe, graph, reason, release, validate
from cancu.config import Settings

REPEATS = 5


def best(work: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def load(dump: Path) -> None:
    """Load a dump into an empty store on disk."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder)
        store.bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
        store.flush()


def publish(store: Store, corpus: graph.Corpus, findings: list[validate.Finding]) -> None:
    """Publish a release in an empty home."""
    with tempfile.TemporaryDirectory() as folder:
        release.publish(store, corpus.texts, findings, Path(folder))


def main() -> None:
    """Print the table of stages."""
    root = Settings().root
    corpus = graph.read(root)
    rules = release.read_rules(corpus, root)
    inferred = reason.infer(corpus, rules)
    findings = validate.validate(corpus, inferred, root / "queries" / "checks")
    store = release.compose(corpus, inferred, findings, root, rules)
    with tempfile.TemporaryDirectory() as folder:
        dump = release.publish(store, corpus.texts, findings, Path(folder)).path / "cancu.nq"
        alone = best(lambda: load(dump))
    stages: dict[str, Callable[[], object]] = {
        "read": lambda: graph.read(root),
        "close the ontology (owlrl)": lambda: reason.close_ontology(reason.ontology(corpus)),
        "infer": lambda: reason.infer(corpus, rules),
        "validate": lambda: validate.validate(corpus, inferred, root / "queries" / "checks"),
        "describe": lambda: describe.dataset(store),
        "publish": lambda: publish(store, corpus, findings),
    }
    table = Table("stage", "seconds", "ratio to loading alone", title=f"{len(store)} statements in the store")
    table.add_row("load alone", f"{alone:.3f}", "1.0")
    for name, work in stages.items():
        seconds = best(work)
        table.add_row(name, f"{seconds:.3f}", f"{seconds / alone:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
