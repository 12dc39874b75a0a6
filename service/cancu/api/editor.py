"""The SPARQL editor's files, bundled from service/editor/ at installation; absent where it could not be."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from ..errors import Message

_BUILT: Final = Path(__file__).parents[1] / "built"
_ROUTE: Final = "/editor"

NOT_BUILT: Final = Message(
    "Trình soạn thảo chưa được dựng trong bản cài đặt này; biểu mẫu dưới đây vẫn nhận câu truy vấn.",
    "The editor was not built in this installation; the form below takes queries all the same.",
)


@dataclass(frozen=True)
class Editor:
    """The addresses of the editor's script and style; they change whenever its sources do."""

    script: str
    style: str


def mount(app: FastAPI, folder: Path = _BUILT) -> Editor | None:
    """Serve the editor's files; None where it was not built."""
    stamp = folder / "sources.sha256"
    if not stamp.is_file():
        return None
    app.mount(_ROUTE, StaticFiles(directory=folder))
    version = stamp.read_text(encoding="ascii")[:16]
    return Editor(f"{_ROUTE}/editor.js?{version}", f"{_ROUTE}/editor.css?{version}")
