"""The page of a thing: what is said of it and why, what the catalogue answers about it, its words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from pyoxigraph import Literal, NamedNode

from .. import terms
from ..catalogue import Question
from ..engine import Row, Waited
from ..errors import Message, UnknownName
from .absence import CUT
from .charts import chain, schema
from .pages import language, page
from .sections import Asked, Values, ask, reader, section
from .site import Site
from .tables import Cell, Reader
from .texts import marked

_THING: Final = Message("định danh", "identifier")
_DOCUMENTS: Final = terms.ID + "document/"
_MOST: Final = 100  # inferred statements, and incoming links, on a page

# The questions that the page of a thing asks, by its class, each with the parameter that stands for it.
_ASKED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "Document": (
        ("chain-of-legal-bases", "start"),
        ("targets-of-document", "document"),
        ("tasks-of-document", "document"),
        ("targets-against-national", "plan"),
        ("funding-reports-reviews", "plan"),
        ("documents-citing", "cited"),
        ("resting-on-document", "document"),
        ("facts-by-status", "document"),
    ),
    "Task": (("decision-of-task", "task"), ("chain-of-legal-bases", "start")),
    "Agency": (
        ("tasks-of-agency", "agency"),
        ("tasks-supported-by-agency", "agency"),
        ("agency-succession", "agency"),
        ("who-answers-today", "agency"),
        ("agencies-working-together", "agency"),
    ),
    "AgencyGroup": (("tasks-of-agency", "agency"), ("tasks-supported-by-agency", "agency")),
    "Indicator": (("indicator-across-areas", "indicator"),),
    "Programme": (("documents-of-programme", "programme"), ("tasks-awaiting-approval", "programme")),
    "Area": (
        ("documents-of-area", "area"),
        ("targets-of-area", "area"),
        ("agencies-of-area", "area"),
        ("codes", "thing"),
    ),
    "Term": (("properties-of-class", "class"), ("uses-of-term", "term")),
}

_ASSERTED = """
SELECT DISTINCT ?p ?o WHERE {{
  {{ GRAPH ?g {{ <{iri}> ?p ?o }} FILTER(?g != graph:inferred) }}
  UNION {{ <{iri}> ?p ?o FILTER NOT EXISTS {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} }}
  FILTER(!isBlank(?o))
}} ORDER BY ?p ?o"""
_INFERRED = """
SELECT DISTINCT ?p ?o WHERE {{
  GRAPH graph:inferred {{ <{iri}> ?p ?o }} FILTER(!isBlank(?o) && ?p != cancu:codeOf)
}} ORDER BY ?p ?o LIMIT {limit}"""
_INCOMING = """
SELECT ?s ?p WHERE {{ ?s ?p <{iri}> FILTER(!isBlank(?s)) }} ORDER BY ?p ?s LIMIT {limit} OFFSET {offset}"""
_PLACE = """
SELECT ?clause ?document WHERE {{ <{iri}> cancu:statedIn ?clause . ?clause cancu:inDocument ?document }}"""


@dataclass(frozen=True)
class Thing:
    """What is said of a thing: the asserted statements, a part of those inferred, a part of what names it."""

    iri: str
    asserted: tuple[Row, ...]
    inferred: tuple[Row, ...]
    incoming: tuple[Row, ...]
    places: tuple[Row, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of ours it belongs to, by their local names."""
        types = (row["o"].value for row in self.asserted + self.inferred if row["p"] == terms.TYPE)
        ours = (value.removeprefix(terms.DEF) for value in types if value.startswith(terms.DEF))
        return tuple(dict.fromkeys(ours))

    @property
    def types(self) -> tuple[str, ...]:
        """The classes it is said to belong to: ours, else any."""
        stated = tuple(o.value for o in self.values(terms.RDF + "type"))
        return tuple(terms.DEF + name for name in self.classes) or stated

    def values(self, term: str) -> list[Literal | NamedNode]:
        """The asserted values of a property."""
        return [row["o"] for row in self.asserted if row["p"].value == term]

    def value(self, term: str) -> Literal | NamedNode | None:
        """The first asserted value of a property."""
        return next(iter(self.values(term)), None)


def find(engine: Waited, iri: str, incoming_from: int = 0) -> Thing:
    """A thing by its IRI; UnknownName where nothing speaks of it."""
    texts = (_ASSERTED, _INFERRED, _INCOMING, _PLACE)
    told = {"iri": iri, "limit": _MOST + 1, "offset": incoming_from}
    rows = engine.select_each([terms.PROLOGUE + text.format(**told) for text in texts])
    if not any(rows):
        raise UnknownName(_THING, iri)
    return Thing(iri, *rows)


