"""The page of every kind of thing: its name, what is said of it, its words; few queries, nothing hostile."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cancu import terms
from cancu.api import create_app
from cancu.api.absence import CUT
from cancu.catalogue import Question
from cancu.engine import Embedded, select
from cancu.release import Release
from reading import BROWSER, Counting, invented, plan_of, read, sample

PLAN = "/id/document/ubnd-thai-nguyen/kh/2022/104"
CUT_PLAN = "/id/document/ubnd-quang-binh/kh/2023/2557"
HELD = [
    PLAN, CUT_PLAN, "/id/document/ubnd-bac-ninh/kh/2022/374", "/id/document/ubnd-ninh-binh/kh/2022/126",
    "/id/document/ubnd-thua-thien-hue/kh/2024/182",
]  # fmt: skip
# Each kind of thing: its address, its name in both languages, and the most queries its page may ask.
KINDS = [
    (PLAN, "104/KH-UBND", "104/KH-UBND", 17),
    ("/id/document/ttg/qd/2021/1373", "1373/QĐ-TTg", "1373/QĐ-TTg", 17),
    (f"{PLAN}/task/V.2-1", "104/KH-UBND, V.2-1", "104/KH-UBND, V.2-1", 10),
    (f"{PLAN}/target/II.2.1.b-1", "104/KH-UBND, II.2.1.b-1", "104/KH-UBND, II.2.1.b-1", 8),
    (f"{PLAN}/clause/V.2", "104/KH-UBND, V.2", "104/KH-UBND, V.2", 8),
    (f"{PLAN}/citation/preamble-1", "104/KH-UBND, preamble-1", "104/KH-UBND, preamble-1", 8),
    (f"{PLAN}/statement/number-1", "104/KH-UBND, number-1", "104/KH-UBND, number-1", 8),
    ("/id/agency/thai-nguyen/so-giao-duc-va-dao-tao", "Sở Giáo dục và Đào tạo tỉnh Thái Nguyên",
     "Department of Education and Training of Thai Nguyen Province", 12),
    ("/id/indicator/nang-luc-thong-tin",
     "Tỷ lệ người trong độ tuổi lao động được trang bị năng lực thông tin", None, 8),
    ("/id/programme/xay-dung-xa-hoi-hoc-tap-2021-2030",
     "Xây dựng xã hội học tập giai đoạn 2021-2030", None, 9),
    ("/id/area/thai-nguyen", "Tỉnh Thái Nguyên", "Thai Nguyen Province", 11),
    ("/def/Task", "Nhiệm vụ", "Task", 8),
    ("/def/leadAgency", "cơ quan chủ trì", None, 8),
    ("/code/comparator/exactly", "Đúng bằng", None, 8),
    ("/code/comparator", "Phép so sánh", None, 8),
    ("/shape/Task-text", "nội dung nhiệm vụ", None, 6),
]  # fmt: skip


@pytest.fixture(scope="module")
def counted(
    embedded: Embedded, questions: dict[str, Question], published: Release
) -> tuple[TestClient, Counting]:
    counting = Counting(embedded)
    app = create_app(counting, questions, home=published.path.parent.parent)
    return TestClient(app, headers=BROWSER), counting


@pytest.mark.parametrize(("address", "vietnamese", "english", "most"), KINDS, ids=[row[0] for row in KINDS])
def test_a_thing_has_its_page_by_its_name_for_few_queries(
    counted: tuple[TestClient, Counting], address: str, vietnamese: str, english: str | None, most: int
) -> None:
    client, counting = counted
    before = len(counting.asked)
    page = read(client, address)
    assert page.heading == vietnamese
    assert f"https://w3id.org/cancu{address}" in page.text
    assert 0 < len(counting.asked) - before <= most
    if english is not None:
        assert read(client, address, language="en").heading == english


def listed(embedded: Embedded, kind: str) -> list[str]:
    rows = select(embedded, f"SELECT ?thing {{ ?thing a <{terms.DEF}{kind}> }} ORDER BY ?thing")
    return ["/" + row["thing"].value.removeprefix(terms.BASE) for row in rows]


@pytest.mark.parametrize(
    "kind",
    [
        "AgencyGroup",
        "Review",
        "Objective",
        "FundingSource",
        "Criterion",
        "HoldingCheck",
        "Citation",
        "Document",
    ],
)
def test_other_things_have_pages_too(site: TestClient, embedded: Embedded, kind: str) -> None:
    for address in sample(listed(embedded, kind), 3):
        assert read(site, address).heading


@pytest.mark.parametrize(
    "address", [PLAN, KINDS[7][0], "/id/area/thai-nguyen", "/def/Task", f"{PLAN}/clause/V.2"]
)
def test_every_link_of_a_page_leads_somewhere(site: TestClient, address: str) -> None:
    for link in sample(read(site, address).inside(), 12):
        assert site.get(link, follow_redirects=False).status_code in {200, 303}, link


def test_a_plan_tells_its_header_its_chain_its_facts_and_its_text(site: TestClient) -> None:
    page = read(site, PLAN)
    assert "Kế hoạch thực hiện Đề án “Xây dựng xã hội học tập giai đoạn 2022 - 2030”" in page.text
    assert "04/07/2022" in page.text
    assert "4 July 2022" in read(site, PLAN, language="en").text
    assert {"diagram", "text", "statements", "targets-of-document", "tasks-of-document"} <= set(page.ids)
    drawn = re.search("<svg.*?</svg>", page.html, re.S)
    assert drawn is not None
    assert "1373/QĐ-TTg" in drawn[0]
    assert "/trace/ubnd-thai-nguyen/kh/2022/104" in page.leading("/trace/")


@pytest.mark.parametrize("address", HELD)
def test_every_fact_of_a_held_text_is_marked_and_every_clause_has_its_anchor(
    site: TestClient, embedded: Embedded, address: str
) -> None:
    page = read(site, address)
    document = f"https://w3id.org/cancu{address}"
    facts = select(
        embedded,
        f"""PREFIX cancu: <{terms.DEF}> SELECT DISTINCT ?fact {{
        ?fact cancu:statedIn ?clause ; cancu:quoteStart [] . ?clause cancu:inDocument <{document}> }}""",
    )
    marked = {link.href for link in page.links if link.marked}
    assert marked == {"/" + row["fact"].value.removeprefix(terms.BASE) for row in facts}
    assert len(marked) > 20
    clauses = select(
        embedded,
        f"""PREFIX cancu: <{terms.DEF}> SELECT ?path {{
        ?clause cancu:inDocument <{document}> ; cancu:path ?path ; cancu:textStart [] }}""",
    )
    assert {f"clause-{row['path'].value}" for row in clauses} <= set(page.ids)


def test_the_words_of_a_fact_stand_in_its_clause(site: TestClient) -> None:
    task = read(site, f"{PLAN}/task/V.2-1")
    quoted = re.search("<blockquote[^>]*><p>(.*?)</p>", task.html, re.S)
    assert quoted is not None
    marks = "".join(link.text for link in task.links if link.marked)
    assert marks == quoted[1]
    assert {link.href for link in task.links if link.marked} == {f"{PLAN}/task/V.2-1"}
    assert f"{PLAN}/clause/V.2" in task.leading(f"{PLAN}/clause/")


@pytest.mark.parametrize(
    ("address", "status"),
    [(CUT_PLAN, "truncated"), ("/id/document/chinh-phu/nq/2019/17", "not-held"), (PLAN, "")],
)
def test_a_document_says_how_much_of_its_text_is_held(site: TestClient, address: str, status: str) -> None:
    text = read(site, address).text
    assert [name for name, told in CUT.items() if told.vi in text] == ([status] if status else [])


def test_a_work_without_a_number_goes_by_its_title(site: TestClient, embedded: Embedded) -> None:
    work = next(address for address in listed(embedded, "Document") if address.startswith("/id/work/"))
    title = select(
        embedded,
        f"SELECT ?t {{ <https://w3id.org/cancu{work}> <{terms.DCT}title> ?t FILTER(LANG(?t) = 'vi') }}",
    )
    assert read(site, work).heading == title[0]["t"].value


def test_an_agency_without_an_area_has_its_page() -> None:
    client, _ = invented('id:x a cancu:Agency ; rdfs:label "Ban X (hư cấu)"@vi ; cancu:symbol "BX" .')
    page = read(client, "/id/x")
    assert page.heading == "Ban X (hư cấu)"
    assert "BX" in page.text
    assert page.leading("/why?subject=")


def test_a_plan_of_many_targets_asks_no_more_queries_than_one_of_few(
    tmp_path: Path, questions: dict[str, Question]
) -> None:
    asked = []
    for count in (10, 1000):
        turtle, text = plan_of(count)
        client, counting = invented(turtle, questions, {"x": text}, tmp_path / str(count))
        asked.append(counting.during(client, "/id/document/x"))
        page = read(client, "/id/document/x")
        assert page.heading == "1/KH (hư cấu)"
        assert len({link.href for link in page.links if link.marked}) == count
        assert f"clause-I.{count - 1}" in page.ids
    # Names are asked for 250 at a time, and a page mentions only so many.
    assert asked[0] <= 17
    assert asked[1] <= asked[0] + 5


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></svg></table><h1>x</h1>",
    "' onmouseover='alert(1)",
    "\\u202Eđảo\\u202C",
    "&lt;b&gt;",
    "a\\u0001b\\u001Bc",
    "javascript:alert(1)",
]


def labelled(kind: str, said: str) -> TestClient:
    """A thing of a kind and another, all of whose texts are what is said."""
    text = said.replace('"', '\\"')
    client, _ = invented(
        f"""id:x a cancu:{kind} ; rdfs:label "{text}"@vi ; dct:title "{text}"@vi ; eli:number "{text}" ;
            skos:definition "{text}"@vi ; cancu:quote "{text}"@vi ; cancu:textStatus <javascript:alert(1)> ;
            rdfs:seeAlso <data:text/html,x> , <https://example.org/?a&b=> , <mailto:a@example.org> , id:y .
        id:y rdfs:label "{text}"@en ; cancu:area id:x ; cancu:inDocument id:x ."""
    )
    return client


@pytest.mark.parametrize(
    "kind", ["Document", "Task", "Agency", "Area", "Indicator", "Programme", "Clause", "Term"]
)
def test_hostile_labels_stay_text(kind: str) -> None:
    client = labelled(kind, " ".join(HOSTILE))
    page = read(client, "/id/x")
    assert "</title></svg></table><h1>x</h1>" in page.text
    assert page.leading("https://example.org/") == ["https://example.org/?a&b="]
    assert page.leading("mailto:") == ["mailto:a@example.org"]
    read(client, "/id/y")


@pytest.mark.parametrize("said", ["{{ 7 * 7 }}", "{% for %}", "{0.__class__}"])
def test_a_label_is_no_template(said: str) -> None:
    assert f"<h1>{said}</h1>" in labelled("Task", said).get("/id/x").text


def test_what_links_to_a_thing_is_paged_in_the_language_of_the_page(site: TestClient) -> None:
    page = read(site, "/about/code/review-status/read.html?lang=en")
    following = next(link for link in page.links if link.href.endswith("#incoming"))
    assert following.href == "?lang=en&page=2#incoming"


def test_a_language_that_was_named_is_kept_on_the_way_to_a_page(site: TestClient) -> None:
    answer = site.get("/id/area/thai-nguyen?lang=en", follow_redirects=False)
    assert answer.headers["location"] == "/about/id/area/thai-nguyen.html?lang=en"
    assert read(site, "/id/area/thai-nguyen?lang=en").heading == "Thai Nguyen Province"
