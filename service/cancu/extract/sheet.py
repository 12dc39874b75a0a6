"""Rows of a description as triples: a property and a value, or no value and then no triple."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from .. import terms

Value = Literal | NamedNode | None

MACHINE = NamedNode(f"{terms.CODE}review-status/machine")


def said(subject: NamedNode, rows: Iterable[tuple[str, Value]]) -> Iterator[Triple]:
    """The triples of a node; properties are prefixed names, values that are None say nothing."""
    for term, value in rows:
        if value is not None:
            yield Triple(subject, NamedNode(terms.expand(term)), value)


def words(text: str) -> Literal | None:
    """Words of a Vietnamese text."""
    return Literal(text, language="vi") if text else None


def plain(text: str, kind: str = "string") -> Literal | None:
    """A value by the local name of its XML Schema type; "" says nothing."""
    return Literal(text, datatype=NamedNode(terms.XSD + kind)) if text else None


def count(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=NamedNode(terms.XSD + "integer"))


def linked(name: str) -> NamedNode | None:
    """A node by its IRI or prefixed name; "" says nothing."""
    return NamedNode(terms.expand(name)) if name else None


def coded(scheme: str, code: str) -> NamedNode | None:
    """A code of a list; "" says nothing."""
    return NamedNode(f"{terms.CODE}{scheme}/{code}") if code else None
