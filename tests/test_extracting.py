"""`cancu extract`: a draft on standard output, what it lacks on standard error, exit codes as promised."""

import os
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from test_drafting import PLAN, put

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "data" / "sources" / "hue-182-2024.txt"


def run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "cancu", "extract", *map(str, arguments)],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_one_text_is_drafted_to_standard_output() -> None:
    done = run(SOURCE)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(parse(done.stdout, RdfFormat.TURTLE))
    assert "182/KH-UBND" in done.stdout


def test_a_page_is_drafted_from_standard_input() -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in PLAN.format(number=12).splitlines())
    done = run("-", given=page.encode())
    assert done.returncode == 0
    assert '"12/KH-UBND"' in done.stdout


def test_what_a_text_lacks_is_told_and_not_made_up() -> None:
    text = PLAN.format(number=12).replace("Số: 12/KH-UBND\n", "").replace("ngày 03 tháng 4 năm 2024", "")
    done = run("-", given=text.encode())
    assert done.returncode == 0
    assert "thiếu: số" in done.stderr
    assert "lacks: number" in done.stderr
    assert "eli:number" not in done.stdout
    assert "eli:date_document" not in done.stdout


@pytest.mark.parametrize(
    "text", ["", "The quick brown fox.", "\x01\x02" * 100], ids=["empty", "English", "noise"]
)
def test_a_text_that_is_no_document_exits_1_and_says_why_in_both_languages(text: str) -> None:
    done = run("-", given=text.encode())
    assert (done.returncode, done.stdout) == (1, "")
    assert " / " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nowhere.txt",),
        ("--type", "scroll", SOURCE),
        ("--explain", "--format", "scroll", SOURCE),
        ("--check", "-o", "x", SOURCE),
        ("-", "-o", "x"),
        (SOURCE.parent,),
        (SOURCE, SOURCE),
    ],
)
def test_wrong_use_is_told_without_a_traceback(arguments: tuple[str | Path, ...]) -> None:
    done = run(*arguments)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_is_drafted_into_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "texts", 12, 13)
    (tmp_path / "texts" / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "texts" / ".hidden.txt").write_bytes(b"x")
    done = run(tmp_path / "texts", "-o", tmp_path / "drafts")
    assert done.returncode == 1
    assert done.stdout.startswith("2 drafts, 0 unchanged, 1 faults")
    assert "a.pdf" in done.stderr
    assert sorted(path.stem for path in (tmp_path / "drafts").rglob("*.ttl")) == ["12", "13"]


def test_ctrl_c_leaves_whole_files_and_the_same_command_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "texts", *range(100, 400))
    command = [sys.executable, "-m", "cancu", "extract", tmp_path / "texts", "-o", tmp_path / "drafts"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while running.poll() is None and len(list((tmp_path / "drafts").rglob("*.ttl"))) < 5:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 1
    assert "the same command goes on" in told.decode()
    drafts = list((tmp_path / "drafts").rglob("*.ttl"))
    assert 5 <= len(drafts) < 300
    assert all(list(parse(path.read_bytes(), RdfFormat.TURTLE)) for path in drafts)
    done = run(tmp_path / "texts", "-o", tmp_path / "drafts")
    assert done.returncode == 0
    assert len(list((tmp_path / "drafts").rglob("*.ttl"))) == 300


def test_check_tells_how_the_draft_differs_from_what_was_reviewed() -> None:
    done = run("--check", SOURCE)
    assert done.returncode == (1 if done.stdout else 0)
    assert "id:document/ubnd-thua-thien-hue/kh/2024/182" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_says_where_nothing_was_reviewed(tmp_path: Path) -> None:
    put(tmp_path, 12)
    done = run("--check", tmp_path / "12.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no reviewed file" in done.stderr


class Page(HTMLParser):
    """What a page links to, and what it is made of."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]


def test_the_page_that_explains_needs_no_script_and_nothing_from_elsewhere() -> None:
    done = run("--explain", "-", given=PLAN.format(number=12).encode())
    page = Page(done.stdout)
    assert done.returncode == 0
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert all(word in done.stdout for word in ("nhiệm vụ / ", "chưa xác định", "Sở Y tế", "header/number"))


def test_a_terminal_is_told_the_same_in_plain_lines() -> None:
    done = run("--explain", "--format", "text", SOURCE)
    assert done.returncode == 0
    assert "nhiệm vụ / task" in done.stdout
    assert "\x1b" not in done.stdout
