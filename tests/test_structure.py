"""The frame the code is read by: imports point one way, files and functions stay small, docs are true."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from cancu.cli import app
from cancu.config import Settings

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "service" / "cancu"
FILES = sorted(PACKAGE.rglob("*.py"))

# In the order the data flows: a module may import only from those before it.
ORDER = [
    "errors", "limits", "config", "disk", "text", "terms", "graph", "extract", "reason", "catalogue",
    "validate", "describe", "search", "export", "diff", "release", "guard", "engine", "given", "drafting",
    "load", "trace", "why", "reconcile", "link", "tools", "client", "api", "bars", "cli", "__main__",
]  # fmt: skip


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports."""
    inside = path.parent != PACKAGE
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == (2 if inside else 1):
            yield from [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]


@pytest.mark.parametrize("path", [p for p in FILES if p.stem != "__init__"], ids=lambda p: p.stem)
def test_imports_point_only_to_earlier_stages(path: Path) -> None:
    mine = ORDER.index(module_of(path))
    for name in imported(path):
        assert ORDER.index(name) < mine, f"{path.stem} imports {name}"


def functions() -> Iterator[tuple[str, int]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.stem}.{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_files_are_at_most_300_lines() -> None:
    assert [path.name for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []


def test_functions_are_short() -> None:
    lengths = sorted(length for _, length in functions())
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30
    assert [name for name, length in functions() if length > 60] == []


def test_the_map_of_the_readme_is_true() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = readme[readme.index("## The tree") :]
    for line in re.findall(r"^    (\S+)", tree[: tree.index("\n## ", 5)], re.MULTILINE):
        assert (ROOT / line).exists(), line


def test_the_readme_names_every_command_setting_and_question() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in typer.main.get_command(app).commands:
        assert f"\n    cancu {command} " in readme
    for setting in Settings.model_fields:
        assert f"`CANCU_{setting.upper()}`" in readme
    for path in (ROOT / "queries").glob("*.rq"):
        assert f"`{path.stem}`" in readme
    for target in re.findall(r"^(\w+): ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE):
        assert f"make {target}" in readme
