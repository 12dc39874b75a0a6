"""Every check fires on its bad examples, each added to one valid example, and on nothing else."""

import re
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from cancu import reason, terms, validate
from cancu.catalogue import read_front_matter
from cancu.graph import Corpus
from cancu.reason import Rule
from cancu.text import normalise
from cancu.validate import Finding

EXAMPLES = Path(__file__).with_name("checks")
VALID = EXAMPLES / "valid.trig"
BAD = sorted(EXAMPLES.glob("*/bad*.trig"))
CHECKS = sorted((Path(__file__).parents[1] / "queries" / "checks").glob("*.rq"))
PLAN = terms.ID + "document/ubnd-tinh-a/kh/2030/1"

# The checks that compare with the text, which no query can read.
OF_EVIDENCE = {"quote-in-text", "figure-in-text"}

Examine = Callable[..., list[Finding]]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}" if path.suffix == ".trig" else path.stem


def header(path: Path) -> list[str]:
    """The comment lines that open an example."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(takewhile(lambda line: line.startswith("#"), lines))


def declared(path: Path) -> set[str]:
    """The checks that an example says it fires."""
    return set(header(path)[0].removeprefix("# fires: ").split())


def fired(findings: list[Finding]) -> set[str]:
    return {finding.rule.replace(terms.CHECK, "check:") for finding in findings}


@pytest.fixture(scope="session")
def rules(corpus: Corpus, root: Path) -> list[Rule]:
    compiled = reason.compile_rules(reason.close_ontology(reason.ontology(corpus)))
    return [*compiled, *reason.read_rules(root / "ontology" / "rules")]


@pytest.fixture(scope="session")
def text() -> str:
    return normalise(VALID.with_suffix(".txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def examine(corpus: Corpus, rules: list[Rule], root: Path, text: str) -> Examine:
    """What is found in the given examples together, closed under the shipped ontology."""
    ontology = list(corpus.store.quads_for_pattern(None, None, None, NamedNode(terms.ONTOLOGY_GRAPH)))

    def findings(*examples: Path) -> list[Finding]:
        store = Store()
        store.extend(ontology)
        for path in examples:
            store.load(path=str(path))
        closed = reason.close(store, reason.infer(Corpus(store, {}, {}), rules))
        queried = validate.run_checks(closed, root / "queries" / "checks")
        return [*queried, *validate.check_evidence(closed, {PLAN: text})]

    return findings


def test_the_valid_example_fires_no_check(examine: Examine) -> None:
    assert examine(VALID) == []


@pytest.mark.parametrize("example", BAD, ids=name)
def test_a_bad_example_fires_the_checks_it_declares_and_no_other(example: Path, examine: Examine) -> None:
    assert fired(examine(VALID, example)) == declared(example)


@pytest.mark.parametrize("example", BAD, ids=name)
def test_a_bad_example_declares_the_check_of_its_folder_and_says_what_is_wrong(example: Path) -> None:
    first, *reasons, last = header(example)
    checks = first.removeprefix("# fires: ").split()
    assert checks[0] == f"check:{example.parent.name}"
    assert len(reasons) == (len(checks) > 1), "a second check needs a line that says why it fires too"
    assert re.fullmatch(r"# what is wrong: .+", last)


def test_every_check_has_a_bad_example() -> None:
    assert {path.parent.name for path in BAD} == {path.stem for path in CHECKS} | OF_EVIDENCE


def test_the_shipped_data_fire_no_check(closed: Store, corpus: Corpus, root: Path) -> None:
    queried = validate.run_checks(closed, root / "queries" / "checks")
    assert [*queried, *validate.check_evidence(closed, corpus.texts)] == []


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_a_check_has_a_message_in_both_languages(check: Path) -> None:
    front_matter = read_front_matter(check.read_text(encoding="utf-8"), check.name)
    assert set(front_matter) == {"message"}
    assert set(front_matter["message"]) == {"vi", "en"}
    assert all(front_matter["message"].values())


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_the_first_comment_of_a_check_says_why_it_must_hold(check: Path) -> None:
    lines = check.read_text(encoding="utf-8").splitlines()
    after_header = next(line for line in lines if not line.startswith("#+"))
    assert re.fullmatch(r"# \w.+\.", after_header)


@pytest.mark.parametrize(
    ("example", "vi", "en"),
    [
        (
            "quote-in-text/bad-shifted-by-one",
            "Tại 17–61 là “ến năm 2030, ít nhất 95% người dân biết đọc.”; đúng ra ở 16–60",
            "At 17–61 stands “ến năm 2030, ít nhất 95% người dân biết đọc.”; they stand at 16–60",
        ),
        (
            "quote-in-text/bad-not-in-text",
            "Tại 16–60 là “Đến năm 2030, ít nhất 95% người dân biết đọc”; không có trong văn bản nguồn",
            "At 16–60 stands “Đến năm 2030, ít nhất 95% người dân biết đọc”; they are not in the source text",
        ),
        (
            "figure-in-text/bad-at-wrong-offset",
            "Tại 24–28 là “2030”; đúng ra ở 38–41, 87–90",
            "At 24–28 stands “2030”; they stand at 38–41, 87–90",
        ),
        (
            "figure-in-text/bad-not-in-text",
            "Tại 38–41 là “95%”; không có trong văn bản nguồn",
            "At 38–41 stands “95%”; they are not in the source text",
        ),
    ],
    ids=["quote shifted by one", "quote not in the text", "figure elsewhere", "figure not in the text"],
)
def test_misplaced_words_are_reported_with_what_stands_there_and_where_they_do_stand(
    example: str, vi: str, en: str, examine: Examine
) -> None:
    (finding,) = examine(VALID, EXAMPLES / f"{example}.trig")
    assert (finding.message.vi, finding.message.en) == (vi, en)


def test_a_misplaced_quote_is_reported_as_a_violation_of_the_fact_by_its_words(examine: Examine) -> None:
    (finding,) = examine(VALID, EXAMPLES / "quote-in-text" / "bad-shifted-by-one.trig")
    assert finding.severity == "violation"
    assert finding.node == f"{PLAN}/objective/II.1-1"
    assert finding.path == terms.DEF + "quote"
    assert finding.value == "Đến năm 2030, ít nhất 95% người dân biết đọc"


def test_no_quote_and_no_figure_passes_where_the_text_is_not_held(closed: Store) -> None:
    findings = list(validate.check_evidence(closed, {}))
    assert fired(findings) == {f"check:{rule}" for rule in OF_EVIDENCE}
    assert all("stand in is not held" in finding.message.en for finding in findings)
