"""The web service: the SPARQL 1.1 Protocol, its answers, and every error as problem+json."""

from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pyoxigraph import Store

from cancu.api import create_app
from cancu.catalogue import Question
from cancu.engine import (
    GRAPH_FORMATS,
    SOLUTION_FORMATS,
    Answer,
    Embedded,
    Engine,
    Query,
    Remote,
    parse_solutions,
    select,
)
from cancu.errors import EngineError
from cancu.limits import Limits
from cancu.release import Release

ASK = "ASK {}"
GRAPH = "CONSTRUCT { ?s a ?o } WHERE { VALUES (?s ?o) { (<https://example.org/a> <https://example.org/B>) } }"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
TRICKY = "a+b%2Bc & d=e; Tỉnh A (hư cấu)"
ECHO = f"SELECT ('{TRICKY}' AS ?text) {{}}"


@pytest.fixture(scope="module")
def app(embedded: Embedded, questions: dict[str, Question], published: Release) -> FastAPI:
    return create_app(embedded, questions)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> TestClient:
    return TestClient(app)


def echoed(body: bytes) -> str:
    solutions = parse_solutions(body)
    assert not isinstance(solutions, bool)
    return str(solutions.rows[0]["text"].value)


# Asking


def test_a_query_comes_by_get(client: TestClient) -> None:
    answer = client.get(f"/sparql?query={quote(ECHO)}")
    assert answer.status_code == 200
    assert echoed(answer.content) == TRICKY


@pytest.mark.parametrize("encode", [quote, quote_plus])
def test_a_query_comes_in_a_form_and_is_decoded_once(
    client: TestClient, encode: Callable[[str], str]
) -> None:
    answer = client.post("/sparql", content=f"query={encode(ECHO)}", headers=FORM)
    assert answer.status_code == 200
    assert echoed(answer.content) == TRICKY


@pytest.mark.parametrize("media", ["application/sparql-query", "Application/SPARQL-query; charset=UTF-8"])
def test_a_query_comes_as_the_body_and_is_not_decoded(client: TestClient, media: str) -> None:
    answer = client.post("/sparql", content=ECHO.encode(), headers={"content-type": media})
    assert answer.status_code == 200
    assert echoed(answer.content) == TRICKY


def test_the_answer_is_the_answer_of_the_engine(client: TestClient, embedded: Embedded) -> None:
    query = (
        "SELECT ?number { ?document <http://data.europa.eu/eli/ontology#number> ?number } ORDER BY ?number"
    )
    solutions = parse_solutions(client.get("/sparql", params={"query": query}).content)
    assert not isinstance(solutions, bool)
    assert solutions.rows == select(embedded, query) != ()


# Answering


