"""VoID: what the description counts is what the store, the dump and the home page hold."""

import re

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store
from rdflib import RDF, Graph, Literal, URIRef

from cancu import describe, engine, graph, terms
from cancu.describe.void import count, linksets, numbers
from cancu.release import Release
from describing import DATASET, DCT, KNOWN, VOID, VOID_EXT, parsed, terms_used
from reading import read, stored

INVENTED = """
id:a a cancu:Target , cancu:Fact ; cancu:value 1 , 2.5 ; cancu:inDocument id:d ; dct:title "tên"@vi .
id:b a cancu:Target , cancu:Fact ; cancu:inDocument id:d .
id:d a cancu:Document , eli:LegalResource ; dct:source <https://example.org/d> .
id:e cancu:inDocument id:d .
"""


@pytest.fixture(scope="module")
def invented() -> Graph:
    return parsed(numbers(describe.DATASET, count(stored(INVENTED))))


@pytest.fixture(scope="module")
def shipped(embedded: engine.Embedded) -> Graph:
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{terms.DATASET_GRAPH}> {{ ?s ?p ?o }} }}"
    return Graph().parse(embedded.query(query, graph="application/n-triples").body, format="nt")


def number(told: Graph, node: object, term: URIRef) -> int:
    (value,) = told.objects(node, term)  # type: ignore[arg-type]
    assert isinstance(value, Literal)
    return int(value)


def part(told: Graph, above: URIRef, hanging: URIRef, naming: URIRef, name: str) -> URIRef:
    """The one partition below another that is named by a term."""
    (found,) = [p for p in told.objects(above, hanging) if (p, naming, URIRef(terms.expand(name))) in told]
    assert isinstance(found, URIRef)
    return found


def of_class(told: Graph, name: str, above: URIRef = DATASET) -> URIRef:
    return part(told, above, VOID.classPartition, VOID["class"], name)


def of_property(told: Graph, name: str, above: URIRef = DATASET) -> URIRef:
    return part(told, above, VOID.propertyPartition, VOID.property, name)


def test_the_dataset_counts_triples_entities_terms_and_nodes(invented: Graph) -> None:
    told = {
        term: number(invented, DATASET, VOID[term])
        for term in ("triples", "entities", "classes", "properties", "distinctSubjects", "distinctObjects")
    }
    assert told == {
        "triples": 13, "entities": 3, "classes": 4, "properties": 5, "distinctSubjects": 4,
        "distinctObjects": 9,
    }  # fmt: skip


def test_a_class_counts_its_instances_and_what_is_said_of_them(invented: Graph) -> None:
    target = of_class(invented, "cancu:Target")
    assert number(invented, target, VOID.entities) == 2
    assert number(invented, target, VOID.triples) == 9


def test_a_property_counts_all_its_triples_and_those_of_each_class(invented: Graph) -> None:
    assert number(invented, of_property(invented, "cancu:inDocument"), VOID.triples) == 3
    target = of_class(invented, "cancu:Target")
    assert number(invented, of_property(invented, "cancu:inDocument", target), VOID.triples) == 2


def test_a_property_of_a_class_counts_what_it_leads_to(invented: Graph) -> None:
    target = of_class(invented, "cancu:Target")
    document = of_property(invented, "cancu:inDocument", target)
    assert number(invented, of_class(invented, "cancu:Document", document), VOID.triples) == 2
    value = of_property(invented, "cancu:value", target)
    for datatype in ("xsd:integer", "xsd:decimal"):
        leaf = part(invented, value, VOID_EXT.datatypePartition, VOID_EXT.datatype, datatype)
        assert number(invented, leaf, VOID.triples) == 1


def test_what_a_property_leads_to_is_told_by_our_own_classes_where_there_are_any(invented: Graph) -> None:
    document = of_property(invented, "cancu:inDocument", of_class(invented, "cancu:Target"))
    assert len(list(invented.objects(document, VOID.classPartition))) == 1


def test_a_description_knows_no_blank_node_and_no_unknown_term(shipped: Graph) -> None:
    assert set(terms_used(shipped)) <= KNOWN
    assert all(isinstance(node, URIRef) for node in shipped.subjects())
    assert not {value for value in shipped.objects() if not isinstance(value, URIRef | Literal)}


def test_an_empty_store_is_described_as_empty() -> None:
    told = parsed(numbers(describe.DATASET, count(Store())))
    assert number(told, DATASET, VOID.triples) == 0
    assert not list(told.objects(DATASET, VOID.classPartition))


NODES = st.sampled_from([NamedNode(f"{terms.ID}{name}") for name in "abcd"])
CLASSES = st.sampled_from([NamedNode(terms.DEF + "A"), NamedNode("https://example.org/B")])
VALUES = NODES | CLASSES | st.sampled_from([ox.Literal(1), ox.Literal("x"), ox.Literal("x", language="vi")])
PROPERTIES = st.sampled_from([NamedNode(f"{terms.DEF}{name}") for name in "pq"])
TRIPLES = st.builds(ox.Triple, NODES, PROPERTIES, VALUES) | st.builds(
    ox.Triple, NODES, st.just(terms.TYPE), CLASSES
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sets(TRIPLES))
def test_the_partitions_of_any_store_add_up(triples: set[ox.Triple]) -> None:
    store = Store()
    store.extend(graph.in_graph(triple, graph.DEFAULT_GRAPH) for triple in triples)
    told = parsed(numbers(describe.DATASET, count(store)))
    assert number(told, DATASET, VOID.triples) == len(triples)
    by_property = told.objects(DATASET, VOID.propertyPartition)
    assert sum(number(told, node, VOID.triples) for node in by_property) == len(triples)
    for node in told.objects(DATASET, VOID.classPartition):
        kind = NamedNode(str(told.value(node, VOID["class"])))
        members = {t.subject for t in triples if t.predicate == terms.TYPE and t.object == kind}
        assert number(told, node, VOID.entities) == len(members)
        below = [number(told, part, VOID.triples) for part in told.objects(node, VOID.propertyPartition)]
        assert sum(below) == sum(t.subject in members for t in triples) == number(told, node, VOID.triples)


