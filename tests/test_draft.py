"""A draft says what its text bears, in the style of the reviewed files, and passes what all data must."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from cancu import graph, release, terms, validate
from cancu.extract import Extraction, Gazetteer, draft, extract, gather
from cancu.extract.addresses import local, of_document
from cancu.extract.gazetteer import Area
from cancu.extract.header import Header
from cancu.extract.sources import text_of
from cancu.graph import Corpus

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "data" / "sources").glob("*.txt"))
INVENTED = sorted(p for p in (ROOT / "bench" / "gold" / "seen").iterdir() if p.suffix != ".yaml")

PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/KH-UBND
An Hà, ngày 20 tháng 3 năm 2024
KẾ HOẠCH
Thực hiện công tác phòng cháy trên địa bàn tỉnh An Hà năm 2024
Thực hiện Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của Thủ tướng Chính phủ và Quyết định số 9988/QĐ-TTg ngày 01/02/2023 của Thủ tướng Chính phủ phê duyệt Đề án phòng cháy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC TIÊU
1. Mục tiêu cụ thể
- Phấn đấu 80% hộ gia đình có bình chữa cháy, trong đó 50% hộ ở vùng cao.
- Bố trí tối thiểu 25 tỷ đồng cho công tác phòng cháy.
II. NHIỆM VỤ VÀ GIẢI PHÁP
1. Công an tỉnh
- Chủ trì, phối hợp với Sở Xây dựng kiểm tra các cơ sở; tổ chức sơ kết vào năm 2025.
"""  # noqa: E501


@pytest.fixture(scope="module")
def gazetteer(corpus: Corpus) -> Gazetteer:
    return gather(corpus.store)


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer) -> dict[str, Extraction]:
    return {path.name: extract(text_of(path), gazetteer) for path in (*PLANS, *INVENTED)}


@pytest.fixture(scope="module")
def plan(gazetteer: Gazetteer) -> Extraction:
    return extract(PLAN, gazetteer)


def said(found: Extraction, gazetteer: Gazetteer) -> Store:
    store = Store()
    store.extend(graph.in_graph(t, graph.DEFAULT_GRAPH) for t in draft.triples(found, gazetteer))
    return store


def ask(store: Store, names: str, pattern: str) -> list[list[str]]:
    """The rows of a pattern over one draft, sorted; `names` are its columns."""
    found: Any = store.query(f"{terms.PROLOGUE} SELECT {names} WHERE {{ {pattern} }}")
    columns = [name.removeprefix("?") for name in names.split()]
    return sorted([terms.shorten(getattr(row[name], "value", "")) for name in columns] for row in found)


# --- Addresses


def test_the_address_of_every_document_of_the_graph_follows_from_its_header(corpus: Corpus) -> None:
    query = f"""{terms.PROLOGUE} SELECT ?document ?number ?type ?date ?issuer ?area ?name WHERE {{
      ?document eli:number ?number ; eli:type_document ?type ; eli:passed_by ?body .
      ?body skos:prefLabel ?issuer ; cancu:area ?area . ?area skos:prefLabel ?name
      OPTIONAL {{ ?document eli:date_document ?date }}
      FILTER(LANG(?issuer) = "vi" && LANG(?name) = "vi") }}"""
    found: Any = corpus.store.query(query, use_default_graph_as_union=True)
    rows = list(found)
    assert len(rows) > 40
    for row in rows:
        number, kind, date, issuer, area, name = (
            getattr(row[key], "value", "") for key in ("number", "type", "date", "issuer", "area", "name")
        )
        assert (
            address(number, kind.rpartition("/")[2], issuer, date, Area(area, name, "", ""))
            == row["document"].value
        )


def address(number: str, kind: str, issuer: str, date: str, area: Area | None = None, place: str = "") -> str:
    head = Header((), number, kind, issuer, date, "", area, place, ("", ""), "complete", "", "", ())
    return of_document(head, "text")


@pytest.mark.parametrize(
    ("number", "kind", "issuer", "expected"),
    [
        ("30-CTr/TU", "ctr", "Tỉnh uỷ Yên Giang", "tu-yen-giang/ctr/2024/30"),
        ("12-NQ/HU", "nq", "Huyện ủy Mường Khao", "hu-muong-khao/nq/2024/12"),
        ("88-KL/TƯ", "kl", "Bộ Chính trị", "tw/kl/2024/88"),
        ("77/KH-UBND", "kh", "Uỷ ban nhân dân huyện Tân Lương", "ubnd-huyen-tan-luong/kh/2024/77"),
        ("21/2024/NQ-HĐND", "nq", "Hội đồng nhân dân tỉnh Sơn Thủy", "hdnd-son-thuy/nq/2024/21-2024"),
        ("700/QĐ-UBND-HC", "qd", "Ủy ban nhân dân tỉnh An Hà", "ubnd-an-ha/qd/2024/700-hc"),
        ("2100/UBND-KGVX", "cv", "Ủy ban nhân dân tỉnh An Hà", "ubnd-an-ha/cv/2024/2100"),
        ("512/KH-BYT", "kh", "Bộ Y tế", "byt/kh/2024/512"),
    ],
)
def test_an_address_says_issuer_type_year_and_number(
    number: str, kind: str, issuer: str, expected: str
) -> None:
    assert address(number, kind, issuer, "2024-02-28") == f"{terms.ID}document/{expected}"


