"""What a release keeps beside its store, for pages to read: texts and the search index."""

import shutil
import tempfile
import threading
import weakref
from pathlib import Path
from typing import Final

from .. import search, terms
from ..engine import Waited, select
from ..errors import AmbiguousName, Message, UnknownName
from ..search import Hit, Index
from ..text import fold, number_key
from .kept import Kept

_PATIENCE: Final = 600  # seconds that an index is kept of a store that may change unseen
_BEARERS: Final = 50  # the first of what is found: the whole of a name goes before all else
_DOCUMENTS: Final = terms.ID + "document/"
_NAMED: Final = Message("văn bản, cơ quan, địa bàn hay chỉ số", "document, agency, area or indicator")


class Library:
    """The texts and indexes of the releases in a home; without a home, an index of what the engine tells."""

    def __init__(self, home: Path | None) -> None:
        self._home = home
        self._scratch: Path | None = None
        self._made = Kept(self._make, _PATIENCE)
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
            return self._made.of(engine)

    def find(self, engine: Waited, name: str) -> str:
        """The IRI of the one thing of a name or number, in any spelling; UnknownName or AmbiguousName."""
        hits = self.index(engine).find(name, limit=_BEARERS).hits
        found = [hit.iri for hit in hits if _is_named(hit, name)]
        if not found:
            raise UnknownName(_NAMED, name)
        if len(found) > 1:
            raise AmbiguousName(name, found)
        return found[0]

    def _make(self, engine: Waited) -> Index:
        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="cancu-"))
            weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
        path = Path(tempfile.mkdtemp(dir=self._scratch)) / "search.sqlite"
        search.write(path, (row for query in search.QUERY for row in select(engine, query)))
        return Index(path)


def _is_named(hit: Hit, name: str) -> bool:
    names = {fold(hit.label.vi), fold(hit.label.en), number_key(hit.detail)}
    return not names.isdisjoint((fold(name), number_key(name)))
