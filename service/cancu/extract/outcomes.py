"""Targets without a figure: what is to be kept or brought about by a year."""

import re
from collections.abc import Iterator, Sequence

from .chapters import OBJECTIVES, Chapter
from .clauses import Clause
from .facts import Target
from .figures import Figure
from .gazetteer import Gazetteer
from .spans import Span, bare
from .years import last_year

MAINTAIN = re.compile(r"(?:tiếp tục )?(?:duy trì|giữ vững|củng cố)(?!\w)", re.IGNORECASE)
_BROUGHT = re.compile(
    r"(?:[^;,:]{0,40}: )?(?:(?:đến|trước)[^;,]{0,16}? năm \d{4},? )?"
    r"(?:không còn|không để|không xảy ra|cơ bản hoàn thành|hoàn thành|chấm dứt)(?!\w)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<!\w)(?:được công nhận|toàn bộ|không còn|không để xảy ra|hoàn thành)(?!\w)")
_STRIVE = re.compile(r", (?=phấn đấu )")
_REPEATED = re.compile(r"(?P<head>\b[^\W\d_]+ [^\W\d_]+ [^\W\d_]+)\b[^;]*?(?:, | và )(?P=head)\b[^;]*$")
_EVERYONE = re.compile(r"(?:toàn thể|toàn bộ|tất cả) (?P<who>[^;]*?)(?= để| nhằm|$)")
_LONGEST = 1500


class Outcomes:
    """Reads outcomes; `year` is the document's."""

    def __init__(self, view: str, text: str, gazetteer: Gazetteer, year: str) -> None:
        self._view, self._text, self._gazetteer, self._year = view, text, gazetteer, year

    def stated(self, span: Span, clause: Clause, chapter: Chapter, is_item: bool) -> Iterator[Target]:
        """One target for each outcome of a statement; they share the whole as their words."""
        if not self._is_outcome(span, clause, chapter, is_item):
            return
        for part in self._parts(span):
            own = part if part.start == span.start or self._says(part) else span
            yield self._target(span, part, clause, chapter, self._commitment(chapter, own), "target/outcome")

    def beside(
        self, span: Span, clause: Clause, chapter: Chapter, figures: Sequence[Figure]
    ) -> Iterator[Target]:
        """An outcome beside figures: “…; duy trì vững chắc kết quả phổ cập …”."""
        start = span.start
        for words in span.of(self._view).split(";"):
            part = bare(self._view, Span(start, start + len(words)))
            start += len(words) + 1
            kept = MAINTAIN.match(self._view, part.start, part.end)
            brought = _BROUGHT.match(self._view, part.start, part.end)
            brought = brought or _WHOLE.search(self._view, part.start, part.end)
            if (kept or brought) and not any(figure.span in part for figure in figures):
                commitment = "maintain" if kept else "achieve"
                yield self._target(span, part, clause, chapter, commitment, "target/outcome-beside")

    def _target(
        self, span: Span, part: Span, clause: Clause, chapter: Chapter, commitment: str, rule: str
    ) -> Target:
        said = last_year(self._view, part)
        everyone = _EVERYONE.search(part.of(self._text))
        return Target(
            clause=clause.path,
            quote=span,
            rule=rule,
            comparator="",
            commitment=commitment,
            deadline=said or chapter.year or self._year,
            read_from="" if said else chapter.year_from,
            population=everyone["who"].strip(" ,") if everyone else "",
            measure=part.of(self._text),
        )

    def _is_outcome(self, span: Span, clause: Clause, chapter: Chapter, is_item: bool) -> bool:
        """A bullet below a heading that sets a year, or a sentence with an outcome of its own."""
        words = span.of(self._view)
        if not 15 <= len(words) <= _LONGEST or words.endswith(":"):
            return False
        dated = chapter.year or last_year(self._view, span) or chapter.theme == "specific-objectives"
        outcome = self._gazetteer.pattern(
            "commitment/achieve", "commitment/maintain", "commitment/strive"
        ).search(words)
        item = is_item and chapter.theme in OBJECTIVES
        return bool(dated) and (item or (outcome is not None and clause.kind != "paragraph"))

    def _says(self, part: Span) -> bool:
        """Whether a part has a commitment of its own."""
        own = self._gazetteer.pattern("commitment/maintain", "commitment/strive")
        return bool(own.match(self._view, part.start, part.end))

    def _commitment(self, chapter: Chapter, part: Span) -> str:
        words = part.of(self._view)
        if MAINTAIN.match(words):
            return "maintain"
        if chapter.strives or self._gazetteer.pattern("commitment/strive").search(words):
            return "strive"
        return "maintain" if MAINTAIN.search(words) else "achieve"

    def _parts(self, span: Span) -> Iterator[Span]:
        """The outcomes: joined by “, phấn đấu”, or by a noun that is said again for each."""
        words = span.of(self._view)
        strive = _STRIVE.search(words)
        if strive:
            yield Span(span.start, span.start + strive.start())
            yield Span(span.start + strive.end(), span.end)
            return
        again = _REPEATED.search(words) if len(words) < 600 else None
        heads = [found.start() for found in re.finditer(re.escape(again["head"]), words)] if again else [0]
        for start, end in zip(heads, [*heads[1:], len(words)], strict=True):
            yield bare(self._view, Span(span.start + start, span.start + end), " ,;v") if again else span
