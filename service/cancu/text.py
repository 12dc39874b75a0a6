"""Vietnamese text: one normal form, folding for comparison, alphabetical order, document numbers."""

import re
import sys
import unicodedata
from typing import Final

_SPACE = re.compile(r"\s+")
_WORD = re.compile("[0-9]+|[^\\W0-9_]+")
# Nearly all marks that stand apart in NFD.
_MARKS = re.compile("[\u0300-\u036f]+")
# The tones that have a mark, in their order; ngang has none.
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_TONE = re.compile(f"[{_TONES}]")
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTERS: Final = {ord(letter): chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_NUMBER_OR_GAP = re.compile(r"[0-9]+|[\W_]+")
SortKey = tuple[str, str, str, str]


def nfc(text: str) -> str:
    """The text in Unicode normal form C, white space untouched."""
    return unicodedata.normalize("NFC", text)


def normalise(text: str) -> str:
    """NFC, every run of white space one space, none at the ends: the text that offsets refer to."""
    return _SPACE.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: for matching what people type."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", _lower(text).replace("đ", "d")))
    return plain if plain.isascii() else "".join(c for c in plain if not unicodedata.combining(c))


def _lower(text: str) -> str:
    """Lower case; the Icelandic ð, which stands for đ in old texts, as đ. Neither has a decomposition."""
    return text.lower().replace("ð", "đ")


def words(text: str) -> list[str]:
    """The folded words of a text, and its numbers without leading zeros: "0374/ kh-ubnd" → 374, kh, ubnd."""
    return [word.lstrip("0") or "0" for word in _WORD.findall(fold(text))]


def sort_key(text: str) -> SortKey:
    """What texts are sorted by: letters, then tones, then case; numbers by value, punctuation as a space.

    The last part is the text in NFC: texts with one key are one text.
    """
    composed = nfc(text)
    decomposed = unicodedata.normalize("NFD", _lower(composed))
    units = _NUMBER_OR_GAP.sub(_unit, nfc(_TONE.sub("", decomposed))).strip().translate(_LETTERS)
    # A tone compares after any letter: no tone comes first.
    for place, tone in enumerate(_TONES, start=sys.maxunicode - len(_TONES)):
        decomposed = decomposed.replace(tone, chr(place))
    return units, decomposed, composed.swapcase(), composed


def _unit(unit: re.Match[str]) -> str:
    """A number, the longer the larger, or a gap: as they compare with each other and with letters."""
    value = unit[0].lstrip("0")
    return f"{len(value):06}{value}" if unit[0].isdigit() else " "


def number_key(number: str) -> str:
    """One spelling per document number: "0374/ kh-ubnd" and "374/KH-UBND" → "374/kh-ubnd"."""
    return _SPACE.sub("", fold(number)).lstrip("0")
