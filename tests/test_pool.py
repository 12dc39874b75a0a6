"""The pool: a query ends by its deadline or its memory, and nobody else notices."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from blocking import Blocking, BlockingPool, on_the_loop
from cancu import release
from cancu.engine import Query, Serving, parse_solutions, select
from cancu.errors import (
    Busy,
    EngineError,
    NotAcceptable,
    Overrun,
    Refused,
    SyntaxFault,
    WorkerLost,
)
from cancu.graph import load
from cancu.limits import Limits
from cancu.release import Release

LIMITS = Limits(seconds=1, megabytes=400, answer_bytes=200_000, queue_seconds=5, workers=2)
EX = "https://example.org/"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 2 000 nodes in a ring: enough for a query that never ends."""
    path = tmp_path_factory.mktemp("ring") / "store"
    store = Store(str(path))
    nodes = [NamedNode(f"{EX}{number}") for number in range(2000)]
    following = NamedNode(EX + "next")
    store.extend(Quad(a, following, b) for a, b in zip(nodes, [*nodes[1:], nodes[0]], strict=True))
    store.extend(Quad(node, NamedNode(EX + "name"), Literal(f"tên {i}" * 20)) for i, node in enumerate(nodes))
    store.flush()
    return path


@pytest.fixture(scope="module")
def pool(store: Path) -> Iterator[BlockingPool]:
    with BlockingPool(store, LIMITS, "ring") as pool:
        yield pool


