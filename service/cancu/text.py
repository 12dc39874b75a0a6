"""Vietnamese text: one normal form, folding for comparison, document numbers."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
# đ, and the Icelandic ð that stands for it in old texts, have no decomposition.
_D = str.maketrans("đð", "dd")


def nfc(text: str) -> str:
    """The text in Unicode normal form C, white space untouched."""
    return unicodedata.normalize("NFC", text)


def normalise(text: str) -> str:
    """NFC, every run of white space one space, none at the ends: the text that offsets refer to."""
    return _SPACE.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: for matching what people type."""
    decomposed = unicodedata.normalize("NFD", text.lower().translate(_D))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def number_key(number: str) -> str:
    """One spelling per document number: "0374/ kh-ubnd" and "374/KH-UBND" → "374/kh-ubnd"."""
    return _SPACE.sub("", fold(number)).lstrip("0")
