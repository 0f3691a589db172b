"""Every statistic of `tqt meta` against a twin of a few naive lines, and against what must hold of any metric."""

from __future__ import annotations

import itertools
import math
import statistics as st

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from toolkit.errors import InputError
from toolkit.evaluate.human.correlation import kendall_tau_b, pearson
from toolkit.evaluate.human.krippendorff import alpha_interval
from toolkit.evaluate.human.meta import Meta, MetaFigure, meta
from toolkit.evaluate.human.permutation import perm_both
from toolkit.evaluate.human.segment_level import item_taus
from toolkit.evaluate.human.soft_pairwise import pair_p_values, random_signs, soft_pairwise_accuracy
from toolkit.evaluate.human.system_level import pairwise_accuracy
from toolkit.evaluate.human.table import Scored
from toolkit.evaluate.human.tie_calibration import calibrated, item_accuracies, item_pairs, nearly_calibrated

SMALL = some.integers(-3, 3).map(float)
CELL = some.one_of(SMALL, some.just(math.nan))


def sign(x: float) -> int:
    return (x > 0) - (x < 0)


def naive_tau_b(x: list[float], y: list[float]) -> float | None:
    pairs = [(sign(a - b), sign(c - d)) for (a, c), (b, d) in itertools.combinations(zip(x, y, strict=True), 2)]
    untied_x, untied_y = sum(p != 0 for p, _ in pairs), sum(q != 0 for _, q in pairs)
    if not untied_x or not untied_y:
        return None
    return sum(p * q for p, q in pairs) / math.sqrt(untied_x * untied_y)


def naive_acc(human: list[list[float]], metric: list[list[float]], threshold: float) -> float | None:
    """Systems in rows; the mean over segments of the share of right pairs."""
    shares = []
    for column in zip(zip(*human, strict=True), zip(*metric, strict=True), strict=True):
        cells = [(h, m) for h, m in zip(*column, strict=True) if not math.isnan(h)]
        right = [
            sign(a - b) == (0 if abs(c - d) <= threshold else sign(c - d))
            for (a, c), (b, d) in itertools.combinations(cells, 2)
        ]
        if right:
            shares.append(sum(right) / len(right))
    return st.fmean(shares) if shares else None


def naive_best(human: list[list[float]], metric: list[list[float]]) -> float | None:
    gaps = {abs(a - b) for column in zip(*metric, strict=True) for a, b in itertools.combinations(column, 2)}
    found = [naive_acc(human, metric, gap) for gap in {0.0, *(g for g in gaps if not math.isnan(g))}]
    return max((value for value in found if value is not None), default=None)


def naive_p(a: list[float], b: list[float], signs: list[list[float]]) -> float:
    """Swap the two systems on every segment that a permutation says, and count."""
    common = [n for n in range(len(a)) if not math.isnan(a[n]) and not math.isnan(b[n])]
    seen = sum(a[n] for n in common) - sum(b[n] for n in common)
    counts = 0.0
    for row in signs:
        x = sum(a[n] if row[n] > 0 else b[n] for n in common)
        y = sum(b[n] if row[n] > 0 else a[n] for n in common)
        counts += 1 if x - y > seen + 1e-9 else 0.5 if abs(x - y - seen) <= 1e-9 else 0
    return counts / len(signs)


@given(some.lists(some.tuples(SMALL, SMALL), min_size=2, max_size=30))
def test_tau_b(pairs: list[tuple[float, float]]) -> None:
    x, y = [list(side) for side in zip(*pairs, strict=True)]
    wanted = naive_tau_b(x, y)
    assert kendall_tau_b(x, y) == (None if wanted is None else pytest.approx(wanted, abs=1e-12))


def test_tau_b_of_many() -> None:
    draw = np.random.default_rng(3)
    x = draw.integers(0, 40, 500).astype(float)
    y = x + draw.normal(0, 15, 500).round()
    assert kendall_tau_b(x, y) == pytest.approx(naive_tau_b(x.tolist(), y.tolist()), abs=1e-12)
    assert kendall_tau_b([2.0], [1.0]) is None


@given(some.lists(some.tuples(SMALL, SMALL), min_size=2, max_size=20))
def test_pearson(pairs: list[tuple[float, float]]) -> None:
    x, y = [list(side) for side in zip(*pairs, strict=True)]
    wanted = st.correlation(x, y) if len(set(x)) > 1 and len(set(y)) > 1 else None
    assert pearson(x, y) == (None if wanted is None else pytest.approx(wanted, abs=1e-9))


def test_pearson_of_very_large_and_very_small_numbers() -> None:
    assert pearson([1e200, 2e200, 4e200], [1e-200, 2e-200, 4e-200]) == pytest.approx(1.0)


@given(some.lists(some.lists(some.integers(0, 4).map(float), max_size=4), max_size=8))
def test_krippendorffs_alpha(units: list[list[float]]) -> None:
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    if len(set(values)) < 2:
        assert alpha_interval(units) is None
        return
    seen = sum(sum((a - b) ** 2 for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1) for unit in paired)
    chance = sum((a - b) ** 2 for a, b in itertools.permutations(values, 2)) / (len(values) - 1)
    assert alpha_interval(units) == pytest.approx(1 - seen / chance, abs=1e-9)


