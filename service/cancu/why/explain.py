"""Why a triple is in the graph, down to what is asserted and the words that state it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from .. import terms
from ..engine import Engine, select
from ..errors import Message, UnknownName, UsageError
from .evidence import Evidence, evidence
from .proof import Search, Step
from .rules import Rule, Term, Triple


@dataclass(frozen=True)
class Explanation:
    """Why a triple is here: asserted, in `graphs` and by `evidence`; or inferred, by `rule` from `premises`.

    `subject`, `predicate` and `graphs` are IRIs. Each premise is explained in the same way, down to what is
    asserted, which has no rule and no premises.
    """

    subject: str
    predicate: str
    object: Term
    graphs: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    rule: Rule | None
    premises: tuple["Explanation", ...]


def explain(engine: Engine, subject: str, predicate: str, object: Term | str) -> Explanation:  # noqa: A002
    """Why a triple is in the graph.

    Subject and predicate are IRIs or prefixed names. An object that is a string is the IRI or prefixed name
    it reads as, else the literal of that text in whatever datatype or language there is. UsageError for what
    is no IRI or text, UnknownName where the triple is not there, Refused where its proof is too long,
    EngineError where the rules of the store give none.
    """
    goal, graphs = _find(engine, subject, predicate, object)
    proof: Mapping[Triple, Step] = {}
    places = {goal: graphs}
    if graphs == {terms.INFERRED_GRAPH}:
        search = Search(engine)
        proof = search.prove(goal)
        places |= search.graphs
    leaves = {triple for triple in _used(goal, proof) if triple not in proof}
    return _explanation(goal, proof, places, evidence(engine, leaves))


def _find(engine: Engine, subject: str, predicate: str, given: Term | str) -> tuple[Triple, set[str]]:
    """The triple that is meant, and the named graphs that speak for it.

    What is asserted needs no proof, and what describes the service speaks only where nothing else does.
    """
    s, p = _iri(subject), _iri(predicate)
    rows = select(engine, f"SELECT ?o ?graph {{ GRAPH ?graph {{ {s} {p} ?o }} {_meant(given)} }}")
    if not rows:
        raise _not_there(engine, s, p, given)
    o = min((row["o"] for row in rows), key=lambda term: (isinstance(term, Literal), str(term)))
    graphs = {row["graph"].value for row in rows if row["o"] == o}
    world = {graph for graph in graphs if terms.in_default_graph(graph)}
    return (s, p, o), world - {terms.INFERRED_GRAPH} or world or graphs


def _iri(name: str) -> NamedNode:
    try:
        return NamedNode(terms.expand(name))
    except ValueError as error:
        raise UsageError(f"“{name}” không phải IRI", f"“{name}” is no IRI: {error}") from error


def _meant(given: Term | str) -> str:
    """The restriction of ?o to an object as it was given."""
    if not isinstance(given, str):
        return f"VALUES ?o {{ {given} }}"
    try:
        return f"FILTER(STR(?o) IN ({Literal(given)}, {Literal(terms.expand(given))}))"
    except ValueError as error:
        raise UsageError("Chuỗi không phải Unicode", "The object is no Unicode text") from error


def _not_there(engine: Engine, s: NamedNode, p: NamedNode, given: Term | str) -> UnknownName:
    rows = select(engine, f"SELECT DISTINCT ?o {{ {s} {p} ?o }} ORDER BY ?o LIMIT 4")
    others = [_short(row["o"]) for row in rows[:3] if "o" in row] + ["…"] * (len(rows) > 3)
    kind = Message("bộ ba", "triple")
    if others:
        listed = ", ".join(others)
        kind = Message(f"bộ ba (ở đó có {listed})", f"triple (what is there: {listed})")
    return UnknownName(kind, " ".join(map(_short, (s, p, given))))


def _short(term: Term | str) -> str:
    return terms.shorten(term.value) if isinstance(term, NamedNode) else str(term)


def _used(triple: Triple, proof: Mapping[Triple, Step]) -> Iterator[Triple]:
    """The triples of the proof of one of them, and that one."""
    yield triple
    if triple in proof:
        for premise in proof[triple].premises:
            yield from _used(premise, proof)


def _explanation(
    triple: Triple,
    proof: Mapping[Triple, Step],
    graphs: Mapping[Triple, set[str]],
    stated: Mapping[Triple, tuple[Evidence, ...]],
) -> Explanation:
    s, p, o = triple
    step = proof.get(triple)
    return Explanation(
        subject=s.value,
        predicate=p.value,
        object=o,
        graphs=tuple(sorted(graphs.get(triple, (terms.INFERRED_GRAPH,)))),
        evidence=stated.get(triple, ()),
        rule=step.rule if step else None,
        premises=tuple(_explanation(t, proof, graphs, stated) for t in step.premises) if step else (),
    )
