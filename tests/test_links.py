"""The links to other vocabularies: each with its reason, none of them claiming more than it can."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions

from cancu import terms
from cancu.graph import Corpus

LINKS = terms.GRAPH + "links/"

# How each vocabulary writes the identifiers that are linked to; http: is part of an identifier.
PATTERNS = {
    "un-sdg": r"http://metadata\.un\.org/sdg/(4\.[1-7abc]|C040[1-7abc]0\d|codes/geoArea/704)",
    "eurovoc": r"http://eurovoc\.europa\.eu/(\d+|c_[0-9a-f]{8})",
    "unesco-thesaurus": r"http://vocabularies\.unesco\.org/thesaurus/concept\d+",
    "eu-authority-tables": r"http://publications\.europa\.eu/resource/authority/[a-z-]+/[A-Z_0-9]+",
    "wikidata": r"http://www\.wikidata\.org/entity/Q\d+",
    "geonames": r"https://sws\.geonames\.org/\d+/",
}

# Indicators that a foreign concept equals, in who is counted and how: none so far.
EQUAL: frozenset[tuple[str, str]] = frozenset()

MATCH = """VALUES ?match {
             skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch
           }
           GRAPH ?graph { ?subject ?match ?object }
           FILTER(!STRSTARTS(STR(?object), STR(id:)))"""

Row = dict[str, str]


def select(corpus: Corpus, query: str) -> list[Row]:
    solutions = corpus.store.query(query, prefixes=terms.PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in solutions]


@pytest.fixture(scope="module")
def matches(corpus: Corpus) -> list[Row]:
    return select(corpus, f"SELECT ?graph ?subject ?match ?object {{ {MATCH} }}")


def test_indicators_and_codes_are_linked_to_four_vocabularies(matches: list[Row]) -> None:
    graphs = {row["graph"].removeprefix(LINKS) for row in matches}
    assert graphs == {"un-sdg", "eurovoc", "unesco-thesaurus", "eu-authority-tables"}


def test_every_match_has_one_statement_beside_it_with_its_reason_in_both_languages(
    corpus: Corpus, matches: list[Row]
) -> None:
    reasons = select(
        corpus,
        """SELECT ?graph ?subject ?match ?object ?vi ?en {
             GRAPH ?graph {
               ?s rdf:subject ?subject ; rdf:predicate ?match ; rdf:object ?object ; skos:note ?vi , ?en .
             }
             FILTER(LANG(?vi) = "vi" && LANG(?en) = "en")
           }""",
    )
    assert Counter(key(row) for row in reasons) == Counter(key(row) for row in matches)
    for row in reasons:
        assert re.fullmatch(r"[^\s].+[^\s]\.", row["vi"]), row
        assert re.fullmatch(r"[^\s].+[^\s]\.", row["en"]), row


def key(row: Row) -> tuple[str, ...]:
    return row["graph"], row["subject"], row["match"], row["object"]


def test_every_statement_of_a_link_names_its_source_and_the_day_it_was_seen(corpus: Corpus) -> None:
    bare = select(
        corpus,
        f"""SELECT ?s {{
              GRAPH ?graph {{ ?s a cancu:Statement }}
              FILTER(STRSTARTS(STR(?graph), "{LINKS}"))
              FILTER NOT EXISTS {{
                ?s dct:source ?source ; cancu:sourceKind <{terms.CODE}source-kind/dataset> ;
                   cancu:confidence ?trust ; cancu:seenOn ?day ; cancu:reviewStatus ?status
              }}
            }}""",
    )
    assert bare == []


def test_no_link_is_asserted_twice_or_in_two_degrees(matches: list[Row]) -> None:
    pairs = Counter((row["subject"], row["object"]) for row in matches)
    assert set(pairs.values()) == {1}


def test_the_subject_of_every_match_is_an_indicator_or_a_code_of_ours(
    corpus: Corpus, matches: list[Row]
) -> None:
    ours = {
        row["c"]
        for row in select(corpus, "SELECT ?c { ?c a ?t FILTER(?t IN (cancu:Indicator, skos:Concept)) }")
    }
    assert {row["subject"] for row in matches} <= ours


def test_every_foreign_address_is_written_as_its_vocabulary_writes_it(corpus: Corpus) -> None:
    links = select(
        corpus,
        f"""SELECT ?graph ?object {{
              {{ {MATCH} }} UNION {{ GRAPH ?graph {{ ?subject schema:sameAs ?object }} }}
            }}""",
    )
    for row in links:
        assert re.fullmatch(PATTERNS[row["graph"].removeprefix(LINKS)], row["object"]), row


def test_no_indicator_is_said_to_equal_a_foreign_concept_unless_listed_here(matches: list[Row]) -> None:
    exact = {(r["subject"], r["object"]) for r in matches if r["match"] == terms.SKOS + "exactMatch"}
    assert exact == EQUAL


def test_nothing_linked_is_the_same_as_another_thing(corpus: Corpus) -> None:
    same = NamedNode(terms.OWL + "sameAs")
    assert list(corpus.store.quads_for_pattern(None, same, None)) == []


def test_every_file_of_links_says_its_provenance_and_licence(corpus: Corpus) -> None:
    said = select(
        corpus,
        """SELECT ?g { GRAPH ?g {
             ?g a void:Dataset ; dct:title ?title ; dct:source ?source ; dct:provenance ?text ;
                dct:license <http://creativecommons.org/licenses/by/4.0/>
           } FILTER(LANG(?title) = "vi") }""",
    )
    files = {name for name, paths in corpus.files.items() if paths[0].is_relative_to(Path("data/links"))}
    assert files == {LINKS + name for name in PATTERNS}
    assert files <= {row["g"] for row in said}
