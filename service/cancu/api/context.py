"""The JSON-LD context: prefixes, and the terms by short names with the kind of their values.

It follows from the ontology and the shapes, never from the data of a release, so that what was compacted
with it yesterday means the same tomorrow. Integers and truth values are left to JSON itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from .. import terms
from ..engine import Row, Waited
from ..errors import CancuError
from .kept import Kept

Definition = str | Mapping[str, str]
Definitions = Mapping[str, Definition]
_TERMS: Final = f"""
SELECT ?term ?kind WHERE {{
  VALUES ?kind {{ <{terms.OWL}Class> <{terms.OWL}ObjectProperty> <{terms.OWL}DatatypeProperty> }}
  ?term a ?kind FILTER(ISIRI(?term))
}} ORDER BY ?term ?kind"""
_VALUES: Final = f"""
PREFIX sh: <{terms.SH}>
SELECT DISTINCT ?term ?kind WHERE {{ GRAPH <{terms.SHAPES_GRAPH}> {{
  ?shape sh:path ?term {{ ?shape sh:datatype ?kind }} UNION {{ ?shape sh:languageIn ?list BIND("" AS ?kind) }}
  FILTER(ISIRI(?term))
}} }} ORDER BY ?term ?kind"""
# Words in several languages, whatever the shapes of single classes say of them.
_WORDS: Final = tuple(
    terms.expand(name)
    for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:definition", "dct:title")
)
_BY_JSON: Final = tuple(terms.XSD + name for name in ("integer", "boolean", "string"))


class Context:
    """The context of what an engine serves; it is asked once of every release."""

    def __init__(self) -> None:
        self._kept = Kept(_whole)

    def of(self, engine: Waited) -> Definitions:
        """The whole context: only the prefixes where the store does not tell its terms."""
        try:
            return self._kept.of(engine)
        except CancuError:
            return terms.PREFIXES


def _whole(engine: Waited) -> Definitions:
    return {**terms.PREFIXES, **_definitions(*engine.select_each([_TERMS, _VALUES]))}


def used(context: Definitions, named: Iterable[str]) -> Definitions:
    """The part of a context that a document needs which names some IRIs."""
    needed = {terms.shorten(iri) for iri in named}
    return {
        name: definition
        for name, definition in context.items()
        if name in terms.PREFIXES or _meant(definition) in needed
    }


def _meant(definition: Definition) -> str:
    return definition if isinstance(definition, str) else definition["@id"]


def _definitions(stated: Sequence[Row], required: Sequence[Row]) -> Definitions:
    """Every term by its local name; by its prefixed one where a prefix or another term has the name."""
    values: dict[str, set[str]] = defaultdict(set, {iri: {""} for iri in _WORDS})
    for row in required:
        values[row["term"].value].add(row["kind"].value)
    kinds = {row["term"].value: row["kind"].value for row in stated}
    meant = {iri: terms.shorten(iri) for iri in sorted(kinds.keys() | values.keys(), key=_ours_first)}
    defined: dict[str, Definition] = {}
    for iri, prefixed in meant.items():
        local = prefixed.rpartition(":")[2]
        if prefixed != iri:
            name = prefixed if local in terms.PREFIXES or local in defined else local
            defined[name] = _definition(prefixed, kinds.get(iri, ""), values[iri])
    return defined


def _ours_first(iri: str) -> tuple[bool, str]:
    return not iri.startswith(terms.DEF), iri


def _definition(prefixed: str, kind: str, values: set[str]) -> Definition:
    if kind == terms.OWL + "ObjectProperty":
        return {"@id": prefixed, "@type": "@id"}
    if values == {""}:
        return {"@id": prefixed, "@container": "@language"}
    datatypes = [value for value in values if value]
    if len(datatypes) == 1 and datatypes[0] not in _BY_JSON:
        return {"@id": prefixed, "@type": terms.shorten(datatypes[0])}
    return prefixed
