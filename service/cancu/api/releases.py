"""/releases: the releases that are kept, each with its files at addresses that never change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from ..errors import Message, UnknownName
from ..release import Release, current, find_release, releases
from .formats import is_page
from .pages import page

_FILE = Message("tệp", "file")
_MEDIA = {".nq": "application/n-quads", ".json": "application/json", ".txt": "text/plain; charset=utf-8"}
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


def router(home: Path) -> APIRouter:
    """The routes of the releases in a home."""
    routes = APIRouter()

    @routes.get("/releases")
    def kept(request: Request) -> Response:
        """The releases, the newest first."""
        told = [_told(release, request) for release in releases(home)]
        if is_page(request):
            return page(request, "releases.html", releases=told, current=current(home).name)
        return JSONResponse(told)

    @routes.get("/releases/current/{file:path}", response_class=FileResponse)
    def current_file(file: str) -> Response:
        return _file(current(home), file, {"cache-control": "no-cache"})

    @routes.get("/releases/{name}/{file:path}", response_class=FileResponse)
    def file(name: str, file: str) -> Response:
        return _file(find_release(home, name), file, _FOR_EVER)

    return routes


def _told(release: Release, request: Request) -> Mapping[str, Any]:
    """A release as the list tells it: when it was built, what it counts, where its files are."""
    address = f"{request.base_url}releases/{release.name}/"
    return {
        "name": release.name,
        "built": release.manifest["built"],
        "triples": sum(release.manifest["graphs"].values()),
        "warnings": release.manifest["warnings"],
        "sparql": f"{address}sparql",
        "manifest": f"{address}manifest.json",
        "files": [address + name for name in release.manifest["files"]],
    }


def _file(release: Release, name: str, headers: Mapping[str, str]) -> Response:
    """A file that the manifest names, or the manifest."""
    if name != "manifest.json" and name not in release.manifest["files"]:
        raise UnknownName(_FILE, f"{release.name}/{name}")
    path = release.path / name
    return FileResponse(path, headers=headers, media_type=_MEDIA.get(path.suffix))
