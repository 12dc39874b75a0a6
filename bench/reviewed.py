"""Facts held to be right: those of data/documents, and the gold of invented documents; and facts as read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import QuerySolutions, Store

from cancu import graph, terms
from cancu.extract import Extraction
from cancu.extract.facts import Citation, Party, Target, Task
from cancu.extract.sources import text_of
from cancu.extract.spans import Span
from cancu.text import fold, normalise

ROOT: Final = Path(__file__).parents[1]
GOLD: Final = Path(__file__).parent / "gold"
_HEADER: Final = (
    "number", "type", "issuer", "date", "title", "signatory", "signatoryRole", "periodStart", "periodEnd",
    "textStatus",
)  # fmt: skip
_KINDS: Final = {
    "Citation": "citation", "Target": "target", "Task": "task", "Review": "review", "Objective": "objective",
    "FundingSource": "funding", "Criterion": "criterion",
}  # fmt: skip
_KEYS: Final = {
    "citation": "citations", "target": "targets", "task": "tasks", "review": "reviews",
    "objective": "objectives", "funding": "funding",
}  # fmt: skip
_PARTIES: Final = ("lead", "responsible", "coordinating", "reportsTo")


@dataclass(frozen=True)
class Item:
    """A fact for comparison: where it is, and what is said of it; a set is compared member by member.

    `place` is what a fact is found by: the figure of a target, else its words.
    """

    clause: str
    span: Span
    place: Span
    said: Mapping[str, Any]


@dataclass
class Facts:
    """The facts of one document, by kind."""

    header: dict[str, str] = field(default_factory=dict)
    clauses: list[str] = field(default_factory=list)
    items: dict[str, list[Item]] = field(default_factory=dict)

    def add(self, kind: str, item: Item) -> None:
        """Take a fact in."""
        self.items.setdefault(kind, []).append(item)


# --- The five plans, from the graph

Links = Mapping[str, list[str]]


def plans() -> Iterator[tuple[str, str, Facts, Store, str]]:
    """The plans whose texts are held: name, text, facts, the store, and the document's IRI."""
    corpus = graph.read(ROOT)
    for document in sorted(corpus.texts):
        source = _rows(corpus.store, f"SELECT ?s WHERE {{ ?s cancu:textOf <{document}> }}")[0]["s"]
        name = source.rpartition("/")[2]
        raw = (ROOT / "data" / "sources" / f"{name}.txt").read_text(encoding="utf-8")
        yield name, raw, _of_graph(corpus.store, document), corpus.store, document


