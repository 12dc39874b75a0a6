"""The gazetteer of a graph: the words of ontology/cues.ttl and gazetteer.ttl, the codes, data/reference."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import QuerySolutions, Store

from .. import terms
from .gazetteer import Area, Body, Gazetteer, Work

# The name of a cue says what its words do; the name of any other code is a word for it.
_WORDS: Final = """
SELECT ?code ?word WHERE {
  { ?code skos:topConceptOf ?scheme ; skos:altLabel|skos:hiddenLabel ?word }
  UNION { ?code skos:topConceptOf ?scheme ; skos:prefLabel ?word
    FILTER(?scheme != <https://w3id.org/cancu/code/cue>) }
  FILTER(LANG(?word) = "vi" || DATATYPE(?word) = xsd:string)
}"""
_TYPES: Final = """
SELECT ?type ?notation WHERE {
  ?type skos:topConceptOf <https://w3id.org/cancu/code/document-type> ; skos:notation ?notation
}"""
_BODIES: Final = """
SELECT ?agency ?name ?area ?type ?symbol WHERE {
  VALUES ?class { cancu:Agency cancu:AgencyGroup }
  ?agency a ?class ; skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "vi")
  OPTIONAL { ?agency cancu:area ?area } OPTIONAL { ?agency org:classification ?type }
  OPTIONAL { ?agency cancu:symbol ?symbol }
}"""
_AREAS: Final = """
SELECT ?area ?name ?from ?to WHERE {
  ?area a cancu:Area ; skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "vi")
  OPTIONAL { ?area cancu:validFrom ?from } OPTIONAL { ?area cancu:validTo ?to }
}"""
_WORKS: Final = """
SELECT ?work ?number ?date ?title ?type ?approved WHERE {
  VALUES ?class { cancu:Document cancu:Programme }
  ?work a ?class
  OPTIONAL { ?work eli:number ?number } OPTIONAL { ?work eli:date_document ?date }
  OPTIONAL { ?work dct:title ?title FILTER(LANG(?title) = "vi") }
  OPTIONAL { ?work eli:type_document ?type } OPTIONAL { ?work cancu:approvedBy ?approved }
}"""
_STATED: Final = """
SELECT ?indicator ?words ?start ?figure ?document WHERE {
  { ?indicator a cancu:Indicator ; skos:prefLabel|skos:altLabel ?words FILTER(LANG(?words) = "vi") }
  UNION
  { ?target cancu:indicator ?indicator ; cancu:inDocument ?document ;
      cancu:quote ?words ; cancu:quoteStart ?start
    OPTIONAL { ?target cancu:figureStart ?figure } }
}"""


def gather(store: Store, without: str = "") -> Gazetteer:
    """The gazetteer of a store; what the document `without` says itself is left out."""
    cues: dict[str, list[str]] = defaultdict(list)
    for row in _select(store, _WORDS):
        cues[row["code"].removeprefix(terms.CODE)].append(row["word"])
    types = {row["notation"]: row["type"].rpartition("/")[2] for row in _select(store, _TYPES)}
    stated: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in _select(store, _STATED):
        if not without or row["document"] != without:
            at = int(row["figure"]) - int(row["start"]) if row["figure"] else -1
            stated[row["indicator"]].append((row["words"], at))
    return Gazetteer(
        {code: tuple(sorted(set(said))) for code, said in cues.items()},
        types,
        tuple(sorted(set(_bodies(store)), key=lambda body: (body.iri, body.name))),
        tuple(sorted(set(_areas(store)), key=lambda area: (area.iri, area.name))),
        tuple(sorted(set(_works(store, without)), key=lambda work: (work.iri, work.title))),
        {indicator: tuple(sorted(set(said))) for indicator, said in stated.items()},
    )


def _bodies(store: Store) -> Iterator[Body]:
    for row in _select(store, _BODIES):
        yield Body(row["agency"], row["name"], row["area"], row["type"], row["symbol"])


def _areas(store: Store) -> Iterator[Area]:
    for row in _select(store, _AREAS):
        yield Area(row["area"], row["name"], row["from"], row["to"])


def _works(store: Store, without: str) -> Iterator[Work]:
    for row in _select(store, _WORKS):
        if row["work"] != without:
            yield Work(
                row["work"],
                row["number"],
                row["date"][:4],
                row["title"],
                row["type"].rpartition("/")[2],
                row["approved"],
            )


def _select(store: Store, query: str) -> Iterator[Mapping[str, str]]:
    """The rows of a query over all graphs as plain values; what is unbound is empty."""
    found = store.query(terms.PROLOGUE + query, use_default_graph_as_union=True)
    if isinstance(found, QuerySolutions):
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: getattr(row[name], "value", "") for name in names}
