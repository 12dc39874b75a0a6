"""One text to one draft: what a worker is given, and what it tells."""

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from .. import terms
from ..errors import TextFault
from ..extract import Extraction, Gazetteer, draft, explain, extract, sources

FORMS: Final = {"turtle": ".ttl", "html": ".html", "text": ".txt"}
"""What is made of a text, and the ending of its file."""

# What is taken from a folder: texts, and what people keep beside them and would miss in the report.
_TEXTS: Final = frozenset((".txt", ".htm", ".html", ".xhtml", ".docx", ".doc", ".rtf", ".odt", ".pdf"))
_WARM: Final = "Số: 1/KH-UBND\nKẾ HOẠCH\nI. MỤC TIÊU\n1. Đạt 60% vào năm 2030.\n2. Giao Sở Y tế chủ trì.\n"


@dataclass(frozen=True)
class Given:
    """A text as it was given: its name, its bytes, the kind of file they are said to be, or ""."""

    name: str
    content: bytes
    kind: str = ""

    @property
    def sha256(self) -> str:
        """What tells its bytes from others."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Draft:
    """What was made of a text: the document's address, the draft in its form, and what the text lacks."""

    name: str
    iri: str
    body: str
    lacks: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it stands below a folder of documents, without an ending."""
        return self.iri.removeprefix(terms.ID + "document/")


@dataclass(frozen=True)
class Drafting:
    """The work of reading texts into drafts of one form."""

    gazetteer: Gazetteer
    form: str

    def __str__(self) -> str:
        return f"extract {self.form}"

    def open(self) -> Callable[[], Callable[[Given], Draft]]:
        """Make what all workers share: the patterns are compiled by reading something."""
        with suppress(Exception):  # a rule that fails is told of the texts it fails on
            extract(_WARM, self.gazetteer)
        return lambda: partial(drafted, self.gazetteer, self.form)


def drafted(gazetteer: Gazetteer, form: str, given: Given) -> Draft:
    """The draft of one text; TextFault where it cannot be read, or nothing in it is of a public document."""
    text = sources.decoded(given.content, given.name, given.kind)
    try:
        read = extract(text, gazetteer)
        if not _says_anything(read):
            raise TextFault(
                f"{given.name}: không thấy gì của một văn bản hành chính tiếng Việt",
                f"{given.name}: nothing of a Vietnamese public document was found",
            )
        iri = draft.document_iri(read)
        return Draft(
            given.name, iri, _body(read, gazetteer, form, given.name, iri), tuple(read.reading.lacks)
        )
    except (TextFault, MemoryError):
        raise
    except Exception as error:  # a rule failed: this text has no draft, and the others go on
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(where.filename).stem}:{where.lineno}"
        raise TextFault(
            f"{given.name}: lỗi khi đọc ({place})", f"{given.name}: a rule failed ({place})"
        ) from error


def _says_anything(found: Extraction) -> bool:
    """Whether a text says anything a public document says."""
    read, head = found.reading, found.header
    facts = (read.citations, read.targets, read.tasks, read.objectives, read.criteria, read.funding)
    return any(facts) or any((head.number, head.issuer, head.type, head.date))


def _body(found: Extraction, gazetteer: Gazetteer, form: str, name: str, iri: str) -> str:
    if form == "turtle":
        return draft.turtle(found, gazetteer, Path(name).name)
    if form == "html":
        return explain.page(found, Path(name).name, iri)
    return "".join(line + "\n" for line in explain.lines(found))


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and the texts in the folders that are; TextFault where there is none."""
    for path in paths:
        if path.is_dir():
            yield from (each for each in sorted(path.rglob("*")) if _is_text(each, path))
        elif path.exists():
            yield path
        else:
            raise TextFault(f"Không có {path}", f"There is no {path}")


def _is_text(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() in _TEXTS and path.is_file()
