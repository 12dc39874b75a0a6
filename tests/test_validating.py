"""/validate: a graph given as a body or in a form, its report as a page, JSON or RDF, and its bounds."""

from collections.abc import Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat
from pyoxigraph import parse as read_rdf
from rdflib import RDF, SH, Graph

from cancu import terms
from cancu.api import create_app
from cancu.engine import GRAPH_FORMATS, Embedded
from cancu.given import Examiner
from cancu.limits import Limits
from cancu.release import Release
from reading import BROWSER, Page

EX = "https://example.org/"
BAD = f'<{EX}a> a <{terms.DEF}Task> ; <{terms.DEF}text> "<script>alert(1)</script>"@vi .'
JSON = {"accept": "application/json"}
TURTLE = {"content-type": "text/turtle"}
ANYTHING = {"accept": "*/*"}


@pytest.fixture
def small(embedded: Embedded, examiner: Examiner) -> TestClient:
    """A service that takes small graphs alone."""
    return TestClient(create_app(embedded, {}, Limits(given_bytes=100), examiner=examiner), headers=JSON)


def post(site: TestClient, content: str | bytes, **headers: str) -> Mapping[str, Any]:
    answer = site.post("/validate", content=content, headers={**TURTLE, **JSON, **headers})
    assert answer.status_code == 200
    told: Mapping[str, Any] = answer.json()
    return told


def test_a_graph_that_keeps_the_rules_conforms(site: TestClient, published: Release) -> None:
    assert post(site, "# nothing") == {"conforms": True, "release": published.name, "results": []}


def test_a_finding_names_node_path_value_rule_and_why(found: Mapping[str, Any]) -> None:
    assert found["conforms"] is False
    results = {(one["node"], one["path"], one["rule"]): one for one in found["results"]}
    missing = results[f"{EX}a", f"{terms.DEF}position", f"{terms.SHAPE}Task-position"]
    assert missing["severity"] == "violation"
    assert missing["message"]["en"] == "A task has exactly one position in its clause, counted from 1."
    assert missing["message"]["vi"].startswith("Nhiệm vụ phải có đúng một số thứ tự")
    assert missing["given"] is True


@pytest.mark.parametrize("media", GRAPH_FORMATS)
def test_the_report_is_a_validation_report_in_every_format(site: TestClient, media: str) -> None:
    answer = site.post("/validate", content=BAD, headers={**TURTLE, "accept": media})
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["vary"].startswith("Accept")
    triples = {quad.triple for quad in read_rdf(answer.content, RdfFormat.from_media_type(media))}
    report = Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    (node,) = report.subjects(RDF.type, SH.ValidationReport)
    assert str(report.value(node, SH.conforms)) == "false"
    results = set(report.objects(node, SH.result))
    assert results == set(report.subjects(RDF.type, SH.ValidationResult))
    assert all(report.value(result, SH.focusNode) for result in results)


def test_whoever_accepts_anything_gets_turtle(site: TestClient) -> None:
    answer = site.post("/validate", content="# nothing", headers={**TURTLE, **ANYTHING})
    assert answer.headers["content-type"].startswith("text/turtle")


@pytest.fixture(scope="module")
def found(site: TestClient) -> Mapping[str, Any]:
    """The report on the bad graph."""
    return post(site, BAD)


@pytest.mark.parametrize(
    "form",
    [
        {"data": {"graph": BAD}},
        {"files": {"file": ("a.ttl", BAD.encode(), "text/turtle")}},
        {"files": {"file": ("a.ttl", BAD.encode(), "text/turtle")}, "data": {"graph": "# not this"}},
        {"files": {"file": ("", b"", "application/octet-stream")}, "data": {"graph": BAD}},
        {"files": {"graph": ("a.ttl", BAD.encode(), "text/turtle")}},
    ],
)
def test_a_form_gives_the_same_as_a_body(
    site: TestClient, found: Mapping[str, Any], form: Mapping[str, Any]
) -> None:
    answer = site.post("/validate", headers=JSON, **form)
    assert answer.json() == found


def test_the_page_shows_what_was_given_and_what_came_of_it(site: TestClient) -> None:
    answer = site.post("/validate", data={"graph": BAD}, headers=BROWSER)
    page = Page(answer.text)
    assert "Không đạt: có vi phạm." in answer.text
    assert "shape:Task-position" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert page.faults == []


def test_the_page_of_broken_turtle_keeps_it_and_says_where(site: TestClient) -> None:
    answer = site.post("/validate", data={"graph": "<https://a.b/c> a\n <d> ."}, headers=BROWSER)
    assert answer.status_code == 400
    assert "Turtle, dòng 2, cột 2: sai cú pháp" in answer.text
    assert "&lt;d&gt; ." in answer.text


def test_broken_turtle_is_a_problem_with_line_and_column(site: TestClient) -> None:
    answer = site.post("/validate", content="<https://a.b/c> a\n <d> .", headers={**TURTLE, **JSON})
    problem = answer.json()
    assert answer.status_code == 400
    assert (problem["line"], problem["column"], problem["where"]) == (2, 2, "Turtle")


@pytest.mark.parametrize(
    ("content", "headers", "status", "words"),
    [
        ("", TURTLE, 400, "A graph is needed"),
        ("x" * 101, TURTLE, 403, "longer than 100 bytes"),
        ("x" * 20_000, TURTLE, 403, "longer than"),
        ("graph=", {"content-type": "application/x-www-form-urlencoded"}, 400, "A graph is needed"),
        ("graph=" + "x" * 101, {"content-type": "application/x-www-form-urlencoded"}, 403, "100 bytes"),
        ("{}", {"content-type": "application/ld+json"}, 415, "application/ld+json is not taken"),
        ("<a/>", {"content-type": "application/rdf+xml"}, 415, "application/rdf+xml is not taken"),
        ("x", {}, 415, "text/turtle"),
        ("x", {"content-type": "text/turtle; charset=utf-16"}, 415, "charset=utf-16"),
        ("x", {"content-type": "multipart/form-data"}, 400, "A broken form"),
        ("x", {"content-type": "multipart/form-data; boundary=y"}, 400, "form"),
        ("# nothing", {**TURTLE, "accept": "image/png"}, 406, "image/png"),
    ],
)
def test_what_is_not_taken_is_told(
    small: TestClient, content: str, headers: Mapping[str, str], status: int, words: str
) -> None:
    answer = small.post("/validate", content=content, headers=dict(headers))
    assert answer.status_code == status
    assert words in answer.json()["title"]


def test_a_service_that_holds_no_shapes_says_so(embedded: Embedded) -> None:
    bare = TestClient(create_app(embedded, {}))
    answer = bare.post("/validate", content="# nothing", headers={**TURTLE, **JSON})
    assert (answer.status_code, answer.json()["rule"]) == (403, "no-shapes")


def test_about_states_the_limits(site: TestClient) -> None:
    assert "1000000 byte, 60 giây" in site.get("/about", headers=BROWSER).text
