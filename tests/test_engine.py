"""The embedded engine: whole answers in the wanted format, and nothing but reading from its own store."""

import socket
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from cancu import engine, terms
from cancu.engine import GRAPH_FORMATS, SOLUTION_FORMATS, Embedded
from cancu.errors import NotAcceptable, Refused, SyntaxFault, UsageError
from cancu.release import Release

NAME = "Tỉnh A (hư cấu)"
AREA, LABEL = NamedNode("https://example.org/tinh-a"), NamedNode("https://example.org/label")
TRIPLE = Triple(AREA, LABEL, Literal(NAME, language="vi"))


@pytest.fixture(scope="module")
def small() -> Embedded:
    """An engine over one triple."""
    store = Store()
    store.add(Quad(*TRIPLE, DefaultGraph()))
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
    assert [tuple(solution) for solution in solutions] == [(AREA, TRIPLE.object)]


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


# Rows


def test_rows_hold_the_bound_variables_only(small: Embedded) -> None:
    body = small.query("SELECT ?name ?missing { ?area ?label ?name }").body
    solutions = engine.parse_solutions(body)
    assert solutions == engine.Solutions(("name", "missing"), ({"name": TRIPLE.object},))


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
        ("SELECT * {\n\n nope:a ?p ?o }", 3, 8),
        ("PREFIX ex: <relative> ASK {}", 1, 21),
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
    with pytest.raises(OSError, match="read-only"):
        store.add(Quad(*TRIPLE, DefaultGraph()))


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
    ("graph", "kind"),
    [
        (terms.SHAPES_GRAPH, terms.SH + "NodeShape"),
        (terms.QUERIES_GRAPH, terms.SH + "SPARQLSelectExecutable"),
        (terms.REPORT_GRAPH, terms.SH + "ValidationReport"),
        (terms.DATASET_GRAPH, terms.DCAT + "Dataset"),
    ],
)
def test_what_describes_the_service_is_in_its_own_graph_alone(
    embedded: Embedded, graph: str, kind: str
) -> None:
    assert not asked(embedded, f"ASK {{ ?node a <{kind}> }}")
    rows = engine.select(embedded, f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?node a <{kind}> }} }}")
    assert rows == ({"graph": NamedNode(graph)},)


def test_the_default_graph_is_the_union_of_the_others(embedded: Embedded) -> None:
    apart = ", ".join(f"<{graph}>" for graph in terms.APART)
    outside = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({apart})) FILTER NOT EXISTS {{ ?s ?p ?o }}"
    assert not asked(embedded, f"ASK {{ {outside} }}")
    assert not asked(embedded, "ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }")


# What is refused


def is_refused(query: str) -> bool:
    try:
        engine.check_query(query, 1_000)
    except Refused as refusal:
        assert refusal.rule == "no-service"
        return True
    return False


spaces = st.lists(
    st.sampled_from([" ", "\n", "\t", "\r\n", "# it's <a \"remark\n", "# SERVICE\n"]), min_size=1
)
cases = st.tuples(*(st.sampled_from((letter, letter.lower())) for letter in "SERVICE")).map("".join)


