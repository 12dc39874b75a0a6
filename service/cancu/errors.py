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
    │   └── Refused           a query the rules of the endpoint forbid     403
    └── EngineError           the store failed                             500  exit 1
        └── NoRelease         nothing has been built yet                   503

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

    def __init__(self, vi: str, en: str) -> None:
        self.message = Message(vi, en)
        super().__init__(str(self.message))


class InputError(CancuError):
    """What was given cannot be read."""

    status = 400


class SyntaxFault(InputError):
    """A file or query that does not parse; `where` is a file name or "query", `line` is 1-based or None."""

    def __init__(self, where: str, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.where, self.reason, self.line, self.column = where, reason, line, column
        vi = f", dòng {line}" if line else ""
        en = f", line {line}" if line else ""
        super().__init__(f"{where}{vi}: sai cú pháp", f"{where}{en}: syntax error: {reason}")


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
