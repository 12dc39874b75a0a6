"""Figures as texts print them: percentages, counts, money, ranges; what qualifies them, and their units."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu import terms
from cancu.extract.facts import Target
from cancu.extract.figures import Figure, counts, decimal, percentages
from cancu.extract.normal import read as normal
from cancu.extract.spans import Span
from cancu.extract.units import measured
from extracting import gazetteer

ANY = settings(deadline=None, derandomize=True)


def rates(text: str) -> list[Figure]:
    view = normal(text).view
    return list(percentages(view, Span(0, len(view)), gazetteer()))


def counted(text: str) -> list[Figure]:
    view = normal(text).view
    return list(counts(view, Span(0, len(view)), gazetteer()))


@st.composite
def printed_numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number, and the way it is printed: a dot between thousands or none, a comma before decimals."""
    whole = draw(st.integers(0, 10**12))
    part = draw(st.text("0123456789", max_size=3))
    grouped = f"{whole:,}".replace(",", ".") if draw(st.booleans()) else str(whole)
    return grouped + (f",{part}" if part else ""), Decimal(f"{whole}.{part or 0}")


# --- Numbers


@ANY
@given(printed_numbers())
def test_a_number_printed_the_vietnamese_way_is_read_back(number: tuple[str, Decimal]) -> None:
    printed, value = number
    assert Decimal(decimal(printed)) == value


@ANY
@given(printed_numbers(), st.sampled_from([1_000, 1_000_000, 1_000_000_000]))
def test_a_scale_multiplies_a_number(number: tuple[str, Decimal], times: int) -> None:
    printed, value = number
    assert Decimal(decimal(printed, times)) == value * times


@ANY
@given(printed_numbers())
def test_any_percentage_is_found_whole_and_once(number: tuple[str, Decimal]) -> None:
    printed, value = number
    (figure,) = rates(f"Đạt {printed}% số hộ")
    assert figure.span == Span(4, 4 + len(printed) + 1)
    assert Decimal(figure.value) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1.250,5", "1250.5"), ("12.5", "12.5"), ("05", "5"), ("1.250", "1250"), ("99,5", "99.5"), ("", "")],
)
def test_a_dot_parts_thousands_and_a_comma_decimals(printed: str, value: str) -> None:
    assert decimal(printed) == value


# --- Percentages


@pytest.mark.parametrize(
    ("text", "figure", "value", "most", "unit"),
    [
        ("Đạt 60% số hộ", "60%", "60", "", "PERCENT"),
        ("Tỷ lệ che phủ rừng đạt 99,5%", "99,5%", "99.5", "", "PERCENT"),
        ("Đạt 100 % số hộ", "100 %", "100", "", "PERCENT"),
        ("Đạt 60 phần trăm số hộ", "60 phần trăm", "60", "", "PERCENT"),
        ("Đạt60% số hộ", "60%", "60", "", "PERCENT"),
        ("trên60,5% số hộ", "60,5%", "60.5", "", "PERCENT"),
        ("Tỷ suất sinh thô giảm còn 1,2‰", "1,2‰", "1.2", "", "PERMILLE"),
        ("Giảm 5-10% số vụ cháy", "5-10%", "5", "10", "PERCENT"),
        ("Giảm 5 – 10% số vụ cháy", "5 – 10%", "5", "10", "PERCENT"),
        ("Giảm 5% đến 10% số vụ cháy", "5% đến 10%", "5", "10", "PERCENT"),
    ],
)
def test_a_percentage_is_read_with_its_range_and_its_unit(
    text: str, figure: str, value: str, most: str, unit: str
) -> None:
    (found,) = rates(text)
    assert found.span.of(text) == figure
    assert (found.value, found.value_max, found.unit) == (value, most, unit)


@pytest.mark.parametrize(
    "text", ["Nghị quyết 60/NQ-HĐND", "năm 2030", "mã số 12/34%", "A12%", "QĐ12%", "v.12%"]
)
def test_a_number_that_is_part_of_something_else_is_no_percentage(text: str) -> None:
    assert rates(text) == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("Đạt 60% số hộ", "exactly"),
        ("Ít nhất 60% số hộ", "at-least"),
        ("tối thiểu đạt 60% số hộ", "at-least"),
        ("không dưới 60% số hộ", "at-least"),
        ("từ 60% trở lên", "at-least"),
        ("Tỷ lệ hộ dân ≥ 60%", "at-least"),
        ("trên 60% số hộ", "more-than"),
        ("hơn 60% số hộ", "more-than"),
        ("khoảng 60% số hộ", "approximately"),
        ("không quá 60% số hộ", "at-most"),
        ("tối đa 60% số hộ", "at-most"),
        ("từ 60% trở xuống", "at-most"),
        ("Tỷ lệ hộ nghèo ≤ 60%", "at-most"),
        ("dưới 60% số hộ", "less-than"),
        ("Tỷ lệ hộ nghèo còn dưới 60%", "less-than"),
        ("phấn đấu 60% số hộ", "exactly"),
        ("Ít nhất 3 xã và 60% số hộ", "exactly"),
    ],
)
def test_the_word_at_a_figure_compares_it(text: str, comparator: str) -> None:
    (figure,) = rates(text)
    assert figure.comparator == comparator


# --- Counts


