"""Releases by their names: their files at addresses that never change, and queries of earlier ones."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, Store

from cancu import graph, release, terms
from cancu.api import create_app
from cancu.engine import Embedded, Serving
from cancu.limits import Limits
from cancu.release import Release

NODE = NamedNode("https://example.org/invented")
NAMED = NamedNode(terms.GRAPH + "invented")
ASKED = f"SELECT ?text {{ {NODE} ?p ?text }}"


def invented(text: str) -> Store:
    store = Store()
    store.extend(Quad(NODE, NODE, Literal(text), place) for place in (NAMED, graph.DEFAULT_GRAPH))
    return store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def three(home: Path) -> list[Release]:
    return [release.publish(invented(text), {f"{terms.ID}document/a": text}, [], home) for text in "abc"]


@pytest.fixture(scope="module")
def client(home: Path, three: list[Release]) -> Iterator[TestClient]:
    serving = Serving(home, Limits(workers=1))
    with TestClient(create_app(serving, {}, home=home)) as client:  # on one event loop, where the pool lives
        yield client
    serving.close()


def test_every_release_that_is_kept_is_listed_with_its_files(
    client: TestClient, three: list[Release]
) -> None:
    told = client.get("/releases").json()
    assert {one["name"] for one in told} == {one.name for one in three}
    for one in told:
        assert one["triples"] == 1
        for address in (one["manifest"], *one["files"]):
            assert client.get(address).status_code == 200


def test_a_file_is_the_one_the_manifest_names(client: TestClient, three: list[Release]) -> None:
    manifest = client.get(f"/releases/{three[0].name}/manifest.json").json()
    for name, digest in manifest["files"].items():
        file = client.get(f"/releases/{three[0].name}/{name}")
        assert hashlib.sha256(file.content).hexdigest() == digest
        assert "immutable" in file.headers["cache-control"]


def test_the_dump_is_typed_and_may_be_asked_for_by_its_head(client: TestClient, three: list[Release]) -> None:
    for method in (client.get, client.head):
        dump = method(f"/releases/{three[1].name}/cancu.nq")
        assert dump.headers["content-type"] == "application/n-quads"
        assert int(dump.headers["content-length"]) > 100


def test_the_current_release_has_an_address_too(client: TestClient, three: list[Release]) -> None:
    current = client.get("/releases/current/texts/a.txt")
    assert current.text == "c"
    assert current.headers["cache-control"] == "no-cache"


def test_every_release_is_asked_by_its_name(client: TestClient, three: list[Release]) -> None:
    for one, text in zip(three, "abc", strict=True):
        answer = client.get(f"/releases/{one.name}/sparql", params={"query": ASKED})
        assert answer.json()["results"]["bindings"][0]["text"]["value"] == text
        assert answer.headers["x-cancu-release"] == one.name
    posted = client.post(f"/releases/{three[0].name}/sparql", data={"query": ASKED})
    assert posted.headers["x-cancu-release"] == three[0].name


def test_an_entity_tag_of_an_earlier_release_is_its_own(client: TestClient, three: list[Release]) -> None:
    tags = []
    for one in three:
        address = f"/releases/{one.name}/sparql?query={ASKED}"
        tag = client.get(address).headers["etag"]
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
        tags.append(tag)
    assert len(set(tags)) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/releases/none/manifest.json",
        "/releases/none/sparql?query=ASK%20%7B%7D",
        "/releases/../../etc/passwd",
        "/releases/{name}/..%2f..%2fcurrent%2fmanifest.json",
        "/releases/{name}/store/CURRENT",
        "/releases/.building-1/manifest.json",
        "/releases/%2e%2e/current/manifest.json",
        "/releases/{name}/",
    ],
)
def test_what_is_no_release_or_no_file_of_one_is_not_found(
    client: TestClient, three: list[Release], path: str
) -> None:
    response = client.get(path.format(name=three[0].name))
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_an_engine_without_earlier_releases_says_so(three: list[Release]) -> None:
    client = TestClient(create_app(Embedded(invented("z")), {}))
    response = client.get(f"/releases/{three[0].name}/sparql", params={"query": ASKED})
    assert response.status_code == 404
    assert client.get("/releases").status_code == 404
