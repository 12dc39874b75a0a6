"""What a text orders: the bullets and paragraphs of its chapters on tasks and on organisation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from .blocks import Block
from .bodies import Bodies
from .chapters import TASKS, Chapter
from .clauses import Clause
from .facts import Citation, Party, Reference, Task
from .gazetteer import Gazetteer
from .marks import ITEMS, UPPER, sentences
from .means import PAYS
from .outline import NAMED, Outline
from .parties import LEAD, Owner, Parties
from .resolve import Resolver
from .schedule import REVIEW, Schedule
from .spans import Span, bare, cut
from .tables import tables
from .task_rows import of_table

_FORMULA = re.compile(
    r"chịu trách nhiệm (?:thi hành|thực hiện|tổ chức thi hành) "
    r"(?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Chương trình) này"
    r"|(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Chương trình|hành động|Hướng dẫn|Quy chế) này"
    r" (?:có hiệu lực|thay thế)"
    r"|có hiệu lực (?:thi hành )?(?:kể )?từ|thông báo (?:để|đến) [^.;]{0,80} biết"
    r"|^(?:Những năm qua|Thời gian qua|Trong (?:những năm|thời gian) qua)"
    rf"|^{PAYS.pattern}|^(?:Ghi nhận|Đánh giá cao|Biểu dương sự|Về mục tiêu:|Mục tiêu:|Chỉ tiêu:|\()",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:nhiệm vụ|giải pháp|nội dung|hoạt động|việc|biện pháp)[^.:]{0,40}:\s+", re.IGNORECASE
)
_OF_AIMS = re.compile(r"(?:mục tiêu|chỉ tiêu)[^.;:]{0,40}:", re.IGNORECASE)
_AWAITS = re.compile(
    r"(?:ngay )?(?:sau )?khi [^;.]{0,160}?(?:được|có)[^;.]{0,60}?(?:phê duyệt|ban hành|thông qua)",
    re.IGNORECASE,
)
_GIVEN_TO = re.compile(r"[^.;:]{3,60}? (?:yêu cầu|giao|đề nghị) (?=[A-ZĐỦ])|[^.;:,]{3,30}, (?=[A-ZĐỦ])")
_SHORTEST = 10
_OWNING = (*TASKS, "criteria-and-awards", "")


class Assignments:
    """Reads the tasks of a text."""

    def __init__(
        self, view: str, text: str, gazetteer: Gazetteer, bodies: Bodies, resolver: Resolver
    ) -> None:
        self._view, self._gazetteer = view, gazetteer
        self._parties = Parties(view, text, bodies, resolver)
        self._schedule = Schedule(view, gazetteer)

    def read(
        self, outline: Outline, chapters: Mapping[str, Chapter], citations: Sequence[Citation]
    ) -> list[Task]:
        """The tasks and reviews in order."""
        cited: dict[str, list[Citation]] = {}
        for citation in citations:
            cited.setdefault(citation.clause, []).append(citation)
        found: list[Task] = []
        owners: dict[str, Owner] = {}
        ordered = _ordered_outside(outline, chapters)
        all_ = self._ordered(outline)
        for clause in outline.clauses:
            chapter = chapters[clause.path]
            if clause.kind in NAMED:
                continue
            above = owners.get(clause.parent, all_ if clause.path in ordered else Owner())
            owns = chapter.theme in _OWNING
            owner = owners[clause.path] = self._parties.owner(clause, above) if owns else Owner()
            tasks = self._of_clause(clause, chapter, owner, cited.get(clause.path, []))
            if chapter.theme in TASKS or clause.path in ordered:
                found += tasks
            elif self._pays_within(clause, chapters):
                found += [task for task in tasks if task.rule == "task/named"]
            elif clause.kind == "article" and not clause.heading and not chapter.own_theme:
                found += [task for task in tasks if task.lead or task.responsible]
            else:  # a table of assignments tells by its heads what it is
                found += [task for task in tasks if task.rule == "task/table"]
        return found

    def _pays_within(self, clause: Clause, chapters: Mapping[str, Chapter]) -> bool:
        """Whether a clause is about money within a chapter on tasks: whom it names is to see to it."""
        above = chapters.get(clause.parent)
        over = chapters.get(clause.parent.rpartition(".")[0]) if above else None
        within = any(chapter and chapter.theme in TASKS for chapter in (above, over))
        return chapters[clause.path].theme == "funding" and within

    def _ordered(self, outline: Outline) -> Owner:
        """Whom the sentence before the first number orders what is below it: “… yêu cầu các sở:”."""
        prose = [c for c in outline.clauses if c.path == "preamble" or c.kind == "paragraph"]
        last = prose[-1].blocks[-1].body if prose and prose[-1].blocks else None
        parties = self._parties.ordered(last) if last else []
        return Owner(parties, prose[-1].path, is_all=True) if parties else Owner()

    def _of_clause(
        self, clause: Clause, chapter: Chapter, owner: Owner, citations: Sequence[Citation]
    ) -> Iterator[Task]:
        found, rest = tables(self._view, clause.blocks)
        for table in found:
            yield from of_table(self._view, self._parties, self._schedule, table, clause)
        stated = list(self._stated(clause, rest))
        at = owner
        for place, block in enumerate(stated):
            if self._leads_in(block):
                at = self._parties.below(block.body, clause.path, owner) or Owner(
                    self._parties.subjects(block.body), clause.path
                )
                continue
            if self._parties.is_label(block.body):
                continue
            giver = at if block.kind == "plus" and at.parties else owner
            below = takewhile(self._parties.is_label, (each.body for each in stated[place + 1 :]))
            labels = list(below)
            label = Span(labels[0].start, labels[-1].end) if labels else None
            for span in self._spans(block, clause):
                yield from self._task(span, clause, chapter, giver, citations, label)

    def _leads_in(self, block: Block) -> bool:
        """Whether a bullet only names who the items below it are for."""
        return block.kind == "bullet" and self._view[block.span.end - 1] == ":"

    def _stated(self, clause: Clause, blocks: Sequence[Block]) -> Iterator[Block]:
        """The bullets; paragraphs too, but for one that only leads in to what is below it."""
        held = [b for b in blocks if self._leads_in(b) or len(bare(self._view, b.body)) >= _SHORTEST]
        bulleted = any(block.kind in ITEMS for block in held)
        for block in held:
            leads_in = self._view[block.span.end - 1] == ":" and block.kind == ""
            own = block.kind in ITEMS or not bulleted
            prose = block.kind == "" and clause.kind != "paragraph"
            if not leads_in and (own or (prose and self._assigns(block.body))):
                yield block

    def _assigns(self, span: Span) -> bool:
        """Whether a statement says itself who is to do it."""
        return bool(LEAD.search(self._view, span.start, span.end) or self._parties.subjects(span))

    def _spans(self, block: Block, clause: Clause) -> Iterator[Span]:
        """The whole paragraph; of prose below no heading only the sentences that order something."""
        span = block.body
        if clause.kind != "paragraph":
            if not _FORMULA.search(span.of(self._view)):
                yield bare(self._view, span)
            return
        listed = _LISTED.search(self._view, span.start, span.end)
        if listed and _OF_AIMS.search(self._view, span.start, listed.end()):
            return
        for sentence in sentences(self._view, span):
            if listed and sentence.end > listed.end():
                yield bare(self._view, Span(max(sentence.start, listed.end()), sentence.end))
            elif not listed and len(parts := self._parts(sentence)) > 1:
                yield from parts
            elif not listed and self._orders(sentence):
                yield bare(self._view, sentence)

    def _orders(self, sentence: Span) -> bool:
        """Whether a sentence of prose gives something to do, and is no formula."""
        return not _FORMULA.search(sentence.of(self._view)) and self._assigns(sentence)

    def _parts(self, sentence: Span) -> list[Span]:
        """The parts of a sentence of prose, when each gives something to a body of its own."""
        gives = _GIVEN_TO.match(self._view, sentence.start, sentence.end)
        inner = Span(gives.end() if gives else sentence.start, sentence.end)
        marks = (
            Span(*mark.span()) for mark in re.compile(r";\s*").finditer(self._view, inner.start, inner.end)
        )
        parts = [bare(self._view, part) for part in cut(inner, marks)]
        return parts if all(self._assigns(part) for part in parts) else []

    def _task(
        self,
        span: Span,
        clause: Clause,
        chapter: Chapter,
        owner: Owner,
        citations: Sequence[Citation],
        label: Span | None,
    ) -> Iterator[Task]:
        """A task and its reviews; `label` is the paragraph below it that says who and when."""
        lead, responsible, by_name = self._who(label or span, owner)
        taking = [*lead, *responsible]
        implements = self._carried_out(span, citations)
        yield Task(
            clause=clause.path,
            quote=span,
            rule="task/named" if by_name else "task/heading" if taking else "task/item",
            lead=lead,
            responsible=responsible,
            coordinating=self._coordinating(label or span, taking, Owner() if by_name else owner),
            reports_to=self._parties.reports_to(span, taking),
            requested=chapter.requested or self._parties.is_requested(span),
            recurrence=self._schedule.recurrence(span),
            deadline=self._schedule.deadline(span) or (self._schedule.of_cell(label) if label else ""),
            read_from=owner.path if taking and not by_name else "",
            implements=implements,
            awaits=self._awaited(span, citations, implements),
        )
        yield from self._reviews(span, clause, chapter, owner, taking)

    def _who(self, span: Span, owner: Owner) -> tuple[Sequence[Party], Sequence[Party], bool]:
        """Who leads, who else answers, and whether the statement itself names them."""
        labelled = self._parties.labelled(span)
        if labelled:
            answering = labelled.get("thực hiện", labelled.get("chịu trách nhiệm", []))
            return labelled.get("chủ trì", []), answering, True
        owned = bool(owner.parties) and not owner.is_all
        if not LEAD.search(self._view, span.start, span.end):
            subjects = [] if owned and self._parties.is_of_owner(span) else self._parties.subjects(span)
            subjects = subjects or ([] if owned else self._later_subjects(span))
            return ([], subjects, True) if subjects else (owner.lead, owner.responsible, False)
        leads = self._parties.leads(span)
        if leads and owned and self._parties.is_of_owner(span):
            return leads, owner.parties, True
        subjects = [] if leads else self._parties.subjects(span)
        if subjects and not leads:
            return subjects, [], True
        return leads or owner.parties, [], bool(leads)

    def _later_subjects(self, span: Span) -> list[Party]:
        """The bodies that a later part of a statement begins with: “Mở lớp; Sở Y tế báo cáo …”."""
        marks = [*re.compile(rf"[;.] (?=[{UPPER}])").finditer(self._view, span.start, span.end)]
        ends = [*(mark.start() for mark in marks), span.end][1:]
        for mark, end in zip(marks, ends, strict=True):
            found = self._parties.subjects(Span(mark.end(), end))
            if found:
                return found
        return []

    def _coordinating(self, span: Span, taking: Sequence[Party], owner: Owner) -> Sequence[Party]:
        """Those whom the statement names, and those whom the heading of its owner names."""
        own = self._parties.labelled(span).get("phối hợp") or self._parties.coordinating(span, taking)
        return [*dict.fromkeys([*own, *owner.coordinating])]

    def _carried_out(self, span: Span, citations: Sequence[Citation]) -> list[Reference]:
        """The works that a task carries out: cited right after “thực hiện”, “triển khai”."""
        carried = self._gazetteer.within(
            r"(?:{})\s*(?:các )?$", "citation-role/implements", flags=re.IGNORECASE
        )
        return [
            citation.work
            for citation in citations
            if citation.quote in span
            and citation.role in ("mentions", "implements")
            and carried.search(self._view[max(span.start, citation.quote.start - 50) : citation.quote.start])
        ]

    def _awaited(
        self, span: Span, citations: Sequence[Citation], implements: Sequence[Reference]
    ) -> Sequence[Reference]:
        """The scheme whose approval the task waits for: the one named with it, else the one carried out."""
        waits = _AWAITS.search(self._view, span.start, span.end)
        if not waits or "đã được" in waits[0]:
            return ()
        named = [c.work for c in citations if c.quote in Span(*waits.span())]
        return named[-1:] or implements[-1:]

    def _reviews(
        self, span: Span, clause: Clause, chapter: Chapter, owner: Owner, taking: Sequence[Party]
    ) -> Iterator[Task]:
        """Sơ kết, tổng kết with a year: each is a review beside its task."""
        for letter, said in zip("abcdefgh", REVIEW.finditer(self._view, span.start, span.end), strict=False):
            yield Task(
                clause=clause.path,
                quote=bare(self._view, Span(*said.span())),
                rule="task/review",
                responsible=taking,
                requested=chapter.requested,
                deadline=said[0][-4:],
                read_from=owner.path if list(taking) == list(owner.parties) else "",
                is_review=True,
                suffix=letter,
            )


def _ordered_outside(outline: Outline, chapters: Mapping[str, Chapter]) -> set[str]:
    """The clauses of directives, letters and summaries that order something below no heading of tasks."""
    headed = ("roman", "part", "chapter", "upper")
    if any(chapters[c.path].theme in TASKS for c in outline.clauses if c.kind in headed):
        return set()
    kinds = ("number", "letter", "paren", "paragraph")
    free = {c.path for c in outline.clauses if c.kind in kinds and not chapters[c.path].theme}
    tops = [c for c in outline.clauses if c.kind in ("number", "paragraph") and not c.parent]
    return free if tops else set()
