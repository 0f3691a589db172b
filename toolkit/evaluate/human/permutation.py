"""Is one metric nearer to humans than another, or is that chance? The PERM-BOTH test.

Deutsch et al. (2021), "A Statistical Analysis of Summarization Evaluation Metrics using Resampling Methods": both
metrics are standardised, every single score is swapped between them with probability one half, and the difference of
their statistics is taken anew. Two-sided; p is never 0: at least 1 in (resamples + 1). Resampling stops early, in
blocks of 100, where the answer is clear (p below 0.02 or above 0.5), as mt-metrics-eval does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats

BLOCK = 100
SURE, HOPELESS = 0.02, 0.5


class Permuted(NamedTuple):
    """The outcome of the test."""

    p: float
    resamples: int
    """How many were needed."""


def perm_both(a: Floats, b: Floats, statistic: Callable[[Floats], float], resamples: int, seed: int) -> Permuted:
    """Whether the statistic of table `a` differs from that of `b`; both have the same cells, NaN where missing.

    >>> import numpy as np
    >>> same = np.arange(12.0).reshape(3, 4)
    >>> perm_both(same, same, lambda table: float(table[0].mean()), 200, 1)
    Permuted(p=1.0, resamples=100)
    """
    import numpy as np

    x, y = _standardised(a), _standardised(b)
    seen = abs(statistic(x) - statistic(y))
    draw = np.random.default_rng(seed)
    done = larger = 0
    while done < resamples:
        for _ in range(min(BLOCK, resamples - done)):
            swap = draw.integers(0, 2, size=x.shape, dtype="int8").astype(bool)
            by_chance = abs(statistic(np.where(swap, y, x)) - statistic(np.where(swap, x, y)))
            larger += by_chance >= seen - 1e-12
            done += 1
        if not SURE <= larger / done <= HOPELESS:
            break
    return Permuted((larger + 1) / (done + 1), done)


def _standardised(values: Floats) -> Floats:
    """Mean 0 and standard deviation 1 over all cells; a metric that never varies becomes 0 throughout."""
    import numpy as np

    spread = float(np.nanstd(values))
    result: Floats = (values - np.nanmean(values)) / (spread if spread > 0 else 1.0)
    return result
