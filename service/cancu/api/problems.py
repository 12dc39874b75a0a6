"""The one place where errors become HTTP answers: problem+json (RFC 9457), in both languages."""

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from .. import terms
from ..errors import CancuError, UsageError

_MEDIA = "application/problem+json"


def add_handlers(app: FastAPI) -> None:
    """Answer every error of ours, and every one of the framework's, as a problem."""
    app.exception_handler(CancuError)(_own)
    app.exception_handler(HTTPException)(_framework)
    app.exception_handler(RequestValidationError)(_wrong_parameter)


def _own(request: Request, error: CancuError) -> Response:
    body = {
        "type": f"{terms.BASE}problem/{type(error).__name__}",
        "title": error.message.en,
        "title_vi": error.message.vi,
        "status": error.status,
        **{name: value for name, value in vars(error).items() if isinstance(value, int | float | str)},
    }
    headers = {"vary": "Accept"}
    if "retry_after" in body:
        headers["retry-after"] = str(body["retry_after"])
    return JSONResponse(body, error.status, headers, _MEDIA)


def _wrong_parameter(request: Request, error: RequestValidationError) -> Response:
    """A parameter of a wrong type, by its name."""
    told = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return _own(request, UsageError(f"Tham số sai: {told}", f"Wrong parameter: {told}"))


def _framework(request: Request, error: HTTPException) -> Response:
    """A wrong address or method, in the same form."""
    title = HTTPStatus(error.status_code).phrase
    body = {"type": "about:blank", "title": title, "status": error.status_code}
    return JSONResponse(body, error.status_code, error.headers, _MEDIA)
