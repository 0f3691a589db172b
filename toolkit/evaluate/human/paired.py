"""Systems held against each other by their human scores, on the segments that both have: the means of all may differ
because one was rated on easier ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from toolkit.evaluate.corrections import holm
from toolkit.evaluate.human.mqm import HIGHER_IS_BETTER, Measure, measures_of, segment_scores
from toolkit.evaluate.resampling import RESAMPLES, SEED, exchanged_sums, resampled_sums
from toolkit.evaluate.significance import exchange_test, interval
from toolkit.model.judgements import DEFAULT_WEIGHTS, MqmWeights, Rating

LEAST_SHARED = 5
"""Of fewer segments no test says anything."""


class Paired(NamedTuple):
    """System `b` against system `a`."""

    measure: Measure
    a: str
    b: str
    segments: int
    """Scored in both."""
    delta: float | None
    """Mean of b minus mean of a over these segments; None without any."""
    low: float | None
    """95 % bootstrap interval over segments; None with fewer than `LEAST_SHARED`."""
    high: float | None
    p: float | None
    """Of exchanging the two outputs of each segment at random, one added on both sides; never 0."""
    holm: float | None
    """Corrected for all pairs of the measure (Holm, 1979)."""

    @property
    def better(self) -> str | None:
        """The one with the better mean; None where they are equal or were not rated on the same."""
        if not self.delta:
            return None
        return self.b if (self.delta > 0) is HIGHER_IS_BETTER[self.measure] else self.a


def paired_scores(
    ratings: Sequence[Rating],
    *,
    weights: MqmWeights = DEFAULT_WEIGHTS,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[Paired, ...]:
    """Every pair of systems by every measure that the ratings speak of.

    >>> ratings = [Rating(system, str(n), score=60.0 + 10 * n + gain) for system, gain in (("A", 0), ("B", 5))
    ...     for n in range(4)]
    >>> [(one.delta, one.segments, one.p) for one in paired_scores(ratings)]
    [(5.0, 4, None)]
    """
    found: list[Paired] = []
    for measure in measures_of(ratings):
        scores = segment_scores(ratings, measure, weights)
        by_system: dict[str, dict[str, float]] = {}
        for (system, segment), value in scores.items():
            by_system.setdefault(system, {})[segment] = value
        pairs = [
            _paired(measure, a, b, by_system[a], by_system[b], resamples, seed)
            for a, b in combinations(sorted(by_system), 2)
        ]
        found += [
            one._replace(holm=corrected) for one, corrected in zip(pairs, holm([one.p for one in pairs]), strict=True)
        ]
    return tuple(found)


def _paired(
    measure: Measure, a: str, b: str, ours: dict[str, float], theirs: dict[str, float], resamples: int, seed: int
) -> Paired:
    shared = [segment for segment in ours if segment in theirs]
    differences = [theirs[segment] - ours[segment] for segment in shared]
    if not shared:
        return Paired(measure, a, b, 0, None, None, None, None, None)
    delta = math.fsum(differences) / len(shared)
    if len(shared) < LEAST_SHARED:
        return Paired(measure, a, b, len(shared), delta, None, None, None, None)
    table = [(value,) for value in differences]
    [sums], [half] = resampled_sums([table], resamples, seed), exchanged_sums([table], 10 * resamples, seed)
    _, low, high = interval(sums[:, 0] / len(shared), len(shared))
    total = math.fsum(differences)
    exchanged = total - 2 * half[:, 0]
    p = exchange_test(exchanged, 0 * exchanged, total, 0.0)
    return Paired(measure, a, b, len(shared), delta, low, high, p, None)
