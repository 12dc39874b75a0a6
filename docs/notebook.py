"""The notebook run again over the release in CANCU_HOME, with its answers: `python docs/notebook.py`."""

import os
import tempfile
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

NOTEBOOK: Final = Path(__file__).with_suffix(".ipynb")


def executed(notebook: Any) -> Any:
    """The notebook with the answers of the release in CANCU_HOME, without what differs from run to run."""
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            extra_arguments=["--HistoryManager.enabled=False"],
        ).execute(env={**os.environ, "IPYTHONDIR": folder, "MPLCONFIGDIR": folder})
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def read() -> Any:
    """The notebook as it is committed."""
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    nbformat.write(executed(read()), NOTEBOOK)  # type: ignore[no-untyped-call]
