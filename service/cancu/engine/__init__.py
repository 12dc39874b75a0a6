"""Where queries are answered: engines take SPARQL and give the complete answer, or an error."""

from .answers import (
    GRAPH_FORMATS,
    JSON,
    SOLUTION_FORMATS,
    TURTLE,
    WHOLE,
    Answer,
    Dataset,
    Engine,
    Gone,
    Query,
    Row,
    Solutions,
    parse_solutions,
    select,
    somebody,
)
from .embedded import Embedded, open_store
from .pool import Pool
from .remote import Remote
from .serving import Serving

__all__ = [
    "GRAPH_FORMATS",
    "JSON",
    "SOLUTION_FORMATS",
    "TURTLE",
    "WHOLE",
    "Answer",
    "Dataset",
    "Embedded",
    "Engine",
    "Gone",
    "Pool",
    "Query",
    "Remote",
    "Row",
    "Serving",
    "Solutions",
    "open_store",
    "parse_solutions",
    "select",
    "somebody",
]
