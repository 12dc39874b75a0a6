"""/queries: the questions, each answered as a page or as data, its parameters in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pyoxigraph import NamedNode

from .. import terms
from ..catalogue import Catalogue, Question, Unanswered
from ..engine import GRAPH_FORMATS, SOLUTION_FORMATS, Query, Waited
from ..errors import Message, UnknownName
from .absence import reasons
from .choices import Choice
from .formats import NAMED, is_page, wanted
from .openapi import of_question
from .pages import HTML, labels, language, page
from .parameters import Asking, read
from .responses import entity_tag, for_programs, is_held, not_modified, respond
from .sections import ROWS, ask, reader, section
from .site import Site

_QUESTION: Final = Message("câu hỏi", "question")
_TAGS: Final[Mapping[str, Message]] = {
    "trace": Message("Dò căn cứ", "Trace"),
    "compare": Message("So sánh", "Compare"),
    "gap": Message("Chỗ trống", "Gaps"),
    "agency": Message("Cơ quan", "Agencies"),
    "time": Message("Thời gian", "Time"),
    "link": Message("Liên kết", "Links"),
    "quality": Message("Chất lượng", "Quality"),
    "document": Message("Văn bản", "Documents"),
    "target": Message("Chỉ tiêu", "Targets"),
    "task": Message("Nhiệm vụ", "Tasks"),
    "area": Message("Địa bàn", "Areas"),
    "": Message("Khác", "Other"),
}
_BOM: Final = b"\xef\xbb\xbf"  # by which spreadsheets know UTF-8


def router(site: Site) -> APIRouter:
    """The routes of the questions: one for all, one for each."""
    routes = APIRouter()

    @routes.get("/queries", response_class=Response)
    def browse(request: Request) -> Response:
        """The questions by their tags."""
        if not is_page(request):
            return for_programs([_told(question, request) for question in site.catalogue.values()])
        return page(
            request, "questions.html", groups=_groups(site.catalogue), unanswered=site.catalogue.unanswered
        )

    for name, question in site.catalogue.items():
        routes.add_api_route(
            f"/queries/{name}",
            _answering(site, question),
            response_class=Response,
            operation_id=name,
            summary=question.question.en,
            openapi_extra=dict(of_question(question)),
        )

    @routes.get("/queries/{name}", response_class=Response)
    def unanswered(request: Request, name: str) -> Response:
        """A question that the data cannot answer yet: which data is missing."""
        if name not in site.catalogue.unanswered:
            raise UnknownName(_QUESTION, name)
        return _unanswered(request, site.catalogue.unanswered[name])

    return routes


def _groups(catalogue: Catalogue) -> list[tuple[Message, list[Question]]]:
    """The questions under what they are first about, in the order in which people ask."""
    return [
        (words, members)
        for tag, words in _TAGS.items()
        if (members := [question for question in catalogue.values() if _first(question) == tag])
    ]


def _first(question: Question) -> str:
    """What a question is first about, of what there are headings for; "" where it is none of them."""
    return next((tag for tag in question.tags if tag in _TAGS), "")


def _told(question: Question, request: Request) -> Mapping[str, Any]:
    """A question as the list tells it to programs."""
    return {
        "name": question.name,
        "question": labels(question.question),
        "why": labels(question.why),
        "tags": question.tags,
        "parameters": {p.name: {"kind": p.kind, **labels(p.label)} for p in question.parameters},
        "columns": {name: labels(words) for name, words in question.columns.items()},
        "address": f"{request.base_url}queries/{question.name}",
    }


def _unanswered(request: Request, question: Unanswered) -> Response:
    if is_page(request):
        return page(request, "unanswered.html", question=question)
    told = {"name": question.name, "question": labels(question.question), "missing": labels(question.missing)}
    return for_programs(told)


def _answering(site: Site, question: Question) -> Callable[[Request], Response]:
    offered = (*SOLUTION_FORMATS, HTML) if question.columns else tuple(GRAPH_FORMATS)

    def answer(request: Request) -> Response:
        engine, media = site.ask(), wanted(request, offered)
        asking = read(request, question, partial(site.library.find, engine))
        if media == HTML:
            return _page(request, site, engine, question, asking)
        return _data(request, engine, question, asking, media)

    return answer


def _data(request: Request, engine: Waited, question: Question, asking: Asking, media: str) -> Response:
    """The complete answer in a format, as /sparql gives it; with a byte order mark where it is asked for."""
    text = question.bind(asking.values, asking.limit, asking.offset)
    mark = _BOM if media == "text/csv" and request.query_params.get("bom") else b""
    tag = entity_tag(engine.release, text, media, mark)
    if is_held(request, tag):
        return not_modified(tag)
    solutions, graph = (media if media in formats else None for formats in (SOLUTION_FORMATS, GRAPH_FORMATS))
    answer = engine.answer(Query(text, solutions, graph))
    return respond(replace(answer, body=mark + answer.body), tag)


def _page(request: Request, site: Site, engine: Waited, question: Question, asking: Asking) -> Response:
    """The answer as a page: what was asked, the rows and their chart, or why there are none."""
    rows = min(asking.limit or ROWS, ROWS)
    asked = ask(engine, [(question, asking.values)], rows, asking.offset)[0]
    if asked.error is not None:
        raise asked.error
    spoken = language(request)
    given = {value: terms.expand(value) for several in asking.values.values() for value in several}
    named = [{"given": NamedNode(iri)} for iri in given.values() if iri.startswith(terms.BASE)]
    told = reader(engine, spoken, [*asked.rows, *named], site.catalogue.answers)
    choices = site.choices.of(engine, question, spoken)
    return page(
        request,
        "question.html",
        question=question,
        section=section(asked, told),
        choices=choices,
        values=asking.values,
        called={value: told.names.of(iri, spoken) for value, iri in given.items()},
        offset=asking.offset,
        step=rows,
        formats=[name for name, media in NAMED.items() if media in SOLUTION_FORMATS],
        reasons=[] if asked.rows else _why_none(engine, question, asking, choices),
        release=engine.release,
    )


def _why_none(
    engine: Waited, question: Question, asking: Asking, choices: Mapping[str, Sequence[Choice]]
) -> Sequence[Message]:
    """Why there are no rows: the answer ends before the page begins, or what can be said of the values."""
    if asking.offset:
        return [
            Message(
                f"Câu trả lời có không quá {asking.offset} dòng",
                f"The answer has no more than {asking.offset} rows",
            )
        ]
    return reasons(engine, question, asking.values, choices)
