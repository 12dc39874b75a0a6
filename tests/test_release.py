"""Releases: same input, same bytes; what is at fault is never published; what serves goes on."""

import errno
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store, Triple

from cancu import reason, release, terms
from cancu.engine import Embedded, open_store, parse_solutions, select
from cancu.errors import CancuError, EngineError, InvalidData, NoRelease, SyntaxFault
from cancu.graph import Corpus, load
from cancu.reason import Rule
from cancu.release import Release
from cancu.validate import Finding

PLAN = "data/documents/ubnd-ninh-binh/kh/2022/126.ttl"
OWN = ("manifest.json", "search.sqlite")
LAW = f"<{terms.ID}work/luat-ngan-sach-nha-nuoc>"


def serving(published: Release, home: Path) -> Release:
    """The published release as the current one of another home."""
    (home / "releases").mkdir(parents=True)
    (home / "releases" / published.name).symlink_to(published.path)
    (home / "current").symlink_to(home / "releases" / published.name)
    return release.current(home)


def files_of(built: Release) -> dict[str, bytes]:
    return {
        str(path.relative_to(built.path)): path.read_bytes()
        for path in sorted(built.path.rglob("*"))
        if path.is_file() and "store" not in path.parts and path.name not in OWN
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


def test_the_search_index_is_in_the_release_and_not_of_its_published_files(published: Release) -> None:
    assert published.index.path.parent == published.path
    assert published.index.find("1373").total > 0
    assert published.index.path.name not in published.manifest["files"]


def test_a_rebuild_renews_the_search_index_of_the_release(published: Release, tmp_path: Path) -> None:
    store = load([published.path / "cancu.nq"])
    first = release.publish(store, {}, [], tmp_path)
    first.index.path.write_bytes(b"of another version")
    again = release.publish(store, {}, [], tmp_path)
    assert again.name == first.name
    assert again.index.find("a").total == 0


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


def test_the_rules_of_a_release_give_its_inferred_graph(
    embedded: Embedded, corpus: Corpus, inferred: list[Triple]
) -> None:
    rows = select(
        embedded,
        f"""SELECT ?name ?construct {{ GRAPH <{terms.RULES_GRAPH}> {{
          ?rule <{terms.RDFS}label> ?name ; <{terms.SH}construct> ?construct }} }}""",
    )
    rules = [Rule(row["name"].value, row["construct"].value) for row in rows]
    assert reason.infer(corpus, rules) == inferred


def test_the_previous_release_is_kept(content: Path, tmp_path: Path, published: Release) -> None:
    first = serving(published, tmp_path / "home")
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


# What cannot be read ends a build at once; what breaks a rule is told with all else that does.
UNREADABLE: list[tuple[Callable[[Path], None], list[str]]] = [
    (break_the_turtle, ["126.ttl", "line"]),
    (change_a_text, ["ninh-binh-126-2022.txt"]),
]
WRONG: list[tuple[Callable[[Path], None], list[str]]] = [
    (use_a_term_the_ontology_lacks, ["126.ttl", "undeclared-term", "textState"]),
    (violate_a_shape, ["126.ttl", "shape:Document-date_document"]),
    (quote_what_the_text_does_not_say, ["126.ttl", "quote-in-text", "statement/number-1"]),
    (close_a_cycle_of_legal_bases, ["126.ttl", "cycle-of-legal-bases"]),
    (describe_an_iri_twice, ["programmes.ttl", "subject-in-two-graphs", "luat-ngan-sach-nha-nuoc"]),
]


@pytest.fixture(scope="module")
def wrong(root: Path, tmp_path_factory: pytest.TempPathFactory, published: Release) -> InvalidData:
    """The error that a build of content with every wrong ends in; the release that served goes on."""
    folder = tmp_path_factory.mktemp("wrong")
    for part in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(root / part, folder / part)
    for spoil, _ in WRONG:
        spoil(folder)
    before = serving(published, folder / "home")
    with pytest.raises(InvalidData) as caught:
        release.build(folder, folder / "home")
    assert release.current(folder / "home").name == before.name
    assert [path.name for path in (folder / "home" / "releases").glob("*")] == [before.name]
    return caught.value


@pytest.mark.parametrize(("spoil", "named"), WRONG, ids=lambda value: getattr(value, "__name__", ""))
def test_a_wrong_is_named_as_a_violation_which_stops_the_build(
    wrong: InvalidData, spoil: Callable[[Path], None], named: list[str]
) -> None:
    violations = [str(one) for one in wrong.findings if getattr(one, "severity", "") == "violation"]
    assert len(violations) == len(wrong.findings)
    assert any(all(words in violation for words in named) for violation in violations)
    assert wrong.exit_code == 1


@pytest.mark.parametrize(("spoil", "named"), UNREADABLE, ids=lambda value: getattr(value, "__name__", ""))
def test_what_cannot_be_read_is_named_and_the_serving_release_stays(
    content: Path, tmp_path: Path, published: Release, spoil: Callable[[Path], None], named: list[str]
) -> None:
    home = tmp_path / "home"
    before = serving(published, home)
    spoil(content)
    with pytest.raises(CancuError) as caught:
        release.build(content, home)
    assert all(words in str(caught.value) for words in named)
    assert caught.value.exit_code == 1
    assert release.current(home).name == before.name
    assert [path.name for path in (home / "releases").glob("*")] == [before.name]


def test_a_syntax_fault_carries_file_and_line(content: Path, tmp_path: Path) -> None:
    break_the_turtle(content)
    with pytest.raises(SyntaxFault) as caught:
        release.build(content, tmp_path / "home")
    assert caught.value.where == PLAN
    lines = (content / PLAN).read_text(encoding="utf-8").splitlines()
    assert caught.value.line is not None
    assert "textstatus:truncated" in lines[caught.value.line - 2]


def test_findings_name_file_node_rule_and_both_messages(wrong: InvalidData) -> None:
    (finding,) = (
        one for one in wrong.findings if isinstance(one, Finding) and one.rule.endswith("date_document")
    )
    assert finding.file == PLAN
    assert terms.shorten(finding.node) == "id:document/ubnd-ninh-binh/kh/2022/126"
    assert finding.message.vi
    assert finding.message.en


def test_a_release_that_is_being_served_can_be_opened_by_many(published: Release) -> None:
    stores: list[Store] = [open_store(published.store) for _ in range(3)]
    assert len({len(store) for store in stores}) == 1


def test_the_manifest_says_when_the_release_was_built(published: Release) -> None:
    manifest = json.loads((published.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["built"].endswith("+00:00")
    report = (published.path / "report.txt").read_text(encoding="utf-8")
    assert manifest["warnings"] == report.count("warning: ") > 0


PUBLISH = """
import sys
from pathlib import Path
from cancu import graph, release, validate
root, home = Path(sys.argv[1]), Path(sys.argv[2])
store = graph.load([root / "cancu.nq"])
print("ready", flush=True)
release.publish(store, {"https://w3id.org/cancu/id/document/a": sys.argv[3]}, [], home)
"""


def publishing(source: Path, home: Path, text: str) -> subprocess.Popen[str]:
    """A process that is about to publish what `source` holds, with a text of its own."""
    build = subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(source), str(home), text], stdout=subprocess.PIPE, text=True
    )
    assert build.stdout is not None
    assert build.stdout.readline() == "ready\n"
    return build


def is_whole(served: Release) -> bool:
    """Whether every file of a release has the hash its manifest names, and its index and store open."""
    hashes = {
        name: hashlib.sha256((served.path / name).read_bytes()).hexdigest()
        for name in served.manifest["files"]
    }
    served.index.find("a")
    return hashes == served.manifest["files"] and len(open_store(served.store)) > 1000


def test_a_build_that_is_killed_at_any_moment_leaves_the_release_whole(
    published: Release, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    serving(published, home)
    moments = random.Random(1)
    for number in range(8):
        build = publishing(published.path, home, f"text {number}")
        time.sleep(moments.uniform(0, 0.6))
        build.kill()
        build.communicate()
        assert is_whole(release.current(home))
    unharmed = publishing(published.path, home, "the last text")
    unharmed.communicate(timeout=60)
    assert is_whole(release.current(home))
    assert (release.current(home).path / "texts/a.txt").read_text(encoding="utf-8") == "the last text"


def test_a_change_of_a_text_alone_makes_another_release(tmp_path: Path) -> None:
    document = terms.ID + "document/a"
    first, second = (release.publish(Store(), {document: text}, [], tmp_path) for text in ("một", "hai"))
    assert first.name != second.name
    assert (second.path / "texts/a.txt").read_text(encoding="utf-8") == "hai"


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / "releases" / ".building-999999999"
    left.mkdir(parents=True)
    mine = tmp_path / "releases" / f".building-{os.getppid()}"
    mine.mkdir()
    release.publish(Store(), {}, [], tmp_path)
    assert not left.exists()
    assert mine.exists()


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(EngineError, match=r"cannot be written to .*home"):
        release.publish(Store(), {}, [], tmp_path / "home")


def test_a_full_disk_is_named_and_the_current_release_stays(
    published: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release.publish(Store(), {}, [], tmp_path)
    before = release.current(tmp_path).name

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EngineError, match="No space left"):
        release.publish(load([published.path / "cancu.nq"]), {}, [], tmp_path)
    assert release.current(tmp_path).name == before
    assert list((tmp_path / "releases").glob(".building-*")) == []
