"""Who is to do it: leads, subjects, owners by heading, those to coordinate with, those to report to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .bodies import Bodies, mentions
from .clauses import Clause
from .facts import Party
from .marks import ITEMS, LOWER
from .resolve import Resolver
from .spans import Span, bare
from .works import skip

LEAD = re.compile(
    r"(?<!\w)(?:(?:là|làm) (?:cơ quan|đơn vị|đầu mối)(?: thường trực| đầu mối)?,? )?"
    r"(?:sẽ |có trách nhiệm |chịu trách nhiệm |được giao )?(?:chủ động )?chủ *trì(?!\w)"
    r"(?! (?:cuộc họp|hội nghị|buổi|phiên họp)|\s*:)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?<!\w)(?:và |chủ động |, )?phố?i(?: kết)? *hợp(?: chặt chẽ| đồng bộ)?"
    r" *(?:với(?: với)?|cùng(?: với)?)(?!\w)"
    r"|(?:(?<=chủ trì, )|(?<=chủ trì )|(?<=chủ trì,))phố?i hợp(?= \S)",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?<!\w)[bB]áo cáo(?: ngay| kịp thời)?"
    r"(?: kết quả(?: thực hiện)?| tình hình(?: thực hiện)?| về| Kế hoạch)? (?=[A-ZĐỦ]|lãnh đạo )"
    r"|(?<!\w)[bB]áo cáo[^;.]{0,80}? (?:về|v|cho|gửi|gửi về|với) (?=[A-ZĐỦ])"
)
# Who is to lead, coordinate and when, in a line of its own below the work.
_LABELLED = re.compile(
    r"(?:Cơ quan|Đơn vị|Cơ quan, đơn vị)? ?(?P<what>chủ trì|phối hợp|thực hiện|chịu trách nhiệm)"
    r"(?: thực hiện)? ?: *",
    re.IGNORECASE,
)
_WHEN = re.compile(r"Thời (?:gian|hạn)(?: thực hiện| hoàn thành)? ?:", re.IGNORECASE)
_ORDERS = re.compile(
    r"\s*(?:\(\w+\) ?)?(?:Giao|giao|Yêu cầu|yêu cầu|Đề nghị|đề nghị|Kính đề nghị|Trân trọng đề nghị)"
    r"(?: nhiệm vụ| trách nhiệm)?(?: cho)?:? "
)
_WHEN_FIRST: Final = r"(?:Trước|Chậm nhất|Định kỳ|Hằng|Hàng) [^,;:.]{2,50}, "
_LEADS_IN = re.compile(r"(?<!theo )(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo) ", re.IGNORECASE)
_HAS_LEAD = re.compile(r"(?:Chỉ đạo|Hướng dẫn|Yêu cầu) ")
_BEGINS = re.compile(r"(?:[,;:]|\bgiao|\byêu cầu|\bđề nghị|\bdo|\bmà) (?:cho )?", re.IGNORECASE)
_GIVES = re.compile(r"(?<!\w)(?:giao|yêu cầu)(?: nhiệm vụ)?(?: cho)? (?=[A-ZĐỦ])")
_ASKS = re.compile(r"(?:Kính |Trân trọng )?[đĐ]ề nghị (?=[A-ZĐỦ]|các)")
# Below the heading of a body these words are what it is to do: “Yêu cầu các trường …”.
_OF_OWNER = re.compile(r"(?:Yêu cầu|Chỉ đạo|Hướng dẫn|Đề nghị|Phân công)\b")
_DOES = re.compile(
    r"\s*(?::|\(|- ?(?:là )?(?:cơ ?quan|đơn ?vị|đầu mối|thường trực)"
    r"|,? ?(?:chủ trì|căn cứ|trên cơ sở|theo|cần|phải|có|chịu|sẽ|tiếp tục|định kỳ|hằng|hàng|là|làm"
    r"|tăng|đưa|cử|chủ động|trực tiếp|kịp thời|khẩn trương|tập trung|thường xuyên|nghiêm túc)\b)"
)
_LEADERS = re.compile(r"[lL]ãnh đạo (?=[A-ZĐỦ]|hai |các )")
_ACTS_ALONE = re.compile(
    rf" (?!(?:và|của|tại|ở|trong|trên|với|cùng|theo|do|đã|đang|về|là|các|những|từ|đến|cho|để|như|thuộc|số)\b)"
    rf"[{LOWER}]"
)
_IS_TO = re.compile(r"\s*(?:cần|phải|tập trung|có trách nhiệm|thực hiện|triển khai)")
_HEADED = re.compile(r"(?:Đề nghị|Đối với|Trách nhiệm của|Giao|Phân công) ", re.IGNORECASE)
_HAS_DUTY = re.compile(r"(?:có|chịu) trách nhiệm|có nhiệm vụ|(?:tổ chức |triển khai )?thực hiện|chủ trì")
_SHARED = re.compile(r"(?:Các|các|Giám đốc các) (?:sở|Sở):? (?=[A-ZĐ])")
_NEXT = re.compile(r"\s*(?:,|;| và)\s*")


@dataclass(frozen=True)
class Owner:
    """Who a heading or a lead-in gives the tasks below it to, and the path of its clause.

    `is_all` where the sentence before the first number gives all that follows to them; `leads` where it says
    “chủ trì”, and then names those to coordinate with.
    """

    parties: Sequence[Party] = ()
    path: str = ""
    is_all: bool = False
    leads: bool = False
    coordinating: Sequence[Party] = ()

    @property
    def lead(self) -> Sequence[Party]:
        """Who leads the tasks."""
        return self.parties if self.leads else ()

    @property
    def responsible(self) -> Sequence[Party]:
        """Who answers for the tasks without leading them."""
        return () if self.leads else self.parties


class Parties:
    """Reads bodies in their parts in a task."""

    def __init__(self, view: str, text: str, bodies: Bodies, resolver: Resolver) -> None:
        self._view, self._text, self._bodies, self._resolver = view, text, bodies, resolver

    def owner(self, clause: Clause, above: Owner) -> Owner:
        """The owner of the tasks of a clause: by its heading, its lead-in, or the clause above."""
        at = self.below(clause.heading, clause.path, above) if clause.heading else None
        leads_in = (b for b in clause.blocks if b.kind not in ITEMS and self._view[b.span.end - 1] == ":")
        for block in leads_in:
            if led := self._led(block.body, clause.path, at or above):
                return led
            ordered = self.ordered(block.body)
            found = [] if at else ordered or self.subjects(block.body) or self._before_verb(block.body)
            if found:
                return Owner(found, clause.path, is_all=bool(ordered))
        return at or above

    def below(self, heading: Span, path: str, above: Owner) -> Owner | None:
        """The owner of what stands below a heading, if it names or keeps one."""
        named = self.of_heading(heading)
        return self._led(heading, path, above) or (Owner(named, path) if named else None)

    def _led(self, span: Span, path: str, above: Owner) -> Owner | None:
        """“Sở Y tế chủ trì, phối hợp với Sở Tài chính:”; without a name, those above lead."""
        inner = bare(self._view, span)
        lead = LEAD.search(self._view, inner.start, inner.end)
        named = self.leads(inner) if lead else []
        keeps = lead and lead.start() == inner.start and above.parties and not above.is_all
        if not named and not keeps:
            return None
        taking = named or above.parties
        coordinating = self.coordinating(inner, taking)
        return Owner(taking, path if named else above.path, leads=True, coordinating=coordinating)

    def of_heading(self, heading: Span) -> list[Party]:
        """The bodies of a heading that names nothing else."""
        to = _HEADED.match(self._view, heading.start, heading.end)
        start = to.end() if to else heading.start
        stop = self._view.find(":", start, heading.end)
        named = Span(start, stop if stop > 0 else heading.end)
        shared = self._shared(Span(start, heading.end))
        if shared:
            return shared
        found = list(mentions(self._bodies, self._view, named))
        rest = self._view[found[-1].end : named.end].strip(" ,.;:") if found else ""
        told = not rest or rest.startswith("(") or _HAS_DUTY.fullmatch(rest)
        if not told and sum(map(len, found)) < 0.8 * len(named):
            return []
        return self._parties(found)

    def of_cell(self, cell: Span) -> list[Party]:
        """The bodies of a cell of a table."""
        return self._shared(cell) or self._parties(list(mentions(self._bodies, self._view, cell)))

    def leads(self, span: Span) -> list[Party]:
        """The bodies right before “chủ trì”."""
        lead = LEAD.search(self._view, span.start, span.end)
        if not lead or lead.start() == span.start:
            return []
        sentence = self._view.rfind(". ", span.start, lead.start())
        for start in self._starts(sentence + 2 if sentence > 0 else span.start, lead.start()):
            found, stop = self._bodies.listed(self._view, start, lead.start())
            if found and not self._view[stop : lead.start()].strip(" ,:"):
                return self._parties(found)
        return []

    def subjects(self, span: Span) -> list[Party]:
        """The bodies that a statement begins with, before a colon or a verb; or that it is given to."""
        begin = skip(self._view, span.start, span.end, _WHEN_FIRST)
        to = _ORDERS.match(self._view, begin, span.end)
        start = to.end() if to else begin
        shared = self._shared(Span(start, span.end))
        if shared:
            return shared
        found, stop = self._bodies.listed(self._view, start, span.end)
        if not found:
            return self._given(span)
        after = self._view[stop : min(span.end, stop + 200)]
        acts = self._bodies.is_action(self._view, stop + len(after) - len(after.lstrip(" ,")))
        single = self._view[start].isupper() and not self._view.startswith("Các", start)
        alone = single and _ACTS_ALONE.match(after)  # Sở Y tế kiểm soát …
        return self._parties(found) if to or acts or alone or _DOES.match(after) else []

    def ordered(self, span: Span) -> list[Party]:
        """The bodies that a sentence which leads in orders to do what follows it."""
        if self._view[span.end - 1] != ":":
            return []
        orders = list(_LEADS_IN.finditer(self._view, span.start, span.end))
        return self._parties(self._bodies.listed(self._view, orders[-1].end(), span.end)[0]) if orders else []

    def labelled(self, span: Span) -> dict[str, list[Party]]:
        """The bodies of “Cơ quan chủ trì: …; cơ quan phối hợp: …”, by what they are to do."""
        found: dict[str, list[Party]] = {}
        for label in _LABELLED.finditer(self._view, span.start, span.end):
            listed, _ = self._bodies.listed(self._view, label.end(), span.end)
            if listed:
                found.setdefault(label["what"].lower(), []).extend(self._parties(listed))
        return found

    def is_label(self, span: Span) -> bool:
        """Whether a paragraph only says who leads, who coordinates and when."""
        return bool(_LABELLED.match(self._view, span.start, span.end) or _WHEN.match(self._view, span.start))

    def coordinating(self, span: Span, taking: Sequence[Party]) -> list[Party]:
        """The bodies after “phối hợp với”."""
        found: list[Party] = []
        for cue in _WITH.finditer(self._view, span.start, span.end):
            listed, _ = self._bodies.listed(self._view, cue.end(), span.end)
            found += self._parties(listed)
        return [party for party in dict.fromkeys(found) if party not in taking]

    def reports_to(self, span: Span, taking: Sequence[Party]) -> list[Party]:
        """The bodies that are to be told."""
        ends = [cue.end() for cue in _REPORTS.finditer(self._view, span.start, span.end)]
        found = [party for end in ends for party in self._parties(self._told(Span(end, span.end)))]
        return [party for party in dict.fromkeys(found) if party not in taking]

    def _told(self, span: Span) -> list[Span]:
        """The bodies that a report goes to; “Lãnh đạo Sở” is named with its first word."""
        head = _LEADERS.match(self._view, span.start, span.end)
        found, _ = self._bodies.listed(self._view, head.end() if head else span.start, span.end)
        return [Span(span.start, found[0].end), *found[1:]] if head and found else found

    def is_requested(self, span: Span) -> bool:
        """Whether a statement asks rather than orders."""
        return bool(_ASKS.match(self._view, span.start, span.end))

    def is_of_owner(self, span: Span) -> bool:
        """Whether a statement below a heading is what the body of the heading is to have others do."""
        return bool(_OF_OWNER.match(self._view, span.start, span.end))

    def _party(self, span: Span) -> Party:
        return self._resolver.party(span.of(self._text))

    def _parties(self, found: Sequence[Span]) -> list[Party]:
        return [self._party(each) for each in found]

    def _starts(self, start: int, end: int) -> Iterator[int]:
        """Where a subject may begin: at the start, after a verb of giving, a comma or a colon."""
        yield start
        to = _ORDERS.match(self._view, start, end) or _HAS_LEAD.match(self._view, start, end)
        if to:
            yield to.end()
        for mark in _BEGINS.finditer(self._view, max(start, end - 400), end):
            yield mark.end()

    def _given(self, span: Span) -> list[Party]:
        """“UBND tỉnh giao Sở Y tế …” in prose."""
        gives = _GIVES.search(self._view, span.start, min(span.end, span.start + 120))
        return self._parties(self._bodies.listed(self._view, gives.end(), span.end)[0]) if gives else []

    def _before_verb(self, span: Span) -> list[Party]:
        """The bodies that a lead-in names as its subject, after a comma and before its verb."""
        for comma in re.compile(r", ").finditer(self._view, span.start, min(span.end, span.start + 400)):
            found, stop = self._bodies.listed(self._view, comma.end(), span.end)
            if found and _IS_TO.match(self._view, stop, span.end):
                return self._parties(found)
        return []

    def _shared(self, span: Span) -> list[Party]:
        """“Các Sở: Y tế, Tài chính”: each is a department."""
        shared = _SHARED.match(self._view, span.start, span.end)
        found: list[Party] = []
        place = shared.end() if shared else span.end
        while place < span.end:
            named = self._bodies.department(self._view, place, span.end)
            if not named:
                break
            found.append(self._resolver.party("Sở " + named.of(self._text)))
            joint = _NEXT.match(self._view, named.end, span.end)
            place = joint.end() if joint else span.end
        return found
