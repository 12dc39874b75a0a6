"""Proofs of inferred triples from asserted ones, by the rules of the release.

A proof is looked for backwards and made forwards. Each round asks, in one query, for all that the triples
without a proof could have followed from; then the rules are applied to what has been found, beginning with
what is asserted. So no proof leans on itself, and the one that is given is among the least deep.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Variable

from .. import terms
from ..engine import Engine, Row, select
from ..errors import EngineError, Refused
from .rules import Horn, Pattern, Rule, Term, Triple, read_rules

MOST_ROUNDS: Final = 12
MOST_TRIPLES: Final = 150
MOST_STEPS: Final = 100

Bound = Mapping[str, Term | Variable]


@dataclass(frozen=True)
class Step:
    """One application of a rule."""

    rule: Rule
    conclusion: Triple
    premises: tuple[Triple, ...]


class Search:
    """What is known of the triples that a proof may need: `graphs` they are in, steps that lead to them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rules = read_rules(engine)
        self._steps: set[Step] = set()
        self._linked: set[Triple] = set()
        self.graphs: dict[Triple, set[str]] = {}

    def prove(self, goal: Triple) -> Mapping[Triple, Step]:
        """The last step to each triple that the proof of a goal may use.

        Refused where that takes more than MOST_ROUNDS queries, MOST_TRIPLES triples that are looked into,
        or MOST_STEPS steps in a row; EngineError where the rules of the store give none.
        """
        wanted, asked = {goal}, {goal}
        for _ in range(MOST_ROUNDS):
            self._ask(wanted)
            if goal in (proof := self._apply(goal)):
                return proof
            wanted = {triple for triple in self.graphs if self._is_inferred(triple)} - asked
            asked |= wanted
            if not wanted:
                raise EngineError(
                    "Không quy tắc nào của kho dữ liệu cho ra bộ ba này",
                    "No rule of the store gives this triple",
                )
            if len(asked) > MOST_TRIPLES:
                break
        raise _too_long()

    def _is_inferred(self, triple: Triple) -> bool:
        return self.graphs[triple] == {terms.INFERRED_GRAPH}

    def _ask(self, wanted: Collection[Triple]) -> None:
        """Learn every step that leads to a wanted triple."""
        parts = (
            part for number, rule in enumerate(self._rules) for part in self._parts(number, rule, wanted)
        )
        if text := " UNION ".join(parts):
            for row in select(self._engine, f"SELECT DISTINCT * {{ {text} }}"):
                self._learn(row)

    def _parts(self, number: int, horn: Horn, wanted: Collection[Triple]) -> Iterator[str]:
        """A rule as a part of the query, for those of the wanted triples that it could give."""
        if horn.transitive:
            wanted = [triple for triple in wanted if triple not in self._linked]
        found = [bound for triple in wanted if (bound := horn.match(triple)) is not None]
        if found:
            body = _chains(horn, found, self._rules) if horn.transitive else _stated(horn, found)
            yield f"{{ {body} BIND({number} AS ?rule) }}"

    def _learn(self, row: Row) -> None:
        """Keep the step that a row of the answer tells, and the graphs of its premises."""
        horn = self._rules[int(row["rule"].value)]
        graphs = [row[name].value for name in (f"graph{i}" for i in range(len(horn.body))) if name in row]
        if not horn.variables <= row.keys() or not all(map(terms.in_default_graph, graphs)):
            return
        premises = tuple(_triple(pattern, row) for pattern in horn.body)
        self._steps.add(Step(horn.rule, _triple(horn.head, row), premises))
        for premise, graph in zip(premises, graphs, strict=False):
            self.graphs.setdefault(premise, set()).add(graph)
        if horn.transitive:
            self._linked.add(premises[0])

    def _apply(self, goal: Triple) -> Mapping[Triple, Step]:
        """The steps that what is asserted allows, until they reach the goal or give nothing new."""
        known = {triple for triple in self.graphs if not self._is_inferred(triple)}
        steps = sorted(self._steps, key=lambda step: (len(step.premises), step.rule.name, str(step.premises)))
        proof: dict[Triple, Step] = {}
        for _ in range(MOST_STEPS):
            new: dict[Triple, Step] = {}
            for step in steps:
                if step.conclusion not in known and known.issuperset(step.premises):
                    new.setdefault(step.conclusion, step)
            proof |= new
            known |= new.keys()
            if goal in new or not new:
                return proof
        raise _too_long()


def _stated(horn: Horn, found: Sequence[Bound]) -> str:
    """The patterns of a rule, each with the graph it is found in, for the conclusions that were found."""
    patterns = " ".join(f"GRAPH ?graph{i} {{ {_text(pattern)} }}" for i, pattern in enumerate(horn.body))
    return f"{_values(found[0], (bound.values() for bound in found))} {patterns}"


def _chains(horn: Horn, found: Sequence[Bound], rules: Sequence[Horn]) -> str:
    """The direct links, from x to y, on all ways from ?from to z: a rule that takes two links x to y to z.

    What is between is told by the closure; a round of midpoints for every link would be far more.
    """
    (x, p, y), (_, _, z) = horn.body
    ends = [(bound[x.value], bound[z.value]) for bound in found]
    begin = _values(("from", z.value, x.value), [(a, b, a) for a, b in ends])
    on = _values(("from", z.value), ends)
    end = _values(("from", z.value, y.value), [(a, b, b) for a, b in ends])
    links = " UNION ".join(_links((x, p, y), rules))
    return f"""{{ {{ {begin} }} UNION {{ {on} ?from {p} {x} }} }}
        {{ {links} }}
        {{ {{ {end} }} UNION {{ {on} {y} {p} {z} }} }}
        GRAPH ?graph0 {{ {_text((x, p, y))} }}"""


def _links(link: Pattern, rules: Sequence[Horn]) -> Iterator[str]:
    """What makes a link directly: that it is asserted, or a rule that needs more than one other link."""
    ways = [link]
    for way in ways:  # which grows by the links that this one follows from
        yield f"{{ GRAPH ?asserted {{ {_text(way)} }} FILTER(?asserted != <{terms.INFERRED_GRAPH}>) }}"
        for rule in rules:
            if rule.transitive or (bound := rule.match(way)) is None:
                continue
            body = [_filled(pattern, bound) for pattern in rule.body]
            if len(body) > 1 or {body[0][0], body[0][2]} != {link[0], link[2]}:
                yield f"{{ {' . '.join(map(_text, body))} }}"
            elif body[0] not in ways:
                ways.append(body[0])


def _filled(pattern: Pattern, bound: Bound) -> Pattern:
    """A pattern with its variables replaced; one that is not bound gets a name of its own."""
    s, p, o = (
        bound.get(term.value, Variable(f"via{term.value}")) if isinstance(term, Variable) else term
        for term in pattern
    )
    return s, p, o


def _triple(pattern: Pattern, row: Row) -> Triple:
    s, p, o = (row[term.value] if isinstance(term, Variable) else term for term in pattern)
    return s, p, o


def _text(pattern: Pattern) -> str:
    return " ".join(map(str, pattern))


def _values(names: Iterable[str], rows: Iterable[Iterable[Term | Variable]]) -> str:
    head = " ".join(f"?{name}" for name in names)
    lines = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    return f"VALUES ({head}) {{ {lines} }}"


def _too_long() -> Refused:
    return Refused(
        "proof-length",
        "Chứng minh của bộ ba này quá dài: hãy hỏi về từng bước của nó",
        "The proof of this triple is too long: ask about its steps one by one",
    )
