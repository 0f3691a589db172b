"""Metrics measured against human judgement: every statistic for every metric, for chance, and tests between metrics.

All metrics are judged on the same systems and outputs. The statistics are in the files beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.human.chance import DRAWS, NAMES, chance_tables
from toolkit.evaluate.human.permutation import Permuted, perm_both
from toolkit.evaluate.human.segment_level import segment_figures
from toolkit.evaluate.human.soft_pairwise import pair_p_values, random_signs, soft_pairwise_accuracy
from toolkit.evaluate.human.system_level import Figure, pairwise_accuracy, system_figures, system_means
from toolkit.evaluate.human.table import Scored, Tables, common_tables
from toolkit.evaluate.human.tie_calibration import item_pairs, nearly_calibrated
from toolkit.evaluate.significance import RESAMPLES, SEED

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats

STATISTICS = {
    "pairwise-accuracy": "system",
    "spa": "system",
    "pearson": "system",
    "kendall": "system",
    "acc-eq": "segment",
    "kendall-item": "segment",
    "kendall-pooled": "segment",
    "pearson-pooled": "segment",
}
"""Name to level, in the order in which they are shown."""
TESTED = ("pairwise-accuracy", "acc-eq")


class MetaFigure(NamedTuple):
    """One statistic of one metric."""

    metric: str
    level: str
    statistic: str
    value: float | None
    low: float | None
    high: float | None
    """Of a metric the 95 % bootstrap interval over segments, where there is one; of chance the range of its draws."""
    n: int
    """System level: pairs of systems; `item` and acc-eq: segments; pooled: outputs."""
    skipped: int
    note: str
    chance: bool


class MetaTest(NamedTuple):
    """Whether metric `b` differs from metric `a` in one statistic."""

    statistic: str
    a: str
    b: str
    delta: float | None
    """Value of b less value of a."""
    p: float | None
    test: str


class Meta(NamedTuple):
    """All that was found."""

    tables: Tables
    figures: tuple[MetaFigure, ...]
    tests: tuple[MetaTest, ...]
    resamples: int
    seed: int
    draws: int

    @property
    def by_statistic(self) -> tuple[MetaFigure, ...]:
        """The figures with the metrics, and chance, below one another."""
        return tuple(figure for name in STATISTICS for figure in self.figures if figure.statistic == name)

    @property
    def signature(self) -> str:
        """All settings that change a number."""
        return (
            f"systems:{len(self.tables.systems)}|segments:{len(self.tables.segments)}|outputs:{self.tables.cells}|"
            f"resamples:{self.resamples}|seed:{self.seed}|chance:{self.draws} draws"
        )


def meta(
    human: Scored,
    metrics: Sequence[Scored],
    *,
    without: Collection[str] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
    draws: int = DRAWS,
) -> Meta:
    """How near each metric comes to human judgement, and to how much chance comes.

    Raises InputError where fewer than two systems, or no outputs, have scores of both kinds.

    >>> said = {(system, str(n)): score + n for system, score in (("A", 5.0), ("B", 3.0), ("C", 1.0)) for n in range(9)}
    >>> found = meta(Scored("human", said), [Scored("perfect", said)], resamples=50)
    >>> [figure.value for figure in found.figures if figure.metric == "perfect"]
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    tables = common_tables(human, metrics, without)
    pairs = item_pairs(tables.human)
    signs = random_signs(len(tables.segments), resamples, seed)
    human_p = pair_p_values(tables.human, signs)

    def figures(metric: Floats, resamples: int) -> dict[str, Figure]:
        found = system_figures(tables.human, metric)
        found["spa"] = Figure(None, n=len(human_p), note="humans never tell two systems apart")
        if (human_p != 0.5).any():
            spa = soft_pairwise_accuracy(human_p, pair_p_values(metric, signs))
            found["spa"] = Figure(spa, n=len(human_p), note=f"{len(signs)} permutations")
        return found | segment_figures(pairs, tables.human, metric, resamples, seed)

    rows = [
        MetaFigure(name, level, statistic, *found[statistic], chance=False)
        for name, table in tables.metrics.items()
        for found in [figures(table, resamples)]
        for statistic, level in STATISTICS.items()
    ]
    for name in NAMES:
        drawn = [figures(table, 0) for table in chance_tables(name, tables.human, seed, draws)]
        rows += [_by_chance(name, statistic, [one[statistic] for one in drawn]) for statistic in STATISTICS]

    def accuracy(table: Floats) -> float:
        # a resample in which all means are the same has no pair in the humans' order
        return pairwise_accuracy(system_means(tables.human), system_means(table)) or 0.0

    statistics: dict[str, Callable[[Floats], float]] = {
        "pairwise-accuracy": accuracy,
        "acc-eq": lambda table: nearly_calibrated(pairs, table),
    }
    tests = tuple(
        _test(statistic, a, b, rows, tables, statistics[statistic], resamples, seed)
        for statistic in TESTED
        for a, b in combinations(tables.metrics, 2)
    )
    return Meta(tables, tuple(rows), tests, resamples, seed, draws)


def _by_chance(name: str, statistic: str, drawn: Sequence[Figure]) -> MetaFigure:
    values = [figure.value for figure in drawn if figure.value is not None]
    first = drawn[0]
    mean = sum(values) / len(values) if values else None
    low, high = (min(values), max(values)) if values else (None, None)
    note = f"mean and range of {len(values)} draws"
    return MetaFigure(name, STATISTICS[statistic], statistic, mean, low, high, first.n, first.skipped, note, True)


def _test(
    statistic: str,
    a: str,
    b: str,
    rows: Sequence[MetaFigure],
    tables: Tables,
    value_of: Callable[[Floats], float],
    resamples: int,
    seed: int,
) -> MetaTest:
    values = {row.metric: row.value for row in rows if row.statistic == statistic and not row.chance}
    first, second = values[a], values[b]
    if first is None or second is None or not resamples:
        return MetaTest(statistic, a, b, None, None, "not tested: one of them has no value")
    result: Permuted = perm_both(tables.metrics[a], tables.metrics[b], value_of, resamples, seed)
    return MetaTest(statistic, a, b, second - first, result.p, f"PERM-BOTH, n={result.resamples}, seed={seed}")
