"""Which works a text cites, where, and in which role.

A numbered document is quoted from its type to the end of its title; a title within that title belongs to
the cited work. One cue governs a list until another cue.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from .blocks import UPPER, Block
from .bodies import Bodies
from .facts import Citation, Reference
from .gazetteer import BEGINS, Gazetteer, title_key
from .numbers import DATE, clean, day_at, numbers, type_of
from .outline import Clause, Outline
from .resolve import Resolver
from .spans import Span, bare

_LONGEST_NAME: Final = 400
_LONGEST_TITLE: Final = 1200
ROLES: Final = ("proposal", "amends", "replaces", "repeals", "details", "implements", "basis", "mentions")
_QUOTED: Final = r'"[^"]{3,400}"'
_PERIOD: Final = r"(?:,? ?(?:giai đoạn|đến năm|thời kỳ|từ năm|tầm nhìn(?: đến)?(?: năm)?|năm|định hướng đến năm|và những năm tiếp theo)(?: *(?:19|20)\d\d(?: *- *(?:19|20)?\d\d)?)?)"
_LONG_PERIOD = re.compile(
    r",? ?(?:giai đoạn|thời kỳ) *(?:19|20)\d\d *- *(?:19|20)?\d\d|,? ?đến năm (?:19|20)\d\d(?:, (?:định hướng|tầm nhìn)[^;,.]{0,12}(?:19|20)\d\d)?"
)
_BREAK = re.compile(
    r"[;(]|\.(?=\s|$|/)|,\s*(?:trong đó|đồng thời|cụ thể|như sau|gồm|bao gồm|để|nhằm|bảo đảm|đảm bảo|góp phần|qua đó|từ đó|theo đề nghị|theo|căn cứ|thực hiện|triển khai|trên cơ sở|tạo|gắn với|sau khi|và)\b"
    r"|\s(?:như sau|với (?:những |các )?nội dung|cụ thể như sau|trên cơ sở)\b"
)
_OPENS = re.compile(r'"')
_SHORT = re.compile(
    r"(?<!\w)(?P<noun>[^\W\d_]{1,12}(?: [^\W\d_]{1,12})?) (?P<serial>\d{1,5})(?![\w/.,%-]|\s*%)"
)
_ALIAS = re.compile(
    r'\((?:sau đây )?(?:gọi|viết) (?:tắt |chung )?là:? *"?(?P<name>[^")]{3,60}?)"?\)', re.IGNORECASE
)
_LAW = re.compile(rf"(?:Bộ luật|Luật|Pháp lệnh|LUẬT)(?= [{UPPER}]| sửa đổi)|Hiến pháp(?= |;|,|\.)")
_LAW_END = re.compile(
    r"[;.()]|,(?! (?:chống|khen|chữa|bổ sung|cứu|lãng phí|sử dụng|chiến sĩ|công đoàn|viên chức|chất lượng|thể thao))| (?:và các|và Luật|và Nghị|và quy|ngày|số|năm|đã|được|quy định|có hiệu lực|theo|để|của Quốc|về)\b| - "
)
_AMENDING_END = re.compile(r"[;.()]| (?:ngày|số \d|năm|đã|có hiệu lực)\b")
_CONGRESS = re.compile(
    r"Nghị quyết (?:Đại hội|Hội nghị|Trung ương|Đảng bộ)[^;.:()\"]{0,120}?(?:(?:khóa|lần thứ) [IVXLC]+|lần thứ [a-zăâđêôơưà-ỹ]+(?: [a-z]+)?)(?:,? nhiệm kỳ \d{4} ?- ?\d{4})?",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"[;,.()\":]|\s(?:của|do|theo|tại|để|trên địa bàn|được|đã|trong|ban hành|cần|phải|từ|nhằm|với|bảo đảm|đảm bảo|và|đến|giai đoạn|năm|đối với|cho|là|có|đạt|vào|gắn)\b| - "
)
_NATIONAL_END = re.compile(
    r"[;.()\"]|,(?! giai đoạn)|\s(?:theo|do|tại|để|được|đã|ban hành|nhằm|trên địa bàn|với các|và các|bảo đảm|đảm bảo)\b"
)
_GIVEN_PERIOD = re.compile(
    r",? giai đoạn (?:\d{4} ?- ?\d{4}|[IVX]+)(?:,? ?giai đoạn [IVX]+)?(?::? từ năm \d{4} đến (?:năm )?\d{4})?"
)


@dataclass(frozen=True)
class _Found:
    """A work found in the text, before its role is known."""

    span: Span
    work: Reference
    rule: str


class Citations:
    """Reads the citations of a text."""

    def __init__(
        self, view: str, text: str, gazetteer: Gazetteer, bodies: Bodies, resolver: Resolver
    ) -> None:
        self._view, self._text = view, text
        self._gazetteer, self._bodies, self._resolver = gazetteer, bodies, resolver
        self._aliases: dict[str, Reference] = {}
        self._serials: dict[str, Reference] = {}
        self._last: _Found | None = None
        self._own: set[str] = set()

    def read(self, outline: Outline, own: str, downgraded: Sequence[str]) -> list[Citation]:
        """The citations in order; `own` is the document's number, `downgraded` the clauses whose tasks implement."""
        found: list[Citation] = []
        for clause in outline.clauses:
            if clause.path not in ("header", "recipients", "signature"):
                found += self._of_clause(clause, own)
        carried = [c for c in found if c.role == "implements" and c.clause in ("title", "preamble", "P1")]
        return [self._settled(citation, downgraded, bool(carried)) for citation in _once(found)]

    def _settled(self, citation: Citation, downgraded: Sequence[str], told: bool) -> Citation:
        """In the body only what the document carries out as a whole is implemented by it."""
        if citation.role != "implements" or citation.clause in ("title", "preamble", "closing"):
            return citation
        if citation.clause in downgraded or told and re.fullmatch(r"P(?:[2-9]|\d\d)", citation.clause):
            return replace(citation, role="mentions", cue=None)
        return citation

    def _of_clause(self, clause: Clause, own: str) -> Iterator[Citation]:
        governing: tuple[str, Span | None] = ("mentions", None)
        spans = [clause.heading] if clause.heading else []
        if clause.path in ("title", "closing"):
            spans = [clause.span]
        else:
            spans += [block.body for block in clause.blocks]
        for span in spans:
            last: tuple[str, Span | None] = ("mentions", None)
            before = span.start
            if clause.path != "preamble":
                governing = last
            for found in self._works(span, own, clause.path == "title"):
                preamble = clause.path in ("preamble", "P1")
                last = self._role(
                    Span(before, found.span.start), last if before > span.start else None, governing, preamble
                )
                governing = last if preamble and last[0] != "mentions" else governing
                inner = list(self._nested(found))
                role, cue = last
                nested = [each.work.number for each in inner]
                yield Citation(
                    clause=clause.path,
                    quote=found.span,
                    rule=found.rule,
                    role=role,
                    cue=cue,
                    work=found.work,
                    nested=nested,
                )
                for each in inner:
                    yield Citation(
                        clause=clause.path,
                        quote=each.span,
                        rule=each.rule,
                        role="mentions",
                        cue=None,
                        work=each.work,
                    )
                before = found.span.end

    def _nested(self, outer: _Found) -> Iterator[_Found]:
        """The numbers within the title of a cited work: it is that work that acts on them."""
        for number in numbers(self._view, outer.span)[1:]:
            start, word = self._type_before(outer.span, number)
            stop, date, issuer, _ = self._after_number(number, outer.span)
            printed = clean(number.of(self._text))
            slug = self._type_slug(word) or type_of(printed, self._gazetteer)
            work = self._serial(Reference(number=printed, type=slug, issuer=issuer, date=date))
            yield _Found(Span(start, stop), self._resolver.work(work), "citation/nested")

    def _serial(self, work: Reference) -> Reference:
        """A number printed without its day is the one that was printed with it before."""
        known = self._serials.get(re.split(r"[/-]", work.number)[0].lstrip("0"))
        return known if known and not work.date and known.number == work.number else work

    # --- Roles

    def _role(
        self,
        gap: Span,
        last: tuple[str, Span | None] | None,
        governing: tuple[str, Span | None],
        preamble: bool,
    ) -> tuple[str, Span | None]:
        """The role that the words before a citation give it; in a list the cue of the first governs."""
        named = self._cue(gap, preamble)
        if named:
            return named
        if last and re.fullmatch(r"\s*(?:,|và|,? và)\s*(?:các )?", gap.of(self._view)):
            return last
        return governing

    def _cue(self, gap: Span, preamble: bool) -> tuple[str, Span] | None:
        """The cue before a citation: right before it, or of a proposal anywhere since the last citation."""
        hits: list[tuple[int, int, int, str]] = []
        for rank, role in enumerate(ROLES):
            for hit in self._gazetteer.pattern(f"citation-role/{role}").finditer(
                self._view, gap.start, gap.end
            ):
                after = self._view[hit.end() : gap.end]
                if role == "proposal" and preamble or _NEAR_CITED.fullmatch(after):
                    hits.append((hit.end() if role != "proposal" else gap.end, hit.start(), rank, role))
        if not hits:
            return None
        nearest = max(end for end, *_ in hits)
        _, start, rank, role = min(
            (hit for hit in hits if hit[0] == nearest), key=lambda hit: (hit[1], hit[2])
        )
        match = next(
            m
            for m in self._gazetteer.pattern(f"citation-role/{role}").finditer(self._view, start, gap.end)
            if m.start() == start
        )
        return role, Span(*match.span())

    # --- Works

    def _works(self, span: Span, own: str, in_title: bool) -> Iterator[_Found]:
        """The works named in a paragraph, none within another's title."""
        place = span.start
        for candidate in sorted(
            self._candidates(span, own, in_title), key=lambda f: (f.span.start, -f.span.end)
        ):
            if candidate.span.start >= place:
                self._remember(candidate, span)
                yield candidate
                place = candidate.span.end

    def _candidates(self, span: Span, own: str, in_title: bool) -> Iterator[_Found]:
        yield from self._numbered(span, own)
        yield from self._quoted(span, in_title)
        yield from self._known(span, in_title)
        yield from self._laws(span)
        yield from self._national(span)
        yield from self._named(span)
        for found in _CONGRESS.finditer(self._view, span.start, span.end):
            yield self._titled(Span(*found.span()), Span(*found.span()), "nq", "citation/congress")
        yield from self._short(span)

    def _numbered(self, span: Span, own: str) -> Iterator[_Found]:
        kind = ""
        for number in numbers(self._view, span):
            if clean(number.of(self._view)).upper() == own.upper():
                continue
            start, word = self._type_before(span, number)
            kind = word or kind if start < number.start else ""
            stop, date, issuer, title = self._after_number(number, span)
            printed = clean(number.of(self._text))
            slug = self._type_slug(word) or type_of(printed, self._gazetteer)
            work = self._serial(Reference(number=printed, type=slug, issuer=issuer, date=date, title=title))
            yield _Found(Span(start, stop), self._resolver.work(work), "citation/number")

    @cached_property
    def _types(self) -> re.Pattern[str]:
        return re.compile(
            rf"{BEGINS}(?P<type>{self._gazetteer.type_names})(?P<more>(?: [a-zà-ỹ]+){{0,3}}?)\s*(?P<by>của [^;.]{{3,60}}?:?\s*)?(?:số\s*:?)?\s*$",
            re.IGNORECASE,
        )

    def _type_before(self, span: Span, number: Span) -> tuple[int, str]:
        left = max(span.start, number.start - 100)
        found = self._types.search(self._view[left : number.start])
        if found:
            if found["by"] and found["by"].rstrip().endswith(":"):  # “các Nghị định của Chính phủ: Số …”
                return self._bare_number(left, number), found["type"]
            return left + found.start("type"), found["type"]
        return self._bare_number(left, number), ""

    def _bare_number(self, left: int, number: Span) -> int:
        """Where “số …” begins."""
        said = re.search(r"số\s*:?\s*$", self._view[left : number.start], re.IGNORECASE)
        return left + said.start() if said else number.start

    def _type_slug(self, word: str) -> str:
        return self._gazetteer.type_slugs.get(word.lower().replace(" ", ""), "")

    def _after_number(self, number: Span, paragraph: Span) -> tuple[int, str, str, str]:
        """Date, issuer and title after a number, in whichever order, and where the citation ends."""
        span = Span(paragraph.start, min(paragraph.end, number.end + _LONGEST_TITLE))
        stop, date, issuer = number.end, "", ""
        for _ in range(3):
            place = self._skip(stop, span.end, r"\s*,?\s*(?:ký |được ban hành |ban hành )?")
            day = day_at(self._view, place, span.end) if not date else None
            if day and (
                self._view[place : place + 4].lower() in ("ngày", "năm ")
                or self._view[place : place + 5].lower() == "tháng"
                or self._view[place].isdigit()
            ):
                date, stop = day.iso, day.span.end
                continue
            by = re.compile(r"\s*,?\s*của\s*(?:đồng chí )?").match(self._view, stop, span.end)
            body = self._issuer(by.end(), span.end) if by and not issuer else None
            if body:
                issuer, stop = body.of(self._text), body.end
                continue
            break
        title = self._title(stop, span.end)
        return (title.end if title else stop), date, issuer, title.of(self._text) if title else ""

    def _issuer(self, start: int, end: int) -> Span | None:
        found, stop = self._bodies.listed(self._view, start, end)
        if not found:
            named = re.compile(
                rf"[{UPPER}][\w]*(?: [\w]+){{0,9}}?(?= về| phê duyệt| ban hành| quy định|,|;|\.|\s*\(|$)"
            ).match(self._view, start, end)
            return Span(*named.span()) if named else None
        more = re.compile(r"(?:,? ?\(?(?:khóa|khoá|nhiệm kỳ|kỳ họp)[^;,.)]{1,25}\)?)+").match(
            self._view, found[0].end, end
        )
        if more:
            return Span(start, more.end())
        jointly = (
            len(found) > 1
            and re.fullmatch(r" (?:và|-) ", self._view[found[0].end : found[1].start])
            and (stop >= end or self._view[stop] in ";.(" or self._title(stop, end))
        )
        return Span(start, found[-1].end if jointly else found[0].end)

    def _title(self, start: int, end: int) -> Span | None:
        cue = self._gazetteer.pattern("cue/title")
        place = self._skip(start, end, r"\s*[,:]?\s*-?\s*")
        found = cue.match(self._view, place, end)
        if not found:
            quoted = (
                re.compile(rf"(?:[\w ]{{0,30}})?{_QUOTED}").match(self._view, place, end)
                if place > start
                else None
            )
            return bare(self._view, Span(place, quoted.end())) if quoted else None
        return bare(self._view, Span(place, self._title_end(found.end(), end)), " ,;:")

    def _title_end(self, start: int, end: int) -> int:
        """Where a title ends: with its quotation, or before what is no part of it."""
        place = start
        while place < end:
            stop = _BREAK.search(self._view, place, end)
            opened = _OPENS.search(self._view, place, stop.start() if stop else end)
            if opened:
                closed = self._view.find('"', opened.end(), end)
                if closed < 0:
                    return stop.start() if stop else end
                place = closed + 1
                if not self._view[place:end].lstrip().startswith('"') and not self._more_quotes(place, end):
                    return self._after_quote(place, end)
                continue
            limit = stop.start() if stop else end
            return min([limit, *self._other_starts(place, limit)])
        return end

    def _more_quotes(self, place: int, end: int) -> bool:
        """Whether a second quoted title follows: phê duyệt Đề án “A” và Đề án “B”."""
        more = self._gazetteer.within(r'\s*(?:,|và)\s*(?:{}) *"', "cue/programme", flags=re.IGNORECASE)
        return bool(more.match(self._view, place, end))

    def _after_quote(self, place: int, end: int) -> int:
        tail = re.compile(
            rf"(?:{_PERIOD}|\s+(?:trên địa bàn|tại|của) (?:cả nước|toàn quốc|(?:tỉnh|thành phố|huyện)(?: [{UPPER}]\w*)*))+"
        ).match(self._view, place, end)
        return tail.end() if tail else place

    def _other_starts(self, start: int, end: int) -> Iterator[int]:
        """Where, within what might be a title, the issuing body or another citation begins."""
        for comma in re.compile(r"\s*[,]\s*").finditer(self._view, start, end):
            found, stop = self._bodies.listed(self._view, comma.end(), end)
            if found and self._bodies.is_action(self._view, self._skip(stop, end, r"\s*")):
                yield comma.start()
        for other in re.compile(
            rf"\s*(?:,|\s+và)\s+(?:các )?(?:{self._gazetteer.type_names})\s+(?:số|\d{{1,5}}/|Đại hội|Hội nghị)"
        ).finditer(self._view, start, end):
            yield other.start()

    def _skip(self, place: int, end: int, gap: str) -> int:
        found = re.compile(gap, re.IGNORECASE).match(self._view, place, end)
        return found.end() if found else place

    # --- Works named by their title

    @cached_property
    def _nouns(self) -> str:
        return self._gazetteer.said("cue/programme")

    def _quoted(self, span: Span, in_title: bool) -> Iterator[_Found]:
        pattern = re.compile(
            rf'(?<!\w)(?P<noun>{self._nouns})(?P<mid> ?[\w -]{{0,60}}?) ?"(?P<title>[^"]{{3,400}})"',
            re.IGNORECASE,
        )
        place = span.start
        while found := pattern.search(self._view, place, span.end):
            inner = self._innermost(found)
            if inner > found.start():
                place = inner
                continue
            place = found.end()
            if in_title and found.start() == span.start or self._is_own(span, found.start(), found["title"]):
                continue
            tail = _LONG_PERIOD.match(self._view, found.end(), span.end)
            stop = tail.end() if tail and not re.search(r"\d{4}", found["title"]) else found.end()
            named = Span(
                found.start("mid") if re.match(rf" ?[{UPPER}]", found["mid"]) else found.start("title"), stop
            )
            yield self._titled(Span(found.start(), stop), named, "", "citation/quoted-title")

    def _is_own(self, span: Span, start: int, title: str) -> bool:
        """Whether the document itself approves or issues what is named: that is its content, not a citation."""
        before = self._view[span.start : start].strip()
        if re.fullmatch(
            r"(?:(?:QUYẾT ĐỊNH|Quyết định|NGHỊ QUYẾT|Nghị quyết)\s+)?(?:Phê duyệt|Ban hành|Thông qua)(?: kèm theo Quyết định này)?",
            before,
        ):
            self._own.add(title_key(title))
        return title_key(title) in self._own

    def _innermost(self, found: re.Match[str]) -> int:
        """The last noun before the quotation: in “Kế hoạch thực hiện Đề án “…”” the scheme is cited."""
        inner = [
            m.start() for m in re.finditer(rf"(?<!\w)(?:{self._nouns})(?!\w)", found["mid"], re.IGNORECASE)
        ]
        return found.start("mid") + inner[-1] if inner else found.start()

    def _known(self, span: Span, in_title: bool) -> Iterator[_Found]:
        """Titles that the graph knows, printed without quotation marks."""
        for found in self._titles.finditer(self._view, span.start, span.end):
            if in_title and found.start() == span.start:
                continue
            quote = Span(*found.span())
            title = Span(found.start("title"), found.end()) if found["title"] else quote
            yield self._titled(quote, title, "", "citation/known-title")

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        named, whole = self._gazetteer.known_titles
        return re.compile(rf"(?<!\w)(?:(?:{self._nouns}) (?P<title>{named})|{whole})(?!\w)", re.IGNORECASE)

    def _laws(self, span: Span) -> Iterator[_Found]:
        for found in _LAW.finditer(self._view, span.start, span.end):
            amends = self._view.startswith(" sửa đổi", found.end())
            most = min(span.end, found.end() + _LONGEST_NAME)
            stop = (_AMENDING_END if amends else _LAW_END).search(self._view, found.end(), most)
            end = stop.start() if stop else most
            title = bare(self._view, Span(found.start(), end))
            if not 4 < len(title) < 160 or re.match(r"Luật sư", title.of(self._view)):
                continue
            date, after = "", title.end
            place = self._skip(after, span.end, r"\s*,?\s*(?:số\s*)?")
            number = next(
                (n for n in numbers(self._view, Span(place, min(span.end, place + 40))) if n.start == place),
                None,
            )
            if number:
                after = number.end
            day = day_at(self._view, self._skip(after, span.end, r"\s*,?\s*"), span.end)
            if day:
                date, after = day.iso, day.span.end
            work = Reference(
                type="luat" if "uật" in found[0] else "pl" if found[0] == "Pháp lệnh" else "",
                date=date,
                number=clean(number.of(self._text)) if number else "",
                title=title.of(self._text),
            )
            yield _Found(Span(title.start, after), self._resolver.work(work), "citation/law")

    def _national(self, span: Span) -> Iterator[_Found]:
        """National programmes and strategies, whose names are printed in small letters."""
        for found in re.compile(
            r"(?:Chương trình mục tiêu quốc gia|Chiến lược quốc gia|Chương trình hành động quốc gia|Kế hoạch hành động quốc gia|Chương trình quốc gia|Chiến lược(?= phát triển)|Quy hoạch tổng thể quốc gia)(?= )",
            re.IGNORECASE,
        ).finditer(self._view, span.start, span.end):
            most = min(span.end, found.end() + _LONGEST_NAME)
            stop = _NATIONAL_END.search(self._view, found.end(), most)
            end = stop.start() if stop else most
            period = _GIVEN_PERIOD.search(self._view, found.end(), most)
            if period and period.start() <= end:
                end = period.end()
            quote = bare(self._view, Span(found.start(), end))
            if len(quote) > len(found[0]) + 5:
                title = Span(found.end() if "mục tiêu" in found[0].lower() else found.start(), quote.end)
                yield self._titled(quote, bare(self._view, title), "", "citation/national-programme")

    def _named(self, span: Span) -> Iterator[_Found]:
        """Schemes named by a capital letter: Đề án Hệ tri thức Việt số hóa."""
        for found in re.compile(rf"(?<!\w)(?:{self._nouns}) (?=[{UPPER}][\w]+)").finditer(
            self._view, span.start, span.end
        ):
            if (
                found[0] in ("Kế hoạch ", "Bộ tiêu chí ", "Quy hoạch ")
                or re.compile(r"\w+ (?:số|\d)").match(self._view, found.end())
                or self._is_title_noun(found.end(), span.end)
            ):
                continue
            most = min(span.end, found.end() + _LONGEST_NAME)
            stop = _NAME_END.search(self._view, found.end(), most)
            end = stop.start() if stop else most
            tail = _LONG_PERIOD.match(self._view, end, span.end)
            end = tail.end() if tail else end
            if 2 < end - found.end() < 200:
                yield self._titled(
                    Span(found.start(), end), Span(found.end(), end), "", "citation/named-scheme"
                )

    def _is_title_noun(self, place: int, end: int) -> bool:
        return bool(self._bodies.at(self._view, place, end))

    def _short(self, span: Span) -> Iterator[_Found]:
        """“Chương trình 677”: a name given before, or the serial number of a work cited before."""
        for found in _SHORT.finditer(self._view, span.start, span.end):
            for words in (found[0], found[0].split(" ", 1)[1]):
                work = self._aliases.get(title_key(words)) or (
                    self._serials.get(found["serial"]) if self._is_noun(words) else None
                )
                if work:
                    yield _Found(Span(found.end() - len(words), found.end()), work, "citation/short-form")
                    break

    def _is_noun(self, words: str) -> bool:
        noun = words.rpartition(" ")[0]
        return bool(re.fullmatch(self._nouns, noun, re.IGNORECASE)) or bool(self._type_slug(noun))

    def _titled(self, quote: Span, title: Span, kind: str, rule: str) -> _Found:
        words = title.of(self._text).strip(' "“”')
        return _Found(
            quote, self._resolver.work(Reference(title=re.sub(r"[“”\"]", "", words), type=kind)), rule
        )

    def _remember(self, found: _Found, span: Span) -> None:
        """A name or number by which the work may be cited later."""
        if found.work.number:
            serial = re.split(r"[/-]", found.work.number)[0].lstrip("0")
            if serial not in self._serials or found.work.date and not self._serials[serial].date:
                self._serials[serial] = found.work
        alias = _ALIAS.search(self._view, found.span.end, min(span.end, found.span.end + 160))
        if alias and re.search(r"\d", alias["name"]):
            self._aliases[title_key(alias["name"])] = self._meant(alias["name"], found)
        self._last = found

    def _meant(self, name: str, found: _Found) -> Reference:
        """“Chương trình 677” is the programme that was named, not the decision that promulgates it."""
        noun = name.rpartition(" ")[0]
        if not found.work.number or self._type_slug(noun) == found.work.type:
            return found.work
        last = self._last
        if last and last.span.of(self._view).lower().startswith(noun.lower()):
            return last.work
        approved = [
            w
            for w in self._gazetteer.works
            if w.is_programme and w.approved_by and w.approved_by == found.work.iri
        ]
        return (
            Reference(title=approved[0].title, iri=approved[0].iri)
            if len(approved) == 1
            else Reference(title=name)
        )


_NEAR_CITED = re.compile(
    r"\s*(?:có hiệu quả|hiệu quả|tốt|nghiêm túc|nghiêm)?\s*(?:các |những )?(?:nội dung |mục tiêu |nhiệm vụ |chỉ tiêu |quy định |ý kiến chỉ đạo |chủ trương )?(?:của |tại |trong |theo )?(?:khoản \d+ |điểm \w )?(?:Điều \d+ )?(?:số)?:?\s*",
    re.IGNORECASE,
)


def _once(found: Sequence[Citation]) -> Iterator[Citation]:
    """One citation of a work in a clause."""
    seen: set[tuple[object, ...]] = set()
    for citation in found:
        key = (citation.clause, *citation.work.key)
        if key not in seen:
            seen.add(key)
            yield citation


def blocks_of(clause: Clause) -> Sequence[Block]:
    """The paragraphs of a clause."""
    return clause.blocks


__all__ = ["DATE", "Citations"]
