"""The notebook: what it shows is what the release answers now, and nothing of the machine it ran on."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cancu.release import Release

pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("matplotlib", reason="matplotlib is not installed")

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def read(text: str) -> Any:
    return json.loads(text)["cells"]


def told(cells: Any) -> list[list[str]]:
    """What each cell shows: the text of a table, or what kind of thing it is."""
    return [
        [" ".join("".join(output["data"]["text/plain"]).split()) for output in cell.get("outputs", [])]
        for cell in cells
    ]


@pytest.fixture(scope="module")
def committed() -> Any:
    return read(NOTEBOOK.read_text(encoding="utf-8"))


def test_the_notebook_shows_what_the_release_answers(committed: Any, published: Release) -> None:
    # In a process of its own: the libraries of notebooks warn of themselves.
    run = (
        "import sys, nbformat; sys.path.insert(0, 'docs'); import notebook;"
        " print(nbformat.writes(notebook.executed(notebook.read())))"
    )
    env = {**os.environ, "CANCU_HOME": str(published.path.parent.parent)}
    ran = subprocess.run(
        [sys.executable, "-c", run], cwd=ROOT, env=env, capture_output=True, check=True, text=True
    )
    assert told(read(ran.stdout)) == told(committed), "run python docs/notebook.py again"


def test_the_notebook_is_committed_as_it_ran_and_small(committed: Any) -> None:
    code = [cell for cell in committed if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert sum("image/png" in o["data"] for cell in code for o in cell["outputs"]) >= 3
    assert NOTEBOOK.stat().st_size < 200_000


def test_the_notebook_names_no_host_and_no_folder_of_a_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert (
        re.findall(r"(?:/home/|/tmp/|/Users/|/usr/|localhost|127\.0\.0\.1|https?://(?!…)[^\"\s]*)", text)
        == []
    )


def test_the_notebook_speaks_both_languages(committed: Any) -> None:
    for cell in committed:
        if cell["cell_type"] == "markdown":
            first, *rest = "".join(cell["source"]).split("\n\n")
            assert " / " in first
            assert len(rest) == 2 or not first.startswith("#")
