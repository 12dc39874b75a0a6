"""The questions of queries/: one .rq file each; those that cannot be answered yet in unanswered/."""

from .question import Chart, Parameter, Question, Unanswered
from .reading import (
    Catalogue,
    find_question,
    parse_question,
    read_catalogue,
    read_front_matter,
    read_query,
    read_question,
    read_unanswered,
    read_words,
)

__all__ = [
    "Catalogue",
    "Chart",
    "Parameter",
    "Question",
    "Unanswered",
    "find_question",
    "parse_question",
    "read_catalogue",
    "read_front_matter",
    "read_query",
    "read_question",
    "read_unanswered",
    "read_words",
]
