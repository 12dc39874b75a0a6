"""Reading any text whatever: places hold, nothing crashes, and long texts take time in proportion."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from cancu.extract import Extraction, draft, explain, normal
from cancu.extract.facts import Fact
from cancu.text import normalise
from extracting import ROOT, gazetteer, read

SOURCES = sorted((ROOT / "data" / "sources").glob("*.txt"))
HEAD = "UBND TỈNH AN HÀ\nSố: 12/KH-UBND\nAn Hà, ngày 3 tháng 4 năm 2024\nKẾ HOẠCH\nPhát triển\nI. MỤC TIÊU\n"
FRAGMENTS = (
    "ỦY BAN NHÂN DÂN\nTỈNH AN HÀ", "Uỷ ban nhân dân tỉnh Thái Nguyên", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/KH-UBND", "số 1373/QĐ-TTg ngày 30/7/2021", "Thái Nguyên, ngày 04 tháng 7 năm 2022", "KẾ HOẠCH",
    "QUYẾT ĐỊNH:", "Căn cứ Luật Thư viện;",
    "Thực hiện Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của Thủ tướng Chính phủ",
    "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình",
    "Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030”", "giai đoạn 2021-2030", "đến năm 2025",
    "I. MỤC TIÊU", "1. Mục tiêu chung", "2.1. Đến năm 2025", "a) Đạt 60% số người",
    "- Phấn đấu ít nhất 99,5% người dân, trong đó 40% là nữ;", "Điều 1. Phê duyệt", "Chương II",
    "PHẦN THỨ NHẤT", "Phụ lục I", "III. TỔ CHỨC THỰC HIỆN",
    "Giao Sở Giáo dục và Đào tạo chủ trì, phối hợp với Sở Tài chính", "các sở, ban, ngành liên quan",
    "1. Sở Y tế:", "báo cáo UBND tỉnh trước ngày 30/11 hằng năm", "Kinh phí từ ngân sách nhà nước",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn A", "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
    "STT | Chỉ tiêu | 2025 | 2030", "1 | Tỷ lệ hộ nghèo | 5% | 3%", "./.", "(sau đây gọi là Kế hoạch)",
    "-------", "29-NQ/TW", "84/2020/NĐ-CP", "từ 40% lên 60%", "sơ kết năm 2025",
    "Đề án phát triển nghề rừng ven biển đến năm 2030", "Quy hoạch tỉnh thời kỳ 2021 - 2030", "Đề án 06",
    "| 1 | Trồng rừng | Sở Y tế |\n", "| 2 | Trồng rừng\n", "\n1\n", "\n- 2 -\n", "[...]",
    "các Đề án “Rừng của em”, “Biển của làng”", "Tỷ lệ xã, phường đạt 70%, 55%", "riêng khu vực miền núi 40%",
    "14 bác sĩ/1 vạn dân", "các tỉnh An Hà, Bình Lâm và Lam Giang", "đ) Đạt 60% số người",
    "Trước ngày 30/11 hằng năm, ", "Chủ trì, phối hợp với Sở Tài chính:", "Mục tiêu: ", "PHÓ CHỦ\nTỊCH",
)  # fmt: skip
MARKS = (
    " ",
    "\n",
    "\n\n",
    "; ",
    ", ",
    ". ",
    ": ",
    " - ",
    "–",
    "“",
    "”",
    '"',
    "(",
    ")",
    "/",
    "%",
    "|",
    "\t",
    "\\r\\n",
    "\\n",
    "+ ",
)
BROKEN = (
    "\u0301", "\u0323\u0302", "\xa0", "\u200b", "\ufeff", "\ufffd", "\u202e", "\U0001f4a9",
    "\x85", "\u2028", "\x0c", "ð", "İ", "ß", "０", "½", "\ud7ff",
)  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(FRAGMENTS),
    st.sampled_from(MARKS),
    st.sampled_from(BROKEN),
    st.integers(0, 3000).map(str),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
READING = settings(deadline=None, derandomize=True, max_examples=150, suppress_health_check=list(HealthCheck))


def facts(found: Extraction) -> Iterator[Fact]:
    each = found.reading
    yield from (*each.header, *each.citations, *each.targets, *each.tasks)
    yield from (*each.objectives, *each.criteria, *each.funding)


def misplaced(found: Extraction) -> list[str]:
    """The facts whose words are not where they are said to be."""
    wrong = []
    for fact in facts(found):
        clause = found.outline.clause(fact.clause)
        figure, cue = getattr(fact, "figure", None), getattr(fact, "cue", None)
        inside = clause and fact.quote in clause.span and (not cue or cue in clause.span)
        if not inside or not len(fact.quote) or (figure and figure not in fact.quote):
            wrong.append(f"{fact.rule} in {fact.clause}: {fact.quote.of(found.normal.text)!r}")
    return wrong


@READING
@given(TEXTS)
def test_every_place_lies_in_the_text_and_in_its_clause(text: str) -> None:
    found = read(text)
    length = len(found.normal.text)
    assert all(0 <= c.span.start < c.span.end <= length for c in found.outline.clauses)
    assert misplaced(found) == []


@READING
@given(st.sampled_from(SOURCES), st.integers(0, 30_000), st.integers(0, 3_000), TEXTS)
def test_places_hold_in_a_plan_with_a_part_cut_out_and_another_put_in(
    path: Path, start: int, cut: int, put: str
) -> None:
    whole = path.read_text(encoding="utf-8")
    found = read(whole[:start] + put + whole[start + cut :])
    assert misplaced(found) == []


@READING
@given(TEXTS)
def test_the_normal_form_is_the_one_that_is_published_and_the_view_has_its_length(text: str) -> None:
    read = normal.read(text)
    assert read.text == normalise(text)
    assert len(read.view) == len(read.text)
    assert all(line.span.of(read.text).strip() for line in read.lines)


@READING
@given(TEXTS)
def test_every_draft_is_turtle(text: str) -> None:
    written = draft.turtle(read(text), gazetteer(), "invented.txt")
    assert list(parse(written, RdfFormat.TURTLE))


@READING
@given(TEXTS)
def test_the_marked_text_is_the_whole_text(text: str) -> None:
    found = read(text)
    marked = "".join(piece.text for stretch in explain.stretches(found) for piece in stretch.pieces)
    assert "".join(marked.split()) == "".join(found.normal.text.split())
    assert explain.page(found, "a.txt", "id:a")


LONG = (
    "các ", "1.", "1. ", "1.1.", '"', "“", "a", "A", "Đ", "IV", "(", ". ", ", ", "; ", "- ", "|", " | ",
    "%", "1%", "10% ", "năm 2025 ", "ngày 1/1/2024 ", "Quyết định ", "số 1/QĐ-TTg; ", "Căn cứ Luật ",
    "Luật A ", "Điều 1. ", "Sở Y tế, ", "Chủ trì, phối hợp với ", "TM. ", "\\r\\n", "giai đoạn 2021-2025 ",
    "đến năm 2025 ", "trong đó ", "Tỷ lệ ", "Đạt 60% ", "Nghị quyết số 1-NQ/TW ngày 1/1/2020 của ",
    "toàn thể ", "(sau đây gọi là ", "\u0301", "1,", "1/", "1.\n", "1. A\n", "I. A\n", "a) b\n", "- a\n",
    "A | B\n", "1 | 2 | 3\n", "1.1. A\n", "a\n", "A\n", "Điều 1. A\n", "- 10% người;\n", "Căn cứ Luật A;\n",
    "Giao Sở Y tế chủ trì.\n", "Nơi nhận:\n", "---\n", "năm 2025\n", "I. A\n1. B\na) c\n- d\n",
    "Sở Y tế:\n",
    "Đề án trồng rừng ven biển ", "Đề án trồng rừng ven biển đến năm 2030 ", "Đề án 06 ", "THỰC HIỆN ĐỀ ÁN ",
    "| 1 | A |\n", "| 1 | A\n", "| A\nb\n", "1\n", "a\n\n1\n", "Đề án “A rừng”, “B rừng” và ", ", “A rừng”",
    "Tỷ lệ xã, phường đạt 70%, 55%, ", "- Tỷ lệ xã và hộ đạt 70% và 55%;\n", "hộ nghèo 40%, ",
    "1/1 vạn dân/năm ", "các tỉnh An Hà, ", "Hằng năm, ", "- Chủ trì, phối hợp với Sở Y tế:\n+ a\n",
    "đồng bộ, ", "“hằng năm” ", "không để xảy ra ", "; được công nhận ", "đ) b\n", "PHÓ\n", "12 ha ",
    "; Sở Y tế ", "Mục tiêu: ", "[...]\n", "hằng năm ", "(năm 2023: 87%) ", "báo cáo Lãnh đạo Sở, ",
)  # fmt: skip


@pytest.mark.parametrize("begin", ["", HEAD], ids=["alone", "in a plan"])
@pytest.mark.parametrize("fragment", LONG, ids=repr)
def test_a_long_run_of_one_fragment_takes_time_in_proportion(fragment: str, begin: str) -> None:
    assert any(
        is_in_proportion(begin, fragment) for _ in range(2)
    )  # the second time without other work beside


def is_in_proportion(begin: str, fragment: str) -> bool:
    few, many = (seconds(begin + fragment * number) for number in (500, 4000))
    return many < 0.2 or many < 20 * few


def seconds(text: str) -> float:
    """The seconds that reading a text takes, without those of a collection of garbage between."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        assert misplaced(read(text)) == []
        return time.process_time() - begun
    finally:
        gc.enable()
