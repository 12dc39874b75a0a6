"""What the plans stand on: chains that reach the law by sourced steps, and a table computed by hand."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from cancu import terms, trace
from cancu.catalogue import Question
from cancu.engine import Embedded, select
from cancu.trace import Step

THAI_NGUYEN = terms.ID + "document/ubnd-thai-nguyen/kh/2022/104"
HUE = terms.ID + "document/ubnd-thua-thien-hue/kh/2024/182"
PREAMBLE_1373 = (
    "https://thuvienphapluat.vn/van-ban/Giao-duc/"
    "Quyet-dinh-1373-QD-TTg-2021-De-an-Xay-dung-xa-hoi-hoc-tap-2021-2030-483017.aspx"
)


def paths(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Every way from the first steps to where a chain ends."""
    for step in steps:
        if step.steps:
            yield from ((step, *path) for path in paths(step.steps))
        else:
            yield (step,)


def asked(embedded: Embedded, query: str) -> list[dict[str, str]]:
    prefixed = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in terms.PREFIXES.items()) + query
    return [{name: term.value for name, term in row.items()} for row in select(embedded, prefixed)]


def test_every_task_of_thai_nguyen_reaches_a_law_through_sourced_steps(
    embedded: Embedded, questions: dict[str, Question]
) -> None:
    chain = questions["chain-of-legal-bases"]
    tasks = [row["t"] for row in asked(embedded, f"SELECT ?t {{ <{THAI_NGUYEN}> cancu:hasTask ?t }}")]
    assert len(tasks) == 70
    for task in tasks:
        ways = list(paths(trace.trace(embedded, chain, task)))
        assert any(way[-1].end == "law" for way in ways), task
        assert all(step.place for way in ways for step in way)


def test_the_expected_chain_names_its_source_at_every_step(
    embedded: Embedded, questions: dict[str, Question]
) -> None:
    steps = trace.trace(embedded, questions["chain-of-legal-bases"], f"{THAI_NGUYEN}/task/V.2-1")
    ways = {tuple(step.name for step in way): way for way in paths(steps)}
    way = ways["104/KH-UBND", "1373/QĐ-TTg", "43/2019/QH14"]
    assert [step.place for step in way] == ["104/KH-UBND V.2", "104/KH-UBND preamble", PREAMBLE_1373]
    assert [terms.shorten(step.link) for step in way] == [
        "cancu:inDocument",
        "eli:ensures_implementation_of",
        "eli:based_on",
    ]
    assert way[-1].end == "law"


def test_a_chain_whose_next_step_is_not_known_says_so(
    embedded: Embedded, questions: dict[str, Question]
) -> None:
    steps = trace.trace(embedded, questions["chain-of-legal-bases"], terms.ID + "document/ttg/qd/2020/489")
    (way,) = paths(steps)
    assert (way[-1].name, way[-1].end) == ("49-KL/TW", "basis not held")


def test_a_scheme_is_not_given_the_targets_of_its_draft(embedded: Embedded) -> None:
    values = asked(
        embedded,
        """SELECT ?value { ?t cancu:inDocument <https://w3id.org/cancu/id/document/ttg/qd/2021/1373> ;
             cancu:indicator <https://w3id.org/cancu/id/indicator/chuyen-mon-ky-thuat> ;
             cancu:deadlineYear 2025 ; cancu:value ?value }""",
    )
    assert values == [{"value": "50"}]


def test_two_resolutions_of_one_number_stay_two(embedded: Embedded) -> None:
    years = asked(embedded, 'SELECT ?d { ?r eli:number "50/NQ-CP" ; eli:date_document ?d } ORDER BY ?d')
    assert [row["d"] for row in years] == ["2020-04-17", "2021-05-20"]


def test_figures_that_contradict_each_other_are_disputed_with_both_sources(embedded: Embedded) -> None:
    rows = asked(
        embedded,
        """SELECT ?value ?source {
             ?t cancu:reviewStatus <https://w3id.org/cancu/code/review-status/disputed> ;
                cancu:value ?value ; dct:source ?source } ORDER BY ?value""",
    )
    assert {row["value"] for row in rows} == {"60", "70"}
    assert len({row["source"] for row in rows}) >= 2


def test_no_fact_rests_on_memory(root: Path) -> None:
    for path in (root / "data").rglob("*.ttl"):
        said = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
        assert "memory" not in said, path


def test_every_fact_without_a_held_text_is_listed_with_its_source_and_kind(
    embedded: Embedded, questions: dict[str, Question]
) -> None:
    listed = {row["fact"].value for row in select(embedded, questions["facts-without-held-text"].text)}
    without = asked(
        embedded,
        "SELECT ?f { ?f a cancu:Fact FILTER NOT EXISTS { ?f cancu:statedIn ?clause } }",
    )
    assert listed == {row["f"] for row in without}
    for row in select(embedded, questions["facts-without-held-text"].text):
        assert row["source"].value.startswith(("https://", "http://"))
        assert row["kind"].value.startswith(terms.CODE + "source-kind/")


