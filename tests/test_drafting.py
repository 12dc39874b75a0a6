"""Many texts to many drafts: whole files, no text stops another, and work goes on where it stopped."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from cancu import graph
from cancu.drafting import NAME, Batch, Drafting, Report, version_of
from cancu.extract import gather
from cancu.graph import Progress, silent
from cancu.limits import Limits

ROOT = Path(__file__).parents[1]
LIMITS = Limits(workers=2)
PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN HÀ
Số: {number}/KH-UBND
An Hà, ngày 03 tháng 4 năm 2024
KẾ HOẠCH
Phát triển thư viện năm 2024
I. MỤC TIÊU
1. Đến năm 2025, đạt {number}% số xã có thư viện.
II. TỔ CHỨC THỰC HIỆN
1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính thực hiện Kế hoạch này.
"""


@cache
def drafting(form: str = "turtle") -> Drafting:
    return Drafting(gather(graph.read(ROOT).store), form)


def put(folder: Path, *numbers: int) -> None:
    """Invented plans with these numbers."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")


def run(
    texts: Path, drafts: Path, form: str = "turtle", limits: Limits = LIMITS, progress: Progress = silent
) -> Report:
    return Batch(drafts, drafting(form), limits, progress).run(sorted(texts.iterdir()))


def files(drafts: Path) -> set[str]:
    return {path.stem for path in drafts.rglob("*.ttl")}


def test_every_text_has_a_file_at_the_place_of_its_document(tmp_path: Path) -> None:
    put(tmp_path / "texts", 12, 13, 14)
    report = run(tmp_path / "texts", tmp_path / "drafts")
    assert (report.done, report.faults, report.lacking) == (3, [], {})
    assert files(tmp_path / "drafts") == {"12", "13", "14"}
    assert {path.parent.name for path in (tmp_path / "drafts").rglob("*.ttl")} == {"2024"}


def test_what_is_done_and_unchanged_is_skipped_and_what_changed_is_read_again(tmp_path: Path) -> None:
    texts, drafts = tmp_path / "texts", tmp_path / "drafts"
    put(texts, 12, 13)
    run(texts, drafts)
    put(texts, 14)
    (texts / "13.txt").write_text(PLAN.format(number=13).replace("đạt 13%", "đạt 31%"), encoding="utf-8")
    report = run(texts, drafts)
    assert (report.done, report.skipped) == (2, 1)
    next(drafts.rglob("12.ttl")).unlink()
    assert run(texts, drafts).done == 1


def test_all_is_read_again_where_the_rules_or_the_graph_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "texts", 12)
    run(tmp_path / "texts", tmp_path / "drafts")
    gazetteer = drafting().gazetteer
    assert version_of(gazetteer) != version_of(replace(gazetteer, works=gazetteer.works[1:]))
    monkeypatch.setattr("cancu.drafting.batch.version_of", lambda _: "others")
    assert run(tmp_path / "texts", tmp_path / "drafts").done == 1


def test_a_mend_stays_when_its_text_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "texts", 12)
    run(tmp_path / "texts", tmp_path / "drafts")
    written = next((tmp_path / "drafts").rglob("12.ttl"))
    written.write_text(
        written.read_text(encoding="utf-8").replace("Phát triển thư viện", "Phát triển các thư viện"),
        encoding="utf-8",
    )
    monkeypatch.setattr("cancu.drafting.batch.version_of", lambda _: "others")
    run(tmp_path / "texts", tmp_path / "drafts")
    assert "Phát triển các thư viện" in written.read_text(encoding="utf-8")


def test_a_file_that_no_draft_was_written_to_is_left_alone(tmp_path: Path) -> None:
    texts, drafts = tmp_path / "texts", tmp_path / "drafts"
    put(texts, 12)
    run(texts, drafts)
    written = next(drafts.rglob("12.ttl"))
    for path in (next(drafts.rglob("12.machine.nt")), drafts / NAME):
        path.unlink()
    written.write_text("# reviewed\n", encoding="utf-8")
    assert "left alone" in run(texts, drafts).faults[0].reason.en
    assert written.read_text(encoding="utf-8") == "# reviewed\n"


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    put(tmp_path / "texts", 12)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "ubnd-an-ha").write_text("in the way", encoding="utf-8")
    assert "cannot be written" in run(tmp_path / "texts", tmp_path / "drafts").faults[0].reason.en


def test_a_bad_text_stops_no_other_and_is_told_with_its_reason(tmp_path: Path) -> None:
    texts, drafts = tmp_path / "texts", tmp_path / "drafts"
    put(texts, 12, 13)
    (texts / "a.pdf").write_bytes(b"%PDF-1.7")
    (texts / "b.txt").write_text("The quick brown fox jumps over the lazy dog.", encoding="utf-8")
    (texts / "c.docx").write_bytes(b"PK\x03\x04")
    (texts / "gone.txt").symlink_to(texts / "nowhere")
    report = run(texts, drafts)
    assert report.done == 2
    told = {Path(fault.name).name: fault.reason.en for fault in report.faults}
    assert set(told) == {"a.pdf", "b.txt", "c.docx", "gone.txt"}
    assert "nothing of a Vietnamese public document" in told["b.txt"]
    assert run(texts, drafts).skipped == 2


def test_two_texts_of_one_document_do_not_write_over_each_other(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    put(texts, 12)
    (texts / "again.txt").write_text(PLAN.format(number=12), encoding="utf-8")
    report = run(texts, tmp_path / "drafts")
    assert (report.done, len(report.faults)) == (1, 1)
    assert "12" in report.faults[0].reason.en


def test_a_text_that_takes_too_long_is_ended_and_the_others_go_on(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    put(texts, 12, 13)
    (texts / "0.txt").write_text(
        PLAN.format(number=11) + "Căn cứ Luật Thư viện; " * 200_000, encoding="utf-8"
    )
    report = run(texts, tmp_path / "drafts", limits=replace(LIMITS, text_seconds=2))
    assert report.done == 2
    assert [Path(fault.name).name for fault in report.faults] == ["0.txt"]
    assert "longer than 2 seconds" in report.faults[0].reason.en


def test_a_text_that_takes_too_much_memory_is_ended_and_the_others_go_on(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    put(texts, 12, 13)
    (texts / "0.txt").write_text("a\n" * 8_000_000, encoding="utf-8")
    report = run(texts, tmp_path / "drafts", limits=replace(LIMITS, text_megabytes=150))
    assert report.done == 2
    assert "150 MB" in report.faults[0].reason.en


def test_a_batch_that_is_stopped_leaves_whole_files_and_is_taken_up_again(tmp_path: Path) -> None:
    texts, drafts = tmp_path / "texts", tmp_path / "drafts"
    put(texts, *range(10, 40))

    def stop(stage: str, done: int, total: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    assert run(texts, drafts, progress=stop).stopped
    for path in drafts.rglob("*.ttl"):
        assert list(parse(path.read_bytes(), RdfFormat.TURTLE))
    report = run(texts, drafts)
    assert (report.skipped, report.done) == (7, 23)


def test_a_line_of_the_manifest_that_was_torn_apart_counts_for_nothing(tmp_path: Path) -> None:
    texts, drafts = tmp_path / "texts", tmp_path / "drafts"
    put(texts, 12, 13)
    run(texts, drafts)
    manifest = drafts / NAME
    manifest.write_text(manifest.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert run(texts, drafts).done == 1
    entries = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    assert len(entries) == 2
    assert {entry["source"] for entry in entries} == {"../texts/12.txt", "../texts/13.txt"}


def test_pages_that_explain_are_written_as_whole_files_too(tmp_path: Path) -> None:
    put(tmp_path / "texts", 12)
    run(tmp_path / "texts", tmp_path / "pages", "html")
    page = next((tmp_path / "pages").rglob("12.html")).read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert "chỉ tiêu / <span" in page
