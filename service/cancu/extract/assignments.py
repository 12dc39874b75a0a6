"""What a text orders, and who is to do it: leads, responsible and coordinating bodies, reviews, funding, criteria."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from .blocks import ITEMS, Block, sentences
from .bodies import Bodies, mentions
from .chapters import TASKS, Chapter
from .facts import Citation, Criterion, Funding, Party, Reference, Task
from .gazetteer import Gazetteer
from .outline import Clause, Outline, items
from .resolve import Resolver
from .spans import Span, bare
from .tables import Row, Table, tables

_YEAR: Final = r"(?:19|20)\d\d"
_BY_DAY = re.compile(
    rf"(?:trước|đến|vào|trong|xong|chậm nhất(?: là)?|hạn)(?: hết)?(?: ngày)? (?P<d>\d{{1,2}}) ?[/.-] ?(?P<m>\d{{1,2}}) ?[/.-] ?(?P<y>{_YEAR})|(?:trước|đến|vào|xong|chậm nhất)(?: hết)? ngày (?P<dd>\d{{1,2}}) tháng (?P<mm>\d{{1,2}}) năm (?P<yy>{_YEAR})",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    rf"(?:quý [IVX]+|quý \d|tháng \d{{1,2}})(?:\s*(?:/|-|năm|của năm)\s*)(?P<quarter>{_YEAR})|"
    rf"(?<!\d )(?:trong|đến|vào|trước|hết|xong|cuối|hoàn thành|chậm nhất)(?: hết| cuối| đầu)? năm (?P<year>{_YEAR})(?! ?-)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?<!\w)(?:(?:là|làm) (?:cơ quan|đơn vị|đầu mối)(?: thường trực| đầu mối)?,? )?(?:sẽ |có trách nhiệm |chịu trách nhiệm |được giao )?(?:chủ động )?chủ *trì(?!\w)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?<!\w)(?:và |chủ động |, )?phối(?: kết)? *hợp(?: chặt chẽ| đồng bộ)?(?: với(?: với)?| cùng(?: với)?)(?!\w)|(?<=chủ trì, )phối hợp(?= \S)|(?<=chủ trì )phối hợp(?= \S)|(?<=chủ trì,)phối hợp(?= \S)",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    rf"(?:tổ chức |tiến hành |đánh giá |tham mưu (?:tổ chức )?)?(?:sơ kết|tổng kết)[^;,.]{{0,60}}?(?:năm |/)(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_REVIEW_QUOTE = re.compile(
    rf"(?:tổ chức |tiến hành )?(?:sơ kết|tổng kết)[^;,.]{{0,60}}?(?:năm |/){_YEAR}", re.IGNORECASE
)
_AWAITS = re.compile(
    r"(?:ngay )?(?:sau )?khi [^;.]{0,80}?(?:được|có)[^;.]{0,60}?(?:phê duyệt|ban hành|thông qua)",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?<!\w)(?:báo cáo)(?: kết quả(?: thực hiện)?| tình hình(?: thực hiện)?| về| Kế hoạch)? (?=[A-ZĐỦ])|(?<!\w)báo cáo[^;.]{0,80}? (?:về|cho|gửi|gửi về|với) (?=[A-ZĐỦ])"
)
_FORMULA = re.compile(
    r"chịu trách nhiệm (?:thi hành|thực hiện|tổ chức thi hành) (?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Chương trình) này|(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị) này (?:có hiệu lực|thay thế)|có hiệu lực (?:thi hành )?(?:kể )?từ|^(?:Phê duyệt|Ban hành|Thông qua|Bãi bỏ|Sửa đổi|Thay thế|Công nhận)\b",
    re.IGNORECASE,
)
_ORDERED_BY = re.compile(
    r"(?<!\w)(?:yêu cầu|giao nhiệm vụ|giao|đề nghị|chỉ đạo|phân công)(?: như sau| thực hiện)?[^.]{0,90}:?\s*$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:nhiệm vụ|giải pháp|nội dung|hoạt động|việc|biện pháp)[^.:]{0,40}:\s+", re.IGNORECASE
)
_TO = re.compile(
    r"\s*(?:\(\w+\) ?)?(?:Giao|giao|Yêu cầu|yêu cầu|Đề nghị|đề nghị|Kính đề nghị|Trân trọng đề nghị)(?: nhiệm vụ| trách nhiệm)?(?: cho)?:? "
)


# A year that belongs to the name of a plan, or ends a period, is no deadline of the task.
_OF_A_PLAN = re.compile(
    rf"(?:quy hoạch|kế hoạch|chiến lược|đề án|chương trình|tầm nhìn|định hướng|nghị quyết)[^,;.]{{0,60}} $|từ năm {_YEAR} $",
    re.IGNORECASE,
)


# Below the heading of a body these words are what it is to do: “Yêu cầu các trường …”.
_TO_OTHERS = re.compile(r"(?:Yêu cầu|Chỉ đạo|Hướng dẫn|Đề nghị|Phân công|Giao)\b")


@dataclass(frozen=True)
class _Owner:
    """Who a heading or a lead-in gives the tasks below it to."""

    parties: Sequence[Party] = ()
    path: str = ""


class Assignments:
    """Reads the tasks of a text."""

    def __init__(
        self, view: str, text: str, gazetteer: Gazetteer, bodies: Bodies, resolver: Resolver
    ) -> None:
        self._view, self._text, self._gazetteer = view, text, gazetteer
        self._bodies, self._resolver = bodies, resolver

    def read(
        self, outline: Outline, chapters: Mapping[str, Chapter], citations: Sequence[Citation]
    ) -> list[Task]:
        """The tasks and reviews in order."""
        found: list[Task] = []
        owners: dict[str, _Owner] = {}
        ordered = self._ordered_outside(outline, chapters)
        for clause in outline.clauses:
            if clause.kind in ("header", "title", "preamble", "closing", "recipients", "signature"):
                continue
            chapter = chapters[clause.path]
            owners[clause.path] = self._owner(clause, chapter, owners)
            if chapter.theme in TASKS or clause.path in ordered:
                found += self._of_clause(clause, chapter, owners[clause.path], citations)
            elif clause.kind == "article" and not chapter.own_theme and not clause.heading:
                found += [
                    t
                    for t in self._of_clause(clause, chapter, owners[clause.path], citations)
                    if t.lead or t.responsible
                ]
        return found

    # --- Which clauses give tasks though no heading says so

    def _ordered_outside(self, outline: Outline, chapters: Mapping[str, Chapter]) -> set[str]:
        """The clauses of directives, letters and summaries that order something below no heading of tasks."""
        free = [
            c
            for c in outline.clauses
            if c.kind in ("number", "letter", "paragraph") and not chapters[c.path].theme
        ]
        tops = [c for c in outline.clauses if c.kind in ("number", "paragraph") and not c.parent]
        if any(
            chapters[c.path].theme in TASKS
            for c in outline.clauses
            if c.kind in ("roman", "part", "chapter", "upper")
        ):
            return set()
        if not tops:
            return set()
        return {clause.path for clause in free}

    # --- Owners

    def _owner(self, clause: Clause, chapter: Chapter, owners: Mapping[str, _Owner]) -> _Owner:
        above = owners.get(clause.parent, _Owner())
        if chapter.theme not in (*TASKS, "") and chapter.theme != "criteria-and-awards":
            return _Owner()
        if clause.heading:
            named = self._all_named(clause.heading)
            if named:
                return _Owner(named, clause.path)
        lead_in = next(
            (b for b in clause.blocks if b.kind not in ITEMS and b.span.of(self._view).endswith(":")), None
        )
        if lead_in:
            found = self._subjects(lead_in.body) or self._named_in(lead_in.body)
            if found:
                return _Owner(found, clause.path)
        return above

    def _all_named(self, heading: Span) -> list[Party]:
        """The bodies of a heading that names nothing else."""
        to = re.compile(r"(?:Đề nghị|Đối với|Trách nhiệm của|Giao|Phân công) ", re.IGNORECASE).match(
            self._view, heading.start, heading.end
        )
        start = to.end() if to else heading.start
        stop = self._view.find(":", start, heading.end)
        named = Span(start, stop if stop > 0 else heading.end)
        shared = self._shared_head(named)
        if shared:
            return shared
        found = list(mentions(self._bodies, self._view, named))
        if not found:
            return []
        rest = self._view[found[-1].end : named.end].strip(" ,.;:")
        covered = sum(len(span) for span in found)
        if rest and not rest.startswith("(") and covered < 0.8 * len(named):
            return []
        return [self._party(span) for span in found]

    def _shared_head(self, span: Span) -> list[Party]:
        """“Các Sở: Y tế, Tài chính”: each is a department."""
        shared = re.compile(r"(?:Các|các|Giám đốc các) (?:sở|Sở):? (?=[A-ZĐ])").match(
            self._view, span.start, span.end
        )
        if not shared:
            return []
        found: list[Party] = []
        place = shared.end()
        while place < span.end:
            named = self._bodies.department(self._view, place, span.end)
            if not named:
                break
            found.append(self._resolver.party("Sở " + named.of(self._text)))
            joint = re.compile(r"\s*(?:,|;| và)\s*").match(self._view, named.end, span.end)
            if not joint:
                break
            place = joint.end()
        return found

    def _named_in(self, span: Span) -> list[Party]:
        """The bodies that a lead-in names as its subject, anywhere before its verb."""
        words = span.of(self._view)
        for comma in re.finditer(r", ", words):
            found, stop = self._bodies.listed(self._view, span.start + comma.end(), span.end)
            if found and re.match(
                r"\s*(?:cần|phải|tập trung|có trách nhiệm|thực hiện|triển khai)", self._view[stop : span.end]
            ):
                return [self._party(each) for each in found]
        return []

    def _party(self, span: Span) -> Party:
        return self._resolver.party(span.of(self._text))

    # --- Tasks

    def _of_clause(
        self, clause: Clause, chapter: Chapter, owner: _Owner, citations: Sequence[Citation]
    ) -> Iterator[Task]:
        found, rest = tables(self._view, clause.blocks)
        for table in found:
            yield from self._of_table(table, clause)
        for block in self._stated(clause, rest):
            for span in self._spans(block, clause, chapter):
                yield from self._task(span, clause, chapter, owner, citations)

    def _stated(self, clause: Clause, blocks: Sequence[Block]) -> Iterator[Block]:
        """The bullets; paragraphs too, but for one that only leads in to what is below it."""
        held = [block for block in blocks if len(bare(self._view, block.body)) > 9]
        bullets = [block for block in held if block.kind in ITEMS]
        for block in held:
            leads_in = block.span.of(self._view).rstrip().endswith(":") and block.kind != "plus"
            if block.kind in ITEMS and not leads_in or not bullets and not leads_in:
                yield block
            elif (
                not leads_in and block.kind == "" and clause.kind != "paragraph" and self._assigns(block.body)
            ):
                yield block

    def _assigns(self, span: Span) -> bool:
        return bool(_LEAD.search(self._view, span.start, span.end) or self._subjects(span))

    def _spans(self, block: Block, clause: Clause, chapter: Chapter) -> Iterator[Span]:
        """The whole paragraph; of prose below no heading only the sentences that order something."""
        if clause.kind != "paragraph":
            if not _FORMULA.search(self._view, block.body.start, block.body.end):
                yield bare(self._view, block.body)
            return
        listed = _LISTED.search(self._view, block.body.start, block.body.end)
        for sentence in sentences(self._view, block.body):
            if listed and sentence.end > listed.end():
                yield bare(self._view, Span(max(sentence.start, listed.end()), sentence.end))
            elif (
                not listed
                and self._assigns(sentence)
                and not _FORMULA.search(self._view, sentence.start, sentence.end)
            ):
                yield bare(self._view, sentence)

    def _task(
        self, span: Span, clause: Clause, chapter: Chapter, owner: _Owner, citations: Sequence[Citation]
    ) -> Iterator[Task]:
        leads = self._leads(span)
        subjects = (
            self._subjects(span) if not owner.parties or not _TO_OTHERS.match(self._view, span.start) else []
        )
        own = leads or subjects
        requested = chapter.requested or self._is_requested(span)
        says_lead = _LEAD.search(self._view, span.start, span.end)
        taking = own or list(owner.parties)
        task = Task(
            clause=clause.path,
            quote=span,
            rule="task/named" if own else "task/heading" if taking else "task/item",
            lead=leads or (taking if says_lead and not subjects else []) if says_lead else [],
            responsible=self._responsible(span, bool(says_lead), leads, subjects, owner),
            coordinating=self._coordinating(span, taking),
            reports_to=self._reports_to(span, taking),
            requested=requested,
            recurrence=self._recurrence(span),
            deadline=self._deadline(span),
            read_from=owner.path if not own and taking else "",
            implements=self._named_works(span, clause, citations),
        )
        task = replace(task, awaits=self._awaited(task))
        yield task
        yield from self._reviews(task, taking)

    def _responsible(
        self, span: Span, says_lead: bool, leads: Sequence[Party], subjects: Sequence[Party], owner: _Owner
    ) -> Sequence[Party]:
        """Who answers without leading; the owner too, where it is told to have another body lead."""
        if (
            leads
            and re.compile(r"(?:Chỉ đạo|Hướng dẫn|Đôn đốc|Giao)\b").match(self._view, span.start)
            and owner.parties
        ):
            return list(owner.parties)
        if says_lead and (leads or not subjects):
            return []
        return subjects or list(owner.parties)

    def _leads(self, span: Span) -> list[Party]:
        """The bodies right before “chủ trì”."""
        lead = _LEAD.search(self._view, span.start, span.end)
        if not lead or lead.start() == span.start:
            return []
        sentence = max(
            span.start,
            self._view.rfind(". ", span.start, lead.start()) + 2
            if ". " in self._view[span.start : lead.start()]
            else span.start,
        )
        for start in self._starts(sentence, lead.start()):
            found, stop = self._bodies.listed(self._view, start, lead.start())
            if found and not self._view[stop : lead.start()].strip(" ,:"):
                return [self._party(each) for each in found]
        return []

    def _starts(self, start: int, end: int) -> Iterator[int]:
        """Where a subject may begin: at the start, after a verb of giving, a comma or a colon."""
        yield start
        to = _TO.match(self._view, start, end) or re.compile(r"(?:Chỉ đạo|Hướng dẫn|Yêu cầu) ").match(
            self._view, start, end
        )
        if to:
            yield to.end()
        for mark in re.compile(
            r"(?:[,;:]|\bgiao|\byêu cầu|\bđề nghị|\bdo|\bmà) (?:cho )?", re.IGNORECASE
        ).finditer(self._view, start, end):
            yield mark.end()

    def _subjects(self, span: Span) -> list[Party]:
        """The bodies that a statement begins with, before a colon or a verb."""
        to = _TO.match(self._view, span.start, span.end)
        start = to.end() if to else span.start
        shared = self._shared_head(Span(start, span.end))
        if shared:
            return shared
        found, stop = self._bodies.listed(self._view, start, span.end)
        if not found:
            return self._given(span)
        after = self._view[stop : span.end]
        if to or re.match(
            r"\s*(?::|\(|,? ?(?:chủ trì|căn cứ|trên cơ sở|theo|cần|phải|có|chịu|sẽ|tiếp tục|định kỳ|hằng|hàng|là|làm|tăng|đưa|cử|chủ động)\b)",
            after,
        ):
            return [self._party(each) for each in found]
        place = stop + len(after) - len(after.lstrip(" ,"))
        return (
            [self._party(each) for each in found]
            if place < span.end and self._bodies.is_action(self._view, place)
            else []
        )

    def _given(self, span: Span) -> list[Party]:
        """“UBND tỉnh giao Sở Y tế …” in prose."""
        give = re.compile(r"(?<!\w)(?:giao|yêu cầu)(?: nhiệm vụ)?(?: cho)? (?=[A-ZĐỦ])").search(
            self._view, span.start, min(span.end, span.start + 120)
        )
        if not give:
            return []
        found, _ = self._bodies.listed(self._view, give.end(), span.end)
        return [self._party(each) for each in found]

    def _is_requested(self, span: Span) -> bool:
        return bool(
            re.compile(r"(?:Kính |Trân trọng )?[đĐ]ề nghị (?=[A-ZĐỦ]|các)").match(
                self._view, span.start, span.end
            )
        )

    def _coordinating(self, span: Span, taking: Sequence[Party]) -> list[Party]:
        found: list[Party] = []
        for cue in _WITH.finditer(self._view, span.start, span.end):
            listed, _ = self._bodies.listed(self._view, cue.end(), span.end)
            found += [self._party(each) for each in listed]
        return [party for party in dict.fromkeys(found) if party not in taking]

    def _reports_to(self, span: Span, taking: Sequence[Party]) -> list[Party]:
        found: list[Party] = []
        for cue in _REPORTS.finditer(self._view, span.start, span.end):
            body = self._bodies.at(self._view, cue.end(), span.end)
            if body:
                found.append(self._party(body))
        return [party for party in dict.fromkeys(found) if party not in taking]

    def _recurrence(self, span: Span) -> str:
        for code in self._gazetteer.codes("recurrence"):
            if self._gazetteer.pattern(code).search(self._view, span.start, span.end):
                return code.removeprefix("recurrence/")
        return ""

    def _deadline(self, span: Span) -> str:
        day = _BY_DAY.search(self._view, span.start, span.end)
        if day:
            try:
                return date(
                    int(day["y"] or day["yy"]), int(day["m"] or day["mm"]), int(day["d"] or day["dd"])
                ).isoformat()
            except ValueError:
                return str(day["y"] or day["yy"])
        reviewed = [m.span() for m in _REVIEW.finditer(self._view, span.start, span.end)]
        for year in _BY_YEAR.finditer(self._view, span.start, span.end):
            inside = any(start <= year.start() < end for start, end in reviewed)
            named = year[0].startswith("đến") and _OF_A_PLAN.search(self._view, span.start, year.start())
            if not inside and not named and not self._in_quotes(span, year.start()):
                return year["quarter"] or year["year"]
        return ""

    def _in_quotes(self, span: Span, place: int) -> bool:
        return self._view[span.start : place].count('"') % 2 == 1

    def _named_works(self, span: Span, clause: Clause, citations: Sequence[Citation]) -> list[Reference]:
        """The works that a task carries out: cited right after “thực hiện”, “triển khai”."""
        carried = self._gazetteer.within(
            r"(?:{})\s*(?:các )?$", "citation-role/implements", flags=re.IGNORECASE
        )
        return [
            c.work
            for c in citations
            if c.clause == clause.path
            and c.quote in span
            and c.role in ("mentions", "implements")
            and (
                carried.search(self._view[max(span.start, c.quote.start - 50) : c.quote.start])
                or "known-title" in c.rule
                and re.search(r"triển khai $", self._view[span.start : c.quote.start])
            )
        ]

    def _awaited(self, task: Task) -> Sequence[Reference]:
        """The scheme whose approval the task waits for."""
        waits = _AWAITS.search(self._view, task.quote.start, task.quote.end)
        return task.implements[-1:] if waits and "đã được" not in waits[0] else ()

    def _reviews(self, task: Task, taking: Sequence[Party]) -> Iterator[Task]:
        """Sơ kết, tổng kết with a year: each is a review beside its task."""
        letters = iter("abcdefgh")
        for said in _REVIEW_QUOTE.finditer(self._view, task.quote.start, task.quote.end):
            year = re.findall(_YEAR, said[0])[-1]
            yield Task(
                clause=task.clause,
                quote=bare(self._view, Span(*said.span())),
                rule="task/review",
                responsible=taking,
                requested=task.requested,
                deadline=year,
                read_from=task.read_from,
                is_review=True,
                suffix=next(letters, "z"),
            )

    # --- Tables

    def _of_table(self, table: Table, clause: Clause) -> Iterator[Task]:
        """A row of a table of assignments: the work, who leads, who coordinates, by when."""
        work = table.column("nhiệm vụ", "nội dung", "công việc", "hoạt động", "giải pháp")
        lead = table.column("chủ trì", "thực hiện", "đầu mối", "chịu trách nhiệm", "trách nhiệm")
        if work is None or lead is None or lead == work:
            return
        beside = table.column("phối hợp")
        by = table.column("thời gian", "thời hạn", "hoàn thành", "tiến độ")
        for row in table.rows:
            yield from self._of_row(row, clause, work, (lead, beside, by), "chủ trì" in table.heads[lead])

    def _of_row(
        self, row: Row, clause: Clause, work: int, places: tuple[int, int | None, int | None], leads: bool
    ) -> Iterator[Task]:
        lead, beside, by = places
        if len(row.cells) <= max(work, lead) or len(row.cells[work]) < 8:
            return
        named = [self._party(each) for each in self._cell(row, lead)]
        when = row.cells[by] if by is not None and by < len(row.cells) else None
        if not named:
            return
        yield Task(
            clause=clause.path,
            quote=bare(self._view, Span(row.cells[row.first].start, row.span.end)),
            rule="task/table",
            lead=named if leads else [],
            responsible=[] if leads else named,
            coordinating=[self._party(each) for each in self._cell(row, beside)],
            recurrence=self._recurrence(when) if when else "",
            deadline=self._deadline_of_cell(when) if when else "",
        )

    def _cell(self, row: Row, place: int | None) -> list[Span]:
        if place is None or place >= len(row.cells):
            return []
        cell = row.cells[place]
        shared = self._shared_head(cell)
        if shared:
            return []
        return list(mentions(self._bodies, self._view, cell))

    def _deadline_of_cell(self, cell: Span) -> str:
        year = re.search(_YEAR, cell.of(self._view))
        return self._deadline(cell) or (year[0] if year and "-" not in cell.of(self._view) else "")

    # --- Criteria and funding

    def criteria(self, outline: Outline, chapters: Mapping[str, Chapter]) -> Iterator[Criterion]:
        """What awards are given for."""
        for clause in outline.clauses:
            if chapters[clause.path].theme != "criteria-and-awards" or clause.path in outline.divided:
                continue
            applies = self._all_named(clause.heading) if clause.heading else []
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
        """Who pays: the statements of the chapter on funding."""
        for clause in outline.clauses:
            if chapters[clause.path].theme != "funding" or clause.path in outline.divided:
                continue
            for block in items(clause):
                quote = bare(self._view, block.body)
                kind = self._funding_type(quote)
                if kind:
                    yield Funding(
                        clause=clause.path,
                        quote=quote,
                        rule="funding/item",
                        type=kind,
                        payers=self._payers(quote),
                    )

    def _funding_type(self, span: Span) -> str:
        budget = self._gazetteer.pattern("funding-type/state-budget").search(self._view, span.start, span.end)
        other = self._gazetteer.pattern("funding-type/contributions").search(
            self._view, span.start, span.end
        ) or self._private.search(self._view, span.start, span.end)
        if budget and other:
            return (
                "mixed"
                if other.start() - budget.start() < 120 and other.start() > budget.start()
                else "contributions"
                if other.start() < budget.start()
                else "state-budget"
            )
        return "state-budget" if budget else "contributions" if other else ""

    @cached_property
    def _private(self) -> re.Pattern[str]:
        return re.compile(
            r"(?:vốn|góp|nguồn)[^;.]{0,40}(?:doanh nghiệp|người dân|tổ chức, cá nhân|hợp tác xã|hợp pháp khác)",
            re.IGNORECASE,
        )

    def _payers(self, span: Span) -> list[Party]:
        by = re.compile(r"(?:của|do) (?=các tổ chức|doanh nghiệp|các doanh)").search(
            self._view, span.start, span.end
        )
        if not by:
            return []
        found, _ = self._bodies.listed(self._view, by.end(), span.end)
        return [self._party(each) for each in found[:1]]
