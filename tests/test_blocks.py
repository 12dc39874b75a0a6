"""Lines become paragraphs: wrapped ones are joined, whole ones are not."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.extract import normal
from cancu.extract.blocks import blocks
from extracting import gazetteer

# A page about 44 characters wide.
WRAPPED = """Nâng cao chất lượng cuộc sống của nhân dân,
bảo đảm mọi người dân được tiếp cận nước
sạch và dịch vụ vệ sinh ở mọi vùng của tỉnh
Bình Lâm, trước hết là các xã vùng cao, theo
kế hoạch của Ủy ban nhân dân tỉnh.
"""
PIECES = st.sampled_from(
    ["I. MỤC TIÊU", "1. Chung", "a) Về nước", "- Đạt 5%", "của tỉnh", "Bình Lâm", "25/5/2021 của", "A | B",
     "---", "\n", "\n", "\n\n", " ", "\\r\\n", "2021", "- 2030", "Điều 1.", "./."]
)  # fmt: skip


def paragraphs(raw: str) -> list[str]:
    read = normal.read(raw)
    return [block.span.of(read.view) for block in blocks(read, gazetteer().verbs)]


def in_a_wrapped_page(*lines: str) -> list[str]:
    return paragraphs(WRAPPED + "\n".join(lines))[1:]


def test_a_wrapped_paragraph_is_one_also_where_a_line_begins_with_a_name() -> None:
    [whole] = paragraphs(WRAPPED)
    assert whole == " ".join(WRAPPED.split())


@pytest.mark.parametrize("before", ["Quyết định số", "Quyết định", "Quyết định số:"])
def test_a_number_split_over_two_lines_is_one_number(before: str) -> None:
    found = in_a_wrapped_page(
        f"- Các sở của tỉnh thực hiện {before}", "1373/QĐ-TTg ngày 30/7/2021 của Chính phủ;"
    )
    assert found == [f"- Các sở của tỉnh thực hiện {before} 1373/QĐ-TTg ngày 30/7/2021 của Chính phủ;"]


def test_a_day_at_the_beginning_of_a_line_is_no_heading() -> None:
    found = in_a_wrapped_page("- Thực hiện Chương trình số 12-CTr/TU ngày", "25/5/2021 của Tỉnh ủy Bình Lâm")
    assert found == ["- Thực hiện Chương trình số 12-CTr/TU ngày 25/5/2021 của Tỉnh ủy Bình Lâm"]


@pytest.mark.parametrize(
    "begin", ["- Xây dựng nông thôn mới trong giai đoạn 2021", "- Nghề cá giai đoạn 2021"]
)
def test_a_period_split_at_its_dash_is_no_bullet_on_a_line_of_any_width(begin: str) -> None:
    assert in_a_wrapped_page(begin, "- 2025 ở các xã.") == [f"{begin} - 2025 ở các xã."]


def test_half_a_name_behind_a_dash_is_no_bullet_where_the_line_before_has_no_room_left() -> None:
    half = "- Phát triển mạnh kinh tế, văn hóa, chính trị"
    assert in_a_wrapped_page(half, "- xã hội của các xã.") == [f"{half} - xã hội của các xã."]
    assert in_a_wrapped_page(f"{half};", "- xã hội của các xã.") == [f"{half};", "- xã hội của các xã."]


def test_a_name_in_quotation_marks_goes_on_with_the_line_before_unless_that_has_ended() -> None:
    assert paragraphs("Thực hiện Đề án\n“Rừng xanh” ở xã.") == ['Thực hiện Đề án "Rừng xanh" ở xã.']
    assert len(paragraphs("Thực hiện Đề án.\n“Rừng xanh” ở xã.")) == 2


def test_a_heading_in_capitals_goes_on_in_capitals_alone() -> None:
    found = in_a_wrapped_page(
        "II. NHIỆM VỤ VÀ GIẢI PHÁP BẢO ĐẢM NƯỚC SẠCH",
        "CHO CÁC XÃ VÙNG CAO",
        "Các xã rà soát số hộ chưa có nước.",
    )
    assert found == [
        "II. NHIỆM VỤ VÀ GIẢI PHÁP BẢO ĐẢM NƯỚC SẠCH CHO CÁC XÃ VÙNG CAO",
        "Các xã rà soát số hộ chưa có nước.",
    ]


def test_a_body_named_alone_in_a_numbered_line_is_a_heading_above_its_work() -> None:
    found = in_a_wrapped_page(
        "1. Sở Nông nghiệp và Phát triển nông thôn tỉnh", "Chủ trì, phối hợp với Sở Y tế."
    )
    assert found == ["1. Sở Nông nghiệp và Phát triển nông thôn tỉnh", "Chủ trì, phối hợp với Sở Y tế."]


def test_marks_begin_paragraphs_of_their_own_in_a_wrapped_page() -> None:
    lines = ["I. MỤC TIÊU", "1. Mục tiêu chung", "a) Về nước sạch", "- Đạt 60% hộ dân.", "+ Ở vùng cao 40%."]
    assert in_a_wrapped_page(*lines) == lines


@pytest.mark.parametrize(
    "closing", ["Trên đây là Kế hoạch;", "Yêu cầu các sở báo cáo.", "Nơi nhận:", "Căn cứ Luật;"]
)
def test_what_closes_or_founds_a_text_begins_a_paragraph(closing: str) -> None:
    full = "- Báo cáo Ủy ban nhân dân tỉnh trước ngày."
    assert in_a_wrapped_page(full, closing) == [full, closing]


@pytest.mark.parametrize("count", ["2.", "3. Đạt 60%."])
@pytest.mark.parametrize("last", ["mức độ", "lần thứ", "Điều", "ít nhất"])
def test_a_number_that_a_line_counts_on_to_begins_no_clause(last: str, count: str) -> None:
    lines = ["1. Mục tiêu", f"- Xã được công nhận đạt chuẩn nông thôn {last}", count]
    assert paragraphs("\n".join(lines)) == [lines[0], f"{lines[1]} {count}"]


def test_in_a_page_that_is_not_wrapped_each_line_is_a_paragraph() -> None:
    lines = ["Ủy ban nhân dân tỉnh Lam Giang ban hành Kế hoạch.", "Các sở thực hiện.", "Sở Y tế báo cáo."]
    assert paragraphs("\n".join(lines)) == lines


def test_a_line_that_ends_no_sentence_goes_on_in_small_letters_even_there() -> None:
    assert paragraphs("Các sở của tỉnh Lam Giang thực hiện\ntheo kế hoạch.\nSở Y tế báo cáo.") == [
        "Các sở của tỉnh Lam Giang thực hiện theo kế hoạch.",
        "Sở Y tế báo cáo.",
    ]


def test_an_empty_line_parts_paragraphs_unless_a_sentence_was_cut() -> None:
    assert paragraphs("Kế hoạch của tỉnh\n\nSở Y tế") == ["Kế hoạch của tỉnh", "Sở Y tế"]
    assert paragraphs("Kế hoạch của\n\ntỉnh An Hà") == ["Kế hoạch của tỉnh An Hà"]


@pytest.mark.parametrize("line", ["1 | Tỷ lệ hộ nghèo | 5%", "-----", "________", "|"])
def test_rows_of_a_table_and_drawn_lines_stand_alone(line: str) -> None:
    assert in_a_wrapped_page("- Giảm tỷ lệ hộ nghèo của tỉnh theo", line, "từng năm.") == [
        "- Giảm tỷ lệ hộ nghèo của tỉnh theo", line, "từng năm."
    ]  # fmt: skip


def test_a_printed_line_end_does_not_part_words_but_a_mark_behind_it_does() -> None:
    found = paragraphs("KẾ HOẠCH\nCăn cứ Luật\\r\\nThư viện;\\r\\n- Đạt 60%.\nTrên đây là Kế hoạch.")
    assert [normal.plain(words) for words in found] == [
        "KẾ HOẠCH", "Căn cứ Luật Thư viện;", "- Đạt 60%.", "Trên đây là Kế hoạch."
    ]  # fmt: skip


def test_a_printed_line_end_parts_a_line_in_capitals_from_what_follows() -> None:
    found = paragraphs("KẾ HOẠCH\nI. MỤC TIÊU\\r\\nNước sạch cho\\r\\nmọi xã.\nII. KINH PHÍ")
    assert [normal.plain(words) for words in found] == [
        "KẾ HOẠCH", "I. MỤC TIÊU", "Nước sạch cho mọi xã.", "II. KINH PHÍ"
    ]  # fmt: skip


HEADS = "| TT | Nội dung | Cơ quan |"
LAST = "| 2 | Mở bến cá | Sở Nội vụ |"


@pytest.mark.parametrize(
    "row",
    [
        "| 1 | Dẫn nước về các xã\nvùng cao | Sở Y tế |",
        "| 1 | Dẫn nước về các xã |\nSở Y tế |",
        "| 1 | Dẫn nước về\ncác xã\nvùng cao | Sở Y\ntế |",
        "| 1 |\nDẫn nước | Sở Y tế |",
        "| 1 | Dẫn nước | Sở Y tế |",
    ],
)
def test_a_row_between_bars_that_the_page_has_broken_is_one_paragraph(row: str) -> None:
    assert paragraphs(f"{HEADS}\n{row}\n{LAST}") == [HEADS, row.replace("\n", " "), LAST]


def test_the_row_of_heads_may_be_broken_too() -> None:
    assert paragraphs(f"| TT | Nội dung |\nCơ quan |\n{LAST}") == [HEADS, LAST]
    assert paragraphs(f"| TT | Nội\ndung | Cơ quan |\n{LAST}") == [HEADS, LAST]


def test_what_follows_a_whole_row_between_bars_is_no_part_of_it() -> None:
    below = "Các xã báo cáo trước ngày 30/11."
    assert paragraphs(f"{HEADS}\n{LAST}\n{below}") == [HEADS, LAST, below]


# --- Decisions: who decides, on what basis, and that it decides


@pytest.mark.parametrize(
    "head",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN HÀ",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN TÂN LƯƠNG",
        "ỦY BAN NHÂN DÂN TỈNH AN HÀ",
        "THỦ TƯỚNG CHÍNH PHỦ",
        "BỘ TRƯỞNG BỘ Y TẾ",
        "GIÁM ĐỐC SỞ Y TẾ",
        "CHỦ TỊCH ỦY\nBAN NHÂN DÂN TỈNH AN HÀ",
        "CHỦ TỊCH\nỦY BAN NHÂN DÂN TỈNH AN HÀ",
        "ỦY\nBAN NHÂN DÂN TỈNH AN HÀ",
    ],
)
@pytest.mark.parametrize("basis", ["Căn cứ Luật Thư viện;", "Theo đề nghị của Sở Y tế;", "Xét nhu cầu;"])
def test_who_decides_stands_alone_between_a_title_in_capitals_and_the_basis(head: str, basis: str) -> None:
    title = "QUYẾT ĐỊNH VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH NƯỚC"
    assert in_a_wrapped_page(title, *head.split("\n"), basis) == [title, head.replace("\n", " "), basis]


@pytest.mark.parametrize("below", ["CÁC XÃ", "Căn cứ Luật Thư viện;"])
def test_a_body_that_ends_a_title_or_precedes_no_basis_is_part_of_the_title(below: str) -> None:
    title, body = "VỀ VIỆC GIAO NHIỆM VỤ CHO CÁC SỞ CỦA", "ỦY BAN NHÂN DÂN TỈNH AN HÀ"
    assert in_a_wrapped_page(title, body, below) == [f"{title} {body}", below]


def test_the_first_word_of_a_basis_may_stand_on_a_line_of_its_own() -> None:
    assert paragraphs("GIÁM ĐỐC SỞ Y TẾ\nCăn\ncứ Luật Thư viện;\nCăn cứ Luật Thủy sản;") == [
        "GIÁM ĐỐC SỞ Y TẾ", "Căn cứ Luật Thư viện;", "Căn cứ Luật Thủy sản;"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "last",
    ["tại", "của", "và", "số", "ngày", "về", "với", "các", "trong", "theo", "từ", "cho", "do", "thuộc",
     "Sở", "Bộ", "Cục", "Vụ"],
)  # fmt: skip
def test_a_line_whose_last_word_ends_nothing_goes_on_in_any_page(last: str) -> None:
    assert paragraphs(f"Sở Y tế báo cáo {last}\nTỉnh An Hà.\nCác xã báo cáo.") == [
        f"Sở Y tế báo cáo {last} Tỉnh An Hà.",
        "Các xã báo cáo.",
    ]


@pytest.mark.parametrize("last", ["Các cơ sở", "Toàn bộ", "Vườn ươm"])
def test_a_line_that_ends_in_a_noun_does_not_go_on_in_a_page_that_is_not_wrapped(last: str) -> None:
    assert paragraphs(f"{last}\nTỉnh An Hà.") == [last, "Tỉnh An Hà."]


@pytest.mark.parametrize("basis", ["Căn cứ Nghị quyết", "Theo đề nghị", "Xét đề nghị"])
def test_a_basis_without_an_end_goes_on_and_one_with_an_end_does_not(basis: str) -> None:
    lines = [f"{basis} của Hội đồng", "Tỉnh An Hà;", "Sở Y tế báo cáo."]
    assert paragraphs("\n".join(lines)) == [" ".join(lines[:2]), lines[2]]


@pytest.mark.parametrize(
    "following", ["Căn cứ Luật Thủy sản;", "Theo đề nghị của Sở Y tế;", "Xét đề nghị của Sở Y tế;"]
)
def test_of_two_bases_the_second_is_one_of_its_own_though_the_first_lost_its_end(following: str) -> None:
    assert paragraphs(f"Căn cứ Luật Thư viện\n{following}") == ["Căn cứ Luật Thư viện", following]


@pytest.mark.parametrize("decision", ["QUYẾT ĐỊNH:", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH :", "QUYẾT NGHỊ:"])
def test_the_line_that_decides_stands_alone_below_a_basis_that_lost_its_end(decision: str) -> None:
    lines = ["Theo đề nghị của Giám đốc Sở Y tế tỉnh Lam", decision, "Điều 1. Giao rừng."]
    assert in_a_wrapped_page(*lines) == paragraphs("\n".join(lines)) == lines


def test_a_period_that_ends_a_title_may_be_split_in_a_page_that_is_not_wrapped() -> None:
    assert paragraphs("KẾ HOẠCH\nPhát triển nghề cá giai đoạn 2021\n- 2025") == [
        "KẾ HOẠCH", "Phát triển nghề cá giai đoạn 2021 - 2025"
    ]  # fmt: skip
    assert paragraphs("Số xã đạt: 2021\n- 12 xã") == ["Số xã đạt: 2021", "- 12 xã"]


# --- Any text


@settings(deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_paragraphs_follow_each_other_and_hold_every_line_and_their_bodies(raw: str) -> None:
    read = normal.read(raw)
    found = blocks(read, gazetteer().verbs)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(sum(line.span in block.span for block in found) == 1 for line in read.lines)
    assert all(block.body in block.span and block.body.end == block.span.end for block in found)
