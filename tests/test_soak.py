"""The service among bombs, killed workers, clients that hang up and new releases: the soak's short form."""

import socket
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from bench import soak
from bench.service import serving

from cancu.release import Release

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are found in /proc, which Linux has"
)


def test_a_soak_loses_and_corrupts_no_answer(published: Release) -> None:
    soaked = soak.run(8, published)
    assert soaked.faults == []
    kinds = (soak.ANSWERED, soak.BOMB, soak.LEFT, soak.KILLED, soak.SWITCHED)
    assert [kind for kind in kinds if soaked.counts[kind] == 0] == []
    assert soaked.megabytes < 3000


def test_a_client_that_hangs_up_frees_its_worker(published: Release) -> None:
    dump = published.path / "cancu.nq"
    with serving(dump, workers=1, query_seconds=60) as service:
        host, port = service.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as client:
            client.sendall(f"GET /sparql?query={quote(soak.BOMBS[0])} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
        begun = time.monotonic()
        assert service.ask("ASK {}").json()["boolean"] is True
        assert time.monotonic() - begun < 5


def test_the_workers_end_when_the_service_is_killed(published: Release) -> None:
    with serving(published.path / "cancu.nq") as service:
        below = service.processes()
        assert len(below) == 3
    until = time.monotonic() + 10
    while any(Path(f"/proc/{process}").exists() for process in below) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [process for process in below if Path(f"/proc/{process}").exists()]
