"""The second stage: close the data under the ontology.

owlrl closes the ontology itself; what it then says is compiled into SPARQL rules, which run
together with ontology/rules/*.rq to a fixed point. Only new facts about the data are returned.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import owlrl
from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, Store, Triple
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from . import terms
from .errors import SyntaxFault
from .graph import DEFAULT_GRAPH, Corpus, Progress, as_rdflib, in_graph, silent

# Constructs of the ontology that the compiler covers; a test fails on any other.
COVERED = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.equivalentClass,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.onProperty,
    OWL.hasValue,
    OWL.TransitiveProperty,
    OWL.SymmetricProperty,
)

_DECLARATIONS = (str(OWL.Class), str(OWL.ObjectProperty), str(OWL.DatatypeProperty), str(RDF.Property))


@dataclass(frozen=True)
class Rule:
    """What follows from what: a CONSTRUCT query, named after the axiom or the file it comes from."""

    name: str
    construct: str

    @property
    def update(self) -> str:
        """The rule as a SPARQL update that adds what it constructs to the default graph."""
        return self.construct.replace("CONSTRUCT", "INSERT", 1)


def _rule(name: str, head: str, body: str) -> Rule:
    return Rule(name, f"CONSTRUCT {{ {head} }} WHERE {{ {body} }}")


def ontology(corpus: Corpus) -> Graph:
    """The terms' axioms as an rdflib graph: the ontology graph without its code lists."""
    rows = corpus.store.quads_for_pattern(None, None, None, NamedNode(terms.ONTOLOGY_GRAPH))
    return as_rdflib(quad for quad in rows if not _is_code(quad.subject))


def _is_code(subject: object) -> bool:
    return isinstance(subject, NamedNode) and subject.value.startswith(terms.CODE)


def close_ontology(axioms: Graph) -> Graph:
    """The OWL RL closure of the ontology, by owlrl: every axiom that follows from the axioms."""
    closed = Graph() + axioms
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return closed


def compile_rules(closed: Graph) -> list[Rule]:
    """The axioms of a closed ontology as rules about data, sorted by name."""
    found = {
        *_subclass_rules(closed),
        *_subproperty_rules(closed),
        *_inverse_rules(closed),
        *_characteristic_rules(closed),
        *_chain_rules(closed),
        *_value_rules(closed),
    }
    return sorted(found, key=lambda rule: rule.name)


def _pairs(closed: Graph, predicate: URIRef) -> Iterator[tuple[URIRef, URIRef]]:
    """Named terms related by an axiom; what holds of every term says nothing and is left out."""
    trivial = {OWL.Thing, OWL.Nothing, OWL.topObjectProperty, OWL.bottomObjectProperty}
    for a, b in closed.subject_objects(predicate):
        if isinstance(a, URIRef) and isinstance(b, URIRef) and a != b and not {a, b} & trivial:
            yield a, b


def _subclass_rules(closed: Graph) -> Iterator[Rule]:
    for a, b in _pairs(closed, RDFS.subClassOf):
        yield _rule(f"{_short(a)} ⊑ {_short(b)}", f"?x a {b.n3()}", f"?x a {a.n3()}")


def _subproperty_rules(closed: Graph) -> Iterator[Rule]:
    for a, b in _pairs(closed, RDFS.subPropertyOf):
        yield _rule(f"{_short(a)} ⊑ {_short(b)}", f"?x {b.n3()} ?y", f"?x {a.n3()} ?y")


def _inverse_rules(closed: Graph) -> Iterator[Rule]:
    for a, b in _pairs(closed, OWL.inverseOf):
        for p, q in ((a, b), (b, a)):
            yield _rule(f"{_short(p)} inverse of {_short(q)}", f"?y {q.n3()} ?x", f"?x {p.n3()} ?y")


def _characteristic_rules(closed: Graph) -> Iterator[Rule]:
    for p in closed.subjects(RDF.type, OWL.TransitiveProperty):
        yield _rule(f"{_short(p)} transitive", f"?x {p.n3()} ?z", f"?x {p.n3()} ?y . ?y {p.n3()} ?z")
    for p in closed.subjects(RDF.type, OWL.SymmetricProperty):
        yield _rule(f"{_short(p)} symmetric", f"?y {p.n3()} ?x", f"?x {p.n3()} ?y")


def _chain_rules(closed: Graph) -> Iterator[Rule]:
    for p, chain in closed.subject_objects(OWL.propertyChainAxiom):
        links = list(Collection(closed, chain))
        path = " . ".join(f"?x{i} {link.n3()} ?x{i + 1}" for i, link in enumerate(links))
        name = f"{_short(p)} ⊒ {' ∘ '.join(map(_short, links))}"
        yield _rule(name, f"?x0 {p.n3()} ?x{len(links)}", path)


