"""A document's triples as its facts, for comparing and mending."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, Triple

from .. import graph, terms
from .spans import Span
from .turtle import description, kind_of

FACTS: Final = ("Citation", "Objective", "Target", "Task", "Review", "Criterion", "FundingSource")
QUOTE: Final = terms.DEF + "quote"
_NUMBERS: Final = (terms.XSD + "decimal", terms.XSD + "integer")


@dataclass(frozen=True)
class Fact:
    """A node of the description; `place` is that of its figure, else of its words, None where it has none."""

    iri: str
    kind: str
    said: Mapping[str, Sequence[object]]
    words: str
    quoted: Span | None
    place: Span | None


@dataclass(frozen=True)
class Described:
    """What a file says of a document; `document` is its address, "" where there is none."""

    document: str
    nodes: Mapping[str, Mapping[str, Sequence[object]]]

    @cached_property
    def facts(self) -> list[Fact]:
        """Every node but the document itself."""
        return [_fact(iri, said) for iri, said in self.nodes.items() if iri != self.document]

    def name(self, value: object) -> str:
        """A value as people read it: a number as a number, what is not matched by its words."""
        if isinstance(value, Literal):
            return _number(value) if value.datatype.value in _NUMBERS else value.value
        iri = str(getattr(value, "value", value))
        if kind_of(self.nodes.get(iri, {})).startswith("Unresolved"):
            return self._called(iri)
        return terms.shorten(iri)

    def _called(self, iri: str) -> str:
        said = self.nodes[iri]
        names = [terms.ELI + "number", terms.DCT + "title", terms.SKOS + "prefLabel"]
        return next((str(getattr(value, "value", "")) for term in names for value in said.get(term, ())), iri)


def of_turtle(turtle: str, name: str) -> Described:
    """What Turtle says; SyntaxFault names `name` where it is none."""
    return of_triples(quad.triple for quad in graph.parsed(turtle.encode(), terms.GRAPH + "draft", name))


def of_triples(triples: Iterable[Triple]) -> Described:
    """What some triples say; of several documents the one that has the most facts is meant."""
    nodes = description(triples)
    documents = [iri for iri, said in nodes.items() if kind_of(said) == "Document"]
    parts = {iri: sum(node.startswith(iri + "/") for node in nodes) for iri in documents}
    return Described(max(documents, key=lambda iri: parts[iri], default=""), nodes)


def _fact(iri: str, said: Mapping[str, Sequence[object]]) -> Fact:
    words = next((str(getattr(value, "value", "")) for value in said.get(QUOTE, ())), "")
    quoted = _span(said, "quoteStart", "quoteEnd") or _span(said, "textStart", "textEnd")
    return Fact(iri, kind_of(said), said, words, quoted, _span(said, "figureStart", "figureEnd") or quoted)


def _span(said: Mapping[str, Sequence[object]], start: str, end: str) -> Span | None:
    ends = [getattr(v, "value", "") for term in (start, end) for v in said.get(terms.DEF + term, ())]
    return Span(int(ends[0]), int(ends[1])) if len(ends) == 2 and all(e.isdigit() for e in ends) else None


def _number(value: Literal) -> str:
    try:
        return f"{Decimal(value.value).normalize():f}"
    except InvalidOperation:
        return value.value
