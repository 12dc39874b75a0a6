"""Which targets a text sets: figures that are to be reached, in sentences and tables, and plain outcomes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from .aims import Aims
from .blocks import Block
from .chapters import OBJECTIVES, TASKS, Chapter
from .clauses import Clause
from .facts import Objective, Target
from .figures import Figure, decimal
from .gazetteer import Gazetteer
from .marks import ITEMS, sentences
from .measured import RATES, Measured
from .outcomes import MAINTAIN, Outcomes
from .outline import NAMED, Outline, items
from .series import shared_out
from .spans import Span, around, bare
from .tables import tables
from .target_rows import of_table
from .years import BASELINE, SINCE, WAS, YEAR, by_year

_REACH: Final = 600  # characters from a figure within which words are about it
_NO_TARGETS: Final = ("situation", "general-objective", "funding", "criteria-and-awards")
_SETS_AIMS = re.compile(
    r"phấn đấu|hướng (?:đến|tới) (?:các )?mục tiêu|đặt (?:ra )?(?:các )?(?:mục tiêu|chỉ tiêu)"
    r"|(?:mục tiêu|chỉ tiêu)(?: cụ thể)? (?:là|như|sau)|(?:mục tiêu|chỉ tiêu)[^.;:]{0,40}gồm",
    re.IGNORECASE,
)
_AIM_ALONE = re.compile(r"Mục tiêu\s*:\s*")
_ONLY_WHEN = re.compile(
    r"[\s,;:]*(?:(?:và|đến|vào|trong|hết|cuối|năm|giai đoạn|phải|phấn đấu|đạt|là|còn|xuống|lên|trên|dưới"
    rf"|ít nhất|tối thiểu|không quá|khoảng|trở lên|{YEAR}|-)(?!\w)[\s,;:]*)+",
    re.IGNORECASE,
)
_KEPT = re.compile(r"[^,;]*?(?:, [^,;]{1,30}?)?\s(?:tiếp tục )?(?:duy trì|giữ vững)\b")


@dataclass(frozen=True)
class _Statement:
    """A bullet or sentence that may set targets, and where it stands."""

    span: Span
    clause: Clause
    chapter: Chapter


class Targets:
    """Reads the targets of a text; `year` is the end of its period, `made` the year it was made in."""

    def __init__(
        self,
        view: str,
        text: str,
        gazetteer: Gazetteer,
        chapters: Mapping[str, Chapter],
        year: str,
        made: str,
    ) -> None:
        self._view, self._text, self._gazetteer = view, text, gazetteer
        self._chapters, self._year = chapters, year
        self._aims = Aims(view, gazetteer, int(made or 0))
        self._measured = Measured(view, text, gazetteer)
        self._outcomes = Outcomes(view, text, gazetteer, year)

    def read(self, outline: Outline) -> list[Target]:
        """The targets in order."""
        found: list[Target] = []
        for clause in outline.clauses:
            if clause.kind not in NAMED and self._chapters[clause.path].theme not in _NO_TARGETS:
                found += self._of_clause(clause)
        return found

    def objectives(self, outline: Outline) -> Iterator[Objective]:
        """The general objectives."""
        for clause in outline.clauses:
            theme = self._chapters[clause.path].theme
            for block in () if clause.path in outline.divided else items(clause):
                named = self._general_named(block)
                start = named.end() if named else block.body.start
                quote = bare(self._view, Span(start, block.body.end))
                if (theme == "general-objective" or named) and len(quote) > 20:
                    yield Objective(clause=clause.path, quote=quote, rule="objective/general")

    @cached_property
    def _general(self) -> re.Pattern[str]:
        """The name of the general objective, where it stands before it on one line."""
        return self._gazetteer.within(r"(?:{})\s*:\s*", "theme/general-objective", flags=re.IGNORECASE)

    def _general_named(self, block: Block) -> re.Match[str] | None:
        """The name of the general objective before it; “Mục tiêu:” alone, where no figure follows."""
        alone = _AIM_ALONE.match(self._view, block.body.start, block.body.end)
        plain = alone and not re.search(r"\d", self._view[alone.end() : block.body.end])
        return alone if plain else self._general.match(self._view, block.body.start, block.body.end)

    def _of_clause(self, clause: Clause) -> Iterator[Target]:
        chapter = self._chapters[clause.path]
        rows, rest = tables(self._view, clause.blocks)
        for table in rows:
            yield from of_table(self._view, self._text, self._measured, table, clause, chapter, self._year)
        for block in rest:
            aimed = chapter.theme in OBJECTIVES
            for span in self._statements(block):
                aimed = aimed or (clause.kind == "paragraph" and self._sets_aims(span))
                said = _Statement(span, clause, chapter)
                yield from shared_out(self._view, list(self._of_statement(said, aimed, block.kind in ITEMS)))

    def _sets_aims(self, span: Span) -> bool:
        """Whether prose below no heading says that what it lists is aimed at."""
        return bool(_SETS_AIMS.search(self._view, span.start, span.end))

    def _statements(self, block: Block) -> Iterator[Span]:
        """A bullet is one statement; a paragraph has as many as it has sentences."""
        if block.kind in ITEMS:
            yield bare(self._view, block.body)
            return
        if not self._general_named(block):
            for sentence in sentences(self._view, block.body):
                yield bare(self._view, sentence)

    def _of_statement(self, said: _Statement, aimed: bool, is_item: bool) -> Iterator[Target]:
        ordered = said.chapter.theme in TASKS
        numbers = self._aims.numbers(said.span, aimed or ordered)
        figures = [figure for figure in numbers if self._aims.may_be_reached(said.span, figure, aimed)]
        if aimed and not figures:
            if numbers:  # all of them of the past
                return
            yield from self._outcomes.stated(said.span, said.clause, said.chapter, is_item)
            return
        before: Figure | None = None
        last: Target | None = None
        for place, figure in enumerate(figures):
            after = figures[place + 1].span.start if place + 1 < len(figures) else said.span.end
            if aimed or self._aims.is_aimed(said.span, figure, ordered):
                start = before.span.end if before else said.span.start
                target = self._target(said, figure, Span(start, after), before)
                if before and last and self._goes_on(before, figure):
                    target = replace(target, population=last.population, measure=last.measure)
                yield target
                last = target
            before = figure
        if aimed:
            yield from self._outcomes.beside(said.span, said.clause, said.chapter, figures)

    # --- What is said of a figure

    def _target(self, said: _Statement, figure: Figure, segment: Span, before: Figure | None) -> Target:
        own_year = by_year(self._view, said.span, figure, segment, said.chapter)
        baseline = BASELINE.search(
            self._view, max(segment.start, figure.span.start - _REACH), figure.span.start
        )
        baseline = WAS.match(self._view, figure.span.end, segment.end) or baseline
        since = SINCE.search(self._view, figure.span.end, segment.end)
        return Target(
            clause=said.clause.path,
            quote=said.span,
            rule="target/percentage" if figure.unit in RATES else "target/count",
            figure=figure.span,
            value=figure.value,
            value_max=figure.value_max,
            unit=figure.unit,
            comparator=figure.comparator,
            commitment=self._commitment(said, figure, segment),
            population=self._measured.population(figure, segment),
            deadline=own_year or said.chapter.year or self._year,
            read_from="" if own_year else said.chapter.year_from,
            baseline=decimal(baseline["value"]) if baseline else "",
            baseline_year=(baseline["year"] or "") if baseline else since["year"] if since else "",
            subset=self._subset(figure, before),
            measure=self._measured.measure(figure, segment),
        )

    def _goes_on(self, before: Figure, figure: Figure) -> bool:
        """Whether only a time stands between two figures of one measure: “đạt 60%, đến năm 2030 đạt 80%”."""
        between = Span(before.span.end, figure.span.start)
        return figure.unit == before.unit and bool(_ONLY_WHEN.fullmatch(between.of(self._view)))

    def _subset(self, figure: Figure, before: Figure | None) -> Span | None:
        """The figure that this one is part of: what stands before “trong đó”."""
        part = self._gazetteer.pattern("cue/subset")
        return before.span if before and part.search(self._view, before.span.end, figure.span.start) else None

    def _commitment(self, said: _Statement, figure: Figure, segment: Span) -> str:
        start, end = around(said.span, figure.span, _REACH).start, figure.span.start
        strives = self._last(self._gazetteer.pattern("commitment/strive"), start, end)
        keeps = self._last(MAINTAIN, max(start, self._view.rfind(";", start, end) + 1), end)
        if keeps >= 0 and keeps > strives:
            return "maintain"
        if strives >= 0 or said.chapter.strives:
            return "strive"
        stop = self._view.find(";", figure.span.end, segment.end)
        kept = _KEPT.match(self._view, figure.span.end, stop if stop > 0 else segment.end)
        return "maintain" if kept else "reach"

    def _last(self, pattern: re.Pattern[str], start: int, end: int) -> int:
        """Where a pattern last begins in a stretch of text, or -1."""
        return max((found.start() for found in pattern.finditer(self._view, start, end)), default=-1)
