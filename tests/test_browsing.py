"""What people do on the pages, in a real browser: with and without script, on a phone and on a desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from pyoxigraph import Literal, NamedNode, Quad, Store

from browsing import CHROMIUM, Browser, Page, Visits, expect, serving
from cancu import reason, terms
from cancu.api import create_app
from cancu.catalogue import Question
from cancu.engine import Embedded

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PLAN = "id/document/ubnd-thai-nguyen/kh/2022/104"
TASK = f"{PLAN}/task/V.2-1"
WAYS = [(360, True), (360, False), (1280, True), (1280, False)]
PAGES = [
    "/",
    "/search?q=hoc+tap",
    "/queries",
    "/queries/tasks-per-agency",
    "/queries/indicator-across-areas?indicator=id:indicator/nang-luc-thong-tin",
    "/queries/targets-of-area?area=id:area/ha-giang",
    "/queries/targets-beside-observations",
    "/compare?area=id:area/thai-nguyen&area=id:area/bac-ninh&year=2030",
    "/trace",
    "/trace/ubnd-thai-nguyen/kh/2022/104/task/V.2-1",
    "/why",
    f"/why?subject={terms.BASE}{TASK}&predicate=cancu:implementsDecision&object=id:document/ttg/qd/2021/1373",
    "/about",
    "/nowhere",
    f"/{PLAN}",
    "/id/document/ubnd-bac-ninh/kh/2022/374",
    f"/{TASK}",
    f"/{PLAN}/target/II.2.1.b-1",
    "/id/agency/thai-nguyen/so-giao-duc-va-dao-tao",
    "/id/area/thai-nguyen",
    "/id/indicator/nang-luc-thong-tin",
    "/id/programme/xay-dung-xa-hoi-hoc-tap-2021-2030",
    "/def/Task",
    "/def/leadAgency",
    "/code/comparator/exactly",
    "/shape/Task-text",
    "/validate",
]


@pytest.fixture
def visits(browser: Browser, address: str) -> Iterator[Visits]:
    """Open pages; when the test ends, nothing went wrong in them and nothing left the host."""
    opened = Visits(browser, address)
    yield opened
    opened.close()
    assert opened.faults == []


def ask(page: Page, label: str, value: str, button: str) -> None:
    page.get_by_label(label).fill(value)
    page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize(("width", "script"), WAYS)
@pytest.mark.parametrize(
    "words", ["104/kh-ubnd", "ke hoach thuc hien de an xay dung xa hoi hoc tap thai nguyen"]
)
def test_a_plan_is_found_by_number_and_by_words_without_diacritics(
    visits: Visits, words: str, width: int, script: bool
) -> None:
    page = visits.open("/", width=width, script=script)
    ask(page, "Tìm văn bản", words, "Tìm")
    page.get_by_role("link", name="trên địa bàn tỉnh Thái Nguyên").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("104/KH-UBND")


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_a_task_is_followed_to_the_law(visits: Visits, width: int, script: bool) -> None:
    page = visits.open(f"/{TASK}", width=width, script=script)
    page.get_by_role("link", name="Dò căn cứ").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("V.2-1")
    expect(page.locator("svg.drawing-chain")).to_be_visible()
    law = page.locator(".tree li", has_text="(luật)").last
    expect(page.locator(".tree q").first).not_to_be_empty()
    law.get_by_role("link").first.click()
    expect(page.locator(".eyebrow")).to_contain_text("Luật")


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_two_provinces_are_compared(visits: Visits, width: int, script: bool) -> None:
    page = visits.open("/compare", width=width, script=script)
    page.get_by_label("Tỉnh Thái Nguyên").check()
    page.get_by_label("Tỉnh Bắc Ninh").check()
    page.get_by_label("Năm").fill("2030")
    page.get_by_role("button", name="So sánh", exact=True).click()
    told = page.locator(".verdict").all_inner_texts()
    assert {"im lặng", "bằng", "chưa biết: văn bản bị cắt"} <= set(told)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_a_question_is_asked_and_its_link_shares_the_answer(visits: Visits, width: int, script: bool) -> None:
    page = visits.open("/queries/tasks-of-agency", width=width, script=script)
    page.get_by_label("cơ quan", exact=True).select_option(
        label="Sở Văn hóa, Thể thao và Du lịch tỉnh Thái Nguyên"
    )
    page.get_by_role("button", name="Hỏi").click()
    rows = page.locator("tbody tr").count()
    assert rows > 0
    again = visits.open("/queries" + page.url.partition("/queries")[2], script=script)
    assert again.locator("tbody tr").count() == rows


def test_a_query_without_script_is_answered_with_a_table_to_take_away(visits: Visits) -> None:
    page = visits.open("/sparql", script=False)
    page.get_by_label("Câu truy vấn").fill('SELECT ("á" AS ?x) (1.5 AS ?y) {}')
    page.get_by_role("button", name="Chạy").click()
    assert page.locator("td").all_inner_texts() == ["á", "1,5"]
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    assert "á,1.5" in Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_a_graph_is_checked_mended_and_checked_again(
    visits: Visits, tmp_path: Path, width: int, script: bool
) -> None:
    page = visits.open("/validate", width=width, script=script)
    page.get_by_label("Turtle").fill("<https://example.org/a> a\n  <b> .")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("dòng 2, cột 3")
    page.get_by_label("Turtle").fill(f"<https://example.org/a> a <{terms.DEF}Document> .")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Không đạt")
    expect(page.locator("tbody tr").first).to_contain_text("https://example.org/a")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if script:
        assert barriers(page) == []
    (tmp_path / "mended.ttl").write_text("# chưa nói gì\n", encoding="utf-8")
    page.get_by_label("Hoặc một tệp").set_input_files(tmp_path / "mended.ttl")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đạt: không có vi phạm.")


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_why_a_fact_is_there_is_read_down_to_the_words(visits: Visits, width: int, script: bool) -> None:
    page = visits.open(f"/{TASK}", width=width, script=script)
    page.locator("details", has_text="Điều suy ra").locator("summary").click()
    row = page.locator("tr", has_text="thực hiện theo văn bản").first
    row.get_by_role("link", name="vì sao?").first.click()
    expect(page.get_by_text("implements-decision")).to_be_visible()
    expect(page.locator("q").first).not_to_be_empty()


def barriers(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_no_wider_than_its_window_and_accessible(visits: Visits, path: str) -> None:
    page = visits.open(path)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        if width == 1280 or path in PAGES[::3]:
            assert barriers(page) == []


@pytest.mark.parametrize("path", ["/", f"/{TASK}", "/queries/tasks-of-agency"])
def test_a_page_is_walked_by_keyboard_from_the_skip_link_on(visits: Visits, path: str) -> None:
    page = visits.open(path)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Tới nội dung")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("script", [True, False])
def test_hostile_labels_stay_inert_wherever_they_are_shown(
    browser: Browser, closed: Store, questions: dict[str, Question], script: bool
) -> None:
    hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }}'
    agency = NamedNode(terms.ID + "agency/thai-nguyen/so-giao-duc-va-dao-tao")
    store = reason.close(closed, [])
    for term in (terms.SKOS + "prefLabel", terms.RDFS + "label", terms.DCT + "title"):
        store.add(Quad(agency, NamedNode(term), Literal(hostile, language="vi")))
    store.add(Quad(agency, NamedNode(terms.RDFS + "seeAlso"), NamedNode("javascript:alert(3)")))
    with serving(create_app(Embedded(store), questions)) as address:
        visits = Visits(browser, address)
        shown = 0
        for path in (
            "/id/agency/thai-nguyen/so-giao-duc-va-dao-tao",
            "/queries/tasks-per-agency",
            "/queries/tasks-of-agency",
            "/search?q=onerror",
            "/trace?q=%22%3E%3Cimg%20src%3Dx%3E",
            f"/{TASK}",
        ):
            page = visits.open(path, script=script)
            shown += page.locator("body").inner_text().count("onerror")
            assert page.locator("img, main script, [onerror], a[href^='javascript']").count() == 0
        visits.close()
        assert shown > 2
        assert visits.faults == []
