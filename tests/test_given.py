"""Given graphs: what validating all of it finds is found, and only what is new; nothing hostile gets far."""

import asyncio
import contextlib
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from blocking import on_the_loop
from cancu import graph, release, terms, validate
from cancu.errors import Overrun, Refused, SyntaxFault, WorkerLost
from cancu.given import Examiner
from cancu.graph import Corpus
from cancu.limits import Limits
from cancu.release import Release
from cancu.validate import Finding

TESTS = Path(__file__).parent
EX = "https://example.org/"
PLAN = f"{terms.ID}document/ubnd-thai-nguyen/kh/2022/104"

Check = Callable[[str], list[Finding]]


@pytest.fixture(scope="module")
def checks(root: Path) -> Path:
    return root / "queries" / "checks"


async def closing(examiner: Examiner) -> None:
    examiner.close()


@pytest.fixture(scope="module")
def check(examiner: Examiner) -> Check:
    """What is found in a graph."""
    return lambda turtle: list(on_the_loop(examiner.check(turtle.encode())).result().findings)


def examples() -> Iterator[Quad]:
    """All examples of all shapes together, good and bad, with the context that they share."""
    for path in sorted((TESTS / "shapes").rglob("*.ttl")):
        yield from graph.quads(path, f"{terms.GRAPH}given", path.name)


def named(findings: list[Finding]) -> set[tuple[str, ...]]:
    """What is found of what has a name: a blank node has another every time."""
    told = {(f.severity, f.node, f.rule, f.path, f.value) for f in findings}
    return {one for one in told if ":" in one[1] and not one[4].startswith(("n", "b"))}


def test_all_that_validating_everything_finds_is_found_and_no_more(
    root: Path, corpus: Corpus, inferred: list[object], checks: Path, check: Check
) -> None:
    together, bad = graph.read(root), list(examples())
    together.store.extend(bad)
    everything = validate.validate(together, release.derive(together, root), checks)
    shipped = validate.validate(corpus, inferred, checks)  # type: ignore[arg-type]
    found = check((serialize((quad.triple for quad in bad), format=RdfFormat.TURTLE) or b"").decode())
    assert len({finding.rule for finding in found}) > 100
    assert named(found) == named(everything) - named(shipped)


def test_an_empty_graph_conforms(check: Check) -> None:
    assert check("# nothing") == []


def test_what_is_warned_of_already_is_not_of_the_given_graph(check: Check, published: Release) -> None:
    report = (published.path / "report.txt").read_text(encoding="utf-8")
    warned = terms.expand(re.findall(r"(id:document/\S+) eli:date_document", report)[0])
    found = check(f"<{EX}a> a <{terms.DEF}Document> ; <{terms.ELI}cites> <{warned}> .")
    assert {finding.node for finding in found} == {f"{EX}a"}


def test_what_a_graph_adds_to_a_thing_that_is_held_is_looked_at(check: Check) -> None:
    found = check(f"<{PLAN}> <{terms.ELI}date_document> '2031-01-01'^^<{terms.XSD}date> .")
    assert (PLAN, "shape:Document-date_document") in {(f.node, terms.shorten(f.rule)) for f in found}


def test_a_quotation_is_looked_for_in_the_texts_that_are_held(check: Check) -> None:
    fact = f"{PLAN}/task/V.9-9"
    found = check(
        f"<{fact}> <{terms.DEF}statedIn> <{PLAN}/clause/V.2> ; <{terms.DEF}quote> 'không có lời này'@vi ;"
        f" <{terms.DEF}quoteStart> 10 ; <{terms.DEF}quoteEnd> 20 ."
    )
    (misplaced,) = (f for f in found if f.rule == f"{terms.CHECK}quote-in-text")
    assert "they are not in the source text" in misplaced.message.en


@pytest.mark.parametrize("place", ["'x'", "1e400", "-5", "99999999999999999999999", "<https://a.b/c>"])
def test_a_place_that_is_none_is_a_finding(check: Check, place: str) -> None:
    found = check(
        f"<{PLAN}/task/V.9-9> <{terms.DEF}statedIn> <{PLAN}/clause/V.2> ; <{terms.DEF}quote> 'lời'@vi ;"
        f" <{terms.DEF}quoteStart> {place} ; <{terms.DEF}quoteEnd> {place} ."
    )
    assert f"{terms.CHECK}quote-in-text" in {finding.rule for finding in found}


BROKEN = {
    "an unfinished text": ('@prefix x: <http://x/> .\n\nx:a x:b "open .', 3, 9),
    "a relative IRI": ("<a> <http://x/b> 1 .", 1, 1),
    "entities": ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', 1, 1),
    "an unknown prefix": ("<http://x/a> <http://x/b> y:c .", 1, 27),
    "JSON": ('{"@context": "http://127.0.0.1:9/"}', 1, None),
}


