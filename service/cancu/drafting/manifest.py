"""What a folder of drafts was made of, line by line as it is made: so that work goes on where it stopped.

A line is a JSON object: source, sha256, version (of rules and gazetteer), form, and file and lacks, or fault.
The last line of a source counts; one that a stop tore apart counts for nothing.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from .. import disk
from ..extract import Gazetteer

NAME: Final = "extracted.jsonl"
_RULES: Final = Path(__file__).parents[1] / "extract"


@dataclass(frozen=True)
class Entry:
    """What came of one source."""

    source: str
    sha256: str
    version: str
    form: str
    file: str = ""
    lacks: Sequence[str] = ()
    fault: str = ""


class Manifest:
    """The manifest of a folder; it is opened for one batch at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries = {(entry.source, entry.form): entry for entry in _read(folder / NAME)}
        self._sources = {entry.file: entry.source for entry in self._entries.values() if entry.file}
        lines = (_line(entry) for entry in self._entries.values())
        _replace(folder / NAME, "".join(lines).encode())
        self._file: IO[str] = (folder / NAME).open("a", encoding="utf-8")

    def close(self) -> None:
        """End it; what was added is there."""
        self._file.close()

    def name_of(self, source: Path) -> str:
        """A source as the manifest names it: from the folder, so that both can be moved together."""
        return os.path.relpath(source, self._folder)

    def done(self, source: str, sha256: str, version: str, form: str) -> Entry | None:
        """What was made of a source that has not changed since, with the same rules, and is still there."""
        entry = self._entries.get((source, form))
        same = entry and (entry.sha256, entry.version, entry.fault) == (sha256, version, "")
        return entry if entry and same and (self._folder / entry.file).is_file() else None

    def holder(self, file: str, source: str) -> str:
        """Another source that a file was made of; "" where there is none, or it is gone."""
        other = self._sources.get(file, source)
        return other if other != source and (self._folder / other).is_file() else ""

    def add(self, entry: Entry) -> None:
        """Take down what came of a source."""
        self._entries[entry.source, entry.form] = entry
        if entry.file:
            self._sources[entry.file] = entry.source
        self._file.write(_line(entry))
        self._file.flush()


def version_of(gazetteer: Gazetteer) -> str:
    """What tells these rules, with what the graph knows, from others."""
    known = (
        sorted(gazetteer.cues.items()), sorted(gazetteer.types.items()), gazetteer.bodies, gazetteer.areas,
        gazetteer.works, sorted(gazetteer.stated.items()),
    )  # fmt: skip
    digest = hashlib.sha256(repr(known).encode())
    for path in sorted((*_RULES.rglob("*.py"), *_RULES.rglob("*.html"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(path: Path) -> list[Entry]:
    entries: list[Entry] = []
    if path.is_file():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, TypeError):
                entries.append(Entry(**json.loads(line)))
    return entries


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    disk.write(fresh, content)
    fresh.replace(path)
