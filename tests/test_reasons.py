"""/why over the web: what is asserted by which words, what is inferred by which rule, down to such words."""

from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from cancu import terms
from cancu.api import create_app
from cancu.engine import Embedded
from reading import BROWSER, Counting, Page, invented, read, sample

PLAN = "id:document/ubnd-thai-nguyen/kh/2022/104"
DECISION = "id:document/ttg/qd/2021/1373"
PROGRAM = {"accept": "application/json"}
NUMBER = (PLAN, "eli:number", "104/KH-UBND")
FOLLOWS = (f"{PLAN}/task/V.2-1", "cancu:implementsDecision", DECISION)
TYPE = (PLAN, "rdf:type", "cancu:Plan")


def address(subject: str, predicate: str, value: str) -> str:
    return "/why?" + urlencode({"subject": subject, "predicate": predicate, "object": value})


def why(site: TestClient, statement: tuple[str, str, str], language: str = "vi") -> Page:
    return read(site, address(*statement), language=language)


def test_what_is_asserted_tells_its_words_and_their_place(site: TestClient) -> None:
    page = why(site, NUMBER)
    assert "Số: 104/KH-UBND" in page.text
    assert "mục header" in page.text
    assert "Suy ra" not in page.text
    assert page.leading("/id/document/ubnd-thai-nguyen/kh/2022/104/statement/")


@pytest.mark.parametrize("statement", [FOLLOWS, TYPE])
def test_what_is_inferred_tells_its_rule_down_to_what_is_asserted(
    site: TestClient, statement: tuple[str, str, str]
) -> None:
    page = why(site, statement)
    assert "Suy ra theo quy tắc" in page.text
    assert "Được nêu trong đồ thị" in page.text
    assert "<q lang" in page.html


def test_the_language_is_that_of_the_page(site: TestClient) -> None:
    english = why(site, FOLLOWS, "en")
    assert "Inferred by the rule" in english.text
    assert "Suy ra" not in english.text


def leaves(told: dict[str, object]) -> list[dict[str, object]]:
    premises: list[dict[str, object]] = told["premises"]  # type: ignore[assignment]
    return [leaf for premise in premises for leaf in leaves(premise)] if premises else [told]


def test_programs_get_the_same_as_data(site: TestClient) -> None:
    told = site.get(address(*NUMBER), headers=PROGRAM)
    assert told.headers["vary"].startswith("Accept")
    body = told.json()
    assert body["subject"] == terms.expand(PLAN)
    assert body["object"] == {"type": "literal", "value": "104/KH-UBND", "datatype": f"{terms.XSD}string"}
    assert (body["rule"], body["premises"]) == (None, [])
    assert body["evidence"][0]["words"] == "Số: 104/KH-UBND"


@pytest.mark.parametrize("statement", [FOLLOWS, TYPE])
def test_the_data_of_what_is_inferred_ends_in_what_is_asserted(
    site: TestClient, statement: tuple[str, str, str]
) -> None:
    told = site.get(address(*statement), headers=PROGRAM).json()
    assert told["rule"]["name"]
    assert told["object"]["type"] == "uri"
    assert told["graphs"] == [terms.INFERRED_GRAPH]
    assert all(leaf["rule"] is None for leaf in leaves(told))
    assert all(terms.INFERRED_GRAPH not in leaf["graphs"] for leaf in leaves(told))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ((PLAN, "eli:number", "105/KH-UBND"), 404),
        (("id:nowhere", "rdf:type", "cancu:Plan"), 404),
        ((PLAN, "rdf:type", "cancu:Law"), 404),
        (("a b", "rdf:type", "cancu:Plan"), 400),
        (("<", '"', "}"), 400),
        (("x:y> ?p ?o } #", "rdf:type", "x"), 400),
        ((PLAN, "rdf:type", '") } } DELETE { ?s ?p ?o } #'), 404),
        ((PLAN, "rdf:type", "<script>alert(1)</script>"), 404),
        ((PLAN, "", ""), 400),
        (("", "rdf:type", ""), 400),
    ],
)
def test_what_is_not_there_or_no_statement_is_told(
    site: TestClient, statement: tuple[str, str, str], status: int
) -> None:
    assert read(site, address(*statement), status).heading
    told = site.get(address(*statement), headers=PROGRAM)
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")


def test_what_is_there_instead_is_told(site: TestClient) -> None:
    assert "104/KH-UBND" in read(site, address(PLAN, "eli:number", "105/KH-UBND"), 404).text


def test_without_a_statement_the_page_tells_how_to_ask(site: TestClient) -> None:
    page = read(site, "/why")
    assert all(f'name="{name}"' in page.html for name in ("subject", "predicate", "object"))
    assert site.get("/why", headers=PROGRAM).status_code == 400


@pytest.mark.parametrize(
    "thing", ["/id/document/ubnd-thai-nguyen/kh/2022/104", "/id/area/thai-nguyen", "/def/Task"]
)
def test_every_statement_of_a_page_is_explained(site: TestClient, thing: str) -> None:
    for link in sample(read(site, thing).leading("/why?"), 6):
        assert "trong đồ thị" in read(site, link).text


@pytest.mark.parametrize("statement", [NUMBER, FOLLOWS])
def test_every_link_of_an_explanation_leads_somewhere(
    site: TestClient, statement: tuple[str, str, str]
) -> None:
    for link in sample(why(site, statement).inside(), 15):
        assert site.get(link, follow_redirects=False).status_code in {200, 303}, link


def test_an_explanation_asks_few_queries(embedded: Embedded) -> None:
    counting = Counting(embedded)
    client = TestClient(create_app(counting, {}), headers=BROWSER)
    assert counting.during(client, address(*NUMBER)) <= 4
    assert counting.during(client, address(*FOLLOWS)) <= 8


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", '"><img src=x>', "\u202e</q>"])
def test_hostile_words_stay_text(said: str) -> None:
    text, script = said.replace('"', '\\"'), "<javascript:alert(1)>"
    client, _ = invented(
        f"""id:x rdfs:seeAlso {script} ; rdfs:comment "{text}" ; rdfs:label "{text}"@vi .
        id:fact rdf:subject id:x ; rdf:predicate rdfs:comment ; rdf:object "{text}" ;
            cancu:quote "{text}"@vi ; dct:source {script} ; cancu:reviewStatus {script} .
        id:fact cancu:statedIn id:c . id:c cancu:path "{text}" ; cancu:inDocument id:x ."""
    )
    read(client, address("id:x", "rdfs:seeAlso", "javascript:alert(1)"))
    page = read(client, address("id:x", "rdfs:comment", said))
    assert page.html.count("<q ") == 1
