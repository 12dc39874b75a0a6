"""The clauses of a text: which number stands in which, what is a heading, and where each begins and ends."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.extract import normal
from cancu.extract.clauses import Clause
from cancu.extract.outline import Outline, items, outline
from cancu.extract.spans import Span
from extracting import gazetteer

HEAD = """ỦY BAN NHÂN DÂN TỈNH LAM GIANG
Số: 9/KH-UBND
Lam Giang, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
Về nước sạch
"""
BASIS = "Căn cứ Luật Tài nguyên nước, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
LINES = (
    "I. MỤC TIÊU/II. NHIỆM VỤ/1. Chung/2. Riêng/1.1. Nước/2.1. Đến năm 2025/a) Xã/b) Phường/(1) Rà soát"
    "/- Đạt 5%./Các sở báo cáo./Điều 1. Phê duyệt/Chương I/Mục 1/PHẦN THỨ HAI/Phụ lục 2/Nơi nhận:"
    "/KT. CHỦ TỊCH/[...]/A | B"
)
PIECES = st.sampled_from([*(line + "\n" for line in LINES.split("/")), HEAD, BASIS])
TEXTS = st.lists(PIECES, max_size=30).map("".join)
READING = settings(deadline=None, derandomize=True)


def of(*lines: str, head: str = HEAD + BASIS) -> tuple[str, Outline]:
    read = normal.read(head + "\n".join(lines))
    return read.view, outline(read, gazetteer())


def paths(*lines: str, head: str = HEAD + BASIS) -> list[str]:
    """The paths of the body."""
    return [c.path for c in of(*lines, head=head)[1].clauses if c.path not in ("header", "title", "preamble")]


def clause(found: Outline, path: str) -> Clause:
    named = found.clause(path)
    assert named is not None
    return named


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("I. MỤC TIÊU/1. Chung/2. Riêng/II. NHIỆM VỤ/1. Y tế", "I/I.1/I.2/II/II.1"),
        ("I. MỤC TIÊU/2. Riêng/2.1. Đến năm 2025/2.2. Đến năm 2030", "I/I.2/I.2.1/I.2.2"),
        ("I. MỤC TIÊU/1. Xã/a) Núi/b) Biển/2. Phường", "I/I.1/I.1.a/I.1.b/I.2"),
        ("I. MỤC TIÊU/1. Xã/(1) Núi/(2) Biển", "I/I.1/I.1.1/I.1.2"),
        ("V. TỔ CHỨC/09. Sở Nội vụ/10. Sở Y tế", "V/V.9/V.10"),
        ("I. CHUNG/13. Sở Y tế/13.1. Xã", "I/I.13/I.13.1"),
        ("I. CHUNG/a) Núi/1. Xã/2. Phường/b) Biển", "I/I.a/I.a.1/I.a.2/I.b"),
        ("A. ĐẶC ĐIỂM/I. Đất/B. KẾ HOẠCH/I. Nước", "A/A.I/B/B.I"),
        ("1. Chung/1.1. Nước/1.1.1. Xã/1.2. Đất", "1/1.1/1.1.1/1.2"),
        ("Điều 1. Mục tiêu/1. Chung/a) Xã/Điều 2. Chi", "Điều 1/Điều 1.1/Điều 1.1.a/Điều 2"),
        ("Chương I/Mục 1/Điều 1. Xã/Chương II/Điều 2. Xã", "Chương I/Chương I.Mục 1/Điều 1/Chương II/Điều 2"),
        ("Phần I/I. ĐẤT/Phần II/I. NƯỚC", "Phần I/Phần I.I/Phần II/Phần II.I"),
        ("I. CHUNG/1. Xã/Phụ lục I/1. Bảng", "I/I.1/Phụ lục I/Phụ lục I.1"),
        ("Phần II/1. Bảng/Phần I/1. Biểu", "Phần II/Phần II.1/Phần I/Phần I.1"),
        ("I MỤC ĐÍCH, YÊU CẦU/1. Xã/II NHIỆM VỤ TRỌNG TÂM/1. Xã", "I/I.1/II/II.1"),
    ],
)
def test_a_number_stands_in_the_one_above_it(lines: str, expected: str) -> None:
    assert paths(*lines.split("/")) == expected.split("/")


def test_letters_counted_anew_under_each_year_have_paths_of_their_own() -> None:
    assert paths(
        "I. MỤC TIÊU", "2. Riêng", "2.1. Năm 2025", "a) Núi", "b) Biển", "2.2. Năm 2030", "a) Núi", "b) Biển"
    ) == ["I", "I.2", "I.2.1", "I.2.1.a", "I.2.1.b", "I.2.2", "I.2.2.a", "I.2.2.b"]  # fmt: skip


def test_a_heading_printed_twice_keeps_a_path_for_each_place() -> None:
    assert paths("I. NHIỆM VỤ", "1. Xã", "II. KINH PHÍ", "II. TỔ CHỨC") == ["I", "I.1", "II", "II-2"]


def test_a_number_that_lost_the_headings_above_it_stands_alone() -> None:
    assert paths("2.1. Đến năm 2025", "- Đạt 60%.", "2.2. Đến năm 2030", "- Đạt 80%.") == ["2.1", "2.2"]


def test_a_number_whose_stem_counts_letters_belongs_to_a_heading_that_was_lost() -> None:
    assert paths("I. YÊU CẦU", "2. Riêng", "a) Núi", "2.1. Đến năm 2025") == ["I", "I.2", "I.2.a", "2.1"]


def test_paragraphs_before_an_orphan_are_no_part_of_the_clause_above() -> None:
    view, found = of(
        "I. MỤC ĐÍCH", "- Nâng cao nhận thức.", "Mọi người dân dùng nước sạch.", "2.1. Đến năm 2025", "- 9%."
    )
    assert clause(found, "P1").span.of(view) == "Mọi người dân dùng nước sạch."
    assert clause(found, "I").span.of(view) == "I. MỤC ĐÍCH - Nâng cao nhận thức."
    assert clause(found, "2.1").parent == ""


def test_a_text_without_headings_is_counted_by_paragraphs() -> None:
    assert paths("Sở Y tế chủ trì.", "Sở Tài chính bố trí kinh phí.", head="") == ["P1", "P2"]


def test_a_lone_letter_before_any_heading_counts_nothing() -> None:
    assert paths("b) Các xã báo cáo.", "I. MỤC TIÊU") == ["P1", "I"]


def test_bullets_and_table_rows_belong_to_the_clause_they_stand_in() -> None:
    view, found = of("I. CHỈ TIÊU", "STT | Tên | 2025", "1 | Nước | 5%", "- Đạt 5%.", "II. KINH PHÍ")
    assert [b.span.of(view) for b in clause(found, "I").blocks] == [
        "STT | Tên | 2025",
        "1 | Nước | 5%",
        "- Đạt 5%.",
    ]


@pytest.mark.parametrize(
    ("line", "follows", "heading"),
    [
        ("1. Sở Y tế:", "- Theo dõi.", "Sở Y tế"),
        ("1. Sở Y tế", "Theo dõi.", "Sở Y tế"),
        ("1. Sở Y tế theo dõi.", "Báo cáo.", None),
        ("1. Sở Y tế theo dõi;", "2. Sở Nội vụ", None),
        ("1. SỞ Y TẾ", "2. Sở Nội vụ", "SỞ Y TẾ"),
        ("1. Sở Y tế theo dõi", "2. Sở Nội vụ", None),
        ("a) Về nước sạch", "- Đạt 60%.", "Về nước sạch"),
    ],
)
def test_words_that_something_follows_and_that_end_no_sentence_are_a_heading(
    line: str, follows: str, heading: str | None
) -> None:
    view, found = of("I. NHIỆM VỤ", line, follows)
    span = clause(found, f"I.{line[0]}").heading
    assert (span.of(view) if span else None) == heading


@pytest.mark.parametrize(
    ("mark", "path"),
    [("PHỤ LỤC", "Phụ lục"), ("PHỤ LỤC I", "Phụ lục I"), ("Chương I", "Chương I"), ("Mục 1", "Mục 1"),
     ("PHẦN THỨ NHẤT", "Phần NHẤT")],
)  # fmt: skip
def test_a_chapter_or_annex_has_the_capitals_below_its_number_as_heading(mark: str, path: str) -> None:
    view, found = of(mark, "DANH MỤC CÁC XÃ", "Gồm các xã:", "1. Xã An Bình", "2. Xã Đông Mai")
    heading = clause(found, path).heading
    assert heading
    assert heading.of(view) == "DANH MỤC CÁC XÃ"
    assert [block.span.of(view) for block in clause(found, path).blocks] == ["Gồm các xã:"]


def test_small_letters_below_the_number_of_an_annex_are_no_heading() -> None:
    _, found = of("PHỤ LỤC I", "Danh mục các xã", "1. Xã An Bình")
    assert clause(found, "Phụ lục I").heading is None


def test_a_clause_without_a_heading_holds_its_own_words_as_a_paragraph() -> None:
    view, found = of("I. NHIỆM VỤ", "1. Sở Y tế theo dõi nước sạch.", "2. Sở Nội vụ báo cáo.")
    own = clause(found, "I.1")
    assert [block.body.of(view) for block in own.blocks] == ["Sở Y tế theo dõi nước sạch."]
    assert [block.body.of(view) for block in items(own)] == ["Sở Y tế theo dõi nước sạch."]


@pytest.mark.parametrize("row", ["(1) | (2) | (3)", "1. | Nước | 5%", "a) | Xã | 5%", "- | Xã | 5%"])
def test_a_row_of_a_table_opens_no_clause(row: str) -> None:
    view, found = of("I. CHỈ TIÊU", "STT | Tên | 2025", row, "II. KINH PHÍ")
    assert [each.path for each in found.clauses][-2:] == ["I", "II"]
    assert clause(found, "I").blocks[-1].body.of(view) == row


def test_the_statements_of_a_clause_are_its_bullets_or_else_its_paragraphs() -> None:
    view, found = of(
        "I. CHUNG", "Cụ thể:", "- Đạt 5%.", "+ Ở xã 4%.", "II. RIÊNG", "Các sở theo dõi.", "Các xã báo cáo."
    )
    said = [[block.body.of(view) for block in items(clause(found, path))] for path in ("I", "II")]
    assert said == [["Đạt 5%.", "Ở xã 4%."], ["Các sở theo dõi.", "Các xã báo cáo."]]


@pytest.mark.parametrize(
    "cut", ["[...]", "[…]", "(...)", "Xem toàn văn", "12/3/2024 10:35", "08:15 - 2/5/2024"]
)
def test_what_a_page_prints_where_it_cuts_a_text_is_in_no_clause(cut: str) -> None:
    view, found = of("I. MỤC TIÊU", "- Đạt 60%.", cut, "II. KINH PHÍ", "Do tỉnh bố trí.")
    assert cut not in " ".join(b.span.of(view) for c in found.clauses for b in c.blocks)
    assert clause(found, "II").span.of(view) == "II. KINH PHÍ Do tỉnh bố trí."


@pytest.mark.parametrize("cut", ["[...]", "(...)", "Xem toàn văn"])
def test_what_a_page_prints_after_it_has_cut_a_text_is_in_no_clause(cut: str) -> None:
    view, found = of("I. MỤC TIÊU", "- Đạt 60%.", cut, "Tin liên quan", "Lịch tiếp công dân tháng này")
    assert [each.path for each in found.clauses][-1] == "I"
    assert clause(found, "I").span.of(view) == "I. MỤC TIÊU - Đạt 60%."


def test_a_text_that_ends_as_texts_do_goes_on_after_a_part_that_was_left_out() -> None:
    view, found = of(
        "I. NHIỆM VỤ", "- Đạt 60%.", "[...]", "Các xã báo cáo.", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH"
    )
    assert clause(found, "I").span.of(view).endswith("Các xã báo cáo.")


def test_what_is_issued_with_a_decision_has_its_clauses_beside_the_articles() -> None:
    attached = ["KẾ HOẠCH", "(Kèm theo Quyết định số 9/QĐ-UBND)", "I. MỤC TIÊU", "1. Chung"]
    found = paths("Điều 1. Ban hành Kế hoạch.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình", *attached)
    assert found == ["Điều 1", "signature", "I", "I.1"]


def test_the_smallest_clause_that_holds_a_place_is_found() -> None:
    view, found = of("I. MỤC TIÊU", "1. Chung", "- Đạt 60%.")
    place = Span(view.index("60%"), view.index("60%") + 3)
    held = found.holding(place)
    assert held is not None
    assert held.path == "I.1"
    assert found.holding(Span(0, len(view))) is None
    assert found.divided == {"I"}
    assert found.clause("VII") is None


# --- Any text


@READING
@given(TEXTS)
def test_each_clause_lies_within_its_parent_and_after_its_beginning(raw: str) -> None:
    _, found = of(raw, head="")
    for each in found.clauses:
        above = found.clause(each.parent)
        assert not each.parent or (above and each.span in above.span and above.span.start < each.span.start)
        assert each.heading is None or each.heading in each.span
        assert all(block.span in each.span for block in each.blocks)


@READING
@given(TEXTS)
def test_paths_are_unique_and_siblings_share_no_character(raw: str) -> None:
    _, found = of(raw, head="")
    names = [each.path for each in found.clauses]
    assert len(names) == len(set(names))
    assert all(not overlapping(found.clauses, each) for each in found.clauses)


def overlapping(clauses: Sequence[Clause], one: Clause) -> list[str]:
    return [c.path for c in clauses if c is not one and c.parent == one.parent and c.span.overlaps(one.span)]
