"""From official text to draft facts, in stages: normal form, paragraphs, parts, outline, grammars, resolver.

Each stage is a module that takes values and returns values; none knows RDF but `draft`.
"""

import re
from dataclasses import dataclass

from . import chapters as _chapters
from . import header as _header
from . import normal as _normal
from . import outline as _outline
from .assignments import Assignments
from .bodies import Bodies
from .chapters import TASKS, Chapter
from .citations import Citations
from .clauses import Clause
from .facts import Reading
from .gathering import gather
from .gazetteer import Gazetteer
from .header import Header
from .indicators import Indicators
from .letters import Letters
from .means import Means
from .normal import Normal
from .outline import Outline
from .resolve import Resolver
from .targets import Targets

__all__ = ["Extraction", "Gazetteer", "extract", "gather"]


@dataclass(frozen=True)
class Extraction:
    """All that was read from one text."""

    normal: Normal
    outline: Outline
    chapters: dict[str, Chapter]
    header: Header
    reading: Reading


def extract(raw: str, gazetteer: Gazetteer) -> Extraction:
    """Read a text; what it lacks is named in `reading.lacks`."""
    normal = _normal.read(raw)
    outline = _outline.outline(normal, gazetteer)
    bodies = Bodies(gazetteer)
    letters = Letters(normal, outline, gazetteer)
    head = _header.header(normal, outline, gazetteer, bodies, letters)
    bodies = Bodies(gazetteer, head.issuer)
    chapters = _chapters.chapters(normal.view, outline, gazetteer)
    resolver = Resolver(gazetteer, head.area.iri if head.area else "", head.year)
    tasked = {clause.path for clause in outline.clauses if _gives_tasks(clause, chapters[clause.path])}
    small = letters.small()
    citations = Citations(small.view, small.text, gazetteer, bodies, resolver).read(
        outline, head.number, tasked
    )
    by = head.period[1] or _last_year(head)
    targets = Targets(normal.view, normal.text, gazetteer, chapters, by, head.year)
    means = Means(normal.view, normal.text, gazetteer, bodies, resolver)
    assigned = Assignments(normal.view, normal.text, gazetteer, bodies, resolver)
    reading = Reading(
        header=head.facts,
        citations=citations,
        targets=Indicators(gazetteer).matched(targets.read(outline)),
        tasks=assigned.read(outline, chapters, citations),
        objectives=list(targets.objectives(outline)),
        criteria=list(means.criteria(outline, chapters)),
        funding=list(means.funding(outline, chapters)),
        lacks=_lacking(head, outline),
    )
    return Extraction(normal, outline, chapters, head, reading)


def _last_year(head: Header) -> str:
    """The year by which a thing is to be done that nothing else dates: of the title, or of the document."""
    named: list[str] = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", head.title)
    return max([head.year, *named])


def _gives_tasks(clause: Clause, chapter: Chapter) -> bool:
    """Whether a clause says what is to be done: by its chapter, or as an item of a text without chapters."""
    listed = clause.kind in ("number", "letter", "paren") and not clause.path.startswith("Điều")
    return chapter.theme in TASKS or (listed and not chapter.theme)


def _lacking(head: Header, outline: Outline) -> list[str]:
    """What every official document has and this text does not show."""
    wanted = {
        "number": head.number,
        "type": head.type,
        "issuer": head.issuer,
        "date": head.date,
        "title": head.title,
    }
    return [name for name, value in wanted.items() if not value]
