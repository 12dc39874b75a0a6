"""The SPARQL editor in a real browser, over the real service, under the policy its page is served with."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from browsing import CHROMIUM, Browser, Page, Visits, expect
from cancu import terms

ROOT = Path(__file__).parents[1]
CODE = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(
        not (ROOT / "service" / "cancu" / "built" / "editor.js").is_file(), reason="the editor is not built"
    ),
]


class Editors(Visits):
    """Visits to the editor, with a query to begin with."""

    def __call__(self, query: str = "", language: str = "vi", width: int = 1280) -> Page:
        page = self.open(
            "/sparql" + (f"?query={quote(query)}" if query else ""), width=width, language=language
        )
        page.wait_for_selector(".tabPanel.active .yasqe")
        return page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Editors]:
    """Open the editor; when the test ends, nothing went wrong in it and nothing left the host."""
    visits = Editors(browser, address)
    yield visits
    visits.close()
    assert visits.faults == []


def cells(page: Page) -> list[str]:
    page.wait_for_selector(".tabPanel.active .cancu-scroll")
    texts: list[str] = page.locator(".tabPanel.active .cancu-scroll td:not(.cancu-row)").all_inner_texts()
    return texts


def write(page: Page, query: str) -> None:
    """Put a query into the editor, the cursor behind it."""
    page.evaluate(
        f"q => {{ {CODE}.setValue(q); {CODE}.focus(); {CODE}.setCursor({CODE}.lineCount(), 0) }}", query
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_a_query_is_run_and_its_rows_are_shown_at_any_width(visit: Editors, width: int) -> None:
    page = visit(width=width)
    assert not page.is_visible("#sparql-form")
    write(page, "SELECT (1 AS ?one) (2 AS ?two) {}")
    page.keyboard.press("Control+Enter")
    assert cells(page) == ["1", "2"]
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_address_of_a_query_reproduces_it(visit: Editors) -> None:
    query = 'SELECT ?tên WHERE { VALUES ?tên { "a+b & 100% #1\n"@vi } }'.replace("\n", "")
    page = visit()
    write(page, query)
    page.click(".yasqe_queryButton")
    cells(page)
    shared = page.url
    again = visit()
    again.goto(shared)
    assert cells(again) == ["a+b & 100% #1 @vi"]
    assert again.evaluate(f"{CODE}.getValue()") == query
    assert again.locator(".tab").count() == 2, "what was open stays open"


def test_a_link_can_choose_neither_the_endpoint_nor_anything_but_the_query(
    visit: Editors,
) -> None:
    page = visit()
    page.goto(page.url + "?query=ASK%20%7B%7D&endpoint=http%3A%2F%2Felsewhere.example%2Fsparql")
    page.wait_for_selector(".booleanResult")
    assert page.inner_text(".booleanResult") == "Đúng"


def test_hostile_terms_are_shown_as_text(visit: Editors) -> None:
    page = visit(
        """SELECT * {
        BIND("<img src=x onerror=alert(1)>" AS ?label) BIND("{{iri}}" AS ?braces)
        BIND(IRI("javascript:alert(1)") AS ?iri) BIND(IRI("data:text/html;base64,PGI+") AS ?data)
        BIND(IRI("http://x.example/'onmouseover='alert(1)") AS ?sly)
        BIND(IRI("mailto:a@b.example") AS ?mail) BIND(<https://w3id.org/cancu/id/area/vn> AS ?ours) }"""
    )
    told = cells(page)
    assert {"<img src=x onerror=alert(1)>", "{{iri}}", "javascript:alert(1)"} <= set(told)
    links = page.locator(".cancu-scroll a")
    targets = [links.nth(i).get_attribute("href") for i in range(links.count())]
    assert sorted(targets) == ["/id/area/vn", "http://x.example/'onmouseover='alert(1)", "mailto:a@b.example"]
    assert page.locator(".cancu-scroll td :is(img, [onmouseover])").count() == 0


def test_a_syntax_error_is_marked_where_the_service_says(visit: Editors) -> None:
    page = visit('SELECT * WHERE {\n ?s "🙂đ" ?x\n}')
    page.wait_for_selector(".cancu-problem")
    assert "dòng 2" in page.inner_text(".cancu-problem strong")
    assert page.locator(".cancu-fault").inner_text() == "?x"
    page.click(".cancu-problem button")
    assert page.evaluate(f"{CODE}.getCursor().line") == 1
    page.keyboard.type(" ")
    assert page.locator(".cancu-fault").count() == 0, "a changed query is no longer known to be wrong"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("?s cancu:le", "cancu:leadAgency"), ("?s chờ", "cancu:awaitedBy"), ("?s a nhiem", "cancu:Task")],
)
def test_terms_are_completed_by_name_or_label_and_their_prefix_declared(
    visit: Editors, typed: str, offered: str
) -> None:
    page = visit()
    write(page, "SELECT * { ")
    page.keyboard.type(typed)
    page.wait_for_selector(".CodeMirror-hints")
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror-line").first).to_have_text(f"PREFIX cancu: <{terms.DEF}>")
    assert page.evaluate(f"{CODE}.getValue()").endswith(offered)


