"""What a release keeps beside its store, for pages to read: texts and the search index."""

import tempfile
import threading
from pathlib import Path
from typing import Final

from .. import search, terms
from ..engine import Waited, select
from ..search import Index

_DOCUMENTS: Final = terms.ID + "document/"


class Library:
    """The texts and indexes of the releases in a home; without a home, an index of what the engine tells."""

    def __init__(self, home: Path | None) -> None:
        self._home = home
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._made: dict[str, Index] = {}
        self._making = threading.Lock()

    def text(self, release: str, document: str) -> str | None:
        """The text of a document in a release, None where it is not held or not kept here."""
        if self._home is None or not release or not document.startswith(_DOCUMENTS):
            return None
        folder = (self._home / "releases" / release / "texts").resolve()
        path = (folder / f"{document.removeprefix(_DOCUMENTS)}.txt").resolve()
        return path.read_text(encoding="utf-8") if path.is_relative_to(folder) and path.is_file() else None

    def index(self, engine: Waited) -> Index:
        """The index of the engine's release; made once where the release brings none."""
        kept = self._home / "releases" / engine.release / "search.sqlite" if self._home else None
        if kept is not None and kept.is_file():
            return Index(kept)
        with self._making:
            if engine.release not in self._made:
                self._made[engine.release] = self._make(engine)
            return self._made[engine.release]

    def _make(self, engine: Waited) -> Index:
        self._scratch = self._scratch or tempfile.TemporaryDirectory(prefix="cancu-")
        path = Path(self._scratch.name) / f"{len(self._made)}.sqlite"
        search.write(path, (row for query in search.QUERY for row in select(engine, query)))
        return Index(path)
