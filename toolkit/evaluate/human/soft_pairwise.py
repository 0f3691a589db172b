"""Soft pairwise accuracy (SPA): is the metric as sure of every pair of systems as humans are?

Thompson et al. (2024), "Improving Statistical Significance in Human Evaluation of Automatic Metrics via Soft Pairwise
Accuracy": 1 less the mean difference of the p-values that a paired permutation test gives by human scores and by the
metric. We differ in one point: a permutation that gives exactly the difference seen counts half. So ties are 0.5
and the order of the systems does not matter; without exact ties the numbers are theirs for the same permutations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats

_SAME = 1e-9
"""Sums nearer to one another than this share of their size are equal: the rest is rounding."""


def random_signs(segments: int, permutations: int, seed: int) -> Floats:
    """A row of +1 and -1 for each permutation; -1 swaps the two systems on that segment."""
    import numpy as np

    draw = np.random.default_rng(seed)
    return draw.integers(0, 2, size=(permutations, segments)).astype("float64") * 2 - 1


def pair_p_values(values: Floats, signs: Floats) -> Floats:
    """For each pair of rows (a, b) in order, how likely chance makes a at least so much better than b: one-sided.

    A pair is compared on the segments that both have. Near 0: a is surely better; near 1: b is; 0.5: no difference.

    >>> import numpy as np
    >>> same = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    >>> pair_p_values(same, random_signs(3, 100, 1)).tolist()
    [0.5]
    """
    import numpy as np

    first, second = np.triu_indices(len(values), 1)
    differences = np.nan_to_num(values[first] - values[second])
    by_chance = signs @ differences.T
    seen = differences.sum(axis=1)
    near = _SAME * (np.abs(differences).sum(axis=1) + 1e-300)
    more = (by_chance > seen + near).mean(axis=0)
    as_much = (np.abs(by_chance - seen) <= near).mean(axis=0)
    result: Floats = more + 0.5 * as_much
    return result


def soft_pairwise_accuracy(human_p: Floats, metric_p: Floats) -> float:
    """SPA of the p-values of all pairs, 0 to 1."""
    import numpy as np

    return float(1 - np.abs(human_p - metric_p).mean())
