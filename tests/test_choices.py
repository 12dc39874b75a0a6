"""The values a parameter can take: those that have rows, in Vietnamese order, asked once of a release."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from cancu import terms
from cancu.api.choices import Choice, Choices
from cancu.catalogue import Parameter, Question
from cancu.engine import Embedded
from cancu.errors import Message
from cancu.text import sort_key
from reading import Counting, as_page, read, sample, stored

AREA = Parameter("area", "iri", Message("địa bàn", "area"), "?area a cancu:Area")
YEAR = Parameter("year", "integer", Message("năm", "year"))
ASKED = Question(
    "asked", Message("Gì?", "What?"), Message("thử", "to try"), (), (AREA, YEAR), {}, "SELECT * {}"
)
NAMES = ["Tỉnh Ân", "Tỉnh An", "Tỉnh Đa", "Tỉnh Da", "Tỉnh Án", "Tỉnh 10", "Tỉnh 9", "Tỉnh Ăn"]
STATED = "".join(
    f'id:tinh-{at} a cancu:Area ; rdfs:label "{name}"@vi , "Province {9 - at}"@en .\n'
    for at, name in enumerate(NAMES)
)


def engine(turtle: str, release: str = "") -> Counting:
    return Counting(Embedded(stored(turtle), release=release))


def offered(counting: Counting, language: str = "vi", choices: Choices | None = None) -> list[Choice]:
    asked = choices or Choices()
    return list(as_page(counting, lambda page: asked.of(page, ASKED, language))["area"])


def test_choices_stand_in_vietnamese_order() -> None:
    assert [choice.label for choice in offered(engine(STATED))] == [
        "Tỉnh 9", "Tỉnh 10", "Tỉnh An", "Tỉnh Án", "Tỉnh Ăn", "Tỉnh Ân", "Tỉnh Da", "Tỉnh Đa",
    ]  # fmt: skip


def test_choices_stand_in_the_order_of_the_names_that_are_shown() -> None:
    assert [choice.value for choice in offered(engine(STATED), "en")] == [
        f"id:tinh-{at}" for at in range(7, -1, -1)
    ]


def test_a_choice_is_short_in_the_address_and_known_in_full() -> None:
    first = offered(engine(STATED))[0]
    assert (first.value, first.whole) == ("id:tinh-6", f"{terms.ID}tinh-6")


@pytest.mark.parametrize(("areas", "count"), [(0, 0), (300, 300), (301, 0)])
def test_of_too_many_choices_none_is_offered(areas: int, count: int) -> None:
    assert len(offered(engine("".join(f"id:a{at} a cancu:Area .\n" for at in range(areas))))) == count


def test_a_parameter_without_choices_is_not_asked_about() -> None:
    counting = engine(STATED)
    assert as_page(counting, lambda page: Choices().of(page, replace(ASKED, parameters=(YEAR,)), "vi")) == {}
    assert counting.asked == []


def test_what_has_no_iri_is_no_choice() -> None:
    assert [choice.value for choice in offered(engine("[] a cancu:Area . id:x a cancu:Area ."))] == ["id:x"]


def test_a_release_is_asked_once_for_both_languages() -> None:
    counting, choices = engine(STATED, "invented"), Choices()
    first = offered(counting, "vi", choices)
    asked = len(counting.asked)
    assert offered(counting, "vi", choices) == first
    assert len(offered(counting, "en", choices)) == len(first)
    assert len(counting.asked) == asked == 2


def test_a_store_that_may_change_unseen_is_asked_again() -> None:
    counting, choices = engine(STATED), Choices()
    offered(counting, "vi", choices)
    offered(counting, "vi", choices)
    assert len(counting.asked) == 4


def test_a_choice_that_cannot_be_asked_for_leaves_the_page_without(site: TestClient) -> None:
    broken = replace(ASKED, parameters=(replace(AREA, choices="?area a ["),))
    assert as_page(engine(STATED), lambda page: Choices().of(page, broken, "vi")) == {"area": []}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_of_a_question_offers_them_in_order(site: TestClient, language: str) -> None:
    page = read(site, "/queries/tasks-of-agency", language=language)
    labels = re.findall(r'<option value="id:agency[^>]*>(.*?)</option>', page.html)
    assert len(labels) > 10
    assert labels == sorted(labels, key=sort_key)


@pytest.mark.parametrize("value", ["id:area/bac-ninh", f"{terms.ID}area/bac-ninh", "id:area/nowhere"])
def test_the_form_keeps_what_was_asked(site: TestClient, value: str) -> None:
    page = read(site, f"/queries/targets-of-area?area={value}")
    (kept,) = re.findall(r'<option value="([^"]*)" selected', page.html)
    assert terms.expand(kept) == terms.expand(value)


def test_the_form_of_a_question_takes_each_of_its_parameters(
    site: TestClient, questions: dict[str, Question]
) -> None:
    for question in map(questions.__getitem__, sample(questions.keys(), 12)):
        fields = re.findall(
            r'<(?:select|input) id="(\w+)"', site.get(f"/queries/{question.name}?limit=1").text
        )
        assert fields == [parameter.name for parameter in question.parameters]
