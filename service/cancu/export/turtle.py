"""The named graph of each document as Turtle for reading: sorted, with prefixes of its own."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from .. import terms
from ..describe import ordered

_KEY: Final = re.compile("[a-z0-9-]{1,100}(/[a-z0-9-]{1,100}){0,9}")
_NAMESPACE: Final = re.compile(r"<(https?://[^<>\"]*[/#])[^<>\"/#]+>")


def documents(store: Store) -> Iterator[tuple[str, bytes]]:
    """The key of each document, and its named graph as Turtle."""
    for graph in sorted(store.named_graphs(), key=str):
        key = str(getattr(graph, "value", "")).removeprefix(terms.GRAPH)
        document = NamedNode(f"{terms.ID}document/{key}")
        # The key names a file, which must not lie outside its folder: no document has a key of other letters.
        if (
            _KEY.fullmatch(key)
            and Quad(document, terms.TYPE, NamedNode(terms.DEF + "Document"), graph) in store
        ):
            triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
            yield key, turtle(triples, document.value)


def turtle(triples: Iterable[Triple], document: str) -> bytes:
    """The triples of a document by subject, the type first; the same triples give the same bytes."""
    placed = ordered(triples)
    prefixes = _prefixes((str(triple) for triple in placed), document)
    head = (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))
    written = (serialize(placed, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()
    # The library writes the prefixes in any order; what follows them begins with a subject.
    body = re.sub(r"^@prefix .*\n", "", written, flags=re.MULTILINE)
    return ("".join(head) + "\n" + re.sub(r" \.\n", " .\n\n", body)).encode()


def _prefixes(statements: Iterable[str], document: str) -> dict[str, str]:
    """Prefixes for the namespaces that stand in some statements, parts of the document among them."""
    found = {namespace for said in statements for namespace in _NAMESPACE.findall(said)}
    known = {namespace: prefix for prefix, namespace in terms.PREFIXES.items()}
    known[document.rpartition("/")[0] + "/"] = "doc"
    prefixes: dict[str, str] = {}
    for namespace in sorted(found):
        prefix = known.get(namespace) or _local(namespace, document)
        if prefix:
            prefixes.setdefault(prefix, namespace)
    return prefixes


def _local(namespace: str, document: str) -> str:
    """The prefix of a code list, of a kind of things or of the parts of a document; "" for others."""
    for above in (terms.CODE, document + "/", terms.ID):
        name = namespace.removeprefix(above).rstrip("/")
        if namespace.startswith(above) and re.fullmatch("[a-z][a-z-]*", name):
            return name
    return ""