@pytest.mark.parametrize(
    ("query", "media"),
    [*((ASK, media) for media in SOLUTION_FORMATS), *((GRAPH, media) for media in GRAPH_FORMATS)],
)
def test_an_answer_has_the_type_that_is_asked_for(client: TestClient, query: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": f"{media}, */*;q=0.1"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media


def test_text_is_said_to_be_utf_8(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("query", [ASK, GRAPH])
@pytest.mark.parametrize("accept", ["*/*", "text/*", "text/csv, text/turtle"])
def test_caches_are_told_that_the_answer_varies_by_accept(
    client: TestClient, query: str, accept: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["vary"].startswith("Accept")


def test_one_accept_header_serves_solutions_and_graphs(client: TestClient) -> None:
    accept = {"accept": "text/csv, text/turtle"}
    assert client.get("/sparql", params={"query": ASK}, headers=accept).text == "true"
    assert "<https://example.org/B>" in client.get("/sparql", params={"query": GRAPH}, headers=accept).text


def test_health_answers(client: TestClient, published: Release) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "release": published.name}


def test_the_home_page_lists_every_question_in_both_languages(
    client: TestClient, questions: dict[str, Question]
) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/plain; charset=utf-8"
    for name, question in questions.items():
        assert f"  {name}\n    {question.question.vi}\n    {question.question.en}\n" in page.text


# Errors


def problem(answer: object, status: int) -> dict[str, object]:
    """The problem a response tells, which must be one."""
    assert getattr(answer, "status_code", None) == status
    assert getattr(answer, "headers", {})["content-type"] == "application/problem+json"
    told: dict[str, object] = answer.json()  # type: ignore[attr-defined]
    assert told["status"] == status
    assert told["title"]
    assert told["title_vi"]
    return told


def test_a_get_takes_no_more_than_one_query(client: TestClient) -> None:
    told = problem(client.get(f"/sparql?query={ASK}&query={ASK}"), 400)
    assert "Exactly one query" in str(told["title"])


@pytest.mark.parametrize("body", ["", "quarry=ASK{}", "query=ASK{}&query=ASK{}"])
def test_a_form_needs_exactly_one_query(client: TestClient, body: str) -> None:
    assert "Exactly one query" in str(
        problem(client.post("/sparql", content=body, headers=FORM), 400)["title"]
    )


@pytest.mark.parametrize(
    "headers", [{}, {"content-type": "application/json"}, {"content-type": "text/plain"}]
)
def test_a_body_of_another_type_is_told_the_right_ones(client: TestClient, headers: dict[str, str]) -> None:
    told = problem(client.post("/sparql", content=ASK.encode(), headers=headers), 415)
    assert "application/sparql-query" in str(told["title"])
    assert "application/x-www-form-urlencoded" in str(told["title_vi"])


def test_a_body_that_is_not_utf_8_is_told_the_byte(client: TestClient) -> None:
    told = problem(client.post("/sparql", content=b"ASK {} # T\xecnh A", headers=DIRECT), 400)
    assert told["reason"] == "not UTF-8 at byte 10"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_escapes_that_are_not_utf_8_are_not_answered_as_something_else(
    client: TestClient, method: str
) -> None:
    query = "query=SELECT%20('T%ECnh'%20AS%20%3Ftext)%7B%7D"
    if method == "GET":
        problem(client.get(f"/sparql?{query}"), 400)
    else:
        problem(client.post("/sparql", content=query, headers=FORM), 400)


def test_a_syntax_error_is_told_with_its_place(client: TestClient) -> None:
    told = problem(client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"}), 400)
    assert (told["where"], told["line"], told["column"]) == ("query", 2, 9)


def test_an_update_is_refused(client: TestClient) -> None:
    problem(client.post("/sparql", content="DELETE WHERE { ?s ?p ?o }", headers=DIRECT), 400)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_service_is_refused_by_the_name_of_the_rule(client: TestClient, method: str) -> None:
    query = {"query": "ASK { SERVICE <https://example.org/> {} }"}
    answer = client.get("/sparql", params=query) if method == "GET" else client.post("/sparql", data=query)
    assert problem(answer, 403)["rule"] == "no-service"


def test_a_query_over_the_limit_is_refused_by_the_name_of_the_rule() -> None:
    client = TestClient(create_app(Embedded(Store(), Limits(query_bytes=5)), {}))
    assert problem(client.get("/sparql", params={"query": ASK}), 403)["rule"] == "query-size"


@pytest.mark.parametrize("query", [ASK, GRAPH, "SELECT * { ?s ?p ?o }"])
def test_a_format_that_is_not_offered_is_told_the_offered_ones(client: TestClient, query: str) -> None:
    told = problem(client.get("/sparql", params={"query": query}, headers={"accept": "image/png"}), 406)
    offered = GRAPH_FORMATS if query == GRAPH else SOLUTION_FORMATS
    assert all(media in str(told["title"]) for media in offered)


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_dataset_named_beside_the_query_is_not_passed_over(client: TestClient, name: str) -> None:
    query = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    answer = client.get("/sparql", params={"query": query, name: "https://example.org/no-such-graph"})
    assert answer.status_code == 400 or not parse_solutions(answer.content)


class Broken(Engine):
    """An engine whose store is gone."""

    release = "gone"

    def answer(self, query: Query) -> Answer:
        raise EngineError("Kho dữ liệu không đọc được", "The store cannot be read")


@pytest.mark.parametrize("path", ["/health", f"/sparql?query={ASK}"])
def test_a_broken_store_is_told_as_such(path: str) -> None:
    client = TestClient(create_app(Broken(), {}))
    assert problem(client.get(path), 500)["title"] == "The store cannot be read"


def test_the_address_of_a_store_elsewhere_is_not_told() -> None:
    hidden = "http://127.0.0.1:9/hidden"
    client = TestClient(create_app(Remote(hidden, Limits()), {}))
    told = problem(client.get("/sparql?query=ASK {}"), 502)
    assert "The endpoint elsewhere failed" in str(told["title"])
    assert "hidden" not in str(told)


# What every answer carries


def test_an_unknown_address_is_a_problem(client: TestClient) -> None:
    told = client.get("/nowhere")
    assert told.status_code == 404
    assert told.headers["content-type"] == "application/problem+json"


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(client: TestClient) -> None:
    told = client.put("/sparql", content=b"")
    assert told.status_code == 405
    assert "GET" in told.headers["allow"]


@pytest.mark.parametrize("path", ["/", "/health", f"/sparql?query={ASK}", "/nowhere"])
def test_every_answer_says_that_its_type_is_to_be_believed(client: TestClient, path: str) -> None:
    assert client.get(path).headers["x-content-type-options"] == "nosniff"


def test_any_site_may_ask_but_without_credentials(client: TestClient) -> None:
    answer = client.get(f"/sparql?query={ASK}", headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}
    assert client.options("/sparql", headers=asked).status_code == 200


def test_head_gives_the_headers_of_get(client: TestClient) -> None:
    got, headed = (client.request(method, f"/sparql?query={ASK}") for method in ("GET", "HEAD"))
    assert headed.status_code == 200
    assert headed.headers == got.headers


def test_a_long_answer_is_compressed_for_those_who_take_it(client: TestClient) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 100"}
    answer = client.get("/sparql", params=query, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert (
        answer.content == client.get("/sparql", params=query, headers={"accept-encoding": "identity"}).content
    )


def test_an_answer_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    path = f"/sparql?query={ASK}"
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    assert client.get(path, headers={"if-none-match": 'W/"other"'}).status_code == 200
    assert client.get(path, headers={"accept": "text/csv", "if-none-match": tag}).status_code == 200
    assert client.get("/sparql?query=ASK{?s+?p+1}", headers={"if-none-match": tag}).status_code == 200


def test_an_answer_of_a_store_that_may_change_unseen_carries_no_tag() -> None:
    client = TestClient(create_app(Embedded(Store()), {}))
    answer = client.get(f"/sparql?query={ASK}", headers={"if-none-match": ""})
    assert (answer.status_code, "etag" in answer.headers) == (200, False)


def test_parameters_that_are_not_known_are_passed_over(client: TestClient) -> None:
    assert client.get(f"/sparql?query={ASK}&format=json&timeout=5").status_code == 200


@pytest.mark.parametrize("media", [m for m in GRAPH_FORMATS if "json" not in m])
def test_a_graph_comes_in_every_format_the_description_lists(client: TestClient, media: str) -> None:
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"accept": media})
    assert answer.headers["content-type"].startswith(media)
    assert b"https://example.org/a" in answer.content


def test_a_body_that_is_too_long_is_refused_while_it_arrives() -> None:
    client = TestClient(create_app(Embedded(Store()), {}, Limits(query_bytes=100)))
    told = problem(client.post("/sparql", content="x" * 1000, headers=DIRECT), 403)
    assert told["rule"] == "body-size"


@pytest.mark.parametrize("name", ["update", "using-graph-uri", "using-named-graph-uri"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_update_by_any_parameter_is_refused_by_name(client: TestClient, method: str, name: str) -> None:
    given = {"query": ASK, name: "CLEAR ALL"}
    answer = client.get("/sparql", params=given) if method == "GET" else client.post("/sparql", data=given)
    assert problem(answer, 403)["rule"] == "read-only"
