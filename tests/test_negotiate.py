"""Which format a request gets, for any Accept header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.api.negotiate import choose

OFFERED = ("application/sparql-results+json", "text/csv", "text/tab-separated-values")

pieces = st.sampled_from(
    (*OFFERED, "*/*", "text/*", "TEXT/CSV", ";", ",", "q", "=", "0", "0.5", "nan", " ", "-1")
)
accepts = st.text() | st.lists(pieces).map("".join)


@given(accepts, st.lists(st.sampled_from(OFFERED), min_size=1, unique=True))
def test_any_header_chooses_an_offered_type_or_none(accept: str, offered: list[str]) -> None:
    assert choose(accept, tuple(offered)) in (*offered, None)


@pytest.mark.parametrize(
    "accept", ["", " ", ",", "*/*", "application/*", "image/png, */*;q=0.1", "text/csv;q=0, */*"]
)
def test_the_first_offered_type_answers_a_request_that_leaves_it_open(accept: str) -> None:
    assert choose(accept, OFFERED) == OFFERED[0]


@pytest.mark.parametrize(
    "accept",
    [
        "text/csv",
        "TEXT/CSV",
        "text/*",
        " text/csv ; charset=utf-8",
        "text/csv;charset=utf-8;q=0.2",
        "application/sparql-results+json;q=0.5, text/csv;q=0.9",
        "*/*;q=0.1, text/csv",
        "*/*;q=0.1, TEXT/CSV;q=0.2",
        "*/*;q=0.1, text/csv;q=0.2, text/csv;q=0",
        "text/csv, text/tab-separated-values",
        "text/tab-separated-values, text/csv",
        "application/*;q=0, */*",
        "application/sparql-results+json;q=much, text/csv;q=0.1",
        "text/csv;q=7",
    ],
)
def test_the_type_of_highest_quality_is_chosen(accept: str) -> None:
    assert choose(accept, OFFERED) == "text/csv"


@pytest.mark.parametrize(
    "accept", ["image/png", "text/html, image/*", "*/*;q=0", "text/csv;q=0", "text", "nothing at all"]
)
def test_nothing_is_chosen_where_nothing_offered_is_wanted(accept: str) -> None:
    assert choose(accept, OFFERED) is None


def test_a_precise_range_counts_before_a_wide_one() -> None:
    assert choose("text/*, text/csv;q=0.1", OFFERED) == "text/tab-separated-values"
    assert choose("*/*, application/*;q=0.1, text/csv;q=0.2", OFFERED) == "text/tab-separated-values"


def test_a_quality_that_is_no_number_wants_nothing_and_hides_nothing() -> None:
    assert choose("application/sparql-results+json;q=nan, text/csv", OFFERED) == "text/csv"


def test_a_quality_is_read_in_any_case() -> None:
    assert choose("text/csv;Q=0, text/tab-separated-values;q=0.5", OFFERED) == "text/tab-separated-values"
