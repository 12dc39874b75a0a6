"""DCAT-AP 3: what the profile asks of each class, the files of a release, the licence of each."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from pyshacl import validate
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SH as SHACL

from cancu import describe, engine, terms
from cancu.describe import File, Host, catalogue_at, void_at
from cancu.release import Release
from describing import DATASET, DCAT, DCT, FOAF, KNOWN, SPDX, VOID, parsed, terms_used

PROFILE = Path(__file__).parents[2] / "shared" / "conformance" / "dcat-ap-3.0.1"
BASE = "https://example.org"
TEXTS = URIRef(terms.BASE + "dataset/texts")
CC_BY = URIRef("http://creativecommons.org/licenses/by/4.0/")

# What the profile asks for, by class: https://semiceu.github.io/DCAT-AP/releases/3.0.0/
MANDATORY = {
    DCAT.Catalog: (DCT.title, DCT.description, DCT.publisher),
    DCAT.Dataset: (DCT.title, DCT.description),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCT.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
}
RECOMMENDED = {
    DCAT.Catalog: (
        DCAT.dataset, DCAT.service, DCT.license, DCT.language, DCT.issued, DCT.modified, DCT.spatial,
        DCAT.themeTaxonomy, FOAF.homepage,
    ),
    DCAT.Dataset: (
        DCAT.contactPoint, DCAT.distribution, DCAT.keyword, DCT.publisher, DCT.spatial, DCT.temporal,
        DCAT.theme,
    ),
    DCAT.Distribution: (
        URIRef(describe.PREFIXES["dcatap"] + "availability"), DCT.description, DCT["format"], DCAT.byteSize,
        SPDX.checksum,
    ),
    DCAT.DataService: (
        DCAT.servesDataset, DCAT.endpointDescription, DCAT.contactPoint, DCT.publisher, DCAT.theme,
        DCT.conformsTo, DCAT.keyword,
    ),
}  # fmt: skip
# What it recommends and we do not have: the shape of the country, a kind of publisher that is none of its
# list's, and a licence for texts that are not ours to license: they have a statement of rights instead.
LEFT_OUT = {
    URIRef(terms.DCAT + "bbox"),
    URIRef(terms.DCAT + "centroid"),
    DCT.type,
    DCT.license,
}


def files(release: Release) -> list[File]:
    manifest = release.manifest["files"].items()
    return [File(name, sha256, (release.path / name).stat().st_size) for name, sha256 in manifest]


@pytest.fixture(scope="module")
def held(embedded: engine.Embedded) -> list[Triple]:
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{terms.DATASET_GRAPH}> {{ ?s ?p ?o }} }}"
    body = embedded.query(query, graph="application/n-triples").body
    return [quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)]


@pytest.fixture(scope="module")
def host(published: Release) -> Host:
    return Host(BASE, published.name, str(published.manifest["built"]), files(published))


@pytest.fixture(scope="module")
def catalogue(held: list[Triple], host: Host) -> Graph:
    return parsed(catalogue_at(held, host))


@pytest.mark.skipif(not PROFILE.is_dir(), reason="the shapes of DCAT-AP are not beside this checkout")
@pytest.mark.parametrize("shapes", ["shapes", "range", "shapes_recommended"])
def test_the_shapes_of_the_profile_hold(catalogue: Graph, shapes: str) -> None:
    _, report, text = validate(catalogue, shacl_graph=Graph().parse(PROFILE / f"{shapes}.ttl"))
    assert isinstance(report, Graph)
    results = list(report.subjects(RDF.type, SHACL.ValidationResult))
    assert {report.value(result, SHACL.resultPath) for result in results} <= LEFT_OUT, text
    assert {report.value(result, SHACL.resultSeverity) for result in results} <= {SHACL.Warning}


@pytest.mark.parametrize("asked", [MANDATORY, RECOMMENDED], ids=["mandatory", "recommended"])
def test_every_class_has_the_properties_the_profile_asks_for(
    catalogue: Graph, asked: dict[URIRef, tuple[URIRef, ...]]
) -> None:
    for kind, properties in asked.items():
        nodes = list(catalogue.subjects(RDF.type, kind))
        assert nodes, kind
        missing = [(str(n), str(p)) for n in nodes for p in properties if not list(catalogue.objects(n, p))]
        assert missing == [], kind


def test_a_catalogue_uses_known_terms_only_and_no_blank_node(catalogue: Graph) -> None:
    assert set(terms_used(catalogue)) <= KNOWN
    assert all(isinstance(node, URIRef) for node in catalogue.subjects())


def distributions(catalogue: Graph) -> Iterator[tuple[str, URIRef]]:
    """The name of each distributed file, and its node."""
    for node in catalogue.subjects(RDF.type, DCAT.Distribution):
        assert isinstance(node, URIRef)
        yield str(catalogue.value(node, DCT.title)), node


def test_every_file_of_the_release_is_listed_once_with_its_hash_and_size(
    catalogue: Graph, host: Host
) -> None:
    documents = {str(page) for page in catalogue.objects(DATASET, FOAF.page)}
    listed = dict(distributions(catalogue))
    prefix = f"{BASE}/releases/{host.release}/"
    assert {name.removeprefix(prefix) for name in documents} | listed.keys() == {f.name for f in host.files}
    assert not {name.removeprefix(prefix) for name in documents} & listed.keys()
    by_name = {file.name: file for file in host.files}
    for name, node in listed.items():
        checksum = catalogue.value(node, SPDX.checksum)
        assert str(catalogue.value(checksum, SPDX.checksumValue)) == by_name[name].sha256
        assert str(catalogue.value(node, DCAT.byteSize)) == str(by_name[name].size)
        assert catalogue.value(node, DCAT.downloadURL) == URIRef(prefix + name)


def test_our_data_are_cc_by_and_each_text_has_its_own_licence_basis(catalogue: Graph, root: Path) -> None:
    with (root / "data" / "sources" / "sources.csv").open(encoding="utf-8-sig", newline="") as lines:
        bases = {
            f"texts/{row['document'].removeprefix('document/')}.txt": row["licence_basis"]
            for row in csv.DictReader(lines)
        }
    texts = set(catalogue.objects(TEXTS, DCAT.distribution))
    for name, node in distributions(catalogue):
        licences = list(catalogue.objects(node, DCT.license))
        if name in bases:
            rights = catalogue.value(node, DCT.rights)
            assert str(catalogue.value(rights, URIRef(terms.RDFS + "label"))) == bases[name]
            assert licences == []
        else:
            assert licences == [CC_BY], name
        assert (node in texts) is (name in bases)
    assert list(catalogue.objects(DATASET, DCT.license)) == [CC_BY]
    assert not list(catalogue.objects(TEXTS, DCT.license))


def test_the_catalogue_leaves_the_numbers_to_void(catalogue: Graph) -> None:
    assert not list(catalogue.subject_objects(VOID.classPartition))
    assert len(catalogue) < 5000


def test_themes_places_and_times_come_from_the_data(catalogue: Graph) -> None:
    themes = {str(theme).rpartition("/")[2] for theme in catalogue.objects(DATASET, DCAT.theme)}
    assert themes == {"GOVE", "EDUC"}
    assert URIRef(terms.ID + "area/vn") in set(catalogue.objects(DATASET, DCT.spatial))
    period = catalogue.value(DATASET, DCT.temporal)
    start, end = (str(catalogue.value(period, DCAT[term])) for term in ("startDate", "endDate"))
    assert start < "2022" <= "2030" <= end


def test_the_version_is_the_name_of_the_release_and_the_time_its_own(catalogue: Graph, host: Host) -> None:
    assert catalogue.value(DATASET, DCAT.version) == Literal(host.release)
    (node,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    assert str(catalogue.value(node, DCT.modified)) == host.built


def test_without_a_release_there_are_no_files_and_no_version(held: list[Triple]) -> None:
    told = parsed(catalogue_at(held, Host(BASE)))
    assert not list(told.subjects(RDF.type, DCAT.Distribution))
    assert not list(told.subject_objects(DCAT.version))
    assert list(told.subjects(RDF.type, DCAT.DataService))


def test_the_name_of_a_file_is_escaped_in_its_address(held: list[Triple]) -> None:
    told = parsed(catalogue_at(held, Host(BASE, "r", files=[File("tables/a b>é.csv", "00", 1)])))
    (address,) = told.objects(None, DCAT.downloadURL)
    assert str(address) == f"{BASE}/releases/r/tables/a%20b%3E%C3%A9.csv"


def test_void_adds_the_endpoint_and_the_dumps(held: list[Triple], host: Host) -> None:
    told = parsed(void_at(held, host))
    assert told.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{BASE}/sparql")
    assert told.value(DATASET, VOID.dataDump) == URIRef(f"{BASE}/releases/{host.release}/cancu.nq")
    assert (URIRef(f"{BASE}/.well-known/void"), FOAF.primaryTopic, DATASET) in told
    assert set(terms_used(told)) <= KNOWN
