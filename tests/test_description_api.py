"""The description as it is served: every format, the asking host, and what SIB's editor reads from it."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib import RDF, RDFS, Graph, URIRef

from cancu import describe, engine, terms
from cancu.api import create_app
from cancu.catalogue import Question, read_unanswered
from cancu.release import Release
from describing import DATASET, DCAT, KNOWN, SCHEMA, SH, VOID, terms_used
from reading import read

FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
# How SIB's editor asks the service description for prefixes, examples, and classes with their properties.
PREFIXES_ASKED = "SELECT DISTINCT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }"
EXAMPLES_ASKED = """SELECT DISTINCT ?example ?comment ?query {
  ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|sh:describe ?query }"""
CLASSES_ASKED = """SELECT DISTINCT ?class ?property ?to ?datatype {
  ?part void:class ?class ; void:propertyPartition ?below . ?below void:property ?property
  OPTIONAL { { ?below void:classPartition [ void:class ?to ] }
             UNION { ?below void-ext:datatypePartition [ void-ext:datatype ?datatype ] } } }"""


@pytest.fixture(scope="module")
def client(embedded: engine.Embedded, questions: dict[str, Question], published: Release) -> TestClient:
    return TestClient(create_app(embedded, questions, home=published.path.parents[1]))


def told(client: TestClient, path: str, media: str = "text/turtle") -> Graph:
    answer = client.get(path, headers={"accept": media})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].startswith(media)
    assert "Accept" in answer.headers["vary"]
    return Graph().parse(data=answer.text, format=FORMATS[media])


@pytest.fixture(scope="module")
def service(client: TestClient) -> Graph:
    graph = told(client, "/sparql")
    for prefix, namespace in describe.PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalogue"])
def test_a_description_is_the_same_in_every_format(client: TestClient, path: str) -> None:
    first, *others = (set(told(client, path, media)) for media in FORMATS)
    assert len(first) > 100
    assert all(other == first for other in others)


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalogue", "/sparql"])
def test_a_description_names_the_host_that_was_asked(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/turtle", "host": "cancu.example:8080"})
    assert "<http://cancu.example:8080/sparql>" in answer.text
    assert "testserver" not in answer.text


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalogue", "/sparql"])
def test_a_description_is_held_until_it_changes(client: TestClient, path: str) -> None:
    tag = client.get(path, headers={"accept": "text/turtle"}).headers["etag"]
    assert client.get(path, headers={"accept": "text/turtle", "if-none-match": tag}).status_code == 304
    assert client.get(path, headers={"accept": "application/n-triples"}).headers["etag"] != tag


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalogue"])
def test_a_format_that_is_not_offered_is_refused(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"accept": "image/png"}).status_code == 406


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=30))
def test_any_host_may_be_named(client: TestClient, host: str) -> None:
    answer = client.get(
        "/catalogue", headers=[(b"accept", b"text/turtle"), (b"host", host.encode("latin-1"))]
    )
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        assert len(Graph().parse(data=answer.text, format="turtle")) > 100


def test_every_address_of_the_catalogue_leads_somewhere(client: TestClient) -> None:
    catalogue = told(client, "/catalogue")
    files = set(map(str, catalogue.objects(None, DCAT.downloadURL)))
    pages = {str(o) for _, _, o in catalogue if str(o).startswith("http://testserver/")} - files
    by_suffix = {file.rpartition(".")[2]: file for file in sorted(files)}
    for address in [*by_suffix.values(), *(page for page in pages if "#" not in page)]:
        assert client.get(address).status_code == 200, address


def test_the_catalogue_is_a_page_for_browsers(site: TestClient, published: Release) -> None:
    for language in ("vi", "en"):
        shown = read(site, "/catalogue", language=language)
        assert f"/releases/{published.name}/cancu.nq" in shown.inside()
        assert all(name in shown.text for name in published.manifest["files"])
        assert "no licence is claimed for it" in shown.text


def test_a_store_that_describes_nothing_says_so() -> None:
    client = TestClient(create_app(engine.Embedded(Store()), {}))
    for path in ("/.well-known/void", "/catalogue"):
        for accept in ("text/turtle", "text/html"):
            assert client.get(path, headers={"accept": accept}).status_code == 404
    assert client.get("/sparql", headers={"accept": "text/turtle"}).status_code == 200


def test_the_service_description_uses_known_terms_only(service: Graph) -> None:
    assert set(terms_used(service)) <= KNOWN


def test_the_description_declares_every_prefix_that_it_or_a_question_uses(
    service: Graph, questions: dict[str, Question]
) -> None:
    declared = {str(row[0]): str(row[1]) for row in service.query(PREFIXES_ASKED)}  # type: ignore[index]
    assert declared == describe.PREFIXES
    assert terms.PREFIXES.items() <= declared.items()
    for question in questions.values():
        own = dict(re.findall(r"(?im)^PREFIX\s+([\w-]+):\s*<([^>]*)>", question.text))
        used = set(
            re.findall(
                r"(?<![\w:<?/\"])([a-z][\w-]*):[\w{]", re.sub(r"#.*|\"[^\"\n]*\"|<[^>]*>", "", question.text)
            )
        )
        assert used <= own.keys() | declared.keys(), question.name


def test_every_question_is_an_example_that_editors_find_and_the_store_answers(
    service: Graph, questions: dict[str, Question], embedded: engine.Embedded
) -> None:
    rows = [tuple(map(str, row)) for row in service.query(EXAMPLES_ASKED)]  # type: ignore[arg-type]
    texts = {name.removeprefix(terms.BASE + "query/"): text for name, _, text in rows}
    assert texts == {name: question.text for name, question in questions.items()}
    assert len(rows) == 2 * len(questions)
    for text in texts.values():
        embedded.query(text + "LIMIT 1")


def test_examples_name_the_endpoint_their_prefixes_and_their_keywords(
    service: Graph, questions: dict[str, Question]
) -> None:
    for name, question in questions.items():
        node = URIRef(f"{terms.BASE}query/{name}")
        assert service.value(node, SCHEMA.target) == URIRef("http://testserver/sparql")
        assert list(service.objects(service.value(node, SH.prefixes), SH.declare))
        assert {str(word) for word in service.objects(node, SCHEMA.keywords)} == set(question.tags)
        assert {getattr(c, "language", "") for c in service.objects(node, RDFS.comment)} == {"vi", "en"}


def test_what_cannot_be_answered_yet_is_no_example(service: Graph, root: Path) -> None:
    listed = set(map(str, service.subjects(RDF.type, SH.SPARQLExecutable)))
    for name in read_unanswered(root / "queries"):
        assert f"{terms.BASE}query/{name}" not in listed


def test_editors_find_the_properties_of_a_class_and_what_they_lead_to(service: Graph) -> None:
    rows: set[object] = {tuple(row) for row in service.query(CLASSES_ASKED)}  # type: ignore[arg-type]
    task = URIRef(terms.DEF + "Task")
    assert (task, URIRef(terms.DEF + "leadAgency"), URIRef(terms.DEF + "Agency"), None) in rows
    assert (task, URIRef(terms.DEF + "deadlineYear"), None, URIRef(terms.XSD + "integer")) in rows


def test_the_default_graph_gives_editors_nothing_so_that_they_ask_the_description(
    embedded: engine.Embedded,
) -> None:
    for query in (PREFIXES_ASKED, EXAMPLES_ASKED, CLASSES_ASKED):
        heads = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in describe.PREFIXES.items())
        assert engine.select(embedded, heads + query) == ()


def test_the_size_of_the_service_description_is_the_size_of_the_dataset(service: Graph) -> None:
    assert int(str(service.value(DATASET, VOID.triples))) > 40_000


def test_the_citation_agrees_with_the_package_and_the_description(root: Path) -> None:
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])
    assert cited["keywords"] == project["keywords"]
    assert [author["name"] for author in cited["authors"]] == [a["name"] for a in project["authors"]]
    data = cited["preferred-citation"]
    assert cited["title"] == data["title"] == describe.TITLE.en
    assert data["version"] == project["version"]
    assert (data["license"], describe.LICENCE.value.split("/")[-3:-1]) == ("CC-BY-4.0", ["by", "4.0"])
