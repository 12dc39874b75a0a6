"""The description as it is served: the store's, with the addresses of a host and the files of a release.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/ says what a catalogue holds; what a thing is has an IRI of
ours, and where it is an address of the host that was asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from .. import terms
from ..errors import Message
from .dataset import (
    AUTHORITY,
    DATASET,
    DESCRIPTION,
    GOVERNMENT,
    KEYWORDS,
    LANGUAGES,
    LICENCE,
    NAME,
    PUBLISHER,
    TEXTS,
    TITLE,
    concept,
)
from .service import service_node
from .statements import Value, about, iri
from .void import is_partition

_CATALOGUE: Final = NamedNode(terms.BASE + "catalogue")
_CONTACT: Final = NamedNode(terms.BASE + "contact")
_TAXONOMY: Final = NamedNode(AUTHORITY + "data-theme")
_TAXONOMY_TITLE: Final = Literal("Data theme", language="en")
_STABLE: Final = NamedNode(AUTHORITY + "planned-availability/STABLE")
_FILE_TYPE: Final = AUTHORITY + "file-type/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_PROTOCOL: Final = NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_PROTOCOL_TITLE: Final = Literal("SPARQL 1.1 Protocol", language="en")
_SERVICE: Final = Message("Căn Cứ: dịch vụ SPARQL", "Căn Cứ: the SPARQL service")
_SHA256: Final = iri("spdx:checksumAlgorithm_sha256")
_ABOUT: Final = iri("schema:about")
_DATASET_KIND: Final = iri("dcat:Dataset")
_REPORT: Final = "report.txt"
_TEXTS: Final = "texts"
_LABEL: Final = iri("rdfs:label")
_SPATIAL: Final = iri("dct:spatial")


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type, its name among the file types of the EU where it has one, its words."""

    media: str
    file_type: str
    told: Message


_KINDS: Final = {
    ".nq": Kind("application/n-quads", "RDF_N_QUADS", Message("mọi đồ thị", "all graphs")),
    ".ttl": Kind("text/turtle", "RDF_TURTLE", Message("một văn bản", "one document")),
    ".csv": Kind("text/csv", "CSV", Message("một bảng", "one table")),
    ".parquet": Kind("application/vnd.apache.parquet", "", Message("một bảng", "one table")),
    ".txt": Kind("text/plain", "TXT", Message("nguyên văn đã chuẩn hóa", "a normalised text")),
}


@dataclass(frozen=True)
class File:
    """A file of a release: its path there, its hash and its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Rights:
    """What may be done with a text: the node of the statement, and its words."""

    node: NamedNode
    words: str


@dataclass(frozen=True)
class Host:
    """Where the description is asked for: `base` ends without a slash.

    `release`, `built` and `files` are of the release that is served; "" and none where there is none.
    """

    base: str
    release: str = ""
    built: str = ""
    files: Sequence[File] = ()

    @property
    def endpoint(self) -> str:
        """The address of the endpoint."""
        return f"{self.base}/sparql"

    def place(self, file: File) -> NamedNode:
        """The address of a file, which never changes."""
        return NamedNode(f"{self.base}/releases/{quote(self.release)}/{quote(file.name)}")


def void_at(held: Iterable[Triple], host: Host) -> Iterator[Triple]:
    """The dataset in VoID, with the address of the endpoint and of the dumps."""
    yield from held
    page = NamedNode(f"{host.base}/.well-known/void")
    dumps = [host.place(file) for file in host.files if file.name.endswith(".nq")]
    said: dict[str, Value] = {"void:sparqlEndpoint": NamedNode(host.endpoint), "void:dataDump": dumps}
    yield from about(DATASET, {**said, "foaf:homepage": NamedNode(f"{host.base}/")})
    yield from about(page, {"a": iri("void:DatasetDescription"), "foaf:primaryTopic": DATASET})


def catalogue_at(held: Sequence[Triple], host: Host) -> Iterator[Triple]:
    """The datasets, their files and the service as a DCAT-AP catalogue; the numbers are left to VoID."""
    for triple in held:
        if not (is_partition(DATASET, triple.subject) or is_partition(DATASET, triple.object)):
            yield triple
    yield from _catalogue(held, host)
    yield from _service(host)
    own = rights(held)
    for file in host.files:
        yield from _file(file, host, own.get(file.name))


def rights(held: Iterable[Triple]) -> Mapping[str, Rights]:
    """What may be done with the texts that are not the project's, by the names of their files."""
    words: dict[object, str] = {}
    documents: dict[NamedNode, str] = {}
    for triple in held:
        if triple.predicate == _LABEL:
            words[triple.subject] = _value(triple.object)
        elif triple.predicate == _ABOUT and isinstance(triple.subject, NamedNode):
            documents[triple.subject] = _value(triple.object).removeprefix(f"{terms.ID}document/")
    return {f"{_TEXTS}/{name}.txt": Rights(node, words.get(node, "")) for node, name in documents.items()}