@pytest.mark.parametrize(("turtle", "line", "column"), BROKEN.values(), ids=BROKEN)
def test_broken_turtle_is_told_with_line_and_column(
    check: Check, turtle: str, line: int, column: int | None
) -> None:
    with pytest.raises(SyntaxFault) as caught:
        check(turtle)
    assert caught.value.line == line
    assert column is None or caught.value.column == column
    assert f"line {line}, column" in caught.value.message.en


@pytest.mark.parametrize("value", ["<<( <http://x/a> <http://x/b> 1 )>>", "'x'@en--ltr"])
def test_what_is_not_rdf_1_1_is_told(check: Check, value: str) -> None:
    with pytest.raises(SyntaxFault, match=r"not RDF 1\.1"):
        check(f"<http://x/a> <http://x/b> {value} .")


def test_bytes_that_are_no_text_are_told(examiner: Examiner) -> None:
    with pytest.raises(SyntaxFault, match="not UTF-8 at byte 2"):
        on_the_loop(examiner.check(b"# \xe1\xff\xff")).result()


HOSTILE = {
    "a huge text": f"<{EX}a> <{EX}b> '{'a' * 900_000}' .",
    "a huge number": f"<{EX}a> <{terms.DEF}value> {'9' * 900_000} .",
    "deep lists": f"<{EX}a> <{EX}b> {'(' * 10_000}{')' * 10_000} .",
    "deep nodes": f"<{EX}a> <{EX}b> {f'[ <{EX}b> ' * 10_000}1{']' * 10_000} .",
    "shapes of its own": f"""@prefix sh: <{terms.SH}> .
        <{EX}s> a sh:NodeShape ; sh:targetClass <{terms.DEF}Task> ;
        sh:sparql [ sh:select "SELECT $this {{ $this ?p ?o }}" ] ; sh:js [ sh:jsLibrary [] ] .""",
    "redefined terms": f"<{terms.DEF}Task> <{terms.RDFS}subClassOf> <{terms.DEF}Document> .",
}


@pytest.mark.parametrize("turtle", HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_judged_or_ended_and_the_next_is_answered(check: Check, turtle: str) -> None:
    with contextlib.suppress(Overrun, WorkerLost):
        assert check(turtle)
    assert check("# nothing") == []


def test_shapes_in_the_graph_judge_nothing(check: Check) -> None:
    found = check(HOSTILE["shapes of its own"])
    assert {finding.rule.removeprefix(terms.CHECK).partition("/")[0] for finding in found} <= {
        "undeclared-term",
        "untyped-subject",
        "blank-node",
    }


def test_imports_and_prefixes_are_never_fetched(check: Check) -> None:
    with socket.socket() as canary:
        canary.bind(("127.0.0.1", 0))
        canary.listen()
        canary.setblocking(False)
        address = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        check(f"@prefix a: <{address}> . @base <{address}> . <x> <{terms.OWL}imports> <{address}o> , a:b .")
        with pytest.raises(BlockingIOError):
            canary.accept()


ENDLESS = {
    "a long chain": "".join(f"<{EX}{n}> <{terms.ELI}based_on> <{EX}{n + 1}> .\n" for n in range(5000)),
    "a wordy number": f"<{EX}a> a <{terms.DEF}Document> ; <{terms.ELI}number> '{'/' * 100_000} ' .",
}


@pytest.fixture(scope="module")
def hasty(published: Release, checks: Path) -> Iterator[Examiner]:
    hasty = Examiner(published.path.parents[1], checks, Limits(given_seconds=3, queue_length=0))
    yield hasty
    on_the_loop(closing(hasty)).result()


@pytest.mark.parametrize("turtle", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_check_is_ended(hasty: Examiner, turtle: str) -> None:
    with pytest.raises((Overrun, WorkerLost)):
        on_the_loop(hasty.check(turtle.encode())).result()


def test_one_graph_is_checked_at_a_time(hasty: Examiner) -> None:
    async def two() -> list[object]:
        asked = (hasty.check(ENDLESS["a wordy number"].encode()) for _ in range(2))
        return list(await asyncio.gather(*asked, return_exceptions=True))

    assert sorted(type(error).__name__ for error in on_the_loop(two()).result()) == ["Busy", "Overrun"]


def test_where_no_shapes_are_held_it_says_so(tmp_path: Path, checks: Path) -> None:
    release.publish(Store(), {}, [], tmp_path)
    with pytest.raises(Refused, match="No shapes are held"):
        on_the_loop(Examiner(tmp_path, checks, Limits()).check(b"# nothing")).result()


def test_nothing_of_a_release_is_changed(check: Check, published: Release) -> None:
    check(f"<{PLAN}> <{terms.ELI}cites> <{EX}a> .")
    held = Store.read_only(str(published.store))
    assert not list(held.quads_for_pattern(None, None, NamedNode(f"{EX}a"), None))
