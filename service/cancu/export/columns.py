"""What a table and its columns are made of."""

from dataclasses import dataclass
from typing import Final, Literal

from ..errors import Message

Kind = Literal["iri", "string", "integer", "decimal", "date", "term"]
LANGUAGES: Final = ("vi", "en")
CLASS: Final = "class"
"""The column that tells the things of a table of several classes apart."""


@dataclass(frozen=True)
class Column:
    """A column: its name, the property path from the thing of a row to its cells, and what they are.

    `language` keeps texts of one language alone, `many` allows several values, `label_of` names the column
    whose IRIs it labels, `table` the one whose keys its cells are. A `term` is an IRI or what a literal says.
    """

    name: str
    path: str
    kind: Kind = "string"
    language: str = ""
    many: bool = False
    label_of: str = ""
    table: str = ""
    title: Message | None = None


Columns = tuple[Column, ...]


@dataclass(frozen=True)
class Table:
    """A table: the classes of its things, the most general first, and its columns.

    Rows are sorted by `order` and then by `key`; `about` is the column with the thing that a row tells of.
    """

    name: str
    classes: tuple[str, ...]
    columns: Columns
    order: tuple[str, ...] = ()
    key: tuple[str, ...] = ("iri",)
    about: str = "iri"


def link(name: str, path: str, many: bool = False, table: str = "", kind: Kind = "iri") -> Columns:
    """A column of IRIs, and the labels of what they name."""
    labels = (Column(f"{name}_{code}", path, language=code, many=many, label_of=name) for code in LANGUAGES)
    return Column(name, path, kind, many=many, table=table), *labels


def worded(name: str, path: str, many: bool = False) -> Columns:
    """A column of texts for each language."""
    return tuple(Column(f"{name}_{code}", path, language=code, many=many) for code in LANGUAGES)


def integers(**paths: str) -> Columns:
    """Columns of one integer."""
    return tuple(Column(name, path, "integer") for name, path in paths.items())


def dates(**paths: str) -> Columns:
    """Columns of one day."""
    return tuple(Column(name, path, "date") for name, path in paths.items())


def iris(**paths: str) -> Columns:
    """Columns of several IRIs of things that have no labels here."""
    return tuple(Column(name, path, "iri", many=True) for name, path in paths.items())
