"""Where queries are answered: engines take SPARQL and give the complete answer, or an error."""

from .answers import (
    GRAPH_FORMATS,
    JSON,
    SOLUTION_FORMATS,
    TURTLE,
    WHOLE,
    Answer,
    AsyncEngine,
    Dataset,
    Engine,
    Query,
    Row,
    Solutions,
    Threaded,
    Waited,
    parse_solutions,
    select,
)
from .embedded import Embedded, open_store
from .latest import Latest
from .pool import Pool
from .remote import Remote
from .serving import Serving
from .workers import Workers

__all__ = [
    "GRAPH_FORMATS",
    "JSON",
    "SOLUTION_FORMATS",
    "TURTLE",
    "WHOLE",
    "Answer",
    "AsyncEngine",
    "Dataset",
    "Embedded",
    "Engine",
    "Latest",
    "Pool",
    "Query",
    "Remote",
    "Row",
    "Serving",
    "Solutions",
    "Threaded",
    "Waited",
    "Workers",
    "open_store",
    "parse_solutions",
    "select",
]
