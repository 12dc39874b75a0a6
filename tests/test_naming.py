"""Names and addresses of things: by language, by number, by the whole they are a part of; safe to follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu import terms
from cancu.api.naming import Names, address, names
from cancu.engine import Embedded
from reading import Counting, as_page, stored

PLAN = f"{terms.ID}document/ubnd-tinh-a/kh/2030/1"
WORK = f"{terms.ID}work/tac-pham"
STATED = f"""
id:tinh-a rdfs:label "Tỉnh A (hư cấu)"@vi , "Province A (invented)"@en .
id:tinh-b rdfs:label "Tỉnh B (hư cấu)"@vi , "Tỉnh Bê (hư cấu)"@vi .
id:tinh-c rdfs:label "C (inventée)"@fr , "C (erfunden)"@de .
<{PLAN}> eli:number "1/KH-UBND" ; dct:title "Kế hoạch (hư cấu)"@vi .
<{PLAN}/task/II.1-1> cancu:inDocument <{PLAN}> ; dct:title "Việc (hư cấu)"@vi .
<{WORK}> dct:title "Tác phẩm (hư cấu)"@vi , "A work (invented)"@en .
<{WORK}/clause/I> cancu:inDocument <{WORK}> .
"""


@pytest.fixture(scope="module")
def counting() -> Counting:
    return Counting(Embedded(stored(STATED)))


def asked(counting: Counting, iris: list[str]) -> Names:
    return as_page(counting, lambda engine: names(engine, iris))


@pytest.mark.parametrize(
    ("local", "vietnamese", "english"),
    [
        ("tinh-a", "Tỉnh A (hư cấu)", "Province A (invented)"),
        ("tinh-b", "Tỉnh B (hư cấu)", "Tỉnh B (hư cấu)"),
        ("tinh-c", "C (erfunden)", "C (erfunden)"),
        ("document/ubnd-tinh-a/kh/2030/1", "1/KH-UBND", "1/KH-UBND"),
        ("document/ubnd-tinh-a/kh/2030/1/task/II.1-1", "1/KH-UBND, II.1-1", "1/KH-UBND, II.1-1"),
        ("work/tac-pham", "Tác phẩm (hư cấu)", "A work (invented)"),
        ("work/tac-pham/clause/I", "id:work/tac-pham, I", "id:work/tac-pham, I"),
        ("nothing", "id:nothing", "id:nothing"),
    ],
)
def test_a_thing_goes_by_what_people_call_it(
    counting: Counting, local: str, vietnamese: str, english: str
) -> None:
    found = asked(counting, [terms.ID + local])
    assert [found.of(terms.ID + local, language) for language in ("vi", "en")] == [vietnamese, english]


def test_names_are_asked_for_many_at_a_time(counting: Counting) -> None:
    before = len(counting.asked)
    asked(counting, [f"{terms.ID}thing/{number}" for number in range(1000)])
    assert len(counting.asked) - before == 4
    assert all(len(text.encode()) < 100_000 for text in counting.asked)


def test_of_nothing_no_names_are_asked(counting: Counting) -> None:
    before = len(counting.asked)
    asked(counting, [])
    assert len(counting.asked) == before


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        (terms.ID + "area/x", "/id/area/x"),
        (terms.DEF + "Plan", "/def/Plan"),
        (terms.CODE + "theme/x", "/code/theme/x"),
        (terms.SHAPE + "Task-text", "/shape/Task-text"),
        (terms.ID + "tỉnh-a", "/id/t%E1%BB%89nh-a"),
        (terms.ID + "a?b#c%20", "/id/a%3Fb%23c%2520"),
        (terms.GRAPH + "ontology", ""),
        (terms.BASE + "/example.org/", ""),
        (terms.BASE, ""),
        ("https://example.org/?a=b", "https://example.org/?a=b"),
        ("http://example.org/", "http://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("urn:x", ""),
        ("//example.org/", ""),
        ("", ""),
    ],
)
def test_a_link_leads_to_a_page_here_or_openly_to_another_host_or_nowhere(iri: str, href: str) -> None:
    assert address(iri) == href


@given(st.text(max_size=30), st.sampled_from(["", terms.BASE, terms.ID, "javascript:", "https://"]))
def test_no_address_runs_a_script_or_leaves_this_host_unseen(local: str, beginning: str) -> None:
    href = address(beginning + local)
    assert not href or href.startswith(("/id/", "/def/", "/code/", "/shape/", "/rule/", "http", "mailto:"))
