"""Builds killed at random moments, while the service runs: it never serves a broken or mixed release.

    python -m bench.kills [TIMES]

Every build is of other data, which differ in one label; half are killed at any moment, half while they
write the release. After each the service must answer, and the label it gives must be the one of the
release it names; that release must be whole. Exits 1 where that does not hold.
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bench.service import Service, serving
from cancu import release
from cancu.config import Settings
from cancu.engine import Embedded, open_store, parse_solutions

AREAS = "data/reference/areas.ttl"
TITLE = '"Areas"@en'
ASKED = """PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?title {
  <https://w3id.org/cancu/graph/reference/areas> dct:title ?title FILTER(LANG(?title) = "en")
}"""


def main() -> None:
    """Kill builds, and say what was found."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        killed, published, faults = kill_builds(times, Path(folder))
    print(f"{killed} of {times} builds killed before their end; {published} published; {len(faults)} faults")
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


def kill_builds(times: int, folder: Path, seed: int = 1) -> tuple[int, int, list[str]]:
    """How many builds were killed, how many published, before that or to their end; what did not hold."""
    chance, home, root = random.Random(seed), folder / "home", _content(folder)
    begun = time.monotonic()
    names, killed, faults = {release.build(root, home).name}, 0, list[str]()
    seconds = time.monotonic() - begun
    with serving(home=home, root=root) as service:
        for number in track(range(times), "kill", console=Console(stderr=True)):
            _mark(root, number)
            killed += _kill_a_build(root, home, chance.uniform(0, seconds), at_writing=number % 2 == 1)
            names.add(release.current(home).name)
            faults += [f"build {number}: {fault}" for fault in _faults(service, home)]
    return killed, len(names) - 1, faults


def _content(folder: Path) -> Path:
    """A copy of the content that may be changed."""
    for part in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(Settings().root / part, folder / "content" / part)
    return folder / "content"


def _mark(root: Path, number: int) -> None:
    """Change one title, so that the next build is of other data."""
    original = (Settings().root / AREAS).read_text(encoding="utf-8")
    (root / AREAS).write_text(original.replace(TITLE, f'"Areas, synthetic {number}"@en', 1), encoding="utf-8")


def _kill_a_build(root: Path, home: Path, seconds: float, at_writing: bool) -> bool:
    """Start a build, and kill it some time after it began, or after it began to write; whether it ran yet."""
    environment = os.environ | {"CANCU_ROOT": str(root), "CANCU_HOME": str(home)}
    build = subprocess.Popen(
        [sys.executable, "-m", "cancu", "build"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if at_writing:
        while build.poll() is None and not list((home / "releases").glob(f".building-{build.pid}")):
            time.sleep(0.005)
        seconds /= 8  # about what writing takes of a build
    with suppress(subprocess.TimeoutExpired):
        build.wait(seconds)
    build.kill()
    return build.wait() == -signal.SIGKILL


def _faults(service: Service, home: Path) -> Iterator[str]:
    """What does not hold of the release in use, and of what the service answers."""
    current = release.current(home)
    for name, digest in current.manifest["files"].items():
        if hashlib.sha256((current.path / name).read_bytes()).hexdigest() != digest:
            yield f"{current.name}/{name} is not what its manifest says"
    response = service.ask(ASKED)
    named = home / "releases" / response.headers.get("x-cancu-release", "none") / "store"
    if response.status_code != 200:
        yield f"no answer: {response.text}"
    elif parse_solutions(response.content) != parse_solutions(Embedded(open_store(named)).query(ASKED).body):
        yield f"an answer that its release does not give: {response.text}"


if __name__ == "__main__":
    main()
