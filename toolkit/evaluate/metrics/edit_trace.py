"""The edit distance of two strings with the one path through the table that Tercom takes. Knows nothing of shifts.

Tercom prefers, from the end backwards, a match or a substitution, then taking a letter of the hypothesis away, then
putting a letter of the reference in. Rows of the table are whole numbers used as sets of bits (Hyyrö, 2003, after
Myers, 1999), so that a row costs a dozen operations however long it is. For long, very different strings Tercom
keeps to a beam along the diagonal, and the distance may be larger than the true one: `beamed` has that.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

BEAM = 25
"""Tercom's beam: how far from the diagonal it looks."""
_SAFE = 2 * (BEAM - 1)
_FAR = 1 << 60


class Trace(NamedTuple):
    """How to make the hypothesis out of the reference."""

    distance: int
    path: str
    """One letter a step: `=` kept, `s` substituted, `i` put in (hypothesis only), `d` left out (reference only)."""


def traced(hypothesis: str, reference: str) -> Trace:
    """Distance and path, as Tercom finds them within its beam. Letters stand for words.

    >>> traced("abc", "bcd")
    Trace(distance=2, path='i==d')
    """
    path = _path(hypothesis, reference)
    # where the preferred one of all shortest paths keeps within the beam, the beam prefers it too: what the beam
    # leaves out can only make the other cells dearer
    if _keeps_within(path, len(hypothesis), len(reference)):
        return Trace(len(path) - path.count("="), path)
    return beamed(hypothesis, reference)


def beamed_distance(hypothesis: str, reference: str, most: int) -> int | None:
    """The distance that Tercom finds within its beam, which is the true one where one shortest path lies inside;
    None if it is more than `most`.

    >>> beamed_distance("abc", "bcd", 2), beamed_distance("abc", "bcd", 1)
    (2, None)
    """
    distance = Levenshtein.distance(hypothesis, reference, score_cutoff=most)
    if distance > most:
        return None
    # a path of this cost cannot come near the edge of the beam (each step off the diagonal is paid for twice)
    if distance + abs(len(hypothesis) - len(reference)) < _SAFE or _inside_beam(hypothesis, reference):
        return distance
    distance = beamed(hypothesis, reference).distance
    return None if distance > most else distance


def beamed(hypothesis: str, reference: str) -> Trace:
    """The same by the plain table within the beam, cell by cell, as in sacrebleu's `lib_ter`."""
    rows, columns = len(hypothesis), len(reference)
    ratio, width = _beam(rows, columns)
    before = list(range(columns + 1))
    steps = ["d" * (columns + 1)]
    for i in range(1, rows + 1):
        diagonal = math.floor(i * ratio)
        first = max(0, diagonal - width)
        last = columns + 1 if i == rows else min(columns + 1, diagonal + width)
        row = [_FAR] * (columns + 1)
        made = ["x"] * (columns + 1)
        for j in range(first, last):
            if j == 0:
                row[0], made[0] = before[0] + 1, "i"
                continue
            same = hypothesis[i - 1] == reference[j - 1]
            best, step = before[j - 1] + (not same), "=" if same else "s"
            if before[j] + 1 < best:
                best, step = before[j] + 1, "i"
            if row[j - 1] + 1 < best:
                best, step = row[j - 1] + 1, "d"
            if best < _FAR:
                row[j], made[j] = best, step
        before = row
        steps.append("".join(made))
    path = []
    i, j = rows, columns
    while i or j:
        step = steps[i][j]
        path.append(step)
        i -= step != "d"
        j -= step != "i"
    return Trace(before[columns], "".join(reversed(path)))


def _beam(rows: int, columns: int) -> tuple[float, int]:
    ratio = columns / rows if rows else 1.0
    return ratio, math.ceil(ratio / 2 + BEAM) if ratio / 2 > BEAM else BEAM


def _inside_beam(hypothesis: str, reference: str) -> bool:
    """Whether the first shortest path that rapidfuzz finds keeps within the beam."""
    ends = [(op.src_start, op.dest_start, op.src_end, op.dest_end) for op in Levenshtein.opcodes(hypothesis, reference)]
    rows, columns = len(hypothesis), len(reference)
    ratio, width = _beam(rows, columns)
    # an operation runs straight: with one cell to spare at both of its ends it keeps within the beam
    if all(abs(j - i * ratio) < width - 2 for i, j, _, _ in ends):
        return True
    path = "".join(
        "=" * min(i2 - i, j2 - j) + "i" * (i2 - i - min(i2 - i, j2 - j)) + "d" * (j2 - j - min(i2 - i, j2 - j))
        for i, j, i2, j2 in ends
    )
    return _keeps_within(path, rows, columns)


def _keeps_within(path: str, rows: int, columns: int) -> bool:
    """Whether every cell of a path is one that the beam has."""
    if columns < BEAM:
        return True
    ratio, width = _beam(rows, columns)
    i = j = 0
    for step in path:
        i += step != "d"
        j += step != "i"
        diagonal = math.floor(i * ratio)
        if i and not (diagonal - width <= j and (i == rows or j < diagonal + width)):
            return False
    return True


def _path(hypothesis: str, reference: str) -> str:
    """The path, from rows of bits: bit j - 1 of row i speaks of the cell (i, j)."""
    places: dict[str, int] = {}
    for j, letter in enumerate(reference):
        places[letter] = places.get(letter, 0) | (1 << j)
    every = (1 << len(reference)) - 1
    rising, falling = every, 0  # along the reference: where a cell costs one more, one less than the cell before
    level, above = [], []
    for letter in hypothesis:
        same = places.get(letter, 0)
        # costs as much as the cell before both letters
        equal = (((same & rising) + rising) ^ rising) | same | falling
        # costs one more, one less than the cell before the hypothesis' letter
        more = falling | ~(equal | rising)
        less = rising & equal
        level.append(equal)
        above.append(more)
        more, less = ((more << 1) | 1) & every, (less << 1) & every
        rising, falling = (less | ~(equal | more)) & every, more & equal
    path = []
    i, j = len(hypothesis) - 1, len(reference) - 1
    while i >= 0 and j >= 0:
        if hypothesis[i] == reference[j]:
            step = "="
        elif not level[i] >> j & 1:
            step = "s"
        else:
            step = "i" if above[i] >> j & 1 else "d"
        path.append(step)
        i -= step != "d"
        j -= step != "i"
    path.append("i" * (i + 1) + "d" * (j + 1))
    return "".join(reversed(path))
