"""What the default graph holds, in numbers: VoID partitions by class and property, and links outward."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Store, Triple

from .. import terms
from ..graph import DEFAULT_GRAPH
from .statements import PREFIXES, about, iri

Classes = frozenset[NamedNode]
Ends = Classes | NamedNode
"""What triples lead to: nodes of some classes, or literals of a datatype."""
_Path = tuple[tuple[str, NamedNode], ...]
# How a partition hangs on the one above, and what it is a partition by. Datatypes are no part of VoID itself.
_STEPS: Final = {
    "class": ("void:classPartition", "void:class"),
    "property": ("void:propertyPartition", "void:property"),
    "datatype": ("void-ext:datatypePartition", "void-ext:datatype"),
}
_LINKS: Final = tuple(
    iri(name)
    for name in (
        "schema:sameAs", "skos:exactMatch", "skos:closeMatch",
        "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch",
    )
)  # fmt: skip
_LINKS_GRAPHS: Final = terms.GRAPH + "links/"


@dataclass(frozen=True)
class Counts:
    """The default graph in numbers.

    `triples` are counted by the classes of their subject, their property and what they lead to; `entities`
    are the individuals of ours; of every class `instances` are counted and `examples` has the first of ours.
    """

    triples: Mapping[tuple[Classes, NamedNode, Ends], int]
    subjects: int
    objects: int
    entities: int
    instances: Mapping[NamedNode, int]
    examples: Mapping[NamedNode, str]


def count(store: Store) -> Counts:
    """Count the default graph of a store, in one pass over its types and one over its triples."""
    classes, none = _classes(store), Classes()
    triples: Counter[tuple[Classes, NamedNode, Ends]] = Counter()
    subjects, objects = set(), set()
    for quad in store.quads_for_pattern(None, None, None, DEFAULT_GRAPH):
        subject, value = quad.subject, quad.object
        ends = value.datatype if isinstance(value, Literal) else classes.get(value, none)
        triples[classes.get(subject, none), quad.predicate, ends] += 1
        subjects.add(subject)
        objects.add(value)
    instances: Counter[NamedNode] = Counter()
    for kinds, number in Counter(classes.values()).items():
        instances.update(dict.fromkeys(kinds, number))
    examples = _examples(classes)
    entities = sum(_is_individual(node) for node in classes)
    return Counts(triples, len(subjects), len(objects), entities, instances, examples)


def _classes(store: Store) -> dict[object, Classes]:
    """The classes of every node that has any; nodes of the same classes share one set."""
    found: dict[object, list[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, terms.TYPE, None, DEFAULT_GRAPH):
        if isinstance(quad.object, NamedNode):
            found.setdefault(quad.subject, []).append(quad.object)
    shared: dict[Classes, Classes] = {}
    return {node: shared.setdefault(kinds := Classes(given), kinds) for node, given in found.items()}


def _is_individual(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(terms.ID)


def _examples(classes: Mapping[object, Classes]) -> dict[NamedNode, str]:
    """The first individual of ours of every class, in order of IRIs."""
    first: dict[Classes, str] = {}
    for node, kinds in classes.items():
        if isinstance(node, NamedNode) and node.value.startswith(terms.ID):
            first[kinds] = min(node.value, first.get(kinds, node.value))
    examples: dict[NamedNode, str] = {}
    for kinds, example in first.items():
        for kind in kinds:
            examples[kind] = min(example, examples.get(kind, example))
    return examples


def numbers(whole: NamedNode, counts: Counts) -> Iterator[Triple]:
    """The dataset `whole` in numbers: of triples, nodes, terms, and all of its partitions."""
    used = {name.value for _, name, _ in counts.triples} | {name.value for name in counts.instances}
    spaces = [space for space in PREFIXES.values() if any(name.startswith(space) for name in used)]
    own = {kind for kind in counts.examples if kind.value.startswith(terms.DEF)}
    yield from about(
        whole,
        {
            "void:triples": sum(counts.triples.values()),
            "void:entities": counts.entities,
            "void:classes": len(counts.instances),
            "void:properties": len({name for _, name, _ in counts.triples}),
            "void:distinctSubjects": counts.subjects,
            "void:distinctObjects": counts.objects,
            "void:vocabulary": [NamedNode(space) for space in spaces],
            "void:exampleResource": [NamedNode(counts.examples[kind]) for kind in own],
        },
    )
    yield from _partitions(whole, counts)


def _partitions(whole: NamedNode, counts: Counts) -> Iterator[Triple]:
    parts: Counter[_Path] = Counter()
    for (kinds, name, ends), number in counts.triples.items():
        parts.update(dict.fromkeys(_paths(kinds, name, ends), number))
    for path, number in parts.items():
        (step, term), part = path[-1], _part(whole, path)
        hanging, naming = _STEPS[step]
        yield from about(_part(whole, path[:-1]), {hanging: part})
        yield from about(part, {naming: term, "void:triples": number})
    for kind, number in counts.instances.items():
        yield from about(_part(whole, (("class", kind),)), {"void:entities": number})


def _paths(kinds: Classes, name: NamedNode, ends: Ends) -> Iterator[_Path]:
    """The partitions that a triple counts in."""
    yield (("property", name),)
    for kind in kinds:
        yield (("class", kind),)
        yield (("class", kind), ("property", name))
        for end in _led_to(ends):
            yield (("class", kind), ("property", name), end)


def _led_to(ends: Ends) -> Iterator[tuple[str, NamedNode]]:
    """The datatype; or our own classes, else others: what these are besides, the ontology tells."""
    if isinstance(ends, NamedNode):
        yield "datatype", ends
    else:
        own = [kind for kind in ends if kind.value.startswith(terms.DEF)]
        yield from (("class", kind) for kind in own or ends)


def _part(whole: NamedNode, path: _Path) -> NamedNode:
    """The node of a partition: its steps, with the terms as prefixed names."""
    return NamedNode(whole.value + "".join(f"/{step}/{_short(term.value)}" for step, term in path))


def _short(term: str) -> str:
    name = terms.shorten(term)
    return hashlib.sha256(term.encode()).hexdigest()[:16] if name == term else quote(name, safe=":")


def is_partition(whole: NamedNode, node: object) -> bool:
    """Whether a node is a partition of the dataset `whole`."""
    return isinstance(node, NamedNode) and node.value.startswith(
        (f"{whole.value}/class/", f"{whole.value}/property/")
    )


def linksets(whole: NamedNode, store: Store) -> Iterator[Triple]:
    """The links from the dataset `whole` to others: a linkset per file of links, property and namespace."""
    links: Counter[tuple[str, NamedNode, str]] = Counter()
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.startswith(_LINKS_GRAPHS):
            for name in _LINKS:
                for quad in store.quads_for_pattern(None, name, None, graph):
                    if isinstance(quad.object, NamedNode):
                        links[graph.value, name, _namespace(quad.object.value)] += 1
    for (file, name, space), number in links.items():
        yield from _linkset(whole, file.removeprefix(_LINKS_GRAPHS), name, NamedNode(space), number)


def _namespace(node: str) -> str:
    """An IRI without its last part."""
    return node[: max(node.rstrip("/").rfind("/"), node.rfind("#")) + 1]


def _linkset(whole: NamedNode, file: str, name: NamedNode, there: NamedNode, number: int) -> Iterator[Triple]:
    key = hashlib.sha256(there.value.encode()).hexdigest()[:8]
    node = NamedNode(f"{whole.value}/links/{quote(file)}/{_short(name.value)}/{key}")
    yield from about(whole, {"void:subset": node})
    yield from about(
        node,
        {
            "a": iri("void:Linkset"),
            "void:subjectsTarget": whole,
            "void:linkPredicate": name,
            "void:objectsTarget": there,
            "void:triples": number,
        },
    )
    yield from about(there, {"a": iri("void:Dataset"), "void:uriSpace": there.value})
