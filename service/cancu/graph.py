"""The first stage: read ontology, data and shapes into named graphs, and the texts they quote."""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import rdflib
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from . import terms
from .errors import SyntaxFault, TextFault
from .text import nfc, normalise

DEFAULT_GRAPH = DefaultGraph()

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) as long work goes on; total is 0 where nobody knows it."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress of work that nobody watches."""


@dataclass(frozen=True)
class Corpus:
    """What the files say: one named graph per file (the ontology's files share one), and the texts.

    `store` holds the quads, `files` the path of every graph's file relative to the root,
    `texts` the normalised text of every document held, by the document's IRI.
    """

    store: Store
    files: dict[str, tuple[Path, ...]]
    texts: Mapping[str, str]


def read(root: Path, progress: Progress = silent) -> Corpus:
    """Read `root`/ontology, data and shapes; SyntaxFault names the file and line, TextFault the text."""
    store = Store()
    files: dict[str, tuple[Path, ...]] = {}
    paths = list(_turtle_files(root))
    if not paths:
        raise TextFault(f"{root} không có ontology/ và data/", f"{root} holds no ontology/ and data/")
    for done, (path, graph) in enumerate(paths, start=1):
        name = path.relative_to(root)
        files[graph] = (*files.get(graph, ()), name)
        store.extend(quads(path, graph, str(name)))
        progress("read", done, len(paths))
    texts = _read_sources(root, store, files)
    return Corpus(store, files, texts)


def add(corpus: Corpus, paths: Iterable[Path]) -> list[str]:
    """Read further Turtle files, each as a graph of its own, into the corpus; their names in findings."""
    names = []
    for number, path in enumerate(paths, start=1):
        named = f"{terms.GRAPH}given/{number}"
        corpus.store.extend(quads(path, named, str(path)))
        corpus.files[named] = (path,)
        names.append(str(path))
    return names


def load(paths: Iterable[Path]) -> Store:
    """Any RDF files as they are, in one store; SyntaxFault names the file and line."""
    store = Store()
    for path in paths:
        try:
            store.load(path=str(path))
        except SyntaxError as error:
            raise SyntaxFault(str(path), error.msg, error.lineno, error.offset) from error
        except (OSError, ValueError) as error:
            raise TextFault(f"Không đọc được {path}", f"{path} cannot be read: {error}") from error
    return store


def quads(path: Path, graph: str, name: str) -> Iterator[Quad]:
    """The statements of one Turtle file as quads of `graph`; `name` stands for the file in errors."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TextFault(f"Không đọc được {name}", f"{name} cannot be read: {error.strerror}") from error
    yield from parsed(content, graph, name)


def parsed(content: bytes, graph: str, name: str) -> Iterator[Quad]:
    """The statements of Turtle as quads of `graph`; SyntaxFault names `name`, line and column.

    Text is brought to NFC, and blank nodes get names that depend on the file alone, so that
    the same input always gives the same output.
    """
    target = NamedNode(graph)
    file_key = hashlib.sha256(name.encode()).hexdigest()[:8]
    renamed: dict[BlankNode, BlankNode] = {}

    def steady(node: BlankNode) -> BlankNode:
        return renamed.setdefault(node, BlankNode(f"b{file_key}n{len(renamed)}"))

    for quad in _parse(content, name):
        subject, value = quad.subject, quad.object
        yield Quad(
            steady(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            steady(value) if isinstance(value, BlankNode) else value,
            target,
        )


def in_graph(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    """A triple as a statement of a graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _parse(content: bytes, name: str) -> Iterator[Quad]:
    try:
        yield from parse(nfc(content.decode("utf-8-sig")), RdfFormat.TURTLE)
    except SyntaxError as error:
        raise SyntaxFault(name, error.msg, error.lineno, error.offset) from error
    except UnicodeDecodeError as error:
        raise SyntaxFault(name, f"not UTF-8 at byte {error.start}") from error


def _turtle_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every Turtle file below `root` that belongs to the graph, with its named graph, in a fixed order."""
    yield from ((path, terms.ONTOLOGY_GRAPH) for path in sorted((root / "ontology").glob("*.ttl")))
    for folder in ("documents", "reference", "links"):
        for path in sorted((root / "data" / folder).rglob("*.ttl")):
            yield path, terms.graph_of(path.relative_to(root / "data"))
    yield from ((path, terms.SHAPES_GRAPH) for path in sorted((root / "shapes").glob("*.ttl")))


def _read_sources(root: Path, store: Store, files: dict[str, tuple[Path, ...]]) -> dict[str, str]:
    """Describe the texts of data/sources/sources.csv in their graph, and return them by document."""
    manifest = root / "data" / "sources" / "sources.csv"
    if not manifest.is_file():
        return {}
    files[terms.SOURCES_GRAPH] = (manifest.relative_to(root),)
    texts: dict[str, str] = {}
    with manifest.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            document = terms.ID + row["document"]
            texts[document] = _read_text(manifest.with_name(f"{row['id']}.txt"), row["text_sha256"])
            store.extend(_describe_source(row, document))
    return texts


def _read_text(path: Path, sha256: str) -> str:
    """The normalised text of one source file, refused when it is not the text the manifest names."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise TextFault(f"Thiếu văn bản nguồn {path.name}", f"Source text {path.name} is missing") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise TextFault(
            f"{path.name} khác với mã băm trong sources.csv",
            f"{path.name} differs from its hash in sources.csv",
        )
    try:
        return normalise(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise TextFault(
            f"{path.name} không phải UTF-8 ở byte {error.start}",
            f"{path.name}: not UTF-8 at byte {error.start}",
        ) from error


def _describe_source(row: Mapping[str, str], document: str) -> Iterator[Quad]:
    """A row of the manifest as a cancu:Source."""
    node, graph = NamedNode(f"{terms.ID}source/{row['id']}"), NamedNode(terms.SOURCES_GRAPH)
    yield Quad(node, terms.TYPE, NamedNode(terms.DEF + "Source"), graph)
    yield Quad(node, NamedNode(terms.DEF + "textOf"), NamedNode(document), graph)
    for column, term in _SOURCE_COLUMNS.items():
        if row[column]:
            yield Quad(node, NamedNode(term), Literal(row[column]), graph)


_SOURCE_COLUMNS = {
    "title": terms.DCT + "title",
    "where_from": terms.DCT + "provenance",
    "raw_sha256": terms.DEF + "rawSha256",
    "text_sha256": terms.DEF + "textSha256",
    "removed": terms.DEF + "removed",
    "licence_basis": terms.DCT + "rights",
}


def as_rdflib(quads: Iterable[Quad]) -> rdflib.Graph:
    """The triples of some quads as an rdflib graph, for the libraries that need one."""
    triples = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(triples, format="nt")
