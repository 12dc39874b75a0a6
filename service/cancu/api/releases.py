"""/releases: the releases that are kept, each with its files at addresses that never change."""

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from .. import export
from ..errors import Message, UnknownName
from ..release import Release, current, find_release, releases
from . import feed
from .formats import is_page
from .pages import page
from .responses import entity_tag, for_programs, is_held, not_modified

_FILE = Message("tệp", "file")
# By the whole name of a file, else by its suffix.
_MEDIA = {
    "SHA256SUMS": "text/plain; charset=utf-8",
    "csv-metadata.json": "application/csvm+json",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".nq": "application/n-quads",
    ".parquet": "application/vnd.apache.parquet",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_DESCRIBED = '<csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
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
        return for_programs(told)

    @routes.get(feed.PATH, response_class=Response)
    def changes(request: Request) -> Response:
        """The releases as an Atom feed."""
        body = feed.feed(releases(home), str(request.base_url))
        tag = entity_tag("feed", body)
        if is_held(request, tag):
            return not_modified(tag, "Accept-Encoding")
        return Response(body, headers={"etag": tag, "cache-control": "no-cache"}, media_type=feed.MEDIA)

    @routes.get("/releases/current/{file:path}", response_class=FileResponse)
    def current_file(file: str, bom: str = "") -> Response:
        return _file(current(home), file, {"cache-control": "no-cache"}, bom)

    @routes.get("/releases/{name}/{file:path}", response_class=FileResponse)
    def file(name: str, file: str, bom: str = "") -> Response:
        return _file(find_release(home, name), file, _FOR_EVER, bom)

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
        "changes": release.manifest.get("changes"),
        "tables": [PurePath(name).stem for name in release.manifest["files"] if name.endswith(".csv")],
        "files": [address + name for name in release.manifest["files"]],
    }


def _file(release: Release, name: str, headers: Mapping[str, str], bom: str) -> Response:
    """A file that the manifest names, or the manifest; with `bom` a table as spreadsheets want it."""
    if name != "manifest.json" and name not in release.manifest["files"]:
        raise UnknownName(_FILE, f"{release.name}/{name}")
    path = release.path / name
    media = _MEDIA.get(path.name) or _MEDIA.get(path.suffix)
    if path.suffix == ".csv":
        headers = {**headers, "link": _DESCRIBED}
        if bom:
            return Response(export.for_spreadsheets(path.read_bytes()), headers=headers, media_type=media)
    return FileResponse(path, headers=headers, media_type=media)
