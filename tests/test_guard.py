"""What the endpoint never does is found in any spelling, and only there."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Store

from cancu import guard
from cancu.errors import Refused

NAME = "Tỉnh A (hư cấu)"


def is_refused(query: str, max_bytes: int = 10_000) -> bool:
    try:
        guard.check(query, max_bytes)
    except Refused:
        return True
    return False


def test_the_refusal_names_the_rule() -> None:
    with pytest.raises(Refused, match="SERVICE is refused") as caught:
        guard.check("ASK { SERVICE <https://example.org/> {} }", 10_000)
    assert caught.value.rule == "no-service"


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


# The parser ends a comment, a name or a number where nobody would look for it.
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
        "PREFIX : <https://example.org/> PREFIX service: <https://example.org/> ASK { service:a{} }",
        "PREFIX : <https://example.org/> PREFIX service: <https://example.org/> ASK { service:a # x\n {} }",
    ],
)
def test_service_is_refused_where_only_the_parser_sees_the_keyword(query: str) -> None:
    with suppress(OSError):  # it parses, and the engine would call out
        Store().query(query.replace("https://example.org/", "http://127.0.0.1:1/"))
    assert is_refused(query)


@pytest.mark.parametrize("letter", [r"\u0053", r"\U00000053", r"\u0073"])
def test_service_is_refused_with_escaped_letters(letter: str) -> None:
    assert is_refused(f"ASK {{ {letter}ERVICE <https://example.org/> {{}} }}")


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
        "ASK { ?s ?p _:service, 'dịch vụ'@service }",
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


@pytest.mark.parametrize("mark", ["#", "'"])
def test_service_is_refused_behind_an_escaped_mark_in_a_name(mark: str) -> None:
    name = f"ex:a\\{mark}"
    query = f"PREFIX ex: <https://example.org/> ASK {{ ?s ?p {name} . SERVICE ?o {{}} # {mark}\n }}"
    assert is_refused(query)


@pytest.mark.parametrize("part", ["a-", "a.-", '"\\"', "'''", "{", "ex:a\\#", "?a<", "_:a.", "@a-"])
def test_long_repetitions_take_one_pass(part: str) -> None:
    is_refused(part * (200_000 // len(part)), 1_000_000)


@pytest.mark.parametrize("brackets", ["{}", "()", "[]"])
def test_deep_nesting_is_refused_by_the_name_of_the_rule(brackets: str) -> None:
    opening, closing = brackets
    with pytest.raises(Refused, match="nested") as caught:
        guard.check(f"ASK {opening * 501}{closing * 501}", 10_000)
    assert caught.value.rule == "query-depth"
    guard.check(f"ASK {opening * 500}{closing * 500}", 10_000)


def test_the_length_of_a_query_is_limited_in_bytes() -> None:
    query = f"ASK {{}} # {NAME}"
    size = len(query.encode())
    assert size > len(query)
    guard.check(query, size)
    with pytest.raises(Refused, match=f"longer than {size - 1} bytes") as caught:
        guard.check(query, size - 1)
    assert caught.value.rule == "query-size"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("# SELECT\nPREFIX ask: <https://example.org/#> ASK {}", "ASK"),
        ("base <https://example.org/> construct { ?s ?p 'SELECT' } {}", "CONSTRUCT"),
        ("DESCRIBE ?select {}", "DESCRIBE"),
        ("DELETE WHERE { ?s ?p ?o }", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_query_is_its_first_keyword(query: str, form: str) -> None:
    assert guard.form(query) == form


ALLOWED = "https://example.org/sparql"


@pytest.mark.parametrize(
    "call", ["SERVICE <{}> {{ }}", "service silent<{}>{{}}", "SERVICE # why\n <{}> {{ }}"]
)
def test_a_service_on_the_list_may_be_called_by_its_iri(call: str) -> None:
    query = f"ASK {{ {call.format(ALLOWED)} }}"
    guard.check(query, 1000, [ALLOWED])
    with pytest.raises(Refused):
        guard.check(query, 1000)


@pytest.mark.parametrize(
    "call",
    [
        "SERVICE <https://example.org/other> {}",
        "SERVICE ?where { }",
        "SERVICE ex:sparql { }",
        f"SERVICE SILENT SILENT <{ALLOWED}> {{}}",
        f"SERVICE <{ALLOWED}> {{ SERVICE ?there {{}} }}",
        f"SERVICESILENT<{ALLOWED}> {{}}",
        f"SERVICE <https://example.org/a> {{ ?s ?p <{ALLOWED}> }}",
    ],
)
def test_no_other_service_may_be_called(call: str) -> None:
    with pytest.raises(Refused):
        guard.check(f"PREFIX ex: <https://example.org/> ASK {{ {call} }}", 1000, [ALLOWED])
