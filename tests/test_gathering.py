"""What the graph knows that helps to read a text, gathered once and looked up in any spelling."""

import pickle

import pytest
from pyoxigraph import RdfFormat, Store

from cancu import terms
from cancu.extract import gather
from cancu.extract.gazetteer import Area, Body, Gazetteer, Work
from extracting import gazetteer

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.PREFIXES.items())
ID, CODE = terms.ID, terms.CODE
GRAPH = f"""{PREFIXES}
@base <{CODE}> .
<citation-role/basis> skos:topConceptOf <citation-role> ; skos:prefLabel "căn cứ"@vi , "basis"@en ;
    skos:hiddenLabel "trên cơ sở"@vi , "chiếu theo" .
<document-type/kh> skos:topConceptOf <document-type> ; skos:prefLabel "Kế hoạch"@vi ; skos:notation "KH" .
<agency-type/health> skos:topConceptOf <agency-type> ; skos:prefLabel "Sở Y tế"@vi .
<{ID}area/an-ha> a cancu:Area ; skos:prefLabel "An Hà"@vi ; skos:altLabel "Tỉnh An Hà"@vi ;
    cancu:validTo "2025-06-30"^^xsd:date .
<{ID}agency/an-ha/so-y-te> a cancu:Agency ; skos:prefLabel "Sở Y tế tỉnh An Hà"@vi , "Health"@en ;
    cancu:area <{ID}area/an-ha> ; org:classification <agency-type/health> ; cancu:symbol "SYT" .
<{ID}agency/an-ha/cac-so> a cancu:AgencyGroup ; skos:prefLabel "Các sở"@vi .
<{ID}document/a> a cancu:Document ; eli:number "012/KH-UBND" ; eli:date_document "2024-04-03"^^xsd:date ;
    dct:title "Kế hoạch nghề cá giai đoạn 2021-2025"@vi ; eli:type_document <document-type/kh> .
<{ID}document/b> a cancu:Document ; eli:number "9/KH-UBND" .
<{ID}programme/nghe-ca> a cancu:Programme ; dct:title "Chương trình Nghề cá bền vững"@vi .
<{ID}indicator/tau> a cancu:Indicator ; skos:prefLabel "Tỷ lệ tàu có máy"@vi .
<{ID}target/1> cancu:indicator <{ID}indicator/tau> ; cancu:inDocument <{ID}document/a> ;
    cancu:quote "Đạt 60% tàu có máy"@vi ; cancu:quoteStart 100 ; cancu:figureStart 104 .
<{ID}target/2> cancu:indicator <{ID}indicator/tau> ; cancu:inDocument <{ID}document/b> ;
    cancu:quote "Hầu hết tàu có máy"@vi ; cancu:quoteStart 7 .
"""


def store() -> Store:
    made = Store()
    made.load(GRAPH.encode(), RdfFormat.TURTLE)
    return made


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return gather(store())


def test_words_of_a_code_are_its_labels_in_vietnamese_and_its_signs(small: Gazetteer) -> None:
    assert small.cues["citation-role/basis"] == ("chiếu theo", "căn cứ", "trên cơ sở")
    assert small.codes("citation-role") == ["citation-role/basis"]
    assert small.codes("theme") == ()


def test_types_are_known_by_sign_and_by_name(small: Gazetteer) -> None:
    assert (small.types, small.notations, small.type_slugs) == ({"KH": "kh"}, {"KH": "kh"}, {"kếhoạch": "kh"})


def test_bodies_areas_and_works_are_plain_values(small: Gazetteer) -> None:
    assert small.bodies == (
        Body(f"{ID}agency/an-ha/cac-so", "Các sở", "", "", ""),
        Body(
            f"{ID}agency/an-ha/so-y-te",
            "Sở Y tế tỉnh An Hà",
            f"{ID}area/an-ha",
            f"{CODE}agency-type/health",
            "SYT",
        ),
    )
    assert small.areas == tuple(
        Area(f"{ID}area/an-ha", name, "", "2025-06-30") for name in ("An Hà", "Tỉnh An Hà")
    )
    assert small.works == (
        Work(f"{ID}document/a", "012/KH-UBND", "2024", "Kế hoạch nghề cá giai đoạn 2021-2025", "kh", ""),
        Work(f"{ID}document/b", "9/KH-UBND", "", "", "", ""),
        Work(f"{ID}programme/nghe-ca", "", "", "Chương trình Nghề cá bền vững", "", ""),
    )
    assert [work.is_programme for work in small.works] == [False, False, True]


def test_an_indicator_is_known_by_its_name_and_by_each_statement_with_the_place_of_its_figure(
    small: Gazetteer,
) -> None:
    assert small.stated == {
        f"{ID}indicator/tau": (
            ("Hầu hết tàu có máy", -1),
            ("Tỷ lệ tàu có máy", -1),
            ("Đạt 60% tàu có máy", 4),
        )
    }


def test_what_a_document_itself_says_can_be_left_out() -> None:
    found = gather(store(), without=f"{ID}document/a")
    assert [work.iri.removeprefix(ID) for work in found.works] == ["document/b", "programme/nghe-ca"]
    assert found.stated[f"{ID}indicator/tau"] == (("Hầu hết tàu có máy", -1), ("Tỷ lệ tàu có máy", -1))


def test_gathering_twice_gives_the_same_and_it_can_be_sent_to_another_process(small: Gazetteer) -> None:
    assert gather(store()) == small
    small.pattern("citation-role/basis")
    assert pickle.loads(pickle.dumps(small)) == small


def test_things_are_looked_up_by_folded_name_number_and_title(small: Gazetteer) -> None:
    assert [area.name for area in small.areas_by_name["tinh an ha"]] == ["Tỉnh An Hà"]
    assert [body.symbol for body in small.bodies_by_name["so y te tinh an ha"]] == ["SYT"]
    assert [body.symbol for body in small.bodies_by_key["so y te"]] == ["SYT"]
    assert [work.iri for work in small.documents["12/kh-ubnd", "2024"]] == [f"{ID}document/a"]
    assert [work.iri for work in small.titles["chuong trinh nghe ca ben vung"]] == [f"{ID}programme/nghe-ca"]
    assert [work.iri for work in small.by_bare_title["ke hoach nghe ca"]] == [f"{ID}document/a"]


SPELT = "Căn cứ Luật/CĂN CỨ Luật/Căncứ Luật/Căn  cứ Luật/hiệnCăn cứ Luật/Căn cứLuật/chiếu theo Luật"


@pytest.mark.parametrize("words", SPELT.split("/"))
def test_a_cue_is_found_in_any_letters_and_where_a_blank_is_lost_or_doubled(
    small: Gazetteer, words: str
) -> None:
    assert small.pattern("citation-role/basis").search(words)


@pytest.mark.parametrize("words", ["căn cứng", "Xcăn cứ", "căn", "cơ sở"])
def test_a_cue_within_another_word_is_none(small: Gazetteer, words: str) -> None:
    assert not small.pattern("citation-role/basis").search(words)


def test_an_unknown_code_matches_nothing(small: Gazetteer) -> None:
    assert not small.pattern("theme/none").search("căn cứ")


def test_the_shipped_graph_knows_words_for_all_that_is_read() -> None:
    shipped = gazetteer()
    wanted = (
        "citation-role/basis",
        "cue/agency-head",
        "cue/action",
        "cue/situation",
        "text-status/truncated",
    )
    assert all(shipped.cues[code] for code in wanted)
    assert all((shipped.types, shipped.bodies, shipped.areas, shipped.works, shipped.stated))
