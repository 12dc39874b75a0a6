"""The fourth stage: the clauses of a text, each with its printed path, its heading and its paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .blocks import Block, blocks
from .clauses import ORDER, Body, Clause
from .gazetteer import Gazetteer
from .marks import ITEMS
from .normal import Normal
from .parts import Parts, parts
from .spans import Span

NAMED: Final = ("header", "title", "preamble", "closing", "recipients", "signature")
_LONGEST_FURNITURE: Final = 60
_CLOCK = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}\s*[-|,]?\s*\d{1,2}[:h]\d{2}|\d{1,2}[:h]\d{2}\s*[-|,]?\s*\d{1,2}/\d{1,2}/\d{4}"
)


@dataclass(frozen=True)
class Outline:
    """The clauses of a text in order, and the parts they were made of."""

    clauses: Sequence[Clause]
    parts: Parts
    blocks: Sequence[Block]

    def clause(self, path: str) -> Clause | None:
        """The clause with a path."""
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> dict[str, Clause]:
        return {clause.path: clause for clause in self.clauses}

    @cached_property
    def divided(self) -> frozenset[str]:
        """The paths of the clauses that have subclauses."""
        return frozenset(clause.parent for clause in self.clauses if clause.parent)

    def holding(self, span: Span) -> Clause | None:
        """The smallest clause that holds a span."""
        held = [clause for clause in self.clauses if span in clause.span]
        return min(held, key=lambda clause: len(clause.span), default=None)


def outline(normal: Normal, gazetteer: Gazetteer) -> Outline:
    """The clauses of a text."""
    found = blocks(normal, gazetteer.verbs)
    divided = parts(normal, found, gazetteer)
    named = {
        "header": divided.header,
        "title": divided.title,
        "preamble": divided.preamble,
        "closing": divided.closing,
        "recipients": divided.recipients,
        "signature": divided.signature,
    }
    whole = {
        name: Clause(name, _span(found, places), name, None, [found[i] for i in places], "")
        for name, places in named.items()
        if places
    }
    taken: Counter[str] = Counter()
    body: list[Clause] = []
    for places in (divided.body, _below_title(found, divided.attached)):
        cut = [i for i in places if _is_cut(normal.view, found[i], gazetteer)]
        dropped = frozenset(cut)
        marked = [i for i in cut if cut_marks(gazetteer).search(found[i].span.of(normal.view))]
        ended = bool(divided.recipients or divided.signature)
        stop = places.stop if ended or not marked else _cut_off(found, places, marked[-1])
        kept = [found[i] for i in range(places.start, stop) if i not in dropped]
        body += Body(normal.view, kept, taken).clauses()
    clauses = sorted([*whole.values(), *body], key=lambda clause: (clause.span.start, -clause.span.end))
    return Outline(clauses, divided, found)


def _below_title(found: Sequence[Block], attached: range) -> range:
    """What is issued with a document, without its title: from its first heading on."""
    first = next((i for i in attached if found[i].kind in ORDER), attached.stop)
    return range(first, attached.stop)


def _cut_off(found: Sequence[Block], places: range, cut: int) -> int:
    """Where a text without an end is cut off: what follows without a heading is the page's."""
    return places.stop if any(found[i].kind in ORDER for i in range(cut, places.stop)) else cut


def _is_cut(view: str, block: Block, gazetteer: Gazetteer) -> bool:
    """Whether a line only says that the text is cut here, or when the page was made."""
    if len(block.span) > _LONGEST_FURNITURE or block.kind:
        return False
    words = block.span.of(view)
    return bool(cut_marks(gazetteer).search(words) or _CLOCK.search(words))


def cut_marks(gazetteer: Gazetteer) -> re.Pattern[str]:
    """What a page prints where it cuts a text."""
    return gazetteer.within("{}", "text-status/truncated")


def _span(found: Sequence[Block], places: range) -> Span:
    return Span(found[places.start].span.start, found[places[-1]].span.end)


def items(clause: Clause) -> list[Block]:
    """The statements of a clause: its bullets, or its paragraphs where it has no bullets."""
    bullets = [block for block in clause.blocks if block.kind in ITEMS]
    return bullets or [block for block in clause.blocks if not block.kind]
