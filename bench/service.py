"""The service in a process of its own, as its users run it, and what it takes of the machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2

JSON = {"accept": "application/sparql-results+json"}


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Service:
    """A running service: its process and its address."""

    process: int
    url: str

    def ask(self, query: str, timeout: float = 60) -> httpx2.Response:
        """The response to a query."""
        return httpx2.post(f"{self.url}/sparql", data={"query": query}, headers=JSON, timeout=timeout)

    def processes(self) -> list[int]:
        """The processes below the service: the one that holds the store, then its workers."""
        parents = _parents()
        found = [self.process]
        for process in found:
            found += [child for child, parent in parents.items() if parent == process]
        return found[1:]

    def workers(self) -> list[int]:
        """The workers: the processes below the ones that hold a store."""
        parents = _parents()
        holders = {child for child, parent in parents.items() if parent == self.process}
        return [child for child, parent in parents.items() if parent in holders]

    def megabytes(self) -> float:
        """Memory of the service and all below it; pages that processes share are counted once."""
        return sum(map(_proportional, [self.process, *self.processes()])) / 1024


class Client:
    """A connection that is kept; the client of the standard library, which takes little time itself."""

    def __init__(self, url: str, seconds: float) -> None:
        address = urlsplit(url)
        self._path = address.path
        self._connection = HTTPConnection(str(address.hostname), address.port, timeout=seconds)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def ask(self, query: str, tag: str = "") -> tuple[int, bytes, str]:
        """Status, body and entity tag of an answer; by GET where the client holds one."""
        form = urlencode({"query": query})
        if tag:
            self._connection.request("GET", f"{self._path}?{form}", headers={**JSON, "if-none-match": tag})
        else:
            media = {"content-type": "application/x-www-form-urlencoded"}
            self._connection.request("POST", self._path, form, {**JSON, **media})
        response = self._connection.getresponse()
        return response.status, response.read(), response.headers.get("etag", "")


def _parents() -> dict[int, int]:
    """The parent of every process."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        parents[int(folder.name)] = int(told.rpartition(")")[2].split()[1])
    return parents


def _proportional(process: int) -> float:
    """The memory of a process in kB, its share of shared pages; 0 when it has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def serving(*files: Path, home: Path | None = None, **settings: Any) -> Iterator[Service]:
    """The service over files, or over the releases of a home; settings as `query_seconds=2`."""
    given = {"home": home, **settings} if home else settings
    environment = os.environ | {f"CANCU_{name.upper()}": str(value) for name, value in given.items()}
    port = free_port()
    command = [sys.executable, "-m", "cancu", "serve", *map(str, files), "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        service = Service(process.pid, f"http://127.0.0.1:{port}")
        wait_for(f"{service.url}/health", process)
        yield service
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(url: str, process: subprocess.Popen[Any], seconds: float = 600) -> None:
    """Wait until a server answers at an address; RuntimeError when its process ends before."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            httpx2.get(url, timeout=5)
            return
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")
