"""The service described in RDF: questions, report, dataset."""

from collections.abc import Iterable, Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store

from cancu import describe, engine, terms
from cancu.catalogue import Question
from cancu.errors import Message
from cancu.reason import Rule
from cancu.validate import Finding
from reading import stored

EU = "http://publications.europa.eu/resource/authority/"
NODE = terms.ID + "target/tinh-a-1"


def finding(severity: str = "violation", node: str = NODE, path: str = "") -> Finding:
    message = Message("Chỉ tiêu thiếu hạn", "The target lacks a deadline")
    return Finding(severity, "a.ttl", node, terms.SHAPE + "Target-deadline", path, "", message)


def holds(quads: Iterable[Quad], pattern: str) -> bool:
    store = Store()
    store.extend(quads)
    answer = store.query(f"ASK {{ GRAPH ?graph {{ {pattern} }} }}", prefixes=terms.PREFIXES)
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def everything(questions: dict[str, Question]) -> Iterator[Quad]:
    yield from describe.questions(questions.values())
    yield from describe.rules([Rule("ex:a ⊑ ex:b", "CONSTRUCT WHERE { ?x ?p ?y }")])
    yield from describe.report([finding()])
    yield from describe.dataset(stored("id:a a cancu:Task ."))


def test_every_question_is_an_executable_with_its_two_titles(questions: dict[str, Question]) -> None:
    quads = list(describe.questions(questions.values()))
    for name, question in questions.items():
        node = f"<{terms.BASE}query/{name}> a sh:SPARQLSelectExecutable ; dct:title "
        for title in (
            Literal(question.question.vi, language="vi"),
            Literal(question.question.en, language="en"),
        ):
            assert holds(quads, f"{node} {title}"), name


def test_a_described_question_carries_its_query_as_it_stands(questions: dict[str, Question]) -> None:
    quads = describe.questions(questions.values())
    texts = {quad.object for quad in quads if quad.predicate.value == terms.SH + "select"}
    assert texts == {Literal(question.text) for question in questions.values()}


def test_a_described_rule_has_its_name_its_query_and_an_iri_that_its_name_alone_makes() -> None:
    old, new = Rule("ex:a ⊑ ex:b", "CONSTRUCT {} WHERE {}"), Rule("ex:a ⊑ ex:b", "CONSTRUCT {} WHERE { }")
    quads = list(describe.rules([new]))
    assert holds(quads, f'?r a sh:SPARQLRule ; rdfs:label "{new.name}" ; sh:construct "{new.construct}"')
    assert {quad.subject for quad in quads} == {quad.subject for quad in describe.rules([old])}
    assert {quad.subject for quad in quads} != {quad.subject for quad in describe.rules([Rule("b", "")])}


@pytest.mark.parametrize(
    ("severities", "conforms"),
    [
        ((), "true"),
        (("warning",), "true"),
        (("violation",), "false"),
        (("warning", "violation"), "false"),
        (("violation", "warning"), "false"),
    ],
)
def test_a_report_conforms_when_nothing_is_violated(severities: tuple[str, ...], conforms: str) -> None:
    quads = describe.report(finding(severity) for severity in severities)
    assert holds(quads, f"?report a sh:ValidationReport ; sh:conforms {conforms}")


@pytest.mark.parametrize(("severity", "term"), [("violation", "sh:Violation"), ("warning", "sh:Warning")])
def test_a_result_names_node_path_rule_severity_and_message(severity: str, term: str) -> None:
    quads = describe.report([finding(severity, path=terms.DEF + "deadlineYear")])
    assert holds(
        quads,
        f"""?report sh:result ?result . ?result a sh:ValidationResult ; sh:resultSeverity {term} ;
        sh:focusNode <{NODE}> ; sh:resultPath cancu:deadlineYear ; sh:sourceShape shape:Target-deadline ;
        sh:resultMessage "Chỉ tiêu thiếu hạn"@vi, "The target lacks a deadline"@en""",
    )


def test_findings_of_one_node_stay_apart() -> None:
    quads = describe.report([finding(), finding("warning")])
    results = {quad.object for quad in quads if quad.predicate.value == terms.SH + "result"}
    assert len(results) == 2


def test_what_is_no_iri_is_left_out_of_a_result() -> None:
    quads = list(describe.report([finding(node="n0", path="")]))
    assert not holds(quads, "?result sh:focusNode ?node")
    assert not holds(quads, "?result sh:resultPath ?path")


def test_the_dataset_has_title_licence_and_size() -> None:
    assert holds(
        describe.dataset(stored("id:a a cancu:Task ; cancu:text 'x' ; cancu:position 1 .")),
        """?dataset a dcat:Dataset ; void:triples 3 ; dct:title ?vi, ?en ;
        dct:license <http://creativecommons.org/licenses/by/4.0/>
        FILTER(LANG(?vi) = "vi" && LANG(?en) = "en")""",
    )


def test_the_dataset_dates_and_places_itself_by_what_the_data_say() -> None:
    quads = describe.dataset(
        stored(
            """cancu: dct:created "2030-01-01"^^xsd:date ; dct:modified "2030-02-01"^^xsd:date ;
            owl:versionInfo "9.9.9" .
            id:a cancu:seenOn "2030-03-01"^^xsd:date ; cancu:periodStart 2021 ; cancu:periodEnd 2030 .
            id:b cancu:periodStart 2025 ; cancu:periodEnd 2025 ; dct:subject code:field\\/x .
            code:field\\/x skos:closeMatch <{EU}data-theme/HEAL> .
            id:c a cancu:Area ; cancu:level code:level\\/central ; schema:sameAs <https://example.org/c> ,
              <{EU}country/XYZ> .""".replace("{EU}", EU)
        )
    )
    assert holds(
        quads,
        f"""{describe.DATASET} dct:issued "2030-01-01"^^xsd:date ; dct:modified "2030-03-01"^^xsd:date ;
        owl:versionInfo "9.9.9" ; dct:subject code:field\\/x ; dct:temporal ?period ; dct:spatial id:c ,
          <{EU}country/XYZ> ;
        dcat:theme <{EU}data-theme/HEAL> .
        ?period dcat:startDate "2021"^^xsd:gYear ; dcat:endDate "2030"^^xsd:gYear
        FILTER NOT EXISTS {{ ?any dct:spatial <https://example.org/c> }}""",
    )


def test_a_dataset_without_texts_and_dates_says_nothing_of_them() -> None:
    quads = describe.dataset(Store())
    for term in ("dct:source", "dct:rights", "dct:temporal", "dct:modified", "dct:spatial"):
        assert not holds(quads, f"?any {term} ?value"), term


def test_a_description_of_the_same_store_is_the_same(closed: Store) -> None:
    assert set(describe.dataset(closed)) == set(describe.dataset(closed))


def test_the_published_size_is_the_size_of_the_default_graph(embedded: engine.Embedded) -> None:
    (counted,) = engine.select(embedded, "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }")
    (described,) = engine.select(
        embedded,
        f"""SELECT ?triples {{ GRAPH <{terms.DATASET_GRAPH}> {{
        {describe.DATASET} <{terms.VOID}triples> ?triples }} }}""",
    )
    assert counted == described


def test_the_description_stays_out_of_the_default_graph(questions: dict[str, Question]) -> None:
    graphs = {quad.graph_name for quad in everything(questions)}
    assert graphs == {NamedNode(graph) for graph in terms.APART if graph != terms.SHAPES_GRAPH}
    assert not any(terms.in_default_graph(graph.value) for graph in graphs if isinstance(graph, NamedNode))
