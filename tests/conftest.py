"""What the tests share: the shipped content, read, closed and published once."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store, Triple

from cancu import catalogue, engine, graph, reason, release
from cancu.catalogue import Question
from cancu.graph import Corpus
from cancu.release import Release

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
