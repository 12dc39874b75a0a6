"""The SPARQL 1.1 Protocol: the W3C's tests, and for each test of datasets its negative twin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, Store
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from cancu import graph
from cancu.api import create_app
from cancu.engine import Embedded, parse_solutions

SUITE = Path(__file__).parents[2] / "shared" / "conformance" / "sparql11-protocol"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"

needs_suite = pytest.mark.skipif(
    not SUITE.is_dir(), reason="the W3C's protocol tests are not beside this checkout"
)


@dataclass(frozen=True)
class Exchange:
    """A request of a test, and what its answer must be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    boolean: bool | None


def manifest() -> Graph:
    return Graph().parse(SUITE / "manifest.ttl", publicID=f"{MF}manifest")


def cases(*, updates: bool) -> list[str]:
    """The names of the tests of queries, or of updates."""
    if not SUITE.is_dir():
        return []
    text = (SUITE / "manifest.ttl").read_text(encoding="utf-8")
    names = re.findall(r"^:(\w+) rdf:type mf:ProtocolTest", text, re.MULTILINE)
    return [name for name in names if ("update" in name) is updates]


def exchanges(name: str) -> Iterator[Exchange]:
    """The requests of a test in order."""
    data = manifest()
    test = URIRef(f"http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#{name}")
    requests = data.value(data.value(test, MF.action), HT.requests)
    assert requests is not None
    for request in Collection(data, requests):
        yield _exchange(data, request)


