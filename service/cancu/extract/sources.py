"""Texts from files: plain text, HTML and DOCX become lines; what a file is, is told by what it holds."""

import re
import unicodedata
from pathlib import Path
from typing import Final

from ..errors import TextFault
from . import pages, word

KINDS: Final = ("text", "html", "docx")
MOST_BYTES: Final = 32_000_000
_OTHER: Final = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "DOC, XLS",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
_MARKS: Final = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})|<\?xml[^>]{0,100}encoding=["']([\w-]{3,20})""",
    re.I,
)
_TRUSTED: Final = ("windows-1258", "windows-1252", "iso-8859-1", "utf-16", "utf-16le", "utf-16be")
_GUESSED: Final = ("utf-16-le", "utf-16-be", "cp1258")
# Letters that Vietnamese is written with beside ASCII, and the signs that stand between them.
_FOREIGN = re.compile(
    "[^\\s -~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\xa0°±²³·«»×–—‘’“”•…\ufeff]"
)
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_MOST_CONTROLS: Final = 50
_COMMON = re.compile(r"\b(?:của|và|các|về|năm|ngày|được|thực hiện|Căn cứ)\b")
_PAGE = re.compile(
    r"<(?:!doctype html|html|head|body|div|p|table|span|meta|article|main|h[1-6])[\s>/]", re.IGNORECASE
)


def text_of(path: Path, kind: str = "") -> str:
    """The text of a file; TextFault names the file and says why it cannot be read."""
    return decoded(content_of(path), str(path), kind)


def content_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file; TextFault where there are none to be had, or too many."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise TextFault(f"Không đọc được {path}", f"{path} cannot be read: {error.strerror}") from error
    if len(content) > most:
        raise TextFault(f"{path} dài quá {most} byte", f"{path} is longer than {most} bytes")
    return content


def decoded(content: bytes, name: str, kind: str = "") -> str:
    """The text of some bytes, read as a kind of file, or as what they show to be."""
    kind = kind or _kind(content, name)
    if kind == "docx":
        return "\n".join(word.lines(content, name))
    text = _characters(content, name)
    if kind == "html" or (not kind and _PAGE.match(_bare(text[:2000]))):
        text = "\n".join(pages.lines(text, name))
    if not text.strip():
        raise TextFault(f"{name} không có chữ nào", f"{name} holds no words")
    return text


def _kind(content: bytes, name: str) -> str:
    """What bytes show to be: a DOCX, or text of some kind; TextFault where they are neither."""
    if content.startswith(b"PK"):
        return "docx"
    for begins, other in _OTHER.items():
        if content.startswith(begins):
            raise TextFault(
                f"{name} là tệp {other}; hãy lưu thành DOCX, HTML hoặc văn bản thuần",
                f"{name} is a file of the kind {other}; save it as DOCX, HTML or plain text",
            )
    return ""


def _bare(text: str) -> str:
    """The beginning of a text without comments and declarations, as a page may begin with them."""
    return re.sub(r"\s*(?:<!--.*?-->|<\?xml[^>]*\?>)", "", text, flags=re.DOTALL).lstrip("\ufeff \t\r\n")


def _characters(content: bytes, name: str) -> str:
    """The characters of a text: by its byte order mark, as UTF-8, as declared, or as nothing else can be."""
    marked = next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), "")
    text = _read(content, marked or "utf-8")
    if text is None and not marked:
        declared = _declared(content)
        text = _read(content, declared) if declared else _guessed(content)
    elif text is not None and "\0" in text and not marked:
        text = _guessed(content)
    if text is None:
        raise TextFault(f"{name} không phải UTF-8{_where(content)}", f"{name} is not UTF-8{_where(content)}")
    text = text.removeprefix("\ufeff")
    if (
        "\0" in text
        or sum(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in text[:5000]) > 50
    ):
        raise TextFault(f"{name} không phải văn bản", f"{name} is no text")
    return text


def _where(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return f" (byte {error.start})"
    return ""


def _read(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _declared(content: bytes) -> str:
    """The encoding that a page declares, where it is one that is known to be meant."""
    found = _DECLARED.search(content[:2048])
    declared = (found[1] or found[2]).decode().lower() if found else ""
    return declared if declared in _TRUSTED else ""


def _guessed(content: bytes) -> str | None:
    """The text in the one encoding in which it is Vietnamese; None where that is not certain."""
    read = (_read(content, encoding) for encoding in _GUESSED)
    sure = [text for text in read if text is not None and _is_vietnamese(unicodedata.normalize("NFC", text))]
    return sure[0] if len(sure) == 1 else None


def _is_vietnamese(text: str) -> bool:
    """Whether a text holds nothing but the letters and signs of Vietnamese, and some of its common words."""
    return not _FOREIGN.search(text) and len(set(_COMMON.findall(text))) >= 3