def test_krippendorffs_alpha_of_his_own_example() -> None:
    """Content Analysis, 12 units and 4 observers with gaps: alpha for interval data is 0.849."""
    rows = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
    units = [[float(v) for v in unit if v != "."] for unit in zip(*(row.split() for row in rows), strict=True)]
    assert alpha_interval(units) == pytest.approx(0.849, abs=5e-4)


TABLES = some.integers(2, 4).flatmap(
    lambda systems: some.integers(1, 5).flatmap(
        lambda segments: some.tuples(
            some.lists(some.lists(CELL, min_size=segments, max_size=segments), min_size=systems, max_size=systems),
            some.lists(some.lists(SMALL, min_size=segments, max_size=segments), min_size=systems, max_size=systems),
        )
    )
)


@given(TABLES)
def test_accuracy_with_ties(tables: tuple[list[list[float]], list[list[float]]]) -> None:
    human, metric = tables
    metric = [
        [math.nan if math.isnan(h) else m for h, m in zip(*rows, strict=True)]
        for rows in zip(human, metric, strict=True)
    ]
    pairs = item_pairs(np.array(human))
    found = calibrated(pairs, np.array(metric))
    wanted = naive_best(human, metric)
    if wanted is None:
        assert found is None
        return
    assert found is not None
    assert found.accuracy == pytest.approx(wanted)
    assert naive_acc(human, metric, found.threshold) == pytest.approx(wanted)
    assert item_accuracies(pairs, np.array(metric), found.threshold).mean() == pytest.approx(wanted)
    assert nearly_calibrated(pairs, np.array(metric)) == pytest.approx(wanted)  # whole numbers lie on its grid
    taus = [
        tau
        for h, m in zip(zip(*human, strict=True), zip(*metric, strict=True), strict=True)
        if (tau := naive_tau_b([x for x in h if not math.isnan(x)], [x for x in m if not math.isnan(x)])) is not None
    ]
    assert sorted(item_taus(pairs, np.array(metric))) == pytest.approx(sorted(taus))


@settings(deadline=None, max_examples=30)
@given(TABLES, some.integers(0, 9))
def test_soft_pairwise_accuracy(tables: tuple[list[list[float]], list[list[float]]], seed: int) -> None:
    signs = random_signs(len(tables[0][0]), 50, seed)
    assert set(signs.ravel()) <= {-1.0, 1.0}
    found = [pair_p_values(np.array(table), signs) for table in tables]
    naive = [[naive_p(a, b, signs.tolist()) for a, b in itertools.combinations(table, 2)] for table in tables]
    assert [list(values) for values in found] == [pytest.approx(values) for values in naive]
    spa = 1 - st.fmean(abs(h - m) for h, m in zip(*naive, strict=True))
    assert soft_pairwise_accuracy(*found) == pytest.approx(spa)
    turned = [pair_p_values(np.array(table[::-1]), signs) for table in tables]
    assert soft_pairwise_accuracy(*turned) == pytest.approx(spa), "the order of the systems does not matter"


@given(some.lists(some.tuples(SMALL, SMALL), min_size=2, max_size=8))
def test_pairwise_accuracy(pairs: list[tuple[float, float]]) -> None:
    human, metric = (np.array(side) for side in zip(*pairs, strict=True))
    right = [sign(a - b) == sign(c - d) for (a, c), (b, d) in itertools.combinations(pairs, 2)]
    found = pairwise_accuracy(human, metric)
    assert found == (None if 1 in (len(set(human)), len(set(metric))) else pytest.approx(st.fmean(right)))


def table(values: np.ndarray, name: str = "human") -> Scored:
    return Scored(name, {(f"S{i}", str(j + 1)): float(v) for (i, j), v in np.ndenumerate(values) if not math.isnan(v)})


def values_of(found: Meta, metric: str) -> dict[str, MetaFigure]:
    return {figure.statistic: figure for figure in found.figures if figure.metric == metric}


@pytest.fixture(scope="module")
def measured() -> Meta:
    draw = np.random.default_rng(5)
    human = draw.normal(0, 1, (8, 60)) + np.arange(8)[:, None] / 4
    near, far = human + draw.normal(0, 0.4, human.shape), human + draw.normal(0, 4, human.shape)
    named = {"perfect": human * 3 + 1, "reversed": -human, "constant": human * 0, "near": near, "far": far}
    return meta(table(human), [table(values, name) for name, values in named.items()], resamples=300)


def test_a_perfect_metric_and_its_opposite(measured: Meta) -> None:
    assert {name: figure.value for name, figure in values_of(measured, "perfect").items()} == pytest.approx(
        dict.fromkeys(values_of(measured, "perfect"), 1.0)
    )
    opposite = values_of(measured, "reversed")
    for name in ("pearson", "kendall", "kendall-item", "kendall-pooled", "pearson-pooled"):
        assert opposite[name].value == pytest.approx(-1)
    assert opposite["pairwise-accuracy"].value == 0
    assert opposite["acc-eq"].value == 0
    assert opposite["spa"].value < 0.1


