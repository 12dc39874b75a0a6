"""Comparing: a line for each indicator and year, a column for each area; silence and ignorance told apart."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from cancu.api import create_app
from cancu.catalogue import Question
from cancu.engine import Embedded, select
from cancu.text import sort_key
from reading import BROWSER, Counting, Page, invented, read

WHOLE, CUT, NONE = "id:area/thai-nguyen", "id:area/quang-binh", "id:area/ha-giang"
LITERACY = "id:indicator/nang-luc-thong-tin"


def compared(site: TestClient, *areas: str, more: str = "", language: str = "vi") -> Page:
    return read(site, f"/compare?{'&'.join(f'area={area}' for area in areas)}{more}", language=language)


def test_without_an_area_the_page_says_what_to_choose(site: TestClient) -> None:
    page = read(site, "/compare")
    assert "Chọn từ một địa bàn trở lên." in page.text
    assert page.rows == []


def test_areas_stand_in_columns_and_indicators_and_years_in_lines(site: TestClient) -> None:
    page = compared(site, WHOLE, "id:area/bac-ninh")
    assert page.rows[0][:3] == ["Chỉ số", "Năm", "Cả nước"]
    assert set(page.rows[0][3:]) == {"Tỉnh Thái Nguyên", "Tỉnh Bắc Ninh"}
    assert len(page.rows) > 10
    assert {len(row) for row in page.rows} == {5}
    assert len({tuple(row[:2]) for row in page.rows}) == len(page.rows)
    assert page.leading("/id/document/ubnd-thai-nguyen/kh/2022/104/target/")


def test_one_area_stands_beside_the_nation(site: TestClient) -> None:
    page = compared(site, WHOLE)
    assert page.rows[0] == ["Chỉ số", "Năm", "Cả nước", "Tỉnh Thái Nguyên"]


def column(page: Page) -> str:
    return " | ".join(row[-1] for row in page.rows[1:])


def test_silence_is_told_of_a_whole_text_only(site: TestClient) -> None:
    whole, cut, none = (column(compared(site, area)) for area in (WHOLE, CUT, NONE))
    english = [column(compared(site, area, language="en")) for area in (WHOLE, CUT, NONE)]
    assert "silent" in english[0]
    assert "unknown" not in english[0]
    assert "unknown" in english[1]
    assert "silent" not in english[1] + english[2]
    assert "unknown" in english[2]
    assert "silent" not in whole + cut + none
    assert "unknown" not in whole + cut + none


@pytest.mark.parametrize("year", ["2025", "2030"])
def test_a_year_leaves_out_all_others(site: TestClient, year: str) -> None:
    page = compared(site, WHOLE, CUT, more=f"&year={year}")
    assert {row[1] for row in page.rows[1:]} == {year}


def test_several_indicators_leave_out_all_others(site: TestClient, embedded: Embedded) -> None:
    other = "id:indicator/xoa-mu-chu-15-60"
    rows = select(
        embedded,
        """SELECT DISTINCT ?i { ?t <https://w3id.org/cancu/def/indicator> ?i ;
        <https://w3id.org/cancu/def/deadlineYear> 2025 } ORDER BY ?i LIMIT 3""",
    )
    wanted = [row["i"].value for row in rows]
    page = compared(site, WHOLE, more="&year=2025" + "".join(f"&indicator={iri}" for iri in wanted))
    assert len(page.rows) == 4
    assert page.html.count('name="indicator"') > 3 == page.html.count('" checked') - 1
    assert other not in page.text


def test_the_form_keeps_what_was_asked_in_either_spelling(site: TestClient) -> None:
    page = compared(site, "https://w3id.org/cancu/id/area/thai-nguyen", more="&year=2030")
    assert 'value="id:area/thai-nguyen" checked' in page.html
    assert 'value="2030"' in page.html


def test_the_areas_stand_in_vietnamese_order(site: TestClient) -> None:
    html = read(site, "/compare").html
    labels = [part.split("</label>")[0].strip() for part in html.split('name="area"')[1:]]
    labels = [label.split(">")[1].strip() for label in labels]
    assert len(labels) >= 5
    assert labels == sorted(labels, key=sort_key)


def test_an_area_that_nothing_is_known_of_says_so(site: TestClient) -> None:
    page = compared(site, "id:area/nowhere")
    assert "Không có chỉ tiêu nào cho lựa chọn này." in page.text
    assert "không có gì mang định danh này" in page.text


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("area=x:%22%7D", "area"),
        (f"area={WHOLE}&year=x", "year"),
        ("nobody=1", "nobody"),
        ("indicator=x:a%20b&area=x:y", "indicator"),
    ],
)
def test_what_is_wrong_is_named(site: TestClient, asked: str, named: str) -> None:
    assert named in read(site, f"/compare?{asked}", 400).text


def test_the_whole_answer_is_a_link_away(site: TestClient) -> None:
    page = compared(site, WHOLE, CUT)
    (link,) = [link.href for link in page.links if link.text == "CSV"]
    assert site.get(link).text.count("\r\n") > len(page.rows)


def test_comparing_many_asks_few_queries(embedded: Embedded, questions: dict[str, Question]) -> None:
    counting = Counting(embedded)
    client = TestClient(create_app(counting, questions), headers=BROWSER)
    asked = [
        counting.during(client, f"/compare?{'&'.join(f'area={area}' for area in areas)}&lang=en")
        for areas in ((WHOLE,), (WHOLE, CUT, NONE, "id:area/bac-ninh"))
    ]
    assert asked[0] <= 5
    assert asked[1] <= 3


def test_where_the_question_is_not_there_neither_is_the_page(questions: dict[str, Question]) -> None:
    client, _ = invented("id:x a cancu:Area .")
    assert "targets-compared" in read(client, "/compare", 404).text


PLAIN = """PREFIX cancu: <https://w3id.org/cancu/def/>
SELECT ?area ?indicator ?year ?target ?value ?verdict WHERE {
  VALUES ?area { UNDEF }
  ?area a cancu:Area .
  ?target cancu:indicator ?indicator ; cancu:deadlineYear ?year ; cancu:value ?value
  BIND("<script>alert(1)</script>" AS ?verdict)
}
"""


def invented_targets(questions: dict[str, Question], turtle: str) -> TestClient:
    question = replace(questions["targets-compared"], text=PLAIN)
    return invented(f"id:x a cancu:Area . {turtle}", {question.name: question})[0]


def test_figures_are_written_as_people_of_the_language_write_them(questions: dict[str, Question]) -> None:
    client = invented_targets(
        questions, "id:t cancu:indicator id:i ; cancu:deadlineYear 2030 ; cancu:value 97.5 ."
    )
    assert "97,5" in column(compared(client, "id:x"))
    assert "97.5" in column(compared(client, "id:x", language="en"))


def test_hostile_names_stay_text(questions: dict[str, Question]) -> None:
    client = invented_targets(
        questions,
        """id:x rdfs:label "<img src=x>"@vi . id:i rdfs:label "\\"><b>"@vi .
        <javascript:alert(1)> cancu:indicator id:i ; cancu:deadlineYear "<i>2030" ; cancu:value "<u>1" .""",
    )
    page = compared(client, "id:x")
    assert page.rows[1][:3] == ['"><b>', "<i>2030", "—"]
    assert "<u>1" in page.rows[1][3]
