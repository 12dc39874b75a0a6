"""What people take away: tables, their description, Turtle and checksums say what the graph says."""

import csv
import hashlib
import importlib.util
import io
import json
import shutil
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from cancu import export, graph, release, terms
from cancu.engine import Embedded, open_store, select
from cancu.errors import EngineError, UsageError
from cancu.export import TABLES, Table, writing
from cancu.export.rows import query
from cancu.export.tables import TASK_AGENCIES
from cancu.release import Release

ALL = (*TABLES, TASK_AGENCIES)
Rows = Mapping[str, list[dict[str, str]]]
needs_pyarrow = pytest.mark.skipif(not importlib.util.find_spec("pyarrow"), reason="the extra parquet")


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.fixture(scope="module")
def tables(published: Release) -> Rows:
    return {one.name: rows_of((published.path / f"tables/{one.name}.csv").read_bytes()) for one in ALL}


@pytest.fixture(scope="module")
def described(published: Release) -> Any:
    return json.loads((published.path / "tables/csv-metadata.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def held(published: Release) -> Store:
    return open_store(published.store)


def invented(**said: str) -> Store:
    """A store with an invented document, an invented target and what is said of that."""
    document, target = f"{terms.ID}document/hu-cau/kh/2030/1", NamedNode(f"{terms.ID}target/hu-cau")
    turtle = " ".join(f"<{target.value}> <{terms.DEF}{name}> {value} ." for name, value in said.items())
    body = f"<{document}> a <{terms.DEF}Document> . {target} a <{terms.DEF}Target> . {turtle}"
    store = Store()
    for quad in parse(body, RdfFormat.TURTLE):
        for place in (NamedNode(f"{terms.GRAPH}hu-cau/kh/2030/1"), graph.DEFAULT_GRAPH):
            store.add(graph.in_graph(quad.triple, place))
    return store


def exported(store: Store) -> dict[str, bytes]:
    return dict(export.files(store, {}))


def target_in(store: Store) -> dict[str, str]:
    (row,) = rows_of(exported(store)["tables/targets.csv"])
    return row


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_store_dump_and_csv_count_the_same_things(
    embedded: Embedded, published: Release, tables: Rows, table: Table
) -> None:
    classes = " ".join(f"<{terms.DEF}{name}>" for name in table.classes)
    asked = f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ VALUES ?c {{ {classes} }} ?thing a ?c }}"
    wanted = {f"<{terms.DEF}{name}>" for name in table.classes}
    dumped = set()
    for line in (published.path / "cancu.nq").read_text(encoding="utf-8").splitlines():
        subject, predicate, value, *_, place, _ = line.split(" ")
        if predicate == str(terms.TYPE) and value in wanted and terms.in_default_graph(place[1:-1]):
            dumped.add(subject[1:-1])
    assert {row["iri"] for row in tables[table.name]} == dumped
    assert len(tables[table.name]) == len(dumped) == int(select(embedded, asked)[0]["n"].value)


@needs_pyarrow
@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_parquet_holds_the_rows_of_csv_in_types(published: Release, tables: Rows, table: Table) -> None:
    from pyarrow import parquet

    read = parquet.read_table(published.path / f"tables/{table.name}.parquet")
    kinds = {"integer": int, "decimal": Decimal, "date": date}
    assert read.column_names == [column.name for column in table.columns]
    rows = read.to_pylist()
    assert [{name: as_written(cell) for name, cell in row.items()} for row in rows] == tables[table.name]
    for column in table.columns:
        kind = list if column.many else kinds.get(column.kind, str)
        assert all(row[column.name] is None or type(row[column.name]) is kind for row in rows)


