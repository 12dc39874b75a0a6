"""Whatever is asked, the answer is whole or an honest error, no worker dies, nothing leaves the machine."""

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from schemathesis import checks

from cancu.api import create_app
from cancu.catalogue import Question, read_catalogue
from cancu.engine import Embedded, Serving
from cancu.limits import Limits
from cancu.release import Release
from conftest import ROOT

LIMITS = Limits(seconds=1, megabytes=300, workers=2)
MANY = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CATALOGUE = read_catalogue(ROOT / "queries")


@pytest.fixture(scope="module")
def canary() -> Iterator[socket.socket]:
    """A listener that nobody may call."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        yield listener
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.fixture(scope="module")
def serving(published: Release) -> Iterator[Serving]:
    serving = Serving(published.path.parents[1], LIMITS)
    yield serving
    serving.close()


@pytest.fixture(scope="module")
def app(serving: Serving, questions: dict[str, Question], published: Release) -> FastAPI:
    return create_app(serving, questions, LIMITS, published.path.parents[1])


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:  # all on one event loop, where the pool lives
        yield client


def is_honest(response: Any) -> bool:
    """Whether a response is an answer, or a problem that is told and is not the service's own fault."""
    if response.status_code < 400:
        return True
    if "text/html" in str(response.headers["content-type"]):
        return response.status_code < 500 and "<h1>" in response.text
    told = response.json()
    named = told["title"] and told["status"] == response.status_code
    return bool(named) and (response.status_code < 500 or told["type"].endswith(("/Overrun", "/Busy")))


# Everything the OpenAPI description offers; of the questions, which are all made alike, some

SOME = ("area-of-code", "decision-of-task", "targets-compared")
QUESTIONS = {name: question for name, question in read_catalogue(ROOT / "queries").items() if name in SOME}
OFFERED = [
    (path, method)
    for path, operations in create_app(Embedded(Store()), QUESTIONS, home=ROOT).openapi()["paths"].items()
    for method in operations
]


@pytest.fixture(scope="module")
def described(published: Release, questions: dict[str, Question]) -> Iterator[Any]:
    """The description of a service of its own: schemathesis asks it on an event loop of its own."""
    home = published.path.parents[1]
    serving = Serving(home, LIMITS)
    yield schemathesis.openapi.from_asgi("/openapi.json", create_app(serving, questions, LIMITS, home))
    serving.close()


# Not that all is accepted that the types allow: a text of the right type need not be a query.
CHECKS = [checks.status_code_conformance, checks.content_type_conformance, checks.response_schema_conformance]


@pytest.mark.parametrize(("path", "method"), OFFERED)
@settings(MANY, max_examples=40)
@given(data=st.data())
def test_what_is_described_is_what_answers(
    described: Any, path: str, method: str, data: st.DataObject
) -> None:
    case = data.draw(described[path][method].as_strategy())
    response = case.call()
    assert is_honest(response)
    if response.status_code < 500:
        case.validate_response(response, checks=CHECKS)


# Requests

TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["ASK {}", "SELECT * { ?s ?p ?o }", "LOAD <a>"]))
NAMES = st.sampled_from(
    ["query", "update", "default-graph-uri", "named-graph-uri", "page", "format", "Query"]
)
PAIRS = st.lists(st.tuples(NAMES, TEXTS), max_size=4)
MEDIA = st.sampled_from(["application/x-www-form-urlencoded", "application/sparql-query", "text/plain", ""])
METHODS = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"])
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
PATHS = st.one_of(
    st.sampled_from(["/sparql", "/", "/health", "/releases", "/context.jsonld", "/about/id/x.html"]),
    st.tuples(
        st.sampled_from(["/id/", "/def/", "/code/", "/shape/", "/about/id/", "/releases/"]),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="?#"), max_size=30),
    ).map("".join),
)


@MANY
@given(
    st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"]), PATHS, PAIRS, PAIRS, MEDIA, HEADER
)
def test_any_request_is_answered_or_told_why_not(
    client: TestClient,
    method: str,
    path: str,
    address: list[tuple[str, str]],
    form: list[tuple[str, str]],
    media: str,
    accept: str,
) -> None:
    response = client.request(
        method,
        quote(path, safe="/%"),
        params=encoded(address),
        content=urlencode(encoded(form)),
        headers={"content-type": media, "accept": accept},
        follow_redirects=False,
    )
    assert method == "HEAD" or is_honest(response)


def encoded(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]


@MANY
@given(HEADER, st.sampled_from(["/sparql", "/sparql?query=ASK {}", "/releases", "/health", "/id/x"]))
def test_any_host_may_be_named(client: TestClient, host: str, path: str) -> None:
    assert is_honest(client.get(path, headers={"host": host}, follow_redirects=False))


@MANY
@given(st.binary(max_size=200), MEDIA)
def test_any_bytes_may_be_posted(client: TestClient, body: bytes, media: str) -> None:
    assert is_honest(client.post("/sparql", content=body, headers={"content-type": media}))


# Queries

SPARQL = """SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES UNDEF
EXISTS NOT GROUP BY HAVING ORDER LIMIT OFFSET DISTINCT COUNT(*) AS ?s ?p ?o ?g * { } ( ) . ; , + / | ^ ! a 1
1.5 'chữ' "x"@vi <urn:a> eli:number PREFIX BASE = < > && || IN REGEX(?o, CONCAT( STR( 20000 1e9 # \\ \x00"""
WORDS = st.sampled_from(SPARQL.split())
SERVICE = "SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}"
OUTWARD = (
    "SELECT * {{ {service} }}",
    "SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}",
    "ASK FROM NAMED <http://127.0.0.1:{port}/> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "LOAD <http://127.0.0.1:{port}/>",
    "DESCRIBE <http://127.0.0.1:{port}/>",
)


@MANY
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_words_of_sparql_may_be_asked(client: TestClient, query: str) -> None:
    assert is_honest(client.post("/sparql", data={"query": query}))


@MANY
@given(st.sampled_from(sorted(CATALOGUE)), st.integers(0), st.integers(0), WORDS)
def test_a_question_that_was_spoilt_is_answered_or_told_why_not(
    client: TestClient, name: str, first: int, second: int, word: str
) -> None:
    words = CATALOGUE[name].text.split()
    words[first % len(words)], words[second % len(words)] = words[second % len(words)], word
    assert is_honest(client.post("/sparql", data={"query": " ".join(words)}))


@MANY
@given(st.sampled_from(OUTWARD), st.sampled_from(sorted(CATALOGUE)), st.integers(0), st.booleans())
def test_nothing_asked_leaves_the_machine(
    client: TestClient, canary: socket.socket, outward: str, name: str, place: int, mixed: bool
) -> None:
    port = canary.getsockname()[1]
    service = SERVICE.format(port=port)
    query = outward.format(port=port, service=service.swapcase() if mixed else service)
    if mixed:
        text = CATALOGUE[name].text
        opening = [at for at, letter in enumerate(text) if letter == "{"]
        at = opening[place % len(opening)] + 1
        query = f"{text[:at]} {service} {text[at:]}"
    assert is_honest(client.post("/sparql", data={"query": query}))


def test_after_all_that_the_service_answers_as_before(client: TestClient) -> None:
    assert client.get("/sparql?query=ASK {}").json()["boolean"] is True
