"""Which targets a text sets: the figures that are to be reached, and the outcomes without a figure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from .blocks import ITEMS, Block, sentences
from .chapters import OBJECTIVES, TASKS, Chapter
from .facts import Objective, Target
from .figures import Figure, counts, decimal, percentages
from .gazetteer import Gazetteer
from .outline import Clause, Outline, items
from .spans import Span, bare
from .tables import Row, Table, tables

_YEAR: Final = r"(?:19|20)\d\d"
_BY_YEAR = re.compile(
    rf"(?:đến|vào|trong|cho đến|tới|từ nay đến)(?: hết| cuối| đầu)?(?: năm)? (?P<by>{_YEAR})\b|(?<!so với )(?<!của )(?:trong )?năm (?P<year>{_YEAR})(?! ?-)|giai đoạn {_YEAR} ?- ?(?P<end>{_YEAR})",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    rf"từ (?:mức )?(?P<value>\d+(?:[.,]\d+)?) ?(?:%|‰)?(?:[^\d;.]{{0,30}}?(?:năm |\(năm )(?P<year>{_YEAR})\)?)? ?(?:[\w ]{{0,20}}?)(?:lên|xuống còn|xuống|còn|đạt|thành)(?:[\w ]{{0,14}}?) ?$",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"so với (?:thời điểm |cùng kỳ |mức )?(?:cuối )?năm (?P<year>{_YEAR})", re.IGNORECASE)
_STRONG = re.compile(r"(?<!\w)(?:được|đạt|đều|phải|không|bảo đảm|đảm bảo)(?!\w)", re.IGNORECASE)
_RATE = re.compile(r"(?:tỷ|tỉ) (?:lệ|suất|trọng)\s+(?P<who>[^;]*)$", re.IGNORECASE)
_FROM = re.compile(r"\s(?:tăng |giảm |nâng )?từ (?:mức )?\d.*$|\s(?:tăng|giảm) (?:lên|xuống|còn).*$")
_NO_ONE = re.compile(
    r"(?:ở|tại|là|trong|thuộc|vào|với|do|từ|bằng|truyền|so với)(?!\w)|(?:số )?vụ(?!\w)", re.IGNORECASE
)
_WHEN = re.compile(r" (?:mỗi|hằng|hàng) (?:quý|năm|tháng|tuần)$")
_QUALIFIED = re.compile(r"(?: [^\W\d]+){0,3}? (?:dưới|trên|từ) \d+(?: đến \d+)? (?:tháng )?tuổi(?: trở lên)?")
_STRIP = re.compile(r"^(?:khoảng |tổng |trên )?(?:số lượng |tổng số |số |của )+(?!liệu|hóa)", re.IGNORECASE)
_HERE = re.compile(
    r",? (?:trên|tại|ở|trong) (?:địa bàn|phạm vi|toàn)\b[^,;]*$| (?:của|trong) (?:toàn )?(?:tỉnh|thành phố|huyện)$",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|đến (?:hết )?năm|chỉ tiêu|ít nhất|tối thiểu|bảo đảm|đảm bảo|hoàn thành|duy trì|trong năm|không quá|giảm|tăng|nâng)(?!\w)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|đến (?:hết )?năm|chỉ tiêu)(?!\w)", re.IGNORECASE)
_MAINTAIN = re.compile(r"(?:tiếp tục )?(?:duy trì|giữ vững|củng cố)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class _Statement:
    """A bullet, sentence or row that may set targets."""

    span: Span
    clause: Clause
    chapter: Chapter


class Targets:
    """Reads the targets of a text."""

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
        self._made = int(made) if made else 0

    def read(self, outline: Outline) -> list[Target]:
        """The targets in order."""
        found: list[Target] = []
        for clause in outline.clauses:
            if clause.kind not in ("header", "title", "preamble", "closing", "recipients", "signature"):
                found += self._of_clause(clause)
        return found

    def objectives(self, outline: Outline) -> Iterator[Objective]:
        """The general objectives."""
        for clause in outline.clauses:
            if (
                self._chapters[clause.path].theme == "general-objective"
                and clause.path not in outline.divided
            ):
                for block in items(clause):
                    quote = bare(self._view, block.body)
                    if len(quote) > 20:
                        yield Objective(clause=clause.path, quote=quote, rule="objective/general")

    def _of_clause(self, clause: Clause) -> Iterator[Target]:
        chapter = self._chapters[clause.path]
        if chapter.theme in ("situation", "general-objective", "funding", "criteria-and-awards"):
            return
        rows, rest = tables(self._view, clause.blocks)
        for table in rows:
            yield from self._of_table(table, clause, chapter)
        for block in rest:
            aimed = chapter.theme in OBJECTIVES
            for span in self._statements(block, clause):
                aimed = aimed or clause.kind == "paragraph" and self._sets_aims(span)
                yield from self._of_statement(_Statement(span, clause, chapter), aimed, block.kind in ITEMS)

    def _sets_aims(self, span: Span) -> bool:
        """Whether prose below no heading says that what it lists is aimed at."""
        return bool(re.search(r"mục tiêu|phấn đấu|chỉ tiêu", span.of(self._view), re.IGNORECASE))

    def _statements(self, block: Block, clause: Clause) -> Iterator[Span]:
        """A bullet is one statement; a paragraph has as many as it has sentences."""
        if block.kind in ITEMS:
            yield bare(self._view, block.body)
            return
        for sentence in sentences(self._view, block.body):
            yield bare(self._view, sentence)

    def _of_statement(self, said: _Statement, aimed: bool, is_item: bool) -> Iterator[Target]:
        figures = self._figures(said.span, aimed)
        if not figures:
            if aimed and self._is_outcome(said, is_item):
                yield from self._outcomes(said)
            return
        before: Figure | None = None
        for place, figure in enumerate(figures):
            after = figures[place + 1].span.start if place + 1 < len(figures) else said.span.end
            start = before.span.end if before else said.span.start
            made = self._target(said, figure, Span(start, after), before)
            if made and (aimed or self._is_aimed(said.span, figure)):
                yield made
            before = figure
        if aimed:
            yield from self._beside(said, figures)

    def _beside(self, said: _Statement, figures: Sequence[Figure]) -> Iterator[Target]:
        """An outcome without a figure beside figures: “…; duy trì vững chắc kết quả phổ cập …”."""
        start = said.span.start
        for part in [*self._view[said.span.start : said.span.end].split(";")]:
            span = bare(self._view, Span(start, start + len(part)))
            start += len(part) + 1
            if not any(figure.span in span for figure in figures) and _MAINTAIN.match(
                self._view, span.start, span.end
            ):
                deadline, source = self._deadline(said, None, span)
                yield Target(
                    clause=said.clause.path,
                    quote=said.span,
                    rule="target/outcome-beside",
                    comparator="",
                    commitment="maintain",
                    deadline=deadline,
                    read_from=source,
                    measure=span.of(self._text),
                )

    def _figures(self, span: Span, aimed: bool) -> list[Figure]:
        """The figures that may be to be reached, in order: none of the past, none that another begins from."""
        found = [*percentages(self._view, span, self._gazetteer)]
        for count in counts(self._view, span, self._gazetteer):
            qualified = count.comparator != "exactly" or aimed
            beside = any(
                self._same_part(count.span, other.span)
                for other in found
                if other.unit in ("PERCENT", "PERMILLE")
            )
            if beside and count.comparator != "at-least" or self._is_base(span, count):
                continue  # a distance or a size within what a rate is about
            if qualified and not any(count.span.overlaps(other.span) for other in found):
                found.append(count)
        found.sort(key=lambda figure: figure.span)
        return [
            figure
            for figure in found
            if not self._is_past(span, figure) and not self._begins_from(span, figure)
        ]

    def _is_base(self, span: Span, count: Figure) -> bool:
        """Whether a number is what a rate is counted on: “2,5 bác sĩ trên 10.000 dân”."""
        before = self._view[max(span.start, count.span.start - 60) : count.span.start]
        return bool(re.search(r"\d[^;,.\d]{2,50}(?:trên|/) ?$", before)) and "dân" in (count.unit or "")

    def _same_part(self, one: Span, other: Span) -> bool:
        """Whether no semicolon or “trong đó” parts two figures."""
        between = self._view[min(one.end, other.end) : max(one.start, other.start)]
        return ";" not in between and "trong đó" not in between

    def _is_past(self, span: Span, figure: Figure) -> bool:
        """Whether words before the figure, in its sentence, tell that it has been."""
        start = max(span.start, self._view.rfind(";", span.start, figure.span.start) + 1)
        start = max(start, self._view.rfind(". ", start, figure.span.start) + 1)
        past = self._gazetteer.pattern("cue/past").search(self._view, start, figure.span.start)
        years = [int(y) for y in re.findall(_YEAR, self._view[start : span.end])]
        changes = re.search(r"(?<!\w)(?:lên|xuống|còn|giảm|nâng)(?!\w)", self._view[start : span.end])
        if years and self._made and max(years) < self._made and not changes:
            return True
        aim = _AHEAD.search(self._view, start, figure.span.start)
        return bool(past) and not (aim and past and aim.start() > past.start())

    def _begins_from(self, span: Span, figure: Figure) -> bool:
        """Whether the figure is where a change begins: từ 40% lên 60%."""
        before = self._view[max(span.start, figure.span.start - 12) : figure.span.start]
        if not re.search(r"từ (?:mức )?$", before, re.IGNORECASE):
            return False
        return bool(
            re.match(
                rf"[^;.]{{0,45}}?(?:lên|xuống|còn|đạt)[^;.\d]{{0,20}}\d",
                self._view[figure.span.end : span.end],
            )
        )

    def _is_aimed(self, span: Span, figure: Figure) -> bool:
        """Outside the objectives a figure is a target where words of aiming stand before it, or by its year."""
        start = max(span.start, self._view.rfind(". ", span.start, figure.span.start) + 1)
        near = self._view[start : figure.span.start]
        after = self._view[figure.span.end : min(span.end, figure.span.end + 160)]
        return (
            bool(_AIM.search(near))
            or figure.comparator == "at-least"
            or figure.unit == "PERCENT"
            and bool(re.search(rf"(?:vào|trong|đến) (?:hết |cuối )?năm {_YEAR}", after))
        )

    def _target(
        self, said: _Statement, figure: Figure, segment: Span, before: Figure | None
    ) -> Target | None:
        deadline, source = self._deadline(said, figure, segment)
        baseline = _BASELINE.search(self._view, segment.start, figure.span.start)
        since = _SINCE.search(self._view, figure.span.end, segment.end)
        subset = self._subset(said.span, figure, before)
        return Target(
            clause=said.clause.path,
            quote=said.span,
            rule="target/percentage" if figure.unit in ("PERCENT", "PERMILLE") else "target/count",
            figure=figure.span,
            value=figure.value,
            value_max=figure.value_max,
            unit=figure.unit,
            comparator=figure.comparator,
            commitment=self._commitment(
                said, Span(said.span.start, figure.span.start), Span(figure.span.end, segment.end)
            ),
            population=self._population(figure, segment),
            deadline=deadline,
            read_from=source,
            baseline=decimal(baseline["value"]) if baseline else "",
            baseline_year=(baseline["year"] or "") if baseline else since["year"] if since else "",
            subset=subset,
            measure=self._measure(figure, segment),
        )

    def _deadline(self, said: _Statement, figure: Figure | None, segment: Span) -> tuple[str, str]:
        """The year in the sentence nearest to the figure, else the nearest heading's, else the document's."""
        if figure:
            clause_end = self._view.find(";", figure.span.end, segment.end)
            after = _BY_YEAR.search(
                self._view, figure.span.end, clause_end if clause_end > 0 else segment.end
            )
            if after and not _SINCE.search(self._view, after.start() - 12, after.end()):
                return after["by"] or after["year"] or after["end"], ""
            before = [
                m
                for m in _BY_YEAR.finditer(self._view, said.span.start, figure.span.start)
                if not self._is_baseline(m)
            ]
            if before:
                return before[-1]["by"] or before[-1]["year"] or before[-1]["end"], ""
            later = list(_BY_YEAR.finditer(self._view, figure.span.end, said.span.end))
            if later and not said.chapter.year:
                return later[-1]["by"] or later[-1]["year"] or later[-1]["end"], ""
        else:
            named = list(_BY_YEAR.finditer(self._view, segment.start, segment.end))
            if named:
                return named[-1]["by"] or named[-1]["year"] or named[-1]["end"], ""
        if said.chapter.year:
            return said.chapter.year, said.chapter.year_from
        return self._year, ""

    def _is_baseline(self, year: re.Match[str]) -> bool:
        """Whether a year before a figure belongs to where the change begins."""
        before = self._view[max(0, year.start() - 24) : year.start()]
        return bool(re.search(r"%\s*\(?$|so với\s*$|\d \(?$", before)) or bool(
            re.match(r"\)", self._view[year.end() : year.end() + 1])
        )

    def _subset(self, span: Span, figure: Figure, before: Figure | None) -> Span | None:
        """The figure that this one is part of: what stands before “trong đó”."""
        if before is None:
            return None
        part = self._gazetteer.pattern("cue/subset").search(self._view, before.span.end, figure.span.start)
        return before.span if part else None

    def _commitment(self, said: _Statement, before: Span, after: Span) -> str:
        strives = [
            m.end()
            for m in self._gazetteer.pattern("commitment/strive").finditer(
                self._view, before.start, before.end
            )
        ]
        keeps = [
            m.end()
            for m in _MAINTAIN.finditer(self._view, before.start, before.end)
            if not self._view[m.end() : before.end].count(";")
        ]
        if keeps and (not strives or keeps[-1] > strives[-1]):
            return "maintain"
        if strives or said.chapter.strives:
            return "strive"
        stop = self._view.find(";", after.start, after.end)
        rest = self._view[after.start : stop if stop > 0 else after.end]
        head = re.match(r"[^,;]*?(?:, [^,;]{1,30}?)?\s(?:tiếp tục )?(?:duy trì|giữ vững)\b", rest)
        return "maintain" if head else "reach"

    # --- Who is counted, and what is measured

    @cached_property
    def _weak(self) -> re.Pattern[str]:
        return self._gazetteer.within(r"(?<!\w)(?:{})(?!\w)", "cue/predicate")

    def _population(self, figure: Figure, segment: Span) -> str:
        if figure.unit not in ("PERCENT", "PERMILLE"):
            return ""
        before = Span(segment.start, figure.span.start)
        rate = self._rate(before)
        if rate is not None:
            return rate
        end = self._view.find(";", figure.span.end, segment.end)
        said = Span(figure.span.end, end if end > 0 else segment.end)
        words = said.of(self._view)
        cut = self._predicate(words)
        if cut == 0:
            return ""
        who = words[: cut if cut is not None else len(words)]
        if cut is None and not segment.end < len(self._view):
            who = words
        who = re.split(r"\s*,?\s*(?:trong đó|so với|vào năm|đến năm|trong năm|và \d|, \d)", who)[0]
        start = said.start + (len(who) - len(who.lstrip()))
        return self._who(bare(self._view, Span(start, said.start + len(who)), " ,;.:"))

    def _rate(self, before: Span) -> str | None:
        """Who is counted in “Tỷ lệ X (được) … đạt 95%”; nothing where X is no one."""
        words = before.of(self._view)
        said = _RATE.search(words)
        if not said:
            part = re.search(
                r"trong đó,?\s*(?P<who>[^\W\d][^;,%\d]{2,60}?)\s+(?:đạt|chiếm|phải đạt)\s*(?:[\w ]{0,16})$",
                words,
            )
            return (
                self._who(Span(before.start + part.start("who"), before.start + part.end("who")))
                if part
                else None
            )
        start = before.start + said.start("who")
        whole = said["who"]
        known = self._counted_at(start, before.end)
        cut = self._predicate(_FROM.sub("", whole), skip_end=True)
        if cut is None or cut == 0:
            return self._who(known) if known else ""
        return self._who(bare(self._view, Span(start, start + cut), " ,;.:"))

    def _counted_at(self, start: int, end: int) -> Span | None:
        """The people or things at a place that can be counted, with their age: “trẻ em dưới 5 tuổi”."""
        noun = self._nouns.match(self._view, start, end)
        if not noun:
            return None
        aged = _QUALIFIED.match(self._view, noun.end(), end)
        return Span(start, aged.end() if aged else noun.end())

    @cached_property
    def _nouns(self) -> re.Pattern[str]:
        return self._gazetteer.words("cue/counted")

    @cached_property
    def _relative(self) -> re.Pattern[str]:
        return self._gazetteer.within(r"(?:{})(?!\w)", "cue/relative", flags=re.IGNORECASE)

    def _predicate(self, words: str, skip_end: bool = False) -> int | None:
        """Where what is to be reached begins: at the first strong word, or at a weak one far before it."""
        limit = len(words)
        if skip_end:  # the last verb joins the rate to its figure: “… đạt 95%”
            last = re.search(
                r"\s(?:phải |đều )?(?:đạt|là|còn|lên|xuống|không|dưới|trên|từ|giảm|tăng|ở mức|duy trì)(?:\s+[\w ]{0,20})?\s*$",
                words,
            )
            limit = last.start() if last else limit
        inner = self._relative.search(words, 0, limit)
        if inner and inner.start() > 1 and self._first_verb(words, 0, inner.start(), relative=False) is None:
            # “cán bộ thực hiện Chương trình được …”: the later verb tells what is to be reached
            strong = _STRONG.search(words, inner.end(), limit)
            later = strong.start() if strong else self._first_verb(words, inner.end(), limit, relative=False)
            if later is not None:
                return later
        relative = re.match(r"\s*(?:số )?những ", words)
        return self._first_verb(words, 0, limit, bool(relative))

    def _first_verb(self, words: str, start: int, limit: int, relative: bool) -> int | None:
        """The first strong or weak verb of a stretch."""
        strong = [
            m.start()
            for m in _STRONG.finditer(words, start, limit)
            if not (relative and m[0].lower() == "đạt")
        ]
        weak = [
            m.start()
            for m in self._weak.finditer(words, start, limit)
            if not self._in_noun(words, m.start()) and not (relative and m[0] == "đạt")
        ]
        return min([*strong[:1], *weak[:1]], default=None)

    def _in_noun(self, words: str, place: int) -> bool:
        """Whether a verb stands where a noun must: “các tổ chức”, “công trình xây dựng”."""
        return bool(
            re.search(
                r"(?:\bđã|\bchưa|\bđang|\bhiện|\bcác|\bvà|\bngành|\bcủa|\bcông trình|\bđơn vị|\bcán bộ|\bvật liệu|\bngành|,) $",
                words[:place],
                re.IGNORECASE,
            )
        )

    def _who(self, span: Span) -> str:
        words = _HERE.sub("", span.of(self._text))
        words = _WHEN.sub("", _STRIP.sub("", words).strip(' ,;:"'))
        if _NO_ONE.match(words):
            return ""
        return words if 1 < len(words) < 240 and any(c.isalpha() for c in words) else ""

    def _measure(self, figure: Figure, segment: Span) -> str:
        """The words about a figure without it: what it measures."""
        left = self._view.rfind(";", segment.start, figure.span.start)
        start = max(segment.start, left + 1)
        right = self._view.find(";", figure.span.end, segment.end)
        end = right if right > 0 else segment.end
        return " ".join(
            (self._text[start : figure.span.start] + " " + self._text[figure.span.end : end]).split()
        ).strip(" ,.;:()")

    # --- Outcomes without a figure

    def _is_outcome(self, said: _Statement, is_item: bool) -> bool:
        """A bullet below a heading that sets a year, or a sentence with an outcome of its own."""
        words = said.span.of(self._view)
        if len(words) < 15 or words.endswith(":"):
            return False
        outcome = self._gazetteer.pattern(
            "commitment/achieve", "commitment/maintain", "commitment/strive"
        ).search(words)
        dated = (
            bool(said.chapter.year)
            or bool(_BY_YEAR.search(words))
            or said.chapter.theme == "specific-objectives"
        )
        return dated and (
            is_item and said.chapter.theme in OBJECTIVES or bool(outcome) and said.clause.kind != "paragraph"
        )

    def _outcomes(self, said: _Statement) -> Iterator[Target]:
        """One target for each outcome that a statement names: its parts share the whole as their words."""
        for part in self._parts(said.span):
            deadline, source = self._deadline(said, None, said.span)
            yield Target(
                clause=said.clause.path,
                quote=said.span,
                rule="target/outcome",
                comparator="",
                commitment=self._outcome_commitment(
                    said, said.span if part.start > said.span.start and not self._says(part) else part
                ),
                deadline=deadline,
                read_from=source,
                population=self._everyone(part),
                measure=part.of(self._text),
            )

    def _says(self, part: Span) -> bool:
        """Whether a part has a commitment of its own."""
        return bool(
            self._gazetteer.pattern("commitment/maintain", "commitment/strive").match(
                self._view, part.start, part.end
            )
        )

    def _outcome_commitment(self, said: _Statement, part: Span) -> str:
        words = part.of(self._view)
        if _MAINTAIN.match(words):
            return "maintain"
        if said.chapter.strives or self._gazetteer.pattern("commitment/strive").search(words):
            return "strive"
        return "maintain" if _MAINTAIN.search(words) else "achieve"

    def _everyone(self, part: Span) -> str:
        """Who is counted where a text says all of them: “đến toàn thể cán bộ …”."""
        found = re.search(r"(?:toàn thể|toàn bộ|tất cả) (?P<who>[^;]*?)(?= để| nhằm|$)", part.of(self._text))
        return found["who"].strip(" ,") if found else ""

    def _parts(self, span: Span) -> Iterator[Span]:
        """The outcomes of a statement: joined by “, phấn đấu”, or by a noun that is said again for each."""
        words = span.of(self._view)
        strive = re.search(r", (?=phấn đấu )", words)
        if strive:
            yield Span(span.start, span.start + strive.start())
            yield Span(span.start + strive.end(), span.end)
            return
        again = _REPEATED.search(words)
        if not again:
            yield span
            return
        heads = [m.start() for m in re.finditer(re.escape(again["head"]), words)]
        ends = [*heads[1:], len(words)]
        for start, end in zip(heads, ends, strict=True):
            yield bare(self._view, Span(span.start + start, span.start + end), " ,;v")

    # --- Tables

    def _of_table(self, table: Table, clause: Clause, chapter: Chapter) -> Iterator[Target]:
        """A row of a table of targets: the indicator, the unit, and a figure for each year."""
        columns = [(place, _YEAR_OF.search(head)) for place, head in enumerate(table.heads)]
        years = [(place, found[1]) for place, found in columns if found]
        name = table.column("chỉ tiêu", "mục tiêu", "nội dung", "tên")
        if (
            name is None
            or not years
            and table.column("kế hoạch", "mục tiêu", "chỉ tiêu giao", "giá trị") in (None, name)
        ):
            return
        unit = table.column("đơn vị", "đvt")
        value = table.column("kế hoạch", "chỉ tiêu giao", "giá trị")
        for row in table.rows:
            for place, year in years or ([(value, chapter.year or self._year)] if value is not None else []):
                made = self._of_cell(row, place, year, name, unit, clause)
                if made:
                    yield made

    def _of_cell(
        self, row: Row, place: int, year: str, name: int, unit: int | None, clause: Clause
    ) -> Target | None:
        if max(place, name, unit or 0) >= len(row.cells):
            return None
        cell = row.cells[place]
        found = _CELL.fullmatch(cell.of(self._view))
        measure = row.cells[name]
        if not found or not len(measure):
            return None
        given = row.cells[unit].of(self._text).strip() if unit is not None else ""
        percent = "%" in given or "%" in cell.of(self._view) or not given and "%" in measure.of(self._view)
        figure = Span(cell.start + found.start("figure"), cell.start + found.end("figure"))
        rate = self._rate_of(measure) if percent else ""
        signs = {
            "≥": "at-least",
            ">=": "at-least",
            ">": "more-than",
            "trên": "more-than",
            "≤": "at-most",
            "<": "less-than",
            "dưới": "less-than",
            "khoảng": "approximately",
            "ít nhất": "at-least",
            "tối thiểu": "at-least",
        }
        return Target(
            clause=clause.path,
            quote=bare(self._view, Span(row.cells[row.first].start, row.span.end)),
            rule="target/table",
            figure=figure,
            value=decimal(found["value"]),
            value_max=decimal(found["high"]) if found["high"] else "",
            unit="PERCENT" if percent else given or (found["unit"] or "").strip() or "NUM",
            comparator=signs.get((found["sign"] or "").strip().lower()) or self._named_comparator(measure),
            deadline=year,
            population=rate,
            measure=measure.of(self._text),
        )

    def _named_comparator(self, measure: Span) -> str:
        """A qualifier that the name of the row gives in brackets: “(tối đa)”."""
        said = re.search(r"\((tối đa|không quá|tối thiểu|ít nhất)\)", measure.of(self._view), re.IGNORECASE)
        return (
            "exactly" if not said else "at-most" if said[1].lower() in ("tối đa", "không quá") else "at-least"
        )

    def _rate_of(self, cell: Span) -> str:
        said = re.match(r"\s*(?:(?:tỷ|tỉ) (?:lệ|suất) )?", cell.of(self._view), re.IGNORECASE)
        start = cell.start + (said.end() if said else 0)
        words = self._view[start : cell.end]
        cut = self._predicate(words)
        return self._who(bare(self._view, Span(start, start + cut))) if cut else ""


def with_indicators(found: Sequence[Target], known: Mapping[str, str]) -> list[Target]:
    """The targets with the indicators that their measures are known as."""
    return [replace(target, indicator=known.get(target.measure, "")) for target in found]


_REPEATED = re.compile(r"(?P<head>\b[^\W\d_]+ [^\W\d_]+ [^\W\d_]+)\b[^;]*?(?:, | và )(?P=head)\b[^;]*$")
_YEAR_OF = re.compile(rf"({_YEAR})(?! ?-)|{_YEAR} ?- ?({_YEAR})")
_CELL = re.compile(
    r"\s*(?P<sign>≥|>=|>|≤|<|trên|dưới|khoảng|ít nhất|tối thiểu)?\s*(?P<figure>(?P<value>\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)(?: ?- ?(?P<high>\d+(?:[.,]\d+)?))?(?:\s?%)?)(?P<unit>\s[^\W\d][\w/ ]{0,20})?\s*",
    re.IGNORECASE,
)

__all__ = ["TASKS", "Targets", "with_indicators"]
