"""Reading: named graphs, one form of text, steady blank nodes, and faults that name the file."""

import csv
import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from cancu import graph, terms
from cancu.errors import SyntaxFault, TextFault
from cancu.graph import Corpus
from cancu.text import normalise

PREFIX = "@prefix ex: <https://example.org/> .\n"
GRAPH = "https://example.org/graph"


def turtle(folder: Path, content: str, name: str = "a.ttl") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PREFIX + content, encoding="utf-8")
    return path


def quads(path: Path) -> list[Quad]:
    return list(graph.quads(path, GRAPH, str(path)))


def blank_nodes(path: Path) -> set[BlankNode]:
    return {quad.subject for quad in quads(path) if isinstance(quad.subject, BlankNode)}


@pytest.fixture
def empty() -> Corpus:
    return Corpus(Store(), {}, {})


def statements(corpus: Corpus, name: str) -> Iterator[Quad]:
    return corpus.store.quads_for_pattern(None, None, None, NamedNode(name))


# What is shipped


def test_a_document_is_described_in_the_graph_that_bears_its_key(corpus: Corpus) -> None:
    documents = {
        name: paths for name, paths in corpus.files.items() if paths[0].is_relative_to("data/documents")
    }
    assert documents
    for name, paths in documents.items():
        key = name.removeprefix(terms.GRAPH)
        assert paths == (Path("data/documents") / f"{key}.ttl",)
        node = NamedNode(f"{terms.ID}document/{key}")
        assert list(corpus.store.quads_for_pattern(node, terms.TYPE, None, NamedNode(name))), name


def test_every_other_graph_bears_the_name_of_its_folder(corpus: Corpus) -> None:
    for name, paths in corpus.files.items():
        folder, *rest = paths[0].with_suffix("").parts
        if folder == "data" and rest[0] in {"reference", "links"}:
            assert name == f"{terms.GRAPH}{'/'.join(rest)}"
        else:
            assert folder == "data" or name == terms.GRAPH + folder


def test_every_graph_of_the_store_has_its_files(corpus: Corpus, root: Path) -> None:
    assert {graph_.value for graph_ in corpus.store.named_graphs() if isinstance(graph_, NamedNode)} == set(
        corpus.files
    )
    assert all((root / path).is_file() for paths in corpus.files.values() for path in paths)


def test_every_turtle_file_is_read(corpus: Corpus, root: Path) -> None:
    folders = ("ontology", "data/documents", "data/reference", "data/links", "shapes")
    held = {path.relative_to(root) for folder in folders for path in (root / folder).rglob("*.ttl")}
    assert held == {path for paths in corpus.files.values() for path in paths if path.suffix == ".ttl"}


def test_held_texts_are_normal_and_belong_to_a_document_or_its_source(corpus: Corpus) -> None:
    for document, text in corpus.texts.items():
        assert text == normalise(text) != ""
        assert list(corpus.store.quads_for_pattern(NamedNode(document), terms.TYPE, None)), document
        described = corpus.store.quads_for_pattern(
            None, NamedNode(terms.DEF + "textOf"), NamedNode(document), NamedNode(terms.SOURCES_GRAPH)
        )
        assert len(list(described)) == 1


def test_reading_tells_how_far_it_is(content: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    graph.read(content, lambda *step: seen.append(step))
    assert [done for _, done, _ in seen] == list(range(1, len(seen) + 1))
    assert {(stage, total) for stage, _, total in seen} == {("read", len(seen))}


def test_content_without_sources_has_no_texts(tmp_path: Path) -> None:
    turtle(tmp_path, "ex:a ex:b ex:c .", "data/reference/areas.ttl")
    corpus = graph.read(tmp_path)
    assert corpus.texts == {}
    assert corpus.files == {terms.GRAPH + "reference/areas": (Path("data/reference/areas.ttl"),)}


def test_a_folder_without_content_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextFault, match=f"{tmp_path} holds no ontology"):
        graph.read(tmp_path)


