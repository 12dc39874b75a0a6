"""What stands behind asserted triples: the facts that state them, with their places and words."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Final

from .. import terms
from ..engine import Engine, Row, select
from .rules import Triple

# The role of the citations that state a link between documents; eli:cites is stated by those of any role.
_ROLES: Final = {
    terms.ELI + "based_on": "basis",
    terms.ELI + "ensures_implementation_of": "implements",
    terms.DEF + "carriesOut": "implements",
    terms.DEF + "proposedIn": "proposal",
    terms.ELI + "amends": "amends",
    terms.DCT + "replaces": "replaces",
    terms.ELI + "repeals": "repeals",
    terms.DEF + "details": "details",
}
_CITES: Final = terms.ELI + "cites"

_FACTS: Final = """
PREFIX cancu: <https://w3id.org/cancu/def/>
PREFIX dct:   <http://purl.org/dc/terms/>
PREFIX eli:   <http://data.europa.eu/eli/ontology#>
PREFIX rdf:   <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT DISTINCT ?triple ?role ?fact ?clause ?document ?number ?words ?cue ?status ?source ?source_kind
                ?confidence {
  { VALUES (?triple ?s ?p ?o) { %(triples)s } ?fact rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
  UNION
  { VALUES (?triple ?s ?p ?o) { %(triples)s } ?s cancu:reviewStatus ?any BIND(?s AS ?fact) }
  UNION
  { VALUES (?triple ?s ?p ?o) { %(triples)s }
    ?fact cancu:inDocument ?s ; cancu:cited ?o ; cancu:citationRole ?role }
  OPTIONAL { ?fact cancu:statedIn ?place . ?place cancu:path ?clause ; cancu:inDocument ?document .
             OPTIONAL { ?document eli:number ?number } }
  OPTIONAL { ?fact cancu:quote ?words }
  OPTIONAL { ?fact cancu:cue ?cue }
  OPTIONAL { ?fact cancu:reviewStatus ?status }
  OPTIONAL { ?fact dct:source ?source }
  OPTIONAL { ?fact cancu:sourceKind ?source_kind }
  OPTIONAL { ?fact cancu:confidence ?confidence }
}"""


@dataclass(frozen=True, order=True)
class Evidence:
    """A fact that states a triple, with its place and words, or with the page it is from.

    `fact`, `document`, `status`, `source`, `source_kind` and `confidence` are IRIs; `clause` is the path of
    the clause as printed, `number` that of its document. A fact from several pages gives one for each. What
    does not apply is "".
    """

    fact: str
    clause: str
    document: str
    number: str
    words: str
    cue: str
    status: str
    source: str
    source_kind: str
    confidence: str


def evidence(engine: Engine, triples: Collection[Triple]) -> dict[Triple, tuple[Evidence, ...]]:
    """The evidence of each triple: what reifies it, its subject if that is a fact, citations of its role."""
    numbered = list(triples)
    values = " ".join(f"({number} {s} {p} {o})" for number, (s, p, o) in enumerate(numbered))
    found: dict[Triple, set[Evidence]] = {triple: set() for triple in numbered}
    for row in select(engine, _FACTS % {"triples": values}):
        triple = numbered[int(row["triple"].value)]
        if "role" not in row or _states(row["role"].value, triple[1].value):
            found[triple].add(_evidence(row))
    return {triple: tuple(sorted(facts)) for triple, facts in found.items()}


def _states(role: str, link: str) -> bool:
    """Whether a citation of a role states a link."""
    return link == _CITES or role == f"{terms.CODE}citation-role/{_ROLES.get(link, '')}"


def _evidence(row: Row) -> Evidence:
    return Evidence(*(row[field.name].value if field.name in row else "" for field in fields(Evidence)))
