"""Works cited by number: type, number, day, issuer and title, as a citation prints them."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from .bodies import Bodies
from .facts import Reference
from .gazetteer import Gazetteer
from .marks import LOWER, UPPER
from .numbers import clean, day_at, numbers, type_of
from .patterns import BEGINS
from .resolve import Resolver
from .spans import Span, bare
from .works import LONGEST_TITLE, Found, skip

# What ends a title that no quotation marks enclose.
_BREAK = re.compile(
    r";|\((?!(?:(?:giai đoạn )?\d{4} ?- ?\d{4}|[A-ZĐƯ&-]{2,12})\))|\.(?=\s|$|/)"
    r"|,\s*(?:trong đó|đồng thời|cụ thể|như sau|gồm|bao gồm|để|nhằm|góp phần|qua đó|từ đó"
    r"|(?:bảo đảm|đảm bảo)(?! (?:quốc phòng|an ninh|an sinh|trật tự|an toàn))"
    r"|theo đề nghị|theo|căn cứ|thực hiện|triển khai|trên cơ sở|tạo|gắn với|sau khi|và)\b"
    r"|\s(?:và được|hết hiệu lực|có hiệu lực|như sau|với (?:những |các )?nội dung"
    r"|cụ thể như sau|trên cơ sở)\b"
)
_AFTER_QUOTE = re.compile(
    r"(?:(?:,? ?(?:giai đoạn|đến năm|thời kỳ|từ năm|tầm nhìn(?: đến)?(?: năm)?|năm|định hướng đến năm"
    r"|và những năm tiếp theo)(?: *(?:19|20)\d\d(?: *- *(?:19|20)?\d\d)?)?)"
    rf"|\s+(?:trên địa bàn|tại|của) (?:cả nước|toàn quốc|(?:tỉnh|thành phố|huyện)(?: [{UPPER}]\w*)*))+"
)
_QUOTED = re.compile(r'(?!(?:và|nhằm|để|với|theo|trong) )(?:[\w ]{0,30})?"[^"]{3,400}"')
_TERM = re.compile(
    r"(?:,? ?\(?(?:khóa (?:thứ )?(?:[IVXLC]+|\d+)|nhiệm kỳ \d{4} ?- ?\d{4}"
    r"|(?:tại )?kỳ họp (?:bất thường |chuyên đề )?(?:lần )?thứ \w+)(?!\w)\)?)+"
)
# A session of the party's committee, by which its resolutions are known.
_SESSION = re.compile(
    r"(?:Hội nghị|Đại hội)(?: đại biểu| toàn quốc| Trung ương)*"
    r" (?:lần thứ (?:mười |hai mươi )?\w+|\d+|[IVXLC]+(?!\w))"
    r"(?:,? (?:của )?(?:Ban Chấp hành|BCH) (?:Trung ương|TW)(?: Đảng)?)?(?: của Đảng)?"
)
_UNKNOWN_ISSUER = re.compile(
    rf"[{UPPER}][\w]*(?: [\w]+){{0,9}}?(?= về| phê duyệt| ban hành| quy định|,|;|\.|\s*\(|$)"
)
_JOINED = re.compile(r" (?:và|-) |, ")
_OF = re.compile(r"\s*,?\s*của\s*(?:đồng chí )?")
_ACTS = re.compile(r"(?:yêu cầu|đề nghị|giao|thông báo|báo cáo|chỉ đạo|kính)\b|$")
_BEFORE_DAY: Final = r"\s*,?\s*(?:ký |được ban hành |ban hành )?"


class Numbered:
    """Finds numbered works."""

    def __init__(
        self, view: str, text: str, gazetteer: Gazetteer, bodies: Bodies, resolver: Resolver
    ) -> None:
        self._view, self._text = view, text
        self._gazetteer, self._bodies, self._resolver = gazetteer, bodies, resolver
        self._serials: dict[str, Reference] = {}

    def found(self, span: Span, own: str) -> Iterator[Found]:
        """The numbered works of a paragraph, but for the document's own number."""
        for number in numbers(self._view, span):
            if clean(number.of(self._view)).upper() != own.upper():
                yield self._work(number, span, "citation/number")

    def nested(self, outer: Found) -> Iterator[Found]:
        """The numbers within the title of a cited work: it is that work that acts on them."""
        for number in numbers(self._view, outer.span)[1:]:
            yield self._work(number, outer.span, "citation/nested")

    def remember(self, work: Reference) -> None:
        """A serial number by which the work may be cited later."""
        if work.number:
            serial = _serial(work.number)
            if serial not in self._serials or (work.date and not self._serials[serial].date):
                self._serials[serial] = work

    def by_serial(self, serial: str) -> Reference | None:
        """The work cited before with a serial number."""
        return self._serials.get(serial)

    def slug(self, word: str) -> str:
        """The slug of a type by its name, or nothing."""
        return self._gazetteer.type_slugs.get(word.lower().replace(" ", ""), "")

    def _work(self, number: Span, span: Span, rule: str) -> Found:
        start, word = self._type_before(span, number)
        stop, date, issuer, title = self._after(number, span)
        printed = clean(number.of(self._text))
        slug = self.slug(word) or type_of(printed, self._gazetteer)
        work = self._dated(Reference(number=printed, type=slug, issuer=issuer, date=date, title=title))
        return Found(Span(start, stop), self._resolver.work(work), rule)

    def _dated(self, work: Reference) -> Reference:
        """A number printed without its day is the one that was printed with it before."""
        known = self._serials.get(_serial(work.number))
        return known if known and not work.date and known.number == work.number else work

    # --- Before the number

    @cached_property
    def _types(self) -> re.Pattern[str]:
        names = self._gazetteer.type_names
        return re.compile(
            rf"{BEGINS}(?P<type>{names})(?:(?: (?!(?:{names})(?!\w))[{LOWER}]+){{0,3}}?)\s*"
            rf"(?P<by>của (?:(?!{BEGINS}(?:{names}))[^;.]){{3,60}}?:?\s*)?(?:số\s*:?)?\s*$",
            re.IGNORECASE,
        )

    def _type_before(self, span: Span, number: Span) -> tuple[int, str]:
        """Where the citation begins, and the name of the type."""
        left = max(span.start, number.start - 100)
        found = self._types.search(self._view[left : number.start])
        if not found:
            return self._bare_number(left, number), ""
        listed = found["by"] and found["by"].rstrip().endswith(":")  # “các Nghị định của Chính phủ: Số …”
        return (self._bare_number(left, number) if listed else left + found.start("type")), found["type"]

    def _bare_number(self, left: int, number: Span) -> int:
        """Where “số …” begins."""
        said = re.search(r"số\s*:?\s*$", self._view[left : number.start], re.IGNORECASE)
        return left + said.start() if said else number.start

    # --- After the number

    def _after(self, number: Span, paragraph: Span) -> tuple[int, str, str, str]:
        """Where the citation ends; day, issuer and title, in whichever order they are printed."""
        end = min(paragraph.end, number.end + LONGEST_TITLE)
        stop, date, issuer = number.end, "", ""
        for _ in range(3):
            place = skip(self._view, stop, end, _BEFORE_DAY)
            day = day_at(self._view, place, end) if not date and self._may_be_day(place) else None
            if day:
                date, stop = day.iso, day.span.end
                continue
            by = _OF.match(self._view, stop, end)
            body = self._issuer(by.end(), end) if by and not issuer else None
            if not body:
                break
            issuer, stop = body.of(self._text), body.end
        title = self._title(stop, end)
        return (title.end if title else stop), date, issuer, title.of(self._text) if title else ""

    def _may_be_day(self, place: int) -> bool:
        ahead = self._view[place : place + 5].lower()
        return ahead.startswith(("ngày", "năm ", "tháng")) or ahead[:1].isdigit()

    def _issuer(self, start: int, end: int) -> Span | None:
        session = _SESSION.match(self._view, start, end)
        if session:
            term = _TERM.match(self._view, session.end(), end)
            return Span(start, term.end() if term else session.end())
        found, stop = self._bodies.listed(self._view, start, end)
        if len(found) == 1 and (other := self._beside(stop, end)):
            found, stop = [*found, other], other.end
        if not found:
            named = _UNKNOWN_ISSUER.match(self._view, start, end)
            return Span(*named.span()) if named else None
        term = _TERM.match(self._view, found[0].end, end)
        if term:
            return Span(start, term.end())
        return Span(start, found[-1].end if self._is_joint(found, stop, end) else found[0].end)

    def _beside(self, stop: int, end: int) -> Span | None:
        """The second of two bodies with a dash between them: Bộ Nội vụ - Bộ Y tế."""
        return self._bodies.at(self._view, stop + 3, end) if self._view.startswith(" - ", stop) else None

    def _is_joint(self, found: list[Span], stop: int, end: int) -> bool:
        """Whether two bodies issued it together, rather than the second beginning what follows."""
        if len(found) < 2 or not _JOINED.fullmatch(self._view, found[0].end, found[1].start):
            return False
        return stop >= end or self._view[stop] in ";.(" or self._title(stop, end) is not None

    # --- Titles

    def _title(self, start: int, end: int) -> Span | None:
        place = skip(self._view, start, end, r"\s*[,:]?\s*-?\s*")
        cue = self._gazetteer.pattern("cue/title").match(self._view, place, end)
        if cue:
            return bare(self._view, Span(place, self._title_end(cue.end(), end)), " ,;:")
        quoted = _QUOTED.match(self._view, place, end) if place > start else None
        return bare(self._view, Span(place, quoted.end())) if quoted else None

    def _title_end(self, start: int, end: int) -> int:
        """Where a title ends: with its quotation, or before what is no part of it."""
        place = start
        while place < end:
            stop = _BREAK.search(self._view, place, end)
            limit = stop.start() if stop else end
            opened = self._view.find('"', place, limit)
            if opened < 0:
                return min([limit, *self._other_starts(place, limit)])
            closed = self._view.find('"', opened + 1, end)
            if closed < 0:
                return limit
            place = closed + 1
            if not self._view[place:end].lstrip().startswith('"') and not self._more_quotes(place, end):
                tail = _AFTER_QUOTE.match(self._view, place, end)
                return tail.end() if tail else place
        return end

    def _more_quotes(self, place: int, end: int) -> bool:
        """Whether a second quoted title follows: phê duyệt Đề án “A” và Đề án “B”."""
        more = self._gazetteer.within(r'\s*(?:,|và)\s*(?:{}) *"', "cue/programme", flags=re.IGNORECASE)
        return bool(more.match(self._view, place, end))

    def _other_starts(self, start: int, end: int) -> Iterator[int]:
        """Where, within what might be a title, the issuing body or another citation begins."""
        for comma in re.compile(r"\s*,\s*").finditer(self._view, start, end):
            found, stop = self._bodies.listed(self._view, comma.end(), end)
            after = skip(self._view, stop, end, r"\s*(?:\([\w& -]{2,20}\)\s*)?")
            if found and (self._bodies.is_action(self._view, after) or _ACTS.match(self._view, after, end)):
                yield comma.start()
        for other in self._another.finditer(self._view, start, end):
            yield other.start()

    @cached_property
    def _another(self) -> re.Pattern[str]:
        return re.compile(
            rf"\s*(?:,|\s+và)\s+(?:các )?(?:{self._gazetteer.type_names})\s+"
            r"(?:số|\d{1,5}/|Đại hội|Hội nghị)"
        )


def _serial(number: str) -> str:
    return re.split(r"[/-]", number)[0].lstrip("0")
