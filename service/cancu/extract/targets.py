"""Which targets a text sets: figures that are to be reached, in sentences and tables, and plain outcomes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from .blocks import ITEMS, Block, sentences
from .chapters import OBJECTIVES, Chapter
from .clauses import Clause
from .facts import Objective, Target
from .figures import Figure, counts, decimal, percentages
from .gazetteer import Gazetteer
from .measured import RATES, Measured
from .outcomes import MAINTAIN, Outcomes
from .outline import NAMED, Outline, items
from .series import shared_out
from .spans import Span, around, bare
from .tables import tables
from .target_rows import of_table
from .years import BASELINE, SINCE, YEAR, by_year

_REACH: Final = 600  # characters from a figure within which words are about it
_NO_TARGETS: Final = ("situation", "general-objective", "funding", "criteria-and-awards")
_AIM = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|đến (?:hết )?năm|chỉ tiêu|ít nhất|tối thiểu|bảo đảm|đảm bảo|hoàn thành"
    r"|duy ?trì|trong năm|không quá|không vượt quá|giảm|tăng|nâng)(?!\w)",
    re.IGNORECASE,
)
_SETS_AIMS = re.compile(
    r"phấn đấu|hướng (?:đến|tới) (?:các )?mục tiêu|đặt (?:ra )?(?:các )?(?:mục tiêu|chỉ tiêu)"
    r"|(?:mục tiêu|chỉ tiêu)(?: cụ thể)? (?:là|như|sau)|(?:mục tiêu|chỉ tiêu)[^.;:]{0,40}gồm",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|đến (?:hết )?năm|chỉ tiêu)(?!\w)", re.IGNORECASE)
_AIM_ALONE = re.compile(r"Mục tiêu\s*:\s*")
_WANTED = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu)(?!\w)", re.IGNORECASE)
_BY_A_YEAR = re.compile(rf"(?:vào|trong|đến) (?:hết |cuối )?năm {YEAR}")
_CHANGE = re.compile(r"(?<!\w)(?:lên|xuống|còn|giảm|tăng|nâng|so với)(?!\w)", re.IGNORECASE)
_ONLY_WHEN = re.compile(
    r"[\s,;:]*(?:(?:và|đến|vào|trong|hết|cuối|năm|giai đoạn|phải|phấn đấu|đạt|là|còn|xuống|lên|trên|dưới"
    rf"|ít nhất|tối thiểu|không quá|khoảng|trở lên|{YEAR}|-)(?!\w)[\s,;:]*)+",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"[^;,.]{0,40}so với (?:cùng kỳ|năm trước)")  # how it went, not what is aimed at
_MUST = re.compile(r"[^.;]{0,120}?(?:\bphải\b|trước ngày|\bhoàn thành\b)")
_FROM = re.compile(r"từ (?:mức )?$", re.IGNORECASE)
_TO = re.compile(r"[^;.]{0,45}?(?:lên|xuống|còn|đạt)[^;.\d]{0,20}\d")
_PER = re.compile(r"(?:\d|(?:[Ss]ố|[Tt]ỷ (?:lệ|suất|số)|[Bb]ình quân) )[^;:,.\d]{2,50}(?:trên|/) ?$")
_PREVENTED = re.compile(r"[kK]hông (?:để )?(?:xảy ra|còn)[^;.,]*$")
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
        self._chapters, self._year, self._made = chapters, year, int(made or 0)
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
        numbers = self._numbers(said.span, aimed)
        figures = [figure for figure in numbers if self._may_be_reached(said.span, figure, aimed)]
        if aimed and not figures:
            if numbers:  # all of them of the past
                return
            yield from self._outcomes.stated(said.span, said.clause, said.chapter, is_item)
            return
        before: Figure | None = None
        last: Target | None = None
        for place, figure in enumerate(figures):
            after = figures[place + 1].span.start if place + 1 < len(figures) else said.span.end
            if aimed or self._is_aimed(said.span, figure):
                start = before.span.end if before else said.span.start
                target = self._target(said, figure, Span(start, after), before)
                if before and last and self._goes_on(before, figure):
                    target = replace(target, population=last.population, measure=last.measure)
                yield target
                last = target
            before = figure
        if aimed:
            yield from self._outcomes.beside(said.span, said.clause, said.chapter, figures)

    # --- Which figures are aimed at

    def _numbers(self, span: Span, aimed: bool) -> list[Figure]:
        """The figures of a statement, in order."""
        rates = list(percentages(self._view, span, self._gazetteer))
        found = [
            *rates,
            *(count for count in self._counts(span, rates) if aimed or count.comparator != "exactly"),
        ]
        return sorted(found, key=lambda figure: figure.span)

    def _may_be_reached(self, span: Span, figure: Figure, aimed: bool) -> bool:
        """Whether a figure is none of the past, and none that a change begins from."""
        return not self._is_past(span, figure, aimed) and not self._begins_from(span, figure)

    def _counts(self, span: Span, rates: list[Figure]) -> Iterator[Figure]:
        """The counts that stand for themselves: no size within what a rate is about, no base of a rate."""
        near: Figure | None = None
        place = 0
        for count in counts(self._view, span, self._gazetteer):
            while place < len(rates) and rates[place].span.start < count.span.end:
                near = rates[place]
                place += 1
            beside = [rate for rate in (near, *rates[place : place + 1]) if rate]
            if any(count.span.overlaps(rate.span) for rate in beside) or self._is_base(span, count):
                continue
            if self._is_aside(span, count):
                continue
            within = any(rate.span < count.span and self._same_part(count.span, rate.span) for rate in beside)
            if not within or count.comparator == "at-least":
                yield count

    def _is_base(self, span: Span, count: Figure) -> bool:
        """Whether a number is what a rate is counted on: “2,5 bác sĩ trên 10.000 dân”."""
        before = self._view[max(span.start, count.span.start - 60) : count.span.start]
        return bool(_PER.search(before)) and "dân" in self._view[count.span.start : count.span.end + 4]

    def _is_aside(self, span: Span, count: Figure) -> bool:
        """Whether a number only says in brackets who or what is meant: “cân nặng thấp (dưới 2.500 gam)”."""
        opened = self._view.rfind("(", max(span.start, count.span.start - 60), count.span.start)
        aside = opened >= 0 and ")" not in self._view[opened : count.span.start]
        return aside or bool(
            _PREVENTED.search(self._view, max(span.start, count.span.start - 80), count.span.start)
        )

    def _same_part(self, one: Span, other: Span) -> bool:
        """Whether no semicolon or “trong đó” parts two figures."""
        between = self._view[min(one.end, other.end) : max(one.start, other.start)]
        return not re.search(r"[;,]|trong đó", between)

    def _is_past(self, span: Span, figure: Figure, aimed: bool) -> bool:
        """Whether words before the figure, in its sentence, tell that it has been."""
        near = around(span, figure.span, _REACH)
        start = max(near.start, self._view.rfind(";", near.start, figure.span.start) + 1)
        start = max(start, self._view.rfind(". ", start, figure.span.start) + 1)
        words = self._view[start : near.end]
        years = [int(year) for year in re.findall(YEAR, words)]
        if years and self._made and max(years) < self._made and not (aimed and _CHANGE.search(words)):
            return not _WANTED.search(words)
        if aimed and figure.comparator in ("at-most", "at-least"):
            return False
        past = self._gazetteer.pattern("cue/past").search(self._view, start, figure.span.start)
        aim = _AHEAD.search(self._view, start, figure.span.start)
        return past is not None and not (aim and aim.start() > past.start())

    def _begins_from(self, span: Span, figure: Figure) -> bool:
        """Whether the figure is where a change begins: từ 40% lên 60%."""
        before = self._view[max(span.start, figure.span.start - 12) : figure.span.start]
        return bool(_FROM.search(before) and _TO.match(self._view, figure.span.end, span.end))

    def _is_aimed(self, span: Span, figure: Figure) -> bool:
        """Outside the objectives a figure is a target by words of aiming before it, or by its year."""
        start = around(span, figure.span, _REACH).start
        start = max(start, self._view.rfind(". ", start, figure.span.start) + 1)
        after = self._view[figure.span.end : min(span.end, figure.span.end + 160)]
        if _COMPARED.match(after) and not _AHEAD.search(self._view, start, figure.span.start):
            return False
        if _AIM.search(self._view, start, figure.span.start) or figure.comparator == "at-least":
            return True
        rate = figure.unit == "PERCENT" and (_BY_A_YEAR.search(after) or _MUST.match(after))
        return bool(rate) or figure.comparator == "at-most"

    # --- What is said of a figure

    def _target(self, said: _Statement, figure: Figure, segment: Span, before: Figure | None) -> Target:
        own_year = by_year(self._view, said.span, figure, segment, said.chapter)
        baseline = BASELINE.search(
            self._view, max(segment.start, figure.span.start - _REACH), figure.span.start
        )
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
