"""Figures that follow each other, each of its own of those that are listed before them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.extract.facts import Target
from cancu.extract.series import shared_out
from cancu.extract.spans import Span
from inventing import aims

COUNTED = ("xã", "phường", "hộ nghèo", "trường học", "cơ quan", "doanh nghiệp")


def read(statement: str) -> list[tuple[str, str]]:
    return [(target.population, target.value) for target in aims(f"- {statement}.")]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Tỷ lệ xã, phường có vườn ươm đạt 70%, 55%", [("xã", "70"), ("phường", "55")]),
        ("Tỷ lệ xã và phường có vườn ươm đạt 70% và 55%", [("xã", "70"), ("phường", "55")]),
        ("Tỷ lệ xã, phường có vườn ươm đạt ít nhất 70%, trên 55%", [("xã", "70"), ("phường", "55")]),
        ("Tỷ lệ xã, phường và trường học có vườn ươm đạt 70%, 55% và 40%",
         [("xã", "70"), ("phường", "55"), ("trường học", "40")]),
    ],
)  # fmt: skip
def test_each_figure_of_a_series_is_of_its_own_of_those_listed(
    statement: str, found: list[tuple[str, str]]
) -> None:
    assert read(statement) == found


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Tỷ lệ xã, phường có vườn ươm đạt 70%", [("xã, phường", "70")]),
        ("70% xã, phường có vườn ươm", [("xã, phường", "70")]),
    ],
)
def test_those_listed_share_a_figure_that_stands_alone(statement: str, found: list[tuple[str, str]]) -> None:
    assert read(statement) == found


def target(view: str, printed: str, population: str) -> Target:
    start = view.index(printed)
    figure = Span(start, start + len(printed))
    return Target(
        clause="I",
        quote=Span(0, len(view)),
        rule="",
        figure=figure,
        value=printed[:-1],
        population=population,
    )


@pytest.mark.parametrize("between", ["; ", ", trong đó ", " lên ", ", đến năm 2030 đạt "])
def test_figures_between_which_more_is_said_are_no_series(between: str) -> None:
    view = f"Tỷ lệ xã, phường đạt 70%{between}55%"
    found = [target(view, "70%", "xã, phường"), target(view, "55%", "xã, phường")]
    assert shared_out(view, found) == found


def test_an_aim_without_a_figure_is_in_no_series() -> None:
    view = "Tỷ lệ xã, phường đạt 70%"
    found = [target(view, "70%", "xã, phường"), Target(clause="I", quote=Span(0, len(view)), rule="")]
    assert shared_out(view, found) == found
    assert shared_out(view, []) == []


@settings(deadline=None, derandomize=True)
@given(
    st.permutations(COUNTED),
    st.lists(st.integers(10, 99), min_size=1, max_size=6, unique=True),
    st.integers(1, 6),
)
def test_only_who_is_counted_is_shared_out_and_only_where_as_many_are_listed(
    counted: list[str], values: list[int], number: int
) -> None:
    listed, printed = counted[:number], [f"{value}%" for value in values]
    view = f"Tỷ lệ {', '.join(listed)} đạt {', '.join(printed)}"
    found = shared_out(view, [target(view, each, ", ".join(listed)) for each in printed])
    assert [each.value for each in found] == [str(value) for value in values]
    if len(listed) <= len(values) and len(listed) > 1:
        assert [each.population for each in found[:number]] == listed
    else:
        assert {each.population for each in found} == {", ".join(listed)}
