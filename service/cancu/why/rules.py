"""The rules of a release, taken apart into what follows from what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import rdflib
from pyoxigraph import Literal, NamedNode, Variable
from rdflib.plugins.sparql import prepareQuery

from .. import terms
from ..engine import Engine, select

Term = NamedNode | Literal
Triple = tuple[Term, Term, Term]
Pattern = tuple[Term | Variable, Term | Variable, Term | Variable]

_RULES: Final = f"""
SELECT ?rule ?name ?construct {{
  GRAPH <{terms.RULES_GRAPH}> {{ ?rule <{terms.RDFS}label> ?name ; <{terms.SH}construct> ?construct }}
}} ORDER BY ?name ?rule"""


@dataclass(frozen=True)
class Rule:
    """A rule of the release: its name, and its IRI in the graph of rules."""

    name: str
    iri: str


@dataclass(frozen=True)
class Horn:
    """One conclusion of a rule, with the patterns of one alternative that lead to it."""

    rule: Rule
    head: Pattern
    body: tuple[Pattern, ...]

    @property
    def variables(self) -> set[str]:
        """The names of the variables that an application of the rule binds."""
        return {name for pattern in self.body for name in _names(pattern)}

    @property
    def transitive(self) -> bool:
        """Whether two links of a property in a row make one link of the same property."""
        (x, p, z), links = self.head, self.body
        return len(links) == 2 and links == ((x, p, links[0][2]), (links[0][2], p, z))

    def match(self, triple: Pattern) -> dict[str, Term | Variable] | None:
        """What the variables of the head are in a triple or pattern; None where the head is of others."""
        bound: dict[str, Term | Variable] = {}
        for term, value in zip(self.head, triple, strict=True):
            if (bound.setdefault(term.value, value) if isinstance(term, Variable) else term) != value:
                return None
        return bound


def read_rules(engine: Engine) -> list[Horn]:
    """All rules of the release, sorted by name."""
    rows = select(engine, _RULES)
    named = ((Rule(row["name"].value, row["rule"].value), row["construct"].value) for row in rows)
    return [horn for rule, construct in named for horn in _horns(rule, construct)]


@lru_cache(maxsize=4096)  # the parser takes 2 ms
def _horns(rule: Rule, construct: str) -> tuple[Horn, ...]:
    """A conclusion goes with the alternatives that bind all its variables."""
    query = prepareQuery(construct).algebra
    heads = [_pattern(triple) for triple in query.template]
    bodies = [tuple(map(_pattern, body)) for body in _alternatives(query.p)]
    horns = [Horn(rule, head, body) for head in heads for body in bodies]
    return tuple(horn for horn in horns if _names(horn.head) <= horn.variables)


def _alternatives(part: Any) -> Iterator[list[Any]]:
    """The patterns of each alternative of a body; nothing for a part that is more than patterns."""
    match part.name:
        case "Project":
            yield from _alternatives(part.p)
        case "BGP":
            yield part.triples
        case "Union":
            yield from _alternatives(part.p1)
            yield from _alternatives(part.p2)
        case "Join":
            yield from ([*a, *b] for a in _alternatives(part.p1) for b in _alternatives(part.p2))


def _pattern(triple: Iterable[Any]) -> Pattern:
    s, p, o = map(_term, triple)
    return s, p, o


def _term(term: Any) -> Term | Variable:
    """A term of a rule; its variables are kept apart from those of other queries."""
    match term:
        case rdflib.Variable():
            return Variable(f"_{term}")
        case rdflib.Literal(language=str(language)):
            return Literal(str(term), language=language)
        case rdflib.Literal(datatype=rdflib.URIRef(datatype)):
            return Literal(str(term), datatype=NamedNode(datatype))
        case rdflib.Literal():
            return Literal(str(term))
    return NamedNode(str(term))


def _names(pattern: Pattern) -> set[str]:
    return {term.value for term in pattern if isinstance(term, Variable)}
