"""What the endpoint never does, found in the tokens of a query before any engine sees it.

The parser behind the engine reads keywords without a space around them (`SERVICESILENT<…>`,
`SERVICEex:a{}`), so the check is strict: the word may stand only where it cannot be the keyword, which
is in strings, IRIs, comments, variables, language tags, blank nodes and names of a declared prefix.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from .errors import Refused

# As the grammar of SPARQL 1.1 reads them; what is left over is punctuation and skipped.
_TOKENS = re.compile(
    r"""(?P<harmless> \#[^\n\r]*
          | <[^<>"{}|^`\\\x00-\x20]*>
          | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
          | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | _:\w(?:[\w.-]*[\w-])? )
      | (?P<name> (?P<prefix>(?:[^\W\d_](?:[\w.-]*[\w-])?)?): (?:[\w:%\\](?:[\w.:%\\-]*[\w:%\\-])?)? )
      | (?P<word>\w+)
      | (?P<mark>\S)""",
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(query: str, max_bytes: int) -> None:
    """Refuse queries longer than `max_bytes` of UTF-8, and any that could call another endpoint."""
    if len(query.encode("utf-8", "surrogatepass")) > max_bytes:
        raise Refused(
            "query-size",
            f"Câu truy vấn dài quá {max_bytes} byte",
            f"The query is longer than {max_bytes} bytes",
        )
    if calls_out(query) or calls_out(_ESCAPE.sub(_unescaped, query)):
        raise Refused(
            "no-service",
            "Không nhận SERVICE: máy chủ này không gọi ra ngoài",
            "SERVICE is refused: this endpoint calls no other",
        )


def _unescaped(escape: re.Match[str]) -> str:
    """A codepoint escape as its character, which SPARQL puts in its place before anything is parsed."""
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF else escape[0]


def calls_out(query: str) -> bool:
    """Whether the word SERVICE stands anywhere that it could be the keyword."""
    tokens = [match for match in _TOKENS.finditer(query) if not match[0].startswith("#")]
    declared = _declared_prefixes(tokens)
    for token, following in zip_longest(tokens, tokens[1:]):
        if token["word"] and "service" in token["word"].lower():
            return True
        if token["name"] and "service" in (token["prefix"] or "").lower():
            opens_group = following is not None and following[0] == "{"
            if token["prefix"] not in declared or opens_group:
                return True
    return False


def _declared_prefixes(tokens: Sequence[re.Match[str]]) -> set[str]:
    """The prefixes that stand behind the word PREFIX."""
    return {
        name["prefix"]
        for word, name in pairwise(tokens)
        if name["name"] and (word["word"] or "").upper() == "PREFIX"
    }
