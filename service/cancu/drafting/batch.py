"""Many texts to many drafts: as many at a time as there are processes, each ended past its time or memory."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from .. import disk, terms
from ..engine import Workers
from ..errors import CancuError, Message, TextFault
from ..extract import sources
from ..extract.check import Difference, differences
from ..extract.mends import Conflict, read_again
from ..graph import Progress, silent
from ..limits import Limits
from .manifest import Entry, Manifest, version_of
from .texts import FORMS, Draft, Drafting, Given

_WAIT: Final = 600.0  # seconds that a text waits for a process that is being replaced
_PLACE = re.compile(r"(?!\.)[\w.-]+(?:/(?!\.)[\w.-]+)*")


@dataclass(frozen=True)
class Fault:
    """A text that came to nothing, and why."""

    name: str
    reason: Message


Take = Callable[[Draft | Fault], None]
"""Called with what came of each text."""


@dataclass
class Report:
    """What came of a batch, by the names of the texts."""

    done: int = 0
    skipped: int = 0
    stopped: bool = False
    lacking: dict[str, Sequence[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    conflicts: dict[str, Sequence[Conflict]] = field(default_factory=dict)


def given(paths: Iterable[Path], kind: str, most: int) -> Iterator[Given | Fault]:
    """The texts in some files as they are asked for, each of `most` bytes."""
    for path in paths:
        try:
            yield Given(str(path), sources.content_of(path, most), kind)
        except TextFault as error:
            yield Fault(str(path), error.message)


def read(texts: Iterator[Given | Fault], drafting: Drafting, limits: Limits, take: Take) -> None:
    """Read texts in `limits.workers` processes, and give what comes of each to `take`, as they end."""
    asyncio.run(_read(texts, drafting, limits, take))


async def _read(texts: Iterator[Given | Fault], drafting: Drafting, limits: Limits, take: Take) -> None:
    most = replace(
        limits, seconds=limits.text_seconds, megabytes=limits.text_megabytes, queue_seconds=_WAIT, services=()
    )
    workers = await asyncio.to_thread(Workers[Given, Draft], drafting, most)

    async def go_on() -> None:
        for text in texts:
            take(text if isinstance(text, Fault) else await _drafted(workers, text))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(limits.workers):
                group.create_task(go_on())
    finally:
        workers.retire()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)  # processes that were just being replaced


async def _drafted(workers: Workers[Given, Draft], text: Given) -> Draft | Fault:
    try:
        return await workers.do(text)
    except CancuError as error:
        return Fault(text.name, error.message)


class Batch:
    """Files read into a folder of drafts, one for each document; what is done and unchanged is skipped."""

    def __init__(self, folder: Path, drafting: Drafting, limits: Limits, progress: Progress = silent) -> None:
        self._folder, self._drafting, self._limits, self._progress = folder, drafting, limits, progress
        self._version = version_of(drafting.gazetteer)
        self.report = Report()

    def run(self, paths: Sequence[Path], kind: str = "") -> Report:
        """Read them all; a text that comes to nothing is in the report, and stops no other."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._manifest = Manifest(self._folder)
        self._hashes: dict[str, str] = {}
        self._total = len(paths)
        try:
            read(self._changed(paths, kind), self._drafting, self._limits, self._take)
        except KeyboardInterrupt:
            self.report.stopped = True
        finally:
            self._manifest.close()
        return self.report

    def _changed(self, paths: Sequence[Path], kind: str) -> Iterator[Given | Fault]:
        """The texts that are to be read, as they are asked for."""
        for text in given(paths, kind, self._limits.text_bytes):
            if isinstance(text, Given):
                source = self._manifest.name_of(Path(text.name))
                if self._manifest.done(source, text.sha256, self._version, self._drafting.form):
                    self.report.skipped += 1
                    self._tell()
                    continue
                self._hashes[text.name] = text.sha256
            yield text

    def _take(self, came: Draft | Fault) -> None:
        """Write a draft, or take down the fault."""
        source = self._manifest.name_of(Path(came.name))
        entry = Entry(source, self._hashes.pop(came.name, ""), self._version, self._drafting.form)
        if isinstance(came, Draft):
            came = self._taken(came, entry)
        if isinstance(came, Fault):
            self._manifest.add(replace(entry, fault=str(came.reason)))
            self.report.faults.append(came)
        self._tell()

    def _taken(self, draft: Draft, entry: Entry) -> Draft | Fault:
        """The draft once it is written, or why it is not."""
        try:
            file = self._write(draft, entry.source)
        except CancuError as error:
            return Fault(draft.name, error.message)
        except OSError as error:
            reason = f"không ghi được: {error.strerror}", f"cannot be written: {error.strerror}"
            return Fault(draft.name, Message(*reason))
        self._manifest.add(replace(entry, file=file, lacks=draft.lacks))
        self.report.done += 1
        if draft.lacks:
            self.report.lacking[draft.name] = draft.lacks
        return draft

    def _write(self, draft: Draft, source: str) -> str:
        """Write a draft whole; its file, from the folder. TextFault where it is the file of another text."""
        file = draft.place + FORMS[self._drafting.form]
        other = self._manifest.holder(file, source)
        if other or not _PLACE.fullmatch(draft.place):
            iri = terms.shorten(draft.iri)
            raise TextFault(f"Cùng là {iri} với {other}", f"This is {iri}, as {other} is")
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._drafting.form == "turtle":
            mended = read_again(path, draft.body)
            if not mended.recorded:
                raise TextFault(
                    f"{file} không do máy viết; giữ nguyên", f"{file} is not a draft; it was left alone"
                )
            if mended.conflicts:
                self.report.conflicts[file] = mended.conflicts
        else:
            disk.write(path.with_name(path.name + ".new"), draft.body.encode())
            path.with_name(path.name + ".new").replace(path)
        return file

    def _tell(self) -> None:
        done = self.report.done + self.report.skipped + len(self.report.faults)
        self._progress("extract", done, self._total)


def check(draft: Draft, documents: Path) -> list[Difference]:
    """How a draft differs from the reviewed file of its document; TextFault where there is none."""
    path = documents / (draft.place + ".ttl")
    if not path.is_file():
        raise TextFault(
            f"{draft.name}: không có bản đã rà soát của {terms.shorten(draft.iri)}",
            f"{draft.name}: there is no reviewed file of {terms.shorten(draft.iri)}",
        )
    return differences(draft.body, path)
