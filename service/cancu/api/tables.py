"""Answers as tables for people: headings, cells with names and links, values as they are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from .. import terms
from ..engine import Row
from ..errors import Message
from .naming import Names, address

_NUMBERS: Final = frozenset(terms.XSD + name for name in ("integer", "decimal", "double", "float"))
_DATE: Final = terms.XSD + "date"
_NAME, _LONG = 24, 60  # characters from which a text is given the room of a name, or of a paragraph


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a text, where it leads, its language where it is not the page's, its looks."""

    text: str
    href: str = ""
    language: str = ""
    look: str = ""


@dataclass(frozen=True)
class Table:
    """Headings and rows of cells, a cell under each heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Reader:
    """Who a table is for: a language, the names of what it shows, the words of fixed answers."""

    language: str
    names: Names
    answers: Mapping[str, Message]

    def cell(self, term: NamedNode | Literal | None) -> Cell:
        """A term as it is read; nothing where there is none."""
        if term is None:
            return Cell("")
        if isinstance(term, NamedNode):
            name = self.names.of(term.value, self.language)
            return Cell(name, address(term.value), look=_room(name))
        return self._literal(term)

    def named(self, iri: str) -> Cell:
        """A thing by its IRI, as it is read; "" is nothing."""
        return self.cell(NamedNode(iri)) if iri else Cell("")

    def word(self, answer: str) -> str:
        """A fixed answer as it is read; other words as they are."""
        return self.say(self.answers[answer]) if answer in self.answers else answer

    def spoken(self, several: Sequence[NamedNode | Literal]) -> Cell:
        """Of one text in several languages the reader's, else the Vietnamese one, else any; or nothing."""
        best = sorted(
            several, key=lambda term: (_tongue(term) != self.language, _tongue(term) != "vi", str(term))
        )
        return self.cell(best[0]) if best else Cell("")

    def understood(self, several: Sequence[NamedNode | Literal]) -> Sequence[NamedNode | Literal]:
        """The values of a property without texts in other languages, where the reader's own has one."""
        if self.language not in map(_tongue, several):
            return several
        return [term for term in several if _tongue(term) in (None, self.language)]

    def say(self, message: Message) -> str:
        """A message in the reader's language."""
        return message.vi if self.language == "vi" else message.en

    def _literal(self, literal: Literal) -> Cell:
        kind = literal.datatype.value
        if kind in _NUMBERS:
            return Cell(number(literal.value, self.language), look="number")
        if kind == _DATE:
            return Cell(day(literal.value, self.language), look="date")
        if literal.value in self.answers:
            return Cell(self.word(literal.value), look="answer")
        foreign = literal.language if literal.language not in (None, self.language) else ""
        return Cell(literal.value, language=foreign or "", look=_room(literal.value))

    def table(
        self, columns: Mapping[str, Message], rows: Sequence[Row], known: Iterable[str] | None = ()
    ) -> Table:
        """The rows under the columns, without those `known` before and those that repeat a name.

        Where `known` is None every column stays.
        """
        cells = {name: tuple(self.cell(row.get(name)) for row in rows) for name in columns}
        shown = [n for n in columns if known is None or (n not in known and not _repeated(n, cells))]
        return Table(
            tuple(self.say(columns[name]) for name in shown),
            tuple(zip(*(cells[name] for name in shown), strict=True)) if shown else (),
        )


def _tongue(term: NamedNode | Literal) -> str | None:
    return term.language if isinstance(term, Literal) else None


def _room(text: str) -> str:
    """The look of a text by its length."""
    return "text" if len(text) > _LONG else "name" if len(text) > _NAME else ""


def _repeated(name: str, cells: Mapping[str, Sequence[Cell]]) -> bool:
    """Whether a column of plain texts only says again what a column of links says in every row."""
    column = cells[name]
    if not column or any(cell.href for cell in column) or not any(cell.text for cell in column):
        return False
    others = (other for key, other in cells.items() if key != name and any(cell.href for cell in other))
    return any(all(_same(a, b) for a, b in zip(column, other, strict=True)) for other in others)


def _same(text: Cell, link: Cell) -> bool:
    return text.text == link.text


def mentioned(rows: Iterable[Row]) -> Iterator[str]:
    """The identifiers that rows mention, which want a name."""
    for row in rows:
        for term in row.values():
            if isinstance(term, NamedNode):
                yield term.value


def number(value: str, language: str) -> str:
    """A number as people of a language write it; years are numbers too, so nothing groups the digits."""
    return value.replace(".", ",") if language == "vi" else value


def day(value: str, language: str) -> str:
    """A day as people of a language write it: 04/07/2022, 4 July 2022."""
    try:
        read = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{read:%d/%m/%Y}" if language == "vi" else f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
