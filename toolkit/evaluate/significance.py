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
from statistics import NormalDist
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
    "few",
    "interval",
    "of_few",
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
    'paired bootstrap of 24 documents, n=1000, seed=12345, t of 23 degrees'
    """
    drawn = "" if unit == "segments" else f" of {units} {unit}"
    small = f", t of {units - 1} degrees" if units and few(units) else ""
    return f"paired bootstrap{drawn}, n={resamples}, seed={seed}{small}"


def interval(values: Floats, units: int | None = None, *, least: float = -math.inf, most: float = math.inf) -> Interval:
    """Mean and middle 95 % of resampled values; wider where few `units` are drawn from, as `of_few` says why.

    `least` and `most` are what a value can be.

    >>> interval(np.arange(1000.0))
    Interval(mean=499.5, low=25.0, high=974.0)
    >>> [round(x) for x in interval(np.arange(1000.0), 10, least=0)]
    [500, 0, 1077]
    """
    ordered = np.sort(values)
    outside = len(ordered) // 40
    mean, low, high = float(ordered.mean()), float(ordered[outside]), float(ordered[-outside - 1])
    if units is not None and few(units):
        wider = _student(units) / _NORMAL
        low, high = mean - wider * (mean - low), mean + wider * (high - mean)
    return Interval(mean, max(low, least), min(high, most))


def bounds(values: Floats, higher_is_better: bool) -> tuple[float, float]:
    """What a score can be at least and at most, as its resampled values show: a share of 100 stays within 0 and 100.

    >>> bounds(np.array([20.0, 100.0]), True), bounds(np.array([20.0, 100.0]), False), bounds(np.array([-0.3]), True)
    ((0.0, 100.0), (0.0, inf), (-inf, 100.0))
    """
    most = 100.0 if higher_is_better and values.max() < 100.001 else math.inf
    return 0.0 if values.min() >= 0 else -math.inf, most


def paired_test(
    values_a: Floats, values_b: Floats, score_a: float, score_b: float, units: int | None = None
) -> PairedResult:
    """Whether b differs from a, from their values on the same resamples and their scores on the whole text.

    The interval is that of `interval` for so many units; `p` is not corrected for few of them (`of_few`).

    The difference of every resample is shifted by the mean difference, so that chance alone is left; p is the share
    of resamples where chance, in either direction, is as large as what was seen, with one added on both sides.
    sacrebleu takes sizes before it shifts them (`sacrebleu_p`): of systems that do not differ it calls one in seven
    different at the 5 % level, we one in twenty.

    >>> same = np.linspace(60, 62, 1000)
    >>> paired_test(same, same, 61.0, 61.0).p, paired_test(same, same + 3, 61.0, 64.0).p < 0.001
    (1.0, True)
    """
    differences = values_b - values_a
    band = interval(differences, units)
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


_FEW = 50
_NORMAL = NormalDist().inv_cdf(0.975)


def few(units: int) -> bool:
    """Whether so few segments or documents are drawn from that the bootstrap's p is too small: below 50."""
    return units < _FEW


def of_few(p: float, units: int) -> float:
    """The p-value of a bootstrap that draws from few units: of Student's t instead of the normal distribution.

    n units drawn with replacement spread less than n new ones would, by a factor of (n - 1) / n, and with a spread that
    is itself a guess: with five units one pair in six that does not differ is called different at the 5 % level. The
    p-value's place on the normal distribution is taken for a value of t with n - 1 degrees of freedom, after Wallace
    (1959). From 50 units on p stays as it is.

    >>> [round(of_few(0.05, units), 3) for units in (5, 10, 49, 50)]
    [0.155, 0.096, 0.058, 0.05]
    """
    if not few(units) or units < 2:
        return p
    free = units - 1
    t = NormalDist().inv_cdf(max(p, 1e-300) / 2) * math.sqrt(free / units)
    z = (8 * free + 1) / (8 * free + 3) * math.sqrt(free * math.log1p(t * t / free))
    return math.erfc(z / math.sqrt(2))


def smallest_difference(pairs: Sequence[Floats]) -> float | None:
    """The difference of two systems that this test set would show four times in five (at the 5 % level).

    Each of `pairs` holds a pair's differences over the resamples; their spread is what chance does to a difference
    here. The median pair speaks: 1.96 + 0.84 times its standard deviation. None without a pair that differs.

    >>> smallest_difference([np.array([-1.0, 1.0, -1.0, 1.0])])
    2.8
    """
    spreads = [float(np.std(pair)) for pair in pairs if pair.any()]
    return float(np.median(spreads)) * 2.8 if spreads else None


def _student(units: int) -> float:
    """The 97.5 % quantile of t for means of so few units drawn with replacement: the inverse of `of_few`."""
    free = max(units - 1, 1)
    z = _NORMAL * (8 * free + 3) / (8 * free + 1)
    return math.sqrt(free * math.expm1(z * z / free) * units / free)