def test_a_department_is_of_the_place_of_its_document() -> None:
    assert address("62/KH-SYT", "kh", "Sở Y tế", "2025-03-05", place="tỉnh Hà Sơn").endswith(
        "/syt-ha-son/kh/2025/62"
    )


def test_what_has_no_whole_key_is_a_draft_by_its_text(gazetteer: Gazetteer) -> None:
    one, other = (draft.document_iri(extract(text, gazetteer)) for text in ("Một.", "Hai."))
    assert one.startswith(f"{terms.ID}document/draft/")
    assert one != other


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("I.2.1", "I.2.1"),
        ("II.1.d", "II.1.d"),
        ("II.1.đ", "II.1.dd"),
        ("Điều 2.d", "Dieu-2.d"),
        ("Điều 2.đ", "Dieu-2.dd"),
        ("Điều 5a.đ.1", "Dieu-5a.dd.1"),
        ("Chương II.Mục 1", "Chuong-II.Muc-1"),
        ("Phụ lục số 2", "Phu-luc-so-2"),
        ("đ", "dd"),
        ("../", "x"),
    ],
)
def test_the_path_of_a_clause_is_part_of_an_address(path: str, part: str) -> None:
    assert local(path) == part


def test_the_items_of_a_list_have_each_an_address_of_its_own() -> None:
    assert len({local(f"Điều 1.{letter}") for letter in "abcdđeghik"}) == 10


# --- What is said

DOCUMENT = "id:document/ubnd-an-ha/kh/2024/31"


@pytest.fixture(scope="module")
def drafted(plan: Extraction, gazetteer: Gazetteer) -> Store:
    return said(plan, gazetteer)


def test_a_work_that_the_graph_knows_makes_an_edge(drafted: Store) -> None:
    edges = ask(
        drafted,
        "?edge ?work",
        "?document a cancu:Document ; ?edge ?work . FILTER(STRSTARTS(STR(?edge), STR(eli:)))",
    )
    assert [edge for edge in edges if "/ttg/" in edge[1]] == [
        ["eli:cites", "id:document/ttg/qd/2021/1373"],
        ["eli:ensures_implementation_of", "id:document/ttg/qd/2021/1373"],
    ]


def test_a_work_that_the_graph_does_not_know_is_cited_as_the_text_names_it_without_an_edge(
    drafted: Store,
) -> None:
    cited = "?citation cancu:cited ?work ; cancu:citationRole ?role . ?work a cancu:UnresolvedReference"
    (row,) = ask(
        drafted,
        "?number ?type ?date ?issuer ?role",
        f"{cited} ; eli:number ?number ; cancu:referenceType ?type ; eli:date_document ?date ;"
        " cancu:issuerAsWritten ?issuer",
    )
    assert row == [
        "9988/QĐ-TTg", "code:document-type/qd", "2023-02-01", "Thủ tướng Chính phủ",
        "code:citation-role/implements",
    ]  # fmt: skip
    edge = "?document a cancu:Document ; ?edge ?work . ?work a cancu:UnresolvedReference"
    assert ask(drafted, "?edge", edge) == []


def test_a_body_that_the_graph_does_not_know_is_named_as_the_text_names_it(drafted: Store) -> None:
    named = "?body a cancu:UnresolvedAgency ; skos:prefLabel ?name"
    (lead,) = ask(drafted, "?body ?name", f"?task cancu:leadAgency ?body . {named}")
    assert lead == [f"{DOCUMENT}/agency/cong-an-tinh", "Công an tỉnh"]
    (beside,) = ask(
        drafted, "?name ?kind", f"?t cancu:coordinatingAgency ?body . {named} ; org:classification ?kind"
    )
    assert beside == ["Sở Xây dựng", "code:agency-type/department-construction"]


