"""The report of the validation."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Triple

from .. import terms
from ..validate import Finding
from .statements import Value, about, iri, quads


def report(findings: Iterable[Finding]) -> Iterator[Quad]:
    """The findings as a sh:ValidationReport; it conforms when none of them is a violation."""
    node = NamedNode(terms.REPORT_GRAPH)
    conforms = True
    results = []
    for number, finding in enumerate(findings, start=1):
        result = NamedNode(f"{terms.REPORT_GRAPH}/{number}")
        yield from quads(terms.REPORT_GRAPH, _result(result, finding))
        results.append(result)
        conforms = conforms and finding.severity != "violation"
    said: Mapping[str, Value] = {
        "a": iri("sh:ValidationReport"),
        "sh:conforms": Literal(conforms),
        "sh:result": results,
    }
    yield from quads(terms.REPORT_GRAPH, about(node, said))


def _result(result: NamedNode, finding: Finding) -> Iterator[Triple]:
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
    return (NamedNode(name),) if name.startswith("http") else ()
