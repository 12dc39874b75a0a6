"""/compare: what areas and the nation set for the same indicators and years, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response

from .. import terms
from ..catalogue import Question, find_question
from ..engine import Row
from ..errors import Message
from .absence import reasons
from .pages import language, page
from .parameters import read
from .sections import ask, reader
from .site import Site
from .tables import Cell, Reader

_QUESTION: Final = "targets-compared"
_ROWS: Final = 2000  # an area has a row for every indicator and year that anybody has a target for

_EXACTLY: Final = terms.CODE + "comparator/exactly"
_NO_FIGURE: Final = Message("không nêu con số", "no figure")


@dataclass(frozen=True)
class Figure:
    """What one document sets: its figure with the comparator, and the target or document it stands in."""

    text: str
    href: str


@dataclass(frozen=True)
class Standing:
    """One area's figures for an indicator and year, and how they stand beside the national one."""

    figures: tuple[Figure, ...]
    verdicts: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """An indicator and year, the national figures, and how each area stands, in the order of the areas."""

    indicator: Cell
    year: str
    national: tuple[Figure, ...]
    areas: tuple[Standing, ...]


def router(site: Site) -> APIRouter:
    """The route of comparing."""
    routes = APIRouter()

    @routes.get("/compare", response_class=Response)
    def compare(request: Request) -> Response:
        """A line for each indicator and year, a column for each area."""
        return _page(request, site, find_question(site.catalogue, _QUESTION))

    return routes


def _page(request: Request, site: Site, question: Question) -> Response:
    engine, spoken = site.ask(), language(request)
    values = read(request, question, partial(site.library.find, engine)).values
    asked = ask(engine, [(question, values)], _ROWS)[0] if values.get("area") else None
    if asked is not None and asked.error is not None:
        raise asked.error
    rows = asked.rows if asked else ()
    told = reader(engine, spoken, rows, site.catalogue.answers)
    areas = list(dict.fromkeys(row["area"].value for row in rows))
    choices = site.choices.of(engine, question, spoken)
    return page(
        request,
        "compare.html",
        question=question,
        choices=choices,
        values=values,
        areas=[told.named(area) for area in areas],
        lines=list(_lines(rows, areas, told)),
        asked=asked,
        reasons=reasons(engine, question, values, choices) if asked and not rows else (),
        release=engine.release,
    )


def _lines(rows: Sequence[Row], areas: Sequence[str], told: Reader) -> Iterator[Line]:
    """The rows by indicator and year; an indicator's years follow each other."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["indicator"].value, row["year"].value), []).append(row)
    for (indicator, year), members in grouped.items():
        national = dict.fromkeys(
            _figure(row, "nationalValue", "nationalComparator", "national", told) for row in members
        )
        yield Line(
            told.named(indicator),
            year,
            tuple(figure for figure in national if figure.text),
            tuple(_standing([row for row in members if row["area"].value == area], told) for area in areas),
        )


def _standing(rows: Sequence[Row], told: Reader) -> Standing:
    figures = dict.fromkeys(_figure(row, "value", "comparator", "target", told) for row in rows)
    verdicts = dict.fromkeys(told.cell(row["verdict"]).text for row in rows)
    return Standing(tuple(figure for figure in figures if figure.text), tuple(verdicts))


def _figure(row: Row, value: str, comparator: str, stated: str, told: Reader) -> Figure:
    """The figure of a row in words and digits; without a figure, that there is a target all the same."""
    if stated not in row:
        return Figure("", "")
    qualified = comparator in row and row[comparator].value != _EXACTLY
    words = told.cell(row[comparator]).text if qualified else ""
    number = told.cell(row.get(value)).text or told.say(_NO_FIGURE)
    return Figure(f"{words} {number}".strip(), told.cell(row[stated]).href)