# The nine indicators of Huế's plan, read off the quotes by hand: Thái Nguyên 2025, Bắc Ninh 2025, Huế 2024
# and the nation 2025. Bắc Ninh's text is cut before the last two; the nation's figure for districts in 2025
# is not known.
BY_HAND = {
    "nang-luc-cong-nghe-thong-tin": ("60", "70", "50", "50"),
    "ky-nang-song": ("60", "60", "60", "50"),
    "chuyen-mon-ky-thuat": ("50", "50", "23", "50"),
    "trinh-do-dai-hoc": ("12", "15", "12", "12"),
    "dai-hoc-cao-dang-so": ("75", "70", "70", "70"),
    "co-so-giao-duc-moi-truong-so": ("60", "70", "60", "60"),
    "trung-tam-hoc-tap-cong-dong-cong-nghe-thong-tin": ("70", "70", "80", "70"),
    "cong-dan-hoc-tap": ("40", "unknown: text cut", "35", "40"),
    "huyen-hoc-tap": ("25", "unknown: text cut", "33", None),
}
COLUMNS = (("104/KH-UBND", "2025"), ("374/KH-UBND", "2025"), ("182/KH-UBND", "2024"), ("1373/QĐ-TTg", "2025"))


def test_the_nine_shared_indicators_stand_in_one_table_with_the_nation(
    embedded: Embedded, questions: dict[str, Question]
) -> None:
    rows = select(embedded, questions["indicators-side-by-side"].bind({"plan": HUE}))
    table: dict[str, dict[tuple[str, str], str]] = {}
    for row in rows:
        cells = table.setdefault(row["indicator"].value.rpartition("/")[2], {})
        if "year" in row:
            cells[row["number"].value, row["year"].value] = row["value"].value
        else:
            cells[row["number"].value, "2025"] = row["answer"].value
    computed = {name: tuple(cells.get(column) for column in COLUMNS) for name, cells in table.items()}
    assert computed == BY_HAND


@pytest.mark.parametrize("near", ["nang-luc-cong-nghe-thong-tin", "dai-hoc-cao-dang-so"])
def test_near_indicators_are_marked_as_such(
    embedded: Embedded, questions: dict[str, Question], near: str
) -> None:
    rows = select(embedded, questions["indicators-side-by-side"].bind({"plan": HUE}))
    matches = {
        row["number"].value: row["match"].value for row in rows if row["indicator"].value.endswith(near)
    }
    assert matches == {
        "182/KH-UBND": "same",
        "104/KH-UBND": "close",
        "374/KH-UBND": "close",
        "1373/QĐ-TTg": "close",
    }


# An invented statistics table, as a user would have it: state code, last day of the year, value.
INVENTED = """code,day,value
24,2024-12-31,11.5
24,2025-12-31,12.5
27,2024-12-31,13.5
44,2024-12-31,14.5
44,2025-12-31,15.5
19,2025-12-31,16.5
"""


def test_a_statistics_table_joins_rightly_on_both_sides_of_the_mergers(
    embedded: Embedded, questions: dict[str, Question]
) -> None:
    joined = {}
    for row in csv.DictReader(INVENTED.splitlines()):
        bound = questions["area-of-code"].bind({"code": row["code"], "day": row["day"]})
        (area,) = select(embedded, bound)
        joined[row["value"]] = area["label"].value
    assert joined == {
        "11.5": "Tỉnh Bắc Giang",
        "12.5": "Tỉnh Bắc Ninh",
        "13.5": "Tỉnh Bắc Ninh",
        "14.5": "Tỉnh Quảng Bình",
        "15.5": "Tỉnh Quảng Trị",
        "16.5": "Tỉnh Thái Nguyên",
    }


def test_unknown_is_shown_for_a_cut_text_a_summary_and_a_text_not_held(
    embedded: Embedded, questions: dict[str, Question]
) -> None:
    rows = select(embedded, questions["targets-against-national"].text)
    verdicts = {(row["number"].value, row["verdict"].value) for row in rows}
    assert ("374/KH-UBND", "unknown: text cut") in verdicts
    assert ("182/KH-UBND", "unknown: summary") in verdicts
    assert ("374/KH-UBND", "silent") not in verdicts
    assert ("104/KH-UBND", "silent") in verdicts
    alone = select(embedded, questions["targets-without-national"].bind({"plan": THAI_NGUYEN}))
    answers = {(row["nationalNumber"].value, row["answer"].value) for row in alone}
    assert answers == {("1373/QĐ-TTg", "unknown: text not held")}