def test_links_are_told_by_file_property_and_namespace() -> None:
    store = stored(
        """id:x schema:sameAs <https://example.org/a/1> , <https://example.org/a/2/> ;
        skos:closeMatch <https://example.org/b#1> ; dct:source <https://example.org/c/1> .""",
        terms.GRAPH + "links/other",
    )
    told = parsed(linksets(describe.DATASET, store))
    sets = {
        (str(told.value(node, VOID.linkPredicate)), str(told.value(node, VOID.objectsTarget))):
        number(told, node, VOID.triples)
        for node in told.subjects(RDF.type, VOID.Linkset)
    }  # fmt: skip
    assert sets == {
        (terms.SCHEMA + "sameAs", "https://example.org/a/"): 2,
        (terms.SKOS + "closeMatch", "https://example.org/b#"): 1,
    }
    assert all((DATASET, VOID.subset, node) in told for node in told.subjects(RDF.type, VOID.Linkset))


def test_every_class_and_property_of_the_default_graph_has_its_partition(
    shipped: Graph, embedded: engine.Embedded
) -> None:
    for query, hanging, naming in (
        ("SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t FILTER(ISIRI(?t)) } GROUP BY ?t",
         VOID.classPartition, VOID["class"]),
        ("SELECT ?t (COUNT(*) AS ?n) { ?s ?t ?o } GROUP BY ?t", VOID.propertyPartition, VOID.property),
    ):  # fmt: skip
        rows = engine.select(embedded, query)
        counted = {row["t"].value: int(row["n"].value) for row in rows}
        term = VOID.entities if naming == VOID["class"] else VOID.triples
        parts = list(shipped.objects(DATASET, hanging))
        assert {str(shipped.value(p, naming)): number(shipped, p, term) for p in parts} == counted


def test_partitions_of_a_class_by_property_count_as_the_store_does(
    shipped: Graph, embedded: engine.Embedded
) -> None:
    for name in ("Task", "Document", "Agency"):
        rows = engine.select(
            embedded, f"SELECT ?p (COUNT(*) AS ?n) {{ ?s a <{terms.DEF}{name}> ; ?p ?o }} GROUP BY ?p"
        )
        whole = of_class(shipped, f"cancu:{name}")
        told = {
            str(shipped.value(node, VOID.property)): number(shipped, node, VOID.triples)
            for node in shipped.objects(whole, VOID.propertyPartition)
        }
        assert told == {row["p"].value: int(row["n"].value) for row in rows}


def test_the_dump_holds_as_many_triples_as_the_description_says(shipped: Graph, published: Release) -> None:
    quads = graph.load([published.path / "cancu.nq"])
    names = {str(getattr(name, "value", "")) for name in quads.named_graphs()}
    kept = {
        quad.triple
        for name in names if terms.in_default_graph(name)
        for quad in quads.quads_for_pattern(None, None, None, NamedNode(name))
    }  # fmt: skip
    assert number(shipped, DATASET, VOID.triples) == len(kept)


def test_the_home_page_counts_as_the_description_does(shipped: Graph, site: TestClient) -> None:
    shown = re.findall(
        r'<dt><a[^>]*href="/def/(\w+)[^"]*"[^>]*>.*?</dt><dd>([\d.,\s]+)</dd>', read(site, "/").html
    )
    assert {"Document", "Target", "Task", "Agency", "Area", "Indicator", "Programme"} == {n for n, _ in shown}
    for name, count_shown in shown:
        entities = number(shipped, of_class(shipped, f"cancu:{name}"), VOID.entities)
        assert int(re.sub(r"\D", "", count_shown)) == entities, name


def test_no_triple_stands_in_two_graphs(embedded: engine.Embedded) -> None:
    twice = engine.select(
        embedded, "SELECT * { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) } LIMIT 9"
    )
    assert twice == ()


def test_examples_links_and_vocabularies_are_of_the_store(shipped: Graph, embedded: engine.Embedded) -> None:
    examples = list(shipped.objects(DATASET, VOID.exampleResource))
    assert len(examples) > 10
    for example in examples:
        assert engine.select(embedded, f"SELECT ?o {{ <{example}> ?p ?o }} LIMIT 1"), example
    assert len(list(shipped.subjects(RDF.type, VOID.Linkset))) >= 6
    vocabularies = set(map(str, shipped.objects(DATASET, VOID.vocabulary)))
    assert {terms.DEF, terms.ELI, terms.ORG, terms.SKOS, terms.DCT} <= vocabularies


def test_the_description_of_the_store_names_no_host(shipped: Graph) -> None:
    for term in (VOID.sparqlEndpoint, VOID.dataDump):
        assert not list(shipped.subject_objects(term))
    assert str(shipped.value(DATASET, DCT.modified)) >= "2026-11-21"