def as_written(cell: Any) -> str:
    if isinstance(cell, list):
        return " | ".join(cell)
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str("" if cell is None else cell)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_value_of_the_graph_is_left_out(held: Store, tables: Rows, table: Table) -> None:
    """Each value has its place in a cell: none is of a wrong kind, or one too many."""
    columns = {column.name: column for column in table.columns}
    told: dict[tuple[str, str], set[Any]] = {}
    for thing, named, value in held.query(query(table), prefixes=terms.PREFIXES):  # type: ignore[union-attr]
        column = columns.get(named.value)
        if column and (column.kind == "term" or spoken(value) == column.language):
            told.setdefault((thing.value, column.name), set()).add(value)
    told = {key: values for key, values in told.items() if key[1] != "class"}
    shown = {
        (row["iri"], name): cell.split(" | ") if columns[name].many else [cell]
        for row in tables[table.name]
        for name, cell in row.items()
        if cell and columns[name].path and not columns[name].label_of
    }
    assert {key: len(values) for key, values in shown.items()} == {k: len(v) for k, v in told.items()}


def spoken(term: Any) -> str:
    return getattr(term, "language", None) or ""


def statements(described: Any, tables: Rows) -> Iterator[Triple]:
    """What the tables say as RDF, by their description."""
    for table in described["tables"]:
        for row in tables[table["url"].removesuffix(".csv")]:
            for column in table["tableSchema"]["columns"]:
                if "propertyUrl" in column and row[column["name"]]:
                    yield from stated(row, column, table["tableSchema"]["aboutUrl"])


def stated(row: Mapping[str, str], column: Any, about: str) -> Iterator[Triple]:
    subject, term = (
        NamedNode(row[url[2:-1]] if url.startswith("{+") else url) for url in (about, column["propertyUrl"])
    )
    for value in row[column["name"]].split(column.get("separator", "\0")):
        if "valueUrl" in column:
            yield Triple(subject, term, NamedNode(value))
        elif "lang" in column:
            yield Triple(subject, term, Literal(value, language=column["lang"]))
        else:
            yield Triple(subject, term, Literal(value, datatype=NamedNode(terms.XSD + column["datatype"])))


def test_what_the_description_makes_of_the_tables_is_in_the_graph(
    described: Any, tables: Rows, held: Store
) -> None:
    said = list(statements(described, tables))
    assert len(said) > 5000
    assert [triple for triple in said if graph.in_graph(triple, graph.DEFAULT_GRAPH) not in held] == []


def test_the_description_holds_for_the_tables(published: Release) -> None:
    csvw = pytest.importorskip("csvw")
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        group = csvw.CSVW(str(published.path / "tables/csv-metadata.json"))
        for table in group.tables:
            assert list(table.iterdicts(strict=True))
            assert table.check_primary_key()
        assert group.tablegroup.check_referential_integrity()
    assert [str(one.message) for one in heard if "csvw" in str(one.filename)] == []


def test_every_column_has_a_title_in_both_languages_that_is_no_name_of_a_term(described: Any) -> None:
    for table in described["tables"]:
        for column in table["tableSchema"]["columns"]:
            for title in column["titles"].values():
                assert title, column["name"]
                assert ":" not in title, column["name"]


def test_every_fact_has_its_review_status_and_the_words_of_held_texts_their_clause(tables: Rows) -> None:
    for name in ("citations", "objectives", "targets", "tasks", "funding_sources", "criteria", "statements"):
        assert all(row["review_status_en"] for row in tables[name])
        for row in tables[name]:
            assert bool(row["quote"]) == bool(row["quote_start"])
            assert not row["quote"] or (row["clause"] and row["clause_path"])


def test_a_task_has_a_row_for_each_agency_and_role(tables: Rows) -> None:
    agencies = {row["iri"]: row["label_vi"] for row in tables["agencies"]}
    for row in tables["task_agencies"]:
        assert agencies[row["agency"]] == row["agency_vi"]
    led = {(row["task"], row["agency"]) for row in tables["task_agencies"] if row["role_en"] == "lead agency"}
    assert led == {
        (row["iri"], agency)
        for row in tables["tasks"]
        for agency in row["lead_agency"].split(" | ")
        if agency
    }


