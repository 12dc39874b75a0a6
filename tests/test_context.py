"""The JSON-LD context: every term by a short name, from the ontology and shapes; nothing is lost by it."""

import json
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Store
from rdflib import Graph

from cancu import terms
from cancu.api import create_app
from cancu.api.context import Definitions
from cancu.catalogue import Question
from cancu.engine import Embedded, select

TARGET = "/id/document/ubnd-thai-nguyen/kh/2022/104/target/II.2.1.b-1"
JSON_LD = {"accept": "application/ld+json"}


@pytest.fixture(scope="module")
def client(embedded: Embedded, questions: dict[str, Question]) -> TestClient:
    return TestClient(create_app(embedded, questions))


@pytest.fixture(scope="module")
def context(client: TestClient) -> Definitions:
    answer = client.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    context: Definitions = answer.json()["@context"]
    return context


def test_values_are_of_the_kind_that_ontology_and_shapes_say(context: Definitions) -> None:
    assert context["leadAgency"] == {"@id": "cancu:leadAgency", "@type": "@id"}
    assert context["value"] == {"@id": "cancu:value", "@type": "xsd:decimal"}
    assert context["deadline"] == {"@id": "cancu:deadline", "@type": "xsd:date"}
    assert context["quote"] == {"@id": "cancu:quote", "@container": "@language"}
    assert context["deadlineYear"] == "cancu:deadlineYear"
    assert context["Task"] == "cancu:Task"


def test_every_term_of_ours_has_a_name(context: Definitions, embedded: Embedded) -> None:
    rows = select(
        embedded,
        f"""SELECT ?term {{ ?term a ?kind FILTER(STRSTARTS(STR(?term), "{terms.DEF}"))
        VALUES ?kind {{ <{terms.OWL}Class> <{terms.OWL}ObjectProperty> <{terms.OWL}DatatypeProperty> }} }}""",
    )
    meant = {d if isinstance(d, str) else d["@id"] for d in context.values()}
    assert rows
    assert {terms.shorten(row["term"].value) for row in rows} <= meant


def test_a_name_that_is_a_prefix_too_stays_the_prefix(context: Definitions) -> None:
    assert context["unit"] == terms.UNIT
    assert context["cancu:unit"] == {"@id": "cancu:unit", "@type": "@id"}


def test_a_document_carries_the_part_of_the_context_it_needs(
    client: TestClient, context: Definitions
) -> None:
    told: Mapping[str, Definitions] = client.get(TARGET, headers=JSON_LD).json()
    carried = told["@context"]
    assert carried.items() <= context.items()
    assert {"value", "quote", "Target"} <= carried.keys()
    assert "leadAgency" not in carried


def test_a_document_reads_as_people_write_it(client: TestClient) -> None:
    nodes = client.get(TARGET, headers=JSON_LD).json()["@graph"]
    (target,) = [node for node in nodes if node["@id"] == terms.BASE + TARGET.removeprefix("/")]
    assert isinstance(target["value"], str)
    assert isinstance(target["deadlineYear"], int)
    assert isinstance(target["indicator"], str)
    assert set(target["quote"]) == {"vi"}
    assert "Target" in target["@type"]


@pytest.mark.parametrize("path", [TARGET, "/def/leadAgency", "/code/comparator/exactly", "/id/area/vn"])
def test_nothing_is_lost_by_short_names(client: TestClient, path: str) -> None:
    compact = client.get(path, headers=JSON_LD).text
    plain = client.get(path, headers={"accept": "application/n-triples"}).text
    assert set(Graph().parse(data=compact, format="json-ld")) == set(Graph().parse(data=plain, format="nt"))


def test_the_context_of_a_store_that_tells_no_terms_is_the_prefixes() -> None:
    answer = TestClient(create_app(Embedded(Store()), {})).get("/context.jsonld")
    words = {"altLabel", "definition", "label", "prefLabel", "title"}
    assert json.loads(answer.text)["@context"].keys() - terms.PREFIXES.keys() == words
