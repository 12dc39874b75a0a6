"""Where the nodes of a directed graph go: in rows from top to bottom, links crossing as little as may be.

Nodes are numbers from 0; a link leads from the first to the second. Links that share their one end run
together: those into a node that several lead to, and those out of a node into nodes of their own. No line
therefore means more than one thing, and a row is not widened by what passes through it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean
from typing import Final

Link = tuple[int, int]

_MOST_IN_ROW: Final = 3
_SWEEPS: Final = 6


@dataclass(frozen=True, order=True)
class Seat:
    """A place in a row: of a node, or of the lines of a strand ("from" or "to" a node) passing through."""

    row: int
    what: str
    node: int


@dataclass(frozen=True)
class Layout:
    """Rows of seats from left to right, and which seats a line joins, each with one in the next row."""

    rows: Sequence[Sequence[Seat]]
    lines: Sequence[tuple[Seat, Seat]]


def layout(count: int, links: Sequence[Link]) -> Layout:
    """The rows of so many nodes; every link must lead to another node, links in a circle are turned."""
    order, back = _untangled(count, links)
    down = [(to, of) if (of, to) in back else (of, to) for of, to in links]
    row_of = _rows(order, list(dict.fromkeys(down)))
    lines = sorted(set(_lines(row_of, down)))
    seats = {Seat(row, "node", node) for node, row in row_of.items()} | {
        seat for line in lines for seat in line
    }
    return Layout(_ordered(seats, lines), lines)


def _untangled(count: int, links: Sequence[Link]) -> tuple[list[int], set[Link]]:
    """The nodes so that links lead onwards, and the links that would lead back into a circle."""
    onwards: dict[int, list[int]] = {}
    for of, to in links:
        onwards.setdefault(of, []).append(to)
    done: list[int] = []
    finished: set[int] = set()
    back: set[Link] = set()
    for start in range(count):
        path = {} if start in finished else {start: iter(onwards.get(start, ()))}
        while path:
            node, rest = next(reversed(path.items()))
            to = next(rest, -1)
            if to < 0:
                del path[node]
                finished.add(node)
                done.append(node)
            elif to in path:
                back.add((node, to))
            elif to not in finished:
                path[to] = iter(onwards.get(to, ()))
    return done[::-1], back


def _rows(order: Sequence[int], links: Sequence[Link]) -> dict[int, int]:
    """The row of each node: below all that lead to it, in as many rows as a layer needs."""
    depth = dict.fromkeys(order, 0)
    for node in order:
        for to in (to for of, to in links if of == node):
            depth[to] = max(depth[to], depth[node] + 1)
    leads = {of for of, _ in links}
    rows: list[list[int]] = []
    for layer in range(max(depth.values(), default=-1) + 1):
        # Those that lead nowhere come first: the lines of the others then need not pass them.
        members = sorted((node for node in order if depth[node] == layer), key=lambda n: (n in leads, n))
        rows += _split(members)
    return {node: number for number, row in enumerate(rows) for node in row}


def _split(members: Sequence[int]) -> Iterator[list[int]]:
    """Rows as even as can be."""
    parts = -(-len(members) // _MOST_IN_ROW)
    ends = [len(members) * part // parts for part in range(parts + 1)]
    for start, end in pairwise(ends):
        yield list(members[start:end])


def _lines(row_of: Mapping[int, int], links: Sequence[Link]) -> Iterator[tuple[Seat, Seat]]:
    """Each link as lines from one row to the next."""
    entering = Counter(to for _, to in set(links))
    for of, to in links:
        what, node = ("to", to) if entering[to] > 1 else ("from", of)
        between = [Seat(row, what, node) for row in range(row_of[of] + 1, row_of[to])]
        stops = [Seat(row_of[of], "node", of), *between, Seat(row_of[to], "node", to)]
        yield from pairwise(stops)


def _ordered(seats: set[Seat], lines: Sequence[tuple[Seat, Seat]]) -> list[list[Seat]]:
    """Each row sorted by the middle of what its seats are joined to, from above and from below in turn."""
    rows: dict[int, list[Seat]] = {}
    for seat in sorted(seats):
        rows.setdefault(seat.row, []).append(seat)
    above, below = neighbours(lines)
    best = [list(rows[row]) for row in sorted(rows)]
    ordered = [list(row) for row in best]
    for sweep in range(_SWEEPS):
        joined = below if sweep % 2 else above
        for row in reversed(ordered) if sweep % 2 else ordered:
            _sort(row, joined, _positions(ordered))
        if _crossings(ordered, lines) < _crossings(best, lines):
            best = [list(row) for row in ordered]
    return best


def _sort(row: list[Seat], joined: Mapping[Seat, Sequence[Seat]], at: Mapping[Seat, float]) -> None:
    row.sort(key=lambda seat: fmean([at[other] for other in joined.get(seat, ())] or [at[seat]]))


def _positions(rows: Sequence[Sequence[Seat]]) -> dict[Seat, float]:
    """Each seat's place in its row, between 0 and 1."""
    return {seat: (number + 0.5) / len(row) for row in rows for number, seat in enumerate(row)}