# One form of text, steady names


def test_decomposed_text_is_composed_after_reading(tmp_path: Path) -> None:
    name = "Tỉnh A (hư cấu)"
    (quad,) = quads(turtle(tmp_path, unicodedata.normalize("NFD", f'ex:a ex:label "{name}"@vi .')))
    assert quad.object == Literal(name, language="vi")


def test_white_space_in_a_literal_is_left_as_it_is(tmp_path: Path) -> None:
    (quad,) = quads(turtle(tmp_path, 'ex:a ex:label """Tỉnh  A\n (hư cấu) """@vi .'))
    assert quad.object == Literal("Tỉnh  A\n (hư cấu) ", language="vi")


def test_every_statement_of_a_file_is_in_its_graph(tmp_path: Path) -> None:
    found = quads(turtle(tmp_path, "ex:a ex:b ex:c, [ ex:d ( 1 2 ) ] ."))
    assert {quad.graph_name for quad in found} == {NamedNode(GRAPH)}


def test_blank_nodes_bear_the_same_names_in_two_readings(tmp_path: Path) -> None:
    path = turtle(tmp_path, "ex:a ex:b [ ex:c [] ], _:x . _:x ex:d ( 1 2 ) .")
    assert quads(path) == quads(path)
    assert len(blank_nodes(path)) == 4


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    one, other = (turtle(tmp_path, "_:x ex:b 1 .", name) for name in ("one.ttl", "other.ttl"))
    assert blank_nodes(one).isdisjoint(blank_nodes(other))


@pytest.mark.parametrize("names", [("a/1.ttl", "b/1.ttl"), ("a-b.ttl", "ab.ttl")])
def test_blank_nodes_of_two_files_of_like_name_stay_apart(tmp_path: Path, names: tuple[str, str]) -> None:
    one, other = (turtle(tmp_path, "_:x ex:b 1 .", name) for name in names)
    assert blank_nodes(one).isdisjoint(blank_nodes(other))


def test_a_file_of_any_name_may_hold_blank_nodes(tmp_path: Path) -> None:
    assert len(blank_nodes(turtle(tmp_path, "[] ex:b 1 .", "plan (1).ttl"))) == 1


# Faults


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("ex:a ex:b ex:c\nex:d ex:e ex:f .", 3),
        ("ex:a ex:b ex:c .\n\nex:a ex:b other:c .", 4),
        ("ex:a ex:b <relative> .", 2),
        ("ex:a ex:b ;;; [ .", 2),
    ],
)
def test_broken_turtle_names_file_and_line(tmp_path: Path, content: str, line: int) -> None:
    with pytest.raises(SyntaxFault) as caught:
        quads(turtle(tmp_path, content))
    assert (Path(caught.value.where).name, caught.value.line) == ("a.ttl", line)
    assert caught.value.column is not None


@pytest.mark.parametrize("name", ["ontology/cancu.ttl", "data/reference/areas.ttl", "shapes/task.ttl"])
def test_a_broken_shipped_file_is_named_from_the_root(content: Path, name: str) -> None:
    path = content / name
    lines = len(path.read_text(encoding="utf-8").splitlines())
    with path.open("a", encoding="utf-8") as file:
        file.write("\nbroken\n")
    with pytest.raises(SyntaxFault) as caught:
        graph.read(content)
    assert caught.value.where == name
    assert caught.value.line in {lines + 1, lines + 2, lines + 3}


def test_a_file_that_is_not_utf_8_is_named_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"# T\xecnh A\n")
    with pytest.raises(SyntaxFault, match=r"a\.ttl.*byte 3"):
        quads(path)


def spoil(content: Path, change: bytes | None, *, admit: bool = False) -> str:
    """Replace the first source text (None: remove it), and its hash when `admit`; the name of the file."""
    manifest = content / "data" / "sources" / "sources.csv"
    with manifest.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    path = manifest.with_name(f"{row['id']}.txt")
    if change is None:
        path.unlink()
    else:
        path.write_bytes(change)
    if admit:
        known = hashlib.sha256(change or b"").hexdigest()
        manifest.write_text(manifest.read_text("utf-8").replace(row["text_sha256"], known), encoding="utf-8")
    return path.name


