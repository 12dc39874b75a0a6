"""The SPARQL editor's packaging: what is bundled and served, and what a machine without a network gets."""

import importlib.util
import json
import re
import subprocess
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cancu.api import editor

ROOT = Path(__file__).parents[1]

SOURCES = ROOT / "service" / "editor"
BUILT = ROOT / "service" / "cancu" / "built"


@pytest.fixture
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hook", SOURCES / "hook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "service" / "editor").mkdir(parents=True)
    (tmp_path / "service" / "editor" / "editor.js").write_text("1")
    return tmp_path


def initialize(hook: ModuleType, project: Path) -> list[str]:
    """Run the hook in a project; its warnings."""
    warnings: list[str] = []
    app = SimpleNamespace(display_warning=warnings.append)
    made = hook.EditorHook(str(project), {}, None, None, str(project), "wheel", app)
    made.initialize("standard", {})
    return warnings


def test_the_lock_file_says_what_is_fetched_and_not_from_where() -> None:
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    packages = [entry for path, entry in lock["packages"].items() if path]
    assert packages
    assert all("integrity" in entry and "resolved" not in entry for entry in packages)


def test_what_the_page_loads_names_no_font_image_map_or_style_elsewhere() -> None:
    if not (BUILT / "editor.js").is_file():
        pytest.skip("the editor is not built")
    script, style = (BUILT / name for name in ("editor.js", "editor.css"))
    assert "sourceMappingURL" not in script.read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(\s*[\"']?(?!data:)", style.read_text(encoding="utf-8"))


def test_what_is_bundled_comes_with_its_licences() -> None:
    if not (BUILT / "licences.txt").is_file():
        pytest.skip("the editor is not built")
    text = (BUILT / "licences.txt").read_text(encoding="utf-8")
    for package in ("@zazuko/yasgui", "codemirror", "jquery", "dompurify"):
        assert f"\n{package} " in f"\n{text}"


def test_a_machine_that_cannot_build_the_editor_still_gets_the_rest(
    hook: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise subprocess.CalledProcessError(1, "npm")

    monkeypatch.setattr(hook, "run", fail)
    assert "not built" in initialize(hook, project)[0]
    assert not (project / "service" / "cancu" / "built").exists()


def test_the_editor_is_built_again_only_where_its_sources_changed(
    hook: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[tuple[object, ...]] = []

    def run(folder: Path, *arguments: str | Path) -> None:
        runs.append(arguments)
        if arguments[0] == Path("bundle.js"):
            Path(arguments[1]).mkdir()

    monkeypatch.setattr(hook, "run", run)
    monkeypatch.setattr(hook, "npm", lambda: Path("npm"))
    for _ in range(2):
        assert initialize(hook, project) == []
    assert len(runs) == 2, "npm and the bundler, once each"
    (project / "service" / "editor" / "editor.js").write_text("2")
    initialize(hook, project)
    assert len(runs) == 4


def test_where_the_editor_is_not_built_no_address_of_it_is_given(tmp_path: Path) -> None:
    assert editor.mount(FastAPI(), tmp_path) is None


def test_the_editors_addresses_lead_to_its_files_and_change_with_its_sources(tmp_path: Path) -> None:
    (tmp_path / "editor.js").write_text("“á”", encoding="utf-8")
    (tmp_path / "editor.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "sources.sha256").write_text("0123456789abcdef0", encoding="ascii")
    app = FastAPI()
    found = editor.mount(app, tmp_path)
    assert found is not None
    assert found.script.endswith("?0123456789abcdef")
    client = TestClient(app)
    script, style = client.get(found.script), client.get(found.style)
    assert (script.text, script.headers["content-type"]) == ("“á”", "text/javascript; charset=utf-8")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
