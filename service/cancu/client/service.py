"""A running service of ours, asked through SPARQLWrapper; its problems become the errors that they were."""

import ast
import json
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import build_opener

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from .. import guard, terms
from ..engine import JSON, TURTLE, Answer, Engine, Query
from ..errors import CancuError, Message, Upstream, UsageError
from ..search import Found, Hit, Snippet

_GRAPHS: Final = ("CONSTRUCT", "DESCRIBE")
_PROBLEM: Final = terms.BASE + "problem/"
_RELEASES: Final = "/releases/"


class Service(Engine):
    """The service at an address, or one of its releases at …/releases/NAME.

    `release` names the one that gave the last answer.
    """

    def __init__(self, address: str, seconds: float) -> None:
        self._address = address.rstrip("/").removesuffix("/sparql")
        self._seconds = seconds

    def at(self, name: str) -> "Service":
        """A release of this service by its name."""
        root = self._address.split(_RELEASES)[0]
        return Service(f"{root}{_RELEASES}{quote(name, safe='')}", self._seconds)

    def answer(self, query: Query) -> Answer:
        """The complete answer, or the error that the service tells; Upstream where it tells none."""
        media = TURTLE if guard.form(query.text) in _GRAPHS else JSON
        wrapper: Any = SPARQLWrapper(f"{self._address}/sparql")
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(max(1, int(self._seconds)))
        wrapper.addCustomHttpHeader("Accept", media)
        wrapper.setQuery(query.text)
        wrapper.queryType = guard.form(query.text)  # its own guess stumbles over # in an IRI
        body, headers = self._read(lambda: wrapper.query().response)
        if headers.get_content_type() != media:
            raise Upstream(self._address, "what answers is no service of Căn Cứ")
        self.release = headers.get("x-cancu-release", "")
        return Answer(body, media, self.release)

    def find(self, words: str, kind: str, area: str, year: int | None, limit: int) -> Found:
        """What is found by words in the release in use."""
        if _RELEASES in self._address:
            raise UsageError(
                "Dịch vụ chỉ tìm trong bản phát hành đang dùng; hãy tìm bằng SPARQL",
                "A service searches the release in use only; look for it by SPARQL",
            )
        asked = {"q": words, "type": kind, "area": area, "year": year or ""}
        hits: list[Hit] = []
        while True:
            found = self._get(f"/search?{urlencode({**asked, 'offset': len(hits)})}")
            hits += map(_hit, found["hits"])
            if len(hits) >= min(limit, found["total"]) or not found["hits"]:
                return Found(found["total"], tuple(hits[:limit]))

    def _get(self, path: str) -> Any:
        opener = build_opener()
        opener.addheaders = [("Accept", "application/json")]
        body, _ = self._read(lambda: opener.open(self._address + path, timeout=self._seconds))
        return json.loads(body)

    def _read(self, send: Any) -> tuple[bytes, Any]:
        """The body and the headers of a response, read whole."""
        try:
            with send() as response:
                return response.read(), response.headers
        except HTTPError as error:
            with error:
                raise self._told(error.read(), str(error)) from error
        except SPARQLWrapperException as error:
            raise self._told(_body(error), str(error)) from error
        except (OSError, HTTPException) as error:
            raise Upstream(self._address, str(error)) from error

    def _told(self, body: bytes, otherwise: str) -> CancuError:
        """The error that a problem tells, with its data; Upstream where it is none of ours."""
        try:
            problem = dict(json.loads(body))
        except (ValueError, TypeError):
            return Upstream(self._address, otherwise)
        kind = _kinds().get(str(problem.get("type")).removeprefix(_PROBLEM))
        if kind is None:
            return Upstream(self._address, str(problem.get("title", otherwise)))
        return _error(kind, problem)


def _error(kind: type[CancuError], problem: Mapping[str, Any]) -> CancuError:
    """An error as it was where it happened; what it was made of stayed there."""
    error = kind.__new__(kind, *problem.values())
    CancuError.__init__(error, str(problem.get("title_vi")), str(problem.get("title")))
    data = {name: value for name, value in problem.items() if name not in _FRAME}
    vars(error).update(data)
    return error


_FRAME: Final = ("type", "title", "title_vi", "status", "given", "message")


def _kinds() -> Mapping[str, type[CancuError]]:
    """Every class of error but Upstream, which hides its endpoint, by its name."""
    return {kind.__name__: kind for kind in _below(CancuError) if kind is not Upstream}


def _below(kind: type[CancuError]) -> Iterator[type[CancuError]]:
    yield kind
    for lower in kind.__subclasses__():
        yield from _below(lower)


def _body(error: SPARQLWrapperException) -> bytes:
    """The body of an error's response: the library keeps it in its message alone, as Python writes it."""
    try:
        body = ast.literal_eval(str(error).partition("Response:\n")[2])
    except (ValueError, SyntaxError):
        return b""
    return body if isinstance(body, bytes) else b""


def _hit(told: Mapping[str, Any]) -> Hit:
    label = Message(told["label"]["vi"], told["label"]["en"])
    kind = told["type"].removeprefix(terms.DEF)
    return Hit(
        told["iri"], kind, label, told["detail"], told.get("area", ""), told.get("year"), Snippet("", ())
    )
