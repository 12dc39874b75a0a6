"""The chain of legal bases as a tree."""

import pytest

from cancu import terms, trace
from cancu.catalogue import Question
from cancu.engine import Embedded
from cancu.errors import AmbiguousName, UnknownName
from cancu.graph import load
from cancu.trace import Step

PLAN = terms.ID + "document/ubnd-thai-nguyen/kh/2022/104"


def ends(steps: tuple[Step, ...]) -> set[tuple[str, str]]:
    return {end for step in steps for end in (ends(step.steps) or {(step.name, step.end)})}


@pytest.fixture(scope="session")
def chain(questions: dict[str, Question]) -> Question:
    return questions["chain-of-legal-bases"]


def test_a_task_of_thai_nguyen_leads_to_the_decision_it_implements(
    embedded: Embedded, chain: Question
) -> None:
    (plan,) = trace.trace(embedded, chain, f"{PLAN}/task/V.2-1")
    assert plan.name == "104/KH-UBND"
    decision = next(step for step in plan.steps if step.name == "1373/QĐ-TTg")
    assert decision.link == terms.ELI + "ensures_implementation_of"
    assert decision.place == "104/KH-UBND preamble"
    assert decision.cue == "Thực hiện"
    assert decision.words.startswith("Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của Thủ tướng Chính phủ")


def test_a_chain_ends_in_a_law_or_in_a_document_that_says_its_basis_is_not_held(
    embedded: Embedded, chain: Question
) -> None:
    reached = ends(trace.trace(embedded, chain, PLAN))
    assert ("43/2019/QH14", "law") in reached
    assert ("14/CT-TTg", "basis not held") in reached
    assert {end for _, end in reached} == {"law", "basis not held"}


def test_a_plan_that_names_only_a_programme_reaches_the_decision_that_approved_it(
    embedded: Embedded, chain: Question
) -> None:
    hue = terms.ID + "document/ubnd-thua-thien-hue/kh/2024/182"
    (programme,) = trace.trace(embedded, chain, hue)
    assert programme.link == terms.DEF + "carriesOut"
    assert [step.name for step in programme.steps] == ["1373/QĐ-TTg"]


def test_every_step_has_its_place_and_the_status_of_its_checking(embedded: Embedded, chain: Question) -> None:
    steps = list(trace.trace(embedded, chain, f"{PLAN}/task/V.8-1"))
    while steps:
        step = steps.pop()
        assert step.words or step.place.startswith("http")
        assert step.status == terms.CODE + "review-status/read"
        steps.extend(step.steps)


@pytest.mark.parametrize(
    "spelling",
    ["104/KH-UBND", "104/kh-ubnd", "0104 / KH-UBND", PLAN, "id:document/ubnd-thai-nguyen/kh/2022/104"],
)
def test_a_document_is_found_by_number_in_any_spelling_or_by_iri(embedded: Embedded, spelling: str) -> None:
    assert trace.find(embedded, spelling) == PLAN


def test_an_unknown_number_is_named(embedded: Embedded) -> None:
    with pytest.raises(UnknownName, match="9999/KH-UBND"):
        trace.find(embedded, "9999/KH-UBND")


def test_an_unknown_iri_is_named(embedded: Embedded, chain: Question) -> None:
    with pytest.raises(UnknownName, match="nowhere"):
        trace.trace(embedded, chain, terms.ID + "document/nowhere")


def test_a_number_that_several_documents_bear_lists_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("invented") / "two.ttl"
    path.write_text(
        f"""@prefix d: <{terms.ID}document/> .
        d:a <{terms.ELI}number> "50/NQ-A" . d:b <{terms.ELI}number> "50/NQ-A" .""",
        encoding="utf-8",
    )
    with pytest.raises(AmbiguousName) as caught:
        trace.find(Embedded(load([path])), "50/NQ-A")
    assert caught.value.candidates == [terms.ID + "document/a", terms.ID + "document/b"]
