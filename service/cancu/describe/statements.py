"""Statements written down: properties by prefixed names, with values of Python or RDF."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from .. import terms
from ..errors import Message
from ..graph import in_graph

PREFIXES: Final[dict[str, str]] = {
    **terms.PREFIXES,
    "adms": "http://www.w3.org/ns/adms#",
    "dcatap": "http://data.europa.eu/r5r/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": terms.SD,
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void-ext": "http://ldf.fi/void-ext#",
}
"""The prefixes of everything that the service says of itself; they hold our own vocabulary's too."""

Value = NamedNode | BlankNode | Literal | Message | str | int | Sequence["Value"]
"""A node, a literal, a message in its two languages, plain text, a number, or several of these."""


def iri(name: str) -> NamedNode:
    """The node of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def about(node: NamedNode | BlankNode, said: Mapping[str, Value]) -> Iterator[Triple]:
    """The triples that give a node some properties; `a` is its type, and an empty sequence says nothing."""
    for name, value in said.items():
        predicate = terms.TYPE if name == "a" else iri(name)
        yield from (Triple(node, predicate, term) for term in _terms(value))


def _terms(value: Value) -> Iterator[NamedNode | BlankNode | Literal]:
    if isinstance(value, NamedNode | BlankNode | Literal):
        yield value
    elif isinstance(value, Message):
        yield Literal(value.vi, language="vi")
        yield Literal(value.en, language="en")
    elif isinstance(value, str | int):
        yield Literal(value)
    else:
        for one in value:
            yield from _terms(one)


def quads(graph: str, triples: Iterable[Triple]) -> Iterator[Quad]:
    """The triples as statements of a named graph."""
    return (in_graph(triple, NamedNode(graph)) for triple in triples)


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """The triples, each once, in an order that depends on them alone; the type of a node comes first."""
    return sorted(set(triples), key=_place)


def _place(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate
    return str(triple.subject), predicate != terms.TYPE, str(predicate), str(triple.object)
