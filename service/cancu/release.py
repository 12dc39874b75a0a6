"""The fourth stage: a release is a directory with store, search index, dump, exports, report and manifest.

It is built beside the others under a name of its own, then a symbolic link is switched to it: readers
see the whole old release or the whole new one. Dump, exports and report depend on the input alone, so
the same input gives the same bytes; only the manifest says when, and what changed since the last one.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from . import describe, diff, disk, export, graph, reason, search, validate
from .catalogue import read_catalogue
from .errors import EngineError, InvalidData, Message, NoRelease, UnknownName, UsageError
from .graph import DEFAULT_GRAPH, Corpus, Progress, silent
from .reason import Rule
from .validate import Finding

_CURRENT = "current"
_INDEX = "search.sqlite"
_CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Release:
    """A published release: its directory and what its manifest says."""

    path: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of the release: a hash of its files."""
        return self.path.name

    @property
    def store(self) -> Path:
        """The directory of the store, for read-only opening."""
        return self.path / "store"

    @property
    def index(self) -> search.Index:
        """The search index."""
        return search.Index(self.path / _INDEX)


def build(root: Path, home: Path, progress: Progress = silent) -> Release:
    """Read, reason, validate and publish; InvalidData when anything must not be published."""
    corpus = graph.read(root, progress)
    rules = read_rules(corpus, root)
    inferred = reason.infer(corpus, rules, progress)
    findings = validate.validate(corpus, inferred, root / "queries" / "checks", progress)
    violations = [finding for finding in findings if finding.severity == "violation"]
    if violations:
        raise InvalidData(violations)
    return publish(compose(corpus, inferred, findings, root, rules), corpus.texts, findings, home, progress)


def derive(corpus: Corpus, root: Path, progress: Progress = silent) -> list[Triple]:
    """What follows from the corpus by its ontology and the hand-written rules."""
    return reason.infer(corpus, read_rules(corpus, root), progress)


def read_rules(corpus: Corpus, root: Path) -> list[Rule]:
    """The rules of the corpus: those its ontology compiles to, and the hand-written ones."""
    compiled = reason.compile_rules(reason.close_ontology(reason.ontology(corpus)))
    return [*compiled, *reason.read_rules(root / "ontology" / "rules")]


def compose(
    corpus: Corpus,
    inferred: Iterable[Triple],
    findings: Iterable[Finding],
    root: Path,
    rules: Iterable[Rule],
) -> Store:
    """Everything a release holds, in memory: the closed graphs, and the service's description of itself."""
    store = reason.close(corpus.store, inferred)
    store.extend(describe.questions(read_catalogue(root / "queries").values()))
    store.extend(describe.rules(rules))
    store.extend(describe.report(findings))
    store.extend(describe.dataset(store))
    return store


