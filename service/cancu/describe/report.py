"""The report of a validation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from .. import terms
from ..validate import Finding
from .statements import Value, about, iri, quads

Node = NamedNode | BlankNode


def report(findings: Iterable[Finding]) -> Iterator[Quad]:
    """The findings on a release as a sh:ValidationReport, in a graph of their own."""
    node = NamedNode(terms.REPORT_GRAPH)
    named = [(NamedNode(f"{node.value}/{number}"), finding) for number, finding in enumerate(findings, 1)]
    yield from quads(terms.REPORT_GRAPH, _report(node, named))


def passing_report(findings: Iterable[Finding]) -> Iterator[Triple]:
    """The findings on what somebody gave as a sh:ValidationReport, which is kept nowhere and has no name."""
    return _report(BlankNode(), [(BlankNode(), finding) for finding in findings])


def _report(node: Node, results: Sequence[tuple[Node, Finding]]) -> Iterator[Triple]:
    """A report; it conforms when none of its findings is a violation."""
    for result, finding in results:
        yield from _result(result, finding)
    conforms = all(finding.severity != "violation" for _, finding in results)
    said: Mapping[str, Value] = {
        "a": iri("sh:ValidationReport"),
        "sh:conforms": Literal(conforms),
        "sh:result": [result for result, _ in results],
    }
    yield from about(node, said)


def _result(result: Node, finding: Finding) -> Iterator[Triple]:
    return about(
        result,
        {
            "a": iri("sh:ValidationResult"),
            "sh:resultSeverity": iri("sh:Violation" if finding.severity == "violation" else "sh:Warning"),
            "sh:sourceShape": NamedNode(finding.rule),
            "sh:resultMessage": finding.message,
            "sh:focusNode": _node(finding.node),
            "sh:resultPath": _node(finding.path),
        },
    )


def _node(name: str) -> tuple[NamedNode, ...]:
    """The node of an IRI, none for what is no IRI."""
    try:
        return (NamedNode(name),)
    except ValueError:
        return ()
