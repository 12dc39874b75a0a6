"""Pages for people: who gets one, in which language, and what it may hold."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from cancu import terms
from cancu.api import create_app, editor
from cancu.catalogue import Question
from cancu.engine import Embedded

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(embedded: Embedded, questions: dict[str, Question]) -> TestClient:
    return TestClient(create_app(embedded, questions))


def held(page: str, name: str) -> object:
    """What a page holds for its script under a name."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("path", ["/sparql", "/sparql?query=ASK {}"])
def test_a_browser_gets_the_page_and_a_program_the_answer(client: TestClient, path: str) -> None:
    page = client.get(path, headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["vary"].startswith("Accept, Accept-Language")
    assert "text/html" not in client.get(path).headers["content-type"]


def test_a_form_without_script_is_answered_and_not_shown_the_page_again(client: TestClient) -> None:
    answer = client.post("/sparql", data={"query": "ASK {}"}, headers=BROWSER)
    assert "<strong>Đúng</strong>" in answer.text


def test_an_update_from_a_browser_is_refused_too(client: TestClient) -> None:
    assert client.get("/sparql?update=CLEAR ALL", headers=BROWSER).status_code == 403


@pytest.mark.parametrize(
    ("address", "accept", "spoken"),
    [
        ("/sparql", "en-GB,en;q=0.9,vi;q=0.1", "en"),
        ("/sparql", "vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("/sparql", "fr", "vi"),
        ("/sparql", "", "vi"),
        ("/sparql?lang=en", "vi", "en"),
        ("/sparql?lang=xx", "en", "en"),
    ],
)
def test_a_page_speaks_the_language_that_is_named_or_liked(
    client: TestClient, address: str, accept: str, spoken: str
) -> None:
    page = client.get(address, headers=BROWSER | {"accept-language": accept}).text
    assert f'<html lang="{spoken}">' in page
    assert ("Query" in page) == (spoken == "en")


def test_the_other_language_keeps_the_query(client: TestClient) -> None:
    page = client.get("/sparql?query=ASK {}&lang=vi", headers=BROWSER).text
    assert '<a href="?query=ASK+%7B%7D&amp;lang=en" lang="en"' in page


def test_a_query_stands_in_the_page_as_text(client: TestClient) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    page = client.get("/sparql", params={"query": hostile}, headers=BROWSER).text
    assert hostile not in page
    assert "&lt;/textarea&gt;" in page


def test_the_page_holds_what_the_editor_completes_and_offers(
    embedded: Embedded, questions: dict[str, Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "mount", lambda app: editor.Editor("/editor/editor.js", "/editor/editor.css"))
    page = TestClient(create_app(embedded, questions)).get("/sparql", headers=BROWSER).text
    assert held(page, "prefixes") == dict(terms.PREFIXES)
    examples, completed = held(page, "examples"), held(page, "terms")
    assert isinstance(examples, list)
    assert isinstance(completed, list)
    assert {example["name"] for example in examples} == questions.keys()
    task = {"iri": f"{terms.DEF}Task", "kind": "class", "label": {"vi": "Nhiệm vụ", "en": "Task"}}
    assert task in completed
    assert len({term["iri"] for term in completed}) == len(completed) > 100


def test_without_the_editor_the_form_is_there_and_says_so(
    embedded: Embedded, questions: dict[str, Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "mount", lambda app: None)
    page = TestClient(create_app(embedded, questions)).get("/sparql", headers=BROWSER).text
    assert editor.NOT_BUILT.vi in page
    assert "<textarea" in page
    assert "<script" not in page
