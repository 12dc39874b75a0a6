"""What a text says of the world: its citations, objectives, targets, tasks, criteria and funding."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from pyoxigraph import NamedNode, Triple

from .. import terms
from . import Extraction
from .addresses import Addresses, local
from .clauses import Clause
from .evidence import evidence, is_grounded
from .facts import Citation, Criterion, Fact, Funding, Party, Reference, Target, Task
from .sheet import Value, coded, count, linked, plain, said, words
from .spans import Span
from .units import measured
from .unresolved import Unresolved

# The edge that a citation makes to a document.
_EDGES: Final = {
    "basis": "eli:based_on", "implements": "eli:ensures_implementation_of", "proposal": "cancu:proposedIn",
    "amends": "eli:amends", "replaces": "dct:replaces", "repeals": "eli:repeals", "details": "cancu:details",
}  # fmt: skip
_YEARS: Final = range(1945, 2101)

Rows = Iterator[tuple[str, Value]]
SomeFact = TypeVar("SomeFact", bound=Fact)


class Assertions:
    """Drafts the facts of a text."""

    def __init__(self, found: Extraction, addresses: Addresses, names: Unresolved) -> None:
        self._found, self._text = found, found.normal.text
        self._addresses, self._names = addresses, names
        cited = self._grounded(found.reading.citations)
        self._citations = [citation for citation in cited if citation.work.iri != addresses.document]
        self._targets = [(self._node("target", t), t) for t in self._grounded(found.reading.targets)]
        self._figures: dict[Span, NamedNode] = {t.figure: node for node, t in self._targets if t.figure}
        self._tasks = list(self._with_nodes(self._grounded(found.reading.tasks)))

    def _grounded(self, facts: Iterable[SomeFact]) -> list[SomeFact]:
        return [fact for fact in facts if is_grounded(fact, self._found.outline)]

    def _node(self, kind: str, fact: Fact) -> NamedNode:
        return NamedNode(self._addresses.numbered(kind, fact.clause))

    def _with_nodes(self, tasks: Iterable[Task]) -> Iterator[tuple[NamedNode, Task]]:
        """The tasks with their addresses; a review has the number of its task and a letter: V.1-4a."""
        task = ""
        for each in tasks:
            if each.is_review and task:
                yield NamedNode(task.replace("/task/", "/review/") + each.suffix), each
            else:
                node = self._node("review" if each.is_review else "task", each)
                task = task if each.is_review else node.value
                yield node, each

    def edges(self) -> Rows:
        """The document's links to the works it cites, as its citations make them."""
        found: dict[tuple[str, str], Value] = {}
        for citation in self._citations:
            work = citation.work.iri
            for term in _edges(citation.role, work) if work else ():
                found.setdefault((term, work), linked(work))
        for term in ("cancu:carriesOut", *_EDGES.values(), "eli:cites"):
            yield from ((term, value) for (edge, _), value in found.items() if edge == term)

    def of(self, clause: Clause) -> Iterator[Triple]:
        """The facts that a clause states."""
        path, reading = clause.path, self._found.reading
        for citation in (c for c in self._citations if c.clause == path):
            node = self._node("citation", citation)
            yield from self._fact("Citation", node, self._cited(citation), citation)
        for objective in self._grounded(o for o in reading.objectives if o.clause == path):
            yield from self._fact("Objective", self._node("objective", objective), iter(()), objective)
        for node, target in self._targets:
            if target.clause == path:
                yield from self._fact("Target", node, self._target(target), target)
        for position, (node, task) in enumerate(self._tasks, start=1):
            if task.clause == path:
                kind = "Review" if task.is_review else "Task"
                yield from self._fact(kind, node, self._task(task, position), task)
        for criterion in self._grounded(c for c in reading.criteria if c.clause == path):
            node = self._node("criterion", criterion)
            yield from self._fact("Criterion", node, self._criterion(criterion), criterion)
        yield from self._funding(self._grounded(f for f in reading.funding if f.clause == path))

    def _fact(self, kind: str, node: NamedNode, rows: Rows, fact: Fact) -> Iterator[Triple]:
        of_document = linked(self._addresses.document)
        yield from said(node, [("rdf:type", linked(f"cancu:{kind}")), ("cancu:inDocument", of_document)])
        yield from said(node, rows)
        yield from said(node, evidence(fact, self._text, self._addresses))

    def _clause(self, path: str) -> NamedNode | None:
        """The clause that a heading was read from."""
        known = self._found.outline.clause(path)
        return linked(self._addresses.part("clause", local(path))) if known else None

    def _bodies(self, term: str, parties: Sequence[Party]) -> Rows:
        for party in parties:
            yield term, self._names.body(party)

    def _cited(self, citation: Citation) -> Rows:
        yield "cancu:cited", self._names.work(citation.work, citation.quote.of(self._text))
        yield "cancu:citationRole", coded("citation-role", citation.role)
        yield "cancu:cue", words(citation.cue.of(self._text)) if citation.cue else None

    def _target(self, target: Target) -> Rows:
        clause = self._found.outline.clause(target.clause)
        heading = clause.heading.of(self._text) if clause and clause.heading else ""
        yield "cancu:indicator", self._names.indicator(target, heading, target.quote.of(self._text))
        yield from self._figure(target)
        yield "cancu:commitment", coded("commitment", target.commitment)
        yield "cancu:subsetOf", self._figures.get(target.subset) if target.subset else None
        yield from _deadline(target.deadline)
        yield "cancu:readFrom", self._clause(target.read_from)

    def _figure(self, target: Target) -> Rows:
        """The figure as written and as read; a place outside the quote would be no evidence for it."""
        read = measured(target, self._text)
        if read is None or read.figure not in target.quote:
            yield "cancu:population", words(target.population)
            return
        yield "cancu:value", plain(read.value, "decimal")
        yield "cancu:valueMax", plain(read.value_max, "decimal")
        yield "cancu:unit", linked(read.unit)
        yield "cancu:comparator", coded("comparator", target.comparator or "exactly")
        yield "cancu:valueAsWritten", plain(read.figure.of(self._text))
        yield "cancu:figureStart", count(read.figure.start)
        yield "cancu:figureEnd", count(read.figure.end)
        yield "cancu:population", words(target.population or read.counted)
        yield "cancu:baselineValue", plain(read.baseline, "decimal")
        yield "cancu:baselineYear", plain(target.baseline_year, "integer")

    def _task(self, task: Task, position: int) -> Rows:
        yield "cancu:position", count(position)
        yield from self._bodies("cancu:leadAgency", task.lead)
        responsible = [party for party in task.responsible if party not in task.lead]
        yield from self._bodies("cancu:responsibleAgency", responsible)
        yield from self._bodies("cancu:coordinatingAgency", task.coordinating)
        yield from self._bodies("cancu:reportsTo", task.reports_to)
        works = [work.iri for work in task.implements if self._may_implement(work, task)]
        yield from (("cancu:implements", linked(work)) for work in works)
        yield from (("cancu:awaits", self._awaited(work)) for work in task.awaits)
        yield "cancu:recurrence", coded("recurrence", task.recurrence)
        yield from _deadline(task.deadline)
        yield "cancu:readFrom", self._clause(task.read_from)
        yield "cancu:directive", coded("directive", "requested" if task.requested else "ordered")
        yield "cancu:text", words(task.quote.of(self._text))

    def _may_implement(self, work: Reference, task: Task) -> bool:
        """Whether a work is known, another than this document and not still awaited: else no edge is made."""
        return bool(work.iri) and work.iri != self._addresses.document and work not in task.awaits

    def _awaited(self, work: Reference) -> Value:
        """The programme whose approval a task waits for; a document has been issued already."""
        return self._names.work(work, work.title) if not work.iri or _is_programme(work.iri) else None

    def _criterion(self, criterion: Criterion) -> Rows:
        yield from self._bodies("cancu:appliesTo", criterion.applies_to)
        yield "cancu:readFrom", self._clause(criterion.read_from)

    def _funding(self, sources: Sequence[Funding]) -> Iterator[Triple]:
        """The sources of money of a clause; one that is alone has the clause's own path."""
        for source in sources:
            alone = NamedNode(self._addresses.part("funding", local(source.clause)))
            node = alone if len(sources) == 1 else self._node("funding", source)
            yield from self._fact("FundingSource", node, self._paid(source), source)

    def _paid(self, source: Funding) -> Rows:
        yield "dct:type", coded("funding-type", source.type)
        yield from self._bodies("cancu:payer", source.payers)


def _is_programme(iri: str) -> bool:
    return iri.startswith(terms.ID + "programme/")


def _edges(role: str, work: str) -> Iterator[str]:
    """The links that a citation in a role makes to a work of the graph."""
    if _is_programme(work):
        if role == "implements":
            yield "cancu:carriesOut"
        return
    if role in _EDGES:
        yield _EDGES[role]
    yield "eli:cites"


def _deadline(deadline: str) -> Rows:
    """The year, and the day where one is printed; a year that no plan of ours can mean is a misreading."""
    year = deadline[:4]
    if year.isdigit() and int(year) in _YEARS:
        yield "cancu:deadlineYear", count(int(year))
        yield "cancu:deadline", plain(deadline, "date") if len(deadline) == 10 else None
