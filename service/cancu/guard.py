"""What the endpoint never does, found in the tokens of a query before any engine sees it.

The parser behind the engine reads keywords without a space around them (`SERVICESILENT<…>`,
`SERVICEex:a{}`), so the check is strict: the word may stand only where it cannot be the keyword, which
is in strings, IRIs, comments, variables, language tags, blank nodes and names of a declared prefix.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise, zip_longest

from .errors import Refused

# As the grammar of SPARQL 1.1 reads them. The quantifiers are possessive and an unclosed string runs
# to its end, so that no text takes more than one pass.
_TOKENS = re.compile(
    r"""(?P<harmless> \#[^\n\r]*
          | <[^<>"{}|^`\\\x00-\x20]*>
          | \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\")? | '''(?:[^'\\]|\\.|'(?!''))*+(?:''')?
          | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'?
          | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
      | (?P<name> (?P<prefix>[\w.-]*+):
          (?:(?:[\w:%]|\\[^\w\s])(?:(?:[\w.:%-]|\\[^\w\s])*(?:[\w:%-]|\\[^\w\s]))?)? )
      | (?P<word>[\w.-]++)
      | (?P<mark>\S)""",
    re.X | re.S,
)
# An engine may read escaped code points before it reads tokens, as SPARQL 1.1 §19.2 has it.
_ESCAPED = re.compile(r"\\(?:u00|U000000)([0-7][0-9A-Fa-f])")
_DEEPEST = 500
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def check(query: str, max_bytes: int, services: Sequence[str] = ()) -> None:
    """Refuse what is longer than `max_bytes` of UTF-8, too deep, or could call out but to `services`."""
    if len(query.encode("utf-8", "surrogatepass")) > max_bytes:
        raise Refused(
            "query-size",
            f"Câu truy vấn dài quá {max_bytes} byte",
            f"The query is longer than {max_bytes} bytes",
        )
    if sum(map(query.count, "{([")) > _DEEPEST and _depth(tokens(query)) > _DEEPEST:
        raise Refused(
            "query-depth",
            f"Câu truy vấn lồng nhau sâu quá {_DEEPEST} mức",
            f"The query is nested more than {_DEEPEST} levels deep",
        )
    for read in (query, _unescaped(query)):  # most queries do not hold the word, and need no more looking
        if "service" in read.lower() and _calls_out(_others(tokens(read), services)):
            raise Refused(
                "no-service",
                "Không nhận SERVICE: máy chủ này không gọi ra ngoài",
                "SERVICE is refused: this endpoint calls no other",
            )


def form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; "" for what is none of them."""
    words = (token["word"].upper() for token in tokens(query) if token["word"])
    return next((word for word in words if word in _FORMS), "")


def names_dataset(query: str) -> bool:
    """Whether the query says itself which graphs it is asked of, by FROM."""
    return any((token["word"] or "").upper() == "FROM" for token in tokens(query))


def tokens(query: str) -> list[re.Match[str]]:
    """The tokens of a query but its comments; the groups `word`, `name`, `prefix`, `mark` tell their kind."""
    return [token for token in _TOKENS.finditer(query) if not token[0].startswith("#")]


def _unescaped(query: str) -> str:
    """The query with the escapes of ASCII, which keywords are made of, read as what they stand for."""
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), query)


def _depth(found: Sequence[re.Match[str]]) -> int:
    """How deep the brackets nest: a parser goes as deep, and a stack has an end."""
    steps = ((token["mark"] in ("{", "(", "[")) - (token["mark"] in ("}", ")", "]")) for token in found)
    return max(accumulate(steps), default=0)


def _others(found: Sequence[re.Match[str]], services: Sequence[str]) -> Sequence[re.Match[str]]:
    """The tokens but those that call one of the services by its IRI."""
    others: list[re.Match[str]] = []
    for token in found:
        others.append(token)
        words = [other[0].upper() for other in others[-3:-1]]
        if token[0].startswith("<") and token[0][1:-1] in services and "SERVICE" in words:
            if words[-1] == "SERVICE":
                del others[-2:]
            elif words == ["SERVICE", "SILENT"]:
                del others[-3:]
    return others


def _calls_out(found: Sequence[re.Match[str]]) -> bool:
    """Whether the word SERVICE stands anywhere that it could be the keyword."""
    declared = _declared_prefixes(found)
    for token, following in zip_longest(found, found[1:]):
        if token["word"] and "service" in token["word"].lower():
            return True
        if token["name"] and "service" in token["prefix"].lower():
            opens_group = following is not None and following[0] == "{"
            if token["prefix"] not in declared or opens_group:
                return True
    return False


def _declared_prefixes(found: Sequence[re.Match[str]]) -> set[str]:
    """The prefixes that stand behind the word PREFIX."""
    return {
        name["prefix"]
        for word, name in pairwise(found)
        if name["name"] and (word["word"] or "").upper() == "PREFIX"
    }
