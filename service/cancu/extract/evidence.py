"""The words that state a fact: what a draft may say, and how it says where they stand."""

from collections.abc import Iterator

from .addresses import Addresses, local
from .facts import Fact
from .outline import Outline
from .sheet import MACHINE, Value, count, linked, plain, words


def is_grounded(fact: Fact, outline: Outline) -> bool:
    """Whether the words of a fact stand in the clause it is attributed to; what has no words is no fact."""
    clause = outline.clause(fact.clause)
    return clause is not None and len(fact.quote) > 0 and fact.quote in clause.span


def evidence(fact: Fact, text: str, addresses: Addresses) -> Iterator[tuple[str, Value]]:
    """The words of a fact and their place, the rule that read them, and that nobody has read them since."""
    yield "cancu:statedIn", linked(addresses.part("clause", local(fact.clause)))
    yield "cancu:quote", words(fact.quote.of(text))
    yield "cancu:quoteStart", count(fact.quote.start)
    yield "cancu:quoteEnd", count(fact.quote.end)
    yield "cancu:extractedBy", plain(fact.rule)
    yield "cancu:reviewStatus", MACHINE
