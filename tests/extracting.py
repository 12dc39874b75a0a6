"""Texts as a test reads them: against what the shipped graph knows, which is gathered once."""

from functools import cache
from pathlib import Path

from cancu import graph
from cancu.extract import Extraction, Gazetteer, extract, gather

ROOT = Path(__file__).parents[1]


@cache
def gazetteer() -> Gazetteer:
    return gather(graph.read(ROOT).store)


def read(text: str) -> Extraction:
    return extract(text, gazetteer())
