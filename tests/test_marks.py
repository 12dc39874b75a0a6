"""What a line is by its first letters: a mark that counts, capitals, a rule; and where sentences end."""

import pytest

from cancu.extract import normal
from cancu.extract.blocks import blocks
from cancu.extract.marks import is_capital, is_rule, mark, sentences
from cancu.extract.spans import Span
from extracting import gazetteer


@pytest.mark.parametrize(
    ("line", "kind", "value", "words"),
    [
        ("PHẦN THỨ NHẤT", "part", "NHẤT", ""),
        ("Phần II. NHIỆM VỤ", "part", "II", "NHIỆM VỤ"),
        ("PHỤ LỤC I", "annex", "I", ""),
        ("Phụ lục số 2", "annex", "2", ""),
        ("PHỤ LỤC", "annex", "", ""),
        ("Chương III", "chapter", "III", ""),
        ("CHƯƠNG 2. TỔ CHỨC", "chapter", "2", "TỔ CHỨC"),
        ("Mục 1", "section", "1", ""),
        ("MỤC II NƯỚC SẠCH", "section", "II", "NƯỚC SẠCH"),
        ("Điều 12. Kinh phí", "article", "12", "Kinh phí"),
        ("Điều 5a. Trách nhiệm", "article", "5a", "Trách nhiệm"),
        ("ĐIỀU 3:", "article", "3", ""),
        ("A. ĐẶC ĐIỂM", "upper", "A", "ĐẶC ĐIỂM"),
        ("IV. TỔ CHỨC", "roman", "IV", "TỔ CHỨC"),
        ("II - NHIỆM VỤ", "roman", "II", "NHIỆM VỤ"),
        ("III/ Kinh phí", "roman", "III", "Kinh phí"),
        ("I MỤC ĐÍCH, YÊU CẦU", "roman", "I", "MỤC ĐÍCH, YÊU CẦU"),
        ("II NHIỆM VỤ", "roman", "II", "NHIỆM VỤ"),
        ("1. Sở Y tế", "number", "1", "Sở Y tế"),
        ("09. Sở Nội vụ", "number", "09", "Sở Nội vụ"),
        ("2) Sở Y tế", "number", "2", "Sở Y tế"),
        ("2.1. Đến năm 2025", "number", "2.1", "Đến năm 2025"),
        ("2.1 Đến năm 2025", "number", "2.1", "Đến năm 2025"),
        ("1.Mục tiêu", "number", "1", "Mục tiêu"),
        ("1.2.3.4. Chi tiết", "number", "1.2.3.4", "Chi tiết"),
        ("a) Về nước sạch", "letter", "a", "Về nước sạch"),
        ("đ) Về giao thông", "letter", "đ", "Về giao thông"),
        ("b. Về y tế", "letter", "b", "Về y tế"),
        ("(1) Rà soát", "paren", "1", "Rà soát"),
        ("(a) Rà soát", "paren", "a", "Rà soát"),
        ("- Đạt 60%", "bullet", "", "Đạt 60%"),
        ("– Đạt 60%", "bullet", "", "Đạt 60%"),
        ("• Đạt 60%", "bullet", "", "Đạt 60%"),
        ("-Đạt 60%", "bullet", "", "Đạt 60%"),
        ("* Đạt 60%", "bullet", "", "Đạt 60%"),
        ("+ Xã An Bình", "plus", "", "Xã An Bình"),
    ],
)
def test_a_line_begins_with_a_mark_that_counts(line: str, kind: str, value: str, words: str) -> None:
    read = normal.read(line)
    [block] = blocks(read, gazetteer().verbs)
    assert (block.kind, block.value, block.body.of(read.view)) == (kind, value, words)


@pytest.mark.parametrize(
    "line",
    [
        "25/5/2021 của Chính phủ",
        "1.000 hộ dân",
        "2,5 cán bộ trên 10.000 dân",
        "100% trường học",
        "30.11 hằng năm",
        "Điều kiện về kinh phí",
        "Điều 5 Luật Thư viện quy định",
        "Phần mềm quản lý",
        "Mục tiêu của tỉnh",
        "Chương trình hành động",
        "Phụ lục ban hành kèm theo",
        "Đến năm 2025",
        "Vĩnh Sa, ngày 3 tháng 4 năm 2024",
        "+84 912",
        "XIX đã thông qua",
        "I Sở Y tế",
        "X A B",
        "V KV biển",
    ],
)
def test_words_that_only_look_like_a_mark_are_none(line: str) -> None:
    view = normal.read(line).view
    assert mark(view, Span(0, len(view))) == ("", "", 0)


@pytest.mark.parametrize(
    ("words", "capital"),
    [
        ("KẾ HOẠCH", True),
        ("ĐẾN NĂM 2030 CỦA TỈNH AN HÀ", True),
        ("QUYẾT ĐỊNH 1373/QĐ-TTg", True),
        ("Kế hoạch", False),
        ("UBND tỉnh An Hà", False),
        ("2030", False),
        ("A", False),
        ("", False),
    ],
)
def test_capitals_are_told_by_the_letters_alone(words: str, capital: bool) -> None:
    assert is_capital(words) is capital


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("-------", True),
        ("_____", True),
        ("* * *", True),
        ("***", True),
        ("- - -", True),
        ("…………", True),
        ("[…]", True),
        ("[...]", True),
        ("[1]", False),
        ("|", True),
        ("- A", False),
    ],
)
def test_a_drawn_line_is_told_from_a_written_one(words: str, drawn: bool) -> None:
    assert is_rule(words) is drawn


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Các sở báo cáo. Sở Y tế tổng hợp.", ["Các sở báo cáo.", "Sở Y tế tổng hợp."]),
        ("Đạt 1.000 hộ. Giảm 2.5 điểm.", ["Đạt 1.000 hộ.", "Giảm 2.5 điểm."]),
        ("UBND TP. Vĩnh Sa báo cáo. Hết.", ["UBND TP. Vĩnh Sa báo cáo.", "Hết."]),
        ("Ông Nguyễn V. An ký. Hết.", ["Ông Nguyễn V. An ký.", "Hết."]),
        ("Hoàn thành năm 2025. Sở Y tế tổng hợp.", ["Hoàn thành năm 2025.", "Sở Y tế tổng hợp."]),
        ("Xây trường, trạm... Các xã đăng ký.", ["Xây trường, trạm...", "Các xã đăng ký."]),
        ("theo quy định. và các sở", ["theo quy định. và các sở"]),
        ("", []),
    ],
)
def test_a_sentence_ends_at_a_full_stop_that_is_one(words: str, said: list[str]) -> None:
    assert [each.of(words).strip() for each in sentences(words, Span(0, len(words)))] == said
