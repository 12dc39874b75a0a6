"""A grammar of bodies: agencies by name, groups of them, and lists of both as assignments print them."""

import re
from collections.abc import Iterator
from typing import Final

from .gazetteer import Gazetteer
from .marks import LOWER, UPPER
from .spans import Span

_PLACES: Final = (
    "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thành phố trực thuộc|khu vực|cơ sở|bản|thôn"
)
# What says of which place or level a body is; “xã hội” is no place.
_TAIL = re.compile(
    rf"(?:,? (?:(?:các|cấp|của|thuộc|trực thuộc) )*(?:{_PLACES})(?! hội)\b"
    rf"(?:(?:, | và |, các | và các )(?:{_PLACES})(?! hội)\b)*(?: (?:[{UPPER}][\w'-]*)(?: "
    rf"[{UPPER}][\w'-]*)*)?"
    rf"| số \d+\b| (?:ven biển|biên giới|miền núi|vùng cao|trong tỉnh)\b"
    rf"| (?:Việt Nam|các cấp|cùng cấp|Trung ương|trung ương|quốc gia|Quốc gia)\b| liên quan\b| có "
    rf"liên quan\b)"
)
_JOINT = re.compile(r"(?:\s*[,;]\s*(?:và |cùng |với )?|\s+(?:và|cùng|với|hoặc|cùng với)\s+|\s*/\s*|\s+&\s+)")
_STOP = re.compile(
    r"[.;:(]|(?<=\d)%| - |\b(?:để|nhằm|trong việc|trong công tác|trong quá trình|về việc|theo|từ|khi"
    r"|sau khi|trước|chủ trì|phối hợp|căn cứ|trên cơ sở|thì|mà|nếu|chịu trách nhiệm|có trách nhiệm"
    r"|có nhiệm vụ|định kỳ|(?:hằng|hàng) (?:năm|tháng|quý|tuần|ngày)|cần|phải"
    r"|kết quả|tình hình|hết hiệu lực|có hiệu lực)\b"
)
_GROUP_NOUN: Final = (
    "sở|ban|ngành|bộ|phòng|đoàn thể|địa phương|đơn vị|cơ quan|huyện|thành phố|thị xã|quận|xã|phường"
    "|thị trấn|hội|hội đoàn thể|huyện ủy|thành ủy|thị ủy|quận ủy|đảng ủy|đảng bộ|chi bộ|cấp ủy|"
    "cấp|viện|trường|cơ sở|liên quan|có liên quan|ban ngành|sở ngành|trung tâm|đặc khu|Mặt "
    "trận|tổ chức chính trị"
)
_GOES_ON = re.compile(
    rf"(?:,| và| hoặc| -)\s*(?:(?:các|của) )?(?:(?:{_GROUP_NOUN})\b|tổ chức\b"
    r"(?!\s+(?:thực|triển|xây|kiểm|tuyên|hội|sơ|tổng|các)\b))"
)
# Places by their names: các tỉnh An Hà, Bình Lâm và Lam Giang.
_NAMED_PLACES = re.compile(
    rf"[cC]ác (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) [{UPPER}][\w'-]*(?: [{UPPER}][\w'-]*)*"
)
_PLACES_ON = re.compile(rf"(?:, | và )[{UPPER}][\w'-]*(?: [{UPPER}][\w'-]*)*")
_WORD = re.compile(r"[\w'&/-]+(?:\.\w[\w'&/-]*)*")
_NOUN_TO = re.compile(
    r"tổ chức(?=,| (?:chính trị|xã hội|đoàn thể|liên quan|có liên quan|khác|cá nhân|và|quốc tế|kinh "
    r"tế|tôn giáo|thành viên|hội))"
)


