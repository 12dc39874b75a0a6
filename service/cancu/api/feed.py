"""The releases as an Atom feed (RFC 4287): what each of them changed, for readers of feeds."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree as Xml

from .. import diff, terms
from ..errors import Message
from ..release import Release

MEDIA: Final = "application/atom+xml"
PATH: Final = "/releases/feed.atom"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_TITLE: Final = "Căn Cứ: các bản phát hành / releases"
_LICENCE: Final = "CC BY 4.0, http://creativecommons.org/licenses/by/4.0/"


def feed(kept: Sequence[Release], base: str) -> bytes:
    """The releases, the newest first, for a service at the address `base`, which ends in a slash."""
    root = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _add(root, "id", f"{terms.BASE}releases")
    _add(root, "title", _TITLE)
    _add(root, "updated", max((str(one.manifest["built"]) for one in kept), default="1970-01-01T00:00:00Z"))
    _add(_add(root, "author"), "name", "Căn Cứ")
    _add(root, "rights", _LICENCE)
    _add(root, "link", rel="self", type=MEDIA, href=base + PATH[1:])
    _add(root, "link", rel="alternate", type="text/html", href=f"{base}releases")
    for release in kept:
        _add_entry(root, release, base)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: Xml.Element, release: Release, base: str) -> None:
    entry = _add(root, "entry")
    name, built, files = release.name, str(release.manifest["built"]), release.manifest["files"]
    _add(entry, "id", f"{terms.BASE}release/{name}")
    _add(entry, "title", f"Bản phát hành / Release {name}")
    _add(entry, "updated", built)
    _add(entry, "link", rel="alternate", type="text/html", href=f"{base}releases#{name}")
    for file, media in _FILES.items():
        if file in files:
            _add(entry, "link", rel="enclosure", type=media, href=f"{base}releases/{name}/{file}")
    summary = _add(_add(entry, "summary", type="xhtml"), "div", xmlns=_XHTML)
    told = summary_of(release.manifest)
    _add(summary, "p", told.vi, **{"xml:lang": "vi"})
    _add(summary, "p", told.en, **{"xml:lang": "en"})


_FILES: Final[Mapping[str, str]] = {
    "cancu.nq": "application/n-quads",
    "tables/csv-metadata.json": "application/csvm+json",
    "manifest.json": "application/json",
}


def summary_of(manifest: Mapping[str, Any]) -> Message:
    """What a release changed since the one before, or how much it holds where none was before."""
    changes = manifest.get("changes")
    if changes:
        told = diff.sentence(changes)
        return Message(f"So với {changes['since']}: {told.vi}", f"Since {changes['since']}: {told.en}")
    triples = sum(manifest["graphs"].values())
    return Message(f"{triples} phát biểu.", f"{triples} statements.")


def _add(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, tag, attributes)
    element.text = text or None
    return element
