"""What is read from a text: plain values, each with its clause, its place and the rule that made it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .spans import Span

EXACTLY: Final = "exactly"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A statement of the text: the clause that states it, its words, and the rule that read them."""

    clause: str
    quote: Span
    rule: str


@dataclass(frozen=True, kw_only=True)
class HeaderFact(Fact):
    """One thing the text says of itself: `term` is the property, `value` a literal or an IRI."""

    term: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A work as a text names it; `iri` is empty until it is found in the graph."""

    number: str = ""
    type: str = ""
    issuer: str = ""
    date: str = ""  # ISO 8601; a year alone where no day is printed
    title: str = ""
    iri: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells one work from another within a text."""
        return (self.iri,) if self.iri else (self.number, self.date[:4], self.type, self.title)


@dataclass(frozen=True, kw_only=True)
class Citation(Fact):
    """A work cited in one place; `nested` are the numbers within its title, which belong to that work."""

    role: str
    cue: Span | None
    work: Reference
    nested: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Target(Fact):
    """What is to be reached; without a figure where the text gives none.

    `subset` is the place of the figure that this one is part of.
    """

    figure: Span | None = None
    value: str = ""
    value_max: str = ""
    unit: str = ""
    comparator: str = EXACTLY
    commitment: str = "reach"
    population: str = ""
    deadline: str = ""  # a year, or a day in ISO 8601
    read_from: str = ""
    baseline: str = ""
    baseline_year: str = ""
    subset: Span | None = None
    indicator: str = ""  # the IRI of a known one, or empty
    measure: str = ""  # what is measured, in the words of the text


@dataclass(frozen=True, kw_only=True)
class Party:
    """A body that takes part, as the text names it; `iri` is empty until it is resolved."""

    name: str
    iri: str = ""
    is_group: bool = False


@dataclass(frozen=True, kw_only=True)
class Task(Fact):
    """What is to be done, and by whom."""

    lead: Sequence[Party] = ()
    responsible: Sequence[Party] = ()
    coordinating: Sequence[Party] = ()
    reports_to: Sequence[Party] = ()
    requested: bool = False
    recurrence: str = ""
    deadline: str = ""
    read_from: str = ""
    implements: Sequence[Reference] = ()
    awaits: Sequence[Reference] = ()
    is_review: bool = False
    suffix: str = ""


@dataclass(frozen=True, kw_only=True)
class Objective(Fact):
    """A general objective."""


@dataclass(frozen=True, kw_only=True)
class Criterion(Fact):
    """What awards are given for."""

    applies_to: Sequence[Party] = ()
    read_from: str = ""


@dataclass(frozen=True, kw_only=True)
class Funding(Fact):
    """Who pays."""

    type: str
    payers: Sequence[Party] = ()


@dataclass(frozen=True)
class Reading:
    """All that was read from one text, and what it lacks."""

    header: Sequence[HeaderFact] = ()
    citations: Sequence[Citation] = ()
    targets: Sequence[Target] = ()
    tasks: Sequence[Task] = ()
    objectives: Sequence[Objective] = ()
    criteria: Sequence[Criterion] = ()
    funding: Sequence[Funding] = ()
    lacks: Sequence[str] = field(default=())
