"""The data against the texts: nothing of the five documents is missed, nothing said without evidence."""

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from cancu import terms
from cancu.graph import Corpus
from cancu.text import fold, normalise

PERCENTAGE = re.compile(r"\d+(?:,\d+)?\s?%")
NUMBER = re.compile(r"\d+/[A-ZĐ]+[\w-]*")
LEADS = re.compile("chủ trì", re.IGNORECASE)
TYPISTS_CODE = "03.KH.GD.T7/tamhtt"

Row = dict[str, str]


def rows(store: Store, query: str) -> list[Row]:
    """The solutions of a query as plain strings."""
    solutions = store.query(query, prefixes=terms.PREFIXES)
    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: _value(solution[name]) for name in names} for solution in solutions]


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def spans(store: Store, pattern: str) -> dict[str, list[tuple[int, int]]]:
    """Where the words of some facts stand: by document, the (start, end) of each fact matching `pattern`."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in rows(store, f"SELECT ?fact ?document ?start ?end WHERE {{ {pattern} }}"):
        found.setdefault(row["document"], []).append((int(row["start"]), int(row["end"])))
    return found


QUOTED = "?fact cancu:statedIn/cancu:inDocument ?document ; cancu:quoteStart ?start ; cancu:quoteEnd ?end ."


def test_each_percentage_of_the_texts_is_the_figure_of_exactly_one_target(
    corpus: Corpus, closed: Store
) -> None:
    figures = spans(
        closed, "?fact cancu:inDocument ?document ; cancu:figureStart ?start ; cancu:figureEnd ?end ."
    )
    for document, text in corpus.texts.items():
        in_text = Counter(match.span() for match in PERCENTAGE.finditer(text))
        assert Counter(figures.get(document, ())) == in_text, document
    assert sum(len(places) for places in figures.values()) == 50


def test_each_chu_tri_of_a_task_chapter_is_in_one_task_with_a_lead(corpus: Corpus, closed: Store) -> None:
    led = spans(closed, f"?fact a cancu:Task ; cancu:leadAgency [] . {QUOTED}")
    found = 0
    for document, text in corpus.texts.items():
        for match in LEADS.finditer(text):
            inside = [span for span in set(led.get(document, ())) if span[0] <= match.start() < span[1]]
            assert len(inside) == 1, text[match.start() - 40 : match.end() + 40]
            found += 1
    assert found == 17


def test_each_document_number_is_the_documents_own_or_a_citations(corpus: Corpus, closed: Store) -> None:
    own = spans(closed, f"?fact rdf:predicate eli:number ; rdf:subject ?document . {QUOTED}")
    cited = spans(closed, f"?fact a cancu:Citation . {QUOTED}")
    found = 0
    for document, text in corpus.texts.items():
        for match in NUMBER.finditer(text.replace(TYPISTS_CODE, " " * len(TYPISTS_CODE))):
            covering = own.get(document, []) + cited.get(document, [])
            assert any(a <= match.start() and match.end() <= b for a, b in covering), match[0]
            found += 1
    assert found == 14


def test_each_bullet_of_the_task_chapters_is_a_task(root: Path, corpus: Corpus, closed: Store) -> None:
    document = terms.ID + "document/ubnd-thai-nguyen/kh/2022/104"
    lines = (root / "data/sources/thai-nguyen-104-2022.txt").read_text(encoding="utf-8")
    quotes = {row["q"] for row in rows(closed, f"SELECT ?q {{ <{document}> cancu:hasTask/cancu:quote ?q }}")}
    chapters = lines[lines.index("III. NHIỆM VỤ") : lines.index("IV. KINH PHÍ")]
    chapters += lines[lines.index("V. TỔ CHỨC") : lines.index("Trên đây là Kế hoạch")]
    bullets = [normalise(part) for part in re.split(r"\n- ", chapters)[1:]]
    for bullet in bullets:
        assert any(bullet.startswith(quote) for quote in quotes), bullet[:80]
    assert len(bullets) == 55


def test_every_fact_has_its_clause_and_words_or_a_source_with_kind_and_confidence(closed: Store) -> None:
    bare = rows(
        closed,
        """SELECT ?fact WHERE {
             ?fact a cancu:Fact .
             FILTER NOT EXISTS { ?fact cancu:statedIn ?clause ; cancu:quote ?words }
             FILTER NOT EXISTS { ?fact dct:source ?source ; cancu:sourceKind ?kind ; cancu:confidence ?trust }
           }""",
    )
    assert bare == []


def test_nothing_is_said_to_be_confirmed_before_a_person_of_the_field_did(closed: Store) -> None:
    statuses = {row["s"] for row in rows(closed, "SELECT DISTINCT ?s { ?fact cancu:reviewStatus ?s }")}
    assert statuses == {terms.CODE + "review-status/read", terms.CODE + "review-status/disputed"}


def test_every_agency_stands_by_name_in_a_text_or_names_its_source(corpus: Corpus, closed: Store) -> None:
    texts = fold(" ".join(corpus.texts.values()))
    named = rows(
        closed,
        """SELECT ?agency (GROUP_CONCAT(?name; SEPARATOR="|") AS ?names) WHERE {
             ?agency cancu:area ?area ; skos:prefLabel|skos:altLabel ?name .
             FILTER(LANG(?name) = "vi")
             FILTER NOT EXISTS { ?agency dct:source ?source }
           } GROUP BY ?agency""",
    )
    for row in named:
        assert any(fold(name) in texts for name in row["names"].split("|")), row
    assert len(named) > 60


def test_every_alternative_name_of_an_agency_stands_in_a_text_as_printed(
    corpus: Corpus, closed: Store
) -> None:
    texts = " ".join(corpus.texts.values())
    for row in rows(closed, "SELECT ?name { ?agency cancu:area ?area ; skos:altLabel ?name }"):
        assert row["name"] in texts


def test_the_population_of_a_target_is_in_its_quote(closed: Store) -> None:
    for row in rows(closed, "SELECT ?p ?q { ?t cancu:population ?p ; cancu:quote ?q }"):
        assert row["p"] in row["q"]


def test_the_figure_of_a_target_is_its_value(closed: Store) -> None:
    query = "SELECT ?value ?written { ?t cancu:value ?value ; cancu:valueAsWritten ?written }"
    for row in rows(closed, query):
        figure, _, unit = row["written"].replace("%", " ").partition(" ")
        written = float(figure.replace(".", "").replace(",", ".")) * (1e6 if "triệu" in unit else 1)
        assert float(row["value"]) == written


def test_a_stated_number_and_date_stand_in_their_words(closed: Store) -> None:
    query = """SELECT ?value ?words { ?s rdf:predicate ?p ; rdf:object ?value ; cancu:quote ?words .
                                      FILTER(?p IN (eli:number, eli:date_document)) }"""
    for row in rows(closed, query):
        day = re.fullmatch(r"(\d{4})-0?(\d+)-0?(\d+)", row["value"])
        if day is None:
            assert row["value"] in row["words"]
        else:
            year, month, date = day.groups()
            assert re.search(rf"0?{date}(/| tháng )0?{month}(/| năm ){year}", row["words"])


def test_a_text_without_figures_to_reach_gives_no_target(closed: Store) -> None:
    quang_binh = terms.ID + "document/ubnd-quang-binh/kh/2023/2557"
    assert rows(closed, f"SELECT ?t {{ <{quang_binh}> cancu:hasTarget ?t }}") == []


def test_the_clauses_of_a_document_cover_its_text_without_a_gap(corpus: Corpus, closed: Store) -> None:
    for document, text in corpus.texts.items():
        covered = [False] * len(text)
        query = f"SELECT ?a ?b {{ <{document}> cancu:hasClause [ cancu:textStart ?a ; cancu:textEnd ?b ] }}"
        for row in rows(closed, query):
            covered[int(row["a"]) : int(row["b"])] = [True] * (int(row["b"]) - int(row["a"]))
        missed = "".join(char for char, is_covered in zip(text, covered, strict=True) if not is_covered)
        assert missed.replace("[...]", "").strip() == "", document


def test_the_manifest_names_every_text_with_its_hash_and_licence(root: Path) -> None:
    folder = root / "data/sources"
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as lines:
        manifest = {row["id"]: row for row in csv.DictReader(lines)}
    assert set(manifest) == {path.stem for path in folder.glob("*.txt")}
    for name, row in manifest.items():
        assert hashlib.sha256((folder / f"{name}.txt").read_bytes()).hexdigest() == row["text_sha256"]
        assert row["licence_basis"]
        assert row["where_from"]


@pytest.mark.parametrize("name", ["thai-nguyen-104-2022", "bac-ninh-374-2022", "hue-182-2024"])
def test_the_texts_hold_no_site_furniture(root: Path, name: str) -> None:
    text = (root / f"data/sources/{name}.txt").read_text(encoding="utf-8")
    for furniture in ("Số hiệu", "Người ký", "Truy cập", "Mã số thuế", "Ngày cập nhật", "Chủ quản"):
        assert furniture not in text


def test_the_texts_come_from_the_received_ones_by_cutting_alone(root: Path) -> None:
    received = root.parent / "shared" / "sources"
    if not received.is_dir():
        pytest.skip("the texts as received are not beside this checkout")
    with (root / "data/sources/sources.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            raw = (received / f"{row['id']}.txt").read_bytes()
            assert hashlib.sha256(raw).hexdigest() == row["raw_sha256"]
            whole = normalise(raw.decode("utf-8"))
            cut = normalise((root / f"data/sources/{row['id']}.txt").read_text(encoding="utf-8"))
            parts = re.split(r"(?<=Thừa Thiên Huế) (?=Ngày 02/5/2024)", cut)
            assert all(part in whole for part in parts)
