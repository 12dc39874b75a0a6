"""Normal form, folding and number keys, on any text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cancu.text import fold, nfc, normalise, number_key, sort_key, words

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(nfc(vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
LETTERS += LETTERS.upper()

vietnamese = st.text(alphabet=LETTERS + "bcghklmnpqrstvx BCGHKLMNPQRSTVX 0123456789 /-.,")
numbers = st.from_regex(
    r"[1-9][0-9]{0,3}(/20[0-9]{2})?/(KH-UBND|QĐ-TTg|NQ-HĐND|CT-TTg|TTLT-BGDĐT)", fullmatch=True
)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_normal_text_has_single_inner_spaces_only(text: str) -> None:
    assert normalise(text) == " ".join(normalise(text).split())


@given(vietnamese)
def test_offsets_do_not_depend_on_the_unicode_form_of_the_file(text: str) -> None:
    assert normalise(nfd(text)) == normalise(text)


@given(st.lists(vietnamese), st.text(alphabet=" \t\r\n\u00a0", min_size=1))
def test_offsets_do_not_depend_on_how_lines_are_broken(words: list[str], space: str) -> None:
    assert normalise(space.join(words)) == normalise(" ".join(words))


def test_offsets_count_letters_not_marks() -> None:
    assert normalise(nfd("  Tỉnh A \r\n (hư cấu) ")).index("(hư cấu)") == 7


@given(st.text())
def test_nfc_leaves_white_space_as_it_is(text: str) -> None:
    assert nfc(f" \t{text}\n ").startswith(" \t")
    assert nfc(f" \t{text}\n ").endswith("\n ")


def test_every_vietnamese_letter_folds_to_its_plain_letter() -> None:
    assert set(fold(LETTERS)) == set("aeiouyd")


@given(vietnamese)
def test_folded_vietnamese_is_lower_case_ascii_of_the_same_length(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower()
    assert len(folded) == len(nfc(text))


@given(st.text())
def test_folding_leaves_no_diacritics_in_any_text(text: str) -> None:
    assert not any(unicodedata.combining(letter) for letter in fold(text))


@given(vietnamese)
def test_folding_is_blind_to_case_and_unicode_form(text: str) -> None:
    assert fold(nfd(text)) == fold(text.upper()) == fold(text)


def test_a_number_in_any_spelling_gives_one_key() -> None:
    spellings = ("0374/ kh-ubnd", "374/KH-UBND", " 374 / KH - UBND ", "374/kh-ubnd", "374/KH\u00a0-\nUBND")
    assert {number_key(spelling) for spelling in spellings} == {"374/kh-ubnd"}


@given(numbers, st.text(alphabet=" \t\n\u00a0", max_size=3), st.integers(0, 3))
def test_a_number_key_ignores_case_space_diacritics_and_leading_zeros(
    number: str, space: str, zeros: int
) -> None:
    spelt = "0" * zeros + space.join(nfd(number.lower()))
    assert number_key(spelt) == number_key(number.upper()) == number_key(fold(number)) == number_key(number)


@given(numbers, numbers)
def test_different_numbers_have_different_keys(one: str, other: str) -> None:
    assert (number_key(one) == number_key(other)) == (one == other)


def test_a_number_that_prints_its_year_is_another_number() -> None:
    assert number_key("19/2025/QĐ-TTg") != number_key("19/QĐ-TTg")


@given(st.text())
def test_a_number_key_is_its_own_key(number: str) -> None:
    assert number_key(number_key(number)) == number_key(number)


def test_words_are_folded_and_numbers_lose_their_zeros() -> None:
    assert words("Số 0374/ KH-UBND, 1373QĐ") == ["so", "374", "kh", "ubnd", "1373", "qd"]
    assert words("000 … _") == ["0"]


@given(vietnamese)
def test_words_are_blind_to_diacritics_case_and_unicode_form(text: str) -> None:
    assert words(nfd(text.upper())) == words(fold(text)) == words(text)


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    names = [
        "An", "àn", "ản", "ãn", "án", "ạn", "An Giang", "ăn", "âm", "Cần Thơ", "Dung", "Đà Nẵng", "Điều 2",
        "Điều 10", "Hà Giang", "Hà Nội", "Hải Phòng", "on", "ôn", "ơn", "ung", "ưng", "Vinh", "Zeta",
    ]  # fmt: skip
    assert sorted(set(names), key=sort_key) == names


def test_tones_count_before_case_and_both_after_all_letters() -> None:
    assert sorted(["Ma", "mà", "ma", "mab"], key=sort_key) == ["ma", "Ma", "mà", "mab"]


def test_what_stands_around_words_does_not_move_them() -> None:
    assert sorted(["Hà Nội", "“Đà Nẵng”", "Ðà Lạt (cũ)", "Cần Thơ"], key=sort_key) == [
        "Cần Thơ", "Ðà Lạt (cũ)", "“Đà Nẵng”", "Hà Nội",
    ]  # fmt: skip


@given(st.lists(st.integers(0, 10**30)), vietnamese)
def test_numbers_sort_by_value(numbers: list[int], text: str) -> None:
    ordered = sorted((f"{text}.{number}" for number in numbers), key=sort_key)
    assert ordered == [f"{text}.{number}" for number in sorted(numbers)]


anything = vietnamese | st.text()


@given(anything, anything, anything)
def test_the_order_of_texts_is_total(one: str, other: str, third: str) -> None:
    a, b, c = sort_key(one), sort_key(other), sort_key(third)
    assert (a < b) + (b < a) + (nfc(one) == nfc(other)) == 1
    assert not (a < b < c) or a < c


@given(anything)
def test_the_order_of_texts_is_blind_to_their_unicode_form(text: str) -> None:
    assert sort_key(nfd(text)) == sort_key(nfc(text)) == sort_key(text)


def test_a_very_long_number_has_its_place() -> None:
    assert sort_key("9" * 10_000) < sort_key("1" + "0" * 10_000)
