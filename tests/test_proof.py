"""Proofs: every step sound, down to what is asserted, by few queries; long ones are refused."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from cancu import release, terms, why
from cancu.engine import Embedded, open_store
from cancu.errors import EngineError, Refused
from cancu.graph import Corpus
from cancu.reason import Rule
from cancu.release import Release
from cancu.why import proof
from proofs import Counting, chain, invented, is_sound, leaves, short, triple, walk


@pytest.fixture(scope="session")
def rules(corpus: Corpus, root: Path) -> list[Rule]:
    return release.read_rules(corpus, root)


def parts(goal: Triple) -> tuple[str, str, NamedNode | Literal]:
    """A triple as it is asked about."""
    assert isinstance(goal.subject, NamedNode)
    assert isinstance(goal.object, NamedNode | Literal)
    return goal.subject.value, goal.predicate.value, goal.object


def sample(published: Release) -> list[Triple]:
    """Every 200th inferred triple, and one of each predicate."""
    store = open_store(published.store)
    quads = store.quads_for_pattern(None, None, None, NamedNode(terms.INFERRED_GRAPH))
    inferred = sorted((quad.triple for quad in quads), key=str)
    return list(
        dict.fromkeys([*inferred[::200], *{triple.predicate: triple for triple in inferred}.values()])
    )


def test_every_inferred_triple_has_a_sound_proof_from_asserted_ones_by_few_queries(
    embedded: Embedded, published: Release
) -> None:
    store = open_store(published.store)
    for goal in sample(published):
        counting = Counting(embedded)
        explained = why.explain(counting, *parts(goal))
        assert triple(explained) == goal
        assert counting.asked <= 8
        for path in walk(explained):
            assert is_sound(path[-1], store), path[-1]
            assert triple(path[-1]) not in map(triple, path[:-1])


def test_a_legal_basis_is_asserted_by_the_citation_of_that_role_alone(rules: list[Rule]) -> None:
    citing = "a cancu:Citation ; cancu:inDocument :plan ; cancu:cited :law ; cancu:reviewStatus :read"
    store = invented(
        f""":plan eli:based_on :law ; eli:cites :law .
        :c1 {citing} ; cancu:citationRole role:basis ; cancu:cue "Căn cứ"@vi ; cancu:quote "Luật Hư Cấu"@vi .
        :c2 {citing} ; cancu:citationRole role:mentions ; cancu:quote "theo Luật Hư Cấu"@vi .""",
        rules,
    )
    (basis,) = why.explain(Embedded(store), "id:plan", "eli:based_on", "id:law").evidence
    assert (basis.cue, basis.words) == ("Căn cứ", "Luật Hư Cấu")
    assert len(why.explain(Embedded(store), "id:plan", "eli:cites", "id:law").evidence) == 2


def test_a_proof_of_a_long_chain_takes_no_more_queries_than_that_of_a_short_one(rules: list[Rule]) -> None:
    counting = Counting(Embedded(invented(chain(60), rules)))
    explained = why.explain(counting, "id:d0", "cancu:tracesTo", "id:d60")
    assert [short(leaf)[0] for leaf in leaves(explained)] == [f"id:d{i}" for i in range(60)]
    assert counting.asked <= 6


@pytest.mark.parametrize(("limit", "most"), [("MOST_ROUNDS", 1), ("MOST_TRIPLES", 5), ("MOST_STEPS", 5)])
def test_a_proof_past_a_limit_is_refused(
    rules: list[Rule], monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(proof, limit, most)
    engine = Embedded(invented(chain(9), rules))
    with pytest.raises(Refused, match="too long") as caught:
        why.explain(engine, "id:d0", "cancu:tracesTo", "id:d9")
    assert caught.value.rule == "proof-length"


def test_the_shorter_of_two_chains_is_the_proof(rules: list[Rule]) -> None:
    engine = Embedded(invented(chain(5) + ":d0 cancu:carriesOut :p . :p cancu:approvedBy :d5 .", rules))
    explained = why.explain(engine, "id:d0", "cancu:tracesTo", "id:d5")
    assert {short(leaf)[1] for leaf in leaves(explained)} == {"cancu:carriesOut", "cancu:approvedBy"}


@pytest.mark.parametrize("goal", [("id:a", "id:a"), ("id:a", "id:c"), ("id:c", "id:b")])
def test_a_circle_of_links_makes_no_circular_proof(rules: list[Rule], goal: tuple[str, str]) -> None:
    store = invented(":a eli:based_on :b . :b eli:based_on :c . :c eli:based_on :a .", rules)
    explained = why.explain(Embedded(store), goal[0], "cancu:tracesTo", goal[1])
    for path in walk(explained):
        assert is_sound(path[-1], store)
        assert triple(path[-1]) not in map(triple, path[:-1])


def test_transitive_links_that_are_stated_the_other_way_round_make_a_chain(rules: list[Rule]) -> None:
    store = invented(
        ":a org:subOrganizationOf :b . :c org:hasSubOrganization :b . :c org:subOrganizationOf :d .", rules
    )
    explained = why.explain(Embedded(store), "id:a", "org:subOrganizationOf", "id:d")
    assert [short(leaf)[1] for leaf in leaves(explained)] == [
        "org:subOrganizationOf",
        "org:hasSubOrganization",
        "org:subOrganizationOf",
    ]
    assert all(is_sound(path[-1], store) for path in walk(explained))


def test_a_store_without_the_rules_of_its_inferences_says_so(rules: list[Rule]) -> None:
    store = invented(":a eli:based_on :b .", rules)
    store.remove_graph(NamedNode(terms.RULES_GRAPH))
    with pytest.raises(EngineError, match="No rule"):
        why.explain(Embedded(store), "id:b", "eli:basis_for", "id:a")
