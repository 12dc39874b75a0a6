"""The recipes: every block runs against a service, and prints what stands under it."""

import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from cancu.release import Release

pytest.importorskip("pandas", reason="the extra client")

RECIPES = (Path(__file__).parents[1] / "docs" / "recipes.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", RECIPES, re.M | re.S))
BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", re.M | re.S)
ADDRESS = "http://127.0.0.1:8000"


def words(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def run_python(text: str, names: dict[str, Any]) -> str:
    with redirect_stdout(io.StringIO()) as printed:
        exec(text, names)
    return printed.getvalue()


def run_shell(text: str, folder: Path, home: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "CANCU_HOME": str(home)}
    command = ["bash", "-euo", "pipefail", "-c", text]
    return subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("title", SECTIONS)
def test_every_block_of_a_recipe_prints_what_stands_under_it(
    title: str, address: str, published: Release, tmp_path: Path
) -> None:
    names: dict[str, Any] = {}
    blocks = BLOCK.findall(SECTIONS[title].replace(ADDRESS, address))
    assert blocks
    for kind, text, expected in blocks:
        if kind == "python":
            printed = run_python(text, names)
        else:
            printed = run_shell(text, tmp_path, published.path.parent.parent)
        assert words(printed) == words(expected)
    names.clear()  # solutions of a store end on the thread that made them


def test_every_block_is_one_that_is_run() -> None:
    assert RECIPES.count("```") == 2 * len(re.findall(r"^```(?:python|sh|text)$", RECIPES, re.M))
    assert len(BLOCK.findall(RECIPES)) == len(re.findall(r"^```(?:python|sh)$", RECIPES, re.M))
