"""Grow the corpus: the plan of one province copied for synthetic ones, to a wanted number of triples.

Everything made here is marked synthetic, in its IRIs (`tong-hop-0001`) and in its titles. The same seed
gives the same statements.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

MODEL = "thai-nguyen"
_VALUE = re.compile(r'(<https://w3id\.org/cancu/def/value> )"\d+"')
_TITLE = re.compile(r'(<http://purl\.org/dc/terms/title> ")')


def grow(dump: Path, triples: int, seed: int = 1) -> Iterator[str]:
    """The lines of a release's dump, then copies of its model plan until there are `triples` of them.

    Figures of targets are drawn anew, and one copy in ten loses its legal basis: a planted fault.
    """
    lines = dump.read_text(encoding="utf-8").splitlines()
    model = [line for line in lines if MODEL in line]
    chance = random.Random(seed)
    yield from lines[:triples]
    made, copy = min(len(lines), triples), 0
    while made < triples:
        copy += 1
        faulty = chance.random() < 0.1
        for line in _copied(model, f"tong-hop-{copy:04d}", chance):
            if not (faulty and "ensures_implementation_of" in line):
                yield line
                made += 1


def _copied(model: list[str], province: str, chance: random.Random) -> Iterator[str]:
    for line in model:
        text = _TITLE.sub(r"\1(tổng hợp) ", line.replace(MODEL, province))
        yield _VALUE.sub(lambda match: f'{match[1]}"{chance.randint(1, 100)}"', text)


def with_default_graph(lines: Iterator[str], apart: tuple[str, ...]) -> Iterator[str]:
    """Quads, and the same statements in the default graph unless their graph stands apart."""
    for line in lines:
        yield line
        triple, _, graph = line.removesuffix(" .").rpartition(" ")
        if graph.strip("<>") not in apart:
            yield f"{triple} ."
