"""The shapes: each bad example fires the shapes its first line names and no other; each shape has one."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import RDF, SH, Graph, URIRef

from cancu import graph, reason, terms, validate
from cancu.graph import Corpus

EXAMPLES = Path(__file__).parent / "shapes"
FILES = sorted(path for path in EXAMPLES.glob("*/*.ttl"))
ROOT = Path(__file__).parents[1]


@cache
def ontology() -> Store:
    """The ontology and code lists that examples are closed under."""
    store = Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        store.extend(graph.quads(path, terms.ONTOLOGY_GRAPH, path.name))
    return store


@cache
def rules() -> tuple[reason.Rule, ...]:
    compiled = reason.compile_rules(reason.close_ontology(reason.ontology(Corpus(ontology(), {}, {}))))
    return (*compiled, *reason.read_rules(ROOT / "ontology" / "rules"))


@cache
def shapes() -> Graph:
    merged = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        merged.parse(path)
    return merged


def fired(path: Path) -> set[str]:
    """The shapes that an example fires, closed with the context that all examples share."""
    example = [
        quad
        for number, part in enumerate((EXAMPLES / "context.ttl", path))
        for quad in graph.quads(part, f"{terms.GRAPH}example/{number}", part.name)
    ]
    store = Store()
    store.extend([*ontology(), *example])
    inferred = reason.infer(Corpus(store, {}, {}), rules())
    data = graph.as_rdflib([*example, *(graph.in_graph(triple, graph.DEFAULT_GRAPH) for triple in inferred)])
    return {terms.shorten(finding.rule) for finding in validate.check_shapes(data, shapes())}


def declared(path: Path) -> set[str]:
    match = re.match(r"# fires: (.+)\n# what is wrong: .+\n", path.read_text(encoding="utf-8"))
    return set(match[1].split()) if match else set()


def reporting_shapes() -> Iterator[str]:
    """The named shapes that can stand in a report: those with a message."""
    for shape in set(shapes().subjects(SH.message, None)):
        assert isinstance(shape, URIRef)
        yield terms.shorten(str(shape))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_fires_what_its_first_line_names(path: Path) -> None:
    assert fired(path) == declared(path)


def test_every_bad_example_names_what_it_fires() -> None:
    assert [path for path in FILES if path.stem != "valid" and not declared(path)] == []


def test_every_shape_is_fired_alone_by_some_example() -> None:
    alone = {shape for path in FILES for shape in declared(path) if len(declared(path)) == 1}
    assert sorted(set(reporting_shapes()) - alone) == []


def test_every_class_of_shapes_has_a_valid_example() -> None:
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        assert (EXAMPLES / path.stem / "valid.ttl").is_file()


def test_every_reporting_shape_has_messages_in_both_languages_and_a_severity() -> None:
    for shape in set(shapes().subjects(SH.message, None)):
        assert {getattr(m, "language", None) for m in shapes().objects(shape, SH.message)} == {"vi", "en"}
        assert shapes().value(shape, SH.severity) in {SH.Violation, SH.Warning}


def test_every_property_shape_is_named_and_has_a_message_of_its_own_or_its_parent() -> None:
    for shape in shapes().subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, URIRef)
        assert str(shape).startswith(terms.SHAPE)


def test_only_core_constraints_are_used() -> None:
    foreign = {SH.sparql, SH.xone, SH.js, SH.rule}
    assert not foreign & set(shapes().predicates())
