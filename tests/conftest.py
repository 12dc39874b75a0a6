"""What the tests share: the shipped content, read, closed and published once."""

import shutil
from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Store, Triple

from cancu import catalogue, engine, graph, reason, release
from cancu.api import create_app
from cancu.catalogue import Question
from cancu.given import Examiner
from cancu.graph import Corpus
from cancu.limits import Limits
from cancu.release import Release
from reading import BROWSER

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return graph.read(ROOT)


@pytest.fixture(scope="session")
def inferred(corpus: Corpus) -> list[Triple]:
    return release.derive(corpus, ROOT)


@pytest.fixture(scope="session")
def closed(corpus: Corpus, inferred: list[Triple]) -> Store:
    return reason.close(corpus.store, inferred)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return release.build(ROOT, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def embedded(published: Release) -> engine.Embedded:
    return engine.Embedded(engine.open_store(published.store), release=published.name)


@pytest.fixture(scope="session")
def questions() -> dict[str, Question]:
    return catalogue.read_catalogue(ROOT / "queries")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content that a test may spoil."""
    for folder in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / "content" / folder)
    return tmp_path / "content"


@pytest.fixture(scope="session")
def examiner(published: Release) -> Iterator[Examiner]:
    """What checks given graphs; its processes begin with the first one."""
    examiner = Examiner(published.path.parents[1], ROOT / "queries" / "checks", Limits())
    yield examiner
    examiner.close()


@pytest.fixture(scope="session")
def site(
    embedded: engine.Embedded, questions: dict[str, Question], published: Release, examiner: Examiner
) -> Iterator[TestClient]:
    """The service over the shipped content, asked as a browser asks."""
    app = create_app(embedded, questions, home=published.path.parents[1], examiner=examiner)
    with TestClient(app, headers=BROWSER) as client:
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # no test changes the next
        yield client


@pytest.fixture(scope="session")
def address(embedded: engine.Embedded, questions: dict[str, Question], published: Release) -> Iterator[str]:
    """The service over the shipped content, on a port of its own."""
    from browsing import serving

    home = published.path.parents[1]
    examiner = Examiner(home, ROOT / "queries" / "checks", Limits())
    with serving(create_app(embedded, questions, home=home, examiner=examiner)) as running:
        yield running
    examiner.close()


@pytest.fixture(scope="module")  # while it runs, this thread has an event loop
def browser() -> Iterator[Any]:
    """A real browser."""
    from browsing import CHROMIUM, QUIET, sync_api

    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()
