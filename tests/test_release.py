"""Releases: same input, same bytes; what is at fault is never published; what serves goes on."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from cancu import release, terms
from cancu.engine import Embedded, open_store, parse_solutions, select
from cancu.errors import CancuError, InvalidData, NoRelease, SyntaxFault
from cancu.release import Release

PLAN = "data/documents/ubnd-ninh-binh/kh/2022/126.ttl"
LAW = f"<{terms.ID}work/luat-ngan-sach-nha-nuoc>"


def files_of(built: Release) -> dict[str, bytes]:
    return {
        str(path.relative_to(built.path)): path.read_bytes()
        for path in sorted(built.path.rglob("*"))
        if path.is_file() and "store" not in path.parts and path.name != "manifest.json"
    }


def test_a_rebuild_from_the_same_input_gives_the_same_bytes(
    published: Release, root: Path, tmp_path: Path
) -> None:
    again = release.build(root, tmp_path)
    assert files_of(again) == files_of(published)
    assert again.name == published.name


def test_a_release_holds_dump_texts_report_store_and_manifest(published: Release) -> None:
    names = set(files_of(published))
    assert {"cancu.nq", "report.txt", "texts/ubnd-thai-nguyen/kh/2022/104.txt"} <= names
    assert published.store.is_dir()
    for name, sha256 in published.manifest["files"].items():
        assert hashlib.sha256((published.path / name).read_bytes()).hexdigest() == sha256


def test_the_manifest_counts_the_triples_of_each_graph(published: Release) -> None:
    lines = (published.path / "cancu.nq").read_text(encoding="utf-8").splitlines()
    assert sum(published.manifest["graphs"].values()) == len(lines)


def test_the_default_graph_is_the_union_without_shapes_queries_and_reports(embedded: Embedded) -> None:
    apart = ", ".join(f"<{graph}>" for graph in terms.APART)
    named = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({apart}))"
    only_default = f"ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ {named} }} }}"
    only_named = f"ASK {{ {named} FILTER NOT EXISTS {{ ?s ?p ?o }} }}"
    assert parse_solutions(embedded.query(only_default).body) is False
    assert parse_solutions(embedded.query(only_named).body) is False
    assert parse_solutions(embedded.query("ASK { ?s ?p ?o }").body) is True


def test_ontology_shapes_queries_report_and_dataset_are_graphs_of_the_store(embedded: Embedded) -> None:
    graphs = {row["g"].value for row in select(embedded, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert {terms.ONTOLOGY_GRAPH, terms.INFERRED_GRAPH, *terms.APART} <= graphs


def test_the_previous_release_is_kept(content: Path, tmp_path: Path) -> None:
    first = release.build(content, tmp_path / "home")
    _change(content, PLAN, '"Tống Quang Thìn"', '"Tên Hư Cấu"')
    second = release.build(content, tmp_path / "home")
    assert first.name != second.name
    assert first.store.is_dir()
    assert release.current(tmp_path / "home").name == second.name


def test_a_home_without_a_release_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="cancu build"):
        release.current(tmp_path)


def _change(content: Path, name: str, old: str, new: str) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _append(content: Path, name: str, turtle: str) -> None:
    path = content / name
    path.write_text(path.read_text(encoding="utf-8") + turtle, encoding="utf-8")


def break_the_turtle(content: Path) -> None:
    _change(content, PLAN, "cancu:textStatus textstatus:truncated ;", "cancu:textStatus textstatus:truncated")


def use_a_term_the_ontology_lacks(content: Path) -> None:
    _change(content, PLAN, "cancu:textStatus ", "cancu:textState ")


def violate_a_shape(content: Path) -> None:
    _change(
        content, PLAN, 'eli:date_document "2022-07-08"^^xsd:date', 'eli:date_document "2022"^^xsd:integer'
    )


def quote_what_the_text_does_not_say(content: Path) -> None:
    _change(content, PLAN, '"Số: 126/KH-UBND"@vi', '"Số: 127/KH-UBND"@vi')


def close_a_cycle_of_legal_bases(content: Path) -> None:
    programme = "<https://w3id.org/cancu/id/document/ttg/qd/2022/677>"
    plan = "<https://w3id.org/cancu/id/document/ubnd-ninh-binh/kh/2022/126>"
    _append(content, "data/reference/documents.ttl", f"{programme} <{terms.ELI}based_on> {plan} .\n")


def describe_an_iri_twice(content: Path) -> None:
    _append(content, "data/reference/programmes.ttl", f"{LAW} a cancu:Document .\n")


def change_a_text(content: Path) -> None:
    _append(content, "data/sources/ninh-binh-126-2022.txt", "thêm\n")


FAULTS: list[tuple[Callable[[Path], None], list[str]]] = [
    (break_the_turtle, ["126.ttl", "line"]),
    (use_a_term_the_ontology_lacks, ["126.ttl", "undeclared-term", "textState"]),
    (violate_a_shape, ["126.ttl", "shape:Document-date_document"]),
    (quote_what_the_text_does_not_say, ["126.ttl", "quote-in-text", "statement/number-1"]),
    (close_a_cycle_of_legal_bases, ["126.ttl", "cycle-of-legal-bases"]),
    (describe_an_iri_twice, ["programmes.ttl", "subject-in-two-graphs", "luat-ngan-sach-nha-nuoc"]),
    (change_a_text, ["ninh-binh-126-2022.txt"]),
]


@pytest.mark.parametrize(("spoil", "named"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_fault_is_named_and_the_serving_release_stays(
    content: Path, tmp_path: Path, published: Release, spoil: Callable[[Path], None], named: list[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "current").symlink_to(published.path)
    spoil(content)
    with pytest.raises(CancuError) as caught:
        release.build(content, home)
    error = caught.value
    said = "\n".join([str(error), *map(str, getattr(error, "findings", ()))])
    for words in named:
        assert words in said
    assert error.exit_code == 1
    assert release.current(home).name == published.name
    assert not list((home / "releases").glob("*")) if (home / "releases").exists() else True


def test_a_syntax_fault_carries_file_and_line(content: Path, tmp_path: Path) -> None:
    break_the_turtle(content)
    with pytest.raises(SyntaxFault) as caught:
        release.build(content, tmp_path / "home")
    assert caught.value.where == PLAN
    lines = (content / PLAN).read_text(encoding="utf-8").splitlines()
    assert caught.value.line is not None
    assert "textstatus:truncated" in lines[caught.value.line - 2]


def test_findings_name_file_node_rule_and_both_messages(content: Path, tmp_path: Path) -> None:
    violate_a_shape(content)
    with pytest.raises(InvalidData) as caught:
        release.build(content, tmp_path / "home")
    finding = next(iter(caught.value.findings))
    assert finding.file == PLAN  # type: ignore[attr-defined]
    assert finding.message.vi  # type: ignore[attr-defined]
    assert finding.message.en  # type: ignore[attr-defined]


def test_a_release_that_is_being_served_can_be_opened_by_many(published: Release) -> None:
    stores: list[Store] = [open_store(published.store) for _ in range(3)]
    assert len({len(store) for store in stores}) == 1


def test_the_manifest_says_when_the_release_was_built(published: Release) -> None:
    manifest = json.loads((published.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["built"].endswith("+00:00")
    report = (published.path / "report.txt").read_text(encoding="utf-8")
    assert manifest["warnings"] == report.count("warning: ") > 0
