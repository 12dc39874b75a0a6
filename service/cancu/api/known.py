"""What reconciliation knows of a release, and how it tells candidates, types and values."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from .. import search, terms
from ..engine import Row, Waited
from ..errors import CancuError
from ..reconcile import QUERIES, Candidate, Register, Value, local, read_entities
from .naming import Names, names
from .site import Site

_TIMES: Final = {terms.XSD + "date", terms.XSD + "dateTime"}
_WHOLE: Final = {terms.XSD + "integer", terms.XSD + "int"}
_FIGURES: Final = {terms.XSD + "decimal", terms.XSD + "double", terms.XSD + "float"}


@dataclass(frozen=True)
class Told:
    """The register of a release and the names of the types, with the engine that told them."""

    engine: Waited
    register: Register
    named: Names

    @property
    def types(self) -> list[Mapping[str, str]]:
        """The types that can be asked for."""
        return [self.type(kind) for kind in search.KINDS]

    def type(self, kind: str) -> Mapping[str, str]:
        """A type with its names in both languages."""
        vi, en = (self.named.of(terms.DEF + kind, language) for language in ("vi", "en"))
        return {"id": kind, "name": f"{vi} / {en}"}

    def candidate(self, one: Candidate) -> Mapping[str, Any]:
        """A candidate as the protocol tells it."""
        return {
            "id": local(one.iri),
            "name": one.label.vi,
            "description": " · ".join(filter(None, (one.label.en, one.detail))),
            "score": one.score,
            "match": one.sure,
            "type": [self.type(one.kind)],
            "features": [{"id": name, "value": value} for name, value in one.features.items()],
        }


class Known:
    """What is known of the release that answers; read once of every release."""

    def __init__(self) -> None:
        self._known: tuple[str, Register, Names] | None = None
        self._reading = threading.Lock()

    def of(self, site: Site) -> Told:
        """What is known of the release that answers now; an EngineError where it cannot be read."""
        engine = site.ask()
        with self._reading:
            if self._known is None or self._known[0] != engine.release:
                rows = [row for answer in engine.select_all(QUERIES) for row in _rows(answer)]
                types = names(engine, [terms.DEF + kind for kind in search.KINDS])
                self._known = (engine.release, Register(read_entities(rows)), types)
            return Told(engine, *self._known[1:])


def _rows(answer: tuple[Row, ...] | CancuError) -> tuple[Row, ...]:
    if isinstance(answer, CancuError):
        raise answer
    return answer


def told(value: Value) -> Mapping[str, Any]:
    """A value as the protocol tells it: a thing of ours, a day, a number, or a text."""
    term = value.term
    if isinstance(term, NamedNode):
        name = value.name or terms.shorten(term.value)
        return {"id": local(term.value), "name": name} if term.value.startswith(terms.ID) else {"str": name}
    kind = term.datatype.value
    if kind in _TIMES and len(term.value) >= len("2021-07-30"):
        return {"date": f"{term.value[:10]}T00:00:00Z"}
    if kind in _WHOLE:
        return {"int": int(term.value)}
    return {"float": float(term.value)} if kind in _FIGURES else {"str": term.value}
