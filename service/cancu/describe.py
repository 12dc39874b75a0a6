"""The service described in RDF: its questions and rules, the report of its validation, the dataset itself."""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from . import terms
from .catalogue import Question
from .errors import Message
from .limits import Limits
from .reason import Rule
from .validate import Finding

_LICENCE = NamedNode("http://creativecommons.org/licenses/by/4.0/")
_TITLE = Message("Căn Cứ: kế hoạch công và căn cứ pháp lý", "Căn Cứ: public plans and their legal bases")


def questions(catalogue: Iterable[Question]) -> Iterator[Quad]:
    """Every question as a sh:SPARQLSelectExecutable, which editors offer as an example."""
    for question in catalogue:
        node = NamedNode(f"{terms.BASE}query/{question.name}")
        yield from _facts(terms.QUERIES_GRAPH, node, terms.SH + "SPARQLSelectExecutable", question.question)
        yield _quad(terms.QUERIES_GRAPH, node, terms.SH + "select", Literal(question.text))


def rules(compiled: Iterable[Rule]) -> Iterator[Quad]:
    """Every rule of the inferred graph as a sh:SPARQLRule, known by its name, with its CONSTRUCT query."""
    for rule in compiled:
        node = NamedNode(f"{terms.BASE}rule/{hashlib.sha256(rule.name.encode()).hexdigest()[:16]}")
        yield _quad(terms.RULES_GRAPH, node, terms.RDF + "type", NamedNode(terms.SH + "SPARQLRule"))
        yield _quad(terms.RULES_GRAPH, node, terms.RDFS + "label", Literal(rule.name))
        yield _quad(terms.RULES_GRAPH, node, terms.SH + "construct", Literal(rule.construct))


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


def service(endpoint: str, limits: Limits, format: RdfFormat) -> bytes:  # noqa: A002
    """The SPARQL 1.1 Service Description of the endpoint as it runs, serialised."""
    node, whole, default = (
        NamedNode(f"{endpoint}#{part}") for part in ("service", "dataset", "default-graph")
    )
    sd = terms.SD
    rows: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (node, terms.RDF + "type", NamedNode(sd + "Service")),
        (node, sd + "endpoint", NamedNode(endpoint)),
        (node, sd + "supportedLanguage", NamedNode(sd + "SPARQL11Query")),
        (node, sd + "defaultDataset", whole),
        (whole, terms.RDF + "type", NamedNode(sd + "Dataset")),
        (whole, sd + "defaultGraph", default),
        (default, terms.RDF + "type", NamedNode(sd + "Graph")),
        *((default, terms.RDFS + "comment", text) for text in _literals(_DEFAULT_GRAPH)),
        *((node, sd + "resultFormat", NamedNode(iri)) for iri in _FORMATS),
        *((node, terms.RDFS + "comment", text) for text in _literals(_limits_told(limits))),
    ]
    triples = (Triple(subject, NamedNode(term), value) for subject, term, value in rows)
    prefixes = {"sd": sd, "rdfs": terms.RDFS, "formats": _W3C_FORMATS}
    return serialize(triples, format=format, prefixes=prefixes) or b""


_W3C_FORMATS = "http://www.w3.org/ns/formats/"
_FORMATS = tuple(
    _W3C_FORMATS + name
    for name in (
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
    )
)  # fmt: skip
_DEFAULT_GRAPH = Message(
    "Hợp của các đồ thị văn bản, tham chiếu, liên kết, bản thể học và suy ra",
    "The union of the graphs of documents, reference, links, ontology and inferred facts",
)


def _limits_told(limits: Limits) -> Message:
    services = ", ".join(limits.services)
    calls = Message(f"SERVICE chỉ tới {services}", f"SERVICE to {services} alone")
    outward = calls if services else Message("không SERVICE", "no SERVICE")
    return Message(
        f"Chỉ đọc, {outward.vi}. Mỗi truy vấn: {limits.seconds:g} giây, {limits.megabytes} MB,"
        f" câu dài tới {limits.query_bytes} byte, kết quả tới {limits.answer_bytes} byte"
        f" và {limits.answer_rows} dòng; {limits.workers} câu cùng lúc, {limits.queue_length} câu chờ"
        f" tới {limits.queue_seconds:g} giây;"
        " kết quả luôn đầy đủ, hoặc là một lỗi.",
        f"Read-only, {outward.en}. Each query: {limits.seconds:g} seconds, {limits.megabytes} MB,"
        f" up to {limits.query_bytes} bytes long, answers up to {limits.answer_bytes} bytes"
        f" and {limits.answer_rows} rows; {limits.workers} at a time, {limits.queue_length} waiting"
        f" for up to {limits.queue_seconds:g} seconds;"
        " an answer is complete, or an error.",
    )


def _literals(message: Message) -> Iterator[Literal]:
    yield Literal(message.vi, language="vi")
    yield Literal(message.en, language="en")


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
    for text in _literals(message):
        yield _quad(graph, node, term, text)


def _quad(graph: str, node: NamedNode, term: str, value: NamedNode | Literal) -> Quad:
    return Quad(node, NamedNode(term), value, NamedNode(graph))
