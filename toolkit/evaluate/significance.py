"""Confidence intervals and the paired bootstrap. Knows no metric and no file.

The method is Koehn's (2004), in the form of sacrebleu's `--paired-bs`: the same resamples for every system,
the same p-value, mean and interval, bit for bit (`tests/evaluate/test_significance.py` holds us to it). One
thing differs: the seed is what the caller says and never comes from the environment (`SACREBLEU_SEED`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]

RESAMPLES = 1000
SEED = 12345
"""sacrebleu's defaults."""

Rows: TypeAlias = Sequence[Sequence[float]]


class Interval(NamedTuple):
    """The middle 95 % of the resampled values."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """What sacrebleu prints after the plus-minus sign."""
        return 0.5 * (self.high - self.low)


class PairedResult(NamedTuple):
    """How surely two systems differ."""

    p: float
    """Two-sided; never 0, at least 1 in (resamples + 1)."""
    difference: Interval
    """Of b minus a."""


def test_name(resamples: int = RESAMPLES, seed: int = SEED) -> str:
    """What a comparison calls its test.

    >>> test_name()
    'paired bootstrap, n=1000, seed=12345'
    """
    return f"paired bootstrap, n={resamples}, seed={seed}"


def resampled_sums(tables: Sequence[Rows], resamples: int = RESAMPLES, seed: int = SEED) -> tuple[Floats, ...]:
    """For each table (a row of statistics per segment, all tables equally long) its sums over every resample.

    All tables see the same resamples, so the values of two systems are paired.

    >>> [sums.shape for sums in resampled_sums([[(1, 2), (3, 4)], [(5,), (6,)]], resamples=7)]
    [(7, 2), (7, 1)]
    """
    import numpy as np

    # float32, as in sacrebleu: the parity of the last digit is worth more here than the digits after it
    blocks = [np.array(rows, dtype="float32") for rows in tables]
    wide = np.concatenate(blocks, axis=1)
    draw = np.random.default_rng(seed)
    # drawn row by row the numbers are the same as all at once, without a matrix of resamples times segments
    sums = np.stack([wide[draw.choice(len(wide), size=len(wide))].sum(0) for _ in range(resamples)])
    return tuple(np.split(sums, np.cumsum([block.shape[1] for block in blocks])[:-1], axis=1))


def resampled_values(value_of_sum: Callable[[Any], float], sums: Floats) -> Floats:
    """The metric's value for every resample, in the precision that the metric works in."""
    import numpy as np

    return np.array([value_of_sum(row) for row in sums])


def interval(values: Floats) -> Interval:
    """Mean and middle 95 % of resampled values.

    >>> import numpy as np
    >>> interval(np.arange(1000.0))
    Interval(mean=499.5, low=25.0, high=974.0)
    """
    import numpy as np

    ordered = np.sort(values)
    outside = len(ordered) // 40
    return Interval(float(ordered.mean()), float(ordered[outside]), float(ordered[-outside - 1]))


def paired_test(values_a: Floats, values_b: Floats, score_a: float, score_b: float) -> PairedResult:
    """Whether b differs from a, from their values on the same resamples and their scores on the whole text.

    The difference of every resample is shifted by the mean difference, so that chance alone is left; p is
    the share of resamples where chance is larger than what was seen, with one added on both sides.

    >>> import numpy as np
    >>> same = np.linspace(60, 62, 1000)
    >>> paired_test(same, same, 61.0, 61.0).p
    0.000999000999000999

    (Equal outputs get the smallest p: no chance is larger than no difference. Read the difference first.)
    """
    import numpy as np

    differences = values_b - values_a
    sizes = np.abs(differences)
    by_chance = sizes - sizes.mean()
    larger = int(np.sum(by_chance > abs(score_a - score_b)))
    return PairedResult((larger + 1) / (len(sizes) + 1), interval(differences))
