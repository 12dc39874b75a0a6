"""The questions over the web: each a page and data in every format, its parameters in the address."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient

from cancu import catalogue
from cancu.api.pages import tried
from cancu.catalogue import Catalogue, Question, Unanswered
from cancu.errors import Message
from reading import BROWSER, invented, read

NAMES = sorted(path.stem for path in (Path(__file__).parents[1] / "queries").glob("*.rq"))
FORMATS = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}
MANY = "tasks-of-document"
PLAN = "id:document/ubnd-thai-nguyen/kh/2022/104"
BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_answered_with_its_example(
    site: TestClient, questions: dict[str, Question], name: str
) -> None:
    question = questions[name]
    address = f"/queries/{name}{tried(question)}"
    page = read(site, address)
    assert page.heading == question.question.vi
    assert len(page.rows) > 1
    # The page leads to the editor with the query that was asked, and to itself as a link to share.
    text = question.bind(question.example)
    assert f"/sparql?{urlencode({'query': text})}" in page.leading("/sparql?")
    for form, media in FORMATS.items():
        link = f"/queries/{name}?{urlencode({**question.example, 'format': form})}"
        assert link in page.leading("/queries/")
        answer = site.get(link)
        assert answer.headers["content-type"].split(";")[0] == media
        assert answer.content == site.post("/sparql", data={"query": text}, headers={"accept": media}).content


def test_a_question_is_an_operation_of_its_own(site: TestClient, questions: dict[str, Question]) -> None:
    paths = site.get("/openapi.json").json()["paths"]
    for name, question in questions.items():
        operation = paths[f"/queries/{name}"]["get"]
        assert operation["operationId"] == name
        given = {parameter["name"]: parameter for parameter in operation["parameters"]}
        assert {p.name for p in question.parameters} | {"limit", "offset", "format", "bom"} == given.keys()
        assert all(given[key]["example"] == value for key, value in question.example.items())


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_a_byte_order_mark_comes_before_csv_only(site: TestClient, form: str) -> None:
    address = f"/queries/areas-without-plan?format={form}"
    plain, marked = site.get(address), site.get(f"{address}&bom=1")
    assert marked.content == (BOM if form == "csv" else b"") + plain.content
    assert not plain.content.startswith(BOM)
    assert (
        int(marked.headers["content-length"]) == len(marked.content) or "content-encoding" in marked.headers
    )


def rows(site: TestClient, asked: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(site.get(f"/queries/{asked}&format=csv").text, newline="")))[1:]


def test_a_part_of_an_answer_can_be_asked_for(site: TestClient) -> None:
    whole = rows(site, f"{MANY}?document={PLAN}")
    assert rows(site, f"{MANY}?document={PLAN}&limit=7&offset=5") == whole[5:12]
    assert rows(site, f"{MANY}?document={PLAN}&limit=0") == []
    assert rows(site, f"{MANY}?document={PLAN}&offset={len(whole)}") == []


@pytest.mark.parametrize(("limit", "shown"), [("10", 10), ("0", 100), ("100000", 100)])
def test_a_page_shows_as_many_rows_as_are_asked_for_up_to_a_hundred(
    site: TestClient, limit: str, shown: int
) -> None:
    page = read(site, f"/queries/{MANY}?document={PLAN}&limit={limit}")
    assert len(page.rows) == shown + 1
    following = read(site, next(link.href for link in page.links if link.rel == "next"))
    assert 1 < len(following.rows) <= shown + 1
    assert following.rows[1] != page.rows[1]
    assert any(link.rel == "prev" for link in following.links)


@pytest.mark.parametrize(
    ("asked", "status", "named"),
    [
        ("targets-compared?nobody=1", 400, "nobody"),
        ("targets-compared?year=abc", 400, "year"),
        ("targets-compared?year=2025.5", 400, "year"),
        ("targets-compared?area=x:%22%7D+DELETE", 400, "area"),
        ("targets-compared?area=x:a%20b", 400, "area"),
        ("area-of-code?day=2025-02-30", 400, "day"),
        ("targets-compared?limit=-1", 400, "limit"),
        ("targets-compared?offset=x", 400, "offset"),
        ("targets-compared?limit=%D9%A3", 400, "limit"),
        ("targets-compared?format=exe", 400, "format"),
        ("targets-compared?format=turtle", 406, "text/turtle"),
        ("no-such-question", 404, "no-such-question"),
    ],
)
def test_what_is_wrong_is_named(site: TestClient, asked: str, status: int, named: str) -> None:
    told = site.get(f"/queries/{asked}", headers={"accept": "application/json"})
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert named in told.json()["title"]
    assert named in told.json()["title_vi"]
    assert named in read(site, f"/queries/{asked}", status).text


HOSTILE = [
    '"} DELETE WHERE { ?s ?p ?o } #',
    "SERVICE <https://example.org/> {}",
    "\\u0022",
    "'''",
    "\n}",
    "\x00",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_text_is_a_literal(site: TestClient, value: str) -> None:
    answer = site.get(f"/queries/area-of-code?{urlencode({'code': value, 'format': 'json'})}")
    assert answer.status_code == 200
    assert answer.json()["results"]["bindings"] == []


def test_several_values_stand_for_any_of_them(site: TestClient) -> None:
    one, other = "id:area/thai-nguyen", "id:area/bac-ninh"
    each = [rows(site, f"targets-of-area?area={area}") for area in (one, other)]
    both = rows(site, f"targets-of-area?area={one}&area={other}")
    assert sorted(both) == sorted(each[0] + each[1])
    page = read(site, f"/queries/targets-of-area?area={one}&area={other}")
    assert len(re.findall(" selected", page.html)) == 2


def test_vietnamese_values_come_as_they_are_and_escaped(tmp_path: Path) -> None:
    text = """#+ question: {vi: "Ai?", en: "Who?"}