def _crossings(rows: Sequence[Sequence[Seat]], lines: Sequence[tuple[Seat, Seat]]) -> int:
    at = _positions(rows)
    by_row: dict[int, list[tuple[float, float]]] = {}
    for upper, lower in lines:
        by_row.setdefault(upper.row, []).append((at[upper], at[lower]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for pairs in by_row.values()
        for number, one in enumerate(pairs)
        for other in pairs[:number]
    )


def neighbours(lines: Sequence[tuple[Seat, Seat]]) -> tuple[dict[Seat, list[Seat]], dict[Seat, list[Seat]]]:
    """Which seats each is joined to in the row above, and in the row below."""
    above: dict[Seat, list[Seat]] = {}
    below: dict[Seat, list[Seat]] = {}
    for upper, lower in lines:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    return above, below


def across(plan: Layout, widths: Mapping[str, float], gap: float) -> tuple[dict[Seat, float], float]:
    """The left end of each seat and the whole width: near what it is joined to, `gap` apart, in order.

    `widths` gives the width of a seat by what sits there.
    """
    least = max((_span(row, widths, gap) for row in plan.rows), default=0.0)
    at = {seat: 0.0 for row in plan.rows for seat in row}
    for row in plan.rows:
        at |= _placed(row, [0.0] * len(row), widths, gap, least, centred=True)
    above, below = neighbours(plan.lines)
    for sweep in range(_SWEEPS):
        joined = above if sweep % 2 else below
        for row in plan.rows if sweep % 2 else reversed(plan.rows):
            wanted = [fmean([at[other] for other in joined.get(seat, ())] or [at[seat]]) for seat in row]
            at |= _placed(row, wanted, widths, gap, least)
    return at, least


def _span(row: Sequence[Seat], widths: Mapping[str, float], gap: float) -> float:
    return sum(widths[seat.what] for seat in row) + gap * (len(row) - 1)


def _placed(
    row: Sequence[Seat],
    wanted: Sequence[float],
    widths: Mapping[str, float],
    gap: float,
    whole: float,
    *,
    centred: bool = False,
) -> dict[Seat, float]:
    """Places in order, without overlap and within the whole, as near to the wanted ones as can be."""
    starts = list(accumulate((widths[seat.what] + gap for seat in row[:-1]), initial=0.0))
    free = whole - _span(row, widths, gap)
    if centred:
        return {seat: start + free / 2 for seat, start in zip(row, starts, strict=True)}
    shifts = _rising([want - start for want, start in zip(wanted, starts, strict=True)])
    return {
        seat: start + max(0.0, min(free, shift))
        for seat, start, shift in zip(row, starts, shifts, strict=True)
    }


def _rising(wanted: Sequence[float]) -> list[float]:
    """The nearest numbers of which none is less than the one before (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for number in wanted:
        pools.append((number, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (upper, many), (one, few) = pools[-2], pools[-1]
            pools[-2:] = [((upper * many + one * few) / (many + few), many + few)]
    return [mean for mean, size in pools for _ in range(size)]
