"""How well texts are read: the five plans against data/documents, invented documents against their gold.

    python -m bench.extraction [plans|seen|unseen ...] [--errors]

Precision, recall and F1 for each kind of fact. A citation is found when its words are (exact), or when it shares
some with the gold (overlap); a target by the place of its figure, or by its words where it has none; a task by its
words. What is said of a fact (role, value, deadline, bodies) is scored on the facts found. The plans are read twice: with the whole graph,
and without what the graph knows from the plan itself.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import QuerySolutions, Store
from rich.console import Console
from rich.table import Table

from cancu import graph, terms
from cancu.extract import Extraction, extract, gather
from cancu.extract.facts import Party, Task
from cancu.extract.sources import text_of
from cancu.extract.spans import Span
from cancu.text import fold, normalise

ROOT: Final = Path(__file__).parents[1]
GOLD: Final = Path(__file__).parent / "gold"
_HEADER: Final = (
    "number", "type", "issuer", "date", "title", "signatory", "signatoryRole", "periodStart", "periodEnd", "textStatus",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A fact for comparison: where it is, and what is said of it; a set is compared member by member."""

    clause: str
    span: Span
    place: Span  # what it is found by: the figure of a target, else the words
    said: Mapping[str, Any]


@dataclass
class Facts:
    """The facts of one document, by kind."""

    header: dict[str, Any] = field(default_factory=dict)
    clauses: list[str] = field(default_factory=list)
    items: dict[str, list[Item]] = field(default_factory=dict)


@dataclass
class Score:
    """Counts of what was found, what is in the gold, and what is in both; and what went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def count(self, kind: str, gold: int, read: int, right: int) -> None:
        self.gold[kind] += gold
        self.read[kind] += read
        self.right[kind] += right


# --- The gold


def plans() -> Iterator[tuple[str, str, Facts, Store, str]]:
    """The five plans: name, raw text, facts, the store, and the document's IRI."""
    corpus = graph.read(ROOT)
    for document in sorted(corpus.texts):
        name = _rows(corpus.store, f"SELECT ?s WHERE {{ ?s cancu:textOf <{document}> }}")[0]["s"].rpartition(
            "/"
        )[2]
        raw = (ROOT / "data" / "sources" / f"{name}.txt").read_text(encoding="utf-8")
        yield name, raw, _of_graph(corpus.store, document), corpus.store, document


