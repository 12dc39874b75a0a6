"""Tables: numbers, days and names as people of a language read them, columns that say something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from cancu import terms
from cancu.api.naming import Names
from cancu.api.tables import Cell, Reader, day, mentioned, number
from cancu.engine import Row
from cancu.errors import Message

AREA = NamedNode(terms.ID + "area/tinh-a")
NAMED = Names(
    [
        {"thing": AREA, "name": Literal("Tỉnh A (hư cấu)", language="vi")},
        {"thing": AREA, "name": Literal("Province A (invented)", language="en")},
    ]
)
COLUMNS = {
    "area": Message("địa bàn", "area"),
    "label": Message("tên", "name"),
    "value": Message("giá trị", "value"),
}


def reader(language: str = "vi") -> Reader:
    return Reader(language, NAMED, {"above": Message("cao hơn", "above")})


def typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(terms.XSD + kind))


@pytest.mark.parametrize(
    ("term", "vietnamese", "english"),
    [
        (typed("97.5", "decimal"), "97,5", "97.5"),
        (typed("2030", "integer"), "2030", "2030"),
        (typed("-0.5", "double"), "-0,5", "-0.5"),
        (typed("2022-07-04", "date"), "04/07/2022", "4 July 2022"),
        (typed("2022-12-31", "date"), "31/12/2022", "31 December 2022"),
        (typed("2022", "gYear"), "2022", "2022"),
        (Literal("above"), "cao hơn", "above"),
        (Literal("1.5"), "1.5", "1.5"),
        (AREA, "Tỉnh A (hư cấu)", "Province A (invented)"),
    ],
)
def test_a_term_is_read_in_the_language_of_the_page(term: Literal, vietnamese: str, english: str) -> None:
    assert reader("vi").cell(term).text == vietnamese
    assert reader("en").cell(term).text == english


@pytest.mark.parametrize("value", ["", "2022-13-01", "2022-07-04Z", "0000-00-00", "-2022-07-04", "tháng 7"])
def test_what_is_no_day_stays_as_it_is_written(value: str) -> None:
    assert day(value, "vi") == day(value, "en") == value


@given(st.dates())
def test_every_day_can_be_read(date: object) -> None:
    assert day(str(date), "vi").count("/") == 2
    assert day(str(date), "en").count(" ") == 2


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_every_digit(value: object) -> None:
    assert number(str(value), "en") == str(value)
    assert number(str(value), "vi").replace(",", ".") == str(value)


def test_nothing_is_an_empty_cell() -> None:
    assert reader().cell(None) == reader().named("") == reader().spoken([]) == Cell("")


def test_a_text_of_another_language_says_so() -> None:
    text = Literal("Kế hoạch", language="vi")
    assert [reader(language).cell(text).language for language in ("vi", "en")] == ["", "vi"]
    assert reader("en").cell(Literal("104/KH-UBND")).language == ""


def test_of_several_languages_the_readers_is_taken_else_the_vietnamese() -> None:
    several = [
        Literal("Plan", language="en"),
        Literal("Kế hoạch", language="vi"),
        Literal("Plan", language="fr"),
    ]
    assert reader("en").spoken(several).text == "Plan"
    assert reader("vi").spoken(several[::-1]).text == "Kế hoạch"
    assert reader("en").spoken(several[1:]).text == "Kế hoạch"


def test_values_without_a_language_stay_beside_the_readers_own() -> None:
    several: list[Literal | NamedNode] = [
        AREA,
        Literal("A", language="vi"),
        Literal("B", language="en"),
        Literal("1"),
    ]
    assert [term.value for term in reader("en").understood(several)] == [AREA.value, "B", "1"]
    assert list(reader("en").understood(several[:2])) == several[:2]


def test_a_column_that_repeats_the_names_of_another_is_left_out() -> None:
    rows: list[Row] = [
        {"area": AREA, "label": Literal("Tỉnh A (hư cấu)", language="vi"), "value": Literal("1")}
    ]
    assert reader("vi").table(COLUMNS, rows).headings == ("địa bàn", "giá trị")
    assert reader("en").table(COLUMNS, rows).headings == ("area", "name", "value")
    assert reader("vi").table(COLUMNS, rows, None).headings == ("địa bàn", "tên", "giá trị")


def test_a_column_that_is_known_before_is_left_out() -> None:
    rows: list[Row] = [{"area": AREA, "value": typed("1.5", "decimal")}]
    table = reader().table(COLUMNS, rows, ("area", "label"))
    assert table.headings == ("giá trị",)
    assert table.rows == ((Cell("1,5", look="number"),),)


def test_a_column_without_any_value_keeps_its_heading() -> None:
    table = reader().table(COLUMNS, [{"area": AREA}, {}])
    assert len(table.headings) == 3
    assert [cell.text for cell in table.rows[1]] == ["", "", ""]


def test_a_table_without_rows_or_columns_is_empty() -> None:
    assert reader().table(COLUMNS, []).rows == ()
    assert reader().table({}, [{"area": AREA}]).rows == ()


def test_only_things_want_a_name() -> None:
    assert set(mentioned([{"area": AREA, "label": Literal("x")}, {}])) == {AREA.value}
