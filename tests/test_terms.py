"""Graph names, prefixes, and which graphs are about the service."""

import re
from itertools import permutations
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu import terms

locals_ = st.text().filter(lambda local: not local.startswith("//"))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("documents/ubnd-tinh-a/kh/2030/1.ttl", "ubnd-tinh-a/kh/2030/1"),
        ("documents/chinh-phu/nd/2030/84-2030.ttl", "chinh-phu/nd/2030/84-2030"),
        ("reference/areas.ttl", "reference/areas"),
        ("links/wikidata.ttl", "links/wikidata"),
    ],
)
def test_a_graph_is_named_after_its_file(path: str, key: str) -> None:
    assert terms.graph_of(PurePath(path)) == f"https://w3id.org/cancu/graph/{key}"


@given(st.sampled_from(sorted(terms.PREFIXES)), locals_)
def test_a_shortened_iri_expands_to_itself(prefix: str, local: str) -> None:
    iri = terms.PREFIXES[prefix] + local
    assert terms.expand(terms.shorten(iri)) == iri


@given(st.text())
def test_any_text_may_be_shortened_and_expanded(text: str) -> None:
    assert terms.expand(terms.shorten(text)).endswith(text.rpartition(":")[2])


@pytest.mark.parametrize(
    "name", ["104/KH-UBND", "https://example.org/x", "unknown:x", "schema://x", "", "id"]
)
def test_what_has_no_prefix_of_ours_stays_as_it_is(name: str) -> None:
    assert terms.expand(name) == name


def test_a_prefixed_name_expands() -> None:
    assert terms.expand("id:area/tinh-a") == "https://w3id.org/cancu/id/area/tinh-a"


def test_an_iri_outside_the_vocabulary_is_not_shortened() -> None:
    assert terms.shorten("https://example.org/x") == "https://example.org/x"


def test_no_namespace_begins_with_another() -> None:
    assert not [pair for pair in permutations(terms.PREFIXES.values(), 2) if pair[0].startswith(pair[1])]


@pytest.mark.parametrize("graph", [*terms.APART, terms.REPORT_GRAPH + "/1"])
def test_graphs_about_the_service_stay_out_of_the_default_graph(graph: str) -> None:
    assert not terms.in_default_graph(graph)


@pytest.mark.parametrize("graph", [terms.ONTOLOGY_GRAPH, terms.INFERRED_GRAPH, terms.SOURCES_GRAPH])
def test_graphs_about_the_world_are_in_the_default_graph(graph: str) -> None:
    assert terms.in_default_graph(graph)
    assert terms.in_default_graph(terms.graph_of(PurePath("documents/ubnd-tinh-a/kh/2030/1.ttl")))


def test_shipped_files_give_the_prefixes_their_one_meaning(root: Path) -> None:
    paths = [
        path for folder in ("ontology", "data", "shapes", "queries") for path in (root / folder).rglob("*")
    ]
    for path in (path for path in paths if path.suffix in {".ttl", ".rq"}):
        for prefix, namespace in re.findall(r"(?im)^@?prefix +(\w+): +<(.+?)>", path.read_text("utf-8")):
            assert terms.PREFIXES.get(prefix, namespace) == namespace, f"{path}: {prefix}"
