"""Sums of statistics over resamples: bootstrap and random exchange. Knows no metric; what the sums mean is no matter.

One matrix of weights (how often each segment is drawn) serves all systems and all metrics at once, in blocks, so
that memory stays flat. The draws are sacrebleu's for the same seed, and so are the sums: exact as whole numbers and
then cut to float32, as sacrebleu adds them up. Two cases keep sacrebleu's own order of additions, for there it
shows: sums above 2^24 and rows that are no multiples of a half (TER with three references).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Floats, Rows

RESAMPLES = 1000
TRIALS = 10_000
SEED = 12345
"""sacrebleu's defaults."""

_CELLS = 1 << 19
"""Segments times resamples in one block: what a processor's cache holds."""
_EXACT = 1 << 24
Table: TypeAlias = ArrayLike


def resampled_sums(tables: Sequence[Table], resamples: int = RESAMPLES, seed: int = SEED) -> tuple[Floats, ...]:
    """For each table (segments x columns, all equally long) its sums over every resample: resamples x columns.

    All tables see the same resamples, so the values of two systems are paired.

    >>> [sums.shape for sums in resampled_sums([[(1, 2), (3, 4)], [(5,), (6,)]], resamples=7)]
    [(7, 2), (7, 1)]
    """
    blocks = [np.asarray(table, dtype=np.float64) for table in tables]
    wide = np.concatenate(blocks, axis=1)
    summed = _weighted(wide, resamples, seed) if _is_exact(wide) else _gathered(wide, resamples, seed)
    return tuple(np.split(summed, np.cumsum([block.shape[1] for block in blocks])[:-1], axis=1))


def exchanged_sums(tables: Sequence[Table], trials: int = TRIALS, seed: int = SEED) -> tuple[Floats, ...]:
    """For each table its sums over a random half of the segments, the same for all: trials x columns.

    Approximate randomisation exchanges two systems' outputs segment by segment with a coin: with these sums, `a` of
    one system and `b` of another, the exchanged systems have a + (total of b - b) and b + (total of a - a).
    """
    blocks = [np.asarray(table, dtype=np.float64) for table in tables]
    wide = np.concatenate(blocks, axis=1)
    segments = len(wide)
    # bits are drawn 32 at a time, so that a block of a multiple of 32 trials goes on where the last one ended
    size = max(32, _CELLS // max(segments, 1) // 32 * 32)
    draw = np.random.default_rng(seed)
    sums = np.empty((trials, wide.shape[1]))
    for start in range(0, trials, size):
        count = min(size, trials - start)
        sums[start : start + count] = draw.integers(2, size=(count, segments), dtype=bool).astype(np.float64) @ wide
    return tuple(np.split(sums, np.cumsum([block.shape[1] for block in blocks])[:-1], axis=1))


def by_document(rows: Table, documents: Sequence[Hashable]) -> Rows:
    """The rows of each document added up, in the order of their first segment.

    Segments of one document share a topic and a writer, so that they are not drawn one by one.

    >>> by_document(np.array([[1.0], [2.0], [4.0]]), ["story", "advert", "story"]).tolist()
    [[5.0], [2.0]]
    """
    numbers = {name: number for number, name in enumerate(dict.fromkeys(documents))}
    table = np.asarray(rows, dtype=np.float64)
    summed = np.zeros((len(numbers), table.shape[1]))
    np.add.at(summed, [numbers[name] for name in documents], table)
    return summed


def _is_exact(wide: NDArray[np.float64]) -> bool:
    """Whether float32 holds every sum that can be drawn, so that the order of additions is no matter."""
    largest = float(abs(wide).max(initial=0)) * len(wide)
    return largest < _EXACT and bool((wide * 2 == np.rint(wide * 2)).all())


def _draws(segments: int, resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Drawn in rows the numbers are the same as all at once, without a matrix of resamples times segments."""
    draw = np.random.default_rng(seed)
    size = max(1, _CELLS // max(segments, 1))
    for start in range(0, resamples, size):
        yield draw.choice(segments, size=(min(size, resamples - start), segments))


def _weighted(wide: NDArray[np.float64], resamples: int, seed: int) -> Floats:
    segments = len(wide)
    # half the width is twice as fast, and as exact while float32 holds twice every sum (rows may be halves)
    narrow = float(abs(wide).max(initial=0)) * segments * 2 < _EXACT
    table = wide.astype(np.float32) if narrow else wide
    parts = []
    for drawn in _draws(segments, resamples, seed):
        weights = np.empty(drawn.shape, dtype=table.dtype)
        for row, places in zip(weights, drawn, strict=True):
            row[:] = np.bincount(places, minlength=segments)
        parts.append((weights @ table).astype(np.float32))
    return np.concatenate(parts)


def _gathered(wide: NDArray[np.float64], resamples: int, seed: int) -> Floats:
    narrow = wide.astype(np.float32)
    return np.stack([narrow[one].sum(0) for drawn in _draws(len(wide), resamples, seed) for one in drawn])
