"""Descriptions as tests hold them: parsed, and their terms held against the vocabularies they come from."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, URIRef

from cancu import describe, terms

DCAT = Namespace(terms.DCAT)
DCT = Namespace(terms.DCT)
FOAF = Namespace(describe.PREFIXES["foaf"])
SCHEMA = Namespace(terms.SCHEMA)
SD = Namespace(terms.SD)
SH = Namespace(terms.SH)
SPDX = Namespace(describe.PREFIXES["spdx"])
VOID = Namespace(terms.VOID)
VOID_EXT = Namespace(describe.PREFIXES["void-ext"])
DATASET = URIRef(describe.DATASET.value)

# The terms that each vocabulary has, of those a description may use.
VOCABULARIES = {
    "dcat": """Catalog DataService Dataset Distribution
        accessURL byteSize contactPoint dataset distribution downloadURL endDate endpointDescription
        endpointURL keyword landingPage mediaType servesDataset service startDate theme themeTaxonomy
        version""",
    "dcatap": "availability",
    "dct": """Frequency LicenseDocument LinguisticSystem Location MediaType MediaTypeOrExtent PeriodOfTime
        RightsStatement Standard
        accessRights accrualPeriodicity conformsTo description format identifier issued language license
        modified publisher rights source spatial subject temporal title type""",
    "foaf": "Agent Document homepage name page primaryTopic",
    "owl": "versionInfo",
    "rdf": "type",
    "rdfs": "comment label",
    "schema": "about keywords target",
    "sd": """Dataset Graph Service
        defaultDataset defaultGraph endpoint resultFormat supportedLanguage""",
    "sh": """PrefixDeclaration SPARQLConstructExecutable SPARQLExecutable SPARQLSelectExecutable
        construct declare namespace prefix prefixes select""",
    "skos": "Concept ConceptScheme prefLabel",
    "spdx": "Checksum algorithm checksum checksumValue",
    "vcard": "Kind fn hasURL",
    "void": """Dataset DatasetDescription Linkset
        class classPartition classes dataDump distinctObjects distinctSubjects entities exampleResource
        linkPredicate objectsTarget properties property propertyPartition sparqlEndpoint subjectsTarget subset
        triples uriSpace vocabulary""",
    "void-ext": "datatype datatypePartition",
}
KNOWN = {
    URIRef(describe.PREFIXES[prefix] + name)
    for prefix, names in VOCABULARIES.items()
    for name in names.split()
}


def parsed(triples: Iterable[ox.Triple]) -> Graph:
    """Triples as an rdflib graph."""
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(lines, format="nt")


def terms_used(graph: Graph) -> Iterator[URIRef]:
    """The properties and classes that a description is written with."""
    for _, predicate, value in graph:
        yield URIRef(str(predicate))
        if predicate == RDF.type:
            yield URIRef(str(value))
