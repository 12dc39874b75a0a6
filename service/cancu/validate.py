"""The third stage: what must hold. SHACL shapes, checks (queries that must find nothing), evidence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyshacl
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store, Triple
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from . import terms
from .catalogue import read_front_matter
from .errors import Message
from .graph import DEFAULT_GRAPH, Corpus, Progress, as_rdflib, silent


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that does not hold: where (file, node, path), by which rule, how grave, and why.

    `severity` is "violation" or "warning", `rule` the IRI of the shape or check, `value` the
    offending value or "".
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
    closed = close(corpus.store, inferred)
    steps = (
        lambda: check_shapes(data_graph(closed), shapes_of(corpus)),
        lambda: run_checks(closed, checks),
        lambda: check_evidence(closed, corpus.texts),
    )
    findings: set[Finding] = set()
    for done, step in enumerate(steps, start=1):
        findings.update(step())
        progress("validate", done, len(steps))
    return sorted(_located(finding, corpus) for finding in findings)


def close(store: Store, inferred: Iterable[Triple]) -> Store:
    """The asserted named graphs together with the inferred one, and their union as the default graph."""
    graph = NamedNode(terms.INFERRED_GRAPH)
    closed = Store()
    closed.extend(store)
    closed.extend(Quad(*triple, graph) for triple in inferred)
    closed.extend([Quad(*quad.triple) for quad in closed if terms.in_default_graph(str(quad.graph_name.value))])
    return closed


def data_graph(closed: Store) -> Graph:
    """The default graph of a closed store for pySHACL, which needs a plain rdflib graph."""
    return as_rdflib(closed.quads_for_pattern(None, None, None, DEFAULT_GRAPH))


def shapes_of(corpus: Corpus) -> Graph:
    """The shapes as an rdflib graph."""
    return as_rdflib(corpus.store.quads_for_pattern(None, None, None, NamedNode(terms.SHAPES_GRAPH)))


def check_shapes(data: Graph, shapes: Graph) -> Iterator[Finding]:
    """The violations and warnings pySHACL reports; `file` is left empty."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        severity = "violation" if report.value(result, SH.resultSeverity) == SH.Violation else "warning"
        yield Finding(
            severity=severity,
            file="",
            node=_text(report.value(result, SH.focusNode)),
            rule=_text(shape),
            path=_text(report.value(result, SH.resultPath)),
            value=_text(report.value(result, SH.value)),
            message=_message(shapes, shape),
        )


def _message(shapes: Graph, shape: Node | None) -> Message:
    by_language = {getattr(m, "language", None): str(m) for m in shapes.objects(shape, SH.message)}
    return Message(by_language.get("vi", ""), by_language.get("en", ""))


def _text(term: Node | None) -> str:
    return str(term) if isinstance(term, URIRef) or term is not None else ""


def run_checks(closed: Store, folder: Path) -> Iterator[Finding]:
    """A violation for every row of every query in `folder`; a row binds ?node and may bind ?path and ?value."""
    for path in sorted(folder.glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        header = read_front_matter(query, path.name)["message"]
        rows = closed.query(query, prefixes=terms.PREFIXES)
        if not isinstance(rows, QuerySolutions):
            continue
        names = {variable.value for variable in rows.variables}
        for row in rows:
            cells = {name: row[name] for name in names if row[name] is not None}
            yield Finding(
                severity="violation",
                file="",
                node=getattr(cells.get("node"), "value", ""),
                rule=terms.CHECK + path.stem,
                path=getattr(cells.get("path"), "value", ""),
                value=getattr(cells.get("value"), "value", ""),
                message=Message(header["vi"], header["en"]),
            )


# A quote or figure of a fact, with its place: read straight from the text that the fact's clause belongs to.
_EVIDENCE = """
SELECT ?fact ?document ?words ?start ?end ?kind WHERE {
  ?fact cancu:statedIn/cancu:inDocument ?document .
  { ?fact cancu:quote ?words ; cancu:quoteStart ?start ; cancu:quoteEnd ?end BIND("quote" AS ?kind) }
  UNION
  { ?fact cancu:valueAsWritten ?words ; cancu:figureStart ?start ; cancu:figureEnd ?end BIND("figure" AS ?kind) }
}"""


def check_evidence(closed: Store, texts: Mapping[str, str]) -> Iterator[Finding]:
    """A violation for every quote or figure that does not stand at its offsets in the held text."""
    rows = closed.query(_EVIDENCE, prefixes=terms.PREFIXES)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        document, words = row["document"].value, row["words"].value
        start, end = int(row["start"].value), int(row["end"].value)
        text = texts.get(document, "")
        if text[start:end] != words:
            yield Finding(
                severity="violation",
                file="",
                node=row["fact"].value,
                rule=f"{terms.CHECK}{row['kind'].value}-in-text",
                path=terms.DEF + ("quote" if row["kind"].value == "quote" else "valueAsWritten"),
                value=words,
                message=_misplaced(text, words, start, end),
            )


def _misplaced(text: str, words: str, start: int, end: int) -> Message:
    """What stands at the offsets instead, and where the words do stand."""
    places = [f"{m.start()}–{m.end()}" for m in re.finditer(re.escape(words), text)]
    found_vi = f"đúng ra ở {', '.join(places)}" if places else "không có trong văn bản nguồn"
    found_en = f"they stand at {', '.join(places)}" if places else "they are not in the source text"
    return Message(
        f"Tại {start}–{end} là “{text[start:end]}”; {found_vi}",
        f"At {start}–{end} stands “{text[start:end]}”; {found_en}",
    )


def _located(finding: Finding, corpus: Corpus) -> Finding:
    """The finding with the file (or files) in which its node is described."""
    files: list[str] = []
    if finding.node.startswith("http"):
        graphs = corpus.store.quads_for_pattern(NamedNode(finding.node), None, None, None)
        names = {str(quad.graph_name.value) for quad in graphs}
        files = sorted({str(path) for name in names for path in corpus.files.get(name, ())})
    return Finding(**{**vars(finding), "file": ", ".join(files)})