class Bodies:
    """Finds bodies in the view of a text with the names of a gazetteer; `own` is the name of its issuer."""

    def __init__(self, gazetteer: Gazetteer, own: str = "") -> None:
        self._gazetteer, self._own = gazetteer, own
        self._actions = gazetteer.verbs
        self._heads = gazetteer.words("cue/agency-head")
        self._numbered = re.compile(rf"(?:{gazetteer.type_names})(?: [{LOWER}]+){{0,3}} số ")
        self._groups = gazetteer.within(
            r"(?:{}|các|những|mỗi|từng|thủ trưởng các|UBND các)(?!\w)", "cue/group-head", flags=re.IGNORECASE
        )

    def listed(self, view: str, start: int, end: int) -> tuple[list[Span], int]:
        """The bodies of a list that begins at `start`, and where the list ends."""
        found: list[Span] = []
        place, stop = _blank(view, start, end), start
        while place < end:
            body = self.at(view, place, end, first=not found)
            if body is None:
                break
            found.append(body)
            stop = body.end
            joint = _JOINT.match(view, stop, end)
            if not joint:
                break
            place = joint.end()
        return found, stop

    def at(self, view: str, start: int, end: int, first: bool = True) -> Span | None:
        """The body whose name begins at a place."""
        if _LABEL.match(view, start, end):
            return None
        if self._own and view.startswith(self._own, start) and start + len(self._own) <= end:
            return self._whole(view, start, start + len(self._own), end)
        named = self._gazetteer.body_names.match(view, start, end)
        if named:
            return self._whole(view, start, named.end(), end)
        if self._begins_action(view, start, end) or self._names_things(view, start, end):
            return None
        if self._groups.match(view, start, end):
            return self._group(view, start, end)
        if self._heads.match(view, start, end) and view[start].isupper():
            return self._unknown(view, start, end)
        return None if first else self._common(view, start, end)

    def department(self, view: str, start: int, end: int) -> Span | None:
        """The field of a department named without “Sở”, as in “Các sở: Y tế, Tài chính”."""
        found = self._gazetteer.fields.match(view, start, end)
        return Span(*found.span()) if found else None

    def is_action(self, view: str, place: int) -> bool:
        """Whether a verb of administration begins at a place."""
        return bool(self._actions.match(view, place))

    def _begins_action(self, view: str, start: int, end: int) -> bool:
        """Whether what begins in capitals is a verb: “Tổ chức các lớp …”, “Ban hành …”."""
        return view[start : start + 1].isupper() and self.is_action(
            view[start : start + 1].lower() + view[start + 1 : min(end, start + 80)], 0
        )

    def _names_things(self, view: str, start: int, end: int) -> bool:
        """Whether “các …” names what is done rather than who does it."""
        head = self._groups.match(view, start, end)
        return bool(head and _THINGS.match(view, head.end(), end))

    def _whole(self, view: str, start: int, stop: int, end: int) -> Span:
        """A known name with the place or level it is of."""
        group = re.compile(r"\s+các\b").match(view, stop, end)
        if group:
            inner = self._group(view, group.end() - 3, end)
            if inner:
                return Span(start, inner.end)
        if view[start].islower():
            return self._group(view, start, end) or Span(start, stop)
        if view.endswith((" Sở", " Bộ"), start, stop):  # Văn phòng Sở Nông nghiệp và …
            whole = self._gazetteer.body_names.match(view, stop - 2, end)
            stop = whole.end() if whole else stop
        stop = self._named_on(view, stop, end)
        while tail := _TAIL.match(view, stop, end):
            if self.is_action(view, _blank(view, tail.end(), end)) or view[stop] != ",":
                stop = tail.end()
                continue
            break
        return Span(start, stop)

    def _named_on(self, view: str, stop: int, end: int) -> int:
        """The end of a name that goes on: a place (“tỉnh An Hà”), or the body it belongs to (“Tỉnh ủy”)."""
        inner = self._gazetteer.body_names.match(view, stop + 1, end) if view.startswith(" ", stop) else None
        if inner:
            return inner.end()
        while more := _CAPITALS.match(view, stop, end):
            words = [stop + 1 + m.start() for m in re.finditer(r"\S+", more[0][1:])]
            next_name = stop + (3 if view.startswith(" - ", stop) else 1)
            other = self._heads.match(view, next_name) or self._numbered.match(view, next_name)
            if other or any(self._ends_name(view, at, end) for at in words):
                break
            stop = more.end()
        return stop

    def _ends_name(self, view: str, place: int, end: int) -> bool:
        """Whether a word cannot be part of a name: a verb, a preposition, another body."""
        return (
            self.is_action(view, place)
            or self._begins_action(view, place, end)
            or bool(_STOP.match(view, place))
            or bool(_LINK.match(view, place))
        )

    def _unknown(self, view: str, start: int, end: int) -> Span | None:
        """A name that begins with the first word of a body: it goes on to a verb, a mark or another body."""
        stop = start
        for word in _WORD.finditer(view, start, end):
            if word.start() > stop + 1 and not self._links(view, stop, word.start()):
                break
            small = view[word.start()].islower()
            joined = view[start:stop].endswith(" và")  # Phòng giáo dục và đào tạo
            ends = self.is_action(view, word.start()) or _STOP.match(view, word.start())
            if stop > start and small and not joined and ends:
                break
            if small and view[stop : word.start()].strip() in (",", "-"):
                break
            if word[0] == "cùng" or (word[0] in ("và", "với") and self._begins(view, word.end() + 1, end)):
                break
            stop = word.end()
            if stop - start > 120:
                return None
        return Span(start, stop) if stop > start else None

    def _links(self, view: str, stop: int, place: int) -> bool:
        """Whether what stands between two words joins them into one name."""
        between = view[stop:place]
        return between == " - " or (
            between == ", " and view[place].isupper() and not self._begins(view, place, len(view))
        )

    def _begins(self, view: str, place: int, end: int) -> bool:
        return bool(
            self._gazetteer.body_names.match(view, place, end)
            or self._heads.match(view, place, end)
            or self._groups.match(view, place, end)
        )

    def _group(self, view: str, start: int, end: int) -> Span | None:
        """A collective subject: its nouns, to the verb or to another body."""
        proper = re.compile(r"[cC]ác (?=[A-ZĐ])").match(view, start, end)
        inner = self.at(view, proper.end(), end) if proper else None
        if inner:
            return Span(start, inner.end)
        head = self._groups.match(view, start, end)
        stop = head.end() if head else start
        places = _NAMED_PLACES.match(view, start, end)
        stop = places.end() if places else stop
        while stop < end:
            more = _PLACES_ON.match(view, stop, end) if places else _GOES_ON.match(view, stop, end)
            if more and not self._is_other(view, start, stop, end):
                stop = more.end()
                continue
            if view[start:stop].endswith("liên quan") and not _OF_WHOM.match(view, stop):
                break
            place = _blank(view, stop, end)
            if place == stop or _STOP.match(view, place) or self._stops(view, stop, place, end):
                break
            word = _WORD.match(view, place, end)
            if not word:
                break
            stop = word.end()
            if stop - start > 160:
                return None
        alone = head is not None and " " in head[0].strip()  # “các tổ chức” says who; “các” does not
        return Span(start, stop) if stop > (head.end() if head and not alone else start) else None

    def _is_other(self, view: str, start: int, stop: int, end: int) -> bool:
        """Whether what follows begins another group: “, các tổ chức …”, “các sở, ngành và cơ quan …”."""
        joint = _JOINT.match(view, stop, end)
        place = joint.end() if joint else stop
        if joint and "và" in joint[0] and "," in view[start:stop]:
            return True
        return view.startswith("các ", place) and not view.startswith("các ban", place)

    def _stops(self, view: str, stop: int, place: int, end: int) -> bool:
        """Whether a verb or a body's name begins after a word of a group."""
        if view[stop - 3 : stop].lower() == "các" or _NOUN_TO.match(view, place):
            return False
        if self.is_action(view, place):
            return True
        return view.startswith(("và ", "với ", "cùng "), place)

    def _common(self, view: str, start: int, end: int) -> Span | None:
        """A bare noun as a later member of a list: “doanh nghiệp”, “cơ quan, đơn vị thuộc tỉnh”."""
        common = _COMMON.match(view, start, end)
        if not common:
            return None
        return self._group(view, start, end) or Span(start, common.end())


