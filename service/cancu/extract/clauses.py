"""Paragraphs read into clauses: which number stands in which, and what is a heading."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .blocks import Block
from .marks import is_capital, is_rule
from .spans import Span, bare

_RESETS: Final = ("part", "annex")
ORDER: Final = (
    "part",
    "annex",
    "chapter",
    "section",
    "article",
    "upper",
    "roman",
    "number",
    "letter",
    "paren",
)
_PRINTED: Final = {
    "part": "Phần",
    "annex": "Phụ lục",
    "chapter": "Chương",
    "section": "Mục",
    "article": "Điều",
}
_TITLED_BELOW: Final = ("part", "annex", "chapter", "section")
_LONGEST_HEADING: Final = 320


@dataclass(frozen=True)
class Clause:
    """A numbered part of a text, or one of its named parts.

    `heading` is the place of its heading without mark, `blocks` are the paragraphs that belong to it and to
    none of its subclauses, `parent` is the path of the clause it is part of, empty at the top.
    """

    path: str
    span: Span
    kind: str
    heading: Span | None
    blocks: Sequence[Block]
    parent: str


@dataclass
class _Open:
    """A clause that is still being read."""

    path: str
    kind: str
    depth: int
    value: str
    parent: str
    blocks: list[Block]
    children: set[str]


class Body:
    """Reads the paragraphs of a body into clauses."""

    def __init__(self, view: str, found: Sequence[Block], taken: Counter[str]) -> None:
        self._view = view
        self._blocks = [block for block in found if not is_rule(block.span.of(view))]
        self._read: list[_Open] = []
        self._stack: list[_Open] = []
        self._plain = 0
        self._taken = taken

    def clauses(self) -> Iterator[Clause]:
        """The clauses in order."""
        for block in self._blocks:
            if block.kind in ORDER and not self._is_prose(block):
                self._begin(block)
            elif self._stack:
                self._stack[-1].blocks.append(block)
            else:
                self._paragraph([block])
        yield from self._closed()

    def _is_prose(self, block: Block) -> bool:
        """A lone letter before anything else, or a number that counts nothing here."""
        return block.kind == "letter" and not self._stack and block.value != "a"

    def _begin(self, block: Block) -> None:
        depth, value = _counted(block)
        if block.kind in _RESETS:
            self._stack.clear()
        if self._is_orphan(block, depth, value):
            self._let_go()
            self._open(block, depth, value, value)
            return
        self._unwind(block.kind, depth, value)
        self._open(block, depth, value, self._path(block.kind, depth, value))

    def _is_orphan(self, block: Block, depth: int, value: str) -> bool:
        """Whether a number has lost the headings above it: 2.1 where no 2 is open, or a 2 of letters."""
        if block.kind != "number" or depth == 1:
            return False
        stem = value.rpartition(".")[0]
        above = next(
            (each for each in reversed(self._stack) if each.kind == "number" and each.value == stem), None
        )
        return (above is None and not self._beside(depth, stem)) or (
            above is not None and "letter" in above.children
        )

    def _beside(self, depth: int, stem: str) -> bool:
        """Whether a sibling of a number whose parent is missing is open."""
        return any(
            each.kind == "number" and each.depth == depth and each.value.rpartition(".")[0] == stem
            for each in self._stack
        )

    def _let_go(self) -> None:
        """The plain paragraphs before an orphan lost their heading too: they are not the last clause's."""
        if self._stack:
            last = self._stack[-1]
            kept = next((i for i, block in enumerate(last.blocks) if i and not block.kind), len(last.blocks))
            lost, last.blocks = last.blocks[kept:], last.blocks[:kept]
            self._stack.clear()
            if lost:
                self._paragraph(lost)
        self._stack.clear()

    def _paragraph(self, found: list[Block]) -> None:
        self._plain += 1
        self._read.append(_Open(f"P{self._plain}", "paragraph", 0, "", "", found, set()))

    def _unwind(self, kind: str, depth: int, value: str) -> None:
        """Close what a clause of this kind cannot stand in."""
        alike = [at for at, each in enumerate(self._stack) if (each.kind, each.depth) == (kind, depth)]
        if alike:
            if not self._counts_anew(self._stack[alike[-1]], kind, value):
                del self._stack[alike[-1] :]
            return
        while self._stack and not _holds(self._stack[-1], kind, depth, value):
            self._stack.pop()

    def _counts_anew(self, alike: _Open, kind: str, value: str) -> bool:
        """Whether a first number begins a count of its own inside a lesser clause: 2. a) 1."""
        inside = ORDER.index(self._stack[-1].kind) > ORDER.index(kind)
        return inside and value in ("1", "I") and alike.value != value

    def _path(self, kind: str, depth: int, value: str) -> str:
        printed = f"{_PRINTED[kind]} {value}".strip() if kind in _PRINTED else value
        if not self._stack or kind == "article":
            return printed
        above = self._stack[-1]
        own = (
            value.rpartition(".")[2] if kind == "number" and depth > 1 and above.kind == "number" else printed
        )
        return f"{above.path}.{own}"

    def _open(self, block: Block, depth: int, value: str, path: str) -> None:
        parent = self._stack[-1].path if self._stack and path.startswith(self._stack[-1].path + ".") else ""
        if self._stack:
            self._stack[-1].children.add(block.kind)
        self._taken[path] += 1
        unique = path if self._taken[path] == 1 else f"{path}-{self._taken[path]}"
        opened = _Open(unique, block.kind, depth, value, parent, [block], set())
        self._read.append(opened)
        self._stack.append(opened)

    def _closed(self) -> Iterator[Clause]:
        """The clauses, each ended where the next begins that is no part of it."""
        ends = self._ends()
        for place, each in enumerate(self._read):
            self._head_below(each)
            heading = self._heading(place, each)
            inner = each.blocks[1:] if heading or each.kind != "paragraph" else each.blocks
            if not heading and each.kind != "paragraph":
                own = each.blocks[0]
                inner = [replace(own, span=own.body, kind=""), *each.blocks[1:]]
            yield Clause(
                each.path,
                Span(each.blocks[0].span.start, ends[place]),
                each.kind,
                heading,
                inner,
                each.parent,
            )

    def _head_below(self, each: _Open) -> None:
        """A chapter or annex whose heading stands on a line of its own has it on its first."""
        if each.kind in _TITLED_BELOW and len(each.blocks) > 1 and not each.blocks[0].body.of(self._view):
            below = each.blocks[1]
            if not below.kind and is_capital(below.span.of(self._view)):
                first = each.blocks[0]
                whole = Span(first.span.start, below.span.end)
                each.blocks[:2] = [replace(first, span=whole, body=below.span)]

    def _ends(self) -> list[int]:
        """Where each clause ends: with the last of its subclauses."""
        places = {each.path: place for place, each in enumerate(self._read)}
        ends = [max(block.span.end for block in each.blocks) for each in self._read]
        for place in range(len(self._read) - 1, -1, -1):
            above = places.get(self._read[place].parent)
            if above is not None:
                ends[above] = max(ends[above], ends[place])
        return ends

    def _heading(self, place: int, each: _Open) -> Span | None:
        """The heading: words that something follows, and that are no sentence of their own."""
        if each.kind == "paragraph":
            return None
        body = each.blocks[0].body
        words = body.of(self._view)
        if not words or len(words) > _LONGEST_HEADING:
            return None
        followed = len(each.blocks) > 1 or (
            place + 1 < len(self._read) and self._read[place + 1].parent == each.path
        )
        named = each.kind in ("part", "annex", "chapter", "section", "roman") or is_capital(words)
        if (named and not words.endswith((".", ";"))) or (followed and not words.endswith((".", ";", ","))):
            return bare(self._view, body)
        return None


def _counted(block: Block) -> tuple[int, str]:
    """How deep a number counts, and the number without leading noughts: “2.01” → 2, “2.1”."""
    if block.kind != "number":
        return 1, block.value
    parts = [part.lstrip("0") or "0" for part in block.value.split(".")]
    return len(parts), ".".join(parts)


def _holds(above: _Open, kind: str, depth: int, value: str) -> bool:
    """Whether a clause may stand in another; numbers are also counted inside a letter: a) 1. 2."""
    if kind == "number" and depth > 1:
        return above.kind == "number" and above.value == value.rpartition(".")[0]
    return ORDER.index(above.kind) < ORDER.index(kind) or (kind, above.kind) == ("number", "letter")
