"""The client: typed data frames, questions as functions, whole answers, errors that say what happened."""

import inspect
import json
import pydoc
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from browsing import serving
from cancu import client, engine, terms
from cancu.api import create_app
from cancu.catalogue import Question
from cancu.client import Client
from cancu.client.columns import Cell, Reading
from cancu.client.questions import _ordered, whole
from cancu.engine import Answer, Embedded, Engine, Query
from cancu.errors import (
    Busy,
    EngineError,
    NoRelease,
    Overrun,
    Refused,
    SyntaxFault,
    UnknownName,
    Upstream,
    UsageError,
)
from cancu.limits import Limits
from cancu.release import Release

pd = pytest.importorskip("pandas", reason="the extra client")

DEPARTMENT = "id:agency/thai-nguyen/so-van-hoa-the-thao-va-du-lich"
TYPES = """SELECT * WHERE { VALUES (?whole ?decimal ?double ?truth ?day ?time ?text ?thing ?mixed) {
  (1 1.5 2e0 true "2025-07-01"^^xsd:date "2025-07-01T08:00:00"^^xsd:dateTime "Huế"@vi
   <https://w3id.org/cancu/id/area/vn> 1)
  (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF "một") } }"""


@pytest.fixture(scope="session")
def here(published: Release) -> Client:
    """A client of a release in a folder."""
    return client.connect(published.path.parent.parent)


@pytest.fixture(scope="session")
def there(address: str) -> Client:
    """A client of a running service."""
    return client.connect(address)


@pytest.fixture(params=["here", "there"])
def graph(request: pytest.FixtureRequest) -> Client:
    found: Client = request.getfixturevalue(request.param)
    return found


# What is given


def test_every_kind_of_value_has_its_type(graph: Client) -> None:
    frame = graph.query(TYPES)
    kinds = [str(frame[name].dtype) for name in ("whole", "decimal", "double", "truth")]
    assert kinds == ["Int64", "float64", "float64", "boolean"]
    assert all(str(frame[name].dtype).startswith("datetime64") for name in ("day", "time"))
    first, second = frame.iloc[0], frame.iloc[1]
    assert (first["day"], first["time"]) == (pd.Timestamp(2025, 7, 1), pd.Timestamp(2025, 7, 1, 8))
    assert (first["text"], first["thing"]) == ("Huế", f"{terms.ID}area/vn")
    assert [first["mixed"], second["mixed"]] == ["1", "một"]
    assert second.drop("mixed").isna().all()


def test_decimals_are_exact_and_iris_short_where_it_is_asked_for(graph: Client) -> None:
    frame = graph.query(
        "SELECT (0.1 + 0.2 AS ?sum) (<https://w3id.org/cancu/id/area/vn> AS ?area) {}",
        exact=True,
        shorten=True,
    )
    assert frame.to_dict("records") == [{"sum": Decimal("0.3"), "area": "id:area/vn"}]


def test_an_answer_without_rows_keeps_its_columns(graph: Client) -> None:
    frame = graph.query("SELECT ?a ?b { ?a id:none ?b }")
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)
    assert len(graph.query("SELECT * {}")) == 1


def test_graphs_truths_and_descriptions_are_given(graph: Client) -> None:
    assert graph.ask("ASK { <https://w3id.org/cancu/id/area/vn> a cancu:Area }") is True
    assert (
        len(graph.construct("CONSTRUCT { <https://w3id.org/cancu/id/area/vn> a cancu:Area } WHERE {}")) == 1
    )
    assert (None, None, None) in graph.describe("id:area/vn")
    assert len(graph.describe("id:area/none")) == 0


@pytest.mark.parametrize(
    "asked",
    [
        lambda graph: graph.query("ASK {}"),
        lambda graph: graph.query("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"),
        lambda graph: graph.ask("SELECT * {}"),
        lambda graph: graph.construct("SELECT * {}"),
        lambda graph: graph.describe("no iri > at all"),
    ],
)
def test_another_form_of_query_is_told_to_be_wrong(here: Client, asked: object) -> None:
    with pytest.raises(UsageError):
        asked(here)  # type: ignore[operator]


def test_things_are_found_by_words(graph: Client) -> None:
    frame = graph.search("hoc tap", kind="Task", limit=25)
    assert (len(frame), frame.attrs["total"] >= 25, set(frame["type"])) == (25, True, {"Task"})
    assert graph.search("104/KH-UBND")["iri"].iloc[0].endswith("/kh/2022/104")


def test_here_and_there_the_same_is_found(here: Client, there: Client) -> None:
    pd.testing.assert_frame_equal(here.search("học tập", limit=45), there.search("học tập", limit=45))


