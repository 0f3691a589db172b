"""Confidence intervals and paired tests. Knows no metric and no file; many tests: `toolkit.evaluate.corrections`.

The paired bootstrap is Koehn's (2004), the randomisation test Riezler and Maxwell's (2005). The draws, means and
intervals are those of sacrebleu's `--paired-bs` and `--paired-ar`, bit for bit, and so is `sacrebleu_p`
(`tests/evaluate/test_significance.py` holds us to it). Our own p-values are two-sided and count ties, as theirs do
not: `paired_test` and `exchange_test` say what that changes. The seed is what the caller says and never comes from the
environment (`SACREBLEU_SEED`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from toolkit.evaluate.resampling import RESAMPLES, SEED, TRIALS, resampled_sums

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Floats

__all__ = [
    "RESAMPLES",
    "SEED",
    "TRIALS",
    "Interval",
    "PairedResult",
    "below_the_floor",
    "exchange_test",
    "interval",
    "paired_test",
    "resampled_sums",
    "sacrebleu_p",
    "smallest_difference",
    "test_name",
]


class Interval(NamedTuple):
    """The middle 95 % of the resampled values."""

    mean: float
    low: float
    high: float


class PairedResult(NamedTuple):
    """How surely two systems differ."""

    p: float
    """Never 0, at least 1 in (resamples + 1)."""
    difference: Interval
    """Of b minus a."""


def test_name(resamples: int = RESAMPLES, seed: int = SEED, unit: str = "segments", units: int | None = None) -> str:
    """What a comparison calls its test.

    >>> test_name()
    'paired bootstrap, n=1000, seed=12345'
    >>> test_name(unit="documents", units=24)
    'paired bootstrap of 24 documents, n=1000, seed=12345'
    """
    drawn = "" if unit == "segments" else f" of {units} {unit}"
    return f"paired bootstrap{drawn}, n={resamples}, seed={seed}"


def interval(values: Floats) -> Interval:
    """Mean and middle 95 % of resampled values.

    >>> interval(np.arange(1000.0))
    Interval(mean=499.5, low=25.0, high=974.0)
    """
    ordered = np.sort(values)
    outside = len(ordered) // 40
    return Interval(float(ordered.mean()), float(ordered[outside]), float(ordered[-outside - 1]))


def paired_test(values_a: Floats, values_b: Floats, score_a: float, score_b: float) -> PairedResult:
    """Whether b differs from a, from their values on the same resamples and their scores on the whole text.

    The difference of every resample is shifted by the mean difference, so that chance alone is left; p is the share
    of resamples where chance, in either direction, is as large as what was seen, with one added on both sides.
    sacrebleu takes sizes before it shifts them (`sacrebleu_p`): of systems that do not differ it calls one in seven
    different at the 5 % level, we one in twenty.

    >>> same = np.linspace(60, 62, 1000)
    >>> paired_test(same, same, 61.0, 61.0).p, paired_test(same, same + 3, 61.0, 64.0).p < 0.001
    (1.0, True)
    """
    differences = values_b - values_a
    band = interval(differences)
    if not differences.any():
        return PairedResult(1.0, band)
    by_chance = np.abs(differences - differences.mean())
    larger = int(np.sum(by_chance >= abs(score_b - score_a)))
    return PairedResult((larger + 1) / (len(differences) + 1), band)


def sacrebleu_p(values_a: Floats, values_b: Floats, score_a: float, score_b: float) -> float:
    """The p-value that sacrebleu's `--paired-bs` prints, bit for bit; for comparison with published figures.

    >>> values = np.linspace(60, 62, 1000)
    >>> sacrebleu_p(values, values, 61.0, 61.0)  # no difference at all: the smallest p that there is
    0.000999000999000999
    """
    sizes = np.abs(values_b - values_a)
    by_chance = sizes - sizes.mean()
    larger = int(np.sum(by_chance > abs(score_a - score_b)))
    return (larger + 1) / (len(sizes) + 1)


def exchange_test(exchanged_a: Floats, exchanged_b: Floats, score_a: float, score_b: float) -> float:
    """p of approximate randomisation: how often exchanging outputs at random makes a difference as large.

    sacrebleu counts larger ones only. With thousands of segments that is the same; with three, exchanging all of them
    or none is a tie that it passes over, and everything seems sure.

    >>> exchange_test(np.array([60.0, 64.0, 62.0]), np.array([64.0, 60.0, 62.0]), 60.0, 64.0)
    0.75
    """
    differences = np.abs(exchanged_a - exchanged_b)
    seen = abs(score_a - score_b)
    as_large = int(np.sum(differences >= seen - 1e-9 * max(1.0, seen)))
    return (as_large + 1) / (len(differences) + 1)


def below_the_floor(p: float, difference: float, by_chance: Floats) -> float:
    """The p-value to correct for many tests: where no resample of n went as far, p says no more than "below 1/n".

    Times 66 pairs that would never be significant with 1,000 resamples. The tail of a normal distribution with the
    spread of `by_chance` (differences that chance makes) then takes its place; a p-value above the floor stays.

    >>> chance = np.random.default_rng(1).normal(0, 0.5, 1000)
    >>> below_the_floor(0.2, 0.6, chance), below_the_floor(1 / 1001, 3.0, chance) < 1e-8
    (0.2, True)
    """
    spread = float(np.std(by_chance))
    if p > 1 / (len(by_chance) + 1) or not spread:
        return p
    return min(p, math.erfc(abs(difference) / spread / math.sqrt(2)))


def smallest_difference(pairs: Sequence[Floats]) -> float | None:
    """The difference of two systems that this test set would show four times in five (at the 5 % level).

    Each of `pairs` holds a pair's differences over the resamples; their spread is what chance does to a difference
    here. The median pair speaks: 1.96 + 0.84 times its standard deviation. None without a pair that differs.

    >>> smallest_difference([np.array([-1.0, 1.0, -1.0, 1.0])])
    2.8
    """
    spreads = [float(np.std(pair)) for pair in pairs if pair.any()]
    return float(np.median(spreads)) * 2.8 if spreads else None
