"""Which works a text cites, where, and in which role.

A numbered document is quoted from its type to the end of its title; a title within that title belongs to
the cited work. One cue governs a list until another cue.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from .bodies import Bodies
from .clauses import Clause
from .facts import Citation, Reference
from .gazetteer import Gazetteer
from .keys import title_key
from .numbered import Numbered
from .outline import Outline
from .resolve import Resolver
from .spans import Span
from .titled import Titled
from .works import Found

_ROLES: Final = (
    "proposal", "amends", "replaces", "repeals", "details", "implements", "basis", "mentions",
)  # fmt: skip
_OF_TASKS: Final = ("implements", "details", "amends", "replaces", "repeals")
_SILENT: Final = ("header", "recipients", "signature")
_SHORT = re.compile(
    r"(?<!\w)(?P<noun>[^\W\d_]{1,12}(?: [^\W\d_]{1,12})?) (?P<serial>\d{1,5})(?![\w/%-]|\s*%|[.,]\d)"
)
_GIVES_NAME = re.compile(r"(?:gọi|viết) (?:tắt |chung )?là:? *\"?$", re.IGNORECASE)
_BY_SERIAL = re.compile(r"(?:Đề án|Chương trình) \d\d")  # known to all by its number: Đề án 06
_ALIAS = re.compile(
    r'\((?:sau đây )?(?:gọi|viết) (?:tắt |chung )?là:? *"?(?P<name>[^")]{3,60}?)"?\)', re.IGNORECASE
)
_NEAR_CITED = re.compile(
    r"(?:(?:có hiệu quả|hiệu quả|có chất lượng|kịp thời|đồng bộ|đầy đủ|toàn diện|thống nhất|thắng lợi"
    r"|thành công|tốt|nghiêm túc|nghiêm|túc)?(?:,? và |, | ))*(?:các |những )?"
    r"(?:(?:nội dung|mục tiêu|nhiệm vụ|giải pháp|chỉ tiêu|quan điểm|quy định|ý kiến chỉ đạo|chủ trương)"
    r"(?:, | và | ))*"
    r"(?:của |tại |trong |theo )?(?:(?:khoản|điểm|mục) \w+,? )*(?:Điều \d+ )?(?:của )?"
    r"(?:[^;.:\d]{3,60}:)? ?(?:số)?:? ?",
    re.IGNORECASE,
)
_NEAR: Final = 400  # characters
_ENDS = re.compile(r",? (?:hết hiệu lực|bị bãi bỏ)")
_CARRIES_ON = re.compile(r"(?:Để|Nhằm|Tiếp tục|Thực hiện|Triển khai|Quán triệt)\b")
_ITSELF = re.compile(r"[a-z] này (?:có hiệu lực|thay thế|bãi bỏ|sửa đổi|quy định)|hết hiệu lực")
_AND_BY = re.compile(r"\s*(?:và|,)\s*(?:ý kiến )?(?:của )?[^;.]{3,120} tại\s*")  # … và của Sở Y tế tại
_AND = re.compile(r"\s*(?:,|và|,? và)\s*(?:các )?")
_LATER_PROSE = re.compile(r"P(?:[2-9]|\d\d)")


class _Role(NamedTuple):
    """The role of a citation and the cue that gives it."""

    role: str
    cue: Span | None


_MENTIONS: Final = _Role("mentions", None)


class Citations:
    """Reads the citations of a text."""

    def __init__(
        self, view: str, text: str, gazetteer: Gazetteer, bodies: Bodies, resolver: Resolver
    ) -> None:
        self._view, self._gazetteer = view, gazetteer
        self._numbered = Numbered(view, text, gazetteer, bodies, resolver)
        self._titled = Titled(view, text, gazetteer, bodies, resolver)
        self._aliases: dict[str, Reference] = {}
        self._last: Found | None = None

    def read(self, outline: Outline, own: str, tasked: Collection[str]) -> list[Citation]:
        """The citations in order; `own` is the document's number, `tasked` the clauses that give tasks."""
        found: list[Citation] = []
        for clause in outline.clauses:
            if clause.path not in _SILENT:
                found += self._of_clause(clause, own)
        told = any(c.role == "implements" and c.clause in ("title", "preamble", "P1") for c in found)
        carrying = {c.path for c in outline.clauses if _CARRIES_ON.match(self._view, c.span.start)}
        return [self._settled(c, tasked, told and c.clause not in carrying) for c in _once(found)]

    def _settled(self, citation: Citation, tasked: Collection[str], told: bool) -> Citation:
        """What one task carries out or is to change, the document as a whole only mentions."""
        start = citation.quote.start
        by_itself = citation.role != "implements" and _ITSELF.search(self._view, max(0, start - 100), start)
        later = citation.role == "implements" and told and _LATER_PROSE.fullmatch(citation.clause)
        of_task = citation.role in _OF_TASKS and citation.clause in tasked and not by_itself
        return replace(citation, role="mentions", cue=None) if of_task or later else citation

    def _of_clause(self, clause: Clause, own: str) -> Iterator[Citation]:
        governing = headed = self._headed(clause)
        for span in self._paragraphs(clause):
            governing = governing if clause.path == "preamble" else headed
            last, before = None, span.start
            for found in self._works(span, own, clause.path == "title"):
                basis = clause.path in ("preamble", "P1") or self._carries_on(clause)
                last = self._role(Span(before, found.span.start), last, governing, basis)
                if _ENDS.match(self._view, found.span.end, span.end):
                    last = _Role("repeals", None)
                governing = last if basis and last.role != "mentions" else governing
                yield from self._with_nested(clause.path, found, last)
                before = found.span.end

    def _carries_on(self, clause: Clause) -> bool:
        """Whether a later paragraph of prose begins with what it carries out: “Để tiếp tục thực hiện …”."""
        begins = _CARRIES_ON.match(self._view, clause.span.start)
        return bool(begins and _LATER_PROSE.fullmatch(clause.path))

    def _headed(self, clause: Clause) -> _Role:
        """The role that the heading of a list of works gives them: “Căn cứ pháp lý”."""
        basis = self._gazetteer.pattern("cue/legal-basis")
        said = basis.search(self._view, clause.heading.start, clause.heading.end) if clause.heading else None
        return _Role("basis", Span(*said.span())) if said else _MENTIONS

    def _paragraphs(self, clause: Clause) -> list[Span]:
        if clause.path in ("title", "closing"):
            return [clause.span]
        heading = [clause.heading] if clause.heading else []
        return [*heading, *(block.body for block in clause.blocks)]

    def _with_nested(self, path: str, found: Found, said: _Role) -> Iterator[Citation]:
        inner = list(self._numbered.nested(found))
        nested = [each.work.number for each in inner]
        yield Citation(
            clause=path, quote=found.span, rule=found.rule, role=said.role, cue=said.cue, work=found.work,
            nested=nested,
        )  # fmt: skip
        for each in inner:
            yield Citation(
                clause=path, quote=each.span, rule=each.rule, role="mentions", cue=None, work=each.work
            )

    # --- Roles

    def _role(self, gap: Span, last: _Role | None, governing: _Role, basis: bool) -> _Role:
        """The role that the words before a citation give it; in a list the cue of the first governs."""
        if last and last.role == "proposal" and _AND_BY.fullmatch(gap.of(self._view)):
            return last
        named = self._cue(gap, basis)
        if named:
            return named
        if last and _AND.fullmatch(gap.of(self._view)):
            return last
        return governing

    def _cue(self, gap: Span, basis: bool) -> _Role | None:
        """The cue before a citation: right before it, or of a proposal anywhere since the last citation."""
        hits: list[tuple[int, int, int, Span]] = []
        for rank, role in enumerate(_ROLES):
            cues = self._gazetteer.pattern(f"citation-role/{role}")
            for hit in cues.finditer(self._view, gap.start, gap.end):
                anywhere = role == "proposal" and basis
                if anywhere or self._is_near(hit.end(), gap.end):
                    end = gap.end if role == "proposal" else hit.end()
                    hits.append((-end, hit.start(), rank, Span(*hit.span())))
        if not hits:
            return None
        _, _, rank, cue = min(hits)  # the nearest; of those that end together the longest
        return _Role(_ROLES[rank], cue)

    def _is_near(self, start: int, end: int) -> bool:
        """Whether hardly a word stands between a cue and what is cited."""
        between = self._view[start:end] if end - start < _NEAR else "."
        return bool(_NEAR_CITED.fullmatch(" ".join(between.split()) + " "))

    # --- Works

    def _works(self, span: Span, own: str, in_title: bool) -> Iterator[Found]:
        """The works named in a paragraph, none within another's title."""
        candidates = [
            *self._titled.found(span, in_title), *self._numbered.found(span, own), *self._short(span),
        ]  # fmt: skip
        place = span.start
        for candidate in sorted(candidates, key=lambda found: (found.span.start, -found.span.end)):
            if candidate.span.start >= place:
                self._remember(candidate, span)
                yield candidate
                place = candidate.span.end

    def _short(self, span: Span) -> Iterator[Found]:
        """“Chương trình 677”: a name given before, or the serial number of a work cited before."""
        for found in _SHORT.finditer(self._view, span.start, span.end):
            for words in (found[0], found[0].split(" ", 1)[1]):
                work = self._aliases.get(title_key(words)) or self._by_serial(words, found["serial"])
                start = found.end() - len(words)
                named = _GIVES_NAME.search(self._view, max(span.start, start - 30), start)
                if not work and not named and _BY_SERIAL.match(words):
                    work = Reference(title=words)
                if work:
                    yield Found(Span(found.end() - len(words), found.end()), work, "citation/short-form")
                    break

    def _by_serial(self, words: str, serial: str) -> Reference | None:
        noun = words.rpartition(" ")[0]
        named = self._titled.is_noun(noun) or self._numbered.slug(noun)
        return self._numbered.by_serial(serial) if named else None

    def _remember(self, found: Found, span: Span) -> None:
        """A name or number by which the work may be cited later."""
        self._numbered.remember(found.work)
        alias = _ALIAS.search(self._view, found.span.end, min(span.end, found.span.end + 160))
        if alias and re.search(r"\d", alias["name"]):
            self._aliases[title_key(alias["name"])] = self._meant(alias["name"], found)
        self._last = found

    def _meant(self, name: str, found: Found) -> Reference:
        """“Chương trình 677” is the programme that was named, not the decision that promulgates it."""
        noun = name.rpartition(" ")[0]
        if not found.work.number or self._numbered.slug(noun) == found.work.type:
            return found.work
        if self._last and self._last.span.of(self._view).lower().startswith(noun.lower()):
            return self._last.work
        approved = [w for w in self._gazetteer.works if w.is_programme and w.approved_by == found.work.iri]
        if found.work.iri and len(approved) == 1:
            return Reference(title=approved[0].title, iri=approved[0].iri)
        return Reference(title=name)


def _once(found: Sequence[Citation]) -> Iterator[Citation]:
    """One citation of a work in a clause."""
    seen: set[tuple[object, ...]] = set()
    for citation in found:
        key = (citation.clause, *citation.work.key)
        if key not in seen:
            seen.add(key)
            yield citation
