"""The closure: equal to owlrl's on the shipped data; the hand-written rules by their rows."""

import re
from pathlib import Path

import owlrl
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse
from rdflib import URIRef

from cancu import graph, reason, terms
from cancu.errors import SyntaxFault
from cancu.graph import Corpus

PREFIXES = """
@prefix : <https://w3id.org/cancu/id/> .
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix cancu: <https://w3id.org/cancu/def/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
"""


def triples(turtle: str) -> set[Triple]:
    return {quad.triple for quad in parse(PREFIXES + turtle, RdfFormat.TURTLE)}


def corpus_of(ontology: str, data: str) -> Corpus:
    store = Store()
    for name, turtle in ((terms.ONTOLOGY_GRAPH, ontology), (terms.GRAPH + "data", data)):
        store.extend(graph.in_graph(triple, NamedNode(name)) for triple in triples(turtle))
    return Corpus(store, {}, {})


def inferred_from(ontology: str, data: str) -> set[Triple]:
    corpus = corpus_of(ontology, data)
    rules = reason.compile_rules(reason.close_ontology(reason.ontology(corpus)))
    return set(reason.infer(corpus, rules))


@pytest.mark.parametrize(
    ("ontology", "data", "expected"),
    [
        ("ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C .", ":x a ex:A .", ":x a ex:B, ex:C ."),
        ("ex:p rdfs:subPropertyOf ex:q .", ":x ex:p :y .", ":x ex:q :y ."),
        ("ex:p owl:inverseOf ex:q .", ":x ex:p :y . :a ex:q :b .", ":y ex:q :x . :b ex:p :a ."),
        ("ex:p a owl:TransitiveProperty .", ":x ex:p :y . :y ex:p :z . :z ex:p :w .",
         ":x ex:p :z, :w . :y ex:p :w ."),
        ("ex:p a owl:SymmetricProperty .", ":x ex:p :y .", ":y ex:p :x ."),
        ("ex:p owl:propertyChainAxiom ( ex:q ex:r ) .", ":x ex:q :y . :y ex:r :z .", ":x ex:p :z ."),
        ("ex:A owl:equivalentClass [ a owl:Restriction ; owl:onProperty ex:p ; owl:hasValue ex:v ] .",
         ":x ex:p ex:v . :y a ex:A .", ":x a ex:A . :y ex:p ex:v ."),
    ],
)  # fmt: skip
def test_each_construct_gives_what_it_means(ontology: str, data: str, expected: str) -> None:
    assert inferred_from(ontology, data) == triples(expected)


def test_what_is_asserted_is_not_inferred_again() -> None:
    assert inferred_from("ex:p rdfs:subPropertyOf ex:q .", ":x ex:p :y ; ex:q :y .") == set()


def test_literals_never_become_subjects() -> None:
    assert inferred_from("ex:p owl:inverseOf ex:q .", ':x ex:p "words" .') == set()


def oracle(corpus: Corpus) -> set[Triple]:
    """The closure of the default graph by owlrl, as triples about the data that say something."""
    closed = reason.close(corpus.store, [])
    everything = list(closed.quads_for_pattern(None, None, None, graph.DEFAULT_GRAPH))
    expanded = graph.as_rdflib(everything)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(expanded)
    lines = "\n".join(f"{s.n3()} {p.n3()} {o.n3()} ." for s, p, o in expanded if isinstance(s, URIRef))
    # owlrl writes values its own way ("60.0" → "60"); a store brings both sides to one form.
    store = Store()
    store.load(lines.encode(), RdfFormat.N_TRIPLES)
    declared = reason.declared_terms(corpus.store)
    known = {quad.subject for quad in everything} | {quad.object for quad in everything}
    new = {quad.triple for quad in store} - {quad.triple for quad in everything}
    return {triple for triple in new if triple.subject in known and reason.says_something(triple, declared)}


def test_the_closure_equals_owlrls_triple_by_triple(corpus: Corpus) -> None:
    rules = reason.compile_rules(reason.close_ontology(reason.ontology(corpus)))
    assert set(reason.infer(corpus, rules)) == oracle(corpus)


def test_a_rule_file_that_is_no_construct_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text("SELECT * WHERE { ?x ?p ?y }", encoding="utf-8")
    with pytest.raises(SyntaxFault, match=r"broken\.rq"):
        reason.read_rules(tmp_path)


def test_a_rule_file_that_does_not_parse_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text("CONSTRUCT { ?x ?p } WHERE { }", encoding="utf-8")
    with pytest.raises(SyntaxFault, match=r"broken\.rq"):
        reason.read_rules(tmp_path)


IMPLEMENTING = """
:law a cancu:Document .  :decision a cancu:Document .  :directive a cancu:Document .
:plan a cancu:Document ; eli:ensures_implementation_of :directive ; eli:cites :law .
:programme a cancu:Programme ; cancu:approvedBy :decision .
:plain a cancu:Task ; cancu:inDocument :plan .
:own a cancu:Task ; cancu:inDocument :plan ; cancu:implements :programme, :law .
:citation a cancu:Citation ; cancu:inDocument :plan ; cancu:cited :decision .
"""


def test_a_task_implements_what_its_clause_its_programme_or_its_plan_carries_out(root: Path) -> None:
    rules = [
        rule for rule in reason.read_rules(root / "ontology/rules") if rule.name == "implements-decision"
    ]
    assert set(reason.infer(corpus_of("", IMPLEMENTING), rules)) == triples(
        """:plain cancu:implementsDecision :directive .
           :own cancu:implementsDecision :directive, :decision, :law ."""
    )


def test_a_document_has_its_parts_by_name(root: Path) -> None:
    data = ":t a cancu:Target ; cancu:inDocument :d . :c a cancu:Clause ; cancu:inDocument :d ."
    rules = [rule for rule in reason.read_rules(root / "ontology/rules") if rule.name == "parts"]
    assert set(reason.infer(corpus_of("", data), rules)) == triples(
        ":d cancu:hasTarget :t ; cancu:hasClause :c ."
    )


def test_compiled_rules_are_named_after_their_axiom() -> None:
    corpus = corpus_of("cancu:carriesOut rdfs:subPropertyOf cancu:tracesTo .", "")
    rules = reason.compile_rules(reason.close_ontology(reason.ontology(corpus)))
    assert [rule.name for rule in rules] == ["cancu:carriesOut ⊑ cancu:tracesTo"]
    assert re.match(r"INSERT .* WHERE ", rules[0].update)
