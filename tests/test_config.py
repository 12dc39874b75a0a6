"""Settings: their defaults, their environment variables, what they refuse."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from cancu.config import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CANCU_{name.upper()}", raising=False)


def test_a_checkout_is_read_where_it_stands(root: Path) -> None:
    assert Settings().root == root
    assert Settings().home == root / ".cancu"


@pytest.mark.parametrize("folder", ["ontology", "data", "shapes", "queries"])
def test_the_default_root_holds_the_content(folder: str) -> None:
    assert (Settings().root / folder).is_dir()


def test_every_setting_comes_from_its_environment_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    numbers = {"query_bytes": 7, "query_seconds": 1.5, "query_megabytes": 8, "answer_bytes": 9}
    more = {"answer_rows": 4, "queue_length": 0, "queue_seconds": 0.0, "workers": 3, "held_megabytes": 5}
    checked = {"given_bytes": 6, "given_seconds": 2.5}
    read = {"text_bytes": 11, "text_seconds": 3.5, "text_megabytes": 12}
    services = {"services": "http://127.0.0.1:9/a http://127.0.0.1:9/b"}
    endpoint = {"endpoint": "http://127.0.0.1:9/sparql", "store_user": "a", "store_password": "b"}
    given = {
        "root": tmp_path,
        "home": tmp_path / "home",
        **endpoint,
        **numbers,
        **more,
        **checked,
        **read,
        **services,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"CANCU_{name.upper()}", str(value))
    assert Settings().model_dump() == given


@pytest.mark.parametrize("size", ["0", "-1", "many", ""])
def test_a_query_size_that_is_no_positive_number_is_refused(
    monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    monkeypatch.setenv("CANCU_QUERY_BYTES", size)
    with pytest.raises(ValidationError, match="query_bytes"):
        Settings()


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().query_bytes = 7


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())
