"""Numbers and days of documents, as they are printed and misprinted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.extract.normal import read
from cancu.extract.numbers import clean, day_at, issuer_codes, numbers, type_of
from cancu.extract.spans import Span
from extracting import gazetteer

SERIALS = st.integers(1, 99999).map(str)
CODES = st.sampled_from(
    ["QĐ-TTg", "KH-UBND", "NQ-HĐND", "2020/NĐ-CP", "UBND-KGVX", "BGDĐT-GDTX", "QĐ-UBND-HC"]
)


def found(words: str) -> list[str]:
    view = read(words).view
    return [place.of(view) for place in numbers(view, Span(0, len(view)))]


@pytest.mark.parametrize(
    "number",
    [
        "374/KH-UBND", "1373/QĐ-TTg", "14/CT-TTg", "50/NQ-CP", "84/2020/NĐ-CP", "07/2024/QĐ-UBND",
        "12/2022/NQ-HĐND", "05/2021/TT-BTC", "43/2019/QH14", "3320/BGDĐT-GDTX", "2100/UBND-KGVX",
        "999/VPCP-KTTH", "1380/TTr-SGDĐT", "49-KL/TW", "49-KL/TƯ", "11-CT/TW", "29-NQ/TW", "29/NQ-TW",
        "30-KH/TU", "12-NQ/HU", "210-KH/TĐTN-PT", "05/VBHN-BGDĐT", "700/QĐ-UBND-HC", "5/QĐ-BCĐTW",
        "15-CV/TU", "20/CT-TTG", "318/KHLN-SGDĐT-SYT", "07/QyĐ-UBND", "1/QĐ-TTg", "12345/QĐ-BYT",
    ],
)  # fmt: skip
def test_a_number_of_any_kind_is_found_in_a_sentence(number: str) -> None:
    assert found(f"Thực hiện văn bản số {number} ngày 30/7/2021 của cơ quan;") == [number]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1315/QĐ- TTg", "1315/QĐ-TTg"),
        ("1315/ QĐ-TTg", "1315/QĐ-TTg"),
        ("374 / KH-UBND", "374/KH-UBND"),
        ("374/ KH - UBND", "374/KH-UBND"),
        ("84/2020/ NĐ-CP", "84/2020/NĐ-CP"),
        ("49 - KL/TW", "49-KL/TW"),
        ("49–KL/TW", "49-KL/TW"),
        ("374/KH–UBND", "374/KH-UBND"),
        ("374/KH-UBNDngày", "374/KH-UBND"),
        ("374/KH-UBNDcủa", "374/KH-UBND"),
        ("374/KH-UBNDvề", "374/KH-UBND"),
    ],
)
def test_blanks_and_dashes_in_a_number_do_not_hide_it(printed: str, number: str) -> None:
    assert [clean(each) for each in found(f"theo số {printed}, ngày 4/1/2024")] == [number]


@pytest.mark.parametrize("before", ["Quyết định", "số", "số:", "ngày"])
def test_a_number_that_lost_the_blank_before_it_is_found(before: str) -> None:
    assert found(f"theo {before}1907/QĐ-TTg;") == ["1907/QĐ-TTg"]


@pytest.mark.parametrize(
    "words",
    [
        "ngày 25/5/2021",
        "giai đoạn 2021-2030",
        "đạt 60% số người",
        "tỷ lệ 1/3 dân số",
        "24/7",
        "http://a.vn/12/KH-UBND/x",
        "03.KH.GD.T7/tamhtt",
        "20 tỷ đồng/năm",
        "50 lít/người",
        "cấp độ 4",
        "COVID-19",
    ],
)
def test_what_is_no_number_of_a_document_is_not_taken_for_one(words: str) -> None:
    assert found(words) == []


def test_each_number_of_a_list_is_found_and_none_outside_the_place_asked() -> None:
    words = "các Quyết định số 281/QĐ-TTg, số 387/QĐ-TTg; 49-KL/TW"
    assert found(words) == ["281/QĐ-TTg", "387/QĐ-TTg", "49-KL/TW"]
    assert [each.of(words) for each in numbers(words, Span(30, len(words)))] == ["387/QĐ-TTg", "49-KL/TW"]


@given(SERIALS, CODES, st.lists(st.booleans(), min_size=8, max_size=8))
def test_a_number_reads_the_same_however_its_marks_are_spaced(
    serial: str, code: str, blanks: list[bool]
) -> None:
    number, blank = f"{serial}/{code}", iter(blanks)
    spaced = "".join(sign + " " if sign in "/-" and next(blank) else sign for sign in number)
    assert [clean(each) for each in found(f"số {spaced};")] == [number]


# --- Days


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("ngày 14 tháng 7 năm 2022", "2022-07-14"),
        ("ngày 04 tháng 1 năm 2024", "2024-01-04"),
        ("ngày 25/5/2021", "2021-05-25"),
        ("ngày25/3/2022", "2022-03-25"),
        ("ngày 04tháng 5năm 2022", "2022-05-04"),
        ("Ngày 3 tháng 12 năm 2021", "2021-12-03"),
        ("03/6/2022", "2022-06-03"),
        ("5-1-2024", "2024-01-05"),
        ("8.4.2020", "2020-04-08"),
        ("25 / 5 / 2021", "2021-05-25"),
        ("tháng 5 năm 2012", "2012-05"),
        ("tháng 5/2012", "2012-05"),
        ("năm 2023", "2023"),
        ("ngày 31/02/2023", "2023"),
        ("ngày 30 tháng 13 năm 2023", "2023"),
    ],
)
def test_a_day_is_read_as_far_as_it_is_printed(printed: str, iso: str) -> None:
    words = f"{printed} của Chính phủ"
    day = day_at(words, 0, len(words))
    assert day is not None
    assert (day.iso, day.span.of(words)) == (iso, printed)


@pytest.mark.parametrize(
    "words", ["Ngày 3-12", "giai đoạn 2021-2030", "2021", "ngày ký", "quý II/2014", "3/12", ""]
)
def test_what_names_no_year_at_its_place_is_no_day(words: str) -> None:
    assert day_at(words, 0, len(words)) is None


def test_a_day_ends_where_the_place_asked_does() -> None:
    assert day_at("năm 2023", 0, 6) is None


@given(st.dates(date(1945, 9, 2), date(2099, 12, 31)))
def test_every_day_is_read_in_each_form(day: date) -> None:
    long = f"ngày {day.day} tháng {day.month} năm {day.year}"
    for printed in (
        long,
        f"ngày {day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
    ):
        read = day_at(printed, 0, len(printed))
        assert read is not None
        assert read.iso == day.isoformat()


# --- What a number says


@pytest.mark.parametrize(
    ("number", "slug", "issuers"),
    [
        ("1373/QĐ-TTg", "qd", ["TTg"]),
        ("374/KH-UBND", "kh", ["UBND"]),
        ("20/CT-TTG", "ct", ["TTG"]),
        ("30-CTr/TU", "ctr", ["TU"]),
        ("49-KL/TW", "kl", ["TW"]),
        ("1380/TTr-SGDĐT", "ttr", ["SGDĐT"]),
        ("84/2020/NĐ-CP", "nd", ["CP"]),
        ("05/2021/TT-BTC", "tt", ["BTC"]),
        ("43/2019/QH14", "luat", ["QH14"]),
        ("3320/BGDĐT-GDTX", "cv", ["BGDĐT", "GDTX"]),
        ("15-CV/TU", "cv", ["TU"]),
        ("1315/ QĐ- TTg", "qd", ["TTg"]),
        ("700/QĐ-UBND-HC", "qd", ["UBND", "HC"]),
        ("05/CĐ-UBND", "cd", ["UBND"]),
    ],
)
def test_a_number_names_its_type_and_its_issuer(number: str, slug: str, issuers: list[str]) -> None:
    assert (type_of(number, gazetteer()), issuer_codes(number, gazetteer())) == (slug, issuers)


def test_a_number_without_a_code_names_no_type() -> None:
    assert (type_of("2021", gazetteer()), issuer_codes("2021", gazetteer())) == ("", [])
