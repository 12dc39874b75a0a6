"""The service described in RDF: its questions, the report of its validation, the dataset itself."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from . import terms
from .catalogue import Question
from .errors import Message
from .validate import Finding

_LICENCE = NamedNode("http://creativecommons.org/licenses/by/4.0/")
_TITLE = Message("Căn Cứ: kế hoạch công và căn cứ pháp lý", "Căn Cứ: public plans and their legal bases")


def questions(catalogue: Iterable[Question]) -> Iterator[Quad]:
    """Every question as a sh:SPARQLSelectExecutable, which editors offer as an example."""
    for question in catalogue:
        node = NamedNode(f"{terms.BASE}query/{question.name}")
        yield from _facts(terms.QUERIES_GRAPH, node, terms.SH + "SPARQLSelectExecutable", question.question)
        yield _quad(terms.QUERIES_GRAPH, node, terms.SH + "select", Literal(question.text))


def report(findings: Iterable[Finding]) -> Iterator[Quad]:
    """The findings as a sh:ValidationReport; it conforms when none of them is a violation."""
    graph = terms.REPORT_GRAPH
    node = NamedNode(graph)
    conforms = True
    for number, finding in enumerate(findings, start=1):
        result = NamedNode(f"{graph}/{number}")
        violation = finding.severity == "violation"
        conforms = conforms and not violation
        severity = NamedNode(terms.SH + ("Violation" if violation else "Warning"))
        yield _quad(graph, node, terms.SH + "result", result)
        yield _quad(graph, result, terms.RDF + "type", NamedNode(terms.SH + "ValidationResult"))
        yield _quad(graph, result, terms.SH + "resultSeverity", severity)
        yield _quad(graph, result, terms.SH + "sourceShape", NamedNode(finding.rule))
        yield from _messages(graph, result, terms.SH + "resultMessage", finding.message)
        for term, value in (("focusNode", finding.node), ("resultPath", finding.path)):
            if value.startswith("http"):
                yield _quad(graph, result, terms.SH + term, NamedNode(value))
    yield _quad(graph, node, terms.RDF + "type", NamedNode(terms.SH + "ValidationReport"))
    yield _quad(graph, node, terms.SH + "conforms", Literal(conforms))


def dataset(triples: int) -> Iterator[Quad]:
    """The dataset: title, licence and size, in triples of the default graph."""
    node = NamedNode(terms.BASE + "dataset")
    yield from _facts(terms.DATASET_GRAPH, node, terms.DCAT + "Dataset", _TITLE)
    yield _quad(terms.DATASET_GRAPH, node, terms.DCT + "license", _LICENCE)
    yield _quad(terms.DATASET_GRAPH, node, terms.VOID + "triples", Literal(triples))


def _facts(graph: str, node: NamedNode, kind: str, title: Message) -> Iterator[Quad]:
    yield _quad(graph, node, terms.RDF + "type", NamedNode(kind))
    yield from _messages(graph, node, terms.DCT + "title", title)


def _messages(graph: str, node: NamedNode, term: str, message: Message) -> Iterator[Quad]:
    yield _quad(graph, node, term, Literal(message.vi, language="vi"))
    yield _quad(graph, node, term, Literal(message.en, language="en"))


def _quad(graph: str, node: NamedNode, term: str, value: NamedNode | Literal) -> Quad:
    return Quad(node, NamedNode(term), value, NamedNode(graph))
