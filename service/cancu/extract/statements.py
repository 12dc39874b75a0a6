"""What a text says of itself, as properties of its document and a statement with the words for each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode, Triple

from . import Extraction
from .addresses import Addresses
from .evidence import evidence, is_grounded
from .facts import HeaderFact, Party
from .gazetteer import Gazetteer
from .resolve import Resolver
from .sheet import Value, coded, count, linked, plain, said, words
from .unresolved import Unresolved

# The names of the statements, as in the reviewed files.
_NAMES: Final = {
    "eli:number": "number", "eli:type_document": "type", "dct:title": "title", "eli:date_document": "date",
    "eli:passed_by": "issuer", "eli:jurisdiction": "jurisdiction", "cancu:signatory": "signatory",
    "cancu:signatoryRole": "signatoryRole", "cancu:recipient": "recipient",
    "cancu:periodStart": "periodStart", "cancu:periodEnd": "periodEnd",
}  # fmt: skip
_MANY: Final = ("cancu:recipient",)


class Statements:
    """Drafts the header of a text."""

    def __init__(
        self, found: Extraction, gazetteer: Gazetteer, addresses: Addresses, names: Unresolved
    ) -> None:
        self._found, self._gazetteer, self._addresses, self._names = found, gazetteer, addresses, names
        head = found.header
        self._resolver = Resolver(gazetteer, head.area.iri if head.area else "", head.year)
        self._facts = [(fact, value) for fact in self._stated() if (value := self._value(fact)) is not None]

    def _stated(self) -> Iterator[HeaderFact]:
        """The header's facts, one a property but for recipients; a type that the number tells rests on it."""
        outline = self._found.outline
        given: dict[str, HeaderFact] = {}
        for fact in self._found.header.facts:
            if fact.term not in _NAMES or not is_grounded(fact, outline):
                continue
            if fact.term in _MANY or given.setdefault(fact.term, fact) is fact:
                yield fact
        number, kind = given.get("eli:number"), self._found.header.type
        if number and kind and "eli:type_document" not in given:
            yield replace(number, rule="header/type-of-number", term="eli:type_document", value=kind)

    def _value(self, fact: HeaderFact) -> Value:
        match fact.term:
            case "eli:type_document":
                known = f"document-type/{fact.value}" in self._gazetteer.cues
                return coded("document-type", fact.value) if known else None
            case "eli:date_document":
                return plain(fact.value, "date")
            case "eli:jurisdiction":
                return linked(fact.value)
            case "cancu:periodStart" | "cancu:periodEnd":
                return count(int(fact.value)) if fact.value.isdigit() else None
            case "eli:passed_by" | "cancu:recipient":
                party = self._resolver.party(fact.value)
                is_issuer = fact.term == "eli:passed_by"
                return self._names.body(Party(name=party.name) if is_issuer and party.is_group else party)
            case "dct:title" | "cancu:signatoryRole":
                return words(fact.value)
            case _:
                return plain(fact.value)

    def document(self) -> Iterator[tuple[str, Value]]:
        """The properties of the document, in the order of the reviewed files."""
        for term in _NAMES:
            for fact, value in self._facts:
                if fact.term == term:
                    yield term, value
        yield "cancu:textStatus", coded("text-status", self._found.header.text_status)

    def of(self, clause: str) -> Iterator[Triple]:
        """The statements whose words stand in a clause."""
        numbers: dict[str, int] = {}
        for fact, value in self._facts:
            numbers[fact.term] = numbers.get(fact.term, 0) + 1
            if fact.clause == clause:
                name = f"{_NAMES[fact.term]}-{numbers[fact.term]}"
                yield from self._statement(NamedNode(self._addresses.part("statement", name)), fact, value)

    def _statement(self, node: NamedNode, fact: HeaderFact, value: Value) -> Iterator[Triple]:
        yield from said(
            node,
            [
                ("rdf:type", linked("cancu:Statement")),
                ("rdf:subject", linked(self._addresses.document)),
                ("rdf:predicate", linked(fact.term)),
                ("rdf:object", value),
                *evidence(fact, self._found.normal.text, self._addresses),
            ],
        )
