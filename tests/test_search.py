"""Search: found in any spelling, the best first, whatever is typed; all names here with X are invented."""

import sqlite3
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode

from cancu import search, terms
from cancu.engine import Embedded, select
from cancu.errors import EngineError, Message, UsageError
from cancu.release import Release
from cancu.search import KINDS, LONGEST, QUERY, Index, Term
from cancu.text import fold

ID = terms.ID
SCHEME = f"{ID}document/ttg/qd/2021/1373"
PLAN = f"{ID}document/ubnd-bac-ninh/kh/2022/374"
DEPARTMENT = f"{ID}agency/thai-nguyen/so-giao-duc-va-dao-tao"
AREA = f"{ID}area/thai-nguyen"
ORDINARY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="session")
def index(published: Release) -> Index:
    return published.index


def found(index: Index, words: str, kind: str = "", year: int | None = None) -> list[str]:
    return [hit.iri for hit in index.find(words, kind, year=year).hits]


NUMBERS = [
    "1373", "1373/QD-TTg", "1373/QĐ-TTg", "1373/qđ-ttg", "QĐ 1373", "QĐ-TTg 1373", "1373QĐ-TTg",
    "01373/ QĐ - TTg", "Quyết định 1373", "quyết định số 1373/QĐ-TTg",
    "Quyết định số 1373/QĐ-TTg ngày 30 tháng 7 năm 2021",
    "Quyết định số 1373/QĐ-TTg ngày 30/07/2021 của Thủ tướng Chính phủ", "Decision No. 1373/QĐ-TTg",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_document_is_found_by_its_number_in_any_spelling(
    index: Index, number: str, form: Literal["NFC", "NFD"]
) -> None:
    assert found(index, unicodedata.normalize(form, number))[0] == SCHEME


def test_leading_zeros_and_spaces_of_a_number_do_not_matter(index: Index) -> None:
    assert found(index, "0374/ kh-ubnd") == found(index, "374/KH-UBND") == [PLAN]


@pytest.mark.parametrize(
    "words",
    ["Sở GD&ĐT Thái Nguyên", "sở gdđt tỉnh thái nguyên", "so giao duc va dao tao tinh thai nguyen"],
)
def test_an_agency_is_found_by_its_abbreviation(index: Index, words: str) -> None:
    assert DEPARTMENT in found(index, words, kind="Agency")


def test_an_abbreviation_is_found_by_the_whole_name_and_the_name_by_it(tmp_path: Path) -> None:
    index = invented(
        tmp_path, ("a", "Agency", "label", "UBND tỉnh X"), ("b", "Agency", "label", "Ủy ban nhân dân tỉnh X")
    )
    for words in ("ubnd tỉnh x", "Uỷ ban nhân dân tỉnh X", "ubn", "ủy ban nh"):
        assert found(index, words) == ["x:a", "x:b"]


def test_a_symbol_and_an_alias_and_a_code_find_their_bearers(index: Index) -> None:
    assert found(index, "ubtvqh")[0] == f"{ID}agency/vn/uy-ban-thuong-vu-quoc-hoi"
    assert found(index, "Cộng hòa xã hội chủ nghĩa Việt Nam")[0] == f"{ID}area/vn"
    assert found(index, "VN-69") == [AREA]


def test_english_labels_are_searched_too(index: Index) -> None:
    assert found(index, "state bank")[0] == f"{ID}agency/vn/ngan-hang-nha-nuoc-viet-nam"


def test_i_and_y_are_one_letter_where_both_are_written(tmp_path: Path) -> None:
    index = invented(tmp_path, ("a", "Indicator", "label", "Tỷ lệ X"), ("b", "Indicator", "label", "Tỉ lệ X"))
    assert set(found(index, "tỷ lệ x")) == set(found(index, "ti le x")) == {"x:a", "x:b"}


def test_the_last_word_is_a_beginning(index: Index) -> None:
    assert found(index, "Sở Tư ph", kind="Agency") == []
    assert found(index, "bộ tư ph")[0] == found(index, "Bộ Tư pháp")[0]
    assert f"{ID}document/chinh-phu/nq/2019/01" in found(index, "Nghị quyết số 0")
    assert index.find("bo tu p").total >= index.find("bo tu phap").total


def test_a_name_is_before_its_beginning_before_words_in_names_before_words_in_texts(tmp_path: Path) -> None:
    index = invented(
        tmp_path,
        ("t", "Task", "text", "Xây dựng thư viện X"),
        ("d", "Document", "label", "Viện dưỡng lão xây cạnh thư phòng X"),
        ("p", "Indicator", "label", "Thư viện xây ở X"),
        ("e", "Target", "label", "Thư viện xây"),
        ("other", "Document", "label", "Thư viện Y"),
    )
    assert found(index, "thư viện xây") == ["x:e", "x:p", "x:d", "x:t"]


def test_among_equals_held_documents_are_first_then_the_kinds_in_order(tmp_path: Path) -> None:
    said = [(kind.lower(), kind, "label", "Tên X") for kind in KINDS[::-1]]
    index = invented(tmp_path, *said, ("z", "Document", "label", "Tên X"), ("z", "Document", "held", "x"))
    kinds = [hit.kind for hit in index.find("tên").hits]
    assert found(index, "tên")[0] == "x:z"
    assert kinds == ["Document", *KINDS]


def test_equals_of_a_kind_are_in_vietnamese_order(tmp_path: Path) -> None:
    names = ["Hà Nội X", "Đà Nẵng X", "Cần Thơ X", "Điều 10 X", "Điều 2 X"]
    index = invented(tmp_path, *((name.replace(" ", ""), "Area", "label", name) for name in names))
    labels = [hit.label.vi for hit in index.find("x").hits]
    assert labels == ["Cần Thơ X", "Đà Nẵng X", "Điều 2 X", "Điều 10 X", "Hà Nội X"]


def test_results_are_narrowed_by_type_area_and_year(index: Index) -> None:
    everything = index.find("học tập", limit=1000)
    narrowed = index.find("học tập", kind="Target", area=AREA, year=2025, limit=1000)
    wanted = [h for h in everything.hits if (h.kind, h.area, h.year) == ("Target", AREA, 2025)]
    assert 0 < narrowed.total == len(wanted)
    assert narrowed.hits == tuple(wanted)


def test_a_period_holds_each_of_its_years_and_an_open_one_all_on_that_side(tmp_path: Path) -> None:
    index = invented(
        tmp_path,
        ("p", "Programme", "label", "Chương trình X"), ("p", "Programme", "since", "2021"),
        ("p", "Programme", "until", "2030"),
        ("old", "Area", "label", "Tỉnh X"), ("old", "Area", "until", "2025-06-30"),
        ("timeless", "Area", "label", "Vùng X"),
    )  # fmt: skip
    assert [found(index, "x", year=year) for year in (2020, 2025, 2026)] == [
        ["x:old"], ["x:p", "x:old"], ["x:p"],
    ]  # fmt: skip
    assert [hit.detail for hit in index.find("x").hits] == ["2021–2030", "–2025-06-30", ""]


@given(limit=st.integers(1, 30), offset=st.integers(0, 400))
@ORDINARY
def test_pages_are_parts_of_one_list(index: Index, limit: int, offset: int) -> None:
    whole, page = index.find("học", limit=1000), index.find("học", limit=limit, offset=offset)
    assert page.total == whole.total == len(whole.hits)
    assert page.hits == whole.hits[offset : offset + limit]


def test_a_hit_tells_what_it_is_and_where_the_words_are(index: Index) -> None:
    hit = index.find("374/KH-UBND").hits[0]
    assert (hit.iri, hit.kind, hit.detail, hit.year) == (PLAN, "Document", "374/KH-UBND", 2022)
    assert hit.area == f"{ID}area/bac-ninh"
    assert hit.label.vi.startswith("Kế hoạch thực hiện Đề án")
    assert hit.label.en.startswith("Plan to carry out")
    assert {"374", "KH"} <= {hit.snippet.text[start:end] for start, end in hit.snippet.marks}


def test_a_long_text_is_cut_around_the_words(tmp_path: Path) -> None:
    words = " ".join(["trước"] * 100 + ["thư", "viện"] + ["sau"] * 100)
    (hit,) = invented(tmp_path, ("t", "Task", "text", words)).find("thu vien").hits
    text, marks = hit.snippet.text, hit.snippet.marks
    assert [text[start:end] for start, end in marks] == ["thư", "viện"]
    assert text.startswith("… trước ")
    assert text.endswith(" sau …")
    assert len(text) < 250


def test_a_thing_without_a_name_in_one_language_has_it_in_the_other(tmp_path: Path) -> None:
    index = invented(tmp_path, ("t", "Task", "text", "Xây thư viện X"), ("n", "Document", "number", "7/KH-X"))
    assert index.find("thư viện").hits[0].label == Message("Xây thư viện X", "Xây thư viện X")
    assert index.find("7").hits[0].label == Message("7/KH-X", "7/KH-X")


@given(st.data())
@ORDINARY
def test_every_thing_is_found_by_each_beginning_of_its_label_with_or_without_diacritics(
    index: Index, data: st.DataObject
) -> None:
    with sqlite3.connect(index.path) as base:
        things = base.execute("SELECT iri, kind, vi FROM thing WHERE length(vi) < 100").fetchall()
    base.close()
    iri, kind, label = data.draw(st.sampled_from(things))
    typed = label[: data.draw(st.integers(1, len(label)))]
    spelt = data.draw(st.sampled_from([typed, fold(typed), unicodedata.normalize("NFD", typed.upper())]))
    if any(letter.isalnum() for letter in spelt):
        assert iri in [hit.iri for hit in index.find(spelt, kind=kind, limit=1000).hits]


HOSTILE = [
    '"', "'", "a' OR '1'='1", "a; DROP TABLE thing; --", 'names : "a" OR *', "NEAR(a b, 2)", "a AND", "NOT a",
    "a*b*", "^a", "-a", "{names texts}: a", "a\x00b", "\x00", "🎓 học", "🎓", "…!?–", "a" + "\u0302" * 50,
    "%", "\\", "ubnd " * 40, "a " * 100, "ﬁ ß İ ٣٤", " ".join(map(chr, range(0x4E00, 0x4E63))), "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(index: Index, words: str) -> None:
    before = index.path.read_bytes()
    found = index.find(words)
    assert len(found.hits) <= found.total
    assert index.path.read_bytes() == before


@given(words=st.text(min_size=1, max_size=LONGEST), area=st.text(), year=st.integers(1, 9999))
@ORDINARY
def test_any_words_are_answered_or_refused_as_wrong_use(
    index: Index, words: str, area: str, year: int
) -> None:
    try:
        found = index.find(words), index.find(words, area=area, year=year)
    except UsageError:
        assert not words.strip()
    else:
        assert all(0 <= len(some.hits) <= some.total for some in found)


def test_only_punctuation_finds_nothing(index: Index) -> None:
    assert index.find("…!?").total == 0


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("", {}, "1 to 200"),
    (" \n\t", {}, "1 to 200"),
    ("a" * (LONGEST + 1), {}, "not 201"),
    ("a" * 10_000, {}, "not 10000"),
    ("a", {"kind": "Person"}, "Person"),
    ("a", {"limit": 0}, "limit"),
    ("a", {"limit": 10**30}, "limit"),
    ("a", {"offset": -1}, "offset"),
    ("a", {"year": 0}, "year"),
    ("a", {"year": 10**30}, "year"),
]


@pytest.mark.parametrize(("words", "filters", "told"), WRONG)
def test_wrong_use_says_what_is_wrong(index: Index, words: str, filters: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        index.find(words, **filters)


def test_a_file_that_is_missing_or_no_index_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no index " * 1000, encoding="utf-8")
    (tmp_path / "empty").touch()
    for name in ("missing", "text", "empty"):
        with pytest.raises(EngineError, match="cancu build"):
            Index(tmp_path / name).find("a")


def test_the_same_rows_in_any_order_give_the_same_bytes(tmp_path: Path, embedded: Embedded) -> None:
    rows = [row for query in QUERY for row in select(embedded, query)]
    search.write(tmp_path / "one", rows)
    search.write(tmp_path / "other", reversed(rows))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]


def test_every_kind_of_thing_of_the_data_is_indexed(index: Index, embedded: Embedded) -> None:
    with sqlite3.connect(index.path) as base:
        counted = dict(base.execute("SELECT kind, COUNT(*) FROM thing GROUP BY kind"))
    base.close()
    for kind in KINDS:
        (row,) = select(embedded, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{terms.DEF}{kind}> }}")
        assert counted[kind] == int(row["n"].value), kind


def test_blank_nodes_and_incomplete_rows_are_left_out(tmp_path: Path) -> None:
    search.write(tmp_path / "index", [{"kind": Value("Area")}, *rows(("a", "Area", "label", "Tỉnh X"))])
    assert found(Index(tmp_path / "index"), "tỉnh") == ["x:a"]


def test_several_threads_ask_at_a_time(index: Index) -> None:
    totals: list[int] = []
    threads = [
        threading.Thread(target=lambda: totals.extend(index.find("học").total for _ in range(20)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [index.find("học").total] * 160


def rows(*said: tuple[str, str, str, str]) -> Iterator[Mapping[str, Term]]:
    """Rows as QUERY gives them: of thing, kind, role and text."""
    for thing, kind, role, text in said:
        yield {
            "thing": NamedNode(f"x:{thing}"),
            "kind": Value(kind),
            "role": Value(role),
            "text": Value(text, language="vi"),
        }


def invented(folder: Path, *said: tuple[str, str, str, str]) -> Index:
    search.write(folder / "index", rows(*said))
    return Index(folder / "index")