def test_an_answer_names_its_release(graph: Client, published: Release) -> None:
    assert graph.query("SELECT * {}").attrs["release"] == graph.release == published.name
    assert graph.at(published.name).query("SELECT * {}").attrs["release"] == published.name


def test_a_release_that_is_not_kept_is_named_in_the_error(graph: Client) -> None:
    with pytest.raises(UsageError, match="never-built"):
        graph.at("never-built").query("SELECT * {}")


# Columns

WRITTEN = st.text(max_size=8) | st.sampled_from(
    ["1", "-1", "1.5", "1e3", "NaN", "true", "2025-02-30", "9" * 30]
)
DATATYPES = st.sampled_from([NamedNode(f"{terms.XSD}{name}") for name in (
    "integer", "int", "decimal", "double", "boolean", "date", "dateTime", "string", "gYear")])  # fmt: skip
LITERALS = st.builds(lambda value, kind: Literal(value, datatype=kind), WRITTEN, DATATYPES)
CELLS = st.none() | LITERALS | st.just(BlankNode("b")) | st.just(NamedNode(f"{terms.ID}area/vn"))


@given(st.lists(CELLS, max_size=6), st.booleans())
@settings(deadline=None)
def test_no_term_is_lost_whatever_stands_in_a_column(cells: list[Cell], exact: bool) -> None:
    column = Reading(exact).column(cells)
    nothing = [cell is None or getattr(cell, "value", "") == "NaN" for cell in cells]
    assert len(column) == len(cells)
    assert [bool(missing) and not lost for missing, lost in zip(column.isna(), nothing, strict=True)].count(
        True
    ) == 0


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("integer", ["1", "một"]),
        ("date", ["2025-02-30"]),
        ("date", ["2025"]),
        ("dateTime", ["2025-01-01T00:00:00Z", "2025-01-01T00:00:00"]),
        ("gYear", ["2025"]),
    ],
)
def test_what_is_ill_formed_or_cannot_be_compared_stays_text(kind: str, values: list[str]) -> None:
    cells = [Literal(value, datatype=NamedNode(terms.XSD + kind)) for value in values]
    assert list(Reading().column(cells)) == values


def test_a_number_that_no_machine_integer_holds_is_not_rounded() -> None:
    assert list(Reading().column([Literal(10**30)])) == [10**30]


# Questions


def test_a_question_is_a_function_that_tells_what_it_takes(graph: Client) -> None:
    asked = graph.questions.tasks_of_agency
    assert list(inspect.signature(asked).parameters) == ["agency", "exact", "shorten"]
    told = pydoc.plain(pydoc.render_doc(asked))
    assert "tasks_of_agency(*, agency:" in told
    assert "What must this agency lead or own" in told
    assert "Cơ quan này phải chủ trì" in told


def test_all_questions_are_listed(graph: Client, questions: Mapping[str, Question]) -> None:
    assert sorted(graph.questions) == sorted(questions)
    assert "tasks_of_agency" in dir(graph.questions)
    assert len(graph.questions) == len(questions)
    assert "tasks_of_agency: " in repr(graph.questions)


def test_a_question_is_answered_in_the_names_of_python_and_of_the_catalogue(graph: Client) -> None:
    frame = graph.questions.tasks_of_agency(agency=DEPARTMENT, shorten=True)
    assert set(frame["agency"]) == {DEPARTMENT}
    pd.testing.assert_frame_equal(
        frame, graph.questions["tasks-of-agency"](agency=[DEPARTMENT], shorten=True)
    )


def test_days_and_numbers_are_taken_as_they_are_in_python(here: Client) -> None:
    old, new = (
        here.questions.area_of_code(code="24", day=pd.Timestamp(day), shorten=True)["area"].tolist()
        for day in ("2024-12-31", "2025-12-31")
    )
    assert (old, new) == (["id:area/bac-giang"], ["id:area/bac-ninh-2025"])
    assert set(here.questions.targets_compared(year=2025)["year"]) == {2025}


def test_an_unknown_question_or_parameter_is_named(graph: Client) -> None:
    with pytest.raises(AttributeError, match="no_such_question"):
        graph.questions.no_such_question  # noqa: B018
    with pytest.raises(KeyError):
        graph.questions["no-such-question"]
    with pytest.raises(UnknownName, match="province"):
        graph.questions.tasks_of_agency(province="id:area/vn")
    with pytest.raises(UnknownName, match="class"):
        graph.questions.tasks_of_agency(class_="id:area/vn")
    assert "class_" in inspect.signature(graph.questions.properties_of_class).parameters
    with pytest.raises(UsageError, match="day"):
        graph.questions.area_of_code(day="tomorrow")


# Whole answers


