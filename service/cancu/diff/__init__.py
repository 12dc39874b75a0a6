"""What changed between two releases, as things and as statements, for people and for programs."""

from .comparing import Change, Difference, Edit, Group, Said, compare
from .dumps import DUMP, statements
from .telling import FORMATS, as_json, as_text, as_trig, sentence, since, summary, told

__all__ = [
    "DUMP",
    "FORMATS",
    "Change",
    "Difference",
    "Edit",
    "Group",
    "Said",
    "as_json",
    "as_text",
    "as_trig",
    "compare",
    "sentence",
    "since",
    "statements",
    "summary",
    "told",
]
