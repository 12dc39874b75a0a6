"""Who pays, and what awards are given for."""

import re
from collections.abc import Iterator, Mapping

from .bodies import Bodies
from .chapters import TASKS, Chapter
from .clauses import Clause
from .facts import Criterion, Funding, Party
from .gazetteer import Gazetteer
from .marks import ITEMS
from .outline import Outline, items
from .parties import Parties
from .resolve import Resolver
from .spans import Span, bare

_PRIVATE = re.compile(
    r"(?:vốn|góp|nguồn)[^;.]{0,40}(?:doanh nghiệp|người dân|tổ chức, cá nhân|hợp tác xã|hợp pháp khác)",
    re.IGNORECASE,
)
PAYS = re.compile(r"Kinh phí (?:tổ chức |triển khai )?thực hiện(?!\w)")
# A sum of the state's money, told by its chapter: “Nguồn sự nghiệp Chương trình …: 980 triệu đồng”.
_SOURCE = re.compile(
    r"(?:Nguồn|Vốn|Kinh phí) (?:(?:vốn )?"
    r"(?:sự nghiệp|lồng ghép|đầu tư(?! của)|trung ương|tỉnh|huyện|thường xuyên)\b"
    r"|[^;.,]{0,30}chương trình mục tiêu)",
    re.IGNORECASE,
)
_PAID_BY = re.compile(r"(?:của|do) (?=các tổ chức|doanh nghiệp|các doanh)")
_TOGETHER = 200  # characters within which the state budget and others are named as one source


class Means:
    """Reads funding and criteria."""

    def __init__(
        self, view: str, text: str, gazetteer: Gazetteer, bodies: Bodies, resolver: Resolver
    ) -> None:
        self._view, self._text, self._gazetteer = view, text, gazetteer
        self._bodies, self._resolver = bodies, resolver
        self._parties = Parties(view, text, bodies, resolver)

    def criteria(self, outline: Outline, chapters: Mapping[str, Chapter]) -> Iterator[Criterion]:
        """What awards are given for."""
        for clause in self._undivided(outline, chapters, "criteria-and-awards"):
            applies = self._parties.of_heading(clause.heading) if clause.heading else []
            for block in items(clause):
                if block.kind in ITEMS:
                    yield Criterion(
                        clause=clause.path,
                        quote=bare(self._view, block.body),
                        rule="criterion/item",
                        applies_to=applies,
                        read_from=clause.path if applies else "",
                    )

    def funding(self, outline: Outline, chapters: Mapping[str, Chapter]) -> Iterator[Funding]:
        """Who pays: the statements of the chapter on funding, and those among the tasks that say so."""
        for clause in self._undivided(outline, chapters, "funding", *TASKS):
            for block in items(clause):
                told = chapters[clause.path].theme == "funding" or self._pays(block.body)
                kind = self._type(block.body) if told else ""
                if kind:
                    quote = bare(self._view, block.body)
                    payers = self._payers(quote)
                    yield Funding(
                        clause=clause.path, quote=quote, rule="funding/item", type=kind, payers=payers
                    )

    def _pays(self, span: Span) -> bool:
        """Whether a statement among the tasks says who pays for them."""
        return bool(PAYS.match(self._view, span.start, span.end))

    def _undivided(self, outline: Outline, chapters: Mapping[str, Chapter], *themes: str) -> Iterator[Clause]:
        for clause in outline.clauses:
            if chapters[clause.path].theme in themes and clause.path not in outline.divided:
                yield clause

    def _type(self, span: Span) -> str:
        place = span.start, span.end
        budget = self._gazetteer.pattern("funding-type/state-budget").search(self._view, *place)
        budget = budget or _SOURCE.search(self._view, *place)
        other = self._gazetteer.pattern("funding-type/contributions").search(self._view, *place)
        other = other or _PRIVATE.search(self._view, *place)
        if not budget or not other:
            return "state-budget" if budget else "contributions" if other else ""
        if other.start() < budget.start():
            return "contributions"
        return "mixed" if other.start() - budget.start() < _TOGETHER else "state-budget"

    def _payers(self, span: Span) -> list[Party]:
        by = _PAID_BY.search(self._view, span.start, span.end)
        found = self._bodies.listed(self._view, by.end(), span.end)[0] if by else []
        if len(found) > 1 and found[0].of(self._view)[0].islower():  # “các tổ chức, cá nhân”: one group
            found = [Span(found[0].start, found[-1].end)]
        return [self._resolver.party(each.of(self._text)) for each in found]