def _value_rules(closed: Graph) -> Iterator[Rule]:
    """A class equivalent to a value of a property: each gives the other."""
    for cls, restriction in closed.subject_objects(OWL.equivalentClass):
        p, value = closed.value(restriction, OWL.onProperty), closed.value(restriction, OWL.hasValue)
        if isinstance(cls, URIRef) and p is not None and value is not None:
            member, valued = f"?x a {cls.n3()}", f"?x {p.n3()} {value.n3()}"
            yield _rule(f"{_short(cls)} from {_short(p)}", member, valued)
            yield _rule(f"{_short(p)} from {_short(cls)}", valued, member)


def _short(term: Node) -> str:
    return terms.shorten(str(term))


def read_rules(folder: Path) -> list[Rule]:
    """The hand-written rules: one CONSTRUCT query per .rq file, named after the file."""
    return [_read_rule(path) for path in sorted(folder.glob("*.rq"))]


def _read_rule(path: Path) -> Rule:
    lines = path.read_text(encoding="utf-8").splitlines()
    rule = Rule(path.stem, "\n".join(line for line in lines if not line.startswith("#")))
    try:
        if isinstance(Store().query(rule.construct), QueryTriples):
            return rule
    except SyntaxError as error:
        raise SyntaxFault(path.name, error.msg) from error
    raise SyntaxFault(path.name, "a rule is one CONSTRUCT query")


def infer(corpus: Corpus, rules: Iterable[Rule], progress: Progress = silent) -> list[Triple]:
    """The facts about the data that follow by the rules and are asserted nowhere, sorted."""
    working = Store()
    working.extend(_default_graph(corpus.store))
    asserted = set(working)
    _run(working, list(rules), lambda: progress("reason", len(working) - len(asserted), 0))
    declared = declared_terms(corpus.store)
    new = (quad.triple for quad in working if quad not in asserted)
    return sorted((triple for triple in new if says_something(triple, declared)), key=str)


def _run(store: Store, rules: Sequence[Rule], passed: Callable[[], None]) -> None:
    """Add to the default graph what follows from it by the rules, to the fixed point."""
    size = -1
    while len(store) > size:
        size = len(store)
        for rule in rules:
            store.update(rule.update)
        passed()


def add(closed: Store, statements: Sequence[Quad], rules: Sequence[Rule]) -> list[Triple]:
    """Add statements to a closed store, and close it again; what it did not hold before, sorted."""
    held = _stated(closed)
    closed.extend(statements)
    closed.extend([in_graph(quad.triple, DEFAULT_GRAPH) for quad in statements])
    asserted = _stated(closed)  # as the store has them: it writes 45.0 as 45
    _run(closed, rules, lambda: None)
    new, declared = _stated(closed) - held, declared_terms(closed)
    for quad in new - asserted:
        if says_something(quad.triple, declared):
            closed.add(in_graph(quad.triple, NamedNode(terms.INFERRED_GRAPH)))
        else:
            closed.remove(quad)
            new.remove(quad)
    return sorted((quad.triple for quad in new), key=str)


def _stated(closed: Store) -> set[Quad]:
    return set(closed.quads_for_pattern(None, None, None, DEFAULT_GRAPH))


def close(store: Store, inferred: Iterable[Triple]) -> Store:
    """The named graphs with the inferred one beside them, and their union as the default graph."""
    closed = Store()
    closed.extend(store)
    closed.extend(in_graph(triple, NamedNode(terms.INFERRED_GRAPH)) for triple in inferred)
    closed.extend(list(_default_graph(closed)))
    return closed


def _default_graph(store: Store) -> Iterator[Quad]:
    """The statements of the graphs that make up the default graph, as its own."""
    for quad in store:
        if isinstance(quad.graph_name, NamedNode) and terms.in_default_graph(quad.graph_name.value):
            yield in_graph(quad.triple, DEFAULT_GRAPH)


def declared_terms(store: Store) -> set[NamedNode]:
    """The terms the ontology itself declares: facts about them are not facts about the data."""
    graph = NamedNode(terms.ONTOLOGY_GRAPH)
    return {
        quad.subject
        for kind in _DECLARATIONS
        for quad in store.quads_for_pattern(None, terms.TYPE, NamedNode(kind), graph)
        if isinstance(quad.subject, NamedNode)
    }


def says_something(triple: Triple, declared: set[NamedNode]) -> bool:
    """Whether an inferred triple is legal RDF about a named thing of the data, and not a truism."""
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, NamedNode) or isinstance(value, BlankNode) or subject in declared:
        return False
    return predicate.value != terms.OWL + "sameAs" and value != NamedNode(terms.OWL + "Thing")
