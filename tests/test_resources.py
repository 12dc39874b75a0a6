"""Identifiers: 303 to a page or to data, the same triples in every format, hostile ones inert."""

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, Store
from rdflib import Graph

from cancu import terms
from cancu.api import create_app
from cancu.catalogue import Question
from cancu.engine import Embedded

TASK = "id/document/ubnd-thai-nguyen/kh/2022/104/task/V.2-1"
FORMATS = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}


@pytest.fixture(scope="module")
def client(embedded: Embedded, questions: dict[str, Question]) -> TestClient:
    return TestClient(create_app(embedded, questions), follow_redirects=False)


@pytest.mark.parametrize(("media", "suffix"), [*FORMATS.items(), ("text/html", "html")])
def test_a_thing_sends_on_to_what_is_wanted_about_it(client: TestClient, media: str, suffix: str) -> None:
    answer = client.get(f"/{TASK}", headers={"accept": media})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/about/{TASK}.{suffix}")
    assert answer.headers["vary"].startswith("Accept")


def about(client: TestClient, local: str, media: str) -> Graph:
    answer = client.get(f"/{local}", headers={"accept": media}, follow_redirects=True)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    return Graph().parse(data=answer.text, format="json-ld" if "json" in media else media)


@pytest.mark.parametrize("local", [TASK, "def/Task", "code/comparator/exactly", "shape/Task-text"])
def test_every_format_holds_the_same_triples(client: TestClient, local: str) -> None:
    graphs = [about(client, local, media) for media in FORMATS]
    assert len(graphs[0]) > 3
    assert all(set(graph) == set(graphs[0]) for graph in graphs)


def test_the_labels_of_what_is_pointed_to_come_with_it(client: TestClient) -> None:
    labels = set(map(str, about(client, TASK, "text/turtle").objects()))
    assert "Sở Lao động - Thương binh và Xã hội tỉnh Thái Nguyên" in labels


def test_incoming_links_are_paged(client: TestClient) -> None:
    first = client.get("/about/code/review-status/read.nt")
    second = client.get("/about/code/review-status/read.nt?page=2")
    read = f"<{terms.CODE}review-status/read> ."
    pages = [{line for line in page.text.splitlines() if line.endswith(read)} for page in (first, second)]
    assert [len(page) for page in pages] == [100, 100]
    assert not pages[0] & pages[1]
    assert "page=2" in client.get("/about/code/review-status/read.html").text


@pytest.mark.parametrize("media", [*FORMATS, "text/html"])
def test_an_unknown_thing_is_unknown_in_every_format(client: TestClient, media: str) -> None:
    answer = client.get("/id/area/nowhere", headers={"accept": media}, follow_redirects=True)
    assert answer.status_code == 404
    assert "nowhere" in (answer.text if media == "text/html" else answer.json()["title"])


def test_a_format_that_is_not_offered_is_told_the_offered_ones(client: TestClient) -> None:
    assert client.get(f"/{TASK}", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "path",
    [
        "/id/a%00b", "/id/a%0D%0Ab", "/id/a%20b", "/id/%3Cscript%3E", "/id/..%2F..%2Fetc%2Fpasswd",
        "/id/%2F%2Fexample.org", "/about/id/x.exe", "/about/etc/passwd.html", "/about/id/x.html?page=0",
    ],
)  # fmt: skip
def test_a_hostile_path_leads_nowhere(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code in {400, 404, 422}
    assert "example.org" not in answer.headers.get("location", "")


def test_labels_with_markup_and_script_addresses_are_inert() -> None:
    store = Store()
    hostile = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <https://w3id.org/cancu/id/x> rdfs:label "<script>alert(1)</script>" ;
        rdfs:seeAlso <javascript:alert(1)> , <https://w3id.org/cancu/id/y> .
    <https://w3id.org/cancu/id/y> rdfs:label "\\"><img src=x onerror=alert(1)>" ."""
    store.load(hostile.encode(), RdfFormat.TURTLE)
    page = TestClient(create_app(Embedded(store), {})).get("/about/id/x.html").text
    assert "<script>" not in page
    assert "<img" not in page
    assert 'href="javascript:' not in page


def test_a_page_may_load_nothing_from_another_host(client: TestClient) -> None:
    page = client.get("/about/def/Plan.html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "://" not in policy
    assert "content-security-policy" not in client.get("/about/def/Plan.ttl").headers


def test_a_vietnamese_iri_is_found_as_it_is_and_escaped() -> None:
    store = Store()
    store.load(
        "<https://w3id.org/cancu/id/tỉnh-a> a <https://w3id.org/cancu/def/Area> .".encode(), RdfFormat.TURTLE
    )
    client = TestClient(create_app(Embedded(store), {}))
    for path in ("/id/tỉnh-a", "/id/t%E1%BB%89nh-a"):
        answer = client.get(path, headers={"accept": "text/turtle"})
        assert answer.status_code == 200
        assert "tỉnh-a" in answer.text


def test_the_context_names_every_prefix(client: TestClient) -> None:
    context = client.get("/context.jsonld").json()["@context"]
    assert terms.PREFIXES.items() <= context.items()
