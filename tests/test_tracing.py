"""Tracing over the web: by number in any spelling, by identifier; the steps, their words, where they end."""

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from cancu import terms
from cancu.api import create_app
from cancu.catalogue import Question
from cancu.engine import Embedded, select
from reading import BROWSER, Counting, invented, read, sample

PLAN = "/trace/ubnd-thai-nguyen/kh/2022/104"
TASK = f"{PLAN}/task/V.2-1"
LAW = "/id/document/quoc-hoi/luat/2019/43-2019"


@pytest.mark.parametrize(
    "name",
    [
        "104/KH-UBND", "104/kh-ubnd", " 0104/ kh-ubnd ", "id:document/ubnd-thai-nguyen/kh/2022/104",
        f"{terms.ID}document/ubnd-thai-nguyen/kh/2022/104",
    ],
)  # fmt: skip
def test_a_document_is_traced_by_its_number_or_identifier(site: TestClient, name: str) -> None:
    answer = site.get("/trace", params={"q": name}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, PLAN)


def test_the_way_to_a_chain_keeps_the_language(site: TestClient) -> None:
    answer = site.get("/trace?q=1373/QD-TTg&lang=en", follow_redirects=False)
    assert answer.headers["location"] == "/trace/ttg/qd/2021/1373?lang=en"
    strange = site.get("/trace?q=1373/QD-TTg&lang=%0d%0ax", follow_redirects=False)
    assert strange.headers["location"] == "/trace/ttg/qd/2021/1373"


def test_without_a_number_the_page_asks_for_one(site: TestClient) -> None:
    for address in ("/trace", "/trace?q=", "/trace?q=%20"):
        page = read(site, address)
        assert page.rows == []
        assert 'name="q"' in page.html


def test_a_number_that_several_documents_bear_lists_them(site: TestClient) -> None:
    page = read(site, "/trace?q=50/NQ-CP", 400)
    bearers = page.leading("/id/document/")
    assert bearers == ["/id/document/chinh-phu/nq/2020/50", "/id/document/chinh-phu/nq/2021/50"]
    assert all(site.get(bearer).status_code == 200 for bearer in bearers)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/trace?q=999999/KH-X", 404),
        ("/trace?q=id:area/thai-nguyen", 404),
        ("/trace?q=%3Cscript%3E", 404),
        ("/trace/nowhere", 404),
        ("/trace/a%20b", 400),
        ("/trace/%3Cscript%3Ealert(1)%3C/script%3E", 400),
        ("/trace/x%00y", 400),
        ("/trace/%22%7D", 400),
    ],
)
def test_what_cannot_be_traced_is_told(site: TestClient, address: str, status: int) -> None:
    assert 'role="search"' in read(site, address, status).html
    told = site.get(address, headers={"accept": "application/json"})
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("address", [PLAN, TASK])
def test_a_chain_is_a_diagram_a_tree_and_a_table(site: TestClient, address: str) -> None:
    page = read(site, address)
    assert "104/KH-UBND" in page.heading
    drawn = re.search("<svg.*?</svg>", page.html, re.S)
    assert drawn is not None
    assert "1373/QĐ-TTg" in drawn[0]
    assert "(luật)" in page.text
    assert LAW in page.leading("/id/document/")
    assert page.html.count("<q ") > 2
    assert len(page.rows) > 3


def test_every_step_of_the_tree_stands_in_the_table(site: TestClient, questions: dict[str, Question]) -> None:
    page = read(site, PLAN)
    (link,) = [link.href for link in page.links if link.text == "CSV"]
    assert site.get(link).text.count("\r\n") == len(page.rows)


@pytest.mark.parametrize("address", [PLAN, TASK])
def test_every_link_of_a_chain_leads_somewhere(site: TestClient, address: str) -> None:
    for link in sample(read(site, address).inside(), 12):
        assert site.get(link, follow_redirects=False).status_code in {200, 303}, link


def test_a_chain_speaks_english_too(site: TestClient) -> None:
    page = read(site, PLAN, language="en")
    assert "(law)" in page.text
    assert "Step by step" in page.text
    assert "Từng bước" not in page.text


def test_a_document_whose_basis_is_not_held_says_so(site: TestClient, embedded: Embedded) -> None:
    rows = select(
        embedded,
        f"""PREFIX cancu: <{terms.DEF}> SELECT ?d {{ ?d a cancu:Document
        FILTER NOT EXISTS {{ ?d cancu:tracesTo ?any }} }} ORDER BY ?d LIMIT 1""",
    )
    local = rows[0]["d"].value.removeprefix(f"{terms.ID}document/")
    page = read(site, f"/trace/{quote(local)}")
    assert "căn cứ của văn bản này chưa được lưu giữ" in page.text
    assert page.rows == []


def test_a_chain_asks_few_queries(embedded: Embedded, questions: dict[str, Question]) -> None:
    counting = Counting(embedded)
    client = TestClient(create_app(counting, questions), headers=BROWSER)
    assert counting.during(client, PLAN) <= 3


def test_where_the_question_is_not_there_neither_is_the_chain() -> None:
    client, _ = invented("id:x a cancu:Document .")
    assert "chain-of-legal-bases" in read(client, "/trace/x", 404).text


def test_candidates_with_strange_identifiers_lead_nowhere_else() -> None:
    client, _ = invented(
        '<javascript:alert(1)> eli:number "1/X" . <https://w3id.org/cancu//example.org> eli:number "1/X" .'
        '<https://w3id.org/cancu/id/document/a> eli:number "1/X" .'
    )
    page = read(client, "/trace?q=1/x", 400)
    assert page.leading("/id/") == ["/id/document/a"]
    assert "javascript:alert(1)" in page.text
    assert not page.leading("//")


def test_hostile_words_of_a_chain_stay_text(questions: dict[str, Question]) -> None:
    said, y = '"<script>alert(1)</script></q></svg>"', f"<{terms.ID}document/y>"
    client, _ = invented(
        f"""<{terms.ID}document/x> a cancu:Document ; eli:number {said} ; cancu:tracesTo {y} ;
            cancu:hasCitation <{terms.ID}document/x/citation/1> .
        {y} a cancu:Document ; eli:number {said} ; dct:title {said}@vi .
        <{terms.ID}document/x/citation/1> cancu:cited {y} ; cancu:quote {said}@vi ;
            cancu:citationRole <{terms.CODE}citation-role/basis> ; cancu:cue {said} ; cancu:statedIn id:c ;
            cancu:reviewStatus <{terms.CODE}review-status/read> .
        id:c cancu:path {said} ; cancu:inDocument <{terms.ID}document/x> .""",
        {"chain-of-legal-bases": questions["chain-of-legal-bases"]},
    )
    page = read(client, "/trace/x")
    assert len(page.rows) == 2
    assert "<script>alert(1)</script></q></svg>" in page.text


def test_the_bearers_of_a_number_are_told_to_programs_too(questions: dict[str, Question]) -> None:
    bearers = (
        f"<{terms.ID}document/{year}> <{terms.ELI}number> '1/KH-INVENTED' ." for year in ("2030", "2031")
    )
    client, _ = invented("\n".join(bearers), questions)
    told = client.get("/trace", params={"q": "1/kh-invented"}, headers={"accept": "application/json"}).json()
    assert told["candidates"] == [f"{terms.ID}document/2030", f"{terms.ID}document/2031"]
