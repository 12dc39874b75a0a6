"""The questions as examples that editors offer, the prefixes they are written with, and the rules."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from .. import terms
from ..catalogue import Question
from ..reason import Rule
from .statements import PREFIXES, Value, about, iri, quads

_DECLARED: Final = NamedNode(terms.BASE + "prefixes")


def questions(catalogue: Iterable[Question]) -> Iterator[Quad]:
    """Every question as a sh:SPARQLExecutable, and the prefixes; questions without an answer are not."""
    yield from quads(terms.QUERIES_GRAPH, _prefixes())
    for question in catalogue:
        yield from quads(terms.QUERIES_GRAPH, _executable(question))


def query_node(name: str) -> NamedNode:
    """The node of a question."""
    return NamedNode(f"{terms.BASE}query/{name}")


def _executable(question: Question) -> Iterator[Triple]:
    kind = "Select" if question.columns else "Construct"
    return about(
        query_node(question.name),
        {
            "a": (iri("sh:SPARQLExecutable"), iri(f"sh:SPARQL{kind}Executable")),
            "dct:title": question.question,
            "dct:description": question.why,
            "rdfs:comment": question.question,  # what editors show of an example
            "schema:keywords": question.tags,
            "sh:prefixes": _DECLARED,
            f"sh:{kind.lower()}": question.text,
        },
    )


def _prefixes() -> Iterator[Triple]:
    for prefix, namespace in PREFIXES.items():
        declared = NamedNode(f"{_DECLARED.value}/{prefix}")
        address = Literal(namespace, datatype=iri("xsd:anyURI"))
        yield from about(_DECLARED, {"sh:declare": declared})
        yield from about(
            declared, {"a": iri("sh:PrefixDeclaration"), "sh:prefix": prefix, "sh:namespace": address}
        )


def rules(compiled: Iterable[Rule]) -> Iterator[Quad]:
    """Every rule of the inferred graph as a sh:SPARQLRule, known by its name, with its CONSTRUCT query."""
    for rule in compiled:
        node = NamedNode(f"{terms.BASE}rule/{hashlib.sha256(rule.name.encode()).hexdigest()[:16]}")
        said: Mapping[str, Value] = {
            "a": iri("sh:SPARQLRule"),
            "rdfs:label": rule.name,
            "sh:construct": rule.construct,
        }
        yield from quads(terms.RULES_GRAPH, about(node, said))