def thing_page(request: Request, site: Site, iri: str, number: int) -> Response:
    """The page of a thing; `number` counts the pages of links to it from 1."""
    engine = site.ask()
    thing = find(engine, iri, (number - 1) * _MOST)
    asked = ask(engine, list(_questions(site.catalogue, thing)))
    rows = [*thing.asserted, *thing.inferred, *thing.incoming, *thing.places]
    told = reader(
        engine,
        language(request),
        [*rows, *(row for one in asked for row in one.shown), {"thing": NamedNode(iri)}],
        site.catalogue.answers,
    )
    return page(
        request,
        "thing.html",
        thing=thing,
        told=told,
        name=told.names.of(iri, told.language),
        kinds=[told.named(kind) for kind in thing.types],
        asserted=list(_statements(thing, thing.asserted, told)),
        inferred=list(_statements(thing, thing.inferred[:_MOST], told)),
        incoming=[(told.cell(row["s"]), told.cell(row["p"])) for row in thing.incoming[:_MOST]],
        more="?" + request.url.include_query_params(page=number + 1).query
        if len(thing.incoming) > _MOST
        else "",
        sections=[section(one, told, tuple(one.values), sparse=True) for one in asked],
        diagram=_diagram(asked, told),
        release=engine.release,
        **_heading(thing, told),
        **_words(site, engine, thing, told),
    )


def _heading(thing: Thing, told: Reader) -> Mapping[str, Any]:
    """What stands above the statements: title, definition, how much of the text is held, where to go on."""
    status = thing.value(terms.DEF + "textStatus")
    cut = CUT.get(status.value.rsplit("/", 1)[-1]) if status is not None else None
    return {
        "subtitle": told.spoken(thing.values(terms.DCT + "title")),
        "definition": told.spoken(thing.values(terms.SKOS + "definition")),
        "status": f"{told.named(thing.iri).text}: {told.say(cut)}" if cut else "",
        "local": quote(thing.iri.removeprefix(terms.BASE)),
        "further": [(address, told.say(words)) for address, words in _further(thing)],
    }


def _further(thing: Thing) -> Iterator[tuple[str, Message]]:
    """Where one may want to go from a thing."""
    if {"Document", "Task"} & set(thing.classes) and thing.iri.startswith(_DOCUMENTS):
        yield f"/trace/{quote(thing.iri.removeprefix(_DOCUMENTS))}", Message("Dò căn cứ", "Trace")
    if "Indicator" in thing.classes:
        yield (
            "/compare?" + urlencode({"indicator": thing.iri}),
            Message("So sánh các tỉnh", "Compare provinces"),
        )
    if "Area" in thing.classes:
        yield "/compare?" + urlencode({"area": thing.iri}), Message("So sánh chỉ tiêu", "Compare targets")
    query = f"SELECT * WHERE {{\n  {{ <{thing.iri}> ?p ?o }} UNION {{ ?s ?p <{thing.iri}> }}\n}} LIMIT 100"
    yield "/sparql?" + urlencode({"query": query}), Message("Hỏi bằng SPARQL", "Ask in SPARQL")


def _questions(catalogue: Mapping[str, Question], thing: Thing) -> Iterator[tuple[Question, Values]]:
    """What the page of a thing asks, by its class; of a term or a code, how it is used."""
    wanted = [pair for kind in thing.classes for pair in _ASKED.get(kind, ())]
    if thing.iri.startswith((terms.DEF, terms.CODE)):
        wanted = list(_ASKED["Term"])
    for name, parameter in dict.fromkeys(wanted):
        if name in catalogue:
            yield catalogue[name], {parameter: [thing.iri]}


def _statements(
    thing: Thing, rows: Sequence[Row], told: Reader
) -> Iterator[tuple[Cell, Sequence[tuple[Cell, str]]]]:
    """Every property with its values, and where it is told why the statement is there."""
    for p, group in groupby(rows, key=lambda row: row["p"]):
        values = told.understood([row["o"] for row in group])
        yield told.cell(p), [(told.cell(value), why(thing.iri, p.value, value.value)) for value in values]


def why(subject: str, predicate: str, value: str) -> str:
    """The address at which it is told why a statement is there."""
    return "/why?" + urlencode({"subject": subject, "predicate": predicate, "object": value})


def _diagram(asked: Sequence[Asked], told: Reader) -> Any:
    """The chain of legal bases drawn, or a class among others, where that was asked for."""
    drawn = {"chain-of-legal-bases": chain, "properties-of-class": schema}
    for one in asked:
        if one.question.name in drawn and one.shown:
            return drawn[one.question.name](one.shown, told)
    return None


def _words(site: Site, engine: Waited, thing: Thing, told: Reader) -> Mapping[str, Any]:
    """The words of a fact in their clause, of a clause, or of a whole document, as far as they are held."""
    iri, only, clause = thing.iri, "", ""
    if thing.places:
        iri, only, clause = (
            thing.places[0]["document"].value,
            iri,
            thing.places[0]["clause"].value,
        )
    elif "Clause" in thing.classes:
        document = thing.value(terms.DEF + "inDocument")
        iri, clause = document.value if document is not None else "", iri
    text = site.library.text(engine.release, iri)
    return {
        "quote": told.cell(thing.value(terms.DEF + "quote")),
        "place": [told.cell(thing.places[0][name]) for name in ("document", "clause")]
        if thing.places
        else [],
        "blocks": marked(engine, iri, text, only, clause) if text else [],
        "whole": not only and not clause,
    }
