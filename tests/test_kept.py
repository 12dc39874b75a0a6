from typing import cast

import pytest

from cancu.api.kept import Kept
from cancu.engine import Waited
from cancu.errors import EngineError


class Named:
    """An engine of which only the release is asked."""

    def __init__(self, release: str) -> None:
        self.release = release


def named(release: str) -> Waited:
    return cast(Waited, Named(release))


@pytest.fixture
def counted() -> list[int]:
    return []


def counting(made: list[int]) -> int:
    made.append(len(made) + 1)
    return made[-1]


def test_what_is_kept_is_made_once_per_release(counted: list[int]) -> None:
    kept = Kept(lambda _: counting(counted))
    assert [kept.of(named(release)) for release in ("a", "a", "b", "b", "a")] == [1, 1, 2, 2, 3]


def test_of_an_unknown_release_nothing_is_kept_beyond_its_time(
    counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = iter((0.0, 5.0, 20.0, 20.0))
    monkeypatch.setattr("time.monotonic", lambda: next(now))
    kept = Kept(lambda _: counting(counted), seconds=10)
    assert [kept.of(named("")) for _ in range(3)] == [1, 1, 2]


def test_an_error_is_not_kept(counted: list[int]) -> None:
    def failing(_: Waited) -> int:
        if counting(counted) == 1:
            raise EngineError("không trả lời", "no answer")
        return counted[-1]

    kept = Kept(failing)
    with pytest.raises(EngineError):
        kept.of(named("a"))
    assert kept.of(named("a")) == 2
