"""Home, search, about and errors: where people come in, in both languages, and find on when lost."""

import re

import pytest
from fastapi.testclient import TestClient

from cancu import terms
from cancu.api import create_app
from cancu.catalogue import Question
from cancu.engine import Answer, Embedded, Engine, Query
from cancu.errors import Busy
from reading import BROWSER, Counting, invented, read, sample

PROGRAM = {"accept": "application/json"}
PAGES = [
    ("/", "Kế hoạch công", "public plans"),
    ("/search", "Tìm kiếm", "Search"),
    ("/search?q=hoc+tap", "Tìm kiếm", "Search"),
    ("/queries", "Câu hỏi", "Questions"),
    ("/compare", "So sánh chỉ tiêu", "Compare targets"),
    ("/trace", "Dò căn cứ", "Trace"),
    ("/why", "Vì sao điều này có ở đây?", "Why is this here?"),
    ("/about", "Về Căn Cứ", "About Căn Cứ"),
    ("/sparql", "Truy vấn SPARQL", "SPARQL queries"),
    ("/validate", "Kiểm tra đồ thị của bạn", "Check a graph of yours"),
]
ADDRESSES = [address for address, _, _ in PAGES]


@pytest.mark.parametrize(("address", "vietnamese", "english"), PAGES)
def test_a_page_speaks_both_languages(site: TestClient, address: str, vietnamese: str, english: str) -> None:
    assert vietnamese in read(site, address).heading
    page = read(site, address, language="en")
    assert english in page.heading
    assert '<html lang="en">' in page.html


@pytest.mark.parametrize("address", [*ADDRESSES, "/queries/codes?thing=id:area/bac-ninh-2025&limit=5"])
def test_the_other_language_keeps_the_address(site: TestClient, address: str) -> None:
    page = read(site, address)
    (other,) = [link.href for link in page.links if link.text == "English"]
    path, _, asked = address.partition("?")
    assert asked.replace(":", "%3A").replace("/", "%2F") in other
    assert '<html lang="en">' in read(site, path + other).html


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_leads_somewhere(site: TestClient, address: str) -> None:
    for link in sample(read(site, address).inside(), 12):
        assert site.get(link, follow_redirects=False).status_code in {200, 303}, link


@pytest.mark.parametrize("address", [*ADDRESSES, "/id/area/thai-nguyen", "/nowhere"])
def test_head_gives_the_headers_of_a_page(site: TestClient, address: str) -> None:
    got, headed = (site.request(method, address) for method in ("GET", "HEAD"))
    assert (headed.status_code, headed.content) == (got.status_code, b"")
    assert headed.headers == got.headers


@pytest.mark.parametrize("address", [*ADDRESSES, "/id/area/thai-nguyen"])
def test_a_page_that_is_held_is_not_sent_again(site: TestClient, address: str) -> None:
    tag = site.get(address).headers["etag"]
    again = site.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert site.get(address, headers={"if-none-match": tag, "accept-language": "en"}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/search?q=a", "/queries", "/queries/codes"])
def test_what_differs_for_programs_says_so(site: TestClient, address: str) -> None:
    assert site.get(address, headers=PROGRAM).headers["vary"].startswith("Accept")


def test_home_counts_what_is_there_and_lists_the_plans(site: TestClient, embedded: Embedded) -> None:
    page = read(site, "/")
    figures = dict(re.findall(r"<dt><a href=\"/def/(\w+)\">.*?</dt><dd>(\d+)</dd>", page.html))
    assert set(figures) >= {"Document", "Target", "Task", "Agency", "Area", "Indicator", "Programme"}
    assert all(int(count) > 5 for count in figures.values())
    assert "/id/document/ubnd-thai-nguyen/kh/2022/104" in page.leading("/id/document/")
    assert "đầy đủ" in page.text.lower()


def test_home_is_counted_once_of_a_release(embedded: Embedded) -> None:
    counting = Counting(embedded)
    client = TestClient(create_app(counting, {}), headers=BROWSER)
    first, second = (counting.during(client, "/") for _ in range(2))
    assert first == second + 3


def test_about_tells_how_far_facts_are_checked_and_what_is_allowed(site: TestClient) -> None:
    page = read(site, "/about", language="en")
    assert {"method", "status", "limits", "licence", "cite", "changes", "machines"} <= set(page.ids)
    assert "20 seconds" in page.text
    assert "CC BY 4.0" in page.text
    assert len(page.rows) > 5


# Search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("xay dung xa hoi hoc tap thai nguyen", "/id/document/ubnd-thai-nguyen/kh/2022/104"),
        ("104/kh-ubnd", "/id/document/ubnd-thai-nguyen/kh/2022/104"),
        ("0104/ KH - UBND", "/id/document/ubnd-thai-nguyen/kh/2022/104"),
        ("1373 qd-ttg", "/id/document/ttg/qd/2021/1373"),
        ("tinh thai nguyen", "/id/area/thai-nguyen"),
        ("so giao duc va dao tao tinh thai nguyen", "/id/agency/thai-nguyen/so-giao-duc-va-dao-tao"),
    ],
)
def test_words_find_a_thing_with_or_without_diacritics(site: TestClient, words: str, found: str) -> None:
    assert found in read(site, f"/search?q={words}").leading("/id/")
    told = site.get("/search", params={"q": words}, headers=PROGRAM).json()
    assert terms.BASE + found[1:] in {hit["iri"] for hit in told["hits"]}
    assert told["total"] >= len(told["hits"]) > 0


