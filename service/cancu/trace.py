"""The chain of legal bases of a document or task, as a tree with the words at each step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import terms
from .catalogue import Question
from .engine import Engine, Row, parse_solutions, select
from .errors import AmbiguousName, Message, UnknownName
from .text import number_key

_NUMBERS = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?document ?number WHERE { ?document eli:number ?number } ORDER BY ?document"""

_DOCUMENT = Message("văn bản hoặc nhiệm vụ", "document or task")


@dataclass(frozen=True)
class Step:
    """One step of a chain: by which link, to what, and the words that carry it.

    `link` and `to` are IRIs, `name` is what people call the end; `place` (document and clause, or a
    page), `cue` and `words` say where and how it is stated, `status` how far that was checked, `end`
    why the chain stops here. What does not apply is "".
    """

    link: str
    to: str
    name: str
    place: str
    cue: str
    words: str
    status: str
    end: str
    steps: tuple["Step", ...]


def find(engine: Engine, name: str) -> str:
    """The IRI of a document by number, or the IRI given; AmbiguousName lists several bearers."""
    iri = terms.expand(name)
    if iri.startswith(terms.ID):
        return iri
    key = number_key(name)
    found = [
        str(row["document"].value)
        for row in select(engine, _NUMBERS)
        if number_key(row["number"].value) == key
    ]
    if not found:
        raise UnknownName(_DOCUMENT, name)
    if len(found) > 1:
        raise AmbiguousName(name, found)
    return found[0]


def trace(engine: Engine, question: Question, start: str) -> tuple[Step, ...]:
    """The steps that lead from `start`, by the catalogue's question of the chain."""
    rows = select(engine, question.bind({"start": start}))
    if not rows and not _exists(engine, start):
        raise UnknownName(_DOCUMENT, start)
    return tree(rows, start)


def tree(rows: Iterable[Row], start: str) -> tuple[Step, ...]:
    """The rows of the question of the chain as the steps that lead from `start`."""
    edges: dict[str, list[Row]] = {}
    for row in rows:
        edges.setdefault(row["from"].value, []).append(row)
    return tuple(_steps(edges, start, (start,)))


def _exists(engine: Engine, iri: str) -> bool:
    return parse_solutions(engine.query(f"ASK {{ <{iri}> ?p ?o }}").body) is True


def _steps(edges: Mapping[str, Sequence[Row]], node: str, path: tuple[str, ...]) -> Iterator[Step]:
    """The steps from one node; a node already on the path is not entered again."""
    for row in edges.get(node, ()):
        to = row["to"].value
        yield Step(
            link=row["step"].value,
            to=to,
            name=_value(row, "number") or _value(row, "title") or terms.shorten(to),
            place=" ".join(filter(None, (_value(row, "source"), _value(row, "clause"))))
            or _value(row, "page"),
            cue=_value(row, "cue"),
            words=_value(row, "words"),
            status=_value(row, "reviewStatus"),
            end=_value(row, "end"),
            steps=() if to in path else tuple(_steps(edges, to, (*path, to))),
        )


def _value(row: Row, name: str) -> str:
    return row[name].value if name in row else ""
