"""The one place where errors become HTTP answers: problem+json (RFC 9457), in both languages."""

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from .. import terms
from ..errors import AmbiguousName, Busy, CancuError, Message, UnknownName, UsageError
from .formats import is_page
from .naming import address
from .pages import page

_MEDIA = "application/problem+json"
_WORDS = {
    404: Message("Không có trang này", "There is no such page"),
    405: Message("Trang này không nhận cách gọi ấy", "This page is not called in that way"),
}


def add_handlers(app: FastAPI) -> None:
    """Answer every error of ours, and every one of the framework's, as a problem."""
    app.exception_handler(CancuError)(_own)
    app.exception_handler(HTTPException)(_framework)
    app.exception_handler(RequestValidationError)(_wrong_parameter)
    app.exception_handler(Exception)(_unforeseen)


def _own(request: Request, error: CancuError) -> Response:
    if is_page(request):
        return _page(request, error.message, error.status, error)
    body = {
        "type": f"{terms.BASE}problem/{type(error).__name__}",
        "title": error.message.en,
        "title_vi": error.message.vi,
        "status": error.status,
        **{name: value for name, value in vars(error).items() if isinstance(value, int | float | str)},
        **({"candidates": [*error.candidates]} if isinstance(error, AmbiguousName) else {}),
    }
    return JSONResponse(body, error.status, {"vary": "Accept"} | _retry(error), _MEDIA)


def _retry(error: CancuError | None) -> dict[str, str]:
    return {"retry-after": str(error.retry_after)} if isinstance(error, Busy) else {}


def _page(request: Request, message: Message, status: int, error: CancuError | None) -> Response:
    """An error for people: what went wrong, what may be meant, and where to go on."""
    shown = page(
        request,
        "error.html",
        code=status,
        message=message,
        status=status,
        candidates=[(iri, address(iri)) for iri in getattr(error, "candidates", ())],
        reason=getattr(error, "reason", ""),
        sought=error.name.rsplit("/", 1)[-1] if isinstance(error, UnknownName) else "",
    )
    shown.headers.update(_retry(error))
    return shown


def _wrong_parameter(request: Request, error: RequestValidationError) -> Response:
    """A parameter of a wrong type, by its name."""
    told = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return _own(request, UsageError(f"Tham số sai: {told}", f"Wrong parameter: {told}"))


def _unforeseen(request: Request, error: Exception) -> Response:
    """A fault of ours: the log has it, the answer says no more than that."""
    return _own(
        request,
        CancuError("Lỗi của dịch vụ; nhật ký đã ghi lại", "A fault of the service; its log has the details"),
    )


def _framework(request: Request, error: HTTPException) -> Response:
    """A wrong address or method, in the same form."""
    title = HTTPStatus(error.status_code).phrase
    if is_page(request):
        message = _WORDS.get(error.status_code, Message(title, title))
        shown = _page(request, message, error.status_code, None)
        shown.headers.update(error.headers or {})
        return shown
    body = {"type": "about:blank", "title": title, "status": error.status_code}
    return JSONResponse(body, error.status_code, {"vary": "Accept", **(error.headers or {})}, _MEDIA)
