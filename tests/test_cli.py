"""The command line: answers on standard output, errors on standard error, exit codes as promised."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

import pytest

from cancu import terms
from cancu.release import Release
from servers import free_port

TASK = terms.ID + "document/ubnd-thai-nguyen/kh/2022/104/task/V.2-1"


@pytest.fixture(scope="module")
def home(published: Release) -> Path:
    return published.path.parents[1]


def run(
    *arguments: str, home: Path, root: Path | None = None, given: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cancu", *arguments],
        env=environment(home, root),
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def environment(home: Path, root: Path | None = None) -> dict[str, str]:
    settings = {"CANCU_HOME": str(home), **({"CANCU_ROOT": str(root)} if root else {})}
    return {**os.environ, **settings, "PYTHONIOENCODING": "utf-8"}


def test_trace_prints_the_chain_with_the_words_at_each_step(home: Path) -> None:
    done = run("trace", "104/KH-UBND", home=home)
    assert done.returncode == 0
    assert "1373/QĐ-TTg" in done.stdout
    assert "Thực hiện … “Quyết định số 1373/QĐ-TTg" in " ".join(done.stdout.split())
    assert "basis not held" in done.stdout


def test_an_unknown_number_exits_2_and_says_so_in_both_languages(home: Path) -> None:
    done = run("trace", "9999/KH-UBND", home=home)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Không có văn bản hoặc nhiệm vụ “9999/KH-UBND”" in done.stderr
    assert "No document or task named “9999/KH-UBND”" in done.stderr


def test_query_answers_a_question_with_parameters_as_csv(home: Path) -> None:
    done = run("query", "decision-of-task", "--param", f"task={TASK}", "--format", "csv", home=home)
    assert done.returncode == 0
    assert done.stdout.startswith("task,taskClause,taskWords,via,decision,")
    assert "1373/QĐ-TTg" in done.stdout


def test_query_prints_a_table_for_reading(home: Path) -> None:
    done = run("query", "tasks-awaiting-approval", home=home)
    assert "Sở Y tế tỉnh Thái Nguyên" in " ".join(done.stdout.split()) or "Sở Y tế" in done.stdout


def test_query_reads_standard_input(home: Path) -> None:
    done = run("query", "-", home=home, given="ASK { ?s ?p ?o }")
    assert done.stdout == "true\n"


def test_search_prints_what_it_found_and_of_how_many(home: Path) -> None:
    done = run("search", "quyet", "dinh", "1373/qd-ttg", home=home)
    assert done.returncode == 0
    assert "id:document/ttg/qd/2021/1373" in done.stdout
    assert "1 / " in done.stdout
    narrowed = ("--type", "Target", "--area", "id:area/bac-ninh", "--year", "2025", "--limit", "1")
    row = run("search", "hoc tap", *narrowed, home=home).stdout
    assert "id:document/ubnd-bac-ninh/kh/2022/374/target/" in row


def test_a_search_that_finds_nothing_exits_1_and_says_so_in_both_languages(home: Path) -> None:
    done = run("search", "không-có-từ-này-đâu", home=home)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Không tìm thấy gì / Nothing found" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", " "),
        ("search", "a", "--type", "Person"),
        ("search", "a", "--limit", "0"),
        ("query", "no-such-question"),
        ("query", "decision-of-task", "--param", "nobody=1"),
        ("query", "decision-of-task", "--param", "task"),
        ("query", "decision-of-task", "--format", "parchment"),
        ("query", "decision-of-task", "--param", "task=not an iri"),
        ("nonsense",),
    ],
)
def test_wrong_use_exits_2(home: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, home=home)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_release_the_command_to_run_is_named(tmp_path: Path) -> None:
    done = run("query", "tasks-per-agency", home=tmp_path)
    assert done.returncode == 1
    assert "cancu build" in done.stderr


def test_a_wrong_setting_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCU_WORKERS", "0")
    wrong = run("query", "codes", home=home)
    assert wrong.returncode == 2
    assert "CANCU_WORKERS='0'" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_build_names_the_fault_and_exits_1(content: Path, tmp_path: Path) -> None:
    path = content / "data/reference/areas.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "area:x a cancu:Area\n", encoding="utf-8")
    done = run("build", home=tmp_path / "home", root=content)
    assert done.returncode == 1
    assert "data/reference/areas.ttl, dòng" in done.stderr
    assert "Traceback" not in done.stderr


def test_validate_reports_the_warnings_of_the_data_and_exits_0(home: Path, published: Release) -> None:
    done = run("validate", home=home)
    assert done.returncode == 0
    assert done.stdout == (published.path / "report.txt").read_text(encoding="utf-8")


def test_validate_reports_only_what_the_given_files_speak_of(home: Path, tmp_path: Path) -> None:
    given = tmp_path / "invented.ttl"
    held = TASK.partition("/task/")[0]
    given.write_text(
        f"<{terms.ID}document/hu-cau/kh/2030/1> a <{terms.DEF}Document> .\n"
        f"<{held}> <{terms.ELI}date_document> '2031-01-01'^^<{terms.XSD}date> .\n",
        encoding="utf-8",
    )
    done = run("validate", str(given), home=home)
    assert done.returncode == 1
    assert all(str(given) in line for line in done.stdout.splitlines())
    assert "shape:Document-textStatus" in done.stdout
    assert f"{terms.shorten(held)} eli:date_document: shape:Document-date_document" in done.stdout


def test_a_store_is_loaded_only_where_it_can_be_asked(home: Path) -> None:
    done = run("load", "http://127.0.0.1:9/store", home=home)
    assert (done.returncode, "CANCU_ENDPOINT" in done.stderr) == (2, True)


def fetch(url: str, tries: int = 600) -> str:
    """The body at a loopback address, once it answers."""
    for _ in range(tries):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")


@pytest.mark.parametrize("broken", [False, True], ids=["sound data", "data at fault"])
def test_serve_builds_and_answers_and_goes_on_while_the_data_are_at_fault(
    content: Path, published: Release, home: Path, broken: bool
) -> None:
    if broken:
        (content / "data/reference/areas.ttl").write_text("broken", encoding="utf-8")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "cancu", "serve", "--port", str(port)],
        env=environment(home, content),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        query = f"SELECT ?d {{ <{TASK}> <{terms.DEF}implementsDecision> ?d }}"
        body = fetch(f"http://127.0.0.1:{port}/sparql?query={quote(query)}")
        assert "document/ttg/qd/2021/1373" in body
        assert published.name in fetch(f"http://127.0.0.1:{port}/health")
    finally:
        server.terminate()
        server.communicate(timeout=30)


def test_serve_takes_rdf_files_as_they_are(tmp_path: Path, home: Path) -> None:
    given = tmp_path / "invented.ttl"
    given.write_text("<https://example.org/a> <https://example.org/b> 1 .", encoding="utf-8")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "cancu", "serve", str(given), "--port", str(port)],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        body = fetch(f"http://127.0.0.1:{port}/sparql?query={quote('SELECT ?s { ?s ?p ?o }')}")
        assert "https://example.org/a" in body
    finally:
        server.terminate()
        server.wait(timeout=30)
