"""The areas: which unit existed on which day, what became of it, and where else it is described."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions

from cancu import terms
from cancu.graph import Corpus

AREA = terms.ID + "area/"
COUNTRY, CA_MAU = AREA + "vn", {AREA + "ca-mau", AREA + "ca-mau-2025"}
MERGED = date(2025, 7, 1)

# Codes that bear another name since 1 July 2025, with the name before and the name since.
REUSED = {
    "15": ("Yên Bái", "Lào Cai"),
    "24": ("Bắc Giang", "Bắc Ninh"),
    "44": ("Quảng Bình", "Quảng Trị"),
    "52": ("Bình Định", "Gia Lai"),
    "80": ("Long An", "Tây Ninh"),
    "82": ("Tiền Giang", "Đồng Tháp"),
    "91": ("Kiên Giang", "An Giang"),
}

# Days before and after the mergers.
DAYS = [date(year, month, 1) for year in range(2009, 2027) for month in (1, 7)] + [date(2026, 11, 21)]


@dataclass(frozen=True)
class Area:
    """An area as the file describes it: the values of each property (skos:prefLabel@vi, …), as strings."""

    iri: str
    said: dict[str, frozenset[str]]

    def one(self, name: str) -> str:
        """The value of a property, or "" without one."""
        (value,) = self.said.get(name, frozenset([""]))
        return value

    def existed(self, day: date) -> bool:
        """Whether the area existed on a day: a first or last day that is not given is out of sight."""
        return self.one("cancu:validFrom") <= str(day) <= (self.one("cancu:validTo") or "9999")


def select(corpus: Corpus, query: str) -> list[dict[str, str]]:
    solutions = corpus.store.query(query, prefixes=terms.PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in solutions]


@pytest.fixture(scope="module")
def areas(corpus: Corpus) -> dict[str, Area]:
    said: dict[str, dict[str, set[str]]] = {}
    for row in select(corpus, "SELECT ?area ?p ?o (LANG(?o) AS ?tongue) { ?area a cancu:Area ; ?p ?o }"):
        name = terms.shorten(row["p"]) + (f"@{row['tongue']}" if row["tongue"] else "")
        said.setdefault(row["area"], {}).setdefault(name, set()).add(row["o"])
    return {iri: Area(iri, {p: frozenset(o) for p, o in facts.items()}) for iri, facts in said.items()}


@pytest.fixture(scope="module")
def units(areas: dict[str, Area]) -> list[Area]:
    return [area for area in areas.values() if area.iri != COUNTRY]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_there_are_63_units_before_the_mergers_and_34_after(units: list[Area], day: date) -> None:
    assert sum(unit.existed(day) for unit in units) == (63 if day < MERGED else 34)


def test_hue_took_the_place_of_thua_thien_hue_on_the_first_day_of_2025(areas: dict[str, Area]) -> None:
    province, city = areas[AREA + "thua-thien-hue"], areas[AREA + "hue-2025"]
    last, first = date(2024, 12, 31), date(2025, 1, 1)
    assert (province.existed(last), province.existed(first)) == (True, False)
    assert (city.existed(last), city.existed(first)) == (False, True)


def test_ten_units_were_not_touched_and_23_were_re_created(units: list[Area]) -> None:
    before = {unit.iri for unit in units if unit.existed(date(2024, 12, 31))}
    after = {unit.iri for unit in units if unit.existed(MERGED)}
    assert len(before & after) == 10
    assert len(after - before - {AREA + "hue-2025"}) == 23
    assert all(iri.endswith("-2025") for iri in after - before)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_state_code_and_the_iso_code_are_unique_on_one_day(units: list[Area], day: date) -> None:
    for name in ("cancu:gsoCode", "cancu:iso3166"):
        codes = Counter(unit.one(name) for unit in units if unit.existed(day) and unit.one(name))
        assert set(codes.values()) == {1}, name


def test_every_unit_has_a_state_code(units: list[Area]) -> None:
    assert all(unit.one("cancu:gsoCode") for unit in units)


def test_seven_codes_bear_another_name_since_the_mergers(units: list[Area]) -> None:
    def names(day: date) -> dict[str, str]:
        return {unit.one("cancu:gsoCode"): short_name(unit) for unit in units if unit.existed(day)}

    before, after = names(date(2025, 6, 30)), names(MERGED)
    both = {code: (before[code], after[code]) for code in before.keys() & after.keys()}
    assert {code: pair for code, pair in both.items() if pair[0] != pair[1]} == REUSED


def short_name(unit: Area) -> str:
    return min(unit.said["skos:altLabel@vi"], key=len)


def test_an_iso_code_stands_only_with_the_unit_it_was_given_to(units: list[Area]) -> None:
    assert {unit.iri.endswith("-2025") for unit in units if unit.one("cancu:iso3166")} == {False}
    assert {unit.iri.endswith("-2025") for unit in units if not unit.one("cancu:iso3166")} == {True}


def test_every_ended_unit_has_a_successor_from_the_next_day_and_a_legal_basis(
    areas: dict[str, Area], units: list[Area], corpus: Corpus
) -> None:
    documents = {row["d"] for row in select(corpus, "SELECT ?d { ?d a cancu:Document }")}
    ended = [unit for unit in units if unit.one("cancu:validTo")]
    for unit in ended:
        successor = areas[unit.one("cancu:succeededBy")]
        assert successor.one("cancu:validFrom") == unit.one("cancu:changedOn")
        assert unit.one("cancu:validTo") < unit.one("cancu:changedOn")
        assert unit.one("eli:based_on") in documents & successor.said["eli:based_on"]
    assert len(ended) == 53


def test_only_ended_units_have_a_successor(units: list[Area]) -> None:
    assert {unit.iri for unit in units if "cancu:succeededBy" in unit.said} == {
        unit.iri for unit in units if "cancu:validTo" in unit.said
    }


def test_dong_nai_became_a_city_under_its_code_and_says_when(areas: dict[str, Area]) -> None:
    unit = areas[AREA + "dong-nai-2025"]
    assert unit.one("skos:prefLabel@vi") == "Thành phố Đồng Nai"
    assert "Tỉnh Đồng Nai" in unit.said["skos:altLabel@vi"]
    assert unit.one("cancu:changedOn") == "2026-04-30"
    assert unit.one("cancu:gsoCode") == "75"


def test_every_unit_has_one_label_in_each_language_of_the_same_type(units: list[Area]) -> None:
    for unit in units:
        kind, english = unit.one("skos:prefLabel@vi").split()[0], unit.one("skos:prefLabel@en").split()[-1]
        assert (kind, english) in {("Tỉnh", "Province"), ("Thành", "City")}, unit.iri


# The links to other datasets


def links(corpus: Corpus, start: str) -> dict[str, set[str]]:
    """Where the areas are described elsewhere: the addresses that begin with `start`, by area."""
    found: dict[str, set[str]] = {}
    for row in select(corpus, "SELECT ?area ?same { ?area a cancu:Area ; schema:sameAs ?same }"):
        if row["same"].startswith(start):
            found.setdefault(row["area"], set()).add(row["same"])
    return found


def test_nothing_is_the_same_as_another_thing(corpus: Corpus) -> None:
    same = NamedNode(terms.OWL + "sameAs")
    assert list(corpus.store.quads_for_pattern(None, same, None)) == []


def test_every_area_but_ca_mau_has_one_item_in_wikidata(corpus: Corpus, areas: dict[str, Area]) -> None:
    found = links(corpus, "http://www.wikidata.org/entity/Q")
    assert areas.keys() - found.keys() == CA_MAU
    assert {len(items) for items in found.values()} == {1}


def test_two_units_share_an_item_of_wikidata_only_if_one_succeeds_the_other(
    corpus: Corpus, areas: dict[str, Area]
) -> None:
    sharing: dict[str, list[Area]] = {}
    for iri, items in links(corpus, "http://www.wikidata.org/entity/Q").items():
        for item in items:
            sharing.setdefault(item, []).append(areas[iri])
    for units in sharing.values():
        former = [unit for unit in units if unit.one("cancu:succeededBy") in {other.iri for other in units}]
        assert len(former) == len(units) - 1


def test_the_units_before_the_mergers_are_in_geonames(corpus: Corpus, units: list[Area]) -> None:
    found = links(corpus, "https://sws.geonames.org/")
    assert found.keys() == {unit.iri for unit in units if unit.existed(date(2024, 12, 31))}
    assert len(set().union(*found.values())) == 63


def test_each_file_of_links_and_the_areas_say_where_they_come_from(corpus: Corpus) -> None:
    query = "SELECT ?g { ?g a void:Dataset ; dct:source ?source ; dct:provenance ?text ; dct:license ?terms }"
    sourced = {row["g"] for row in select(corpus, query)}
    linking = {name for name, paths in corpus.files.items() if paths[0].is_relative_to(Path("data/links"))}
    assert linking | {terms.GRAPH + "reference/areas"} <= sourced
