"""Which known indicator a target measures: the same words are the same measure, and no others are."""

from dataclasses import replace

import pytest

from cancu.extract import Gazetteer
from cancu.extract.facts import Target
from cancu.extract.indicators import Indicators
from extracting import gazetteer
from inventing import aims

XA, HUYEN, TREE, PUPILS, CHILDREN = "id:xa", "id:huyen", "id:cay", "id:hoc-sinh", "id:tre-em"
STATED = {
    XA: [("60% số xã có vườn ươm đạt chuẩn", 0)],
    HUYEN: [("Đến năm 2027, 80% số huyện có vườn ươm đạt chuẩn", 14)],
    TREE: [("tỷ lệ che phủ rừng", -1)],
    PUPILS: [("60% học sinh tiểu học và 40% học sinh trung học biết bơi", 25)],
    CHILDREN: [("90% trẻ em dưới 5 tuổi được tiêm chủng", 0)],
    "id:mot": [("70% số hộ trồng quế", 0)],
    "id:hai": [("80% số hộ trồng quế", 0)],
}


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return replace(gazetteer(), stated=STATED, measures={})


def indicators(known: Gazetteer, statement: str) -> list[str]:
    return [target.indicator for target in Indicators(known).matched(aims(f"- {statement}."))]


@pytest.mark.parametrize(
    ("statement", "indicator"),
    [
        ("60% số xã có vườn ươm đạt chuẩn", XA),
        ("Phấn đấu ít nhất 75% các xã có vườn ươm đạt chuẩn vào năm 2026", XA),
        ("Tỷ lệ xã có vườn ươm đạt chuẩn là 90%", XA),
        ("Duy trì 100% số huyện trên địa bàn tỉnh có vườn ươm đạt chuẩn", HUYEN),
        ("Tỷ lệ che phủ rừng đạt 45%", TREE),
        ("95% trẻ em dưới 5 tuổi được tiêm chủng", CHILDREN),
        ("50% học sinh trung học biết bơi", PUPILS),
    ],
)
def test_the_same_measure_is_known_whatever_its_figure_its_year_and_its_commitment(
    known: Gazetteer, statement: str, indicator: str
) -> None:
    assert indicators(known, statement) == [indicator]


@pytest.mark.parametrize(
    "statement",
    [
        "60% số thôn có vườn ươm đạt chuẩn",
        "60% số xã có vườn ươm",
        "60% số xã có vườn ươm đạt chuẩn quốc gia",
        "60% số xã không có vườn ươm đạt chuẩn",
        "95% trẻ em dưới 6 tuổi được tiêm chủng",
        "95% trẻ em được tiêm chủng",
        "Tỷ lệ che phủ rừng phòng hộ đạt 45%",
        "40% học sinh tiểu học biết bơi",
        "40% học sinh tiểu học và học sinh trung học biết bơi",
    ],
)
def test_any_difference_in_who_is_counted_or_for_what_is_another_measure(
    known: Gazetteer, statement: str
) -> None:
    assert indicators(known, statement) == [""]


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("60% số hộ trồng dừa có hợp đồng", "70% số hộ trồng dứa có hợp đồng"),
        ("60% số bản có trạm y tế", "70% số tỉnh có trạm y tế"),
        ("60% số bản có trạm y tế", "70% số quận có trạm y tế"),
        ("60% số hộ nghèo không có nhà", "70% số hộ không nghèo có nhà"),
        ("60% số người có sổ theo dõi", "70% số tỉnh có sổ theo dõi"),
    ],
)
def test_words_that_differ_in_a_tone_a_letter_or_their_order_are_other_measures(
    stated: str, read: str
) -> None:
    known = replace(gazetteer(), stated={"id:a": [(stated, 0)]}, measures={})
    assert indicators(known, stated) == ["id:a"]
    assert indicators(known, read) == [""]


def test_of_two_figures_in_a_statement_each_is_matched_for_itself(known: Gazetteer) -> None:
    found = indicators(known, "60% số xã có vườn ươm đạt chuẩn; 80% số huyện có vườn ươm đạt chuẩn")
    assert found == [XA, HUYEN]


def test_a_measure_that_two_indicators_have_is_neither(known: Gazetteer) -> None:
    assert indicators(known, "90% số hộ trồng quế") == [""]


def test_a_target_without_words_is_matched_with_nothing(known: Gazetteer) -> None:
    (found,) = Indicators(known).matched([Target(clause="I", quote=aims("- 60% số xã.")[0].quote, rule="")])
    assert found.indicator == ""


@pytest.mark.parametrize("silent", gazetteer().cues["cue/silent"])
@pytest.mark.parametrize(
    "measure", ["{} hộ trồng quế có vườn", "hộ trồng quế {} vườn", "hộ trồng quế có vườn {}"]
)
def test_words_of_grammar_commitment_and_territory_tell_no_measure_apart(silent: str, measure: str) -> None:
    known = replace(gazetteer(), stated={"id:a": [("70% hộ trồng quế có vườn", 0)]}, measures={})
    stated = Target(clause="I", quote=aims("- 60% số xã.")[0].quote, rule="", measure=measure.format(silent))
    (found,) = Indicators(known).matched([stated])
    assert found.indicator == "id:a"


@pytest.mark.parametrize("year", ["năm 2030", "vào năm 2030", "đến năm 2030", "đến hết năm 2030"])
def test_a_year_tells_no_measure_apart(known: Gazetteer, year: str) -> None:
    assert indicators(known, f"75% số xã có vườn ươm đạt chuẩn {year}") == [XA]
