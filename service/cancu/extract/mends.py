"""Mends to a draft are kept when its text is read again.

Beside a draft `112.ttl` stands its record `112.machine.nt`: what the machine wrote there last, in N-Triples.
What differs from the record is the work of a person, and stays: a fact that was changed stays whole, one
that was deleted stays deleted, one that was added stays. All else is replaced by what is read now. A fact
keeps its address for as long as it is read from the same words of the same clause. When a draft is done with,
its record is deleted, and the machine leaves the file alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from .. import disk, terms
from ..errors import Message
from .described import of_turtle
from .merging import Merge, lines_of, record, triples
from .turtle import written


@dataclass(frozen=True, order=True)
class Conflict:
    """A mend that the machine now reads otherwise than before; the mend is what stands.

    `kind` is "mended", "deleted", "gone" where the machine no longer reads the fact that was mended, or
    "address" where it would now give the document another. `was`, `mended` and `now` are what was read
    before, what the person wrote and what is read now, as people read it; `path` is "" for the whole fact.
    """

    kind: str
    node: str
    path: str
    was: str
    mended: str
    now: str

    def told(self) -> Message:
        """The conflict as a sentence in both languages."""
        node = self.node.removeprefix(terms.ID + "document/")
        what = f" {terms.shorten(self.path)}" if self.path else ""
        match self.kind:
            case "deleted":
                return Message(
                    f"{node}: đã bị xóa, nay máy đọc là “{self.now}”",
                    f"{node}: was deleted, and is now read as “{self.now}”",
                )
            case "gone":
                return Message(
                    f"{node}: đã được sửa, nay máy không còn đọc ra",
                    f"{node}: was mended, and is no longer read",
                )
            case "address":
                return Message(
                    f"{node}: nay máy đặt định danh là {self.now}",
                    f"{node}: would now have the address {self.now}",
                )
        vi = f"{node}:{what} giữ “{self.mended}”; trước đây máy đọc “{self.was}”, nay đọc “{self.now}”"
        return Message(
            vi,
            f"{node}:{what} stays “{self.mended}”; the machine read “{self.was}”, and now reads “{self.now}”",
        )


@dataclass(frozen=True)
class Mended:
    """A draft read again: the Turtle that stands now, and what a person's work in it met.

    `kept` are the addresses of the facts that a person changed, added or deleted; `recorded` is False where
    a file was there of which no record says what the machine wrote: it is left as it is. `record` is the new
    record.
    """

    turtle: str
    kept: Sequence[str] = ()
    conflicts: Sequence[Conflict] = ()
    recorded: bool = True
    record: str = field(default="", repr=False)


def record_of(path: Path) -> Path:
    """Where the record of a draft stands: `112.ttl` → `112.machine.nt`."""
    return path.with_suffix(".machine.nt")


def read_again(path: Path, turtle: str) -> Mended:
    """Write what the machine reads now to `path`, a new file or one with mends, and its record beside it.

    SyntaxFault where the file there is not Turtle: nothing is written then.
    """
    stands = path.read_text(encoding="utf-8") if path.is_file() else ""
    kept = record_of(path)
    if stands and not kept.is_file():
        return Mended(stands, recorded=False)
    result = merged(kept.read_text(encoding="utf-8"), stands, turtle) if stands else _new(turtle)
    for place, content in ((path, result.turtle), (kept, result.record)):
        _replace(place, content)
    return result


def merged(before: str, mended: str, now: str) -> Mended:
    """The mended draft with all that is as the machine wrote it `before` replaced by what it reads `now`.

    All are Turtle. Where nothing changes, the text of `mended` stays as it is, with its comments.
    """
    stands = of_turtle(mended, "mended")
    merge = Merge(of_turtle(before, "before"), stands, of_turtle(now, "now"))
    result = merge.result()
    same = set(lines_of(result)) == set(lines_of(stands.nodes))
    comment = [
        line.removeprefix("#").strip()
        for line in takewhile(lambda line: line.startswith("#"), mended.splitlines())
    ]
    turtle = mended if same else written(triples(result), stands.document, comment)
    conflicts = sorted(Conflict(*each) for each in merge.conflicts)
    return Mended(turtle, merge.kept, conflicts, record=record(merge.now))


def _new(turtle: str) -> Mended:
    return Mended(turtle, record=record(of_turtle(turtle, "draft").nodes))


def _replace(path: Path, content: str) -> None:
    """Put a file in place whole, or not at all."""
    new = path.with_name(path.name + ".new")
    disk.write(new, content.encode())
    new.replace(path)