@given(spaces.map("".join), cases, spaces.map("".join))
def test_service_is_refused_in_any_case_and_between_any_spaces(before: str, word: str, after: str) -> None:
    assert is_refused(f"ASK {{{before}{word}{after}<https://example.org/> {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize(
    "query",
    [
        "ASK {SERVICE<https://example.org/>{}}",
        "ASK { SERVICE SILENT <https://example.org/> {} }",
        "ASK { ?s ?p 1.SERVICE <https://example.org/> {} }",
        "ASK { ?s ?p ?o.SERVICE ?o {} }",
        "ASK { VALUES ?g { <https://example.org/> } service?g{} }",
        "ASK { { SELECT * { OPTIONAL { SERVICE <https://example.org/> {} } } } }",
        "ASK { FILTER NOT EXISTS { SERVICE <https://example.org/> {} } }",
        "ASK { ?s ?p 'it is'SERVICE <https://example.org/> {} }",
        "ASK { ?s ?p '''it's'''. SERVICE <https://example.org/> {} }",
        'ASK { ?s ?p "\\"" . SERVICE <https://example.org/> {} }',
        'ASK { ?s ?p "\\\\" SERVICE <https://example.org/> {} }',
        "ASK { FILTER(?a<?b) SERVICE <https://example.org/> {} }",
        "ASK { ?s ?p <https://example.org/#> SERVICE <https://example.org/> {} }",
        "PREFIX ex: <https://example.org/> ASK { ?s ?p ex: . SERVICE ex:a {} }",
        "PREFIX SERVICE: <https://example.org/> ASK { SERVICE SERVICE:a {} }",
    ],
)
def test_service_is_refused_wherever_it_is_the_keyword(query: str) -> None:
    assert is_refused(query)


# Where the parser ends a comment, a name or a number before the tokens of the check do.
@pytest.mark.xfail(strict=True, reason="the check and the parser read different tokens")
@pytest.mark.parametrize(
    "query",
    [
        "ASK { # remark\rSERVICE <https://example.org/> {} }",
        "ASK { SERVICESILENT<https://example.org/>{} }",
        "ASK { ?s ?p 1SERVICE<https://example.org/>{} }",
        "PREFIX : <https://example.org/> ASK { SERVICE:{} }",
        "PREFIX : <https://example.org/> ASK { SERVICE:a{} }",
        "PREFIX ex: <https://example.org/> ASK { SERVICEex:a{} }",
        "PREFIX ex: <https://example.org/> ASK { ?s ?p ex:.SERVICE <https://example.org/> {} }",
    ],
)
def test_service_is_refused_where_only_the_parser_sees_the_keyword(query: str) -> None:
    Store().query(query)
    assert is_refused(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?service ?p $SERVICE }",
        "PREFIX ex: <https://example.org/> ASK { ex:service ex:SERVICE ex:a-service }",
        "PREFIX service: <https://example.org/> ASK { service:a service: service:service }",
        "ASK { ?s ?p <https://example.org/service> }",
        'ASK { ?s ?p \'SERVICE\', "a SERVICE \\" SERVICE" }',
        "ASK { ?s ?p '''a 'SERVICE' \n SERVICE''', \"\"\"\nSERVICE \"SERVICE\" \"\"\" }",
        "ASK { # SERVICE <https://example.org/>\n ?s ?p ?o } # service",
        "ASK { ?s ?p _:service, 'dịch vụ'@vi }",
        "SELECT (1 AS ?services) { ?s ?p 'x'^^<https://example.org/service> }",
    ],
)
def test_the_word_service_is_allowed_where_it_is_not_the_keyword(query: str) -> None:
    Store().query(query)
    assert not is_refused(query)


@given(st.text(), st.text())
def test_any_text_around_the_word_may_stand_in_a_string(before: str, after: str) -> None:
    assert not is_refused(f"ASK {{ ?s ?p {Literal(f'{before} SERVICE {after}')} }}")


@given(st.text(alphabet="abc{}<>'\"\\#\n\r.:;?@_-SERVICEservice ") | st.text())
def test_any_text_is_allowed_or_refused(text: str) -> None:
    is_refused(text)


def test_the_length_of_a_query_is_limited_in_bytes() -> None:
    query = f"ASK {{}} # {NAME}"
    size = len(query.encode())
    assert size > len(query)
    engine.check_query(query, size)
    with pytest.raises(Refused, match=f"longer than {size - 1} bytes") as caught:
        engine.check_query(query, size - 1)
    assert caught.value.rule == "query-size"


def test_an_engine_keeps_its_own_limit() -> None:
    with pytest.raises(Refused):
        Embedded(Store(), max_query_bytes=5).query("ASK {}")
