"""Why a triple is here: asserted by which words, or inferred from what by which rule."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from cancu import terms, why
from cancu.engine import Embedded, parse_solutions, select
from cancu.errors import UnknownName, UsageError
from proofs import leaves, short, triple

PLAN = "id:document/ubnd-thai-nguyen/kh/2022/104"
TASK = f"{PLAN}/task/V.2-1"
DECISION = "id:document/ttg/qd/2021/1373"
LAW = "id:document/quoc-hoi/luat/2019/43-2019"
PLAN_GRAPH = terms.GRAPH + "ubnd-thai-nguyen/kh/2022/104"


def test_a_number_of_a_plan_is_asserted_by_the_words_of_its_header(embedded: Embedded) -> None:
    explanation = why.explain(embedded, PLAN, "eli:number", "104/KH-UBND")
    assert (explanation.graphs, explanation.rule, explanation.premises) == ((PLAN_GRAPH,), None, ())
    (evidence,) = explanation.evidence
    assert evidence == why.Evidence(
        fact=terms.expand(f"{PLAN}/statement/number-1"),
        clause="header",
        document=terms.expand(PLAN),
        number="104/KH-UBND",
        words="Số: 104/KH-UBND",
        cue="",
        status=terms.CODE + "review-status/read",
        source="",
        source_kind="",
        confidence="",
    )


def test_a_value_of_a_target_is_asserted_by_the_words_of_the_target(embedded: Embedded) -> None:
    row, *_ = select(
        embedded,
        f"""SELECT ?target ?value ?quote {{ ?target <{terms.DEF}value> ?value ; <{terms.DEF}quote> ?quote }}
        ORDER BY ?target""",
    )
    explanation = why.explain(embedded, row["target"].value, "cancu:value", row["value"])
    (evidence,) = explanation.evidence
    assert (evidence.fact, evidence.words) == (row["target"].value, row["quote"].value)
    assert why.explain(embedded, row["target"].value, "cancu:value", row["value"].value) == explanation


def test_a_fact_without_held_words_names_its_pages(embedded: Embedded) -> None:
    explanation = why.explain(embedded, DECISION, "eli:based_on", LAW)
    (evidence,) = explanation.evidence
    assert (evidence.words, evidence.clause, evidence.document) == ("", "", "")
    assert evidence.source.startswith("https://")
    assert evidence.source_kind.startswith(terms.CODE + "source-kind/")
    assert evidence.confidence.startswith(terms.CODE + "confidence/")


@pytest.mark.parametrize(
    ("link", "to", "cue"),
    [
        ("eli:ensures_implementation_of", DECISION, "Thực hiện"),
        ("eli:cites", DECISION, "Thực hiện"),
        ("cancu:proposedIn", "id:document/sgddt-thai-nguyen/ttr/2022/1380", "sau khi xem xét đề nghị"),
    ],
)
def test_a_link_between_documents_is_asserted_by_the_citations_of_its_role(
    embedded: Embedded, link: str, to: str, cue: str
) -> None:
    explanation = why.explain(embedded, PLAN, link, to)
    assert cue in {evidence.cue for evidence in explanation.evidence}
    assert all(evidence.words and evidence.number == "104/KH-UBND" for evidence in explanation.evidence)
    assert explanation.graphs == (PLAN_GRAPH,)


def test_an_inverse_follows_from_the_link_the_other_way_round(embedded: Embedded) -> None:
    explanation = why.explain(embedded, DECISION, "eli:cited_by", PLAN)
    assert explanation.graphs == (terms.INFERRED_GRAPH,)
    assert explanation.rule is not None
    assert explanation.rule.name == "eli:cites inverse of eli:cited_by"
    assert explanation.evidence == ()
    (cites,) = explanation.premises
    assert short(cites) == (PLAN, "eli:cites", DECISION)
    assert cites.evidence


def test_a_plan_is_one_by_its_type(embedded: Embedded) -> None:
    explanation = why.explain(embedded, PLAN, "rdf:type", "cancu:Plan")
    assert explanation.rule is not None
    assert explanation.rule.name == "cancu:Plan from eli:type_document"
    (typed,) = explanation.premises
    assert short(typed) == (PLAN, "eli:type_document", "code:document-type/kh")
    assert [evidence.words for evidence in typed.evidence] == ["KẾ HOẠCH"]


def test_a_superclass_of_another_vocabulary_follows_from_the_class(embedded: Embedded) -> None:
    explanation = why.explain(embedded, TASK, "rdf:type", "schema:Action")
    assert explanation.rule is not None
    assert explanation.rule.name == "cancu:Task ⊑ schema:Action"
    assert [short(premise) for premise in explanation.premises] == [(TASK, "rdf:type", "cancu:Task")]


def test_a_task_implements_the_decision_that_approved_the_programme_of_its_plan(embedded: Embedded) -> None:
    hue = "id:document/ubnd-thua-thien-hue/kh/2024/182"
    task = select(embedded, f"SELECT ?t {{ <{terms.expand(hue)}> <{terms.DEF}hasTask> ?t }} ORDER BY ?t")[0]
    explanation = why.explain(embedded, task["t"].value, "cancu:implementsDecision", DECISION)
    programme = "id:programme/xay-dung-xa-hoi-hoc-tap-2021-2030"
    assert {short(leaf) for leaf in leaves(explanation)} == {
        (terms.shorten(task["t"].value), "rdf:type", "cancu:Task"),
        (terms.shorten(task["t"].value), "cancu:inDocument", hue),
        (hue, "cancu:carriesOut", programme),
        (programme, "cancu:approvedBy", DECISION),
        (DECISION, "rdf:type", "cancu:Document"),
    }
    stated = {short(leaf)[1] for leaf in leaves(explanation) if leaf.evidence}
    assert {"cancu:carriesOut", "cancu:approvedBy"} <= stated


def test_a_task_traces_to_a_law_by_the_shortest_chain_of_asserted_links(embedded: Embedded) -> None:
    explanation = why.explain(embedded, TASK, "cancu:tracesTo", LAW)
    assert [short(leaf) for leaf in leaves(explanation)] == [
        (TASK, "cancu:inDocument", PLAN),
        (PLAN, "eli:ensures_implementation_of", DECISION),
        (DECISION, "eli:based_on", LAW),
    ]
    for leaf in leaves(explanation):
        assert leaf.evidence
        for name in leaf.graphs:
            asked = embedded.query(f"ASK {{ GRAPH <{name}> {{ {triple(leaf)} }} }}")
            assert name != terms.INFERRED_GRAPH
            assert parse_solutions(asked.body) is True


def test_what_describes_the_service_is_asserted_in_its_own_graph(embedded: Embedded) -> None:
    explanation = why.explain(embedded, "shape:Target", "rdf:type", "sh:NodeShape")
    assert (explanation.graphs, explanation.rule) == ((terms.SHAPES_GRAPH,), None)


def test_an_object_in_plain_text_is_found_in_any_language(embedded: Embedded) -> None:
    explanation = why.explain(embedded, f"{PLAN}/citation/preamble-1", "cancu:cue", "Thực hiện")
    assert explanation.object == Literal("Thực hiện", language="vi")


def test_a_triple_that_is_not_there_is_said_to_be_none_with_what_is_there(embedded: Embedded) -> None:
    with pytest.raises(UnknownName, match="No triple") as caught:
        why.explain(embedded, PLAN, "eli:number", "105/KH-UBND")
    assert '"104/KH-UBND"' in caught.value.message.en
    assert '"104/KH-UBND"' in caught.value.message.vi
    assert "105/KH-UBND" in caught.value.name


def test_of_many_other_objects_a_few_are_named(embedded: Embedded) -> None:
    with pytest.raises(UnknownName) as caught:
        why.explain(embedded, PLAN, "cancu:hasTask", DECISION)
    listed = re.search(r"\(what is there: (.*)\)", caught.value.message.en)
    assert listed is not None
    assert len(listed[1].split(", ")) == 4
    assert listed[1].endswith(", …")


def test_where_nothing_is_there_nothing_is_named(embedded: Embedded) -> None:
    with pytest.raises(UnknownName) as caught:
        why.explain(embedded, "id:document/ubnd-tinh-a/kh/2030/1", "eli:number", Literal("1/KH-UBND"))
    assert caught.value.message.en.startswith("No triple named “id:document/ubnd-tinh-a/kh/2030/1")


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (f"{PLAN} ?x", "eli:number", "1"),
        (f"{PLAN}> ?p ?o }} #", "eli:number", "1"),
        (PLAN, "eli:number> ?o . ?s <x:y", "1"),
        (PLAN, "number", "1"),
        ("", "eli:number", "1"),
        (PLAN, "eli:number", '") || true) } #'),
        (PLAN, "eli:number", '"} SERVICE <http://127.0.0.1:9/> { ?s ?p "'),
        (PLAN, "eli:number", "\\"),
        (PLAN, "eli:number", "\ud800"),
    ],
)
def test_hostile_input_is_refused_and_asks_nothing_else(
    embedded: Embedded, subject: str, predicate: str, value: str
) -> None:
    with pytest.raises(UsageError):
        why.explain(embedded, subject, predicate, value)


@given(st.text(), st.text(), st.text())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_taken_or_refused(embedded: Embedded, subject: str, predicate: str, value: str) -> None:
    for given_triple in (
        (subject, predicate, value),
        (f"id:{subject}", f"eli:{predicate}", value),
        (PLAN, "eli:number", value),
    ):
        with pytest.raises(UsageError):
            why.explain(embedded, *given_triple)
