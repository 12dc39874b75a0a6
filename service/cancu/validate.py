"""The third stage: what must hold. SHACL shapes, checks (queries that must find nothing), evidence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyshacl
from pyoxigraph import Literal, NamedNode, Store, Triple
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from . import reason, terms
from .catalogue import read_front_matter, read_query
from .errors import Message
from .graph import DEFAULT_GRAPH, Corpus, Progress, as_rdflib, silent


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that does not hold: where (file, node, path), by which rule, how grave, and why.

    `severity` is "violation" or "warning", `rule` the IRI of the shape or check; `path` and `value`
    are "" where the rule speaks of the node as a whole.
    """

    severity: str
    file: str
    node: str
    rule: str
    path: str
    value: str
    message: Message

    def __str__(self) -> str:
        place = " ".join(terms.shorten(part) for part in (self.node, self.path, self.value) if part)
        return f"{self.file}: {place}: {terms.shorten(self.rule)}: {self.message}"


def validate(
    corpus: Corpus, inferred: Iterable[Triple], checks: Path, progress: Progress = silent
) -> list[Finding]:
    """Everything that does not hold in the asserted and inferred facts, most grave first."""
    closed = reason.close(corpus.store, inferred)
    steps: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: check_shapes(data_graph(closed), shapes_of(corpus.store)),
        lambda: run_checks(closed, checks),
        lambda: check_evidence(closed, corpus.texts),
    )
    findings: set[Finding] = set()
    for done, step in enumerate(steps, start=1):
        findings.update(step())
        progress("validate", done, len(steps))
    return sorted(located(finding, corpus) for finding in findings)


def data_graph(closed: Store) -> Graph:
    """The default graph of a closed store for pySHACL, which needs a plain rdflib graph."""
    return as_rdflib(closed.quads_for_pattern(None, None, None, DEFAULT_GRAPH))


def shapes_of(store: Store) -> Graph:
    """The shapes of a store as an rdflib graph."""
    return as_rdflib(store.quads_for_pattern(None, None, None, NamedNode(terms.SHAPES_GRAPH)))


def check_shapes(data: Graph, shapes: Graph) -> Iterator[Finding]:
    """The violations and warnings pySHACL reports."""
    validator: Any = pyshacl.validate
    _, report, _ = validator(data, shacl_graph=shapes, inference="none", advanced=False)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        yield Finding(
            severity="violation" if (result, SH.resultSeverity, SH.Violation) in report else "warning",
            file="",
            node=str(report.value(result, SH.focusNode)),
            rule=str(shape),
            path=str(report.value(result, SH.resultPath, default="")),
            value=str(report.value(result, SH.value, default="")),
            message=_message(shapes, shape),
        )


def _message(shapes: Graph, shape: Node | None) -> Message:
    by_language = {getattr(m, "language", None): str(m) for m in shapes.objects(shape, SH.message)}
    return Message(by_language.get("vi", ""), by_language.get("en", ""))


def run_checks(closed: Store, folder: Path) -> Iterator[Finding]:
    """A violation for every row of every query in `folder`; rows bind ?node, and ?path and ?value if any."""
    for path in sorted(folder.glob("*.rq")):
        query = read_query(path)
        message = Message(**read_front_matter(query, path.name)["message"])
        for row in _rows(closed, query):
            cell = {name: getattr(row.get(name), "value", "") for name in ("node", "path", "value")}
            yield Finding(
                "violation", "", cell["node"], terms.CHECK + path.stem, cell["path"], cell["value"], message
            )


def _rows(closed: Store, query: str) -> Iterator[Mapping[str, Any]]:
    solutions: Any = closed.query(query, prefixes=terms.PREFIXES)
    names = [variable.value for variable in solutions.variables]
    return ({name: solution[name] for name in names} for solution in solutions)


# A quote or figure of a fact, with its place: read straight from the text that the fact's clause belongs to.
_EVIDENCE = """
SELECT ?fact ?document ?words ?start ?end ?kind WHERE {
  ?fact cancu:statedIn/cancu:inDocument ?document .
  { ?fact cancu:quote ?words ; cancu:quoteStart ?start ; cancu:quoteEnd ?end .
    BIND("quote" AS ?kind) }
  UNION
  { ?fact cancu:valueAsWritten ?words ; cancu:figureStart ?start ; cancu:figureEnd ?end .
    BIND("figure" AS ?kind) }
}"""


def check_evidence(closed: Store, texts: Mapping[str, str]) -> Iterator[Finding]:
    """A violation for every quote or figure that does not stand at its offsets in the held text."""
    for row in _rows(closed, _EVIDENCE):
        fact, words, kind = row["fact"].value, row["words"].value, row["kind"].value
        text = texts.get(row["document"].value, "")
        start, end = _offset(row["start"]), _offset(row["end"])
        if text[start:end] != words:
            path = terms.DEF + ("quote" if kind == "quote" else "valueAsWritten")
            message = _misplaced(text, words, start, end)
            yield Finding("violation", "", fact, f"{terms.CHECK}{kind}-in-text", path, words, message)


def _offset(literal: Literal) -> int:
    """A place in a text; what is none is its beginning, where words are looked for in vain."""
    try:
        return max(int(literal.value), 0)
    except ValueError:
        return 0


def _misplaced(text: str, words: str, start: int, end: int) -> Message:
    """What stands at the offsets instead, and where the words do stand."""
    if not text:
        return Message("Không giữ văn bản nguồn để tìm lời này", "The text these words stand in is not held")
    places = [f"{m.start()}–{m.end()}" for m in re.finditer(re.escape(words), text)]
    found_vi = f"đúng ra ở {', '.join(places)}" if places else "không có trong văn bản nguồn"
    found_en = f"they stand at {', '.join(places)}" if places else "they are not in the source text"
    return Message(
        f"Tại {start}–{end} là “{text[start:end]}”; {found_vi}",
        f"At {start}–{end} stands “{text[start:end]}”; {found_en}",
    )


def located(finding: Finding, corpus: Corpus) -> Finding:
    """The finding with the file (or files) in which its node is described."""
    if not finding.node.startswith("http"):
        return finding
    statements = corpus.store.quads_for_pattern(NamedNode(finding.node), None, None, None)
    graphs = {getattr(quad.graph_name, "value", "") for quad in statements}
    files = sorted({str(path) for graph in graphs for path in corpus.files.get(graph, ())})
    return replace(finding, file=", ".join(files))
