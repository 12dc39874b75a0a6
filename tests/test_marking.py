"""Texts with their facts marked: nothing lost, nothing said twice, and hostile places do no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.api.marking import Block, Place, blocks

TEXT = "I. Mục tiêu 1. Đến năm 2030 đạt 90% 2. Giữ vững"
WHOLE = Place(0, len(TEXT), "I", "I")
FIRST = Place(12, 35, "I.1", "I.1")


def place(text: str, words: str, key: str) -> Place:
    return Place(text.index(words), text.index(words) + len(words), key, key)


def spoken(made: list[Block]) -> str:
    return "".join(piece.text for block in made for piece in block.pieces)


def marks(made: list[Block], key: str) -> str:
    pieces = (piece for block in made for piece in block.pieces)
    return "".join(piece.text for piece in pieces if key in {fact.key for fact in piece.facts})


def test_a_stretch_belongs_to_the_innermost_clause_and_its_first_names_it() -> None:
    made = blocks(TEXT, [WHOLE, FIRST], [])
    assert [(block.clause, block.first) for block in made] == [(WHOLE, True), (FIRST, True), (WHOLE, False)]
    assert [piece.text for block in made for piece in block.pieces] == [TEXT[:12], TEXT[12:35], TEXT[35:]]


def test_the_words_of_a_fact_are_marked_and_no_others() -> None:
    fact = place(TEXT, "đạt 90%", "fact")
    assert marks(blocks(TEXT, [WHOLE, FIRST], [fact]), "fact") == "đạt 90%"


def test_words_of_two_facts_name_both() -> None:
    wide, narrow = place(TEXT, "Đến năm 2030 đạt 90%", "wide"), place(TEXT, "90%", "narrow")
    made = blocks(TEXT, [WHOLE], [wide, narrow])
    assert [piece.facts for piece in made[0].pieces] == [(), (wide,), (wide, narrow), ()]


def test_a_fact_that_goes_over_clauses_is_marked_in_each() -> None:
    fact = place(TEXT, "90% 2. Giữ", "fact")
    made = blocks(TEXT, [WHOLE, FIRST], [fact])
    assert [[piece.text for piece in block.pieces if piece.facts] for block in made] == [
        [],
        ["90%"],
        [" 2. Giữ"],
    ]


def test_a_text_without_clauses_is_one_block_without_a_name() -> None:
    assert [(block.clause, block.first) for block in blocks(TEXT, [], [])] == [(None, False)]


def test_where_nothing_is_written_there_is_no_block() -> None:
    assert blocks("", [], []) == []
    assert blocks(" \n ", [Place(0, 3, "a")], [Place(0, 3, "b")]) == []
    assert len(blocks("a  b", [Place(0, 1, "a"), Place(3, 4, "b")], [])) == 2


@pytest.mark.parametrize(
    ("start", "end"),
    [(-5, -1), (-5, 3), (3, 3), (9, 2), (40, 10_000), (10_000, 20_000), (-(10**9), 10**9), (0, 0)],
)
@pytest.mark.parametrize("clauses", [True, False])
def test_a_place_outside_of_the_text_does_no_harm(start: int, end: int, clauses: bool) -> None:
    odd = Place(start, end, "odd")
    made = blocks(TEXT, [WHOLE, *([odd] if clauses else [])], [] if clauses else [odd])
    assert spoken(made) == TEXT
    assert marks(made, "odd") == ("" if clauses or start >= end else TEXT[max(start, 0) : max(end, 0)])


PLACES = st.lists(
    st.builds(Place, st.integers(-3, 45), st.integers(-3, 45), st.uuids().map(str), st.text(max_size=3)),
    max_size=6,
)
TEXTS = st.text(st.sampled_from("ăb 1\n.đ𝒳\u0301"), max_size=40)


@given(TEXTS, PLACES, PLACES)
def test_all_pieces_together_are_the_text(text: str, clauses: list[Place], facts: list[Place]) -> None:
    made = blocks(text, clauses, facts)
    at = 0
    for block in made:
        words = "".join(piece.text for piece in block.pieces)
        found = text.index(words, at)
        assert not text[at:found].strip()
        assert words.strip()
        at = found + len(words)
    assert not text[at:].strip()


@given(TEXTS, PLACES, PLACES)
def test_a_piece_lies_inside_of_its_facts_and_outside_of_all_others(
    text: str, clauses: list[Place], facts: list[Place]
) -> None:
    expected = {fact.key: text[max(fact.start, 0) : max(fact.end, 0)] for fact in facts}
    made = blocks(text, clauses, facts)
    for fact in facts:
        marked = marks(made, fact.key)
        assert marked.replace(" ", "").replace("\n", "") == "".join(expected[fact.key].split())


@given(TEXTS, PLACES)
def test_a_block_lies_inside_of_its_clause(text: str, clauses: list[Place]) -> None:
    at = 0
    for block in blocks(text, clauses, []):
        words = "".join(piece.text for piece in block.pieces)
        at = text.index(words, at)
        if block.clause is not None:
            assert block.clause.start <= at
            assert at + len(words) <= block.clause.end
            assert block.first == (at == block.clause.start)
        at += len(words)
