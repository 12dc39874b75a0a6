"""What checking a given graph takes: the first one after a start, then graphs of several sizes.

python -m bench.given
"""

import asyncio
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cancu import release
from cancu.config import Settings
from cancu.given import Examiner

PLAN = "data/documents/ubnd-thai-nguyen/kh/2022/104.ttl"
COPIES = (1, 4, 7)


def main() -> None:
    """Print seconds and findings of every graph."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        home = release.build(settings.root, Path(folder)).path.parents[1]
        examiner = Examiner(home, settings.root / "queries" / "checks", settings.limits)
        plan = (settings.root / PLAN).read_text(encoding="utf-8")
        graphs = {"nothing, the first": b"", "nothing": b"", "one task": _task()}
        graphs |= {f"{number} plans": _invented(plan, number) for number in COPIES}
        table = asyncio.run(_measured(examiner, graphs))
    Console().print(table)


def _task() -> bytes:
    return (Path(__file__).parents[1] / "tests" / "shapes" / "task" / "valid.ttl").read_bytes()


def _invented(plan: str, number: int) -> bytes:
    """So many plans that nobody passed: the same one under years to come."""
    years = range(2040, 2040 + number)
    texts = (
        plan.replace("kh/2022/", f"kh/{year}/").replace("104/KH-UBND", f"{year}/KH-UBND") for year in years
    )
    return "\n".join(texts).encode()


async def _measured(examiner: Examiner, graphs: dict[str, bytes]) -> Table:
    table = Table("graph", "bytes", "seconds", "findings")
    for name, content in graphs.items():
        begun = time.perf_counter()
        report = await examiner.check(content)
        seconds = time.perf_counter() - begun
        table.add_row(name, f"{len(content)}", f"{seconds:.1f}", f"{len(report.findings)}")
    examiner.close()
    return table


if __name__ == "__main__":
    main()
