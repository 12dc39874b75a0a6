"""What a text says of itself: number, type, issuer, day, title, area, signer, period, recipients."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..text import fold
from .blocks import ITEMS, UPPER, is_capital, is_rule
from .bodies import Bodies
from .facts import HeaderFact
from .gazetteer import Area, Gazetteer, alternatives
from .normal import Normal, plain
from .numbers import NUMBER, clean, day_at, type_of
from .outline import Clause, Outline, cut_marks
from .parts import SIGNED
from .resolve import area_named
from .spans import Span, bare

_NUMBER = re.compile(rf"Số *:?\s*(?P<number>{NUMBER})", re.IGNORECASE)
_PLACE_DATE = re.compile(rf"(?P<place>[{UPPER}][\w .'-]{{1,40}}?),\s*(?=ngày)", re.IGNORECASE)
_LEVELS: Final = r"TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU"
_OF_AREA = re.compile(rf"(?P<level>{_LEVELS}) +(?P<name>[^\d,.;:|()\"-]+)", re.IGNORECASE)
_PERIOD = re.compile(
    r"giai đoạn (?P<from>(?:19|20)\d\d) ?- ?(?P<to>(?:19|20)\d\d)|(?:trong )?năm (?P<year>(?:19|20)\d\d)|đến năm (?P<by>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_AT_PLACE = re.compile(
    rf"(?:trên địa bàn|tại|của) (?:toàn )?(?:{_LEVELS}) [^\d,.;:|()\"-]+?(?=$| giai đoạn| năm| đến|,)",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(
    rf"(?:Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Chương trình|Công văn) số (?P<number>{NUMBER})"
)
_NO_RECIPIENT = re.compile(r"(?:Như (?:trên|Điều|kính gửi)|Lưu)\b", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG *HÒA|ĐẢNG CỘNG SẢN|Độc lập|[-_*|]{2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """What the text says of itself, in the text's own words and, where they were found, the graph's."""

    facts: tuple[HeaderFact, ...]
    number: str
    type: str
    issuer: str
    date: str
    title: str
    area: Area | None
    place: str  # the place as the text names it: “tỉnh An Hà”
    period: tuple[str, str]
    text_status: str
    signatory: str
    signatory_role: str
    recipients: tuple[Span, ...]

    @property
    def year(self) -> str:
        """The year of the document."""
        return self.date[:4]


class _Reader:
    def __init__(self, normal: Normal, outline: Outline, gazetteer: Gazetteer, bodies: Bodies) -> None:
        self._text, self._view = normal.text, normal.view
        self._outline, self._gazetteer, self._bodies = outline, gazetteer, bodies
        self._facts: list[HeaderFact] = []

    def read(self) -> Header:
        """The header, with a fact for each part of it that was found."""
        number = self._number()
        day = self._day()
        issuer = self._issuer()
        kind = self._type(number)
        title = self._title(kind)
        place, area = self._area(day)
        period = self._period(title)
        role, signer = self._signature()
        received = self._recipients()
        return Header(
            tuple(self._facts),
            number,
            kind,
            issuer,
            day,
            title,
            area,
            place,
            period,
            self._status(),
            signer,
            role,
            received,
        )

    def _say(self, clause: str, span: Span, term: str, value: str, rule: str) -> None:
        self._facts.append(
            HeaderFact(clause=clause, quote=span, rule=f"header/{rule}", term=term, value=value)
        )

    def _part(self, name: str) -> Clause | None:
        return self._outline.clause(name)

    # --- Number, day, issuer

    def _number(self) -> str:
        header = self._part("header")
        found = _NUMBER.search(self._view, header.span.start, header.span.end) if header else None
        if found:
            number = clean(Span(*found.span("number")).of(self._text))
            self._say("header", Span(*found.span()), "eli:number", number, "number")
            return number
        first = self._first_paragraph()
        own = (
            _OWN_NUMBER.search(self._view, first.span.start, first.span.end) if first and not header else None
        )
        if own and first:
            number = clean(own["number"])
            self._say(first.path, Span(*own.span()), "eli:number", number, "number-in-prose")
            return number
        return ""

    def _first_paragraph(self) -> Clause | None:
        return next((c for c in self._outline.clauses if c.path == "P1"), None)

    def _day(self) -> str:
        header = self._part("header")
        if header:
            return self._day_in(header, "date") or self._day_below()
        first = self._first_paragraph()
        if not first:
            return ""
        return self._day_in(first, "date-in-prose", 200)

    def _day_in(self, part: Clause, rule: str, most: int = 10_000) -> str:
        for found in re.compile(r"ngày", re.IGNORECASE).finditer(
            self._view, part.span.start, min(part.span.end, part.span.start + most)
        ):
            day = day_at(self._view, found.start(), part.span.end)
            if day and len(day.iso) == 10:
                self._say(part.path, day.span, "eli:date_document", day.iso, rule)
                return day.iso
        return ""

    def _day_below(self) -> str:
        """A letter prints place and day below its title."""
        preamble = self._part("preamble")
        head = (
            next((b for b in preamble.blocks if re.match("Kính gửi", b.span.of(self._view))), None)
            if preamble
            else None
        )
        return (
            self._day_in(preamble, "date-below-title", head.span.start - preamble.span.start)
            if preamble and head
            else ""
        )

    def _issuer(self) -> str:
        header = self._part("header")
        if not header:
            return self._issuer_in_prose()
        lines = []
        for block in header.blocks:
            words = block.span.of(self._view)
            if re.match(r"Số\b", words) or _MOTTO.match(words) or is_rule(words) or words == "|":
                if lines:
                    break
                continue
            if not is_capital(words) and lines or day_at(self._view, block.span.start, block.span.end):
                break
            if is_capital(words):
                lines.append(block.span)
        if not lines:
            return ""
        span = Span(lines[0].start, lines[-1].end)
        cells = span.of(self._view).split("|")
        span = Span(span.start, span.start + len(cells[0].rstrip()))
        named = self._signing_authority() or self._recased(plain(span.of(self._text)))
        self._say("header", span, "eli:passed_by", named, "issuer")
        return named

    def _signing_authority(self) -> str:
        """The head who decides, where the preamble names one: CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …"""
        preamble = self._part("preamble")
        first = preamble.blocks[0].span if preamble else None
        words = first.of(self._view) if first else ""
        if first and is_capital(words) and re.match(r"(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC) ", words):
            return self._recased(first.of(self._text))
        return ""

    def _issuer_in_prose(self) -> str:
        first = self._first_paragraph()
        if not first:
            return ""
        for comma in re.compile(r", ").finditer(
            self._view, first.span.start, min(first.span.end, first.span.start + 160)
        ):
            body = self._bodies.at(self._view, comma.end(), first.span.end)
            if body and re.match(r"\s*(?:đã )?(?:ban hành|có|ký)", self._view[body.end : first.span.end]):
                named = body.of(self._text)
                self._say(first.path, body, "eli:passed_by", named, "issuer-in-prose")
                return named
        return ""

    # --- Type and title

    def _type(self, number: str) -> str:
        title = self._part("title")
        by_title = self._outline.parts.type
        if title and by_title and by_title != "cv":
            span = title.blocks[0].span
            self._say(
                "title",
                Span(span.start, self._type_end(span, by_title)),
                "eli:type_document",
                by_title,
                "type",
            )
            return by_title
        by_number = type_of(number, self._gazetteer) if number else ""
        header = self._part("header")
        if by_number and header:
            found = _NUMBER.search(self._view, header.span.start, header.span.end)
            if found:
                self._say("header", Span(*found.span()), "eli:type_document", by_number, "type-of-number")
        return by_number or by_title

    def _type_end(self, span: Span, slug: str) -> int:
        for name in sorted(self._gazetteer.cues.get(f"document-type/{slug}", ()), key=len, reverse=True):
            if fold(span.of(self._view)).startswith(fold(name)):
                return span.start + len(name)
        return span.end

    def _title(self, kind: str) -> str:
        part = self._part("title")
        if not part:
            return ""
        span = bare(self._view, part.span, " .;,")
        words = span.of(self._text)
        about = re.match(r"V/v:? *", words, re.IGNORECASE)
        if about:
            words = "Công văn về việc " + words[about.end() :]
        words = plain(words)
        title = self._recased(words) if is_capital(words) else self._first_small(words)
        self._say("title", span, "dct:title", title, "title")
        return title

    def _first_small(self, words: str) -> str:
        """A title printed in small letters below its type in capitals."""
        found = re.match(rf"(?P<type>[{UPPER} ]+) (?P<rest>.*)", words)
        if found and is_capital(found["type"]):
            kind = found["type"].capitalize()
            rest = found["rest"]
            return f"{kind} {rest[0].lower()}{rest[1:]}" if rest else kind
        return words

    @cached_property
    def _usual(self) -> Mapping[str, Mapping[str, int]]:
        """How often each folded pair of words is printed in which letters in the running text."""
        found: dict[str, dict[str, int]] = {}
        body = [
            c for c in self._outline.clauses if c.path not in ("header", "title", "signature", "recipients")
        ]
        for clause in body:
            if clause.parent:
                continue
            said = re.findall(r"\w+", clause.span.of(self._text))
            for before, word in zip(["", *said], said, strict=False):
                key = f"{before.lower()} {word.lower()}"
                found.setdefault(key, {}).setdefault(word, 0)
                found[key][word] += 1
        return found

    def _recased(self, words: str) -> str:
        """Capitals brought to the letters of a title: as the text prints the same words, names with capitals."""
        said = list(re.finditer(r"\w+", words))
        names = self._name_words
        out, last = [], 0
        for place, word in enumerate(said):
            out.append(words[last : word.start()])
            before = said[place - 1][0].lower() if place else ""
            opened = words[: word.start()].rstrip(" ").endswith(("“", '"'))
            out.append(
                self._cased(
                    word[0], before, place == 0 or opened or self._names_policy(words, word.start()), names
                )
            )
            last = word.end()
        return "".join([*out, words[last:]])

    def _names_policy(self, words: str, place: int) -> bool:
        """Whether “Đề án”, “Chương trình” stands right before a name in quotation marks."""
        return bool(re.compile(rf"(?:{self._policies})\s*[“\"]", re.IGNORECASE).match(words, place))

    @cached_property
    def _heads(self) -> str:
        """First words of bodies, in small letters, of two words or more."""
        heads = self._gazetteer.cues.get("cue/agency-head", ())
        return alternatives(head.lower() for head in heads if " " in head)

    @cached_property
    def _policies(self) -> str:
        return self._gazetteer.said("cue/programme")

    def _cased(self, word: str, before: str, first: bool, names: Mapping[str, str]) -> str:
        if first:
            return word.capitalize()
        seen = self._usual.get(f"{before} {word.lower()}", {})
        small = {
            form: count
            for form, count in seen.items()
            if not form.isupper() or len(form) == 1 or form == word and len(seen) == 1 and len(form) <= 5
        }
        if small:
            return max(small, key=lambda form: (small[form], form.islower()))
        return names.get(word.lower(), word.lower()) if not re.fullmatch(r"[IVXLC]+", word) else word

    @cached_property
    def _name_words(self) -> Mapping[str, str]:
        """The words of the place's name as its line of place and date prints them."""
        header = self._part("header")
        found = _PLACE_DATE.search(self._view, header.span.start, header.span.end) if header else None
        place = found["place"].split("|")[-1] if found else ""
        return {word.lower(): word for word in re.findall(r"\w+", place) if word[0].isupper()}

    # --- Area and period

    def _area(self, day: str) -> tuple[str, Area | None]:
        for name in ("title", "header", "preamble", "P1"):
            part = self._part(name)
            if not part:
                continue
            for found in _OF_AREA.finditer(self._view, part.span.start, part.span.end):
                area, end = self._longest_area(found, day)
                if area:
                    phrase = self._phrase(name, found.start(), end)
                    self._say(name, phrase, "eli:jurisdiction", area.iri, "area")
                    return f"{found['level'].lower()} {area.name}", area
        return self._unknown_place(), self._nation()

    def _longest_area(self, found: re.Match[str], day: str) -> tuple[Area | None, int]:
        words = found["name"].split()
        for size in range(min(len(words), 5), 0, -1):
            name = " ".join(words[:size])
            for said in (f"{found['level']} {name}", name):
                area = area_named(self._gazetteer, said, day)
                if area:
                    return area, found.start("name") + len(name)
        return None, 0

    def _phrase(self, part: str, start: int, end: int) -> Span:
        """With the words that tell the territory: “TRÊN ĐỊA BÀN TỈNH …”, “tại tỉnh …”."""
        lead = re.compile(r"(?:trên địa bàn|tại) (?:toàn )?$", re.IGNORECASE).search(self._view[:start][-20:])
        return Span(start - len(lead[0]), end) if lead and part == "title" else Span(start, end)

    def _unknown_place(self) -> str:
        """A place the graph does not know, by the issuer's name."""
        header = self._part("header")
        found = _OF_AREA.search(self._view, header.span.start, header.span.end) if header else None
        if not found:
            return ""
        return f"{found['level'].lower()} {self._recased('x ' + found['name'].strip())[2:]}"

    def _nation(self) -> Area | None:
        return None

    def _period(self, title: str) -> tuple[str, str]:
        """The period that a title gives to this document, not to a work it carries out."""
        part = self._part("title")
        if not part:
            return "", ""
        view = self._view[part.span.start : part.span.end]
        carries = re.search(r"(?:thực hiện|triển khai)", view, re.IGNORECASE)
        for found in _PERIOD.finditer(view):
            quoted = view[: found.start()].count('"') % 2 == 1
            if (
                carries
                and (quoted or found["from"] and not re.search(r'"', view))
                and carries.start() < found.start()
            ):
                continue
            span = Span(part.span.start + found.start(), part.span.start + found.end())
            start, end = (
                (found["from"] or found["year"] or ""),
                (found["to"] or found["year"] or found["by"] or ""),
            )
            if start:
                self._say("title", span, "cancu:periodStart", start, "period")
            self._say("title", span, "cancu:periodEnd", end, "period")
            return start, end
        return "", ""

    # --- Status, signature, recipients

    def _status(self) -> str:
        if cut_marks(self._gazetteer).search(self._view):
            return "truncated"
        if self._part("header"):
            return "complete"
        return "summary" if self._first_paragraph() else "truncated"

    def _signature(self) -> tuple[str, str]:
        part = self._part("signature")
        if not part:
            return "", ""
        posts: list[Span] = []
        for block in part.blocks:
            words = block.span.of(self._view).strip()
            if words == "|" or is_rule(words) or re.match(r"\((?:Đã ký|đã ký)\)", words):
                continue
            if is_capital(words) and (SIGNED.match(words) or posts) and len(words) < 120:
                posts.append(block.span)
                continue
            if posts and re.fullmatch(rf"(?:[{UPPER}][\w'.-]*)(?: [{UPPER}][\w'.-]*){{1,5}}", words):
                return self._signed(posts, block.span)
            if posts:
                break
        return "", ""

    def _signed(self, posts: list[Span], name: Span) -> tuple[str, str]:
        parts = " ".join(span.of(self._text).strip() for span in posts)
        parts = re.sub(r"\b(TM|KT|TL|TUQ|Q)\. ?", r"\1. ", parts)
        role = ", ".join(self._post(words) for words in self._posts(posts, parts))
        self._say("signature", name, "cancu:signatory", name.of(self._text), "signatory")
        self._say(
            "signature", Span(posts[0].start, posts[-1].end), "cancu:signatoryRole", role, "signatory-role"
        )
        return role, name.of(self._text)

    def _posts(self, posts: list[Span], whole: str) -> Iterator[str]:
        """The lines of the post; a mark like “KT.” alone on a line belongs to the next."""
        held = ""
        for span in posts:
            words = " ".join((held + " " + span.of(self._text).strip()).split())
            if re.fullmatch(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T)\.?", words):
                held = words
                continue
            held = ""
            yield words
        if held:
            yield held

    def _post(self, words: str) -> str:
        """“KT. CHỦ TỊCH” → “KT. Chủ tịch”."""
        mark = re.match(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T)\.? ?", words)
        rest = words[mark.end() :] if mark else words
        recased = self._recased(rest)
        recased = re.sub(r"\bPhó (\w)", lambda m: f"Phó {m[1].upper()}", recased)
        recased = re.sub(rf"(?<!\w)(?:{self._heads})(?!\w)", lambda m: m[0][0].upper() + m[0][1:], recased)
        recased = recased.replace(" thường trực", " Thường trực")
        return (mark[0].strip() + " " if mark else "") + recased

    def _recipients(self) -> tuple[Span, ...]:
        found: list[Span] = []
        for part in (
            self._part("recipients"),
            self._part("preamble") if self._outline.parts.type == "cv" else None,
        ):
            if not part:
                continue
            for block in part.blocks:
                if block.kind not in ITEMS or is_rule(block.span.of(self._view)):
                    continue
                span = bare(self._view, block.body)
                words = span.of(self._view)
                if len(span) > 2 and not _NO_RECIPIENT.match(words) and not re.match(r"Kính gửi", words):
                    found.append(span)
                    self._say(part.path, span, "cancu:recipient", span.of(self._text), "recipient")
        return tuple(found)


def header(normal: Normal, outline: Outline, gazetteer: Gazetteer, bodies: Bodies) -> Header:
    """What the text says of itself."""
    return _Reader(normal, outline, gazetteer, bodies).read()
