"""The ontology: a full header, labels and definitions in both languages, nothing a rule does not cover."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from cancu import terms
from cancu.graph import Corpus
from cancu.reason import COVERED

LANGUAGES = {"vi", "en"}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def ontology(root: Path) -> Graph:
    graph = Graph()
    for path in sorted((root / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


def own_terms(ontology: Graph, *kinds: URIRef) -> Iterator[URIRef]:
    for kind in kinds:
        for term in ontology.subjects(RDF.type, kind):
            if isinstance(term, URIRef) and term.startswith(terms.DEF) and term != URIRef(terms.DEF):
                yield term


def languages(ontology: Graph, subject: URIRef, predicate: URIRef) -> Counter[str | None]:
    return Counter(getattr(value, "language", None) for value in ontology.objects(subject, predicate))


def test_every_term_has_one_label_and_one_definition_in_each_language(ontology: Graph) -> None:
    for term in own_terms(ontology, *KINDS):
        for predicate in (RDFS.label, SKOS.definition):
            assert languages(ontology, term, predicate) == Counter(LANGUAGES), (term, predicate)


def test_every_code_has_a_label_and_a_definition_in_each_language(ontology: Graph) -> None:
    codes = [term for term in ontology.subjects(RDF.type, SKOS.Concept) if isinstance(term, URIRef)]
    assert len(codes) > 150
    for code in codes:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert languages(ontology, code, predicate) == Counter(LANGUAGES), (code, predicate)


def test_no_term_has_a_domain_or_a_range(ontology: Graph) -> None:
    assert not list(ontology.subject_objects(RDFS.domain))
    assert not list(ontology.subject_objects(RDFS.range))


def test_every_link_has_a_named_inverse_or_is_narrower_than_one_that_has(ontology: Graph) -> None:
    inverted = {term for pair in ontology.subject_objects(OWL.inverseOf) for term in pair}
    for link in own_terms(ontology, OWL.ObjectProperty):
        broader = set(ontology.transitive_objects(link, RDFS.subPropertyOf))
        assert broader & inverted, link


def test_the_header_says_version_licence_and_preferred_prefix(ontology: Graph) -> None:
    header = URIRef(terms.DEF)
    version = ontology.value(header, OWL.versionInfo)
    assert ontology.value(header, OWL.versionIRI) == URIRef(f"{terms.DEF}{version}")
    assert languages(ontology, header, DCTERMS.title) == Counter(LANGUAGES)
    assert languages(ontology, header, DCTERMS.description) == Counter(LANGUAGES)
    assert ontology.value(header, DCTERMS.license) == URIRef("http://creativecommons.org/licenses/by/4.0/")
    prefix = URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix")
    assert str(ontology.value(header, prefix)) == "cancu"


def test_the_version_is_that_of_the_package(ontology: Graph, root: Path) -> None:
    version = ontology.value(URIRef(terms.DEF), OWL.versionInfo)
    assert f'version = "{version}"' in (root / "pyproject.toml").read_text(encoding="utf-8")


def test_only_constructs_that_a_rule_covers_are_used(ontology: Graph) -> None:
    structure = {
        OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.Restriction,
        OWL.versionIRI, OWL.versionInfo, RDFS.label, RDFS.isDefinedBy, RDFS.comment,
    }  # fmt: skip
    said = {*ontology.predicates(), *ontology.objects(None, RDF.type)}
    logical = {term for term in said if str(term).startswith((str(OWL), str(RDFS)))}
    assert logical - structure <= set(COVERED)


def test_every_term_of_the_ontology_is_declared(ontology: Graph) -> None:
    declared = {*own_terms(ontology, *KINDS), URIRef(terms.DEF)}
    named = {t for triple in ontology for t in triple if isinstance(t, URIRef) and t.startswith(terms.DEF)}
    assert {term for term in named if "0.1" not in term} <= declared


def test_every_declared_foreign_term_has_an_axiom_or_is_used_by_the_data(
    ontology: Graph, corpus: Corpus
) -> None:
    declarations = {*KINDS, RDF.Property}
    used = {quad.predicate.value for quad in corpus.store}
    used |= {quad.object.value for quad in corpus.store if quad.predicate == terms.TYPE}
    for kind in declarations:
        for term in set(ontology.subjects(RDF.type, kind)) - set(own_terms(ontology, *KINDS)):
            said = {(p, o) for p, o in ontology.predicate_objects(term) if o not in declarations}
            assert said or list(ontology.subjects(None, term)) or str(term) in used, term


def test_every_code_stands_in_the_scheme_that_its_address_names(ontology: Graph) -> None:
    for code in ontology.subjects(RDF.type, SKOS.Concept):
        scheme = URIRef(str(code).rpartition("/")[0])
        assert (code, SKOS.topConceptOf, scheme) in ontology
        assert (scheme, RDF.type, SKOS.ConceptScheme) in ontology