def test_every_fact_has_its_words_and_its_rule_and_nobody_has_read_it(
    plan: Extraction, drafted: Store
) -> None:
    evidence = (
        "?fact cancu:quote ?quote ; cancu:quoteStart ?start ; cancu:quoteEnd ?end ; cancu:extractedBy ?rule"
    )
    facts = ask(drafted, "?quote ?start ?end ?rule", evidence)
    assert len(facts) == len(
        ask(drafted, "?fact", "?fact cancu:reviewStatus <https://w3id.org/cancu/code/review-status/machine>")
    )
    assert len(facts) > 10
    for quote, start, end, rule in facts:
        assert plan.normal.text[int(start) : int(end)] == quote
        assert re.fullmatch(r"[a-z]+/[a-z-]+", rule)


def test_money_is_counted_in_dong_and_written_as_it_stands(drafted: Store) -> None:
    money = "?target cancu:unit unit:CCY_VND ; cancu:valueAsWritten ?written ; cancu:value ?value"
    (row,) = ask(drafted, "?written ?value ?comparator", f"{money} ; cancu:comparator ?comparator")
    assert row == ["25 tỷ đồng", "25000000000", "code:comparator/at-least"]


def test_a_figure_after_trong_do_is_a_subset_of_the_one_before(drafted: Store) -> None:
    subset = "?target cancu:subsetOf ?whole ; cancu:valueAsWritten ?figure . ?whole cancu:valueAsWritten ?of"
    assert ask(drafted, "?figure ?of", subset) == [["50%", "80%"]]


def test_a_review_has_the_number_of_its_task_and_a_letter(drafted: Store) -> None:
    assert ask(drafted, "?review ?year", "?review a cancu:Review ; cancu:deadlineYear ?year") == [
        [f"{DOCUMENT}/review/II.1-1a", "2025"]
    ]


def test_the_same_words_below_other_headings_are_other_measures(gazetteer: Gazetteer) -> None:
    text = PLAN.replace(
        "- Bố trí", "a) Trường học\n- 70% đạt chuẩn.\nb) Bệnh viện\n- 90% đạt chuẩn.\n- Bố trí"
    )
    store = said(extract(text, gazetteer), gazetteer)
    measures = ask(store, "?measure ?name", "?measure a cancu:UnresolvedIndicator ; skos:prefLabel ?name")
    assert [name for _, name in measures].count("đạt chuẩn") == 2


# --- The file


def test_a_file_says_the_triples_of_its_draft_and_no_others(
    read: dict[str, Extraction], gazetteer: Gazetteer
) -> None:
    for name, found in read.items():
        written = draft.turtle(found, gazetteer, name)
        assert set(triples_of(written)) == set(draft.triples(found, gazetteer)), name
        assert draft.turtle(found, gazetteer, name) == written
        assert "\r" not in written
        assert written.endswith(" .\n")


def triples_of(turtle: str) -> Iterator[Triple]:
    return (quad.triple for quad in parse(turtle.encode(), RdfFormat.TURTLE))


def test_the_head_of_a_file_says_what_it_is_from_what_and_what_was_not_found(gazetteer: Gazetteer) -> None:
    lines = draft.turtle(extract("Một câu không có gì.", gazetteer), gazetteer, "tep.txt").splitlines()
    assert lines[0] == "# tep.txt"
    assert "text: tep.txt" in lines[1]
    assert "nobody has read it" in lines[1]
    assert "Not found in it: number, type, issuer, date, title" in lines[1]


def test_strings_are_escaped_so_that_the_file_reads_back(gazetteer: Gazetteer) -> None:
    text = PLAN.replace("bình chữa cháy", 'bình "chữa cháy" loại A\\B')
    found = extract(text, gazetteer)
    assert set(triples_of(draft.turtle(found, gazetteer, "x"))) == set(draft.triples(found, gazetteer))


# --- What must hold


def test_the_drafts_of_all_texts_pass_shapes_checks_and_evidence(
    corpus: Corpus, read: dict[str, Extraction], gazetteer: Gazetteer, tmp_path: Path
) -> None:
    addresses = [draft.document_iri(found) for found in read.values()]
    assert len(set(addresses)) == len(read)
    instead = {NamedNode(terms.GRAPH + iri.removeprefix(terms.ID + "document/")) for iri in addresses}
    store = Store()
    store.extend(quad for quad in corpus.store if quad.graph_name not in instead)
    texts = {**corpus.texts, **dict(zip(addresses, (f.normal.text for f in read.values()), strict=True))}
    drafted = Corpus(store, dict(corpus.files), texts)
    for name, found in read.items():
        (tmp_path / f"{name}.ttl").write_text(draft.turtle(found, gazetteer, name), encoding="utf-8")
    graph.add(drafted, sorted(tmp_path.glob("*.ttl")))
    findings = validate.validate(drafted, release.derive(drafted, ROOT), ROOT / "queries" / "checks")
    assert [str(finding) for finding in findings if finding.severity == "violation"] == []
