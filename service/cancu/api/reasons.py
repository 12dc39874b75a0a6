"""/why: why a statement is there, asserted where and by which words, or inferred by which rule from what."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from pyoxigraph import Literal, NamedNode

from .. import why
from ..engine import Row
from ..why import Explanation
from .formats import is_page
from .pages import language, page
from .responses import for_programs
from .sections import reader
from .site import Site


def router(site: Site) -> APIRouter:
    """The route of explanations."""
    routes = APIRouter()

    @routes.get("/why", response_class=Response)
    def explain(request: Request, subject: str = "", predicate: str = "", object: str = "") -> Response:  # noqa: A002
        """Why a statement is there; without one, how to ask."""
        if is_page(request) and not (subject or predicate or object):
            return page(request, "why.html", explanation=None)
        engine = site.ask()
        explanation = why.explain(engine, subject, predicate, object)
        if not is_page(request):
            return for_programs(_told(explanation))
        told = reader(engine, language(request), list(_rows(explanation)), site.catalogue.answers)
        return page(request, "why.html", explanation=explanation, told=told, release=engine.release)

    return routes


def _told(explanation: Explanation) -> dict[str, Any]:
    """An explanation for programs: the same parts by the same names, the object as a term of RDF."""
    term = explanation.object
    value = {"type": "uri", "value": term.value}
    if isinstance(term, Literal):
        value = {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        value |= {"xml:lang": term.language} if term.language else {}
    return {
        "subject": explanation.subject,
        "predicate": explanation.predicate,
        "object": value,
        "graphs": explanation.graphs,
        "evidence": [asdict(one) for one in explanation.evidence],
        "rule": asdict(explanation.rule) if explanation.rule else None,
        "premises": [_told(premise) for premise in explanation.premises],
    }


def _rows(explanation: Explanation) -> Iterator[Row]:
    """All that an explanation mentions, as rows of terms: their names are asked for at once."""
    yield {
        "s": NamedNode(explanation.subject),
        "p": NamedNode(explanation.predicate),
        "o": explanation.object,
    }
    for one in explanation.evidence:
        named = {key: value for key, value in asdict(one).items() if key in ("fact", "document", "status")}
        yield {key: NamedNode(value) for key, value in named.items() if value}
    for premise in explanation.premises:
        yield from _rows(premise)