def publish(
    store: Store,
    texts: Mapping[str, str],
    findings: Sequence[Finding],
    home: Path,
    progress: Progress = silent,
) -> Release:
    """Write a release and make it the current one; the previous ones stay. EngineError when it cannot."""
    releases = home / "releases"
    building = releases / f".building-{os.getpid()}"
    try:
        releases.mkdir(parents=True, exist_ok=True)
        _clear(releases)
        _write(building, store, texts, findings, progress)
        name = _write_manifest(building, store, findings, home / _CURRENT)
        if not (releases / name).exists():
            building.rename(releases / name)
            disk.sync(releases)
        else:
            # The name tells nothing of the index: another version of this program may have written it.
            (building / _INDEX).replace(releases / name / _INDEX)
            disk.sync(releases / name)
        _switch(home, name)
    except OSError as error:
        raise EngineError(
            f"Không ghi được bản phát hành vào {home}: {error.strerror}; bản đang dùng được giữ nguyên",
            f"The release cannot be written to {home}: {error.strerror}; the current one stays as it is",
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return current(home)


def _clear(releases: Path) -> None:
    """Remove what builds left behind that were ended before they were done."""
    for left in releases.glob(".building-*"):
        if not _runs(int(left.name.removeprefix(".building-"))):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def current(home: Path) -> Release:
    """The release in use, or NoRelease."""
    link = home / _CURRENT
    if not link.exists():
        raise NoRelease(str(home))
    return _read(link.resolve())


def current_name(home: Path) -> str:
    """The name of the release in use, "" where there is none; told by the link alone."""
    link = home / _CURRENT
    return link.resolve().name if link.exists() else ""


def releases(home: Path) -> list[Release]:
    """All releases that are kept, the newest first."""
    kept = [_read(path) for path in (home / "releases").glob("[!.]*")]
    return sorted(kept, key=lambda release: (str(release.manifest["built"]), release.name), reverse=True)


def find_release(home: Path, name: str) -> Release:
    """The release of that name, or UnknownName."""
    for path in (home / "releases").glob("[!.]*"):
        if path.name == name:
            return _read(path)
    raise UnknownName(Message("bản phát hành", "release"), name)


def locate(home: Path, name: str) -> Path:
    """The directory of a release, by its name, "current" or its path; UsageError tells what is kept."""
    if (Path(name) / "manifest.json").is_file():
        return Path(name).resolve()
    if name == _CURRENT:
        return current(home).path
    try:
        return find_release(home, name).path
    except UnknownName as error:
        kept = ", ".join(release.name for release in releases(home))
        raise UsageError(
            f"{error.message.vi}; có: {kept}", f"{error.message.en}; there are: {kept}"
        ) from error


def _read(path: Path) -> Release:
    return Release(path, json.loads((path / "manifest.json").read_text(encoding="utf-8")))


def _write(
    path: Path, store: Store, texts: Mapping[str, str], findings: Sequence[Finding], progress: Progress
) -> None:
    """Write every file of a release but the manifest."""
    steps: tuple[Callable[[], None], ...] = (
        lambda: _write_dump(path / "cancu.nq", store),
        lambda: _write_files(path, export.files(store, texts)),
        lambda: disk.write(path / "report.txt", "".join(f"{f.severity}: {f}\n" for f in findings).encode()),
        lambda: _write_store(path / "store", store),
        lambda: search.write(path / _INDEX, _search_rows(store)),
    )
    path.mkdir()
    for done, step in enumerate(steps, start=1):
        step()
        progress("publish", done, len(steps))


def _write_dump(path: Path, store: Store) -> None:
    """The named graphs as sorted N-Quads; the default graph is their union and is not written twice."""
    lines = sorted(f"{quad} .\n" for quad in store if quad.graph_name != DEFAULT_GRAPH)
    disk.write(path, "".join(lines).encode())


def _write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, content in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        disk.write(folder / name, content)


def _write_store(path: Path, store: Store) -> None:
    disk = Store(str(path))
    disk.bulk_extend(store)
    disk.flush()


def _search_rows(store: Store) -> Iterator[Mapping[str, search.Term]]:
    """The rows that the search index is written from."""
    for query in search.QUERY:
        solutions = store.query(query)
        if isinstance(solutions, QuerySolutions):
            names = [variable.value for variable in solutions.variables]
            for row in solutions:
                yield {name: row[name] for name in names if isinstance(row[name], NamedNode | Literal)}


def _write_manifest(path: Path, store: Store, findings: Sequence[Finding], since: Path) -> str:
    """Write the checksums and, last of all, the manifest of a release that follows another; its name."""
    files = {str(file.relative_to(path)): disk.sha256(file) for file in _published_files(path)}
    # Another version of the library writes the same Parquet in other bytes: it is not of the name.
    naming = {name: digest for name, digest in files.items() if not name.endswith(".parquet")}
    name = hashlib.sha256(json.dumps(naming).encode()).hexdigest()[:16]
    before = since.resolve()
    disk.write(path / _CHECKSUMS, export.checksums(files).encode())
    manifest = {
        "name": name,
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "graphs": _graph_sizes(store),
        "warnings": len(findings),
        # The same release again is not published, so nobody reads what it would say.
        "changes": diff.since(before, path) if before.name != name else None,
        "parquet": export.parquet_writer() or None,
        "files": {**files, _CHECKSUMS: disk.sha256(path / _CHECKSUMS)},
    }
    disk.write(path / "manifest.json", (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    return name


def _published_files(path: Path) -> list[Path]:
    """Files people take away: all but store and index, whose bytes are their libraries' own affair."""
    own = {path / "store", path / _INDEX}
    return sorted(p for p in path.rglob("*") if p.is_file() and own.isdisjoint({p, *p.parents}))


def _graph_sizes(store: Store) -> dict[str, int]:
    """Triples per named graph."""
    names = sorted(str(getattr(name, "value", "")) for name in store.named_graphs())
    sizes = dict.fromkeys(names, 0)
    for quad in store:
        if quad.graph_name != DEFAULT_GRAPH:
            sizes[str(getattr(quad.graph_name, "value", ""))] += 1
    return sizes


def _switch(home: Path, name: str) -> None:
    """Point the current release at `name` in one step."""
    link = home / f".{_CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / name)
    link.replace(home / _CURRENT)
    disk.sync(home)
