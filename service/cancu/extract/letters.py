"""Capitals of titles and posts brought to the letters in which the text prints the same words elsewhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from .gazetteer import Gazetteer
from .marks import LOWER, UPPER, is_capital
from .normal import Normal
from .numbers import numbers
from .outline import Outline
from .spans import Span

_PLACE_AND_DAY = re.compile(
    rf"(?<![\w/.-])(?P<place>[{UPPER}][\w .'-]{{1,40}}?),\s*(?=ngày|hồi)", re.IGNORECASE
)
_CARRIED = re.compile(r"(?:ĐỀ ÁN|CHƯƠNG TRÌNH|CHIẾN LƯỢC|KẾ HOẠCH) \w", re.IGNORECASE)
_CARRIES = re.compile(r"(?:THỰC HIỆN|TRIỂN KHAI|PHÊ DUYỆT|BAN HÀNH) $", re.IGNORECASE)
_HALF_NAME = re.compile(rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)?")
_LEVELS: Final = ("tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn")
_ROMAN = re.compile(r"[IVXLC]+")
_MARK = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\.? ?")
_SHORT_NAME = re.compile(r"[A-ZĐƯƠÔÂÊ]{2,5}")  # a word printed only so is an abbreviation


class Letters:
    """Knows how the running text prints its words."""

    def __init__(self, normal: Normal, outline: Outline, gazetteer: Gazetteer) -> None:
        self._normal, self._outline, self._gazetteer = normal, outline, gazetteer

    def recased(self, words: str) -> str:
        """Words in capitals as the text prints them elsewhere; unknown ones in small letters."""
        pieces, last, before = [], 0, ""
        named = self._named(words)
        for word in re.finditer(r"\w+", words):
            above = words[: word.start()]
            opened = above.rstrip(" ").endswith("“") or (above.endswith('"') and above.count('"') % 2 == 1)
            first = not before or opened or self._names_policy(words, word.start())
            known = named.get(word.start(), "")
            cased = self._cased(word[0], before, first, known) if word[0].isupper() else word[0]
            pieces += [words[last : word.start()], cased]
            before, last = word[0].lower(), word.end()
        return "".join([*pieces, words[last:]])

    def small(self) -> Normal:
        """The text with a title in capitals as it would be printed elsewhere, every place where it is."""
        title, text = self._outline.clause("title"), self._normal.text
        for block in title.blocks if title else ():
            words = block.span.of(text)
            recased = self.recased(words) if is_capital(words) else words
            if len(recased) == len(words):
                text = text[: block.span.start] + recased + text[block.span.end :]
        return replace(self._normal, text=text)

    def post(self, words: str) -> str:
        """“KT. CHỦ TỊCH” → “KT. Chủ tịch”."""
        mark = _MARK.match(words)
        recased = self.recased(words[mark.end() :] if mark else words)
        recased = re.sub(r"\bPhó (\w)", lambda found: f"Phó {found[1].upper()}", recased)
        recased = self._gazetteer.heads.sub(
            lambda found: self._gazetteer.spelt_heads[found[0].lower()], recased
        )
        recased = recased.replace(" thường trực", " Thường trực")
        return f"{mark[0].strip()} {recased}" if mark else recased

    def _named(self, words: str) -> dict[int, str]:
        """The words of known names of bodies as these spell them, and those of numbers, by their places."""
        spelt = {span.start: span.of(words) for span in numbers(words, Span(0, len(words)))}
        place = 0
        while name := self._gazetteer.any_case_names.search(words, place):  # names may share a word
            spelt[name.start()] = self._gazetteer.spelt[name[0].lower()]
            place = name.start() + 1
        for word, run in self._of_place(words):
            spelt[word.start()] = run
        return {
            start + word.start(): word[0]
            for start, said in spelt.items()
            for word in re.finditer(r"\w+", said)
        }

    def _cased(self, word: str, before: str, first: bool, known: str) -> str:
        """A word as the running text prints it after another, else as a known name spells it."""
        if first:
            return word if word in self._gazetteer.abbreviations else word.capitalize()
        seen = self._usual.get(f"{before} {word.lower()}", {})
        forms = {form: count for form, count in seen.items() if not form.isupper() or len(form) == 1}
        if forms:
            return max(forms, key=lambda form: (forms[form], form.islower()))
        if known:
            return known
        short = word in self._gazetteer.abbreviations or (seen and _SHORT_NAME.fullmatch(word))
        return word if short or _ROMAN.fullmatch(word) else word.lower()

    def _names_policy(self, words: str, place: int) -> bool:
        """Whether “Đề án” stands right before a name in quotation marks, or right after “thực hiện”."""
        policy = self._gazetteer.within(r"(?:{})\s*[“\"]", "cue/programme", flags=re.IGNORECASE)
        carried = _CARRIED.match(words, place) and _CARRIES.search(words, 0, place)
        return bool(policy.match(words, place) or carried)

    @cached_property
    def _usual(self) -> Mapping[str, Mapping[str, int]]:
        """How often a word after another is printed in which letters in the running text."""
        found: dict[str, dict[str, int]] = {}
        for block in self._outline.blocks:
            words = block.span.of(self._normal.text)
            if is_capital(words):
                continue
            said = re.findall(r"\w+", words)
            for before, word in zip(["", *said], said, strict=False):
                forms = found.setdefault(f"{before.lower()} {word.lower()}", {})
                forms[word] = forms.get(word, 0) + 1
        return found

    def _of_place(self, words: str) -> Iterator[tuple[re.Match[str], str]]:
        """The words of the place's name, where two stand together or one after its level: not “AN TOÀN”."""
        said = list(re.finditer(r"\w+", words))
        known = [self._place_words.get(word[0].lower(), "") for word in said]
        for at, word in enumerate(said):
            beside = any(known[max(0, at - 1) : at] + known[at + 1 : at + 2])
            if known[at] and (beside or (at and said[at - 1][0].lower() in _LEVELS)):
                yield word, known[at]

    @cached_property
    def _place_words(self) -> Mapping[str, str]:
        """The words of the place's name as the line of place and day prints them."""
        return {word.lower(): word for word in re.findall(r"\w+", self.place) if word[0].isupper()}

    @cached_property
    def place(self) -> str:
        """The place in the line of place and day, or nothing."""
        for name in ("header", "preamble"):
            part = self._outline.clause(name)
            above = ""
            for block in part.blocks if part else ():
                found = _PLACE_AND_DAY.search(self._normal.view, block.span.start, block.span.end)
                if found:
                    half = above if _HALF_NAME.fullmatch(above) else ""  # the page has broken the line
                    return f"{half} {found['place']}".strip()
                above = block.span.of(self._normal.view)
        return ""
