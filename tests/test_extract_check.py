"""A draft and its reviewed file are compared fact by fact: what is missed, too many, or said otherwise."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from cancu import terms
from cancu.errors import SyntaxFault
from cancu.extract.check import Difference, differences

ROOT = Path(__file__).parents[1]
REVIEWED = ROOT / "data" / "documents" / "ubnd-thua-thien-hue" / "kh" / "2024" / "182.ttl"
DOCUMENT = f"{terms.ID}document/ubnd-thua-thien-hue/kh/2024/182"
TARGET = f"{DOCUMENT}/target/P2-3"
PLACE = "ubnd-thua-thien-hue/kh/2024/182/target/P2-3"


@pytest.fixture(scope="module")
def reviewed() -> str:
    return REVIEWED.read_text(encoding="utf-8")


def without(turtle: str, name: str) -> str:
    """The Turtle without the block of a node."""
    blocks = turtle.split("\n\n")
    kept = [block for block in blocks if not block.startswith(f"{name} ")]
    assert len(kept) == len(blocks) - 1
    return "\n\n".join(kept)


def test_a_file_does_not_differ_from_itself(reviewed: str) -> None:
    assert differences(reviewed, REVIEWED) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data" / "documents").rglob("kh/*/*.ttl")), ids=lambda p: p.stem
)
def test_no_reviewed_plan_differs_from_itself(path: Path) -> None:
    assert differences(path.read_text(encoding="utf-8"), path) == []


def test_a_fact_that_the_draft_lacks_is_missed(reviewed: str) -> None:
    found = differences(without(reviewed, "target:P2-9"), REVIEWED)
    assert [(d.kind, d.node) for d in found] == [("missed", f"{DOCUMENT}/target/P2-9")]
    assert found[0].reviewed.startswith("Đối với nội dung xây dựng các mô hình học tập")


def test_a_fact_that_only_the_draft_has_is_too_many(reviewed: str, tmp_path: Path) -> None:
    shorter = tmp_path / "182.ttl"
    shorter.write_text(without(reviewed, "task:P3-2"), encoding="utf-8")
    (found,) = differences(reviewed, shorter)
    assert (found.kind, found.node, found.reviewed) == ("extra", f"{DOCUMENT}/task/P3-2", "")


def test_another_value_is_told_by_its_property_on_both_sides(reviewed: str) -> None:
    draft = reviewed.replace("cancu:value 23.0", "cancu:value 32.0")
    assert differences(draft, REVIEWED) == [Difference("value", TARGET, f"{terms.DEF}value", "32", "23")]


def test_other_words_for_the_same_fact_are_told(reviewed: str) -> None:
    draft = reviewed.replace(
        'cancu:quote "Tiếp tục củng cố, phát triển Hội Khuyến học các cấp"@vi ;\n    cancu:quoteStart 2182',
        'cancu:quote "củng cố, phát triển Hội Khuyến học các cấp"@vi ;\n    cancu:quoteStart 2191',
    )
    (found,) = differences(draft, REVIEWED)
    assert (found.kind, found.node) == ("words", f"{DOCUMENT}/task/P3-4")
    assert (found.drafted, found.reviewed[:8]) == ("củng cố, phát triển Hội Khuyến học các cấp", "Tiếp tục")


def test_facts_are_matched_by_their_place_whatever_their_numbers(reviewed: str) -> None:
    draft = reviewed.replace("target:P2-3", "target:P2-99").replace("task:P3-1 ", "task:P3-77 ")
    assert differences(draft, REVIEWED) == []


def test_a_draft_under_another_address_is_the_same_document(reviewed: str) -> None:
    draft = reviewed.replace("ubnd-thua-thien-hue/kh/2024", "draft")
    assert differences(draft, REVIEWED) == []


def test_what_only_a_person_or_only_a_machine_gives_is_not_compared(reviewed: str) -> None:
    draft = reviewed.replace(
        "reviewstatus:read", 'reviewstatus:machine ; cancu:extractedBy "target/percentage"'
    )
    draft = draft.replace(
        ' , "Plan to carry out the scheme “Building a learning society” in 2024 in Thua Thien Hue '
        'Province"@en',
        "",
    )
    assert differences(draft, REVIEWED) == []


def test_what_is_not_matched_is_told_by_its_words(reviewed: str) -> None:
    draft = reviewed.replace(
        "cancu:indicator indicator:chuyen-mon-ky-thuat", f"cancu:indicator <{DOCUMENT}/indicator/a>"
    )
    named = f'a cancu:UnresolvedIndicator ; <{terms.SKOS}prefLabel> "được đào tạo"@vi'
    draft += f"\n<{DOCUMENT}/indicator/a> {named} .\n"
    (found,) = differences(draft, REVIEWED)
    assert (found.drafted, found.reviewed) == ("được đào tạo", "id:indicator/chuyen-mon-ky-thuat")


def test_a_property_of_the_document_that_the_draft_lacks_is_told(reviewed: str) -> None:
    (found,) = differences(reviewed.replace("    cancu:periodEnd 2024 ;\n", ""), REVIEWED)
    assert found == Difference("value", DOCUMENT, f"{terms.DEF}periodEnd", "", "2024")


def test_triples_are_compared_as_turtle_is(reviewed: str) -> None:
    triples = [quad.triple for quad in parse(reviewed.encode(), RdfFormat.TURTLE)]
    assert differences(triples, triples) == []


def test_a_draft_that_is_no_turtle_is_refused() -> None:
    with pytest.raises(SyntaxFault):
        differences("đây không phải Turtle", REVIEWED)


@pytest.mark.parametrize(
    ("difference", "vi", "en"),
    [
        (
            Difference("missed", TARGET, "", "", "12% dân số"),
            f"{PLACE}: bản thảo thiếu “12% dân số”",
            f"{PLACE}: the draft misses “12% dân số”",
        ),
        (
            Difference("extra", TARGET, "", "12% dân số", ""),
            f"{PLACE}: chỉ bản thảo có “12% dân số”",
            f"{PLACE}: only the draft has “12% dân số”",
        ),
        (
            Difference("value", TARGET, f"{terms.DEF}value", "32", ""),
            f"{PLACE}: cancu:value bản thảo là “32”, bản đã đối chiếu là “—”",
            f"{PLACE}: cancu:value “32” in the draft, “—” in the reviewed file",
        ),
    ],
    ids=["missed", "extra", "value"],
)
def test_a_difference_is_a_sentence_in_both_languages(difference: Difference, vi: str, en: str) -> None:
    assert (difference.told().vi, difference.told().en) == (vi, en)
