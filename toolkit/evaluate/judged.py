"""From the statistics of systems to intervals, tests of all pairs, and rankings. Counts nothing, reads nothing.

All systems and all metrics see the same resamples, so a pair has the same numbers in any company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from toolkit.evaluate.corrections import benjamini_hochberg, holm
from toolkit.evaluate.ranking import clusters
from toolkit.evaluate.resampling import RESAMPLES, SEED, TRIALS, by_document, exchanged_sums, resampled_sums
from toolkit.evaluate.significance import (
    below_the_floor,
    bounds,
    exchange_test,
    few,
    interval,
    of_few,
    paired_test,
    smallest_difference,
    test_name,
)
from toolkit.model import Comparison, Ranking, Score

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Floats, Metric, Rows

Test = Literal["bootstrap", "randomisation"]


LEAST_UNITS = 5
"""With fewer segments (or documents) there is nothing to draw from: four can be exchanged in sixteen ways."""


class Design(NamedTuple):
    """How intervals and p-values are come by."""

    resamples: int = RESAMPLES
    seed: int = SEED
    documents: tuple[str, ...] | None = None
    """The document of every segment: whole documents are then drawn. None: segments are."""
    test: Test = "bootstrap"
    trials: int = TRIALS
    """Of the randomisation test."""


class Counted(NamedTuple):
    """One system by one metric."""

    rows: Rows
    value: float | None
    """None: could not be scored."""
    signature: str
    segments: int
    skipped: int


class Judged(NamedTuple):
    """What the statistics say."""

    scores: tuple[Score, ...]
    comparisons: tuple[Comparison, ...]
    rankings: tuple[Ranking, ...]


def judged(counted: Sequence[tuple[Metric, Mapping[str, Counted]]], design: Design) -> Judged:
    """Scores with intervals, metric by metric, and every pair of the systems that could be scored.

    There is at least one system, and its rows are not empty. With fewer than five segments (or documents) there are no
    intervals and no tests.
    """
    rows = [one.rows for _, systems in counted for one in systems.values()]
    if design.documents is not None:
        rows = [by_document(one, design.documents) for one in rows]
    units = len(rows[0])
    name = _name(design, units)
    drawn: list[Floats] = []
    halves: list[Floats] = []
    if units >= LEAST_UNITS:
        drawn = list(resampled_sums(rows, design.resamples, design.seed))
        if design.test == "randomisation":
            halves = list(exchanged_sums(rows, design.trials, design.seed))
    scores: list[Score] = []
    comparisons: list[Comparison] = []
    rankings: list[Ranking] = []
    start = 0
    for metric, systems in counted:
        places = {system: start + place for place, system in enumerate(systems)}
        start += len(systems)
        samples = {system: metric.values(drawn[place]) for system, place in places.items()} if drawn else {}
        if any(not np.isfinite(values).all() for values in samples.values()):
            samples = {}  # so few scores that a resample may hold none
        for system, one in systems.items():
            low, high = _band(samples[system], units, metric) if samples and one.value is not None else (None, None)
            scores.append(
                Score(system, metric.name, one.value, one.segments, one.skipped, one.signature, low, high,
                      metric.higher_is_better)
            )  # fmt: skip
        values = {system: one.value for system, one in systems.items() if one.value is not None}
        exchanged = (
            {system: (halves[place], rows[place].sum(0)) for system, place in places.items()}
            if halves and samples
            else {}
        )
        tested = _pairs(metric, values, samples, exchanged, name, units)
        comparisons += tested
        if len(values) > 1 and samples:
            spread = [samples[b] - samples[a] for a, b in combinations(values, 2)]
            groups = clusters(values, tested, metric.higher_is_better)
            rankings.append(Ranking(metric.name, groups, smallest_difference(spread), name))
    return Judged(tuple(scores), tuple(comparisons), tuple(rankings))


def _pairs(
    metric: Metric,
    scored: Mapping[str, float],
    samples: Mapping[str, Floats],
    exchanged: Mapping[str, tuple[Floats, Floats]],
    test: str,
    units: int,
) -> list[Comparison]:
    """Every pair of systems by one metric; p-values are corrected for all of them together."""
    found: list[Comparison] = []
    ps: list[float] = []
    for a, b in combinations(scored, 2):
        p = low = high = None
        one, other = scored[a], scored[b]
        if samples:
            p, (_, low, high) = paired_test(samples[a], samples[b], one, other, units)
            by_chance = samples[b] - samples[a]
        if exchanged:
            (half_a, total_a), (half_b, total_b) = exchanged[a], exchanged[b]
            first, second = half_a + (total_b - half_b), half_b + (total_a - half_a)
            ways = metric.values(first), metric.values(second)
            p = exchange_test(*ways, one, other)
            by_chance = ways[1] - ways[0]
        if p is not None:
            tail = below_the_floor(p, other - one, by_chance)
            if few(units) and not exchanged:  # exchanging is exact with few units too
                p = tail = of_few(tail, units)
            ps.append(tail)
        found.append(Comparison(metric.name, a, b, other - one, p, low, high, test))
    if not ps:
        return found
    # a tail below what the resamples can show serves the correction alone: nothing corrected is below its own p
    return [
        replace(one, holm=max(family, one.p or 0.0), false_discovery=max(rate, one.p or 0.0))
        for one, family, rate in zip(found, holm(ps), benjamini_hochberg(ps), strict=True)
    ]


def _band(values: Floats, units: int, metric: Metric) -> tuple[float, float]:
    """The interval of a score."""
    least, most = bounds(values, metric.higher_is_better)
    _, low, high = interval(values, units, least=least, most=most)
    return low, high


def _name(design: Design, units: int) -> str:
    unit = "segments" if design.documents is None else "documents"
    if design.test == "bootstrap":
        return test_name(design.resamples, design.seed, unit, units)
    drawn = "" if unit == "segments" else f" of {units} {unit}"
    return f"approximate randomisation{drawn}, n={design.trials}, seed={design.seed}"
