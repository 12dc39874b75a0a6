"""What people call things: the names of all the identifiers on a page, asked at once."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from .. import terms
from ..engine import Row, Waited

_AT_ONCE: Final = 250  # identifiers in a query: a few hundred times as many bytes, far from the limit
_OTHER: Final = ""  # the language of a name that belongs to none, as a number does

# A document goes by its number, or else its title; a part of one by the document's number and its own key.
_NAMES = """
SELECT ?thing ?name ?whole WHERE {{
  {{ {values} ?thing rdfs:label ?name }}
  UNION {{ {values} ?thing eli:number ?name }}
  UNION {{ {values} ?thing dct:title ?name
           FILTER NOT EXISTS {{ ?thing eli:number|cancu:inDocument ?other }} }}
  UNION {{ {values} GRAPH graph:shapes {{ ?thing sh:name ?name }} }}
  UNION {{ {values} GRAPH graph:rules {{ ?thing rdfs:label ?name }} }}
  UNION {{ {values} ?thing cancu:inDocument|cancu:statedIn/cancu:inDocument ?whole .
           OPTIONAL {{ ?whole eli:number ?name }} }}
}}"""


class Names:
    """The names of some things, by IRI and language."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._names: dict[str, dict[str, str]] = {}
        for row in rows:
            language, name = _named(row)
            kept = self._names.setdefault(row["thing"].value, {})
            kept[language] = min(kept.get(language, name), name)

    def of(self, iri: str, language: str) -> str:
        """The name of a thing in a language, else in Vietnamese, else in any; an unnamed one by its IRI."""
        kept = self._names.get(iri, {})
        for wanted in (language, _OTHER, "vi", *sorted(kept)):
            if wanted in kept:
                return kept[wanted]
        return terms.shorten(iri)


def _named(row: Row) -> tuple[str, str]:
    """The language and text of a name; a part's is made of its document's number and its own key."""
    iri = row["thing"].value
    if "whole" in row:
        number = row["name"].value if "name" in row else terms.shorten(row["whole"].value)
        return _OTHER, f"{number}, {iri.rsplit('/', 1)[-1]}"
    return getattr(row["name"], "language", None) or _OTHER, row["name"].value


def names(engine: Waited, iris: Collection[str]) -> Names:
    """The names of things; those whose names cannot be asked for go by their IRIs."""
    texts = [_query(batch) for batch in _batches(sorted(iris))]
    return Names([row for rows in engine.select_all(texts) if isinstance(rows, tuple) for row in rows])


def _batches(iris: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(iris), _AT_ONCE):
        yield iris[start : start + _AT_ONCE]


def _query(iris: Sequence[str]) -> str:
    values = f"VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in iris)} }}"
    return terms.PROLOGUE + _NAMES.format(values=values)


def address(iri: str) -> str:
    """Where a link to a thing leads: ours to its page here, the web's to itself, others nowhere ("")."""
    if iri.startswith(terms.BASE):
        local = iri.removeprefix(terms.BASE)
        return f"/{quote(local)}" if local.startswith(_SERVED) else ""
    return iri if iri.startswith(("http://", "https://", "mailto:")) else ""


_SERVED: Final = ("id/", "def/", "code/", "shape/", "rule/")
