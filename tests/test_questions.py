"""The questions: expected rows, the same on both engines, and the same in any vocabulary's words."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode

from cancu import catalogue, graph, terms
from cancu.catalogue import Question
from cancu.engine import Embedded, Engine, open_store, select
from cancu.release import Release

ROOT = Path(__file__).parents[1]
EXPECTED = Path(__file__).parent / "queries"
QUESTIONS = catalogue.read_catalogue(ROOT / "queries")

Rows = Counter[frozenset[tuple[str, str]]]


def by_pyoxigraph(engine: Engine, query: str) -> Rows:
    return Counter(
        frozenset((name, terms.shorten(term.value)) for name, term in row.items())
        for row in select(engine, query)
    )


def by_rdflib(data: rdflib.Dataset, query: str) -> Rows:
    return Counter(
        frozenset((str(name), terms.shorten(str(term))) for name, term in row.asdict().items())
        for row in data.query(query)
        if isinstance(row, rdflib.query.ResultRow)
    )


@cache
def expected(name: str) -> Rows:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return Counter(frozenset((k, v) for k, v in row.items() if v) for row in csv.DictReader(lines))


@pytest.fixture(scope="module")
def data(published: Release) -> rdflib.Dataset:
    """The release as rdflib holds it: the default graph, and the report beside it."""
    store = open_store(published.store)
    dataset = rdflib.Dataset()
    for name, target in (
        (graph.DEFAULT_GRAPH, dataset.default_graph),
        (NamedNode(terms.REPORT_GRAPH), dataset.graph(terms.REPORT_GRAPH)),
    ):
        for triple in graph.as_rdflib(store.quads_for_pattern(None, None, None, name)):
            target.add(triple)
    return dataset


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_gives_its_expected_rows(embedded: Embedded, name: str) -> None:
    question = QUESTIONS[name]
    assert by_pyoxigraph(embedded, question.bind(question.example)) == expected(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_both_engines_agree_on_a_question(data: rdflib.Dataset, name: str) -> None:
    question = QUESTIONS[name]
    assert by_rdflib(data, question.bind(question.example)) == expected(name)


def test_every_question_has_expected_rows_and_the_reverse() -> None:
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(QUESTIONS)


def test_every_column_of_a_question_is_declared_by_its_expected_rows(embedded: Embedded) -> None:
    for name, question in QUESTIONS.items():
        header = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        answer = embedded.query(question.bind(question.example), solutions="text/csv").body.decode()
        assert answer.splitlines()[0] == header


def test_every_task_has_a_decision_and_says_by_what_way(embedded: Embedded) -> None:
    tasks = {row["task"] for row in select(embedded, terms_prefixed("SELECT ?task { ?task a cancu:Task }"))}
    rows = select(embedded, QUESTIONS["decision-of-task"].text)
    assert {row["task"] for row in rows} == tasks
    assert len(tasks) == 87
    for row in rows:
        assert row["via"].value in {"own clause", "programme", "plan"}
        assert row["words"].value
        assert row["weakestStatus"].value == "read"


def test_the_decisions_of_tasks_are_those_the_rule_derives(embedded: Embedded) -> None:
    derived = select(
        embedded, terms_prefixed("SELECT ?task ?decision { ?task cancu:implementsDecision ?decision }")
    )
    answered = select(embedded, QUESTIONS["decision-of-task"].text)
    assert {(r["task"], r["decision"]) for r in derived} == {(r["task"], r["decision"]) for r in answered}


CARRIES_OUT = {
    "our words": """
        SELECT DISTINCT ?plan ?document {
          ?link a cancu:Citation ; cancu:inDocument ?plan ;
                cancu:citationRole <https://w3id.org/cancu/code/citation-role/implements> .
          { ?link cancu:cited ?document } UNION { ?link cancu:cited/cancu:approvedBy ?document }
          ?document a cancu:Document }""",
    "ELI": "SELECT ?plan ?document { ?plan eli:ensures_implementation_of ?document }",
    "schema.org": "SELECT ?plan ?document { ?plan schema:legislationEnsuresImplementationOf ?document }",
}
CITES = {
    "our words": """
        SELECT DISTINCT ?plan ?document {
          ?link cancu:inDocument ?plan ; cancu:cited ?document . ?document a cancu:Document }""",
    "ELI": "SELECT ?plan ?document { ?plan eli:cites ?document }",
    "schema.org": "SELECT ?plan ?document { ?plan schema:citation ?document }",
}


@pytest.mark.parametrize("question", [CARRIES_OUT, CITES], ids=["carries out", "cites"])
def test_a_question_about_documents_has_one_answer_in_all_vocabularies(
    embedded: Embedded, question: dict[str, str]
) -> None:
    ours, eli, schema = (by_pyoxigraph(embedded, terms_prefixed(query)) for query in question.values())
    assert ours == eli == schema
    assert sum(ours.values()) >= 7


def terms_prefixed(query: str) -> str:
    """A query with the declarations of the prefixes that the service knows."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in terms.PREFIXES.items()) + query


GIVEN = terms.ID + "document/ubnd-thai-nguyen/kh/2022/104/task/V.2-1"


@pytest.mark.parametrize(
    ("agency", "answers"),
    [
        ("bo-ke-hoach-va-dau-tu", {("successor", "bo-tai-chinh")}),
        (
            "bo-thong-tin-va-truyen-thong",
            {("successor", "bo-khoa-hoc-va-cong-nghe"), ("successor", "bo-van-hoa-the-thao-va-du-lich")},
        ),
        ("bo-tai-chinh", {("same body", "")}),
        ("bo-quoc-phong", {("unknown: no succession known", "")}),
    ],
)
def test_a_task_given_to_a_central_body_is_answered_by_who_followed_it(
    data: rdflib.Dataset, agency: str, answers: set[tuple[str, str]]
) -> None:
    body = f"{terms.ID}agency/vn/{agency}"
    given = rdflib.URIRef(GIVEN), rdflib.URIRef(terms.DEF + "leadAgency"), rdflib.URIRef(body)
    data.default_graph.add(given)
    found = by_rdflib(data, QUESTIONS["who-answers-today"].bind({"agency": body, "area": "id:area/vn"}))
    data.default_graph.remove(given)
    rows = [dict(row) for row in found]
    assert {(row["answer"], row.get("successor", "").rpartition("/")[2]) for row in rows} == answers
    assert all(("since" in row) == ("basis" in row) == ("successor" in row) for row in rows)


def test_a_question_runs_as_its_file_stands(embedded: Embedded) -> None:
    question: Question
    for question in QUESTIONS.values():
        assert select(embedded, question.text)