BOMBS = {
    "a cartesian count": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "an order of everything": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "a streamed cross join": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a long path": f"SELECT (COUNT(*) AS ?n) {{ ?a <{EX}next>+ ?b . ?b <{EX}next>+ ?c }}",
    "a long concatenation": "SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_ends_within_its_limit_while_others_are_answered(pool: BlockingPool, bomb: str) -> None:
    ended: list[Exception] = []

    def detonate() -> None:
        try:
            pool.query(bomb)
        except (EngineError, Refused) as error:
            ended.append(error)

    thread = threading.Thread(target=detonate)
    begun = time.monotonic()
    thread.start()
    while thread.is_alive():
        asked = time.monotonic()
        assert parse_solutions(pool.query("ASK {}").body) is True
        assert time.monotonic() - asked < 1
        thread.join(timeout=0.05)
    assert time.monotonic() - begun < LIMITS.seconds + 1
    (error,) = ended
    assert isinstance(error, Overrun | WorkerLost | Refused)


def test_an_answer_over_its_size_is_refused_and_never_cut(pool: BlockingPool) -> None:
    with pytest.raises(Refused, match="larger than 200000 bytes") as caught:
        pool.query("SELECT * { ?a ?b ?c }")
    assert caught.value.rule == "answer-size"


@pytest.mark.parametrize("held", [0, 500], ids=["on disk", "in memory"])
def test_memory_is_bounded_and_its_end_is_told(store: Path, held: int) -> None:
    with BlockingPool(store, Limits(seconds=30, megabytes=60, workers=1, held_megabytes=held)) as hungry:
        with pytest.raises(WorkerLost, match="60 MB"):
            hungry.query("SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } } }")
        assert parse_solutions(hungry.query("ASK {}").body) is True


def test_full_capacity_is_back_after_a_worker_was_lost(store: Path) -> None:
    with BlockingPool(store, Limits(seconds=0.3, workers=1)) as small:
        for _ in range(3):
            with pytest.raises(Overrun):
                small.query(BOMBS["a cartesian count"])
            assert parse_solutions(small.query("ASK {}").body) is True


def explode(pool: BlockingPool) -> None:
    with pytest.raises(Overrun):
        pool.query(BOMBS["a cartesian count"])


def test_when_every_worker_is_busy_a_query_waits_and_is_then_told(store: Path) -> None:
    with BlockingPool(store, Limits(seconds=2, queue_seconds=0.2, workers=1)) as small:
        thread = threading.Thread(target=explode, args=[small])
        thread.start()
        time.sleep(0.3)
        with pytest.raises(Busy, match="try again in 1 seconds"):
            small.query("ASK {}")
        thread.join()


def test_the_errors_of_a_query_come_through_whole(pool: BlockingPool) -> None:
    with pytest.raises(SyntaxFault) as syntax:
        pool.query("SELECT * {\n ?s ?p }")
    assert (syntax.value.line, syntax.value.column) == (2, 9)
    with pytest.raises(NotAcceptable) as format_:
        pool.query("ASK {}", solutions=None)
    assert "text/csv" in format_.value.offered


def test_an_answer_names_the_release_that_gave_it(pool: BlockingPool) -> None:
    assert pool.query("ASK {}").release == "ring"


def test_a_worker_has_no_way_to_the_network(pool: BlockingPool) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may make a network namespace here")
    workers = pool.workers()
    for worker in workers:
        spaces = (Path(f"/proc/{pid}/ns/net").readlink() for pid in (worker.process, "self"))
        assert len(set(spaces)) == 2


def test_a_worker_killed_from_outside_costs_nobody_an_answer(store: Path) -> None:
    with BlockingPool(store, Limits(workers=2)) as small:
        for worker in small.workers():
            os.kill(worker.process, signal.SIGKILL)
        assert parse_solutions(small.query("ASK {}").body) is True


def test_a_worker_killed_at_its_work_has_it_done_by_another(store: Path) -> None:
    with BlockingPool(store, Limits(seconds=20, workers=1)) as small:
        (worker,) = small.workers()
        killer = threading.Timer(0.2, os.kill, [worker.process, signal.SIGKILL])
        counting = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
        killer.start()
        (row,) = select(small, counting)
        killer.join()
        assert row["n"].value == str(4000**2)


def test_the_process_that_holds_the_store_is_started_again_where_it_is_lost(store: Path) -> None:
    with BlockingPool(store, Limits(workers=2)) as small:
        small.lose_the_forkserver()
        assert parse_solutions(small.query("ASK {}").body) is True


def test_a_process_that_cannot_start_is_tried_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start, failed = subprocess.Popen, []

    def start_the_second_time(*command: Any, **options: Any) -> Any:
        if not failed:
            failed.append(True)
            raise OSError("no process to be had")
        return start(*command, **options)

    with BlockingPool(store, Limits(workers=1)) as small:
        monkeypatch.setattr(subprocess, "Popen", start_the_second_time)
        small.lose_the_forkserver()
        assert parse_solutions(small.query("ASK {}").body) is True
        assert failed


def test_a_query_nobody_waits_for_is_ended(store: Path) -> None:
    with BlockingPool(store, Limits(seconds=30, workers=1)) as small:
        asking = on_the_loop(small.inside.answer(Query(BOMBS["a cartesian count"])))
        time.sleep(0.3)
        begun = time.monotonic()
        asking.cancel()
        assert parse_solutions(small.query("ASK {}").body) is True
        assert time.monotonic() < begun + 5


def test_when_the_queue_is_full_a_query_is_told_at_once(store: Path) -> None:
    with BlockingPool(store, Limits(seconds=2, queue_seconds=20, queue_length=0, workers=1)) as small:
        thread = threading.Thread(target=explode, args=[small])
        thread.start()
        time.sleep(0.3)
        begun = time.monotonic()
        with pytest.raises(Busy, match="try again in 20 seconds"):
            small.query("ASK {}")
        assert time.monotonic() < begun + 1
        thread.join()


def test_a_store_too_large_for_memory_is_read_from_disk_and_gives_the_same(
    store: Path, pool: BlockingPool
) -> None:
    asked = f"SELECT ?a ?name {{ ?a <{EX}name> ?name }} ORDER BY ?a LIMIT 5"
    with BlockingPool(store, Limits(workers=1, held_megabytes=0)) as on_disk:
        assert on_disk.query(asked).body == pool.query(asked).body


def test_a_retired_pool_still_replaces_workers_for_those_who_hold_it(store: Path) -> None:
    with BlockingPool(store, Limits(seconds=0.3, queue_seconds=5, workers=1)) as small:
        small.call(small.inside.hold)
        small.call(small.inside.retire)
        explode(small)
        assert parse_solutions(small.query("ASK {}").body) is True
        small.call(small.inside.let_go)


def test_the_workers_end_with_the_pool(store: Path) -> None:
    with BlockingPool(store, Limits(workers=2)) as small:
        processes = [worker.process for worker in small.workers()]
    assert not [process for process in processes if Path(f"/proc/{process}").exists()]


def test_a_new_release_is_taken_up_without_dropping_a_request(tmp_path: Path, published: Release) -> None:
    home = tmp_path / "home"
    (home / "releases").mkdir(parents=True)
    (home / "releases" / published.name).symlink_to(published.path)
    (home / "current").symlink_to(home / "releases" / published.name)
    serving = Blocking(Serving(home, Limits(workers=2)))
    seen: list[str] = []
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            seen.append(serving.query("SELECT * { ?s ?p ?o } LIMIT 5").release)

    threads = [threading.Thread(target=keep_asking) for _ in range(3)]
    for thread in threads:
        thread.start()
    second = release.publish(load([published.path / "cancu.nq"]), {f"{EX}a": "mới"}, [], home).name
    deadline = time.monotonic() + 20
    while second not in seen[-5:] and time.monotonic() < deadline:
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join()
    serving.call(serving.inside.close)
    assert seen[0] == published.name
    assert set(seen) == {published.name, second}
    assert serving.inside.release == second


def test_a_store_that_cannot_be_opened_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="cannot be opened"):
        BlockingPool(tmp_path / "nowhere", Limits(workers=1))


def test_a_new_release_that_cannot_be_opened_leaves_the_old_one_serving(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = release.publish(Store(), {f"{EX}a": "một"}, [], tmp_path)
    serving = Blocking(Serving(tmp_path, Limits(workers=1)))
    broken = release.publish(Store(), {f"{EX}a": "hai"}, [], tmp_path)
    shutil.rmtree(broken.store)
    until = time.monotonic() + 20
    while not caplog.records and time.monotonic() < until:
        assert serving.query("ASK {}").release == first.name
        time.sleep(0.1)
    assert f"{first.name} goes on" in caplog.text
    assert serving.query("ASK {}").release == first.name
    serving.call(serving.inside.close)
