"""What the tests of explanations share: invented stores, and what makes a proof sound."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QueryTriples, RdfFormat, Store, Triple, parse

from cancu import describe, reason, terms
from cancu.engine import Answer, Engine, Query
from cancu.graph import DEFAULT_GRAPH, Corpus, in_graph
from cancu.reason import Rule
from cancu.why import Explanation

PREFIXES = """
@prefix : <https://w3id.org/cancu/id/> .
@prefix cancu: <https://w3id.org/cancu/def/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix role: <https://w3id.org/cancu/code/citation-role/> .
"""


class Counting(Engine):
    """An engine that counts what it is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.asked = engine, 0

    def answer(self, query: Query) -> Answer:
        self.asked += 1
        return self._engine.answer(query)


def invented(turtle: str, rules: list[Rule]) -> Store:
    """Invented statements in a graph of their own, closed by the rules of the release."""
    store = Store()
    for quad in parse(PREFIXES + turtle, RdfFormat.TURTLE):
        store.add(in_graph(quad.triple, NamedNode(terms.GRAPH + "invented")))
    closed = reason.close(store, reason.infer(Corpus(store, {}, {}), rules))
    closed.extend(describe.rules(rules))
    return closed


def chain(length: int) -> str:
    """Invented documents, each based on the next."""
    return "".join(f":d{i} eli:based_on :d{i + 1} . " for i in range(length))


def walk(explanation: Explanation, above: tuple[Explanation, ...] = ()) -> Iterator[tuple[Explanation, ...]]:
    """Every step of a proof, with those that lead to it from the goal."""
    yield (path := (*above, explanation))
    for premise in explanation.premises:
        yield from walk(premise, path)


def leaves(explanation: Explanation) -> list[Explanation]:
    return [path[-1] for path in walk(explanation) if path[-1].rule is None]


def triple(explanation: Explanation) -> Triple:
    return Triple(NamedNode(explanation.subject), NamedNode(explanation.predicate), explanation.object)


def short(explanation: Explanation) -> tuple[str, str, str]:
    values = explanation.subject, explanation.predicate, explanation.object.value
    return terms.shorten(values[0]), terms.shorten(values[1]), terms.shorten(values[2])


def is_sound(step: Explanation, store: Store) -> bool:
    """Whether a step is asserted where it says, or what its rule makes of its premises and nothing else."""
    if step.rule is None:
        graphs = [NamedNode(name) for name in step.graphs if name != terms.INFERRED_GRAPH]
        return bool(graphs) and all(in_graph(triple(step), graph) in store for graph in graphs)
    premises = Store()
    premises.extend(in_graph(triple(premise), DEFAULT_GRAPH) for premise in step.premises)
    made = premises.query(construct(step.rule.iri, store))
    assert isinstance(made, QueryTriples)
    return triple(step) in set(made)


def construct(rule: str, store: Store) -> str:
    """The CONSTRUCT query of a rule, as the release has it."""
    term, name = NamedNode(terms.SH + "construct"), NamedNode(terms.RULES_GRAPH)
    (quad,) = store.quads_for_pattern(NamedNode(rule), term, None, name)
    assert isinstance(quad.object, Literal)
    return quad.object.value