# What is done or said, not who does it: “các nhiệm vụ cần tập trung”.
_THINGS = re.compile(
    r"\s*(?:nhiệm vụ|nội dung|giải pháp|mục tiêu|chỉ tiêu|văn bản|quy định|hoạt động|biện pháp|yêu cầu"
    r"|chính sách|công việc|dự án|đề án|kế hoạch|chương trình|tiêu chí|nguồn|hình thức|vấn đề|hồ sơ"
    r"|năm|tháng|quý|tuần|ngày|kỳ|lớp)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:cơ quan|đơn vị) (?:chủ trì|phối hợp|thực hiện|thường trực|đầu mối)", re.IGNORECASE)
_OF_WHOM = re.compile(r" (?:của|thuộc|trên địa bàn|ở|tại|cấp) ")
_CAPITALS = re.compile(
    rf"(?: -)? (?:[{LOWER}]+ ){{0,2}}(?:Quốc gia|Trung ương|Chi nhánh|[{UPPER}][\w-]*)"
    r"(?: ương(?!\w)|(?<=Thành|.Tỉnh|Huyện) (?:hội|đoàn)(?!\w))?"
)
_LINK = re.compile(
    r"(?:và|với|cùng|của|các|những|cho|trong|trên|tại|về|là|làm|đưa|được|có|ký|đã|đang|sẽ|cần|phải|không)\b"
)
_COMMON = re.compile(
    r"(?:doanh nghiệp|hộ gia đình|mỗi công dân|người dân|nhân dân|cơ quan|đơn vị|địa phương|tổ "
    r"chức(?! (?:thực|triển|các|kiểm|sơ|tổng|tuyên|hội))|cá nhân|cấp ủy|chính quyền|đoàn thể|ngành"
    r"|chủ đầu tư|nhà trường|gia đình|cộng đồng)\b",
    re.IGNORECASE,
)


def _blank(view: str, place: int, end: int) -> int:
    while place < end and view[place] == " ":
        place += 1
    return place


def mentions(bodies: Bodies, view: str, span: Span) -> Iterator[Span]:
    """Every body of a list that fills a span, such as a heading or a cell."""
    place = span.start
    while place < span.end:
        found, stop = bodies.listed(view, place, span.end)
        yield from found
        joint = _JOINT.match(view, stop, span.end)
        if not found or not joint:
            return
        place = joint.end()