def test_the_words_that_were_found_are_marked(site: TestClient) -> None:
    page = read(site, "/search?q=xoa+mu+chu")
    assert "<mark>xóa mù chữ</mark>" in page.html or "<mark>xóa</mark>" in page.html


def test_search_is_paged(site: TestClient) -> None:
    first = read(site, "/search?q=hoc+tap&type=Task")
    following = next(link.href for link in first.links if link.rel == "next")
    second = read(site, f"/search{following}")
    assert first.leading("/id/") != second.leading("/id/") != []
    assert any(link.rel == "prev" for link in second.links)
    assert "type=Task" in following


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("q=", "200"),
        ("q=%20", "200"),
        (f"q={'a' * 201}", "201"),
        ("q=a&type=Nothing", "Nothing"),
        ("q=a&year=x", "year"),
        ("q=a&offset=-1", "offset"),
        ("q=a&offset=99999999", "offset"),
    ],
)
def test_what_is_wrong_with_a_search_is_named(site: TestClient, asked: str, named: str) -> None:
    assert named in read(site, f"/search?{asked}", 400).text
    told = site.get(f"/search?{asked}", headers=PROGRAM)
    assert (told.status_code, told.headers["content-type"]) == (400, "application/problem+json")
    assert named in told.json()["title"]


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><b>', "' OR 1=1 --", '"NEAR(', "* AND", "\x00", "\u202e", "🙂"]
)
def test_hostile_words_find_nothing_and_stay_text(site: TestClient, words: str) -> None:
    answer = site.get("/search", params={"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert '"><b>' not in answer.text


def test_hostile_labels_stay_text_where_they_are_found() -> None:
    client, _ = invented(
        'id:x a cancu:Area ; skos:prefLabel "<script>alert(1)</script> tỉnh"@vi .\n'
        '<javascript:alert(1)> a cancu:Area ; skos:prefLabel "tỉnh <b>"@vi .'
    )
    page = read(client, "/search?q=tinh")
    assert "<script>alert(1)</script> tỉnh" in page.text
    read(client, "/")


# Errors


class Full(Engine):
    """An engine whose workers all have work."""

    release = "full"

    def answer(self, query: Query) -> Answer:
        raise Busy(7)


@pytest.mark.parametrize("address", ["/queries/codes", "/id/x", "/why?subject=id:x&predicate=id:y&object=z"])
def test_a_busy_service_says_when_to_come_again(questions: dict[str, object], address: str) -> None:
    client = TestClient(create_app(Full(), questions))  # type: ignore[arg-type]
    told = client.get(address, headers=BROWSER)
    assert (told.status_code, told.headers["retry-after"]) == (503, "7")
    assert "7 giây" in read(client, address, 503).text
    data = client.get(address, headers=PROGRAM)
    if address != "/id/x":
        assert (data.status_code, data.headers["retry-after"]) == (503, "7")
        assert data.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("address", ["/nowhere", "/queries/nothing", "/id/area/nowhere"])
def test_what_is_not_there_can_be_searched_for(site: TestClient, address: str) -> None:
    page = read(site, address, 404)
    assert 'role="search"' in page.html
    if address != "/nowhere":
        assert f'value="{address.rsplit("/", 1)[1]}"' in page.html
    assert site.get(address, headers=PROGRAM, follow_redirects=False).status_code in {404, 406}


def test_a_fault_of_syntax_is_told_with_its_place(site: TestClient) -> None:
    told = site.post("/sparql", data={"query": "SELECT * {\n ?s ?p }"})
    assert told.status_code == 400
    assert "dòng 2" in told.text


def test_a_wrong_method_names_the_right_ones_to_people_too(site: TestClient) -> None:
    told = site.put("/sparql")
    assert told.status_code == 405
    assert "GET" in told.headers["allow"]
    assert "text/html" in told.headers["content-type"]


def test_a_result_page_shows_every_column_and_says_what_it_leaves_out(site: TestClient) -> None:
    query = "SELECT ?s ?n { ?s <http://data.europa.eu/eli/ontology#number> ?n }"
    told = site.post("/sparql", data={"query": query}).text
    assert re.findall('<th scope="col" role="columnheader">(.*?)</th>', told) == ["s", "n"]
    many = site.post("/sparql", data={"query": "SELECT * { ?s ?p ?o } LIMIT 1500"}).text
    assert "1500 dòng" in many
    assert "1000 dòng đầu" in many


def test_a_language_once_named_is_kept(embedded: Embedded, questions: dict[str, Question]) -> None:
    client = TestClient(create_app(embedded, questions), headers=BROWSER | {"accept-language": "vi"})
    assert '<html lang="vi">' in client.get("/about").text
    assert '<html lang="en">' in client.get("/about?lang=en").text
    assert '<html lang="en">' in client.get("/queries").text
    assert '<html lang="vi">' in client.get("/queries?lang=vi").text
