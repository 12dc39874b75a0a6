"""Who is counted by a figure, and what it measures, told by the words around it."""

import re
from functools import cached_property
from typing import Final

from .figures import Figure
from .gazetteer import Gazetteer
from .marks import UPPER
from .spans import Span, around, bare

_REACH: Final = 600  # characters from a figure within which those counted are named
RATES: Final = ("PERCENT", "PERMILLE")
_STRONG = re.compile(r"(?<!\w)(?:được|đạt|đều|phải|không|bảo đảm|đảm bảo)(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]| và | hoặc ")
_PLAIN = re.compile(r"(?<!\w)(?:được|đạt|đều|phải|không)(?!\w)", re.IGNORECASE)  # past a relative clause
_RATE = re.compile(r"(?:tỷ|tỉ) (?:lệ|suất|trọng)\s+(?P<who>[^;]*)$", re.IGNORECASE)
_OWN_MEASURE = re.compile(r"(?<!\w)(?:(?:tỷ|tỉ) (?:lệ|suất|trọng)|trong đó|riêng)(?!\w)", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"trong đó,?\s*(?P<who>[^\W\d][^;,%\d]{2,60}?)\s+(?:đạt|chiếm|phải đạt)\s*(?:[\w ]{0,16})$"
)
_FROM = re.compile(
    r"(?<!độ tuổi)\s(?:tăng |giảm |nâng )?từ (?:mức )?\d.*$|\s(?:tăng|giảm) (?:lên|xuống|còn).*$"
)
# The last verb joins a rate to its figure: “… đạt 95%”.
_JOINS = re.compile(
    r"\s(?:phải |đều )?(?:đạt|là|còn|lên|xuống|không|dưới|trên|từ|giảm|tăng|ở mức|duy trì)"
    r"(?:\s+[\w ]{0,20})?\s*$"
)
_STRIP = re.compile(
    r"^(?:trở lên )?(?:khoảng |tổng |trên )?(?:trở lên |số lượng |tổng số |số |của )+(?!liệu|hóa)",
    re.IGNORECASE,
)
_HERE = re.compile(
    r",? (?:trên|tại|ở|trong) (?:địa bàn|phạm vi|toàn)\b[^,;]*$"
    r"| (?:(?:của|trong) (?:toàn )?|toàn )(?:tỉnh|thành phố|huyện)$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"^(?!.*(?:tuổi|từ \d)).*?(?P<bound> trở (?:lên|xuống))$")  # 26% dân số trở lên
_WHEN = re.compile(r" (?:mỗi|hằng|hàng) (?:quý|năm|tháng|tuần)$")
# What follows those counted and says no more of them: a time, another figure, what else is done.
_BESIDE = re.compile(
    r"\s+(?:trước|trong|đến|vào|sau) (?:(?:ngày|tháng|năm|quý|hết)\b|\d+/).*$"
    r"|,? riêng\b.*$|\s+so với\b.*$"
    r"|(?:\s+(?:và|hoặc|là))?(?:\s+(?:ít nhất|tối thiểu|khoảng|trên|dưới|không dưới))?$"
    r"|,\s*(?:tối thiểu|ít nhất|trên|dưới|khoảng|hoàn thành|kết thúc|bảo đảm|đảm bảo)\b.*$",
    re.IGNORECASE,
)
# Before a figure: those counted are named whole, for what is to be done was said before.
_AT = re.compile(r"(?:tại|cho|ở|của|với) (?:ít nhất |tối thiểu |trên |khoảng )?$", re.IGNORECASE)
_NO_ONE = re.compile(
    r"/|(?:ở|tại|là|trong|thuộc|vào|với|do|từ|bằng|truyền|so với)(?!\w)|mức(?!\w)|trở (?:lên|xuống)|có(?!\w)",
    re.IGNORECASE,
)
_WHO: Final = (
    r",?\s*(?P<who>[^\W\d][^,;%\d]{2,50}?)(?: (?:phải )?(?:đạt|là|chiếm))?"
    r"(?: (?:ít nhất|tối thiểu|khoảng|trên|dưới|không dưới|không quá))?\s*"
)
_BEFORE = re.compile(rf"(?:,|;|,? và)?\s*(?:trong đó|riêng)?{_WHO}")
_LAST_OF = re.compile(rf"(?:trong đó|riêng){_WHO}$")
_PLACE = re.compile(rf"(?:ở )?(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường) [{UPPER}]")
_AREA = re.compile(r"(?:khu vực|ngành|vùng|nông thôn|thành thị)(?!\w)")
_GOES_ON = re.compile(r"\s*,?\s*(?:trong đó|so với|vào năm|đến năm|trong năm|và \d|, \d)")
_AGED = re.compile(
    r"(?: [^\W\d]+){0,3}? (?:(?:dưới|trên|từ) )?\d+(?:(?: đến | ?- ?)\d+)? (?:tháng )?tuổi(?: trở lên)?"
)
_AMONG = re.compile(r"\sở\s(?!mức)")
_OWNED = re.compile(r"có(?!\w)")
_LET = re.compile(r"(?<!\w)(?:phải|đều)(?!\w)")
_THOSE = re.compile(r"\s*(?:số )?những ")
# Before these words a verb stands in a noun or a relative clause: “các tổ chức”, “đã thành lập”.
_IN_NOUN = re.compile(
    r"(?:\b(?:kết quả|thời gian|chi phí|quá trình"
    r"|đã|chưa|đang|hiện|các|và|ngành|của|công trình|đơn vị|cán bộ|vật liệu|phụ nữ|là)|,) $",
    re.IGNORECASE,
)


class Measured:
    """Reads who is counted."""

    def __init__(self, view: str, text: str, gazetteer: Gazetteer) -> None:
        self._view, self._text, self._gazetteer = view, text, gazetteer

    def population(self, figure: Figure, segment: Span) -> str:
        """Those of whom a rate is; empty where the words do not say."""
        if figure.unit not in RATES:
            return ""
        segment = around(segment, figure.span, _REACH)
        before = self._named_before(figure, segment)
        if before:
            return before
        rate = self.of_rate(Span(segment.start, figure.span.start))
        if rate is not None:
            return rate
        end = self._view.find(";", figure.span.end, segment.end)
        said = Span(figure.span.end, end if end > 0 else segment.end)
        words = said.of(self._view)
        at = _AT.search(self._view, max(segment.start, figure.span.start - 24), figure.span.start)
        cut = None if at and "," in words else self.predicate(words)
        words = self._one_list(words) if at and "," in words else words
        who = _GOES_ON.split(words if cut is None else words[:cut])[0]
        start = said.start + len(who) - len(who.lstrip())
        return self.who(bare(self._view, Span(start, said.start + len(who)), " ,;.:")) if who.strip() else ""

    def _named_before(self, figure: Figure, segment: Span) -> str:
        """Those named between two figures, where nothing follows: “thành thị 60%, nông thôn 40%”."""
        follows = self._view[segment.start - 1 : segment.start] in ("%", "‰")
        place = segment.start, figure.span.start
        found = _BEFORE.fullmatch(self._view, *place) if follows else None
        found = found or _LAST_OF.search(self._view, *place)
        alone = re.compile(r"[,;.)]|$| và ").match(self._view, figure.span.end, segment.end)
        if not found or not (alone or _GOES_ON.match(self._view, figure.span.end)):
            return ""
        who = Span(*found.span("who"))
        known = self._gazetteer.words("cue/counted").match(self._view, who.start, who.end)
        return self.who(who) if known or _AREA.match(self._view, who.start, who.end) else ""

    def _one_list(self, words: str) -> str:
        """The words to the first comma that does not go on with others who are counted."""
        counted = self._gazetteer.words("cue/counted")
        ends = (m.start() for m in re.finditer(", ", words) if not counted.match(words, m.end()))
        return words[: next(ends, len(words))]

    def measure(self, figure: Figure, segment: Span) -> str:
        """The words about a figure without it: what it measures."""
        start = self._measured_from(figure, segment)
        right = self._view.find(";", figure.span.end, segment.end)
        end = right if right > 0 else segment.end
        words = self._text[start : figure.span.start] + " " + self._text[figure.span.end : end]
        return " ".join(words.split()).strip(" ,.;:()")

    def _measured_from(self, figure: Figure, segment: Span) -> int:
        """Where the words about a figure begin: after the one before it only with a measure of its own."""
        semicolon = self._view.rfind(";", segment.start, figure.span.start)
        if semicolon >= 0 or not self._view[max(0, segment.start - 1) : segment.start].strip():
            return max(segment.start, semicolon + 1)
        own = list(_OWN_MEASURE.finditer(self._view, segment.start, figure.span.start))
        if own:
            return own[-1].start()
        followed = re.match(r" [^\W\d]", self._view[figure.span.end : figure.span.end + 2])
        return figure.span.start if followed else segment.start

    def of_cell(self, cell: Span) -> str:
        """Those of whom the rate of a row is."""
        said = re.match(r"\s*(?:(?:tỷ|tỉ) (?:lệ|suất) )?", cell.of(self._view), re.IGNORECASE)
        start = cell.start + (said.end() if said else 0)
        cut = self.predicate(self._view[start : cell.end])
        return self.who(bare(self._view, Span(start, start + cut), " ,;.:")) if cut else ""

    def of_rate(self, before: Span) -> str | None:
        """Who is counted in “Tỷ lệ X (được) … đạt 95%”; empty where X is no one, None where it is no rate."""
        words = before.of(self._view)
        said = _RATE.search(words)
        if not said:
            part = _OF_WHICH.search(words)
            return (
                self.who(Span(before.start + part.start("who"), before.start + part.end("who")))
                if part
                else None
            )
        start = before.start + said.start("who")
        among = _AMONG.search(said["who"])
        those = self._counted_at(start + among.end(), before.end) if among else None
        if those:
            return self.who(those)
        cut = self._joined_predicate(_FROM.sub("", said["who"]))
        if cut:
            return self.who(bare(self._view, Span(start, start + cut), " ,;.:"))
        known = self._counted_at(start, before.end)
        return self.who(known) if known else ""

    def who(self, span: Span) -> str:
        """The words for those counted, without “số”, the territory and how often."""
        words = _STRIP.sub("", _HERE.sub("", _BESIDE.sub("", span.of(self._text)))).strip(' ,;:"')
        words = _WHEN.sub("", words)
        bound = _BOUND.match(words)
        words = words[: bound.start("bound")] if bound else words
        told = 1 < len(words) < 240 and any(letter.isalpha() for letter in words) and words[-1] != "/"
        acts = self._gazetteer.verbs.match(words) and not self._gazetteer.words("cue/counted").match(words)
        no_one = acts or _NO_ONE.match(words) or _PLACE.match(words)
        return words if told and not no_one else ""

    def _counted_at(self, start: int, end: int) -> Span | None:
        """The people or things at a place that can be counted, with their age: “trẻ em dưới 5 tuổi”."""
        noun = self._gazetteer.words("cue/counted").match(self._view, start, end)
        if not noun or self._gazetteer.verbs.match(self._view, start, end):
            return None
        aged = _AGED.match(self._view, noun.end(), end)
        return Span(start, aged.end() if aged else noun.end())

    # --- Where what is to be reached begins

    def predicate(self, words: str) -> int | None:
        """Where, in the words after a figure, what is to be reached begins."""
        return self._predicate(words, len(words))

    def _joined_predicate(self, words: str) -> int | None:
        """The same, of the words between “tỷ lệ” and its figure."""
        joins = _JOINS.search(words)
        return self._predicate(words, joins.start() if joins else len(words))

    def _predicate(self, words: str, limit: int) -> int | None:
        first = self._first_verb(words, 0, limit, bool(_THOSE.match(words)))
        let = _LET.search(words, first, limit) if first and _OWNED.match(words, first) else None
        if let and "," not in words[first : let.start()]:  # “xã có rừng phải …”
            return let.start()
        inner = self._relative.search(words, 0, limit)
        if inner and inner.start() > 1 and self._first_verb(words, 0, inner.start(), False) is None:
            # “cán bộ thực hiện Chương trình được …”: the later verb tells what is to be reached
            strong = _PLAIN.search(words, inner.end(), limit)
            later = strong.start() if strong else self._first_verb(words, inner.end(), limit, False)
            if later is not None:
                return later
        return first

    def _first_verb(self, words: str, start: int, limit: int, relative: bool) -> int | None:
        """The first verb of a stretch; after “những …” a “đạt” only tells who is meant."""
        strong = (m for m in _STRONG.finditer(words, start, limit))
        weak = (
            m for m in self._weak.finditer(words, start, limit) if not _IN_NOUN.search(words[: m.start()])
        )
        first, told = (
            next((m.start() for m in found if not (relative and m[0].lower() == "đạt")), None)
            for found in (weak, strong)
        )
        if first is None or told is None or told < first:
            return first if told is None else told
        # “ngư cụ khai thác thủy sản được thu hồi”: the passive tells what is to be reached
        passive = words.startswith("được", told) and not _OWNED.match(words, first)
        return told if passive and not _BETWEEN.search(words, first, told) else first

    @cached_property
    def _weak(self) -> re.Pattern[str]:
        return self._gazetteer.within(r"(?<!\w)(?:{})(?!\w)", "cue/predicate")

    @cached_property
    def _relative(self) -> re.Pattern[str]:
        return self._gazetteer.within(r"(?:{})(?!\w)", "cue/relative", flags=re.IGNORECASE)