def test_rows_are_sorted_by_document_and_place(tables: Rows) -> None:
    for name, place in (("clauses", "position"), ("tasks", "quote_start")):
        order = [(row["document"], int(row[place]), row["iri"]) for row in tables[name]]
        assert order == sorted(order)
    for name in ("documents", "agencies", "areas"):
        assert [row["iri"] for row in tables[name]] == sorted(row["iri"] for row in tables[name])


def test_csv_is_utf8_without_a_mark_in_lines_of_rfc_4180(published: Release) -> None:
    for table in ALL:
        content = (published.path / f"tables/{table.name}.csv").read_bytes()
        assert content.startswith(table.columns[0].name.encode() + b",")
        assert content.endswith(b"\r\n")


def test_the_turtle_of_a_document_is_its_graph(published: Release, held: Store) -> None:
    paths = sorted((published.path / "documents").rglob("*.ttl"))
    assert {f"{terms.ID}document/{key_of(path, published)}" for path in paths} <= {
        row[0].value
        for row in held.query("SELECT ?d { ?d a cancu:Document }", prefixes=terms.PREFIXES)  # type: ignore[union-attr]
    }
    assert len(paths) > 40
    for path in paths:
        named = NamedNode(terms.GRAPH + key_of(path, published))
        said = {quad.triple for quad in parse(path.read_bytes(), RdfFormat.TURTLE)}
        assert said == {quad.triple for quad in held.quads_for_pattern(None, None, None, named)}


def key_of(path: Path, published: Release) -> str:
    return str(path.relative_to(published.path / "documents").with_suffix(""))


def test_every_file_has_a_checksum_that_holds(published: Release) -> None:
    lines = (published.path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    summed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert set(published.manifest["files"]) == {*summed, "SHA256SUMS"}
    for name, digest in summed.items():
        assert hashlib.sha256((published.path / name).read_bytes()).hexdigest() == digest
    if shutil.which("sha256sum"):
        checking = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
        assert subprocess.run(checking, cwd=published.path, check=False).returncode == 0


@needs_pyarrow
def test_a_release_is_named_the_same_with_parquet_and_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = release.publish(invented(value="1.5"), {}, [], tmp_path / "with")
    monkeypatch.setattr(writing, "version", missing)
    less = release.publish(invented(value="1.5"), {}, [], tmp_path / "without")
    assert whole.name == less.name
    assert whole.manifest["parquet"].startswith("pyarrow ")
    assert less.manifest["parquet"] is None
    dropped = set(whole.manifest["files"]) - set(less.manifest["files"])
    assert dropped == {f"tables/{table.name}.parquet" for table in ALL}


def missing(name: str) -> str:
    raise PackageNotFoundError(name)


# --- Whatever is given


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_comes_back_from_its_cell(text: str) -> None:
    store = invented()
    target = NamedNode(f"{terms.ID}target/hu-cau")
    store.add(Quad(target, NamedNode(terms.DEF + "quote"), Literal(text, language="vi"), graph.DEFAULT_GRAPH))
    assert target_in(store)["quote"] == text


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"deadlineYear": '"soon"'}, "deadline_year"),
        ({"deadlineYear": "99999999999999999999"}, "deadline_year"),
        ({"deadline": '"2030-02-31"^^<http://www.w3.org/2001/XMLSchema#date>'}, "deadline"),
        ({"value": '"much"'}, "value"),
        ({"indicator": '"not a thing"'}, "indicator"),
        ({"indicator": "_:nameless"}, "indicator"),
        ({"quote": '"in English"@en'}, "quote"),
    ],
)
def test_a_value_of_another_kind_is_left_to_the_graph(said: dict[str, str], column: str) -> None:
    assert target_in(invented(**said))[column] == ""


def test_a_thing_without_an_iri_has_no_row() -> None:
    store = invented()
    store.add(Quad(BlankNode(), terms.TYPE, NamedNode(terms.DEF + "Target"), graph.DEFAULT_GRAPH))
    target_in(store)


