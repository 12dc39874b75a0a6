"""How names and words are compared: folded, and found in each of their spellings."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..text import words

# Abbreviations of the administration, which documents and people use beside the names that the data hold.
_SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "Công nghệ thông tin": ("CNTT",),
    "Giáo dục thường xuyên": ("GDTX",),
    "Giáo dục và Đào tạo": ("GD&ĐT", "GDĐT"),
    "Hồ Chí Minh": ("HCM",),
    "Hội đồng nhân dân": ("HĐND",),
    "Kế hoạch và Đầu tư": ("KH&ĐT", "KHĐT"),
    "Khoa học và Công nghệ": ("KH&CN", "KHCN"),
    "Lao động - Thương binh và Xã hội": ("LĐ-TB&XH", "LĐTB&XH", "LĐTBXH"),
    "Mặt trận Tổ quốc": ("MTTQ",),
    "Nông nghiệp và Môi trường": ("NN&MT", "NNMT"),
    "Nông nghiệp và Phát triển nông thôn": ("NN&PTNT", "NNPTNT"),
    "Tài nguyên và Môi trường": ("TN&MT", "TNMT"),
    "Thành phố": ("TP",),
    "Thành phố Hồ Chí Minh": ("TPHCM",),
    "Thông tin và Truyền thông": ("TT&TT", "TTTT"),
    "Thủ tướng Chính phủ": ("TTg",),
    "Trung ương": ("TW",),
    "Ủy ban nhân dân": ("UBND",),
    "Văn hóa, Thể thao và Du lịch": ("VH,TT&DL", "VHTT&DL", "VHTTDL"),
}


def _folded(text: str) -> str:
    return " ".join(words(text))


_LONG: Final = {_folded(short): _folded(long) for long, shorts in _SHORT.items() for short in shorts}
_SHORTS: Final = re.compile(rf"\b(?:{'|'.join(sorted(_LONG, key=len, reverse=True))})\b")
# What stands before a number or is left out: “Quyết định số 1373”, “ngày 30 tháng 7 năm 2021”, “Plan No 104”.
_BEFORE_NUMBER: Final = re.compile(r"\b(?:so|ngay|thang|nam|no) (?=[0-9])")
# Syllables written with i or with y: kỹ năng and kĩ năng, tỷ lệ and tỉ lệ.
_I_OR_Y: Final = re.compile(r"\b(h|k|l|m|qu|s|t)([iy])\b")


def key(text: str) -> str:
    """What a name and what people type have in common; "" where there is no word."""
    said = _BEFORE_NUMBER.sub("", _written_out(_folded(text)))
    return said.removesuffix(" 0")  # of 01/NQ-CP perhaps no more has been typed yet


def spellings(texts: Iterable[str]) -> str:
    """The words of some texts, abbreviations written out, and those they may also be found by."""
    said = _written_out(" | ".join(map(_folded, texts)))
    shorts = [short for short, long in _LONG.items() if f" {long} " in f" {said} "]
    others = {match[1] + "iy"[match[2] == "i"] for match in _I_OR_Y.finditer(said)}
    return " ".join([said, *shorts, *sorted(others)])


def _written_out(said: str) -> str:
    return _SHORTS.sub(lambda short: _LONG[short[0]], said)
