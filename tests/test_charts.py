"""Answers drawn: where a chart says more than its table, with its words, its links and nothing hostile."""

from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode

from cancu import terms
from cancu.api import charts
from cancu.api.naming import Names
from cancu.api.pages import tried
from cancu.api.tables import Reader
from cancu.catalogue import Chart, Question
from cancu.engine import Row
from cancu.errors import Message
from reading import read

COLUMNS = {
    name: Message(name, f"{name} in English")
    for name in ("area", "year", "value", "national", "indicator", "comparator", "to", "step", "words")
}
BARS = Chart("bars", "area", ("value", "national"))
POINTS = Chart("points", "year", ("value",), "indicator")
READER = Reader("vi", Names(), {})


def question(hint: Chart | None) -> Question:
    asked = Message("Bao nhiêu?", "How many?")
    return Question("counted", asked, asked, (), (), {}, "SELECT * {}", COLUMNS, hint)


def number(value: str) -> Literal:
    return Literal(value, datatype=NamedNode(terms.XSD + "decimal"))


def row(at: int, **more: Literal | NamedNode) -> Row:
    return {
        "area": NamedNode(f"{terms.ID}tinh-{at}"),
        "year": number(str(2020 + at)),
        "value": number(f"{at}.5"),
        "national": number("90"),
        "indicator": Literal(f"Chỉ số {at % 2} (hư cấu)"),
        **more,
    }


def drawn(hint: Chart | None, rows: list[Row], told: Reader = READER) -> ElementTree.Element | None:
    """A chart as elements, which must be well formed and must link to this host only."""
    made = charts.chart(question(hint), rows, told)
    if made is None:
        return None
    svg = ElementTree.fromstring(made[made.index("<svg") : made.index("</svg>") + 6])
    assert all(link.startswith("/id/") for link in links(svg))
    assert not any(element.tag.endswith("script") for element in svg.iter())
    return svg


def links(svg: ElementTree.Element) -> list[str]:
    return [element.get("href", "") for element in svg.iter() if element.tag.split("}")[-1] == "a"]


def words(svg: ElementTree.Element | None) -> str:
    assert svg is not None
    return " ".join("".join(svg.itertext()).split())


@pytest.mark.parametrize("hint", [BARS, POINTS])
def test_a_chart_has_its_columns_its_figures_and_where_they_stand(hint: Chart) -> None:
    svg = drawn(hint, [row(at) for at in range(4)])
    assert "value" in words(svg)
    assert "Bao nhiêu?" in words(svg)
    assert svg is not None
    assert set(links(svg)) == {f"/id/tinh-{at}" for at in range(4)}


@pytest.mark.parametrize("hint", [BARS, POINTS])
def test_a_chart_speaks_the_language_of_the_page(hint: Chart) -> None:
    svg = drawn(hint, [row(at) for at in range(4)], Reader("en", Names(), {}))
    assert "value in English" in words(svg)
    assert "How many?" in words(svg)


@pytest.mark.parametrize(
    ("hint", "count"), [(None, 5), (BARS, 0), (BARS, 1), (BARS, 61), (POINTS, 0), (POINTS, 1)]
)
def test_too_little_or_too_much_is_not_drawn(hint: Chart | None, count: int) -> None:
    assert drawn(hint, [row(at) for at in range(count)]) is None


def test_as_many_bars_as_can_be_read_and_any_number_of_points_are_drawn() -> None:
    assert drawn(BARS, [row(at) for at in range(60)]) is not None
    assert drawn(POINTS, [row(at) for at in range(100)]) is not None


@pytest.mark.parametrize("value", ["", "nhiều", "NaN", "Infinity", "-INF", "--"])
def test_what_is_no_number_is_left_out(value: str) -> None:
    odd = row(9, value=Literal(value))
    assert drawn(POINTS, [row(1), odd]) is None
    svg = drawn(POINTS, [row(1), row(2), odd])
    assert svg is not None
    assert set(links(svg)) == {"/id/tinh-1", "/id/tinh-2"}
    drawn(BARS, [row(1), row(2), odd])


def test_a_row_without_a_figure_is_left_out_of_points_and_named_beside_bars() -> None:
    empty: Row = {"area": NamedNode(f"{terms.ID}tinh-9")}
    assert "tinh-9" in words(drawn(BARS, [row(1), row(2), empty]))
    assert drawn(POINTS, [row(1), empty]) is None


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", '"><img src=x>', "&amp;", "]]>", "\x01\u202e"])
@pytest.mark.parametrize("hint", [BARS, POINTS])
def test_a_hostile_name_stays_text(hint: Chart, said: str) -> None:
    named, script = Literal(said), NamedNode("javascript:alert(1)")
    svg = drawn(hint, [row(at, area=named, indicator=named, to=script) for at in range(3)])
    assert svg is not None
    assert links(svg) == []


def step(start: str, to: str, **more: str) -> Row:
    told = {"number": f"{to}/QĐ", "title": f"Văn bản {to} (hư cấu)", "words": f"Căn cứ {to} (hư cấu)", **more}
    return {
        "start": NamedNode(f"{terms.ID}a"),
        "from": NamedNode(f"{terms.ID}{start}"),
        "to": NamedNode(f"{terms.ID}{to}"),
        "step": NamedNode(f"{terms.ELI}based_on"),
        **{name: Literal(value) for name, value in told.items()},
    }


def chained(rows: list[Row]) -> ElementTree.Element:
    made = charts.chain(rows, READER)
    return ElementTree.fromstring(made[made.index("<svg") : made.index("</svg>") + 6])


def test_a_chain_is_drawn_with_its_steps_and_where_it_ends() -> None:
    svg = chained([step("a", "b"), step("b", "c", end="law"), step("a", "d", end="basis not held")])
    assert set(links(svg)) == {f"/id/{name}" for name in "abcd"}
    said = words(svg)
    assert "Văn bản c (hư cấu)" in said
    assert "luật" in said
    assert "chưa lưu giữ căn cứ của văn bản này" in said


def test_a_chain_that_comes_back_to_itself_is_drawn_all_the_same() -> None:
    assert set(links(chained([step("a", "b"), step("b", "a")]))) == {"/id/a", "/id/b"}


def test_hostile_words_of_a_chain_stay_text() -> None:
    hostile = "</title><script>alert(1)</script>"
    svg = chained([step("a", "b", title=hostile, words=hostile, number=hostile)])
    assert not any(element.tag.endswith("script") for element in svg.iter())


def test_the_questions_that_have_a_chart_draw_it(site: TestClient, questions: dict[str, Question]) -> None:
    wanted = [asked for asked in questions.values() if asked.chart]
    pages = {asked.name: read(site, f"/queries/{asked.name}{tried(asked)}").html for asked in wanted}
    assert sum("<svg" in html for html in pages.values()) >= len(pages) / 2 > 1
