"""What reconciliation knows of a release, and how it tells candidates, types and values."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from .. import search, terms
from ..engine import Waited
from ..reconcile import QUERIES, Candidate, Register, Value, local, read_entities
from .kept import Kept
from .naming import Names, names
from .site import Site

_PATIENCE: Final = 600  # seconds: reading takes long, and a store of no known release changes rarely
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
        self._kept = Kept(_read, _PATIENCE)
        self._reading = threading.Lock()

    def of(self, site: Site) -> Told:
        """What is known of the release that answers now; an EngineError where it cannot be read."""
        engine = site.ask()
        with self._reading:
            return Told(engine, *self._kept.of(engine))


def _read(engine: Waited) -> tuple[Register, Names]:
    rows = [row for answer in engine.select_each(QUERIES) for row in answer]
    return Register(read_entities(rows)), names(engine, [terms.DEF + kind for kind in search.KINDS])


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
