"""What a line is by its first letters: a mark that counts, capitals, a rule; and where sentences end."""

import re
from collections.abc import Iterator
from typing import Final

from .spans import Span

UPPER: Final = "A-ZĐÀ-ÖÙ-ÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER: Final = UPPER.lower()
_KINDS: Final = (
    ("part", rf"(?:PHẦN|Phần) (?:(?:THỨ|thứ) )?(?P<part>\w+)(?=[.:]|$| ?[{UPPER}]{{2}})[.:]?"),
    ("annex", r"(?:PHỤ LỤC|Phụ lục)(?: số| SỐ)?(?: (?P<annex>[IVX]+|\d+))?(?=[.:]|$)[.:]?"),
    ("chapter", rf"(?:CHƯƠNG|Chương) (?P<chapter>[IVX]+|\d+)(?=[.:]|$| ?[{UPPER}]{{2}})[.:]?"),
    ("section", rf"(?:MỤC|Mục) (?P<section>[IVX]+|\d+)(?=[.:]|$| ?[{UPPER}]{{2}})[.:]?"),
    ("article", r"(?:ĐIỀU|Điều) (?P<article>\d+[a-zđ]?)(?:[.:]|$)"),
    ("upper", rf"(?P<upper>[ABCD])[.)/](?= ?[{UPPER}])"),
    (
        "roman",
        rf"(?P<roman>[IVX]{{1,5}})(?:(?:[.)/]| ?-)(?= ?[“\"]?[{UPPER}])"
        rf"|(?= [{UPPER}]{{2,}}[ ,] ?[{UPPER}]{{2}}))",
    ),
    (
        "number",
        rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:[.)/](?= |$|[“\"]|[{UPPER}](?![{UPPER}.]))"
        rf"|(?<=\.\d) (?=[{UPPER}]))",
    ),
    ("letter", r"(?P<letter>[a-zđ])(?:\)|\.(?= ))"),
    ("paren", r"\((?P<paren>\d{1,2}|[a-zđ])\)"),
    ("bullet", r"[-*•●○▪■◦·](?![\w-]*\|)"),
    ("plus", r"\+(?!\d)"),
)
_MARK: Final = re.compile("|".join(f"(?P<is_{kind}>{mark})" for kind, mark in _KINDS))
ITEMS: Final = ("bullet", "plus")
_RULE = re.compile(r"[-_=*|~ .…\[\]]+|\*{3,}")
_STOP = re.compile(
    rf"(?<!\b[{UPPER}])(?<!\bTP)(?<!\bTp)(?<!\bTS)(?<!\bThS)(?<!\d)(?<!\.)\.(?: +(?=[{UPPER}“\"0-9])"
    rf"|$)|(?<=\d)\. +(?=[{UPPER}])|\.\.\. +(?=[{UPPER}])"
)


def mark(view: str, span: Span) -> tuple[str, str, int]:
    """The kind of mark a line begins with, what it counts, and where the words after it begin."""
    found = _MARK.match(view, span.start, span.end)
    if not found:
        return "", "", span.start
    kind = next(kind for kind, _ in _KINDS if found[f"is_{kind}"] is not None)
    value = found[kind] or "" if kind not in ITEMS else ""
    start = found.end()
    while start < span.end and view[start] in " ":
        start += 1
    return kind, value, start


def is_capital(words: str) -> bool:
    """Whether a line is written in capitals, as titles and headings are."""
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)


def is_rule(words: str) -> bool:
    """Whether a line is drawn, not written."""
    return bool(_RULE.fullmatch(words))


def sentences(view: str, span: Span) -> Iterator[Span]:
    """The sentences of a paragraph; an abbreviation or a number does not end one."""
    start = span.start
    for end in _STOP.finditer(view, span.start, span.end):
        yield Span(start, end.start() + len(end[0].rstrip()))
        start = end.end()
    if start < span.end:
        yield Span(start, span.end)
