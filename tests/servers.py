"""Real servers on this machine, started for a test and ended with it."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
_VIRTUOSO = shutil.which("virtuoso-t") or shutil.which("virtuoso-t", path="/usr/bin:/usr/local/bin")
# Loopback only. Rows and seconds are cut as public endpoints cut them; the pool is as large as the
# machine, since Virtuoso plans a query over many graphs in more memory than it has by default.
_VIRTUOSO_INI = """\
[Database]
DatabaseFile       = {folder}/virtuoso.db
ErrorLogFile       = {folder}/virtuoso.log
LockFile           = {folder}/virtuoso.lck
TransactionFile    = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa

[TempDatabase]
DatabaseFile    = {folder}/temp.db
TransactionFile = {folder}/temp.trx

[Parameters]
ServerPort        = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers   = {buffers}
MaxDirtyBuffers   = {dirty}
MaxMemPoolSize    = 0
DirsAllowed       = {folder}

[HTTPServer]
ServerPort    = 127.0.0.1:{http}
ServerRoot    = {folder}
ServerThreads = 5

[SPARQL]
ResultSetMaxRows      = {rows}
MaxQueryExecutionTime = {seconds}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def oxigraph(*command: str) -> Iterator[str]:
    """The oxigraph server, run by a command of its own; its address."""
    if _OXIGRAPH is None:
        pytest.skip("the oxigraph server is not installed")
    address = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen(
        [_OXIGRAPH, *command, "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(address)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@contextmanager
def rdflib_endpoint(file: Path) -> Iterator[str]:
    """rdflib-endpoint over a file; its address."""
    program = shutil.which("rdflib-endpoint", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("rdflib-endpoint is not installed")
    port = free_port()
    server = subprocess.Popen(
        [program, "serve", str(file), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"127.0.0.1:{port}", seconds=300)  # it reads the whole file first
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=10)


@dataclass(frozen=True)
class Virtuoso:
    """Where a Virtuoso answers queries, and where its user dba, of password dba, may write graphs."""

    query: str
    store: str


@contextmanager
def virtuoso(
    folder: Path, rows: int = 10_000, seconds: int = 10, buffers: int = 10_000
) -> Iterator[Virtuoso]:
    """A Virtuoso of its own with an empty database in the folder; it cuts answers at so many rows."""
    if _VIRTUOSO is None:
        pytest.skip("Virtuoso (Debian package virtuoso-opensource-7) is not installed")
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(
        _VIRTUOSO_INI.format(
            folder=folder, sql=sql, http=http, rows=rows, seconds=seconds, buffers=buffers, dirty=buffers // 2
        ),
        encoding="utf-8",
    )
    server = subprocess.Popen(
        [_VIRTUOSO, "+foreground", "+configfile", str(settings)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"127.0.0.1:{http}", seconds=60)  # it makes its database first
        base = f"http://127.0.0.1:{http}"
        yield Virtuoso(f"{base}/sparql", f"{base}/sparql-graph-crud-auth")
    finally:
        server.kill()  # what it holds is not wanted any more, and an orderly end waits for a checkpoint
        server.wait(timeout=10)


def _wait_for(address: str, seconds: int = 10) -> None:
    host, port = address.split(":")
    for _ in range(seconds * 10):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")
