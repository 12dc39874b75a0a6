"""The embedded engine: whole answers in the wanted format, and nothing but reading from its own store."""

import socket
import unicodedata
from collections.abc import Iterator

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from cancu import engine, graph, terms
from cancu.engine import GRAPH_FORMATS, SOLUTION_FORMATS, Embedded
from cancu.errors import NotAcceptable, Refused, SyntaxFault, UsageError
from cancu.limits import Limits
from cancu.release import Release

NAME = "Tỉnh A (hư cấu)"
AREA, LABEL = NamedNode("https://example.org/tinh-a"), Literal(NAME, language="vi")
TRIPLE = Triple(AREA, NamedNode("https://example.org/label"), LABEL)


@pytest.fixture(scope="module")
def small() -> Embedded:
    """An engine over one triple."""
    store = Store()
    store.add(graph.in_graph(TRIPLE, graph.DEFAULT_GRAPH))
    return Embedded(store)


def asked(embedded: engine.Engine, query: str) -> bool:
    answer = engine.parse_solutions(embedded.query(query).body)
    assert isinstance(answer, bool)
    return answer


# Formats


@pytest.mark.parametrize("media", SOLUTION_FORMATS)
def test_a_select_answers_in_every_offered_format(small: Embedded, media: str) -> None:
    answer = small.query("SELECT ?area ?name { ?area ?label ?name }", media, None)
    assert answer.media_type == media
    assert NAME.encode() in answer.body
    assert AREA.value.encode() in answer.body


@pytest.mark.parametrize("media", [m for m in SOLUTION_FORMATS if m != "text/csv"])
def test_a_select_answer_reads_back_as_its_rows(small: Embedded, media: str) -> None:
    answer = small.query("SELECT ?area ?name { ?area ?label ?name }", media)
    solutions = parse_query_results(answer.body, format=SOLUTION_FORMATS[media])
    assert isinstance(solutions, QuerySolutions)
    assert [tuple(solution) for solution in solutions] == [(AREA, LABEL)]


@pytest.mark.parametrize("media", [m for m in SOLUTION_FORMATS if m != "text/csv"])
@pytest.mark.parametrize(("query", "truth"), [("ASK { ?s ?p ?o }", True), ("ASK { ?s ?p 1 }", False)])
def test_an_ask_answers_in_every_offered_format(small: Embedded, media: str, query: str, truth: bool) -> None:
    answer = small.query(query, media, None)
    result = parse_query_results(answer.body, format=SOLUTION_FORMATS[media])
    assert isinstance(result, QueryBoolean)
    assert (answer.media_type, bool(result)) == (media, truth)


@pytest.mark.parametrize("media", GRAPH_FORMATS)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{AREA.value}>"])
def test_a_graph_answers_in_every_offered_format(small: Embedded, media: str, query: str) -> None:
    answer = small.query(query, None, media)
    assert answer.media_type == media
    assert [quad.triple for quad in parse(answer.body, GRAPH_FORMATS[media])] == [TRIPLE]


def test_an_answer_is_json_or_turtle_when_nothing_is_said(small: Embedded) -> None:
    assert small.query("ASK {}").media_type == engine.JSON
    assert small.query("CONSTRUCT WHERE { ?s ?p ?o }").media_type == engine.TURTLE


