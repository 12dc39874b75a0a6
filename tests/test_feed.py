"""The feed of releases: valid Atom that tells in both languages what each release changed."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, Store

from cancu import graph, release, terms
from cancu.api import create_app
from cancu.api.feed import feed
from cancu.engine import Embedded
from cancu.release import Release
from reading import BROWSER
from test_releases import invented

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def three(home: Path) -> list[Release]:
    return [release.publish(invented(text), {}, [], home) for text in "abc"]


@pytest.fixture(scope="module")
def client(home: Path, three: list[Release]) -> Iterator[TestClient]:
    with TestClient(create_app(Embedded(invented("c")), {}, home=home)) as client:
        yield client


def read(client: TestClient) -> Xml.Element:
    answer = client.get("/releases/feed.atom")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    return Xml.fromstring(answer.content)


def text_of(element: Xml.Element, name: str) -> str:
    (found,) = element.findall(f"{ATOM}{name}")
    return found.text or ""


def test_the_feed_has_what_atom_demands(client: TestClient, three: list[Release]) -> None:
    told = read(client)
    assert told.tag == f"{ATOM}feed"
    assert [author.findtext(f"{ATOM}name") for author in told.findall(f"{ATOM}author")] == ["Căn Cứ"]
    links = {link.get("rel"): link.get("href") for link in told.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/releases/feed.atom"
    for element in (told, *told.findall(f"{ATOM}entry")):
        assert text_of(element, "title")
        assert text_of(element, "id").startswith(terms.BASE)
        assert datetime.fromisoformat(text_of(element, "updated")).tzinfo
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None


def test_each_release_has_one_entry_and_the_feed_is_as_new_as_the_newest(
    client: TestClient, three: list[Release]
) -> None:
    told = read(client)
    entries = told.findall(f"{ATOM}entry")
    assert sorted(text_of(entry, "id") for entry in entries) == sorted(
        f"{terms.BASE}release/{one.name}" for one in three
    )
    updated = [datetime.fromisoformat(text_of(entry, "updated")) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert datetime.fromisoformat(text_of(told, "updated")) == updated[0]


def test_an_entry_tells_in_both_languages_what_changed_since_the_release_before(
    client: TestClient, three: list[Release]
) -> None:
    summaries = {
        text_of(entry, "id").rpartition("/")[2]: {
            words.get(LANG): words.text for words in entry.iterfind(f"{ATOM}summary/{XHTML}div/{XHTML}p")
        }
        for entry in read(client).findall(f"{ATOM}entry")
    }
    assert summaries[three[0].name] == {"vi": "1 phát biểu.", "en": "1 statements."}
    for before, after in pairwise(three):
        assert f"So với {before.name}: " in str(summaries[after.name]["vi"])
        assert f"Since {before.name}: " in str(summaries[after.name]["en"])
        assert "1 changed (1 statements added, 1 removed)." in str(summaries[after.name]["en"])


def test_every_address_of_the_feed_leads_somewhere(client: TestClient, three: list[Release]) -> None:
    for link in read(client).iter(f"{ATOM}link"):
        answer = client.get(str(link.get("href")), headers={"accept": str(link.get("type"))})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(str(link.get("type")))


def test_the_feed_is_not_given_again_while_nothing_is_new(client: TestClient, three: list[Release]) -> None:
    tag = client.get("/releases/feed.atom").headers["etag"]
    again = client.get("/releases/feed.atom", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""


def test_a_new_release_changes_the_feed(tmp_path: Path) -> None:
    client = TestClient(create_app(Embedded(invented("a")), {}, home=tmp_path))
    tags = []
    for text in "ab":
        release.publish(invented(text), {}, [], tmp_path)
        tags.append(client.get("/releases/feed.atom").headers["etag"])
    assert tags[0] != tags[1]


def test_the_page_of_releases_names_the_feed_for_readers_and_for_programs(
    client: TestClient, three: list[Release]
) -> None:
    page = client.get("/releases", headers=BROWSER).text
    head, _, body = page.partition("</head>")
    assert 'rel="alternate" type="application/atom+xml"' in head
    assert 'href="/releases/feed.atom"' in body
    for one in three:
        assert f'id="{one.name}"' in body
        assert f'href="/releases/{one.name}/tables/targets.csv?bom=1"' in body


def test_a_hostile_label_stays_text(tmp_path: Path) -> None:
    kind, thing = (NamedNode(f"https://example.org/{name}") for name in ("kind", "thing"))
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (kind, NamedNode(terms.RDFS + "label"), Literal("</p><script>alert(1)</script>&amp;")),
        (thing, terms.TYPE, kind),
    ]
    store = Store()
    for place in (NamedNode(terms.GRAPH + "invented"), graph.DEFAULT_GRAPH):
        store.extend(Quad(*triple, place) for triple in said)
    release.publish(invented("a"), {}, [], tmp_path)
    kept = [release.publish(store, {}, [], tmp_path)]
    told = Xml.fromstring(feed(kept, "http://testserver/"))
    assert {element.tag.partition("}")[2] for element in told.iter()} == {
        "feed", "id", "title", "updated", "author", "name", "rights", "link", "entry", "summary", "div", "p",
    }  # fmt: skip
    assert "</p><script>alert(1)</script>&amp;: 1 added" in "".join(told.itertext())


def test_a_release_of_before_the_feed_has_an_entry_too(tmp_path: Path) -> None:
    built = release.publish(invented("a"), {}, [], tmp_path)
    manifest = {name: value for name, value in built.manifest.items() if name not in ("changes", "parquet")}
    (built.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert b"1 statements." in feed(release.releases(tmp_path), "http://testserver/")