def test_chance_is_shown(measured: Meta) -> None:
    for name in ("random", "random-system"):
        chance = values_of(measured, name)
        assert all(figure.chance for figure in chance.values())
        for statistic in ("pairwise-accuracy", "spa", "acc-eq"):
            assert chance[statistic].value == pytest.approx(0.5, abs=0.12)
            assert chance[statistic].low < 0.5 < chance[statistic].high
        for statistic in ("kendall", "kendall-item", "pearson-pooled"):
            assert chance[statistic].value == pytest.approx(0, abs=0.25)


def test_a_metric_that_says_nothing_gets_no_number(measured: Meta) -> None:
    silent = values_of(measured, "constant")
    assert {name for name, figure in silent.items() if figure.value is None} == {
        "pairwise-accuracy", "pearson", "kendall", "kendall-item", "kendall-pooled", "pearson-pooled",
    }  # fmt: skip
    assert silent["pairwise-accuracy"].note == "one side gives every system the same value"
    assert silent["acc-eq"].value == 0, "every pair is a tie to it, and none to the humans"
    tests = [test for test in measured.tests if "constant" in (test.a, test.b)]
    assert [test.p for test in tests if test.statistic == "pairwise-accuracy"] == [None] * 4


def test_humans_who_tie_everything_make_no_metric_perfect() -> None:
    draw = np.random.default_rng(1)
    found = meta(table(np.ones((3, 5))), [table(draw.random((3, 5)), "m")], resamples=20)
    assert {figure.value for figure in found.figures} == {None}
    assert values_of(found, "m")["acc-eq"].note == "humans tie all outputs of every segment"


def test_intervals_hold_the_value_and_say_their_size(measured: Meta) -> None:
    for name in ("near", "far"):
        for statistic in ("acc-eq", "kendall-item"):
            figure = values_of(measured, name)[statistic]
            assert figure.low < figure.value < figure.high
            assert figure.n == 60
    assert measured.signature == "systems:8|segments:60|outputs:480|resamples:300|seed:12345|chance:20 draws"


def test_the_better_metric_is_told_from_the_worse(measured: Meta) -> None:
    [test] = [t for t in measured.tests if (t.statistic, t.a, t.b) == ("acc-eq", "near", "far")]
    assert test.delta < -0.2
    assert test.p < 0.02
    assert test.test == "PERM-BOTH, n=100, seed=12345"
    assert meta(measured_human(measured), [], resamples=10).tests == ()


def measured_human(found: Meta) -> Scored:
    return table(found.tables.human)


def test_the_permutation_test_is_fair() -> None:
    """Of two equally noisy metrics p is about uniform: it is below 0.2 in about a fifth of the cases."""
    draw = np.random.default_rng(8)
    low = 0
    for seed in range(60):
        human = draw.normal(size=(4, 12))
        a, b = (human + draw.normal(0, 1, human.shape) for _ in range(2))

        def near(values: np.ndarray, human: np.ndarray = human) -> float:
            return float(np.corrcoef(values.ravel(), human.ravel())[0, 1])

        low += perm_both(a, b, near, 100, seed).p < 0.2
    assert 4 <= low <= 22


def test_missing_scores_stay_out_and_are_told() -> None:
    human = np.array([[3.0, 2.0, math.nan, 3.0], [2.0, 1.0, 1.0, 2.0], [1.0, math.nan, 0.0, 1.0]])
    metric = np.array([[9.0, math.nan, 5.0, 9.0], [8.0, 7.0, 4.0, 8.0], [7.0, 1.0, 3.0, 7.0]])
    found = meta(table(human), [table(metric, "m")], resamples=20)
    assert (found.tables.cells, found.tables.judged) == (9, 10)
    assert found.tables.left_out == ("m lacks 1 of 10 judged outputs: left out for every metric.",)
    assert values_of(found, "m")["acc-eq"].value == 1
    assert values_of(found, "m")["acc-eq"].skipped == 1, "of segment 2 one output is left"


@pytest.mark.parametrize(
    ("human", "metric", "without", "message"),
    [
        ({("A", "1"): 1.0}, {("A", "1"): 1.0}, (), "1 system judged and scored"),
        ({("A", "1"): 1.0, ("B", "1"): 2.0}, {("a", "1"): 1.0, ("b", "1"): 2.0}, (), "no system in common"),
        (
            {("A", "1"): 1.0, ("B", "1"): 2.0},
            {("A", "x"): 1.0, ("B", "x"): 2.0},
            (),
            "Segments are matched by their ids",
        ),
        ({("A", "1"): 1.0, ("B", "1"): 2.0}, {("A", "1"): 1.0, ("B", "1"): 2.0}, ("C",), "no system called C"),
        ({("A", "1"): 1.0, ("B", "1"): 2.0}, {("A", "1"): 1.0, ("B", "1"): 2.0}, ("B",), "1 system judged"),
    ],
)
def test_what_cannot_be_compared(human: dict, metric: dict, without: tuple[str, ...], message: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(InputError, match=message):
        meta(Scored("h", human), [Scored("m", metric)], without=without, resamples=10)