def test_an_empty_answer_is_whole(small: Embedded) -> None:
    assert engine.select(small, "SELECT ?s { ?s ?p 1 }") == ()
    assert small.query("CONSTRUCT WHERE { ?s ?p 1 }").body == b""


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "ASK {}"])
def test_solutions_in_no_wanted_format_are_not_acceptable(small: Embedded, query: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        small.query(query, solutions=None)
    assert caught.value.offered == tuple(SOLUTION_FORMATS)


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{AREA.value}>"])
def test_a_graph_in_no_wanted_format_is_not_acceptable(small: Embedded, query: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        small.query(query, graph=None)
    assert caught.value.offered == tuple(GRAPH_FORMATS)


@pytest.mark.parametrize(("query", "media"), [("ASK {}", "text/turtle"), ("DESCRIBE <a:b>", "text/csv")])
def test_a_format_of_the_other_form_is_not_acceptable(small: Embedded, query: str, media: str) -> None:
    with pytest.raises(NotAcceptable, match=media):
        small.query(query, media, media)


# Rows


def test_rows_hold_the_bound_variables_only(small: Embedded) -> None:
    body = small.query("SELECT ?name ?missing { ?area ?label ?name }").body
    solutions = engine.parse_solutions(body)
    assert solutions == engine.Solutions(("name", "missing"), ({"name": LABEL},))


def test_an_ask_reads_as_its_truth(small: Embedded) -> None:
    assert asked(small, "ASK { ?s ?p ?o }")
    assert not asked(small, "ASK { ?s ?p 1 }")


def test_rows_of_an_ask_are_wrong_use(small: Embedded) -> None:
    with pytest.raises(UsageError, match="SELECT"):
        engine.select(small, "ASK {}")


# Queries


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_query_in_either_unicode_form_finds_the_text(small: Embedded, form: str) -> None:
    query = f'ASK {{ ?area ?label "{NAME}"@vi FILTER(CONTAINS(STR(?area), "tinh")) }}'
    assert asked(small, unicodedata.normalize(form, query))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * {\n ?s ?p }", 2, 9),
        ("SELECT * { ?s ?p ?o", 1, 20),
        ("", 1, 1),
        (f"ASK {{ ?area ?label '{NAME}' ?", 1, 39),
    ],
)
def test_a_syntax_error_has_line_and_column(small: Embedded, query: str, line: int, column: int) -> None:
    with pytest.raises(SyntaxFault) as caught:
        small.query(query)
    fault = caught.value
    assert (fault.where, fault.line, fault.column) == ("query", line, column)
    assert fault.reason
    assert not fault.reason.startswith("error at")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <https://example.org/a> <https://example.org/b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "LOAD <https://example.org/>",
        "ASK {} ; DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_refused_and_changes_nothing(small: Embedded, update: str) -> None:
    with pytest.raises(SyntaxFault):
        small.query(update)
    assert asked(small, "ASK { ?s ?p ?o }")


def test_the_store_of_a_release_cannot_be_written(published: Release) -> None:
    store = engine.open_store(published.store)
    with pytest.raises(RuntimeError, match="only possible on read-write"):
        store.add(graph.in_graph(TRIPLE, graph.DEFAULT_GRAPH))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port that somebody might be led to call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_a_graph_that_is_not_in_the_store_is_empty_and_not_fetched(
    embedded: Embedded, listener: socket.socket, clause: str
) -> None:
    iri = f"http://127.0.0.1:{listener.getsockname()[1]}/graph"
    assert not asked(
        embedded, f"ASK {clause} <{iri}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    )
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_graph_of_the_store_may_be_the_default_graph(embedded: Embedded) -> None:
    assert asked(embedded, f"ASK FROM <{terms.SHAPES_GRAPH}> {{ ?shape a <{terms.SH}NodeShape> }}")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (terms.SHAPES_GRAPH, terms.SH + "NodeShape"),
        (terms.QUERIES_GRAPH, terms.SH + "SPARQLSelectExecutable"),
        (terms.REPORT_GRAPH, terms.SH + "ValidationReport"),
        (terms.DATASET_GRAPH, terms.DCAT + "Dataset"),
    ],
)
def test_what_describes_the_service_is_in_its_own_graph_alone(
    embedded: Embedded, name: str, kind: str
) -> None:
    assert not asked(embedded, f"ASK {{ ?node a <{kind}> }}")
    rows = engine.select(embedded, f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?node a <{kind}> }} }}")
    assert rows == ({"graph": NamedNode(name)},)


def test_the_default_graph_is_the_union_of_the_others(embedded: Embedded) -> None:
    apart = ", ".join(f"<{name}>" for name in terms.APART)
    outside = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({apart})) FILTER NOT EXISTS {{ ?s ?p ?o }}"
    assert not asked(embedded, f"ASK {{ {outside} }}")
    assert not asked(embedded, "ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }")


def test_an_engine_keeps_its_own_limit() -> None:
    with pytest.raises(Refused):
        Embedded(Store(), Limits(query_bytes=5)).query("ASK {}")


@pytest.mark.parametrize("media", SOLUTION_FORMATS)
def test_rows_are_counted_exactly_and_refused_above_the_limit(media: str) -> None:
    awkward = """SELECT ?a ?b { VALUES (?a ?b) { ("},{" "\\r\\n") (UNDEF UNDEF) ("<result>" "\\n") } }"""
    three = Embedded(Store(), Limits(answer_rows=3))
    assert three.query(awkward, media).media_type == media
    with pytest.raises(Refused, match="more than 2 rows") as caught:
        Embedded(Store(), Limits(answer_rows=2)).query(awkward, media)
    assert caught.value.rule == "answer-rows"
