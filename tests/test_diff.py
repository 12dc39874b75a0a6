"""What changed between two releases: told in words, as JSON and as RDF, and nothing that did not change."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from cancu import diff, release, terms
from cancu.diff import Difference
from cancu.errors import TextFault, UsageError
from cancu.release import Release
from test_cli import environment
from test_releases import invented

PLAN = "hu-cau/kh/2030/1"
TARGET = NamedNode(f"{terms.ID}document/{PLAN}/target/1")


def named(name: str) -> NamedNode:
    return NamedNode(terms.DEF + name)


def quad(
    subject: NamedNode, term: NamedNode, value: NamedNode | Literal, graph: str = terms.GRAPH + PLAN
) -> Quad:
    return Quad(subject, term, value, NamedNode(graph))


def vocabulary() -> list[Quad]:
    """What the invented plan and its terms are called."""
    label, ontology = NamedNode(terms.RDFS + "label"), terms.ONTOLOGY_GRAPH
    plan = NamedNode(f"{terms.ID}document/{PLAN}")
    return [
        quad(named("Target"), label, Literal("Chỉ tiêu", language="vi"), ontology),
        quad(named("Target"), label, Literal("Target", language="en"), ontology),
        quad(named("value"), label, Literal("giá trị", language="vi"), ontology),
        quad(named("value"), label, Literal("value", language="en"), ontology),
        quad(plan, NamedNode(terms.ELI + "number"), Literal("1/KH-HC")),
        quad(plan, NamedNode(terms.DCT + "title"), Literal("Kế hoạch hư cấu", language="vi")),
        quad(plan, NamedNode(terms.DCT + "title"), Literal("An invented plan", language="en")),
    ]


def target(value: str, graph: str = terms.GRAPH + PLAN) -> list[Quad]:
    return [
        quad(TARGET, terms.TYPE, named("Target"), graph),
        quad(TARGET, named("population"), Literal("dân số", language="vi"), graph),
        quad(TARGET, named("value"), Literal(value), graph),
    ]


def dumped(path: Path, quads: Iterable[Quad]) -> Path:
    """A directory with a dump of the quads."""
    path.mkdir(parents=True)
    lines = sorted({f"{one} .\n" for one in quads})
    (path / diff.DUMP).write_text("".join(lines), encoding="utf-8", newline="\n")
    return path


def compared(folder: Path, old: Iterable[Quad], new: Iterable[Quad]) -> Difference:
    quads = vocabulary()
    return diff.compare(dumped(folder / "a", [*quads, *old]), dumped(folder / "b", [*quads, *new]))


def test_a_changed_value_is_told_from_what_to_what_under_its_document(tmp_path: Path) -> None:
    difference = compared(tmp_path, target("95"), target("96"))
    assert list(diff.as_text(difference, "en")) == [
        "a → b",
        "Target: 1 changed (1 statements added, 1 removed).",
        "",
        "1/KH-HC An invented plan",
        "  ~ Target target/1: id:document/hu-cau/kh/2030/1/target/1",
        "      value: 95 → 96",
    ]
    told = list(diff.as_text(difference, "vi"))
    assert "1/KH-HC Kế hoạch hư cấu" in told
    assert "      giá trị: 95 → 96" in told


@pytest.mark.parametrize(("before", "after", "sign"), [([], ["1"], "+"), (["1"], [], "−")])
def test_a_thing_that_is_new_or_gone_is_told_in_one_line(
    tmp_path: Path, before: list[str], after: list[str], sign: str
) -> None:
    old, new = ([one for value in values for one in target(value)] for values in (before, after))
    told = list(diff.as_text(compared(tmp_path, old, new), "vi"))
    assert told[4:] == [f"  {sign} Chỉ tiêu target/1: id:document/hu-cau/kh/2030/1/target/1"]


def test_a_value_that_came_or_went_is_told_as_such(tmp_path: Path) -> None:
    told = diff.as_text(compared(tmp_path, target("95"), target("95")[:2]), "en")
    assert "      value: 95 → ∅" in told


def test_a_fact_that_moved_to_another_graph_has_not_changed(tmp_path: Path) -> None:
    difference = compared(tmp_path, target("1", terms.GRAPH + "reference/targets"), target("1"))
    assert difference.groups == ()
    assert (difference.added, difference.removed) == (3, 3)


def test_a_fact_that_moved_and_changed_is_told_by_what_changed(tmp_path: Path) -> None:
    difference = compared(tmp_path, target("1", terms.GRAPH + "reference/targets"), target("2"))
    ((change,),) = (group.changes for group in difference.groups)
    assert [(edit.property.label.en, edit.old[0].value, edit.new[0].value) for edit in change.edits] == [
        ("value", "1", "2")
    ]


@pytest.mark.parametrize("graph", [terms.INFERRED_GRAPH, *terms.APART])
def test_what_follows_or_describes_the_service_is_counted_and_not_told(tmp_path: Path, graph: str) -> None:
    difference = compared(tmp_path, [], target("1", graph))
    assert difference.groups == ()
    assert difference.added == 3


def test_the_words_and_the_subject_name_what_has_no_name_of_its_own(tmp_path: Path) -> None:
    task = NamedNode(f"{terms.ID}document/{PLAN}/task/1")
    said = Literal("Rà soát các lớp học hư cấu", language="vi")
    difference = compared(tmp_path, [], [quad(task, named("text"), said)])
    assert difference.groups[0].changes[0].label.vi == said.value


def test_a_release_has_not_changed_since_itself(published: Release) -> None:
    difference = diff.compare(published.path, published.path)
    assert (difference.added, difference.removed, difference.groups) == (0, 0, ())
    assert diff.sentence(diff.summary(difference)).en.startswith("No thing changed")


def test_one_figure_changed_in_the_shipped_data_is_one_change(published: Release, tmp_path: Path) -> None:
    lines = (published.path / diff.DUMP).read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(
        number
        for number, line in enumerate(lines)
        if f"<{terms.DEF}value>" in line and line.rstrip().endswith(f"<{terms.GRAPH}ttg/qd/2021/1373> .")
    )
    subject, term, _, rest = lines[place].split(" ", 3)
    lines[place] = f'{subject} {term} "0.125"^^<{terms.XSD}decimal> {rest}'
    (tmp_path / "changed").mkdir()
    (tmp_path / "changed" / diff.DUMP).write_text("".join(sorted(lines)), encoding="utf-8", newline="\n")
    told = list(diff.as_text(diff.compare(published.path, tmp_path / "changed"), "vi"))
    assert told[1].startswith("Chỉ tiêu: 1 đổi (")
    assert told[3].startswith("1373/QĐ-TTg ")
    assert told[4].startswith("  ~ Chỉ tiêu target/")
    assert told[5].startswith("      giá trị: ")
    assert told[5].endswith(" → 0.125")
    assert len(told) == 6


NODES = st.sampled_from([NamedNode(f"https://example.org/invented/{number}") for number in range(4)])
VALUES = st.one_of(NODES, st.builds(Literal, st.text(st.characters(codec="utf-8"))))
GRAPHS = st.sampled_from([NamedNode(terms.GRAPH + key) for key in (PLAN, "inferred", "reference/areas")])
QUADS = st.sets(st.builds(Quad, NODES, NODES, VALUES, GRAPHS), max_size=12)


@settings(deadline=None, max_examples=50)
@given(old=QUADS, new=QUADS)
def test_the_rdf_of_a_difference_makes_the_new_release_of_the_old_one(
    tmp_path_factory: pytest.TempPathFactory, old: set[Quad], new: set[Quad]
) -> None:
    folder = tmp_path_factory.mktemp("two")
    given_out = diff.as_trig(dumped(folder / "a", old), dumped(folder / "b", new))
    sides: dict[str, set[Quad]] = {"added": set(), "removed": set()}
    for said in parse(given_out, RdfFormat.TRIG):
        _, how, key = (
            str(said.graph_name).partition("added/")
            if "/added/" in str(said.graph_name)
            else (str(said.graph_name).partition("removed/"))
        )
        if how:
            place = NamedNode(terms.GRAPH + key.rstrip(">"))
            sides[how[:-1]].add(Quad(said.subject, said.predicate, said.object, place))
    assert (old - sides["removed"]) | sides["added"] == new
    assert sides["added"] & old == sides["removed"] & new == set()


def test_the_rdf_says_which_release_was_revised_and_of_which_graph_each_part_is(tmp_path: Path) -> None:
    old, new = (dumped(tmp_path / name, target(value)) for name, value in (("a", "1"), ("b", "2")))
    said = {one.triple for one in parse(diff.as_trig(old, new), RdfFormat.TRIG)}
    told = {(t.subject.value, t.predicate.value, t.object.value) for t in said}
    change, part = f"{terms.BASE}diff/a/b", f"{terms.BASE}diff/a/b/added/{PLAN}"
    assert {
        (change, terms.PROV + "used", f"{terms.BASE}release/a"),
        (change, terms.PROV + "generated", f"{terms.BASE}release/b"),
        (part, terms.PROV + "wasGeneratedBy", change),
        (part, terms.DCT + "isPartOf", terms.GRAPH + PLAN),
    } <= told


def test_json_has_both_languages_and_the_counts(tmp_path: Path) -> None:
    told = json.loads(diff.as_json(compared(tmp_path, target("1"), target("2"))))
    assert told["groups"][0]["label"] == {"vi": "1/KH-HC Kế hoạch hư cấu", "en": "1/KH-HC An invented plan"}
    assert told["groups"][0]["changes"][0]["edits"][0]["new"][0]["value"] == "2"
    assert told["summary"]["things"][0]["changed"] == 1


def test_a_dump_that_is_missing_or_not_sorted_is_named(tmp_path: Path) -> None:
    whole = dumped(tmp_path / "whole", target("1"))
    (tmp_path / "none").mkdir()
    with pytest.raises(TextFault, match=r"none.*cannot be read"):
        diff.compare(tmp_path / "none", whole)
    lines = (whole / diff.DUMP).read_text(encoding="utf-8").splitlines(keepends=True)
    spoilt = dumped(tmp_path / "spoilt", [])
    (spoilt / diff.DUMP).write_text("".join(reversed(lines)), encoding="utf-8")
    with pytest.raises(TextFault, match="not sorted"):
        diff.compare(whole, spoilt)


def test_a_release_says_what_it_changed_since_the_one_before(tmp_path: Path) -> None:
    first, second = (release.publish(invented(text), {}, [], tmp_path) for text in "ab")
    assert first.manifest["changes"] is None
    assert second.manifest["changes"]["since"] == first.name
    assert second.manifest["changes"]["things"][0]["changed"] == 1


def test_an_earlier_release_that_cannot_be_read_does_not_stop_a_new_one(tmp_path: Path) -> None:
    first = release.publish(invented("a"), {}, [], tmp_path)
    (first.path / diff.DUMP).unlink()
    assert release.publish(invented("b"), {}, [], tmp_path).manifest["changes"] is None


# --- The command


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def two(home: Path) -> list[Release]:
    return [release.publish(invented(text), {}, [], home) for text in "ab"]


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cancu", *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_releases_are_compared_by_name_by_folder_and_with_the_current_one(
    home: Path, two: list[Release]
) -> None:
    by_name = run(home, "diff", two[0].name, two[1].name)
    by_folder = run(home, "diff", str(two[0].path), str(home / "current"), "--lang", "vi")
    assert by_name.returncode == by_folder.returncode == 0
    assert by_name.stdout == by_folder.stdout == run(home, "diff", two[0].name).stdout
    assert "a → b" in by_name.stdout


def test_the_exit_code_is_0_where_nothing_differs(home: Path, two: list[Release]) -> None:
    done = run(home, "diff", "current", "--format", "trig")
    assert done.returncode == 0


def test_a_wrong_name_is_answered_with_the_releases_there_are(home: Path, two: list[Release]) -> None:
    with pytest.raises(UsageError) as caught:
        release.locate(home, "none")
    for one in two:
        assert one.name in caught.value.message.vi
        assert one.name in caught.value.message.en
    assert run(home, "diff", "none").returncode == 2


@pytest.mark.parametrize(("form", "language"), [("xml", "vi"), ("text", "fr")])
def test_a_format_or_language_there_is_not_is_wrong_use(tmp_path: Path, form: str, language: str) -> None:
    with pytest.raises(UsageError, match="text, json, trig; vi, en"):
        diff.told(tmp_path, tmp_path, form, language)


def test_the_command_takes_a_release_away_and_says_where(
    home: Path, two: list[Release], tmp_path: Path
) -> None:
    done = run(home, "export", str(tmp_path / "away"), "--release", two[0].name)
    assert done.returncode == 0
    assert str(tmp_path / "away") in done.stdout
    manifest = json.loads((tmp_path / "away/manifest.json").read_text(encoding="utf-8"))
    assert manifest["name"] == two[0].name
    assert run(home, "export", str(tmp_path / "away")).returncode == 2
