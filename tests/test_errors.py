"""The one error tree: its drawing, statuses, exit codes, words and data."""

import pickle
import re
from collections.abc import Iterator

import pytest

from cancu import errors
from cancu.errors import (
    Abandoned,
    AmbiguousName,
    Busy,
    CancuError,
    EngineError,
    InputError,
    InvalidData,
    Message,
    NoRelease,
    NotAcceptable,
    Overrun,
    Refused,
    SyntaxFault,
    TextFault,
    UnknownName,
    UnsupportedMedia,
    Upstream,
    UsageError,
    WorkerLost,
)

EXAMPLES = (
    SyntaxFault("query", "a dot is missing", 3, 7),
    TextFault("Thiếu văn bản nguồn a.txt", "Source text a.txt is missing"),
    InvalidData(("first", "second")),
    UsageError("Sai tham số", "Wrong parameter"),
    UnknownName(Message("câu hỏi", "question"), "nothing"),
    AmbiguousName("1/KH-UBND", ("id:a", "id:b")),
    NotAcceptable("image/png", ("text/csv", "text/turtle")),
    Refused("no-service", "Không nhận", "Refused"),
    EngineError("Kho hỏng", "The store is broken"),
    NoRelease("home"),
    Busy(10),
    Overrun(20),
    Abandoned(),
    WorkerLost(1024),
    UnsupportedMedia("text/plain", ("text/turtle",)),
    Upstream("http://127.0.0.1:9/sparql", "it is gone"),
)


def descendants(kind: type[CancuError]) -> Iterator[type[CancuError]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def drawn() -> dict[str, str]:
    """The parent of every error, as the tree at the top of the module draws it."""
    parents, path = {}, ["CancuError"]
    for indent, name in re.findall(r"^    ((?:│   |    )*)[├└]── (\w+)", errors.__doc__ or "", re.M):
        path = [*path[: len(indent) // 4 + 1], name]
        parents[name] = path[-2]
    return parents


def test_the_drawn_tree_is_the_tree_of_the_classes() -> None:
    ours = (kind for kind in descendants(CancuError) if kind.__module__ == errors.__name__)
    assert drawn() == {kind.__name__: kind.__mro__[1].__name__ for kind in ours}


def test_every_error_of_ours_is_in_the_one_tree() -> None:
    assert {kind.__module__ for kind in descendants(CancuError)} == {errors.__name__}


def test_every_kind_of_error_has_an_example_here() -> None:
    assert {type(error) for error in EXAMPLES} == {*descendants(CancuError)} - {InputError}


@pytest.mark.parametrize(
    ("kind", "status", "exit_code"),
    [
        (CancuError, 500, 1),
        (InputError, 400, 1),
        (SyntaxFault, 400, 1),
        (TextFault, 400, 1),
        (InvalidData, 400, 1),
        (UsageError, 400, 2),
        (UnknownName, 404, 2),
        (AmbiguousName, 400, 2),
        (NotAcceptable, 406, 2),
        (Refused, 403, 2),
        (EngineError, 500, 1),
        (NoRelease, 503, 1),
        (Busy, 503, 1),
        (Overrun, 503, 1),
        (WorkerLost, 503, 1),
        (UnsupportedMedia, 415, 2),
        (Upstream, 502, 1),
    ],
)
def test_every_error_has_its_status_and_exit_code(
    kind: type[CancuError], status: int, exit_code: int
) -> None:
    assert (kind.status, kind.exit_code) == (status, exit_code)


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_speaks_both_languages(error: CancuError) -> None:
    assert error.message.vi
    assert error.message.en
    assert str(error.message) == f"{error.message.vi} / {error.message.en}"
    address = f"{error.endpoint}: " if isinstance(error, Upstream) else ""
    assert str(error) == f"{address}{error.message}"


def test_a_syntax_fault_says_where_and_why() -> None:
    fault = SyntaxFault("a.ttl", "a dot is missing", 3, 7)
    assert (fault.where, fault.reason, fault.line, fault.column) == ("a.ttl", "a dot is missing", 3, 7)
    assert fault.message.vi.startswith("a.ttl, dòng 3, cột 7: ")
    assert fault.message.en == "a.ttl, line 3, column 7: syntax error: a dot is missing"


def test_a_syntax_fault_without_a_line_names_none() -> None:
    assert SyntaxFault("a.ttl", "not UTF-8").message.en == "a.ttl: syntax error: not UTF-8"


def test_invalid_data_carry_the_findings_and_count_them() -> None:
    error = InvalidData(("first", "second"))
    assert error.findings == ("first", "second")
    assert "2" in error.message.vi
    assert "2" in error.message.en


def test_an_unknown_name_is_named_with_its_kind_in_both_languages() -> None:
    error = UnknownName(Message("câu hỏi", "question"), "nothing")
    assert error.message == Message("Không có câu hỏi “nothing”", "No question named “nothing”")


def test_an_ambiguous_name_lists_its_bearers() -> None:
    error = AmbiguousName("1/KH-UBND", ("id:a", "id:b"))
    assert error.candidates == ("id:a", "id:b")
    assert "id:a" in error.message.en
    assert "id:b" in error.message.en


def test_not_acceptable_lists_what_is_offered() -> None:
    assert "text/csv, text/turtle" in NotAcceptable("image/png", ("text/csv", "text/turtle")).message.en


def test_a_refusal_names_its_rule() -> None:
    assert Refused("no-service", "Không nhận", "Refused").rule == "no-service"


def test_the_missing_release_names_its_folder() -> None:
    assert "some/home" in str(NoRelease("some/home"))


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_crosses_from_one_process_to_another_whole(error: CancuError) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert vars(arrived) == vars(error)