def invented(folder: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The documents of a folder of the gold: name, text, and what the gold says."""
    for path in sorted((GOLD / folder).glob("*.yaml")):
        source = next(p for p in path.parent.glob(path.stem + ".*") if p.suffix != ".yaml")
        raw = text_of(source)
        yield path.stem, raw, yaml.safe_load(path.read_text(encoding="utf-8"))


def _rows(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(terms.PROLOGUE + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{n: getattr(row[n], "value", "") for n in names} for row in found]


def _of_graph(store: Store, document: str) -> Facts:
    facts = Facts()
    links: dict[str, dict[str, list[str]]] = {}
    for row in _rows(store, f"SELECT ?s ?p ?o WHERE {{ ?s cancu:inDocument <{document}> ; ?p ?o }}"):
        links.setdefault(row["s"], {}).setdefault(row["p"].rpartition("/")[2].rpartition("#")[2], []).append(
            row["o"]
        )
    own = {
        r["p"].rpartition("/")[2].rpartition("#")[2]: r["o"]
        for r in _rows(
            store, f"SELECT ?p ?o WHERE {{ <{document}> ?p ?o FILTER(!isLiteral(?o) || LANG(?o) != 'en') }}"
        )
    }
    outside = {
        r["p"].rpartition("/")[2]
        for r in _rows(
            store,
            f"SELECT ?p WHERE {{ ?s rdf:subject <{document}> ; rdf:predicate ?p ; cancu:sourceKind ?k }}",
        )
    }
    facts.header = {
        k: own[g]
        for k, g in (
            ("number", "number"),
            ("type", "type_document"),
            ("issuer", "passed_by"),
            ("date", "date_document"),
            ("title", "title"),
            ("signatory", "signatory"),
            ("signatoryRole", "signatoryRole"),
            ("periodStart", "periodStart"),
            ("periodEnd", "periodEnd"),
            ("textStatus", "textStatus"),
        )
        if g in own and g not in outside
    }
    for key in ("type", "textStatus"):
        if key in facts.header:
            facts.header[key] = facts.header[key].rpartition("/")[2]
    clauses = sorted((int(p["position"][0]), p["path"][0]) for p in links.values() if "path" in p)
    facts.clauses = [path for _, path in clauses]
    for node, said in sorted(links.items()):
        kind = _KINDS.get(
            next((t.rpartition("/")[2] for t in said.get("type", ()) if t.rpartition("/")[2] in _KINDS), "")
        )
        if kind and "quoteStart" in said:
            facts.items.setdefault(kind, []).append(_graph_item(node, said, links))
    return facts


_KINDS: Final = {
    "Citation": "citation",
    "Target": "target",
    "Task": "task",
    "Review": "review",
    "Objective": "objective",
    "FundingSource": "funding",
    "Criterion": "criterion",
}


def _graph_item(node: str, p: Mapping[str, list[str]], links: Mapping[str, Mapping[str, list[str]]]) -> Item:
    def last(key: str) -> str:
        return p[key][0].rpartition("/")[2] if key in p else ""

    span = Span(int(p["quoteStart"][0]), int(p["quoteEnd"][0]))
    figure = Span(int(p["figureStart"][0]), int(p["figureEnd"][0])) if "figureStart" in p else span
    clause = p["statedIn"][0].rpartition("/clause/")[2]
    subset = links.get(p["subsetOf"][0], {}) if "subsetOf" in p else {}
    return Item(
        clause,
        span,
        figure,
        {
            "role": last("citationRole"), "cue": p.get("cue", [""])[0], "work": p.get("cited", [""])[0],
            "value": _number(p.get("value", [""])[0]), "max": _number(p.get("valueMax", [""])[0]),
            "comparator": last("comparator"), "commitment": last("commitment"),
            "population": p.get("population", [""])[0], "deadline": p.get("deadlineYear", p.get("deadline", [""]))[0][:4],
            "subset": int(subset["figureStart"][0]) if "figureStart" in subset else "",
            "indicator": p.get("indicator", [""])[0],
            "lead": set(p.get("leadAgency", ())), "responsible": set(p.get("responsibleAgency", ())),
            "coordinating": set(p.get("coordinatingAgency", ())), "reportsTo": set(p.get("reportsTo", ())),
            "requested": last("directive") == "requested", "recurrence": last("recurrence"),
            "awaits": bool(p.get("awaits")), "type": last("type") if "payer" in p or "funding-type" in str(p.get("type")) else "",
        },
    )  # fmt: skip


def _of_yaml(given: Mapping[str, Any], raw: str, spans: Mapping[str, Span]) -> Facts:
    """The gold of an invented document; its words are looked for from where its clause was found on."""
    text = normalise(raw)
    facts = Facts(
        header={k: str(given["header"][k]) for k in _HEADER if k in given["header"]},
        clauses=list(given["clauses"]),
    )
    for kind, key in (
        ("citation", "citations"),
        ("target", "targets"),
        ("task", "tasks"),
        ("review", "reviews"),
        ("objective", "objectives"),
        ("funding", "funding"),
    ):
        for each in given.get(key) or ():
            span = _place(text, each["quote"], spans[each["in"]].start if each["in"] in spans else 0)
            figure = _figure(text, span, each.get("figure"))
            facts.items.setdefault(kind, []).append(Item(each["in"], span, figure, _yaml_said(kind, each)))
    return facts


def _place(text: str, quote: str, at: int) -> Span:
    head, gap, tail = normalise(quote).partition(" … ")
    start = text.find(head, at)
    if start < 0:
        start = text.index(head)
    end = text.index(tail, start + len(head)) + len(tail) if gap else start + len(head)
    return Span(start, end)


def _figure(text: str, span: Span, figure: str | None) -> Span:
    if not figure:
        return span
    found = re.compile(rf"(?<![\d.,]){re.escape(str(figure))}").search(text, span.start)
    assert found, figure
    return Span(*found.span())


def _yaml_said(kind: str, each: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "role": each.get("role", ""), "cue": each.get("cue", ""), "number": each.get("number", ""),
        "value": _number(str(each.get("value", ""))), "max": _number(str(each.get("max", ""))),
        "comparator": each.get("comparator", ""), "commitment": each.get("commitment", ""),
        "population": each.get("population", ""), "deadline": str(each.get("date", each.get("deadline", "")))[:4],
        "unit": {"‰": "PERMILLE"}.get(each.get("unit", ""), each.get("unit", "")), "subsetFigure": each.get("subsetOf", ""),
        "baseline": _number(str(each.get("baselineValue", ""))),
        **{key: {_name(n) for n in each.get(key) or ()} for key in ("lead", "responsible", "coordinating", "reportsTo")},
        "requested": bool(each.get("requested")), "recurrence": each.get("recurrence", ""), "awaits": bool(each.get("awaits")),
        "type": each.get("type", "") if kind == "funding" else "", "date": str(each.get("date", "")),
    }  # fmt: skip


def _number(written: str) -> str:
    return f"{float(written):g}" if written else ""


def _name(name: str) -> str:
    return " ".join(fold(name).split())


# --- What was read


def facts_of(found: Extraction, by_iri: bool) -> Facts:
    """What was read, for comparison; bodies by their IRIs or by their names."""
    head, reading = found.header, found.reading
    said = {
        "number": head.number, "type": head.type, "issuer": head.issuer, "date": head.date, "title": head.title,
        "signatory": head.signatory, "signatoryRole": head.signatory_role, "periodStart": head.period[0],
        "periodEnd": head.period[1], "textStatus": head.text_status,
    }  # fmt: skip
    facts = Facts(
        header={k: v for k, v in said.items() if v}, clauses=[c.path for c in found.outline.clauses]
    )
    text = found.normal.text

    def bodies(parties: Iterable[Party]) -> set[str]:
        return {p.iri or p.name if by_iri else _name(p.name) for p in parties}

    for c in reading.citations:
        facts.items.setdefault("citation", []).append(
            Item(
                c.clause,
                c.quote,
                c.quote,
                {
                    "role": c.role,
                    "cue": c.cue.of(text) if c.cue else "",
                    "work": c.work.iri,
                    "number": c.work.number,
                    "rule": c.rule,
                },
            )
        )
    for t in reading.targets:
        facts.items.setdefault("target", []).append(Item(t.clause, t.quote, t.figure or t.quote, {
            "value": _number(t.value), "max": _number(t.value_max), "comparator": t.comparator, "commitment": t.commitment, "population": t.population,
            "deadline": t.deadline[:4], "unit": t.unit, "subset": t.subset.start if t.subset else "", "subsetFigure": t.subset.of(text) if t.subset else "",
            "baseline": _number(t.baseline), "indicator": t.indicator, "rule": t.rule,
        }))  # fmt: skip
    for task in reading.tasks:
        facts.items.setdefault("review" if task.is_review else "task", []).append(_task_item(task, bodies))
    for kind, each in (
        ("objective", reading.objectives),
        ("funding", reading.funding),
        ("criterion", reading.criteria),
    ):
        for one in each:
            facts.items.setdefault(kind, []).append(
                Item(one.clause, one.quote, one.quote, {"type": getattr(one, "type", ""), "rule": one.rule})
            )
    return facts


def _task_item(task: Task, bodies: Any) -> Item:
    return Item(task.clause, task.quote, task.quote, {
        "lead": bodies(task.lead), "responsible": bodies(task.responsible), "coordinating": bodies(task.coordinating),
        "reportsTo": bodies(task.reports_to), "requested": task.requested, "recurrence": task.recurrence,
        "deadline": task.deadline[:4], "date": task.deadline if len(task.deadline) == 10 else "", "awaits": bool(task.awaits), "rule": task.rule,
    })  # fmt: skip


# --- Comparison

_SAID: Final = {
    "citation": ("role", "work", "number"),
    "target": ("value", "max", "comparator", "commitment", "population", "deadline", "unit", "subset", "subsetFigure", "baseline", "indicator"),
    "task": ("lead", "responsible", "coordinating", "reportsTo", "requested", "recurrence", "deadline", "date", "awaits"),
    "review": ("deadline", "responsible"),
    "funding": ("type",),
}  # fmt: skip


def compare(name: str, text: str, gold: Facts, read: Facts, score: Score) -> None:
    """Add one document to the score."""
    for key, value in gold.header.items():
        mine = read.header.get(key, "")
        right = _same_header(key, value, mine)
        score.count("header", 1, 1 if mine else 0, right)
        if not right:
            score.errors.append(f"{name} header {key}: gold {value!r} read {mine!r}")
    _clauses(name, gold, read, score)
    for kind in ("citation", "target", "task", "review", "objective", "funding", "criterion"):
        _compare_kind(name, text, kind, gold.items.get(kind, []), read.items.get(kind, []), score)


def _same_header(key: str, value: str, mine: str) -> bool:
    if key == "issuer" and value.startswith("http"):
        return bool(mine)
    return fold(value) == fold(mine) if key in ("issuer",) else value == mine


def _clauses(name: str, gold: Facts, read: Facts, score: Score) -> None:
    both = Counter(gold.clauses) & Counter(read.clauses)
    score.count("clause", len(gold.clauses), len(read.clauses), both.total())
    for path in (Counter(gold.clauses) - both).elements():
        score.errors.append(f"{name} clause missed: {path}")
    for path in (Counter(read.clauses) - both).elements():
        score.errors.append(f"{name} clause too many: {path}")


def _compare_kind(
    name: str, text: str, kind: str, gold: Sequence[Item], read: Sequence[Item], score: Score
) -> None:
    pairs = _paired(gold, read)
    exact = [(g, r) for g, r in pairs if _same_place(g, r)]
    found = exact if kind == "target" else pairs
    score.count(
        f"{kind} (exact)",
        len(gold),
        len(read),
        len([1 for g, r in pairs if g.span == r.span and _same_place(g, r)]),
    )
    score.count(f"{kind} (found)", len(gold), len(read), len(found))
    for g, r in found:
        _compare_said(name, text, kind, g, r, score)
        if g.span != r.span:
            score.errors.append(
                f"{name} {kind} {g.clause} words: gold {g.span.of(text)!r} read {r.span.of(text)!r} [{r.said.get('rule')}]"
            )
    for g in gold:
        if not any(g is a for a, _ in found):
            score.errors.append(
                f"{name} {kind} {g.clause} MISSED: {g.place.of(text)!r} in {g.span.of(text)!r}"
            )
    for r in read:
        if not any(r is b for _, b in found):
            score.errors.append(
                f"{name} {kind} {r.clause} TOO MANY: {r.place.of(text)!r} in {r.span.of(text)!r} [{r.said.get('rule')}]"
            )


def _paired(gold: Sequence[Item], read: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Each gold fact with the read one of the same place, or else with one that overlaps it."""
    left = list(read)
    pairs: list[tuple[Item, Item]] = []
    for same in (_same_place, _shares):
        for g in gold:
            if any(g is a for a, _ in pairs):
                continue
            mate = next((r for r in left if same(g, r)), None)
            if mate is not None:
                left = [r for r in left if r is not mate]
                pairs.append((g, mate))
    return pairs


def _same_place(g: Item, r: Item) -> bool:
    """A figure is the same with the noun it counts or without."""
    return (
        g.place.start == r.place.start
        and (g.place == r.place or bool(g.said.get("value")))
        and g.said.get("value", "") == r.said.get("value", "")
    )


def _shares(g: Item, r: Item) -> bool:
    return g.place.overlaps(r.place)


def _compare_said(name: str, text: str, kind: str, g: Item, r: Item, score: Score) -> None:
    for key in _SAID.get(kind, ()):
        if key not in g.said or key not in r.said:
            continue
        want, have = g.said[key], r.said[key]
        if isinstance(want, set):
            score.count(f"{kind}.{key}", len(want), len(have), len(want & have))
        elif want or have:
            score.count(f"{kind}.{key}", bool(want), bool(have), want == have)
        if want != have:
            score.errors.append(
                f"{name} {kind} {g.clause} {key}: gold {want!r} read {have!r} in {g.span.of(text)[:140]!r}"
            )


# --- Printing


def scored(which: str) -> Score:
    """The score of a set: plans, plans without themselves, seen or unseen."""
    score = Score()
    if which.startswith("plans"):
        for name, raw, gold, store, document in plans():
            found = extract(raw, gather(store, document if which == "plans-blind" else ""))
            compare(name, found.normal.text, gold, facts_of(found, by_iri=True), score)
        return score
    store = graph.read(ROOT).store
    gazetteer = gather(store)
    for name, raw, given in invented(which):
        found = extract(raw, gazetteer)
        gold = _of_yaml(given, raw, {clause.path: clause.span for clause in found.outline.clauses})
        compare(name, found.normal.text, gold, facts_of(found, by_iri=False), score)
    return score


def _shown(which: str, score: Score) -> Table:
    table = Table("kind", "gold", "read", "precision", "recall", "F1", title=which)
    for kind in score.gold:
        p = score.right[kind] / score.read[kind] if score.read[kind] else 1.0
        r = score.right[kind] / score.gold[kind] if score.gold[kind] else 1.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        table.add_row(kind, str(score.gold[kind]), str(score.read[kind]), f"{p:.3f}", f"{r:.3f}", f"{f:.3f}")
    return table


def main(asked: Sequence[str]) -> None:
    """Print the scores, and the errors when asked."""
    console = Console(width=110)
    for which in [a for a in asked if not a.startswith("-")] or ["plans", "plans-blind", "seen", "unseen"]:
        score = scored(which)
        console.print(_shown(which, score))
        if "--errors" in asked:
            print("\n".join(score.errors))


if __name__ == "__main__":
    main(sys.argv[1:])
