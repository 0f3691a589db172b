"""Monotone alignment of two lists of text units by length and shared cues (Gale and Church 1993, with anchors).

Lines to paragraphs, sentences to sentences, in one language or two: a unit is its length and the cues it
holds (numbers, names, concept ids); what the cues are, the caller decides. No order changes, no lexicon.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
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


_MOVES = {
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
_BAND = 60


def align(source: Sequence[Cues], target: Sequence[Cues]) -> tuple[Bead, ...]:
    """The cheapest monotone sequence of beads that covers both sides.

    >>> one, two = Cues(10, frozenset({"55"})), Cues(12, frozenset({"1.96"}))
    >>> align([one, two], [Cues(22, frozenset({"55", "1.96"}))])
    (Bead(source=range(0, 2), target=range(0, 1)),)
    """
    n, m = len(source), len(target)
    if not n or not m:
        return (Bead(range(n), range(m)),) if n or m else ()
    ratio = max(sum(u.length for u in target), 1) / max(sum(u.length for u in source), 1)
    band = max(_BAND, abs(n - m) + _BAND)
    best = [[math.inf] * (m + 1) for _ in range(n + 1)]
    back: list[list[tuple[int, int] | None]] = [[None] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        centre = round(i * m / n)
        for j in range(max(0, centre - band), min(m, centre + band) + 1):
            for (di, dj), extra in _MOVES.items():
                if i < di or j < dj or best[i - di][j - dj] == math.inf:
                    continue
                cost = best[i - di][j - dj] + extra + _cost(source[i - di : i], target[j - dj : j], ratio)
                if cost < best[i][j]:
                    best[i][j], back[i][j] = cost, (di, dj)
    beads: list[Bead] = []
    i, j = n, m
    while i or j:
        move = back[i][j]
        if move is None:  # outside the band: give the rest as one bead
            beads.append(Bead(range(i), range(j)))
            break
        beads.append(Bead(range(i - move[0], i), range(j - move[1], j)))
        i, j = i - move[0], j - move[1]
    return tuple(reversed(beads))


def loose(beads: Sequence[Bead]) -> float:
    """Share of all units that found no partner: 0 for a clean alignment, 1 where nothing fits."""
    alone = sum(len(b.source) + len(b.target) for b in beads if not b.source or not b.target)
    total = sum(len(b.source) + len(b.target) for b in beads)
    return alone / total if total else 0.0


def _cost(source: Sequence[Cues], target: Sequence[Cues], ratio: float) -> float:
    if not source or not target:
        return 0.0
    long_source = sum(u.length for u in source) * ratio
    long_target = sum(u.length for u in target)
    lengths = min(abs(math.log((long_target + 8) / (long_source + 8))), 3.0)
    left = frozenset().union(*(u.marks for u in source))
    right = frozenset().union(*(u.marks for u in target))
    together = len(left) + len(right)
    agreement = 2 * len(left & right) / together if together else 0.4
    # Per pair of units: two beads of one to one and one of two to two are weighed alike.
    return (1.5 * lengths + 2.0 * (1.0 - agreement)) * (len(source) + len(target)) / 2