def _exchange(data: Graph, request: Node) -> Exchange:
    headers = {
        str(data.value(field, HT.fieldName)): str(data.value(field, HT.fieldValue))
        for field in _members(data, data.value(request, HT.headers))
    }
    encoding = "utf-16" if "UTF-16" in headers.get("Content-Type", "") else "utf-8"
    body = data.value(data.value(request, HT.body), CNT.chars) if data.value(request, HT.body) else ""
    response = data.value(request, HT.resp)
    boolean = data.value(response, MF.expectedBoolean)
    return Exchange(
        method=str(data.value(request, HT.methodName)),
        path=str(data.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
        headers=headers,
        body=str(body).encode(encoding),
        boolean=None if boolean is None else boolean.toPython(),  # type: ignore[attr-defined]
    )


def _members(data: Graph, head: Node | None) -> list[Node]:
    return [] if head is None else list(Collection(data, head))


@pytest.fixture(scope="module")
def client() -> TestClient:
    """The service over the three graphs the tests speak of; the default graph is their union."""
    store = Store()
    for number in (1, 2, 3):
        line = f"<{DATA}data{number}.rdf> a <http://xmlns.com/foaf/0.1/Document> ."
        for name in (f"<{DATA}data{number}.rdf>", ""):
            store.load(f"{name} {{ {line} }}".encode(), RdfFormat.TRIG)
    assert len(list(store.quads_for_pattern(None, None, None, graph.DEFAULT_GRAPH))) == 3
    return TestClient(create_app(Embedded(store), {}), raise_server_exceptions=False)


def ask(client: TestClient, exchange: Exchange) -> int:
    """The status of an exchange; a boolean that is expected is held against the answer."""
    accept = {"Accept": exchange.headers.get("Accept", "application/sparql-results+json, */*;q=0.1")}
    headers = {k: v for k, v in exchange.headers.items() if v} | accept
    answer = client.request(exchange.method, exchange.path, headers=headers, content=exchange.body or None)
    if exchange.boolean is not None and answer.is_success:
        assert parse_solutions(answer.content) is exchange.boolean
    return answer.status_code


@needs_suite
@pytest.mark.parametrize("name", cases(updates=False))
def test_the_protocol_for_queries(client: TestClient, name: str) -> None:
    for exchange in exchanges(name):
        status = ask(client, exchange)
        assert status // 100 == (4 if name.startswith("bad_") else 2)


@needs_suite
@pytest.mark.parametrize("name", cases(updates=True))
def test_updates_are_refused(client: TestClient, name: str) -> None:
    first = next(exchanges(name))
    assert ask(client, first) // 100 == 4
    still = parse_solutions(client.get("/sparql", params={"query": "ASK { GRAPH ?g { ?s ?p ?o } }"}).content)
    assert still is True


@needs_suite
def test_the_suite_is_whole() -> None:
    assert (len(cases(updates=False)), len(cases(updates=True))) == (20, 14)


D1, D2, D3 = (f"{DATA}data{number}.rdf" for number in (1, 2, 3))


def truth(client: TestClient, query: str, **dataset: list[str]) -> bool:
    named = {name.replace("_", "-"): value for name, value in dataset.items()}
    answer = client.get("/sparql", params={"query": query, **named})
    assert answer.status_code == 200, answer.text
    told = parse_solutions(answer.content)
    assert isinstance(told, bool)
    return told


# The twins: a dataset leaves out what it does not name, in every way a request can name it.


@pytest.mark.parametrize(
    ("query", "dataset"),
    [
        (f"ASK {{ <{D3}> a ?type }}", {"default_graph_uri": [D1, D2]}),
        (f"ASK {{ GRAPH ?g {{ <{D3}> a ?type }} }}", {"named_graph_uri": [D1, D2]}),
        (f"ASK {{ <{D1}> a ?type }}", {"named_graph_uri": [D1]}),
        (f"ASK {{ GRAPH ?g {{ <{D1}> a ?type }} }}", {"default_graph_uri": [D1]}),
        (f"ASK FROM <{D3}> {{ <{D3}> a ?type }}", {"default_graph_uri": [D1]}),
        (f"ASK FROM NAMED <{D3}> {{ GRAPH ?g {{ <{D3}> a ?type }} }}", {"named_graph_uri": [D1]}),
        (f"ASK FROM <{D1}> {{ <{D2}> a ?type }}", {}),
        (f"ASK FROM <{D1}> {{ GRAPH ?g {{ <{D2}> a ?type }} }}", {}),
        (f"ASK FROM NAMED <{D1}> {{ <{D1}> a ?type }}", {}),
    ],
)
def test_a_dataset_leaves_out_what_it_does_not_name(
    client: TestClient, query: str, dataset: dict[str, list[str]]
) -> None:
    assert truth(client, query, **dataset) is False


@pytest.mark.parametrize(
    "graph_iri", ["http://127.0.0.1:9/data.rdf", "file:///etc/passwd", f"{DATA}data0.rdf"]
)
@pytest.mark.parametrize("way", ["FROM", "FROM NAMED", "default", "named"])
def test_a_graph_that_is_not_in_the_store_is_empty_and_never_fetched(
    client: TestClient, graph_iri: str, way: str
) -> None:
    pattern = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
    if way.startswith("FROM"):
        assert truth(client, f"ASK {way} <{graph_iri}> {{ {pattern} }}") is False
    else:
        assert truth(client, f"ASK {{ {pattern} }}", **{f"{way}_graph_uri": [graph_iri]}) is False


def test_a_relative_iri_is_relative_to_the_endpoint(client: TestClient) -> None:
    answer = client.get(
        "/sparql", params={"query": "CONSTRUCT { <s> <p> 1 } {}"}, headers={"accept": "application/n-triples"}
    )
    assert "<http://testserver/s> <http://testserver/p>" in answer.text


# The service description (three tests that the suite gives in prose)


def description(client: TestClient, media: str = "text/turtle") -> Graph:
    answer = client.get("/sparql", headers={"accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    return Graph().parse(data=answer.text, format=media)


SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.mark.parametrize("media", ["text/turtle", "application/rdf+xml", "application/n-triples"])
def test_the_endpoint_returns_rdf_about_itself(client: TestClient, media: str) -> None:
    assert len(description(client, media)) > 10


def test_the_description_has_a_service_with_the_endpoint_asked(client: TestClient) -> None:
    (service,) = description(client).subjects(RDF.type, SD.Service)
    assert description(client).value(service, SD.endpoint) == URIRef("http://testserver/sparql")


def test_the_description_uses_the_vocabulary_as_it_is_meant(client: TestClient) -> None:
    told = description(client)
    (service,) = told.subjects(RDF.type, SD.Service)
    assert told.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    dataset = told.value(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in told
    assert (told.value(dataset, SD.defaultGraph), RDF.type, SD.Graph) in told
    assert len(list(told.objects(service, SD.resultFormat))) == 10


def test_the_limits_are_told_in_both_languages(client: TestClient) -> None:
    told = description(client)
    (service,) = told.subjects(RDF.type, SD.Service)
    comments = {getattr(c, "language", ""): str(c) for c in told.objects(service, RDFS.comment)}
    assert "20 seconds" in comments["en"]
    assert "20 giây" in comments["vi"]
