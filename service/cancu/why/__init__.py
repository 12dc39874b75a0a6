"""Why a triple is in the graph: stated where and by which words, or following from what by which rule."""

from .evidence import Evidence
from .explain import Explanation, explain
from .rules import Rule

__all__ = ["Evidence", "Explanation", "Rule", "explain"]