def test_things_of_the_data_are_completed_by_their_names(visit: Editors) -> None:
    page = visit()
    write(page, "SELECT * { ?task cancu:leadAgency ")
    page.keyboard.type("hoi-khuyen-hoc")
    page.wait_for_selector(".CodeMirror-hints")
    expect(page.locator(".CodeMirror-hints li").first).to_contain_text("Hội Khuyến học")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{CODE}.getValue()").endswith("/hoi-khuyen-hoc>")


def test_an_example_opens_in_a_tab_of_its_own(visit: Editors) -> None:
    page = visit(language="en")
    page.select_option(".cancu-examples select", "tasks-per-agency")
    page.click(".cancu-examples button")
    assert page.inner_text(".tab.active a span") == "tasks-per-agency"
    assert page.evaluate(f"{CODE}.getValue()").startswith("# How many tasks")
    page.keyboard.press("Control+Enter")
    page.click(".tabPanel.active .select_chart:not(.disabled)")
    expect(page.locator(".cancu-chart .cancu-name").first).to_be_visible()


def test_an_answer_is_filtered_sorted_and_paged_by_keyboard(visit: Editors) -> None:
    numbers = " ".join(str(n) for n in range(1, 61))
    page = visit(f'SELECT ?n ?t {{ VALUES ?n {{ {numbers} }} BIND(CONCAT("Điều ", STR(?n)) AS ?t) }}')
    assert len(cells(page)) == 2 * 50
    page.focus(".cancu-scroll th:nth-child(2) button")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert cells(page)[:2] == ["60", "Điều 60"]
    assert page.get_attribute(".cancu-scroll th:nth-child(2)", "aria-sort") == "descending"
    page.fill(".cancu-controls input", "dieu 7")
    expect(page.locator(".cancu-scroll tbody tr")).to_have_count(1)
    assert cells(page) == ["7", "Điều 7"]


def test_the_tab_key_leaves_the_editor(visit: Editors) -> None:
    page = visit()
    write(page, "ASK {}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "yasqe_share"


def test_an_answer_is_downloaded_as_the_service_writes_it(visit: Editors) -> None:
    page = visit('SELECT ("á,b" AS ?x) {}')
    cells(page)
    with page.expect_download() as waiting:
        page.click(".cancu-download button")
    assert waiting.value.suggested_filename.endswith(".csv")
    assert Path(waiting.value.path()).read_text(encoding="utf-8").splitlines() == ["x", '"á,b"']


def test_yasguis_own_words_are_put_into_vietnamese_but_never_an_answers(visit: Editors) -> None:
    page = visit('SELECT ("Response" AS ?x) {}')
    assert cells(page) == ["Response"]
    assert page.get_attribute(".yasqe_queryButton", "title") == "Chạy truy vấn"
    expect(page.locator(".yasr_response_chip")).to_have_text(re.compile("^1 kết quả trong 0,"))
