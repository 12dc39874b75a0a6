"""The files of a release, copied to a folder of whoever takes them away."""

import hashlib
import json
import shutil
from pathlib import Path

from ..errors import EngineError, UsageError

_MANIFEST = "manifest.json"


def take(release: Path, folder: Path) -> int:
    """Copy what the manifest of a release names to a new or empty folder; how many files that were.

    UsageError where the folder holds something; EngineError where a file is not the one the manifest names,
    or cannot be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise UsageError(f"{folder} không rỗng", f"{folder} is not empty")
        files = json.loads((release / _MANIFEST).read_text(encoding="utf-8"))["files"]
        for name, digest in files.items():
            _copy(release / name, folder / name, digest)
        shutil.copyfile(release / _MANIFEST, folder / _MANIFEST)
    except OSError as error:
        raise EngineError(
            f"Không chép được vào {folder}: {error.strerror}", f"Cannot copy to {folder}: {error.strerror}"
        ) from error
    return len(files) + 1


def _copy(source: Path, target: Path, digest: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    if hashlib.sha256(target.read_bytes()).hexdigest() != digest:
        raise EngineError(
            f"{source} khác với mã băm của nó; hãy dựng lại",
            f"{source} differs from its hash; build it again",
        )
