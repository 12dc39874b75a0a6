"""The last stage: what was read from a text as RDF, in the style of data/documents."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from . import Extraction
from .addresses import Addresses, local, of_document
from .assertions import Assertions
from .clauses import Clause
from .gazetteer import Gazetteer
from .sheet import Value, coded, count, linked, plain, said, words
from .statements import Statements
from .turtle import written
from .unresolved import Unresolved

Rows = Iterator[tuple[str, Value]]


def document_iri(found: Extraction) -> str:
    """The address of the document: id:document/{issuer}/{type}/{year}/{number}, or id:document/draft/{slug}.

    The second where the text does not show number, type, issuer and year.
    """
    return of_document(found.header, found.normal.text)


def triples(found: Extraction, gazetteer: Gazetteer) -> Iterator[Triple]:
    """All that is drafted of a text, in the order of the file; every fact has review status machine.

    Left out is what its words do not bear: a fact whose quote is not in its clause.
    """
    addresses = Addresses(document_iri(found))
    names = Unresolved(addresses, gazetteer)
    statements = Statements(found, gazetteer, addresses, names)
    assertions = Assertions(found, addresses, names)
    yield from said(NamedNode(addresses.document), _document(statements, assertions))
    for position, clause in enumerate(found.outline.clauses, start=1):
        node = NamedNode(addresses.part("clause", local(clause.path)))
        yield from said(node, _clause(clause, position, found, gazetteer, addresses))
        yield from statements.of(clause.path)
        yield from assertions.of(clause)
    yield from names.triples()


def turtle(found: Extraction, gazetteer: Gazetteer, source: str) -> str:
    """The draft as Turtle in the style of data/documents; `source` is the name of the text's file."""
    head = found.header
    lacking = f" Not found in it: {', '.join(found.reading.lacks)}." if found.reading.lacks else ""
    comment = (
        head.title or head.number or source,
        f"{head.number or 'no number'}; text: {source} ({head.text_status}). "
        f"A draft by machine: nobody has read it against the text yet.{lacking}",
    )
    return written(triples(found, gazetteer), document_iri(found), comment)


def _document(statements: Statements, assertions: Assertions) -> Rows:
    yield "rdf:type", linked("cancu:Document")
    yield "rdf:type", linked("cancu:UnreviewedDocument")
    yield from statements.document()
    yield from assertions.edges()


def _clause(
    clause: Clause, position: int, found: Extraction, gazetteer: Gazetteer, addresses: Addresses
) -> Rows:
    theme = found.chapters[clause.path].own_theme
    yield "rdf:type", linked("cancu:Clause")
    yield "cancu:path", plain(clause.path)
    yield "cancu:position", count(position)
    yield "cancu:inDocument", linked(addresses.document)
    above = addresses.part("clause", local(clause.parent)) if clause.parent else addresses.document
    yield "eli:is_part_of", linked(above)
    yield "dct:title", words(clause.heading.of(found.normal.text)) if clause.heading else None
    yield "cancu:theme", coded("theme", theme) if f"theme/{theme}" in gazetteer.cues else None
    yield "cancu:textStart", count(clause.span.start)
    yield "cancu:textEnd", count(clause.span.end)