def _rows(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(terms.PROLOGUE + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in found]


def _local(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2]


def _of_graph(store: Store, document: str) -> Facts:
    nodes: dict[str, dict[str, list[str]]] = {}
    for row in _rows(store, f"SELECT ?s ?p ?o WHERE {{ ?s cancu:inDocument <{document}> ; ?p ?o }}"):
        nodes.setdefault(row["s"], {}).setdefault(_local(row["p"]), []).append(row["o"])
    facts = Facts(header=_header_of_graph(store, document))
    clauses = sorted((int(p["position"][0]), p["path"][0]) for p in nodes.values() if "path" in p)
    facts.clauses = [path for _, path in clauses]
    for _, said in sorted(nodes.items()):
        kind = next((_KINDS[_local(t)] for t in said.get("type", ()) if _local(t) in _KINDS), None)
        if kind and "quoteStart" in said:
            facts.add(kind, _graph_item(said, nodes))
    return facts


def _header_of_graph(store: Store, document: str) -> dict[str, str]:
    """What the text says of itself: nothing that only a page's metadata say."""
    own = _rows(
        store,
        f"SELECT ?p ?o WHERE {{ <{document}> ?p ?o FILTER(!isLiteral(?o) || LANG(?o) != 'en') }}",
    )
    elsewhere = _rows(
        store,
        f"SELECT ?p WHERE {{ ?s rdf:subject <{document}> ; rdf:predicate ?p ; cancu:sourceKind ?kind }}",
    )
    said = {_local(row["p"]): row["o"] for row in own}
    said = {key: value for key, value in said.items() if key not in {_local(row["p"]) for row in elsewhere}}
    names = {"type": "type_document", "issuer": "passed_by", "date": "date_document"}
    header = {key: said[names.get(key, key)] for key in _HEADER if names.get(key, key) in said}
    return header | {key: _local(header[key]) for key in ("type", "textStatus") if key in header}


def _graph_item(said: Links, nodes: Mapping[str, Links]) -> Item:
    def one(*keys: str) -> str:
        return next((said[key][0] for key in keys if key in said), "")

    span = Span(int(one("quoteStart")), int(one("quoteEnd")))
    figure = Span(int(one("figureStart")), int(one("figureEnd"))) if "figureStart" in said else span
    subset = nodes.get(one("subsetOf"), {})
    parties = {key: set(said.get(f"{key}Agency", said.get(key, ()))) for key in _PARTIES}
    return Item(
        one("statedIn").rpartition("/clause/")[2],
        span,
        figure,
        {
            "role": _local(one("citationRole")), "cue": one("cue"), "work": one("cited"),
            "value": number(one("value")), "max": number(one("valueMax")),
            "comparator": _local(one("comparator")), "commitment": _local(one("commitment")),
            "population": one("population"), "deadline": one("deadlineYear", "deadline")[:4],
            "subset": int(subset["figureStart"][0]) if "figureStart" in subset else "",
            "indicator": one("indicator"), "requested": _local(one("directive")) == "requested",
            "recurrence": _local(one("recurrence")), "awaits": bool(said.get("awaits")), **parties,
        },
    )  # fmt: skip


# --- Invented documents, from YAML


def invented(folder: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The documents of a folder of the gold: name, text, and what the gold says."""
    for path in sorted((GOLD / folder).glob("*.yaml")):
        source = next(each for each in path.parent.glob(path.stem + ".*") if each.suffix != ".yaml")
        yield path.stem, text_of(source), yaml.safe_load(path.read_text(encoding="utf-8"))


def of_gold(given: Mapping[str, Any], raw: str, spans: Mapping[str, Span]) -> Facts:
    """The gold of an invented document; its words are looked for from where its clause was found on."""
    text = normalise(raw)
    header = {key: str(given["header"][key]) for key in _HEADER if key in given["header"]}
    facts = Facts(header=header, clauses=list(given["clauses"]))
    for kind, key in _KEYS.items():
        for each in given.get(key) or ():
            span = _place(text, each["quote"], spans[each["in"]].start if each["in"] in spans else 0)
            facts.add(
                kind, Item(each["in"], span, _figure(text, span, each.get("figure")), _said(kind, each))
            )
    return facts


def _place(text: str, quote: str, at: int) -> Span:
    """Where words stand; each “ … ” is for what lies between."""
    head, *rest = normalise(quote).split(" … ")
    start = text.find(head, at)
    start = start if start >= 0 else text.index(head)
    end = start + len(head)
    for part in rest:
        end = text.index(part, end) + len(part)
    return Span(start, end)


def _figure(text: str, span: Span, figure: str | None) -> Span:
    if not figure:
        return span
    found = re.compile(rf"(?<![\d.,]){re.escape(str(figure))}").search(text, span.start)
    assert found, figure
    return Span(*found.span())


def _said(kind: str, each: Mapping[str, Any]) -> dict[str, Any]:
    unit = each.get("unit", "")
    return {
        "role": each.get("role", ""), "cue": each.get("cue", ""), "number": each.get("number", ""),
        "value": number(str(each.get("value", ""))), "max": number(str(each.get("max", ""))),
        "comparator": each.get("comparator", ""), "commitment": each.get("commitment", ""),
        "population": each.get("population", ""), "unit": "PERMILLE" if unit == "‰" else unit,
        "deadline": str(each.get("date", each.get("deadline", "")))[:4], "date": str(each.get("date", "")),
        "subsetFigure": _numeral(str(each.get("subsetOf", ""))),
        "baseline": number(str(each.get("baselineValue", ""))),
        "requested": bool(each.get("requested")), "recurrence": each.get("recurrence", ""),
        "awaits": bool(each.get("awaits")), "type": each.get("type", "") if kind == "funding" else "",
        **{key: {_name(name) for name in each.get(key) or ()} for key in _PARTIES},
    }  # fmt: skip


def number(written: str) -> str:
    """One spelling per number."""
    return f"{float(written):g}" if written else ""


def _numeral(words: str) -> str:
    """A figure without the noun it counts."""
    return re.sub(r"(?<=\d) (?![%‰]).*", "", words)


def _name(name: str) -> str:
    return " ".join(fold(name).split())


# --- What was read

Named = Callable[[Iterable[Party]], set[str]]


def as_read(found: Extraction, by_iri: bool) -> Facts:
    """What was read, for comparison; bodies by their IRIs or by their names."""
    head, reading, text = found.header, found.reading, found.normal.text
    said = {
        "number": head.number, "type": head.type, "issuer": head.issuer, "date": head.date,
        "title": head.title, "signatory": head.signatory, "signatoryRole": head.signatory_role,
        "periodStart": head.period[0], "periodEnd": head.period[1], "textStatus": head.text_status,
    }  # fmt: skip
    facts = Facts({k: v for k, v in said.items() if v}, [clause.path for clause in found.outline.clauses])

    def named(parties: Iterable[Party]) -> set[str]:
        return {party.iri or party.name if by_iri else _name(party.name) for party in parties}

    for citation in reading.citations:
        facts.add("citation", _citation(citation, text))
    for target in reading.targets:
        facts.add("target", _target(target, text))
    for task in reading.tasks:
        facts.add("review" if task.is_review else "task", _task(task, named))
    for kind, each in (
        ("objective", reading.objectives), ("funding", reading.funding), ("criterion", reading.criteria),
    ):  # fmt: skip
        for one in each:
            type_ = getattr(one, "type", "")
            facts.add(kind, Item(one.clause, one.quote, one.quote, {"type": type_, "rule": one.rule}))
    return facts


def _citation(citation: Citation, text: str) -> Item:
    cue = citation.cue.of(text) if citation.cue else ""
    said = {"role": citation.role, "cue": cue, "work": citation.work.iri, "number": citation.work.number}
    return Item(citation.clause, citation.quote, citation.quote, {**said, "rule": citation.rule})


def _target(target: Target, text: str) -> Item:
    said = {
        "value": number(target.value), "max": number(target.value_max), "unit": target.unit,
        "comparator": target.comparator, "commitment": target.commitment, "population": target.population,
        "deadline": target.deadline[:4], "subset": target.subset.start if target.subset else "",
        "subsetFigure": _numeral(target.subset.of(text)) if target.subset else "",
        "baseline": number(target.baseline), "indicator": target.indicator, "rule": target.rule,
    }  # fmt: skip
    return Item(target.clause, target.quote, target.figure or target.quote, said)


def _task(task: Task, named: Named) -> Item:
    said = {
        "lead": named(task.lead), "responsible": named(task.responsible),
        "coordinating": named(task.coordinating), "reportsTo": named(task.reports_to),
        "requested": task.requested, "recurrence": task.recurrence, "deadline": task.deadline[:4],
        "date": task.deadline if len(task.deadline) > len("2024") else "", "awaits": bool(task.awaits),
        "rule": task.rule,
    }  # fmt: skip
    return Item(task.clause, task.quote, task.quote, said)
