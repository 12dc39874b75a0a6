"""Patterns of phrases as pages print them: blanks lost at line ends, letters lost by a PDF."""

import re
from collections.abc import Iterable
from typing import Final

from .marks import LOWER, UPPER
from .normal import read

# A word also begins where a small letter meets a capital: “Thực hiệnQuyết định” has lost a blank.
BEGINS: Final = rf"(?:(?<![^\W\d])|(?-i:(?<=[{LOWER}])(?=[{UPPER}])))"
ENDS: Final = rf"(?:(?!\w)|(?-i:(?=[{UPPER}])))"
_LOST = re.compile("[ắằẳẵặấầẩẫậếềểễệốồổỗộ]")  # letters that conversions of PDFs drop


def alternatives(said: Iterable[str]) -> str:
    """A pattern of phrases, the longest first, as pages may print them."""
    phrases = sorted({read(word).view for word in said if word}, key=lambda word: (-len(word), word))
    return "|".join(map(_loosely, phrases)) or r"(?!)"


def _loosely(phrase: str) -> str:
    """A pattern of a phrase that may have lost blanks, or, of two words or more, the letters PDFs lose."""
    parts = [re.escape(part) for part in phrase.split()]
    whole, lossy = " *".join(parts), _LOST.sub(r"\g<0>?", " ".join(parts))
    return f"{whole}|{lossy}" if len(parts) > 1 and lossy != " ".join(parts) else whole
