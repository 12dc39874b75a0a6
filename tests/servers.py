"""Real servers on this machine, started for a test and ended with it."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))


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


def _wait_for(address: str) -> None:
    host, port = address.split(":")
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")