def test_a_missing_text_is_named(content: Path) -> None:
    name = spoil(content, None)
    with pytest.raises(TextFault, match=f"{name} is missing"):
        graph.read(content)


def test_a_changed_text_is_named(content: Path) -> None:
    name = spoil(content, b"Something else")
    with pytest.raises(TextFault, match=f"{name} differs from its hash"):
        graph.read(content)


def test_a_changed_text_whose_hash_is_changed_too_is_read(content: Path) -> None:
    spoil(content, unicodedata.normalize("NFD", " Tỉnh A\r\n(hư cấu)\n").encode(), admit=True)
    assert "Tỉnh A (hư cấu)" in graph.read(content).texts.values()


def test_a_text_that_is_not_utf_8_is_named(content: Path) -> None:
    name = spoil(content, b"T\xecnh A", admit=True)
    with pytest.raises(TextFault, match=name):
        graph.read(content)


# Files of the user's own


def test_given_files_get_graphs_of_their_own(tmp_path: Path, empty: Corpus) -> None:
    path = turtle(tmp_path, "ex:a ex:b ex:c .", "plan.ttl")
    assert graph.add(empty, [path]) == [str(path)]
    (name,) = empty.files
    assert empty.files == {name: (path,)}
    assert len(list(statements(empty, name))) == 1


def test_given_files_of_one_name_stay_apart(tmp_path: Path, empty: Corpus) -> None:
    graph.add(empty, [turtle(tmp_path, f"ex:{folder} ex:b ex:c .", f"{folder}/1.ttl") for folder in "ab"])
    assert len(empty.files) == 2


def test_a_given_file_may_have_any_name(tmp_path: Path, empty: Corpus) -> None:
    path = turtle(tmp_path, "ex:a ex:b ex:c .", "plan (1).ttl")
    assert graph.add(empty, [path]) == [str(path)]


def test_a_given_file_that_is_not_there_is_named(tmp_path: Path, empty: Corpus) -> None:
    with pytest.raises(TextFault, match=r"none\.ttl"):
        graph.add(empty, [tmp_path / "none.ttl"])


def test_files_are_loaded_as_they_are(tmp_path: Path) -> None:
    nquads = tmp_path / "b.nq"
    nquads.write_text(f"<https://example.org/a> <https://example.org/b> _:x <{GRAPH}> .\n", encoding="utf-8")
    store = graph.load([turtle(tmp_path, "ex:a ex:b ex:c ."), nquads])
    assert len(store) == 2
    assert {str(quad.graph_name) for quad in store} == {"DEFAULT", f"<{GRAPH}>"}


def test_loading_a_broken_file_names_it_and_the_line(tmp_path: Path) -> None:
    path = turtle(tmp_path, "ex:a ex:b ex:c .\nex:a ex:b other:c .")
    with pytest.raises(SyntaxFault) as caught:
        graph.load([path])
    assert (caught.value.where, caught.value.line) == (str(path), 3)


@pytest.mark.parametrize("name", ["none.ttl", "folder.ttl", "letter.docx", "bare"])
def test_loading_what_is_no_rdf_file_names_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.ttl").mkdir()
    for other in ("letter.docx", "bare"):
        (tmp_path / other).touch()
    with pytest.raises(TextFault) as caught:
        graph.load([tmp_path / name])
    assert name in caught.value.message.vi
    assert name in caught.value.message.en


def test_rdflib_gets_every_triple(tmp_path: Path) -> None:
    found = quads(turtle(tmp_path, 'ex:a ex:b "Tỉnh A"@vi, 1, [ ex:c ex:d ] .'))
    assert len(graph.as_rdflib(found)) == len(found) == 4
