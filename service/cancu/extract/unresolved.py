"""What a text names and the graph has not found: works, bodies and measures as nodes of the draft's own.

Nothing is guessed: they are kept under the words of the text until a person, or a graph that knows more, says
what they are. Two are one only where the text names them alike.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from ..text import fold
from .addresses import Addresses, slug
from .facts import Party, Reference, Target
from .gazetteer import Gazetteer
from .sheet import Value, coded, linked, plain, said, words

_LONGEST: Final = 12
_DATES: Final = {10: "date", 7: "gYearMonth", 4: "gYear"}


class Unresolved:
    """Gives what is named its node: that of the graph where it is known, else one of the draft."""

    def __init__(self, addresses: Addresses, gazetteer: Gazetteer) -> None:
        self._addresses, self._gazetteer = addresses, gazetteer
        self._described: dict[str, list[tuple[str, Value]]] = {}

    def work(self, reference: Reference, quote: str) -> NamedNode:
        """A work; `quote` is its title where it has neither number nor title."""
        if reference.iri:
            return NamedNode(reference.iri)
        title = reference.title or ("" if reference.number else quote)
        name = slug(f"{reference.number} {reference.date[:4]}") if reference.number else slug(title, _LONGEST)
        same = fold(reference.issuer) if reference.number else slug(title)
        iri = self._addresses.named("reference", name or "x", same)
        dated = _DATES.get(len(reference.date))
        return self._once(
            iri,
            [
                ("rdf:type", linked("cancu:UnresolvedReference")),
                ("eli:number", plain(reference.number)),
                ("cancu:referenceType", self._type(reference.type)),
                ("eli:date_document", plain(reference.date, dated) if dated else None),
                ("dct:title", words(title)),
                ("cancu:issuerAsWritten", words(reference.issuer)),
            ],
        )

    def _type(self, named: str) -> Value:
        return coded("document-type", named) if f"document-type/{named}" in self._gazetteer.cues else None

    def body(self, party: Party) -> NamedNode:
        """A body or group of bodies."""
        if party.iri:
            return NamedNode(party.iri)
        iri = self._addresses.named("agency", slug(party.name, _LONGEST) or "x", slug(party.name))
        kind = self._gazetteer.kind_of_body.get(fold(party.name), "")
        return self._once(
            iri,
            [
                ("rdf:type", linked("cancu:UnresolvedAgency")),
                ("skos:prefLabel", words(party.name)),
                ("org:classification", linked(kind)),
            ],
        )

    def indicator(self, target: Target, heading: str, quote: str) -> NamedNode:
        """What a target measures; the same words below another heading may mean something else."""
        if target.indicator:
            return NamedNode(target.indicator)
        name = target.measure or quote
        iri = self._addresses.named("indicator", slug(name, _LONGEST) or "x", (slug(name), slug(heading)))
        return self._once(
            iri, [("rdf:type", linked("cancu:UnresolvedIndicator")), ("skos:prefLabel", words(name))]
        )

    def _once(self, iri: str, rows: list[tuple[str, Value]]) -> NamedNode:
        """What is named again is described as it was named first."""
        self._described.setdefault(iri, rows)
        return NamedNode(iri)

    def triples(self) -> Iterator[Triple]:
        """The descriptions of all that was not found, in the order it was named."""
        for iri, rows in self._described.items():
            yield from said(NamedNode(iri), rows)
