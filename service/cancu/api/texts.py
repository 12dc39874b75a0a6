"""The texts of documents, as pages show them: with the words of every fact marked in their clauses."""

from collections.abc import Sequence

from .. import terms
from ..engine import Row, Waited
from .marking import Block, Place, blocks
from .naming import address

_CLAUSES = """
SELECT ?place ?start ?end ?name WHERE {{
  ?place cancu:inDocument <{document}> ; cancu:path ?name ; cancu:textStart ?start ; cancu:textEnd ?end .
}} ORDER BY ?start ?place"""
_FACTS = """
SELECT DISTINCT ?place ?start ?end WHERE {{
  ?clause cancu:inDocument <{document}> ; cancu:path ?path .
  ?place cancu:statedIn ?clause ; cancu:quoteStart ?start ; cancu:quoteEnd ?end .
}} ORDER BY ?start ?place"""


def marked(engine: Waited, document: str, text: str, only: str = "", clause: str = "") -> list[Block]:
    """The blocks of a document's text with its facts marked; of one clause, with one fact, where named."""
    queries = [terms.PROLOGUE + query.format(document=document) for query in (_CLAUSES, _FACTS)]
    clauses, facts = map(_places, engine.select_each(queries))
    if only:
        facts = [fact for fact in facts if fact.key == only]
    made = blocks(text, clauses, facts)
    return _within(made, clauses, clause) if clause else made


def _within(made: Sequence[Block], clauses: Sequence[Place], clause: str) -> list[Block]:
    """The blocks of a clause and of its parts."""
    whole = next((place for place in clauses if place.key == clause), None)
    if whole is None:
        return []
    inside = {c.key for c in clauses if whole.start <= c.start and c.end <= whole.end}
    return [block for block in made if block.clause is not None and block.clause.key in inside]


def _places(rows: Sequence[Row]) -> list[Place]:
    """Stretches of text, each once."""
    return [
        Place(
            int(row["start"].value),
            int(row["end"].value),
            row["place"].value,
            row["name"].value if "name" in row else "",
            address(row["place"].value),
        )
        for row in rows
    ]