def _nodes(given: Iterable[object]) -> list[NamedNode]:
    return [term for term in given if isinstance(term, NamedNode)]


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _reached(host: Host) -> Mapping[str, Value]:
    """Where people read on and ask, which catalogue, datasets and service share."""
    return {"dcat:contactPoint": _CONTACT, "dcat:landingPage": NamedNode(f"{host.base}/about")}


def _catalogue(held: Sequence[Triple], host: Host) -> Iterator[Triple]:
    datasets = _nodes(t.subject for t in held if t.predicate == terms.TYPE and t.object == _DATASET_KIND)
    for dataset in datasets:
        yield from about(dataset, _reached(host))
    home, page = NamedNode(f"{host.base}/"), NamedNode(f"{host.base}/about")
    built = Literal(host.built, datatype=iri("xsd:dateTime"))
    release = {"dct:modified": built, "dct:issued": built} if host.built else {}
    yield from about(
        _CATALOGUE,
        {
            "a": iri("dcat:Catalog"),
            "dct:title": TITLE,
            "dct:description": DESCRIPTION,
            "dct:publisher": PUBLISHER,
            "dct:license": LICENCE,
            "dct:language": LANGUAGES,
            "dct:spatial": _nodes(triple.object for triple in held if triple.predicate == _SPATIAL),
            "dcat:themeTaxonomy": _TAXONOMY,
            "foaf:homepage": home,
            "dcat:dataset": datasets,
            "dcat:service": service_node(host.endpoint),
            **release,
        },
    )
    yield from about(_TAXONOMY, {"a": iri("skos:ConceptScheme"), "dct:title": _TAXONOMY_TITLE})
    yield from about(_CONTACT, {"a": iri("vcard:Kind"), "vcard:fn": NAME, "vcard:hasURL": page})
    for node in (home, page):
        yield from about(node, {"a": iri("foaf:Document")})
    if host.release:
        yield from about(DATASET, {"dcat:version": host.release, "dct:identifier": DATASET.value})


def _service(host: Host) -> Iterator[Triple]:
    yield from about(
        service_node(host.endpoint),
        {
            "a": iri("dcat:DataService"),
            "dct:title": _SERVICE,
            "dct:description": DESCRIPTION,
            "dct:publisher": PUBLISHER,
            "dct:license": LICENCE,
            "dct:conformsTo": _PROTOCOL,
            "dcat:endpointURL": NamedNode(host.endpoint),
            "dcat:endpointDescription": NamedNode(host.endpoint),  # asked without a query it describes itself
            "dcat:servesDataset": DATASET,
            "dcat:theme": GOVERNMENT,
            "dcat:keyword": KEYWORDS,
            **_reached(host),
        },
    )
    yield from about(_PROTOCOL, {"a": iri("dct:Standard"), "dct:title": _PROTOCOL_TITLE})


def _file(file: File, host: Host, own: Rights | None) -> Iterator[Triple]:
    """A file as a distribution of its dataset, or as a document about the release."""
    path, place = PurePath(file.name), host.place(file)
    kind = _KINDS.get(path.suffix)
    if kind is None or file.name == _REPORT:
        yield from about(DATASET, {"foaf:page": place})
        yield from about(place, {"a": iri("foaf:Document")})
    else:
        node = NamedNode(f"{DATASET.value}/file/{quote(file.name)}")
        text = path.parts[0] == _TEXTS
        yield from about(TEXTS if text else DATASET, {"dcat:distribution": node})
        yield from about(
            node, {"dct:rights": own.node if own else (), "dct:license": () if text else LICENCE}
        )
        yield from _distribution(node, file, kind, place)


def _distribution(node: NamedNode, file: File, kind: Kind, place: NamedNode) -> Iterator[Triple]:
    media = NamedNode(_MEDIA + kind.media)
    form = NamedNode(_FILE_TYPE + kind.file_type) if kind.file_type else media
    checksum = NamedNode(f"{node.value}/checksum")
    yield from about(
        node,
        {
            "a": iri("dcat:Distribution"),
            "dct:title": file.name,
            "dct:description": kind.told,
            "dcat:accessURL": place,
            "dcat:downloadURL": place,
            "dcat:mediaType": media,
            "dct:format": form,
            "dcat:byteSize": Literal(str(file.size), datatype=iri("xsd:nonNegativeInteger")),
            "dcatap:availability": _STABLE,
            "spdx:checksum": checksum,
        },
    )
    digest = Literal(file.sha256, datatype=iri("xsd:hexBinary"))
    yield from about(
        checksum, {"a": iri("spdx:Checksum"), "spdx:algorithm": _SHA256, "spdx:checksumValue": digest}
    )
    yield from about(media, {"a": iri("dct:MediaType")})
    yield from about(form, {"a": iri("dct:MediaTypeOrExtent")})
    yield from concept(_STABLE, "stable")
