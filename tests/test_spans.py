"""Places in a text: what they hold, what remains of them, and where others cut them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.extract.spans import Span, around, bare, cut

PLACES = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted).map(lambda ends: Span(*ends))


@pytest.mark.parametrize(
    ("words", "core"),
    [
        (" Kế hoạch này./.", "Kế hoạch này"),
        ("; Sở Y tế,", "Sở Y tế"),
        ("16/2/2024", "16/2/2024"),
        (" .;", ""),
    ],
)
def test_a_bare_place_has_no_marks_at_its_ends(words: str, core: str) -> None:
    assert bare(words, Span(0, len(words))).of(words) == core


def test_a_place_is_cut_into_what_lies_between_others() -> None:
    words = "Sở Y tế; Sở Xây dựng; các xã"
    marks = iter([Span(7, 9), Span(20, 22)])
    assert [each.of(words) for each in cut(Span(0, len(words)), marks)] == [
        "Sở Y tế",
        "Sở Xây dựng",
        "các xã",
    ]


def test_places_hold_and_overlap_by_their_characters() -> None:
    assert Span(2, 4) in Span(2, 5)
    assert Span(2, 6) not in Span(2, 5)
    assert Span(2, 4).overlaps(Span(3, 9))
    assert not Span(2, 4).overlaps(Span(4, 9))


def test_what_lies_around_a_place_stays_within_its_paragraph() -> None:
    assert around(Span(10, 90), Span(40, 50), 20) == Span(20, 70)
    assert around(Span(10, 90), Span(15, 85), 20) == Span(10, 90)


@given(PLACES, PLACES)
def test_places_relate_as_the_sets_of_their_characters_do(one: Span, other: Span) -> None:
    these, those = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlaps(other) == bool(these & those) or not (these and those)
    assert other not in one or those <= these
    assert len(one) == len(these)


@given(st.text("ab .,;:/", max_size=12))
def test_what_is_bare_already_stays(words: str) -> None:
    core = bare(words, Span(0, len(words)))
    assert core in Span(0, len(words))
    assert bare(words, core) == core