class Narrow(Engine):
    """An engine that refuses answers of more rows than that; it counts what it is asked."""

    def __init__(self, inside: Embedded, rows: int) -> None:
        self._store, self._rows, self.asked = inside._store, rows, 0

    def answer(self, query: Query) -> Answer:
        self.asked += 1
        return Embedded(self._store, Limits(answer_rows=self._rows), f"r{self.asked // 1000}").answer(query)


@pytest.mark.parametrize("name", ["tasks-of-agency", "tasks-per-agency", "codes"])
def test_what_a_service_refuses_at_once_is_fetched_whole(
    embedded: Embedded, questions: Mapping[str, Question], name: str
) -> None:
    narrow, question = Narrow(embedded, 40), questions[name]
    rows = engine.parse_solutions(embedded.query(question.bind({})).body).rows  # type: ignore[union-attr]
    pages = whole(narrow, question, {}, size=100)
    fetched = [row for page in pages for row in engine.parse_solutions(page.body).rows]  # type: ignore[union-attr]
    assert narrow.asked > 3
    assert sorted(map(repr, fetched)) == sorted(map(repr, rows))


def test_every_question_can_be_asked_for_in_pages(
    embedded: Embedded, questions: Mapping[str, Question]
) -> None:
    for question in questions.values():
        if question.columns:
            embedded.query(f"{_ordered(question, question.example)}\nLIMIT 1")


def test_pages_of_two_releases_are_not_mixed(embedded: Embedded, questions: Mapping[str, Question]) -> None:
    narrow = Narrow(embedded, 40)
    narrow.asked = 996
    with pytest.raises(EngineError, match="has changed"):
        whole(narrow, questions["codes"], {}, size=20)


def test_an_answer_over_the_limit_is_refused_and_says_how_to_get_it(
    embedded: Embedded, questions: Mapping[str, Question]
) -> None:
    store = embedded._store
    with serving(create_app(Embedded(store, Limits(answer_rows=50)), questions)) as address:
        graph = client.connect(address)
        with pytest.raises(Refused, match="50 rows") as refused:
            graph.query("SELECT * { ?s ?p ?o }")
        assert refused.value.rule == "answer-rows"
        assert "LIMIT" in refused.value.__notes__[0]
        assert len(graph.questions.codes()) > 50


# Errors


def test_the_place_of_a_mistake_is_that_in_the_query_as_written(graph: Client) -> None:
    with pytest.raises(SyntaxFault) as fault:
        graph.query("SELECT *\nWHERE { ?s ?p }")
    assert (fault.value.line, fault.value.column is not None) == (2, True)


def test_a_rule_that_is_broken_is_named(there: Client) -> None:
    with pytest.raises(Refused) as refused:
        there.query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    assert (refused.value.rule, refused.value.message.vi[:16]) == ("no-service", "Không nhận SERVI")


@contextmanager
def answering(status: int, body: bytes, media: str) -> Iterator[str]:
    """A server that always gives the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            self.send_header("content-type", media)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def problem(kind: str, **data: object) -> bytes:
    told = {"type": f"{terms.BASE}problem/{kind}", "title": "Told.", "title_vi": "Đã nói.", "status": 503}
    return json.dumps(told | data).encode()


@pytest.mark.parametrize(
    ("status", "body", "kind", "data"),
    [
        (503, problem("Busy", retry_after=2), Busy, {"retry_after": 2}),
        (503, problem("Overrun", seconds=20), Overrun, {"seconds": 20}),
        (500, problem("CancuError"), Exception, {}),
        (502, problem("Upstream", reason="it fell over"), Upstream, {}),
        (404, b"<html>not here</html>", Upstream, {}),
        (503, b"[]", Upstream, {}),
        (200, b"<html>hello</html>", Upstream, {}),
    ],
)
def test_what_a_server_says_is_what_is_raised(
    status: int, body: bytes, kind: type[Exception], data: Mapping[str, object]
) -> None:
    with answering(status, body, "text/html" if body[:1] == b"<" else "application/problem+json") as address:
        with pytest.raises(kind) as raised:
            client.connect(address)
        assert {name: getattr(raised.value, name) for name in data} == data


def test_where_nothing_answers_the_error_says_so() -> None:
    with pytest.raises(Upstream, match=r"127\.0\.0\.1:9"):
        client.connect("http://127.0.0.1:9", seconds=2)


def test_a_folder_without_a_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        client.connect(tmp_path)


def test_without_pandas_the_error_says_what_to_install(here: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'cancu\[client\]'"):
        here.query("SELECT * {}")


def test_the_client_is_loaded_without_pandas() -> None:
    import subprocess

    loaded = "import sys; sys.modules['pandas'] = None; from cancu import client; client.connect"
    subprocess.run([sys.executable, "-c", loaded], check=True)
