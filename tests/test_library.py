"""What releases keep for pages: texts by document, the index of a release or one made where it has none."""

from pathlib import Path

import pytest

from cancu import terms
from cancu.api.library import Library
from cancu.engine import Embedded
from cancu.release import Release
from reading import Counting, as_page, stored

PLAN = f"{terms.ID}document/ubnd-thai-nguyen/kh/2022/104"


@pytest.fixture(scope="module")
def library(published: Release) -> Library:
    return Library(published.path.parent.parent)


def test_a_held_text_is_found_by_its_document(library: Library, published: Release) -> None:
    text = library.text(published.name, PLAN)
    assert text is not None
    assert "KẾ HOẠCH" in text


@pytest.mark.parametrize(
    "document",
    [
        f"{terms.ID}document/ttg/qd/2021/1373",
        f"{PLAN}/task/V.2-1",
        f"{terms.ID}document/",
        f"{terms.ID}document/../manifest",
        f"{terms.ID}document/../../../../../../etc/passwd",
        f"{terms.ID}document//etc/passwd",
        f"{terms.ID}area/thai-nguyen",
        "https://example.org/",
        "",
    ],
)
def test_what_is_no_held_text_is_not_read(library: Library, published: Release, document: str) -> None:
    assert library.text(published.name, document) is None


@pytest.mark.parametrize("release", ["", "nowhere"])
def test_without_the_release_there_is_no_text(library: Library, release: str) -> None:
    assert library.text(release, PLAN) is None


def test_a_link_out_of_the_texts_is_not_followed(tmp_path: Path) -> None:
    texts = tmp_path / "releases" / "invented" / "texts"
    texts.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (texts / "x.txt").symlink_to(tmp_path / "secret.txt")
    assert Library(tmp_path).text("invented", f"{terms.ID}document/x") is None


def test_without_a_home_there_is_no_text(published: Release) -> None:
    assert Library(None).text(published.name, PLAN) is None


def test_the_index_of_a_release_is_its_own(library: Library, embedded: Embedded, published: Release) -> None:
    assert as_page(Counting(embedded), library.index) == published.index


def test_where_a_release_has_no_index_one_is_made_and_only_once(tmp_path: Path) -> None:
    counting = Counting(Embedded(stored('id:x a cancu:Area ; skos:prefLabel "Tỉnh A (hư cấu)"@vi .')))
    library = Library(tmp_path)
    made = as_page(counting, library.index)
    asked = len(counting.asked)
    assert [hit.label.vi for hit in made.find("tinh a hu cau").hits] == ["Tỉnh A (hư cấu)"]
    assert as_page(counting, library.index) == made
    assert len(counting.asked) == asked > 0
