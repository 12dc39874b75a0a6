"""Phrases are found as pages print them: with blanks and letters lost, and never within other words."""

import re

import pytest

from cancu.extract.patterns import BEGINS, ENDS, alternatives
from extracting import gazetteer

KNOWN = re.compile(alternatives(["tổ chức thực hiện", "phối hợp", "đến", "cấp"]))


@pytest.mark.parametrize(
    "printed",
    [
        "tổ chức thực hiện", "tổchức thực hiện", "tổ chứcthực hiện", "tổ  chức thực hiện",
        "t chức thực hiện", "phối hợp", "phốihợp", "phi hợp", "đến", "cấp",
    ],
)  # fmt: skip
def test_a_phrase_is_matched_without_a_blank_or_without_a_letter_that_pdfs_lose(printed: str) -> None:
    assert KNOWN.fullmatch(printed)


@pytest.mark.parametrize("printed", ["đn", "cp", "phối", "phi", "phi hp", "tổ chc thực hiện", "tổ chức"])
def test_a_single_word_is_matched_whole_and_a_phrase_loses_no_other_letter(printed: str) -> None:
    assert not KNOWN.fullmatch(printed)


@pytest.mark.parametrize("printed", ["I. T CHỨC THỰC HIỆN", "I. TỔ CHỨCTHỰC HIỆN"])
def test_the_cues_of_the_graph_are_matched_so(printed: str) -> None:
    assert gazetteer().pattern("theme/organisation").search(printed)


@pytest.mark.parametrize(
    ("words", "found"),
    [("Thực hiệnQuyết", True), ("bản đến nơi", True), ("Xđến", False), ("đếnx", False), ("nđến", False)],
)
def test_a_word_begins_and_ends_also_where_a_small_letter_meets_a_capital(words: str, found: bool) -> None:
    pattern = rf"{BEGINS}(?:{alternatives(['quyết', 'đến'])}){ENDS}"
    assert bool(re.search(pattern, words, re.IGNORECASE)) is found


def test_no_phrase_is_never_matched() -> None:
    assert not re.search(alternatives([]), "")


def test_of_several_phrases_the_longest_is_matched() -> None:
    found = re.match(alternatives(["nhiệm vụ", "nhiệm vụ, giải pháp", "nhiệm"]), "nhiệm vụ, giải pháp khác")
    assert found
    assert found[0] == "nhiệm vụ, giải pháp"
