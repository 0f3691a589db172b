"""Intervals and paired tests over additive rows: bootstrap and approximate randomisation, all systems together.

Weights are drawn once and multiplied with the rows, so that a thousand resamples cost one product of matrices.
What is drawn is a segment, or a whole document where documents are named: the segments of a document are not
independent of one another. Knows no measure and no file.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.significance import of_few
from toolkit.evaluate.terminology.statistics import TermStatistics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from toolkit.evaluate.terminology.statistics import Table, Values

RESAMPLES = 1000
SEED = 12345
_BLOCK = 64
LEAST_UNITS = 5
"""Of fewer the bootstrap draws intervals that are far too narrow."""
_LEAST_KNOWN = 0.5
"""At least this share of the resamples must have something to count, else there is no interval."""


class Difference(NamedTuple):
    """System b against system a by one measure."""

    delta: float | None
    """Value of b minus value of a."""
    low: float | None
    high: float | None
    """The middle 95 % of the resampled differences; None with fewer than `LEAST_UNITS` to draw from."""
    p: float | None
    """Of approximate randomisation, two-sided (Noreen, 1989; Riezler and Maxwell, 2005); of rates per thousand words of
    the output, of the paired bootstrap. In a randomisation n units that differ cannot
    bring it below 2 to the power of 1 - n: with five it never falls under 0.05."""


def units(rows: Table, documents: Sequence[Hashable] | None) -> Table:
    """The rows that are drawn: as given, or summed document by document in the order of first appearance.

    >>> import numpy as np
    >>> units(np.array([[1, 2], [1, 1], [0, 5]]), ["a", "b", "a"]).tolist()
    [[1, 7], [1, 1]]
    """
    import numpy as np

    if documents is None:
        return rows
    if len(documents) != len(rows):
        raise ValueError(f"{len(documents)} documents for {len(rows)} rows")
    numbers = {name: number for number, name in enumerate(dict.fromkeys(documents))}
    summed = np.zeros((len(numbers), rows.shape[1]), dtype=rows.dtype)
    np.add.at(summed, [numbers[name] for name in documents], rows)
    return summed


def interval(
    statistics: TermStatistics,
    documents: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float] | None:
    """The middle 95 % of the bootstrapped values (Koehn, 2004); None with fewer than `LEAST_UNITS` to draw from."""
    table = units(statistics.rows, documents)
    if len(table) < LEAST_UNITS:
        return None
    return _middle(statistics.value_of_sums(_resampled(table, resamples, seed)))


def difference(
    a: TermStatistics,
    b: TermStatistics,
    documents: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Difference:
    """How surely two systems differ over the same segments.

    The interval is the paired bootstrap's. For p the two outputs of each unit are swapped at random: it is the
    share of the swaps that part the systems at least as far, with one added on both sides. So p is never 0, and
    equal systems have p = 1. A rate per thousand words of the output is no matter for swapping, which would swap the
    lengths too: of two outputs with a single event the longer would be surely better. Its p is the bootstrap's.
    Raises ValueError where the tables do not stand opposite one another.
    """
    import numpy as np

    if a.rows.shape != b.rows.shape or a.measure != b.measure:
        raise ValueError("only the same measure over the same segments can be compared")
    value_a, value_b = a.value(), b.value()
    if value_a is None or value_b is None:
        return Difference(None, None, None, None)
    delta = value_b - value_a
    first, second = units(a.rows, documents), units(b.rows, documents)
    if len(first) < 2:
        return Difference(delta, None, None, None)
    low = high = None
    by_draw: Values | None = None
    if len(first) >= LEAST_UNITS:
        drawn_a, drawn_b = _resampled(first, resamples, seed), _resampled(second, resamples, seed)
        by_draw = b.value_of_sums(drawn_b) - a.value_of_sums(drawn_a)
        low, high = _middle(by_draw) or (None, None)
    if a.measure.of_output:
        p = 1.0 if np.array_equal(first, second) else None
        if p is None and by_draw is not None:
            p = _p_of_draws(by_draw, delta, len(first))
        return Difference(delta, low, high, p)
    moved = _swapped(second - first, resamples, seed)
    total_a, total_b = first.sum(axis=0), second.sum(axis=0)
    by_chance = b.value_of_sums(total_b - moved) - a.value_of_sums(total_a + moved)
    as_far = int(np.sum(~(np.abs(by_chance) < abs(delta) - 1e-9)))
    return Difference(delta, low, high, (as_far + 1) / (resamples + 1))


def _p_of_draws(drawn: Values, delta: float, count: int) -> float | None:
    """p of the paired bootstrap, shifted to no difference; None where too few resamples have something to count."""
    import numpy as np

    known = drawn[~np.isnan(drawn)]
    if len(known) < _LEAST_KNOWN * len(drawn):
        return None
    as_far = int(np.sum(np.abs(known - delta) >= abs(delta) - 1e-9))
    return of_few((as_far + 1) / (len(known) + 1), count)


def _resampled(table: Table, resamples: int, seed: int) -> Values:
    """The sums of n rows drawn with replacement, `resamples` times; the same draws for every table of n rows."""
    import numpy as np

    draw = np.random.default_rng(seed)
    even = np.full(len(table), 1.0 / len(table))
    return _products(table, resamples, lambda count: draw.multinomial(len(table), even, size=count).astype(np.float64))


def _swapped(differences: Table, trials: int, seed: int) -> Values:
    """What moves from one system to the other when each unit is swapped or not by the toss of a coin."""
    import numpy as np

    draw = np.random.default_rng(seed)
    return _products(
        differences, trials, lambda count: draw.integers(0, 2, size=(count, len(differences))).astype(np.float64)
    )


def _products(table: Table, rows: int, weights: Callable[[int], NDArray[np.float64]]) -> Values:
    import numpy as np

    wide = table.astype(np.float64)
    blocks = [weights(min(_BLOCK, rows - start)) @ wide for start in range(0, rows, _BLOCK)]
    return np.concatenate(blocks) if blocks else np.empty((0, table.shape[1]))


def _middle(values: Values) -> tuple[float, float] | None:
    import numpy as np

    known = values[~np.isnan(values)]
    if not len(known) or len(known) < _LEAST_KNOWN * len(values):
        return None
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)
