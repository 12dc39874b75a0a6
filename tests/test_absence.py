"""Why there are no rows: what is not known, not held whole, written otherwise, or never meets."""

from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from cancu import catalogue, terms
from cancu.api.absence import CUT, reasons
from cancu.api.choices import Choice
from cancu.catalogue import Question
from cancu.engine import Waited
from cancu.errors import Message
from reading import Counting, Page, as_page, invented, read

WHO = """#+ question: {vi: "Ai mang ký hiệu này?", en: "Who bears this symbol?"}
#+ why: {vi: "để thử", en: "to try"}
#+ tags: [agency]
#+ parameters:
#+   symbol: {kind: string, vi: "ký hiệu", en: "symbol", choices: "[] cancu:symbol ?symbol"}
#+   area: {kind: iri, vi: "địa bàn", en: "area"}
PREFIX cancu: <https://w3id.org/cancu/def/>
SELECT ?agency ?symbol ?area WHERE {
  VALUES ?symbol { UNDEF }
  VALUES ?area { UNDEF }
  ?agency cancu:symbol ?symbol ; cancu:area ?area .
}
"""
STATED = """
id:tinh-a a cancu:Area . id:tinh-b a cancu:Area .
id:so-a cancu:symbol "SGDĐT" ; cancu:area id:tinh-a .
id:so-b cancu:symbol "STC" ; cancu:area id:tinh-b .
id:plan eli:jurisdiction id:tinh-a , id:tinh-b ;
    cancu:textStatus <https://w3id.org/cancu/code/text-status/complete> .
id:cut cancu:textStatus <https://w3id.org/cancu/code/text-status/truncated> .
id:short cancu:textStatus <https://w3id.org/cancu/code/text-status/summary> .
id:elsewhere cancu:textStatus <https://w3id.org/cancu/code/text-status/not-held> .
id:whole cancu:textStatus <https://w3id.org/cancu/code/text-status/complete> .
id:tinh-c a cancu:Area .
"""


@pytest.fixture(scope="module")
def who(tmp_path_factory: pytest.TempPathFactory) -> Question:
    path = tmp_path_factory.mktemp("queries") / "who.rq"
    path.write_text(WHO, encoding="utf-8")
    return catalogue.read_question(path)


@pytest.fixture(scope="module")
def served(who: Question) -> tuple[TestClient, Counting]:
    return invented(STATED, {"who": who})


def told(served: tuple[TestClient, Counting], asked: str) -> Page:
    page = read(served[0], f"/queries/who?{asked}")
    assert "Không có dòng nào." in page.text
    return page


@pytest.mark.parametrize(
    ("area", "reason"),
    [
        ("id:nowhere", Message("không có gì mang định danh này", "nothing bears this identifier")),
        ("id:cut", CUT["truncated"]),
        ("id:short", CUT["summary"]),
        ("id:elsewhere", CUT["not-held"]),
        (
            "id:tinh-c",
            Message("không có văn bản nào của địa bàn này được lưu giữ", "no document of this area is held"),
        ),
    ],
)
def test_a_value_that_cannot_have_rows_says_why(
    served: tuple[TestClient, Counting], who: Question, area: str, reason: Message
) -> None:
    told_of: list[Message] = as_page(served[1], lambda engine: reasons(engine, who, {"area": [area]}, {}))
    assert told_of == [Message(f"{area}: {reason.vi}", f"{area}: {reason.en}")]
    assert f"{area}: {reason.vi}" in told(served, f"area={area}").text


@pytest.mark.parametrize("symbol", ["sgdđt", "SGDDT", "sgddt", "SGDĐT\u0301"])
def test_a_text_that_differs_by_diacritics_or_case_is_told_what_may_be_meant(
    served: tuple[TestClient, Counting], symbol: str
) -> None:
    assert f"“{symbol}”: có lẽ là “SGDĐT”" in told(served, f"symbol={symbol}").text


def test_two_values_that_never_meet_are_told_which_to_leave_out(served: tuple[TestClient, Counting]) -> None:
    page = told(served, "symbol=STC&area=id:tinh-a")
    assert "Bỏ “ký hiệu” thì có kết quả" in page.text
    assert "Bỏ “địa bàn” thì có kết quả" in page.text


@pytest.mark.parametrize("asked", ["symbol=nobody", "area=id:whole"])
def test_where_no_reason_is_found_the_page_says_so(served: tuple[TestClient, Counting], asked: str) -> None:
    assert "Không tìm thấy lý do" in told(served, asked).text


def test_rows_after_the_last_one_are_not_called_absent(served: tuple[TestClient, Counting]) -> None:
    page = told(served, "symbol=STC&offset=7")
    assert "Câu trả lời có không quá 7 dòng" in page.text
    assert "Không tìm thấy lý do" not in page.text
    assert "/queries/who?symbol=STC" in page.leading("/queries/who")


@pytest.mark.parametrize(
    "symbol",
    ['"} DELETE WHERE { ?s ?p ?o } #', "</ul><script>alert(1)</script>", "\\", "UNDEF", "?x", "\u202e"],
)
def test_a_hostile_value_stays_a_text(served: tuple[TestClient, Counting], symbol: str) -> None:
    told(served, urlencode({"symbol": symbol}))


def test_a_value_that_is_itself_a_choice_is_not_meant_otherwise(
    who: Question, served: tuple[TestClient, Counting]
) -> None:
    choices = {"symbol": [Choice("STC", "STC", "STC")]}

    def asked(engine: Waited) -> list[Message]:
        return reasons(engine, who, {"symbol": ["STC"]}, choices)

    assert as_page(served[1], asked) == []


@pytest.mark.parametrize(
    ("asked", "vietnamese", "english"),
    [
        ("tasks-of-agency?agency=id:agency/nowhere", "không có gì mang định danh này", "nothing bears this"),
        (
            "targets-of-area?area=id:area/ha-giang",
            "không có văn bản nào của địa bàn này",
            "no document of this area",
        ),
        (
            "tasks-of-document?document=id:document/chinh-phu/nq/2019/17",
            "không được lưu giữ ở đây",
            "is not held here",
        ),
    ],
)
def test_the_shipped_data_says_what_it_does_not_hold(
    site: TestClient, asked: str, vietnamese: str, english: str
) -> None:
    assert vietnamese in read(site, f"/queries/{asked}").text
    assert english in read(site, f"/queries/{asked}", language="en").text


def test_a_name_in_full_says_the_same_as_a_short_one(site: TestClient) -> None:
    page = read(site, f"/queries/targets-of-area?area={terms.ID}area/ha-giang")
    assert "không có văn bản nào của địa bàn này" in page.text
