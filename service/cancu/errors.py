"""Every error of the service, with the HTTP status and the exit code it maps to.

    CancuError
    ├── InputError            what was given cannot be read                400  exit 1
    │   ├── SyntaxFault       a file or query that does not parse, with its position
    │   ├── TextFault         a source text that is missing or not UTF-8
    │   └── InvalidData       the data break shapes or checks; carries the findings
    ├── UsageError            a wrong argument or parameter                400  exit 2
    │   ├── UnknownName       no document, question or release of that name  404
    │   ├── AmbiguousName     a number that several documents bear
    │   ├── NotAcceptable     no offered format is wanted                  406
    │   ├── UnsupportedMedia  a body of a type that is not taken           415
    │   └── Refused           a query the rules of the endpoint forbid     403
    └── EngineError           the store failed                             500  exit 1
        ├── NoRelease         nothing has been built yet                   503
        ├── Busy              every worker has work and the queue is full  503
        ├── Overrun           something took longer than it may            503
        ├── Abandoned         whoever asked has gone                       503
        ├── WorkerLost        a worker died of a query, of memory mostly   503
        └── Upstream          the endpoint elsewhere failed                502

Messages are given in Vietnamese and English; `str()` shows both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, order=True)
class Message:
    """One sentence in the two languages of the service."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"


class CancuError(Exception):
    """Root of all errors raised on purpose; `message` is for people, subclasses carry the data."""

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    given: tuple[object, ...]

    def __new__(cls, *given: object) -> "CancuError":
        """Keep what the error was made of, so that it can cross from one process to another."""
        error = super().__new__(cls, *given)
        error.given = given
        return error

    def __init__(self, vi: str, en: str) -> None:
        self.message = Message(vi, en)
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[type["CancuError"], tuple[object, ...]]:
        return type(self), self.given


class InputError(CancuError):
    """What was given cannot be read."""

    status = 400


class SyntaxFault(InputError):
    """A file or query that does not parse; `where` is a file name or "query", `line` is 1-based or None."""

    def __init__(self, where: str, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.where, self.reason, self.line, self.column = where, reason, line, column
        vi = _place(line, column, "dòng", "cột")
        en = _place(line, column, "line", "column")
        super().__init__(f"{where}{vi}: sai cú pháp", f"{where}{en}: syntax error: {reason}")


def _place(line: int | None, column: int | None, of_line: str, of_column: str) -> str:
    named = ((of_line, line), (of_column, column))
    return "".join(f", {name} {number}" for name, number in named if number)


class TextFault(InputError):
    """A source text that is missing, changed or not UTF-8."""


class InvalidData(InputError):
    """The data break shapes or checks; `findings` names each file, node and rule."""

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = findings
        super().__init__(
            f"Dữ liệu vi phạm {len(findings)} quy tắc; bản phát hành đang dùng được giữ nguyên",
            f"The data break {len(findings)} rules; the current release stays as it is",
        )


class UsageError(CancuError):
    """A wrong argument or parameter."""

    status = 400
    exit_code = 2


class UnknownName(UsageError):
    """No document, question, parameter or release of that name."""

    status = 404

    def __init__(self, kind: Message, name: str) -> None:
        self.kind, self.name = kind, name
        super().__init__(f"Không có {kind.vi} “{name}”", f"No {kind.en} named “{name}”")


class AmbiguousName(UsageError):
    """A number that several documents bear; `candidates` are their IRIs."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name, self.candidates = name, candidates
        listed = "".join(f"\n  {iri}" for iri in candidates)
        super().__init__(
            f"“{name}” là số của nhiều văn bản", f"“{name}” is borne by several documents:{listed}"
        )


class NotAcceptable(UsageError):
    """None of the formats the request accepts is offered."""

    status = 406

    def __init__(self, accept: str, offered: Sequence[str]) -> None:
        self.offered = offered
        super().__init__(
            f"Không có định dạng “{accept}”", f"None of “{accept}” is offered; offered: {', '.join(offered)}"
        )


class UnsupportedMedia(UsageError):
    """The body of a request is of a type that is not taken; `taken` are those that are."""

    status = 415

    def __init__(self, media: str, taken: Sequence[str]) -> None:
        self.media, self.taken = media, taken
        super().__init__(
            f"Không nhận {media}; hãy dùng {' hoặc '.join(taken)}, mã UTF-8",
            f"{media} is not taken; use {' or '.join(taken)}, in UTF-8",
        )


class Refused(UsageError):
    """A query that the rules of the endpoint forbid; `rule` names the rule."""

    status = 403

    def __init__(self, rule: str, vi: str, en: str) -> None:
        self.rule = rule
        super().__init__(vi, en)


class EngineError(CancuError):
    """The store failed."""


class NoRelease(EngineError):
    """Nothing has been built yet."""

    status = 503

    def __init__(self, home: str) -> None:
        super().__init__(
            f"Chưa có bản phát hành trong {home}; hãy chạy “cancu build”",
            f"No release in {home}; run “cancu build” first",
        )


class Busy(EngineError):
    """Every worker has work; `retry_after` is in seconds."""

    status = 503

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(
            f"Máy chủ đang bận; hãy thử lại sau {retry_after} giây",
            f"The service is busy; try again in {retry_after} seconds",
        )


class Overrun(EngineError):
    """A query, or a check of a graph, took longer than the `seconds` it may."""

    status = 503

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"Việc này chạy quá {seconds:g} giây và đã bị dừng; không có kết quả nào bị cắt bớt",
            f"This ran longer than {seconds:g} seconds and was stopped; no result was cut short",
        )


class Abandoned(EngineError):
    """Whoever asked has gone; the query was stopped, and nobody reads this."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Người hỏi đã ngắt kết nối; câu truy vấn đã bị dừng",
            "Whoever asked has disconnected; the query was stopped",
        )


class WorkerLost(EngineError):
    """A worker died while it answered; most often the query needed more memory than it may."""

    status = 503

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(
            f"Việc này cần nhiều hơn {megabytes} MB bộ nhớ, hoặc làm hỏng tiến trình; đã bị dừng",
            f"This needed more than {megabytes} MB of memory, or crashed its process; it was stopped",
        )


class Upstream(EngineError):
    """The endpoint elsewhere failed, or what it gave is no answer.

    `endpoint` is its address: `str()` tells it to the operator, the message keeps it from the public.
    """

    status = 502

    def __init__(self, endpoint: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"Điểm truy vấn ở nơi khác trả lời sai: {reason}", f"The endpoint elsewhere failed: {reason}"
        )

    @property
    def endpoint(self) -> str:
        """The address of the endpoint."""
        return str(self.given[0])

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.message}"
