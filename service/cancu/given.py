"""Graphs that others give, checked as our own are: beside what a release holds, and changing nothing.

Only what is new is looked at by the shapes: what the graph speaks of, and what something new follows about.
A release holds no violation, so whatever else the checks find is of the graph as well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, Quad, Store, Triple
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.term import Node

from . import reason, terms, validate
from .engine import Latest, Workers
from .errors import Refused, SyntaxFault
from .graph import Corpus, as_rdflib, in_graph, parsed
from .limits import Limits
from .reason import Rule
from .release import Release, current
from .validate import Finding

NAME: Final = "Turtle"
"""What a given graph is called in errors and findings."""

_GRAPH: Final = terms.GRAPH + "given"
_QUEUE: Final = 10  # graphs that wait: they are larger than queries, and take longer
_RULES: Final = f"""
SELECT ?name ?construct WHERE {{ GRAPH <{terms.RULES_GRAPH}> {{
  ?rule rdfs:label ?name ; sh:construct ?construct
}} }} ORDER BY ?name"""
_KNOWN: Final = f"""
SELECT ?node ?rule ?path WHERE {{ GRAPH <{terms.REPORT_GRAPH}> {{
  ?result sh:focusNode ?node ; sh:sourceShape ?rule OPTIONAL {{ ?result sh:resultPath ?path }}
}} }}"""


@dataclass(frozen=True)
class Report:
    """What does not hold in a given graph, and the release it was checked beside."""

    release: str
    findings: Sequence[Finding]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return all(finding.severity != "violation" for finding in self.findings)


@dataclass(frozen=True)
class Held:
    """What graphs are checked beside: the closed store of a release, its rules, shapes and texts; the checks.

    `data` is the default graph, `known` what is warned of already: node, rule and path.
    """

    store: Store
    data: Graph
    shapes: Graph
    rules: Sequence[Rule]
    known: frozenset[tuple[str, ...]]
    texts: Mapping[str, str]
    checks: Path


def hold(release: Release, checks: Path) -> Held:
    """Read a release; Refused where it has no shapes."""
    whole = Store.read_only(str(release.store))
    store = Store()
    store.bulk_extend(quad for quad in whole if _is_checked(quad))
    shapes = validate.shapes_of(store)
    if not shapes:
        raise Refused(
            "no-shapes", "Ở đây không giữ quy tắc nào để kiểm tra", "No shapes are held here to check against"
        )
    rules = [Rule(name, construct) for name, construct in _rows(whole, _RULES)]
    known, texts = frozenset(_rows(whole, _KNOWN)), _texts(release.path / "texts")
    return Held(store, validate.data_graph(store), shapes, rules, known, texts, checks)


def _is_checked(quad: Quad) -> bool:
    """Whether a statement was there when the release was checked, before it described itself."""
    graph = getattr(quad.graph_name, "value", "")
    return graph == terms.SHAPES_GRAPH or terms.in_default_graph(graph)


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The values of a query's rows; "" for what is unbound."""
    rows: Any = store.query(query, prefixes=terms.PREFIXES)
    return [tuple(getattr(row[name], "value", "") for name in rows.variables) for row in rows]


def _texts(folder: Path) -> Mapping[str, str]:
    """The texts of the documents, by their IRIs."""
    return {
        f"{terms.ID}document/{path.relative_to(folder).with_suffix('')}": path.read_text(encoding="utf-8")
        for path in folder.rglob("*.txt")
    }


def check(held: Held, content: bytes) -> list[Finding]:
    """What does not hold in a graph as Turtle, most grave first; SyntaxFault where it cannot be read.

    It is added to what is held, which is good for one graph alone.
    """
    quads = list(parsed(content, _GRAPH, NAME))
    new = _readable(reason.add(held.store, quads, held.rules))
    data = held.data
    data += new
    spoken_of = {URIRef(quad.subject.value) for quad in quads if isinstance(quad.subject, NamedNode)}
    found = {
        *validate.check_shapes(data, narrowed(held.shapes, data, spoken_of | set(new.subjects()))),
        *validate.run_checks(held.store, held.checks),
        *validate.check_evidence(held.store, held.texts),
    }
    corpus = Corpus(held.store, {_GRAPH: (Path(NAME),)}, held.texts)
    fresh = (finding for finding in found if (finding.node, finding.rule, finding.path) not in held.known)
    return sorted(validate.located(finding, corpus) for finding in fresh)


def _readable(triples: Iterable[Triple]) -> Graph:
    """Triples as an rdflib graph; SyntaxFault where they are none of RDF 1.1."""
    try:
        return as_rdflib(in_graph(triple, NamedNode(_GRAPH)) for triple in triples)
    except (ValueError, ParserError) as error:
        raise SyntaxFault(NAME, f"not RDF 1.1: {error}") from error


def narrowed(shapes: Graph, data: Graph, focus: Set[Node]) -> Graph:
    """Shapes that look at some nodes alone: at those that they would look at among all of the data."""
    narrow = Graph() + shapes
    for property_, targets in _TARGETS.items():
        for shape, target in shapes.subject_objects(property_):
            narrow.remove((shape, property_, target))
            for node in focus & set(targets(data, target)):
                narrow.add((shape, SH.targetNode, node))
    return narrow


def _instances(data: Graph, kind: Node) -> Iterator[Node]:
    for narrower in data.transitive_subjects(RDFS.subClassOf, kind):
        yield from data.subjects(RDF.type, narrower)


_TARGETS: Final[Mapping[URIRef, Callable[[Graph, Node], Iterable[Node]]]] = {
    SH.targetClass: _instances,
    SH.targetSubjectsOf: lambda data, path: data.subjects(path),
    SH.targetObjectsOf: lambda data, path: data.objects(None, path),
}


@dataclass(frozen=True)
class Checking:
    """The work of checking given graphs beside a release."""

    release: Release
    checks: Path

    def __str__(self) -> str:
        return self.release.name

    def open(self) -> Callable[[], Callable[[bytes], list[Finding]]]:
        """Read the release once; every worker has a copy to spoil."""
        held = hold(self.release, self.checks)
        return lambda: partial(check, held)


class Examiner:
    """Checks given graphs beside the current release of a home, one at a time, where it can be ended.

    Nothing is read before the first graph is given; then it stays for the next.
    """

    def __init__(self, home: Path, checks: Path, limits: Limits) -> None:
        self._home, self._checks = home, checks
        queue = min(limits.queue_length, _QUEUE)
        self._limits = replace(
            limits, workers=1, seconds=limits.given_seconds, queue_length=queue, services=()
        )
        self._latest = Latest(self._start)

    async def check(self, content: bytes) -> Report:
        """What does not hold in a graph as Turtle; Busy, Overrun or WorkerLost where it cannot be told."""
        now = current(self._home)
        async with self._latest.of(now) as workers:
            return Report(now.name, await workers.do(content))

    def close(self) -> None:
        """End the processes."""
        self._latest.close()

    def _start(self, release: Release) -> Workers[bytes, list[Finding]]:
        return Workers(Checking(release, self._checks), self._limits, fresh=True)