#+ why: {vi: "để thử", en: "to try"}
#+ parameters:
#+   name: {kind: string, vi: "tên", en: "name"}
SELECT ?thing ?name { VALUES ?name { UNDEF } ?thing <https://w3id.org/cancu/def/symbol> ?name }
"""
    (tmp_path / "who.rq").write_text(text, encoding="utf-8")
    site, _ = invented('id:sở-a cancu:symbol "Sở A & B" .', catalogue.read_catalogue(tmp_path))
    for value in (quote("Sở A & B"), "S%E1%BB%9F+A+%26+B"):
        assert "id:sở-a" in read(site, f"/queries/who?name={value}").text


@pytest.mark.parametrize("accept", [BROWSER["accept"], "text/csv"])
def test_an_answer_that_is_held_is_not_sent_again(site: TestClient, accept: str) -> None:
    first = site.get("/queries/codes", headers={"accept": accept})
    held = {"accept": accept, "if-none-match": first.headers["etag"]}
    again = site.get("/queries/codes", headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["vary"].startswith("Accept")
    assert site.get("/queries/codes?limit=1", headers=held).status_code == 200
    other = {"accept": "text/tab-separated-values"} if accept == "text/csv" else {"accept-language": "en"}
    assert site.get("/queries/codes", headers=held | other).status_code == 200


LARGE = "\n".join(f"id:a{at} cancu:position {at} ." for at in range(10_000))


def test_a_large_answer_is_paged_for_people_and_whole_for_programs(tmp_path: Path) -> None:
    text = """#+ question: {vi: "Gì?", en: "What?"}
#+ why: {vi: "để thử", en: "to try"}
SELECT ?thing ?at { ?thing <https://w3id.org/cancu/def/position> ?at } ORDER BY ?at
"""
    (tmp_path / "all.rq").write_text(text, encoding="utf-8")
    site, counting = invented(LARGE, catalogue.read_catalogue(tmp_path))
    page = read(site, "/queries/all")
    assert len(page.rows) == 101
    last = read(site, "/queries/all?offset=9900")
    assert [link.rel for link in last.links if link.rel in {"prev", "next"}] == ["prev"]
    assert last.rows[-1][-1] == "9999"
    assert site.get("/queries/all?format=csv").text.count("\r\n") == 10_001
    assert counting.during(site, "/queries/all") <= 3


GRAPH = """#+ question: {vi: "Đồ thị nào?", en: "Which graph?"}
#+ why: {vi: "để thử", en: "to try"}
CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }
"""


@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/n-triples", BROWSER["accept"]])
def test_a_question_that_gives_a_graph_gives_it_as_one(tmp_path: Path, accept: str) -> None:
    (tmp_path / "graph.rq").write_text(GRAPH, encoding="utf-8")
    site, _ = invented('id:x cancu:symbol "X" .', catalogue.read_catalogue(tmp_path))
    answer = site.get("/queries/graph", headers={"accept": accept})
    assert answer.status_code == 200
    assert "<https://w3id.org/cancu/id/x>" in answer.text or "id:x" in answer.text
    assert site.get("/queries/graph?format=csv").status_code == 406


def test_what_cannot_be_answered_has_its_page_and_never_rows() -> None:
    said = Unanswered(
        "later",
        Message("Bao giờ?", "When?"),
        Message("để biết", "to know"),
        Message("thiếu số liệu", "no figures"),
    )
    site, counting = invented("", Catalogue({}, {"later": said}))
    page = read(site, "/queries/later")
    assert page.heading == "Bao giờ?"
    assert "thiếu số liệu" in page.text
    assert page.rows == []
    told = site.get("/queries/later", headers={"accept": "application/json"}).json()
    assert told["missing"] == {"vi": "thiếu số liệu", "en": "no figures"}
    assert "/queries/later" in read(site, "/queries").leading("/queries/")
    assert counting.asked == []


def test_the_questions_are_listed_for_people_and_programs(
    site: TestClient, questions: dict[str, Question]
) -> None:
    page = read(site, "/queries")
    told = site.get("/queries", headers={"accept": "application/json"})
    assert told.headers["vary"].startswith("Accept")
    assert [question["name"] for question in told.json()] == list(questions)
    for question in questions.values():
        assert f"/queries/{question.name}{tried(question)}" in page.leading("/queries/")
        assert question.why.vi in page.text
