"""Who signed a text, as what, and who receives it."""

import re
from collections.abc import Iterator, Sequence

from .clauses import Clause
from .letters import Letters
from .marks import ITEMS, UPPER, is_capital, is_rule
from .parts import SIGNED
from .spans import Span, bare, cut

_MARK_ALONE = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\.?|.*\b(?:CHỦ|GIÁM|PHÓ)")
_SEAL = re.compile(r"\((?:Đã ký|đã ký)\)")
_NAME = re.compile(rf"(?:[{UPPER}][\w'.-]*)(?: [{UPPER}][\w'.-]*){{1,5}}")
_NO_RECIPIENT = re.compile(r"(?:Như (?:trên|Điều|kính gửi)|Lưu|Kính gửi)\b", re.IGNORECASE)
_ONE_LINE = re.compile(r"Nơi *nhận *: *(?=\S)", re.IGNORECASE)
_LONGEST_POST = 120


def signed(view: str, text: str, part: Clause, letters: Letters) -> tuple[Span, str, Span] | None:
    """The place of the post, the post in small letters, and the place of the name below it."""
    posts: list[Span] = []
    for block in part.blocks:
        words = block.span.of(view).strip()
        if words == "|" or is_rule(words) or _SEAL.match(words):
            continue
        if posts and _NAME.fullmatch(words) and not is_capital(words):
            role = ", ".join(letters.post(each) for each in _posts(text, posts))
            return Span(posts[0].start, posts[-1].end), role, block.span
        if is_capital(words) and (SIGNED.match(words) or posts) and len(words) < _LONGEST_POST:
            posts.append(block.span)
        elif posts:
            break
    return None


def _posts(text: str, posts: Sequence[Span]) -> Iterator[str]:
    """The lines of the post; a mark like “KT.” alone on a line, or half a post, belongs to the next."""
    held = ""
    for span in posts:
        words = " ".join(f"{held} {span.of(text)}".split())
        held = words if _MARK_ALONE.fullmatch(words) else ""
        if not held:
            yield from re.split(r"(?<=\w) (?=PHÓ |THỨ )", words)
    if held:
        yield held


def recipients(view: str, part: Clause) -> Iterator[Span]:
    """Those to whom a text goes, one a bullet."""
    for block in part.blocks:
        line = _ONE_LINE.match(view, block.span.start, block.span.end)
        listed = (
            cut(Span(line.end(), block.span.end), line_marks(view, line.end(), block.span.end))
            if line
            else ()
        )
        spans = [block.body] if block.kind in ITEMS and not is_rule(block.span.of(view)) else listed
        for span in (bare(view, each) for each in spans):
            if len(span) > 2 and not _NO_RECIPIENT.match(view, span.start):
                yield span


def line_marks(view: str, start: int, end: int) -> Iterator[Span]:
    """The semicolons of a line."""
    return (Span(*mark.span()) for mark in re.compile(r";\s*").finditer(view, start, end))
