"""Intervals and paired tests of term measures: the draws, sums and intervals are those of every other metric.

What is drawn is a segment, or a whole document where documents are named: the segments of a document are not
independent of one another. Knows no measure and no file.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate import significance
from toolkit.evaluate.resampling import RESAMPLES, SEED, TRIALS, by_document, exchanged_sums, resampled_sums
from toolkit.evaluate.significance import of_few
from toolkit.evaluate.terminology.statistics import TermStatistics

if TYPE_CHECKING:
    from toolkit.evaluate.terminology.statistics import Table, Values

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
    """The middle 95 % of the resampled differences, wider where few units are drawn from; None where fewer than
    `LEAST_UNITS` are."""
    p: float | None
    """Of approximate randomisation, two-sided (Noreen, 1989; Riezler and Maxwell, 2005); of rates per thousand words of
    the output, of the paired bootstrap. In a randomisation n units that differ cannot
    bring it below 2 to the power of 1 - n: with five it never falls under 0.05."""


def interval(
    statistics: TermStatistics,
    documents: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float] | None:
    """The middle 95 % of the bootstrapped values (Koehn, 2004); None with fewer than `LEAST_UNITS` to draw from.

    With fewer than fifty it is wider, within what a value can be, as `toolkit.evaluate.significance.of_few` says why.
    """
    import numpy as np

    table = _units(statistics.rows, documents)
    if len(table) < LEAST_UNITS:
        return None
    (sums,) = resampled_sums([table], resamples, seed)
    values = statistics.value_of_sums(sums)
    least = 0.0 if np.nanmin(values, initial=0.0) >= 0 else -math.inf
    is_share = not statistics.measure.of_output
    return _middle(values, len(table), least, statistics.measure.scale if is_share else math.inf)


def difference(
    a: TermStatistics,
    b: TermStatistics,
    documents: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Difference:
    """How surely two systems differ: `differences` of the one pair."""
    (found,) = differences([a, b], documents, resamples, seed)
    return found


def differences(
    systems: Sequence[TermStatistics],
    documents: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> list[Difference]:
    """How surely the systems differ over the same segments, every pair in the order of `itertools.combinations`.

    The interval is the paired bootstrap's. For p the two outputs of each unit are swapped at random (`trials`): it is
    the share of the swaps that part the systems at least as far, with one added on both sides. So p is never 0, and
    equal systems have p = 1. A rate per thousand words of the output is no matter for swapping, which would swap the
    lengths too: of two outputs with a single event the longer would be surely better. Its p is the bootstrap's.
    Raises ValueError where the tables do not stand opposite one another.
    """
    if len({(one.rows.shape, one.measure) for one in systems}) > 1:
        raise ValueError("only the same measure over the same segments can be compared")
    tables = [_units(one.rows, documents) for one in systems]
    units = len(tables[0]) if tables else 0
    drawn = resampled_sums(tables, resamples, seed) if units >= LEAST_UNITS else None
    swaps = units > 1 and not systems[0].measure.of_output
    halves = exchanged_sums(tables, trials(resamples), seed) if swaps else None
    return [
        _difference(
            (systems[a], systems[b]),
            (tables[a], tables[b]),
            (drawn[a], drawn[b]) if drawn else None,
            (halves[a], halves[b]) if halves else None,
        )
        for a, b in combinations(range(len(systems)), 2)
    ]


def trials(resamples: int) -> int:
    """So many swaps are tried for so many resamples: enough for a pair among many to stay significant."""
    return resamples * TRIALS // RESAMPLES


def _difference(
    pair: tuple[TermStatistics, TermStatistics],
    tables: tuple[Table, Table],
    drawn: tuple[Table, Table] | None,
    halves: tuple[Table, Table] | None,
) -> Difference:
    import numpy as np

    (a, b), (first, second) = pair, tables
    value_a, value_b = a.value(), b.value()
    if value_a is None or value_b is None:
        return Difference(None, None, None, None)
    delta = value_b - value_a
    low = high = p = None
    if drawn:
        by_draw = b.value_of_sums(drawn[1]) - a.value_of_sums(drawn[0])
        most = math.inf if a.measure.of_output else a.measure.scale
        low, high = _middle(by_draw, len(first), -most, most) or (None, None)
        if a.measure.of_output:
            p = _p_of_draws(by_draw, delta, len(first))
    if a.measure.of_output and len(first) > 1 and np.array_equal(first, second):
        p = 1.0
    if halves:
        moved = halves[1] - halves[0]
        by_chance = b.value_of_sums(second.sum(axis=0) - moved) - a.value_of_sums(first.sum(axis=0) + moved)
        as_far = int(np.sum(~(np.abs(by_chance) < abs(delta) - 1e-9)))
        p = (as_far + 1) / (len(by_chance) + 1)
    return Difference(delta, low, high, p)


def _units(rows: Table, documents: Sequence[Hashable] | None) -> Table:
    """The rows that are drawn: as given, or summed document by document."""
    if documents is None:
        return rows
    if len(documents) != len(rows):
        raise ValueError(f"{len(documents)} documents for {len(rows)} rows")
    return by_document(rows, documents)


def _p_of_draws(drawn: Values, delta: float, count: int) -> float | None:
    """p of the paired bootstrap, shifted to no difference; None where too few resamples have something to count."""
    import numpy as np

    known = drawn[~np.isnan(drawn)]
    if len(known) < _LEAST_KNOWN * len(drawn):
        return None
    as_far = int(np.sum(np.abs(known - delta) >= abs(delta) - 1e-9))
    return of_few((as_far + 1) / (len(known) + 1), count)


def _middle(values: Values, units: int, least: float = -math.inf, most: float = math.inf) -> tuple[float, float] | None:
    import numpy as np

    known = values[~np.isnan(values)]
    if not len(known) or len(known) < _LEAST_KNOWN * len(values):
        return None
    _, low, high = significance.interval(known, units, least=least, most=most)
    return low, high