@pytest.mark.parametrize(
    ("text", "value", "most", "unit"),
    [
        ("Xây dựng 05 mô hình trồng rừng", "5", "", "mô hình"),
        ("Mỗi xã có 01-02 cán bộ lâm nghiệp", "1", "2", "cán bộ"),
        ("Hỗ trợ 1.250 hộ vay vốn", "1250", "", "hộ"),
        ("Trồng mới 2.000,5 ha rừng", "2000.5", "", "ha"),
        ("Đón 1,2 triệu người", "1200000", "", "người"),
        ("Huy động 500 tỷ đồng", "500", "", "tỷ đồng"),
        ("Tỷ suất mắc lao là 12/100.000 dân", "12", "", "/100.000 dân"),
        ("Số ca mắc lao còn 7 người/100.000 dân", "7", "", "người/100.000 dân"),
        ("Có ít nhất 12 bác sĩ/10.000 dân", "12", "", "bác sĩ/10.000 dân"),
        ("Trồng 20 cây/100 người", "20", "", "cây/100 người"),
        ("Đạt 14,5 bác sĩ/vạn dân", "14.5", "", "bác sĩ/vạn dân"),
        ("Trồng 2 cây/người dân", "2", "", "cây/người dân"),
        ("Trồng 2 cây/hộ/năm", "2", "", "cây/hộ/năm"),
        ("Đạt 14 bác sĩ/1 vạn dân", "14", "", "bác sĩ/1 vạn dân"),
        ("Đạt 01 bản sách/người", "1", "", "bản sách/người"),
        ("Có 5 chuyên gia/triệu dân", "5", "", "chuyên gia/triệu dân"),
        ("Mở 2 lớp/xã/năm", "2", "", "lớp/xã/năm"),
        ("Phát 30 tờ rơi/thôn", "30", "", "tờ rơi/thôn"),
        ("Sửa 12 hồ chứa", "12", "", "hồ chứa"),
        ("Lắp 30 trụ nước", "30", "", "trụ nước"),
        ("Phát 4 phóng sự", "4", "", "phóng sự"),
        ("Mở 2 chuyên mục", "2", "", "chuyên mục"),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, value: str, most: str, unit: str) -> None:
    (figure,) = counted(text)
    assert (figure.value, figure.value_max, figure.unit) == (value, most, unit)


@pytest.mark.parametrize("said", ["7 người/100.000 dân", "12 bác sĩ/10.000 dân", "20 cây/100 người"])
def test_a_number_of_so_many_is_a_figure_with_its_base(said: str) -> None:
    (figure,) = counted(f"Đạt {said} ở xã")
    assert figure.span == Span(4, 4 + len(said))


@pytest.mark.parametrize(
    "text",
    [
        "trẻ em dưới 5 tuổi",
        "dịch vụ công mức độ 4 của tỉnh",
        "Hội thi lần thứ 4 trường học",
        "trong năm 2025 xã này",
        "giai đoạn 2021-2030 tỉnh ta",
        "theo Điều 5 dự án",
        "Quyết định số 12 hộ",
        "học sinh lớp 9 trường công lập",
        "giai đoạn 2021 - 2030 hộ dân có nước",
        "năm 2024-2025 trường học mở cửa",
        "thuộc nhóm 10 tỉnh dẫn đầu",
        "vào tốp 5 tỉnh của vùng",
        "trong top 3 huyện xanh",
        "có từ 3 trở lên",
    ],
)
def test_an_age_a_level_or_a_place_in_a_row_counts_nothing(text: str) -> None:
    assert counted(text) == []


# --- Units


@pytest.mark.parametrize(
    ("value", "named", "iri", "in_unit", "thing"),
    [
        ("60", "PERCENT", "PERCENT", "60.0", ""),
        ("1.2", "PERMILLE", "PERMILLE", "1.2", ""),
        ("500", "tỷ đồng", "CCY_VND", "500000000000.0", ""),
        ("1.5", "triệu đồng", "CCY_VND", "1500000.0", ""),
        ("3", "km", "KiloM", "3.0", ""),
        ("2.5", "ha", "HA", "2.5", ""),
        ("4", "tạ", "KiloGM", "400.0", ""),
        ("5", "mô hình", "NUM", "5.0", "mô hình"),
        ("2", "nghìn lượt", "NUM", "2000.0", "lượt"),
        ("7", "tạ/ha", "NUM", "7.0", "tạ/ha"),
    ],
)
def test_a_unit_is_qudts_where_it_is_exactly_that_and_else_a_count(
    value: str, named: str, iri: str, in_unit: str, thing: str
) -> None:
    text = f"Đạt {value} {named}"
    place = Span(0, len(text))
    found = measured(Target(clause="I", quote=place, rule="", figure=place, value=value, unit=named), text)
    assert found is not None
    assert (found.unit, found.value, found.counted) == (terms.UNIT + iri, in_unit, thing)


def test_a_range_printed_from_the_greater_on_begins_with_the_smaller() -> None:
    place = Span(0, 6)
    target = Target(clause="I", quote=place, rule="", figure=place, value="10", value_max="5", unit="PERCENT")
    found = measured(target, "10-5 %")
    assert found is not None
    assert (found.value, found.value_max) == ("5.0", "10.0")


def test_the_words_that_multiply_a_figure_belong_to_it() -> None:
    text = "Huy động 500 tỷ đồng vốn vay"
    target = Target(
        clause="I", quote=Span(0, len(text)), rule="", figure=Span(9, 12), value="500", unit="tỷ đồng"
    )
    found = measured(target, text)
    assert found is not None
    assert found.figure.of(text) == "500 tỷ đồng"


def test_an_aim_without_a_figure_has_no_unit() -> None:
    assert measured(Target(clause="I", quote=Span(0, 5), rule=""), "Xanh.") is None
