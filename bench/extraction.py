"""How well texts are read: the five plans against data/documents, invented documents against their gold.

    python -m bench.extraction [plans | plans-blind | seen | unseen …] [--errors]

Precision, recall and F1 for each kind of fact. A fact is found where its place shares some of the
gold's, exact where its words are the same; a target's place is its figure, with or without the noun it
counts. What is said of a fact (role, value, deadline, bodies) is scored on the facts found. The plans are
read with the whole graph, and once more (blind) without what the graph knows from the plan itself. `seen`
was looked at while the rules were written, `unseen` was not.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.reviewed import ROOT, Facts, Item, as_read, invented, of_gold, plans
from cancu import graph
from cancu.extract import extract, gather
from cancu.text import fold

SETS: Final = ("plans", "plans-blind", "seen", "unseen")
_KINDS: Final = ("citation", "target", "task", "review", "objective", "funding", "criterion")
_SAID: Final = {
    "citation": ("role", "work", "number"),
    "target": (
        "value", "max", "comparator", "commitment", "population", "deadline", "unit", "subset",
        "subsetFigure", "baseline", "indicator",
    ),
    "task": (
        "lead", "responsible", "coordinating", "reportsTo", "requested", "recurrence", "deadline", "date",
        "awaits",
    ),
    "review": ("deadline", "responsible"),
    "funding": ("type",),
}  # fmt: skip


@dataclass
class Score:
    """Counts of what was read, of the gold and of both, by kind; and what went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def count(self, kind: str, gold: int, read: int, right: int) -> None:
        """Add to the counts of a kind."""
        self.gold[kind] += gold
        self.read[kind] += read
        self.right[kind] += right

    def f1(self, kind: str) -> float:
        """The harmonic mean of precision and recall."""
        total = self.gold[kind] + self.read[kind]
        return 2 * self.right[kind] / total if total else 1.0


def scored(which: str) -> Score:
    """The score of one of SETS."""
    score = Score()
    if which.startswith("plans"):
        for name, raw, gold, store, document in plans():
            found = extract(raw, gather(store, document if which == "plans-blind" else ""))
            compare(name, found.normal.text, gold, as_read(found, by_iri=True), score)
        return score
    gazetteer = gather(graph.read(ROOT).store)
    for name, raw, given in invented(which):
        found = extract(raw, gazetteer)
        gold = of_gold(given, raw, {clause.path: clause.span for clause in found.outline.clauses})
        compare(name, found.normal.text, gold, as_read(found, by_iri=False), score)
    return score


def compare(name: str, text: str, gold: Facts, read: Facts, score: Score) -> None:
    """Add one document to the score."""
    for key, value in gold.header.items():
        mine = read.header.get(key, "")
        right = _same_header(key, value, mine)
        score.count("header", 1, 1 if mine else 0, right)
        if not right:
            score.errors.append(f"{name} header {key}: gold {value!r} read {mine!r}")
    both = Counter(gold.clauses) & Counter(read.clauses)
    score.count("clause", len(gold.clauses), len(read.clauses), both.total())
    for told, paths in (("missed", gold.clauses), ("too many", read.clauses)):
        score.errors += [f"{name} clause {told}: {path}" for path in (Counter(paths) - both).elements()]
    for kind in _KINDS:
        _compare_kind(name, text, kind, gold.items.get(kind, []), read.items.get(kind, []), score)


def _same_header(key: str, value: str, mine: str) -> bool:
    """An issuer of the graph is an IRI; which one is resolved is scored with the draft."""
    if key == "issuer":
        return bool(mine) if value.startswith("http") else fold(value) == fold(mine)
    return value == mine


def _compare_kind(
    name: str, text: str, kind: str, gold: Sequence[Item], read: Sequence[Item], score: Score
) -> None:
    pairs = _paired(gold, read)
    found = [(g, r) for g, r in pairs if kind != "target" or _same_place(g, r)]
    exact = [1 for g, r in pairs if g.span == r.span and _same_place(g, r)]
    score.count(f"{kind} (exact)", len(gold), len(read), len(exact))
    score.count(f"{kind} (found)", len(gold), len(read), len(found))
    for g, r in found:
        _compare_said(name, text, kind, g, r, score)
    matched = {id(item) for pair in found for item in pair}
    for told, items in (("MISSED", gold), ("TOO MANY", read)):
        for item in items:
            if id(item) not in matched:
                words = f"{item.place.of(text)!r} in {item.span.of(text)!r}"
                score.errors.append(f"{name} {kind} {item.clause} {told}: {words} [{item.said.get('rule')}]")


def _paired(gold: Sequence[Item], read: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Each gold fact with the read one of the same place, or else with one that overlaps it."""
    left, open_ = list(read), list(gold)
    pairs: list[tuple[Item, Item]] = []
    for same in (_same_place, _overlap):
        for g in list(open_):
            mate = next((r for r in left if same(g, r)), None)
            if mate is not None:
                left = [r for r in left if r is not mate]
                open_ = [each for each in open_ if each is not g]
                pairs.append((g, mate))
    return pairs


def _same_place(g: Item, r: Item) -> bool:
    """The same words, or the same figure: with the noun it counts or without."""
    if g.said.get("value", "") != r.said.get("value", ""):
        return False
    return g.place == r.place or (g.place.start == r.place.start and bool(g.said.get("value")))


def _overlap(g: Item, r: Item) -> bool:
    return g.place.overlaps(r.place)


def _compare_said(name: str, text: str, kind: str, g: Item, r: Item, score: Score) -> None:
    where = f"{name} {kind} {g.clause}"
    if g.span != r.span:
        words = f"gold {g.span.of(text)!r} read {r.span.of(text)!r}"
        score.errors.append(f"{where} words: {words} [{r.said.get('rule')}]")
    for key in _SAID.get(kind, ()):
        if key in g.said and key in r.said:
            want, have = g.said[key], r.said[key]
            _count_said(f"{kind}.{key}", want, have, score)
            if want != have:
                score.errors.append(
                    f"{where} {key}: gold {want!r} read {have!r} in {g.span.of(text)[:140]!r}"
                )


def _count_said(kind: str, want: Any, have: Any, score: Score) -> None:
    if isinstance(want, set):
        score.count(kind, len(want), len(have), len(want & have))
    elif want or have:
        score.count(kind, bool(want), bool(have), want == have)


def _shown(which: str, score: Score) -> Table:
    table = Table("kind", "gold", "read", "precision", "recall", "F1", title=which)
    for kind in score.gold:
        right, gold, read = score.right[kind], score.gold[kind], score.read[kind]
        rates = (right / read if read else 1.0, right / gold if gold else 1.0, score.f1(kind))
        table.add_row(kind, str(gold), str(read), *(f"{rate:.3f}" for rate in rates))
    return table


def main(asked: Sequence[str]) -> None:
    """Print the scores, and the errors when asked."""
    console = Console(width=110)
    for which in [name for name in asked if name in SETS] or SETS:
        score = scored(which)
        console.print(_shown(which, score))
        if "--errors" in asked:
            print("\n".join(score.errors))


if __name__ == "__main__":
    main(sys.argv[1:])
