"""The SPARQL 1.1 Service Description of the endpoint as it runs."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from .. import terms
from ..errors import Message
from ..limits import Limits
from .dataset import DATASET
from .statements import about, iri

_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip
_DEFAULT_GRAPH: Final = Message(
    "Hợp của các đồ thị văn bản, tham chiếu, liên kết, bản thể học và suy ra",
    "The union of the graphs of documents, reference, links, ontology and inferred facts",
)


def service(endpoint: str, limits: Limits, held: Iterable[Triple] = ()) -> Iterator[Triple]:
    """The service at `endpoint`, and what its store holds of prefixes, questions and dataset.

    Editors that find no examples and no classes in the default graph look for them here.
    """
    node, whole = service_node(endpoint), NamedNode(f"{endpoint}#dataset")
    yield from about(
        node,
        {
            "a": iri("sd:Service"),
            "sd:endpoint": NamedNode(endpoint),
            "sd:supportedLanguage": iri("sd:SPARQL11Query"),
            "sd:resultFormat": [iri(f"formats:{name}") for name in _FORMATS],
            "sd:defaultDataset": whole,
            "rdfs:comment": _limits_told(limits),
        },
    )
    yield from about(whole, {"a": iri("sd:Dataset"), "sd:defaultGraph": DATASET})
    yield from about(DATASET, {"a": iri("sd:Graph"), "rdfs:comment": _DEFAULT_GRAPH})
    for triple in held:
        yield triple
        if triple.predicate == terms.TYPE and triple.object == iri("sh:SPARQLExecutable"):
            yield Triple(triple.subject, iri("schema:target"), NamedNode(endpoint))


def service_node(endpoint: str) -> NamedNode:
    """The node of the service at an endpoint."""
    return NamedNode(f"{endpoint}#service")


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
