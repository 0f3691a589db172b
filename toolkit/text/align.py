"""Monotone alignment of two lists of text units by length and shared cues (Gale and Church 1993, with anchors).

Lines to paragraphs, sentences to sentences, in one language or two: a unit is its length and the cues it
holds (numbers, names, concept ids); what the cues are, the caller decides. No order changes, no lexicon.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple


class Cues(NamedTuple):
    """What alignment needs to know of a unit."""

    length: int
    """In code points."""
    marks: frozenset[str]
    """Cues that should stand on both sides."""


class Bead(NamedTuple):
    """Source units `source` belong to target units `target`; one of the two may be empty."""

    source: range
    target: range


_Shape = tuple[int, int]
"""How many source and target units a bead holds."""
_SHAPES: dict[_Shape, float] = {
    (1, 1): 0.0,
    (1, 2): 0.5,
    (2, 1): 0.5,
    (2, 2): 1.2,
    (1, 3): 1.1,
    (3, 1): 1.1,
    (1, 0): 2.2,
    (0, 1): 2.2,
}
"""Extra cost of each bead shape. Most sentences go one to one; a gap needs a reason."""
_LONGEST = 8
"""So many lines in one paragraph are looked for, where the counts say that paragraphs meet lines."""
_UNLIKE = 1.5
_BAND = 60


def align(source: Sequence[Cues], target: Sequence[Cues]) -> tuple[Bead, ...]:
    """The cheapest monotone sequence of beads that covers both sides.

    Time and memory grow with the longer side times a band of some hundred units around the diagonal.

    >>> one, two = Cues(10, frozenset({"55"})), Cues(12, frozenset({"1.96"}))
    >>> align([one, two], [Cues(22, frozenset({"55", "1.96"}))])
    (Bead(source=range(0, 2), target=range(0, 1)),)
    """
    n, m = len(source), len(target)
    if not n or not m:
        return (Bead(range(n), range(m)),) if n or m else ()
    ratio = max(sum(u.length for u in target), 1) / max(sum(u.length for u in source), 1)
    shapes = list(_shapes(n, m).items())
    left, right = _sums(source, max(di for (di, _), _ in shapes)), _sums(target, max(dj for (_, dj), _ in shapes))
    band = _band(source, target)
    best: list[list[float]] = []
    back: list[bytearray] = []  # the shape that leads to each cell, counted from 1
    for i, columns in enumerate(band):
        row, ways = [math.inf] * len(columns), bytearray(len(columns))
        best.append(row)
        back.append(ways)
        if i == 0:
            row[0] = 0.0
        if i > _LONGEST:
            best[i - _LONGEST - 1] = []  # no bead reaches back so far
        for j in columns:
            for number, ((di, dj), extra) in enumerate(shapes, start=1):
                if i < di or j - dj not in band[i - di]:
                    continue
                so_far = best[i - di][j - dj - band[i - di].start] + extra
                if so_far >= row[j - columns.start]:  # costs are never negative
                    continue
                cost = so_far + (_cost(left[di][i - di], right[dj][j - dj], ratio, di + dj) if di and dj else 0.0)
                if cost < row[j - columns.start]:
                    row[j - columns.start], ways[j - columns.start] = cost, number
    beads: list[Bead] = []
    i, j = n, m
    while i or j:
        (di, dj), _ = shapes[back[i][j - band[i].start] - 1]
        beads.append(Bead(range(i - di, i), range(j - dj, j)))
        i, j = i - di, j - dj
    return tuple(reversed(beads))


def _shapes(n: int, m: int) -> dict[_Shape, float]:
    """The beads that are looked for. Paragraphs against lines have long ones, on the side of the lines."""
    if max(n, m) <= _UNLIKE * min(n, m):
        return _SHAPES
    long = {k: 1.1 + 0.4 * (k - 3) for k in range(4, _LONGEST + 1)}
    return _SHAPES | {((1, k) if m > n else (k, 1)): extra for k, extra in long.items()}


def _band(source: Sequence[Cues], target: Sequence[Cues]) -> list[range]:
    """For each number of source units, the numbers of target units that may stand opposite.

    The middle is where the same share of both texts has passed; each range meets the next, so that there is
    always a way through.
    """
    n, m = len(source), len(target)
    width = _BAND + min(abs(n - m), max(n, m) // 4)
    passed = list(accumulate((u.length + 1 for u in target), initial=0))
    share = passed[-1] / sum(u.length + 1 for u in source)
    middles = [bisect_left(passed, at * share) for at in accumulate((u.length + 1 for u in source), initial=0)]
    middles = [0, *(min(middle, m) for middle in middles[1:-1]), m]
    starts = [max(0, middle - width) for middle in middles]
    stops = [min(m, middle + width) + 1 for middle in middles]
    return [
        range(start, max(stop, following + 1))
        for start, stop, following in zip(starts, stops, [*starts[1:], 0], strict=True)
    ]


def _sums(units: Sequence[Cues], longest: int) -> list[list[Cues]]:
    """By number of units and place: those units as one."""
    sums = [[Cues(0, frozenset())] * len(units), list(units)]
    for size in range(2, longest + 1):
        pairs = zip(sums[-1], units[size - 1 :], strict=False)
        sums.append([Cues(one.length + more.length, one.marks | more.marks) for one, more in pairs])
    return sums


def loose(beads: Sequence[Bead]) -> float:
    """Share of all units that found no partner: 0 for a clean alignment, 1 where nothing fits."""
    alone = sum(len(b.source) + len(b.target) for b in beads if not b.source or not b.target)
    total = sum(len(b.source) + len(b.target) for b in beads)
    return alone / total if total else 0.0


def _cost(source: Cues, target: Cues, ratio: float, units: int) -> float:
    lengths = min(abs(math.log((target.length + 8) / (source.length * ratio + 8))), 3.0)
    together = len(source.marks) + len(target.marks)
    agreement = 2 * len(source.marks & target.marks) / together if together else 0.4
    # Per pair of units: two beads of one to one and one of two to two are weighed alike.
    return (1.5 * lengths + 2.0 * (1.0 - agreement)) * units / 2
