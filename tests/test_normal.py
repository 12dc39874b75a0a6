"""A text as received gets one normal form, and a view in which what has several spellings has one."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.extract.normal import Normal, plain, read
from cancu.text import fold, normalise

PIECES = st.one_of(
    st.sampled_from(
        [
            "hoà",
            "Uỷ ban",
            "quý",
            "TOÀN",
            "“",
            "–",
            "\\r\\n",
            "\\n",
            "\\",
            "\n",
            "\r\n",
            "\t",
            "\xa0",
            " ",
            "ð",
            "| ",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)
READING = settings(deadline=None, derandomize=True)


def lines(found: Normal) -> list[str]:
    return [line.span.of(found.text) for line in found.lines]


@READING
@given(TEXTS)
def test_the_text_is_the_published_normal_form(raw: str) -> None:
    assert read(raw).text == normalise(raw)


@READING
@given(TEXTS)
def test_the_view_has_each_character_at_its_place(raw: str) -> None:
    found = read(raw)
    assert len(found.view) == len(found.text)
    letters = [pair for pair in zip(found.view, found.text, strict=True) if pair[1].isalpha()]
    assert "\\" in raw or all(fold(view) == fold(text) for view, text in letters)


@READING
@given(TEXTS)
def test_lines_lie_in_the_text_one_after_another_and_hold_all_its_words(raw: str) -> None:
    found = read(raw)
    spans = [line.span for line in found.lines]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(found.text) == span.of(found.text).strip() != "" for span in spans)
    assert "".join("".join(lines(found)).split()) == "".join(plain(found.text).split())


def test_letters_that_were_taken_apart_are_put_together() -> None:
    apart = unicodedata.normalize("NFD", "Uỷ ban nhân dân tỉnh Vĩnh Sa\nđẩy mạnh số hoá")
    found = read(apart)
    assert found.text == "Uỷ ban nhân dân tỉnh Vĩnh Sa đẩy mạnh số hoá"
    assert found.view == "Ủy ban nhân dân tỉnh Vĩnh Sa đẩy mạnh số hóa"


@pytest.mark.parametrize(
    ("printed", "view"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("Ủy ban", "Ủy ban"),
        ("xã hội hoá", "xã hội hóa"),
        ("VĂN HOÁ", "VĂN HÓA"),
        ("Xoá mù chữ", "Xóa mù chữ"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("Hoà, thuỷ", "Hòa, thủy"),
        ("doạ", "dọa"),
        ("loã", "lõa"),
    ],
)
def test_a_tone_on_the_second_vowel_is_seen_on_the_first(printed: str, view: str) -> None:
    assert read(printed).view == view


@pytest.mark.parametrize(
    "word", ["hoàn thành", "TOÀN QUỐC", "quý II", "Quỳnh", "quỹ", "thuyết", "khoảng", "xoáy"]
)
def test_a_tone_before_a_consonant_or_after_q_stays(word: str) -> None:
    assert read(word).view == word


@pytest.mark.parametrize(
    ("printed", "view"),
    [
        ("2021–2030", "2021-2030"),
        ("2021 — 2030", "2021 - 2030"),
        ("2021−2030", "2021-2030"),
        ("2021‐2030", "2021-2030"),
        ("2021‑2030", "2021-2030"),
        ("“Nông thôn số”", '"Nông thôn số"'),
        ("„Nông thôn số”", '"Nông thôn số"'),
        ("«Nông thôn số»", '"Nông thôn số"'),
        ('"“Nông thôn số”"', '""Nông thôn số""'),
        ("‘tỉnh’", "'tỉnh'"),
        ("Ðề án", "Đề án"),
    ],
)
def test_dashes_quotation_marks_and_the_icelandic_letter_are_seen_as_one(printed: str, view: str) -> None:
    found = read(printed)
    assert (found.text, found.view) == (printed, view)


@pytest.mark.parametrize("blank", [" ", "  ", "\t", "\xa0", "\u2003", "\n", "\r\n", "\x0c", " \n\n\t"])
def test_any_run_of_white_space_is_one_blank(blank: str) -> None:
    assert read(f"{blank}Kế hoạch{blank}số 5{blank}").text == "Kế hoạch số 5"


@pytest.mark.parametrize("raw", ["", " ", "\n\n", "\xa0\t"])
def test_a_text_without_words_has_no_lines(raw: str) -> None:
    assert read(raw) == Normal("", [])


def test_a_line_knows_its_number_in_the_source_and_whether_it_stands_apart() -> None:
    found = read("\nKẾ HOẠCH\nThực hiện\n\n \nI. MỤC TIÊU")
    assert [(line.number, line.apart) for line in found.lines] == [(2, True), (3, False), (6, True)]
    assert lines(found) == ["KẾ HOẠCH", "Thực hiện", "I. MỤC TIÊU"]


# --- Page numbers

PAGE = "".join(f"- Trạm bơm thứ {number} tưới cho một xã.\n" for number in range(12))


@pytest.mark.parametrize("form", ["{}", "- {} -", "-{}-", "   {}\t", "-{} "])
@pytest.mark.parametrize("first", [1, 2])
def test_the_numbers_of_pages_are_in_the_text_and_in_no_line(form: str, first: int) -> None:
    numbers = [form.format(number) for number in range(first, first + 4)]
    found = read("".join(f"{PAGE}{number}\n" for number in numbers) + "Trạm cuối.")
    assert lines(found) == (PAGE * len(numbers) + "Trạm cuối.").splitlines()
    assert all(" ".join(number.split()) in found.text for number in numbers)


@pytest.mark.parametrize(
    "raw",
    [
        f"{PAGE}1\n{PAGE}3\n{PAGE}",
        f"{PAGE}2\n{PAGE}2\n{PAGE}",
        f"{PAGE}7\n{PAGE}8\n{PAGE}",
        f"1\n{PAGE}2\n{PAGE}",
        f"{PAGE}1\nTrạm bơm\n2\n{PAGE}",
        f"{PAGE}2024\n{PAGE}",
        f"{PAGE}1.\n{PAGE}2.\n",
    ],
)
def test_numbers_alone_that_do_not_count_the_pages_are_lines(raw: str) -> None:
    assert lines(read(raw)) == raw.splitlines()


@READING
@given(st.integers(1, 2), st.lists(st.integers(10, 30), min_size=1, max_size=12))
def test_however_long_the_pages_are_only_their_numbers_are_no_lines(first: int, lengths: list[int]) -> None:
    pages = [["Mỗi xã một trạm bơm."] * length for length in lengths]
    raw = [line for at, page in enumerate(pages, start=first) for line in [*page, str(at)]]
    assert lines(read("\n".join(raw))) == [line for page in pages for line in page]


@pytest.mark.parametrize("end", ["\\r\\n", "\\n", "\\r", "\\r\\n\\r\\n"])
def test_line_ends_that_a_site_printed_are_kept_in_the_text_and_blank_in_the_view(end: str) -> None:
    found = read(f"Quyết định số{end}1373/QĐ-TTg")
    assert found.text == f"Quyết định số{end}1373/QĐ-TTg"
    assert found.view == f"Quyết định số{' ' * len(end)}1373/QĐ-TTg"
    assert lines(found) == ["Quyết định số", "1373/QĐ-TTg"]


def test_printed_line_ends_are_soft_where_the_text_has_real_ones_too() -> None:
    found = read("KẾ HOẠCH\nCăn cứ Luật\\r\\nThư viện\nI. MỤC TIÊU")
    assert [line.soft for line in found.lines] == [False, False, True, False]
    assert [line.number for line in found.lines] == [1, 2, 2, 3]


def test_printed_line_ends_are_real_where_they_are_all_the_text_has() -> None:
    found = read("KẾ HOẠCH\\r\\nCăn cứ Luật Thư viện\\r\\nI. MỤC TIÊU\\r\\n1. Mục tiêu chung")
    assert lines(found) == ["KẾ HOẠCH", "Căn cứ Luật Thư viện", "I. MỤC TIÊU", "1. Mục tiêu chung"]
    assert not any(line.soft for line in found.lines)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Chuyển đổi số", "Chuyển đổi số"),
        ("Chuyển đổi\\r\\nsố", "Chuyển đổi số"),
        (" Chuyển \\n đổi  số\\r ", "Chuyển đổi số"),
        ("\\r\\n", ""),
    ],
)
def test_a_value_holds_no_printed_line_end(words: str, value: str) -> None:
    assert plain(words) == value
