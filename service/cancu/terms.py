"""The closed vocabulary: namespaces, prefixes, names of graphs and files."""

from pathlib import PurePath
from typing import Final

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/cancu/"
DEF: Final = BASE + "def/"
CODE: Final = BASE + "code/"
ID: Final = BASE + "id/"
SHAPE: Final = BASE + "shape/"
GRAPH: Final = BASE + "graph/"
CHECK: Final = BASE + "check/"

DCT: Final = "http://purl.org/dc/terms/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
UNIT: Final = "http://qudt.org/vocab/unit/"
VOID: Final = "http://rdfs.org/ns/void#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "cancu": DEF,
    "code": CODE,
    "id": ID,
    "shape": SHAPE,
    "graph": GRAPH,
    "check": CHECK,
    "dcat": DCAT,
    "dct": DCT,
    "eli": ELI,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "unit": UNIT,
    "void": VOID,
    "xsd": XSD,
}

PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
"""The prefixes as a query declares them."""

ONTOLOGY_GRAPH: Final = GRAPH + "ontology"
SHAPES_GRAPH: Final = GRAPH + "shapes"
INFERRED_GRAPH: Final = GRAPH + "inferred"
SOURCES_GRAPH: Final = GRAPH + "reference/sources"
REPORT_GRAPH: Final = GRAPH + "report/validation"
QUERIES_GRAPH: Final = GRAPH + "queries"
RULES_GRAPH: Final = GRAPH + "rules"
DATASET_GRAPH: Final = GRAPH + "dataset"

# Graphs that describe the service rather than the world: they stay out of the default graph.
APART: Final = (SHAPES_GRAPH, QUERIES_GRAPH, RULES_GRAPH, REPORT_GRAPH, DATASET_GRAPH)

TYPE: Final = NamedNode(RDF + "type")


def graph_of(path: PurePath) -> str:
    """The named graph of a file below data/: a document's is its key, the others keep their folder's name."""
    parts = path.with_suffix("").parts
    return GRAPH + "/".join(parts[1:] if parts[0] == "documents" else parts)


def in_default_graph(graph: str) -> bool:
    """Whether a named graph is part of the default graph: all but those that describe the service."""
    return not any(graph == apart or graph.startswith(apart + "/") for apart in APART)


def shorten(iri: str) -> str:
    """An IRI with its prefix, where one fits: for messages and tables."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> str:
    """A prefixed name or IRI as an IRI; a name with an unknown prefix stays as it is."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and not local.startswith("//") else name
