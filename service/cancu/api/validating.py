"""/validate: a graph that somebody gives, checked as our own are; a page, JSON or sh:ValidationReport."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pyoxigraph import NamedNode, serialize
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from .. import describe, terms
from ..engine import GRAPH_FORMATS, TURTLE, Answer
from ..errors import InputError, Message, NotAcceptable, Refused, UnsupportedMedia, UsageError
from ..given import Examiner, Report
from ..limits import Limits
from ..validate import Finding
from .connection import content_type, form_of, read_body, watched
from .formats import is_page
from .naming import names
from .negotiate import accepted, choose
from .openapi import GIVEN
from .pages import HTML, labels, language, page
from .responses import for_programs, respond
from .site import Site
from .tables import Cell, Reader, Table

_FORM, _PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
_JSON: Final = "application/json"
_OFFERED: Final = (*GRAPH_FORMATS, _JSON, HTML)
_ESCAPED: Final = 3  # bytes that a form may make of one
_AROUND: Final = 10_000  # bytes of a form around what it gives
_ROWS: Final = 500  # shown on a page; the other formats hold them all
_VALUE: Final = 200  # characters of a value that are shown
_HEADINGS: Final = (
    Message("Mức", "Severity"),
    Message("Nút", "Node"),
    Message("Thuộc tính", "Property"),
    Message("Giá trị", "Value"),
    Message("Vì sao", "Why"),
    Message("Quy tắc", "Rule"),
)
_SEVERITIES: Final = {
    "violation": Message("vi phạm", "violation"),
    "warning": Message("cảnh báo", "warning"),
}


def router(site: Site, examiner: Examiner | None) -> APIRouter:
    """The routes of validation; without an examiner they say that nothing is held to check against."""
    routes = APIRouter()

    @routes.get("/validate", response_class=Response)
    def form(request: Request) -> Response:
        """A page on which to give a graph."""
        return _page(request, site)

    @routes.post("/validate", response_class=Response, openapi_extra=dict(GIVEN))
    async def validate(request: Request) -> Response:
        """What does not hold in a graph, given as Turtle: as the body, or in a form."""
        content = b""
        try:
            media = _wanted(request)
            content = await _content(request, site.limits)
            report = await _checked(request, examiner, content)
        except (InputError, UsageError) as error:
            if not is_page(request):
                raise
            return await run_in_threadpool(_page, request, site, content, error=error)
        return await run_in_threadpool(_told, request, site, content, report, media)

    return routes


def _wanted(request: Request) -> str:
    media = choose(accepted(request), _OFFERED)
    if media is None:
        raise NotAcceptable(accepted(request), _OFFERED)
    return media


async def _checked(request: Request, examiner: Examiner | None, content: bytes) -> Report:
    if examiner is None:
        raise Refused("no-shapes", "Ở đây không giữ quy tắc nào để kiểm tra", "No shapes are held here")
    with watched(request):
        return await examiner.check(content)


async def _content(request: Request, limits: Limits) -> bytes:
    """The graph as it was given; UsageError where there is none, Refused where it is too large."""
    media, charset = content_type(request)
    if charset not in ("", "utf-8"):
        raise UnsupportedMedia(f"charset={charset}", _TAKEN)
    most = limits.given_bytes
    body = await read_body(request, most * _ESCAPED + _AROUND if media == _FORM else most + _AROUND)
    content = body if media == TURTLE else await _of_form(request, media, body)
    if not content.strip():
        raise UsageError("Cần một đồ thị bằng Turtle", "A graph is needed, as Turtle")
    if len(content) > most:
        raise Refused("graph-size", f"Đồ thị dài quá {most} byte", f"The graph is longer than {most} bytes")
    return content


async def _of_form(request: Request, media: str, body: bytes) -> bytes:
    """The file that a form gives, else its text."""
    if media == _FORM:
        return "".join(form_of(body).get("graph", ())[:1]).encode()
    if media != _PARTS:
        raise UnsupportedMedia(media or "(no Content-Type)", _TAKEN)
    parts = await _parts(request, body)
    try:
        file, text = parts.get("file"), parts.get("graph", "")
        content = await file.read() if isinstance(file, UploadFile) else b""
        return content or (text.encode() if isinstance(text, str) else await text.read())
    finally:
        await parts.close()


async def _parts(request: Request, body: bytes) -> FormData:
    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        parser = MultiPartParser(request.headers, whole(), max_files=2, max_fields=2, max_part_size=len(body))
        return await parser.parse()
    except MultiPartException as error:
        raise UsageError(f"Biểu mẫu sai: {error.message}", f"A broken form: {error.message}") from error


_TAKEN: Final = (TURTLE, _FORM, _PARTS)


# Reports


def _told(request: Request, site: Site, content: bytes, report: Report, media: str) -> Response:
    if media == HTML:
        return _page(request, site, content, report=report)
    if media == _JSON:
        return for_programs(_for_programs(report))
    triples = describe.passing_report(report.findings)
    body = serialize(triples, format=GRAPH_FORMATS[media], prefixes=describe.PREFIXES) or b""
    return respond(Answer(body, media, report.release), "")


def _for_programs(report: Report) -> Mapping[str, Any]:
    results = [
        {
            "severity": finding.severity,
            "node": finding.node,
            "path": finding.path,
            "value": finding.value,
            "rule": finding.rule,
            "message": labels(finding.message),
            "given": bool(finding.file),
        }
        for finding in report.findings
    ]
    return {"conforms": report.conforms, "release": report.release, "results": results}


def _page(
    request: Request,
    site: Site,
    content: bytes = b"",
    report: Report | None = None,
    error: InputError | UsageError | None = None,
) -> Response:
    """The form, with what was given and what came of it."""
    shown = report.findings[:_ROWS] if report else ()
    return page(
        request,
        "validate.html",
        code=error.status if error else 200,
        limits=site.limits,
        given=content.decode("utf-8", "replace"),
        report=report,
        error=error,
        reason=getattr(error, "reason", ""),
        table=_table(request, site, shown),
        release=report.release if report else site.engine.release,
    )


def _table(request: Request, site: Site, findings: Sequence[Finding]) -> Table:
    named = {iri for finding in findings for iri in (finding.rule, finding.path) if _is_ours(iri)}
    reader = Reader(language(request), names(site.ask(), named), {})
    rows = tuple(tuple(_row(finding, reader)) for finding in findings)
    return Table(tuple(map(reader.say, _HEADINGS)), rows)


def _is_ours(iri: str) -> bool:
    return iri.startswith((terms.DEF, terms.SHAPE))


def _row(finding: Finding, reader: Reader) -> Sequence[Cell]:
    severity = reader.say(_SEVERITIES[finding.severity])
    value = terms.shorten(finding.value)
    rule = reader.cell(NamedNode(finding.rule))
    path = reader.named(finding.path) if _is_ours(finding.path) else Cell(terms.shorten(finding.path))
    return (
        Cell(severity, look="answer"),
        Cell(terms.shorten(finding.node), look="name"),
        path,
        Cell(value[:_VALUE] + "…" * (len(value) > _VALUE), look="name"),
        Cell(reader.say(finding.message), look="text"),
        Cell(terms.shorten(finding.rule), rule.href),
    )