def test_a_graph_whose_name_leads_out_of_the_folder_is_no_document() -> None:
    store = Store()
    for key in ("../../out", "/etc/out", "a/../../out", "A b", "a" * 300):
        place = f"{terms.GRAPH}{key}".replace(" ", "%20")
        document = place.replace(terms.GRAPH, terms.ID + "document/")
        store.add(Quad(NamedNode(document), terms.TYPE, NamedNode(terms.DEF + "Document"), NamedNode(place)))
    assert [name for name in exported(store) if name.startswith("documents")] == []
    assert "documents/hu-cau/kh/2030/1.ttl" in exported(invented())


def test_an_empty_store_has_tables_without_rows() -> None:
    assert {name for name in exported(Store()) if name.endswith(".csv")} == {
        f"tables/{t.name}.csv" for t in ALL
    }


# --- For spreadsheets

CELLS = st.text(st.characters(codec="utf-8"))
STARTS = st.sampled_from(["=1+1", "@SUM(A1)", "+x", "-2+3", "\tx", "\rx", "-5", "+1.5", "", "a", "'"])


@given(st.lists(st.lists(st.one_of(CELLS, STARTS), min_size=2, max_size=2), min_size=1))
def test_no_cell_for_spreadsheets_can_run_and_each_can_be_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    given_out = export.for_spreadsheets(text.getvalue().encode())
    assert given_out.startswith(b"\xef\xbb\xbf")
    shown = list(csv.reader(io.StringIO(given_out.decode("utf-8-sig"), newline="")))
    for before, after in zip(chain(*rows), chain(*shown), strict=True):
        assert after in (before, f"'{before}")
        assert not after.startswith(("=", "@", "\t", "\r"))
        assert not after.startswith(("+", "-")) or float(after) is not None


def test_the_file_of_record_is_not_changed_and_the_one_for_spreadsheets_is_said_to_be(
    site: TestClient, published: Release
) -> None:
    address = f"/releases/{published.name}/tables/targets.csv"
    plain, marked = site.get(address), site.get(address, params={"bom": "1"})
    assert plain.content == (published.path / "tables/targets.csv").read_bytes()
    assert marked.content.startswith(b"\xef\xbb\xbfiri,")
    for answer in (plain, marked):
        assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
        assert 'rel="describedby"' in answer.headers["link"]
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("tables/csv-metadata.json", "application/csvm+json"),
        ("documents/ubnd-thai-nguyen/kh/2022/104.ttl", "text/turtle; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        pytest.param("tables/tasks.parquet", "application/vnd.apache.parquet", marks=needs_pyarrow),
    ],
)
def test_every_file_is_given_with_its_media_type(
    site: TestClient, published: Release, name: str, media: str
) -> None:
    answer = site.get(f"/releases/{published.name}/{name}")
    assert answer.content == (published.path / name).read_bytes()
    assert answer.headers["content-type"] == media


# --- Taken away


def test_a_release_is_taken_away_whole(published: Release, tmp_path: Path) -> None:
    count = export.take(published.path, tmp_path / "away")
    taken = {
        str(path.relative_to(tmp_path / "away")) for path in (tmp_path / "away").rglob("*") if path.is_file()
    }
    assert taken == {*published.manifest["files"], "manifest.json"}
    assert count == len(taken)


def test_a_folder_that_holds_something_is_left_alone(published: Release, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        export.take(published.path, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_that_was_changed_is_named(tmp_path: Path) -> None:
    built = release.publish(invented(), {}, [], tmp_path)
    (built.path / "tables/targets.csv").write_text("spoilt", encoding="utf-8")
    with pytest.raises(EngineError, match=r"targets\.csv differs"):
        export.take(built.path, tmp_path / "away")


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_table_has_each_column_once_and_refers_to_tables_there_are(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert {*table.key, *table.order, table.about} <= set(names)
    assert {column.table for column in table.columns} <= {"", *(other.name for other in ALL)}
