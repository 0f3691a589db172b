"""N-grams of all orders from one sort: two texts' longest n-grams in order have the shorter ones in order, too.

Sorted by segment and n-gram, everything that begins alike stands together; where two neighbours first differ says up
to which n they are one n-gram. So five of six sorts are saved where an n-gram fits one 64-bit number, which the
characters of an alphabet do, and the words of a small block. Exact: no hashing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.ngrams import Ints

_BITS = 63
"""Bits of a signed key."""


def bits_of(codes: Ints) -> int:
    """How many bits a token takes here: two numbers more than there are stand for "after the end of the segment"."""
    return (int(codes.max(initial=0)) + 2).bit_length()


def fits(bits: int, order: int, segments: int) -> bool:
    """Whether one number holds a segment, an n-gram of this order and the text that it is of."""
    return bits * order + segments.bit_length() + 1 <= _BITS


def matched(codes: Sequence[Ints], lengths: Sequence[Ints], order: int, bits: int) -> Ints:
    """Clipped matches of the first of two texts in the second: segments x orders.

    Raises nothing; `fits` must have been true.

    >>> iron, lao_tie = np.array([7, 7, 8]), np.array([7, 8, 9])
    >>> matched([iron, lao_tie], [np.array([3]), np.array([3])], 2, bits_of(lao_tie)).tolist()
    [[2, 1]]
    """
    after = max(order - 1, 1)  # places after each segment, so that none is without any
    keys = np.concatenate([_keys(codes[t], lengths[t], order, bits, after, t) for t in (0, 1)])
    keys.sort()
    differing = keys[1:] ^ keys[:-1]
    seconds = np.concatenate(([0], np.cumsum(keys & 1)))
    segment_starts = np.concatenate(([0], np.cumsum(lengths[0] + lengths[1] + 2 * after)[:-1]))
    found = np.empty((len(segment_starts), order), dtype=np.int64)
    for n in range(1, order + 1):
        # a run of one n-gram ends where neighbours differ in its bits; what is below them belongs to longer ones
        ends = np.flatnonzero(differing >= 1 << (1 + bits * (order - n)))
        starts = np.empty(len(ends) + 2, dtype=np.int64)
        starts[0], starts[-1] = 0, len(keys)
        np.add(ends, 1, out=starts[1:-1])
        upto = seconds[starts]
        of_second = upto[1:] - upto[:-1]
        of_first = starts[1:] - starts[:-1] - of_second
        heads = np.searchsorted(starts, segment_starts)
        found[:, n - 1] = np.add.reduceat(np.minimum(of_first, of_second), heads)
    return found


def _keys(codes: Ints, lengths: Ints, order: int, bits: int, after: int, text: int) -> Ints:
    """For every place of a text its segment, the n-gram that starts there, and the text.

    What is after the end of a segment has another number in each text, so that no n-gram with it is in both.
    """
    segments = np.arange(len(lengths))
    padded = np.full(len(codes) + after * len(lengths) + order, 1 - text, dtype=np.int64)
    padded[np.arange(len(codes)) + np.repeat(segments * after, lengths)] = codes + 2
    keys = np.repeat(segments, lengths + after)
    for step in range(order):
        keys <<= bits
        keys |= padded[step : step + len(keys)]
    keys <<= 1
    keys |= text
    return keys
