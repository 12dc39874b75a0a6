"""The page of /sparql for browsers: the editor, with our prefixes, terms and questions at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response

from .. import terms
from ..catalogue import Question
from ..engine import JSON, TURTLE, AsyncEngine, Query, Solutions, Waited, parse_solutions, select
from ..errors import Message
from .editor import NOT_BUILT, Editor
from .kept import Kept
from .pages import labels, language, page
from .sections import reader

_ROWS: Final = 1000  # shown on a page; files hold them all
_FIRST = f"""PREFIX eli: <{terms.ELI}>
PREFIX dct: <{terms.DCT}>

SELECT ?document ?number ?title WHERE {{
  ?document eli:number ?number ; dct:title ?title .
}} ORDER BY ?number
LIMIT 20
"""
_TERMS = f"""PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <{terms.RDFS}>
SELECT ?term (MIN(?one) AS ?kind) ?vi ?en WHERE {{
  VALUES (?type ?one) {{
    (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property")
  }}
  ?term a ?type . FILTER STRSTARTS(STR(?term), "{terms.DEF}")
  ?term rdfs:label ?vi, ?en FILTER(LANG(?vi) = "vi" && LANG(?en) = "en")
}} GROUP BY ?term ?vi ?en ORDER BY ?term"""


class Workbench:
    """The page over an engine and its questions; `editor` is None where it was not built."""

    def __init__(self, engine: AsyncEngine, catalogue: Mapping[str, Question], editor: Editor | None) -> None:
        self._engine, self._editor = engine, editor
        self._terms = Kept(_completed)
        self._examples = [
            {"name": name, "question": labels(question.question), "text": question.text}
            for name, question in catalogue.items()
        ]

    def page(self, request: Request, query: str) -> Response:
        """The page, with a query to begin with."""
        data: Mapping[str, Any] = {}
        if self._editor:
            completed = self._terms.of(Waited(self._engine))
            data = {"prefixes": dict(terms.PREFIXES), "examples": self._examples, "terms": completed}
        return page(
            request,
            "sparql.html",
            query=query or _FIRST,
            editor=self._editor,
            not_built=NOT_BUILT,
            base=terms.BASE,
            data=data,
        )

    def results(self, request: Request, query: Query) -> Response:
        """What a query gives, as a page: for the form of those without script."""
        engine = Waited(self._engine)
        answer = engine.answer(replace(query, solutions=JSON, graph=TURTLE))
        solutions = parse_solutions(answer.body) if answer.media_type == JSON else None
        rows = solutions.rows if isinstance(solutions, Solutions) else ()
        told = reader(engine, language(request), rows[:_ROWS], {})
        names = solutions.names if isinstance(solutions, Solutions) else ()
        return page(
            request,
            "results.html",
            query=query.text,
            truth=solutions if isinstance(solutions, bool) else None,
            graph=answer.body.decode() if solutions is None else "",
            table=told.table({name: Message(name, name) for name in names}, rows[:_ROWS], None),
            total=len(rows),
            link="/sparql?" + urlencode({"query": query.text}),
            release=answer.release,
        )


def _completed(engine: Waited) -> Sequence[Mapping[str, Any]]:
    """The classes and properties of the ontology, for completion."""
    return [
        {
            "iri": row["term"].value,
            "kind": row["kind"].value,
            "label": {"vi": row["vi"].value, "en": row["en"].value},
        }
        for row in select(engine, _TERMS)
    ]
