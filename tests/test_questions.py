"""The questions: expected rows, the same on both engines, and the same in any vocabulary's words."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store

from cancu import catalogue, graph, terms
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
    """The release as rdflib holds it: the default graph, and every named graph beside it."""
    store = open_store(published.store)
    dataset = rdflib.Dataset()
    for triple in graph.as_rdflib(store.quads_for_pattern(None, None, None, graph.DEFAULT_GRAPH)):
        dataset.default_graph.add(triple)
    for name in store.named_graphs():
        named = dataset.graph(str(name.value))
        for triple in graph.as_rdflib(store.quads_for_pattern(None, None, None, name)):
            named.add(triple)
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
    for question in QUESTIONS.values():
        assert select(embedded, question.bind({}, limit=1))


CHOICES = [
    (question.name, parameter.name)
    for question in QUESTIONS.values()
    for parameter in question.parameters
    if parameter.kind in ("iri", "string")
]


@pytest.mark.parametrize(("name", "variable"), CHOICES)
def test_every_choice_that_is_offered_gives_rows(embedded: Embedded, name: str, variable: str) -> None:
    question = QUESTIONS[name]
    (choices,) = (p.choices for p in question.parameters if p.name == variable)
    offered = select(
        embedded, terms_prefixed(f"SELECT DISTINCT ?{variable} {{ {choices} }} ORDER BY ?{variable}")
    )
    values = [row[variable].value for row in offered]
    assert values
    for value in {values[0], values[len(values) // 2], values[-1]}:
        assert select(embedded, question.bind({variable: value}, limit=1)), value


def test_what_a_chart_draws_is_a_number(embedded: Embedded) -> None:
    for question in QUESTIONS.values():
        chart = question.chart
        rows = select(embedded, question.bind(question.example)) if chart else []
        numbers = [*chart.y, *([chart.x] if chart.kind == "points" else [])] if chart else []
        for name in numbers:
            assert [float(row[name].value) for row in rows if name in row], (question.name, name)


def test_a_pair_is_answered_whichever_side_is_asked_for(embedded: Embedded) -> None:
    question = QUESTIONS["differing-targets"]
    plan, other = question.example["plan"], question.example["other"]
    turned = select(embedded, question.bind({"plan": other, "other": plan}))
    assert {(row["value"], row["otherValue"]) for row in turned} == {
        (row["otherValue"], row["value"]) for row in select(embedded, question.bind(question.example))
    }
    pairs = [
        (row["agency"], row["other"]) for row in select(embedded, QUESTIONS["agencies-working-together"].text)
    ]
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)


# Days: what is in force, and what rests on what has ended


def invented(statements: str) -> Embedded:
    """A store of invented documents, all of the type plan."""
    store = Store()
    store.load(
        terms_prefixed(
            f"""
            id:basis a cancu:Document ; eli:type_document <{terms.CODE}document-type/kh> {statements} .
            id:plan cancu:hasTask id:task .
            id:task cancu:tracesTo id:basis ; cancu:implementsDecision id:basis ; cancu:statedIn id:clause .
            id:clause cancu:path "I" .
            """
        ).encode(),
        format=RdfFormat.TURTLE,
    )
    return Embedded(store)


STARTED = '; eli:first_date_entry_in_force "2020-02-01"^^xsd:date'
ENDED = f'{STARTED} ; eli:date_no_longer_in_force "2024-12-31"^^xsd:date'
SIGNED = '; eli:date_document "2020-01-15"^^xsd:date'
REPLACED = f"{STARTED} . id:later dct:replaces id:basis"
REPLACED_ON = f'{REPLACED} ; eli:first_date_entry_in_force "2024-07-01"^^xsd:date'
REPEALED_ON = REPLACED_ON.replace("dct:replaces", "eli:repeals")


@pytest.mark.parametrize(
    ("statements", "day", "answer"),
    [
        ("", "2024-01-01", "unknown: start and end not known"),
        (SIGNED, "2020-01-14", "not yet"),
        (SIGNED, "2020-01-15", "unknown: start and end not known"),
        (STARTED, "2020-01-31", "not yet"),
        (STARTED, "2020-02-01", "unknown: end not known"),
        (ENDED, "2020-01-31", "not yet"),
        (ENDED, "2024-12-31", "in force"),
        (ENDED, "2025-01-01", "no longer"),
        (ENDED, None, "no day asked"),
        (REPLACED, "2024-01-01", "unknown: replaced or repealed, day not known"),
        (REPLACED_ON, "2024-06-30", "in force"),
        (REPLACED_ON, "2024-07-01", "no longer"),
        (REPEALED_ON, "2024-07-01", "no longer"),
        ('; eli:date_no_longer_in_force "2024-12-31"^^xsd:date', "2024-01-01", "unknown: start not known"),
        ("; cancu:periodEnd 2020", "2024-01-01", "unknown: start and end not known"),
    ],
)
def test_a_document_is_in_force_only_where_its_days_are_known(
    statements: str, day: str | None, answer: str
) -> None:
    question = QUESTIONS["documents-in-force"]
    (row,) = select(invented(statements), question.bind({"day": day} if day else {}))
    assert row["answer"].value == answer


@pytest.mark.parametrize(
    ("statements", "day", "answers"),
    [
        ("", "2024-01-01", ["unknown: end not known"]),
        (ENDED, "2024-12-31", []),
        (ENDED, "2025-01-01", ["no longer in force"]),
        (ENDED, None, ["no longer in force"]),
        (REPLACED, None, ["unknown: replaced or repealed, day not known"]),
        (REPLACED_ON, "2024-06-30", []),
        (REPLACED_ON, "2024-07-01", ["no longer in force"]),
        (REPEALED_ON, None, ["no longer in force"]),
    ],
)
def test_a_task_rests_on_an_ended_document_only_from_a_known_day(
    statements: str, day: str | None, answers: list[str]
) -> None:
    question = QUESTIONS["tasks-on-ended-documents"]
    rows = select(invented(statements), question.bind({"day": day} if day else {}))
    assert [row["answer"].value for row in rows] == answers
    assert all(row["how"].value == "implements it" for row in rows)


# Targets compared


def test_each_area_asked_for_has_an_answer_for_each_target_of_anybody(embedded: Embedded) -> None:
    areas = [f"id:area/{name}" for name in ("thai-nguyen", "ninh-binh", "thua-thien-hue", "ha-giang")]
    rows = select(embedded, QUESTIONS["targets-compared"].bind({"area": areas, "year": "2025"}))
    cells = {(terms.shorten(row["indicator"].value), terms.shorten(row["area"].value)) for row in rows}
    indicators = {indicator for indicator, _ in cells}
    assert cells == {(indicator, area) for indicator in indicators for area in areas}
    targets = terms_prefixed("SELECT DISTINCT ?i { ?target cancu:indicator ?i ; cancu:deadlineYear 2025 }")
    assert len(indicators) == len(select(embedded, targets))


def test_silence_is_said_only_of_a_complete_text(embedded: Embedded) -> None:
    absences = {
        "complete": "silent",
        "truncated": "unknown: text cut",
        "summary": "unknown: summary",
        "": "unknown: no plan held",
    }
    areas = ["id:area/thai-nguyen", "id:area/ninh-binh", "id:area/thua-thien-hue", "id:area/ha-giang"]
    rows = select(embedded, QUESTIONS["targets-compared"].bind({"area": areas}))
    absent = [row for row in rows if "target" not in row]
    assert {
        (row["textStatus"].value.rpartition("/")[2] if "textStatus" in row else "", row["verdict"].value)
        for row in absent
    } == set(absences.items())


def test_the_verdicts_are_those_of_the_comparison_with_the_nation(embedded: Embedded) -> None:
    plan = "id:document/ubnd-thai-nguyen/kh/2022/104"
    against = select(embedded, QUESTIONS["targets-against-national"].bind({"plan": plan}))
    compared = select(embedded, QUESTIONS["targets-compared"].bind({"area": "id:area/thai-nguyen"}))
    verdicts = ("equal", "above", "below")
    given = {(r["indicator"], r["year"], r["verdict"]) for r in against if r["verdict"].value in verdicts}
    assert given
    assert given <= {(row["indicator"], row["year"], row["verdict"]) for row in compared}
