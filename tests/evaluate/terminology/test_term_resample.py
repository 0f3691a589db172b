"""Intervals and paired tests on additive rows, against a loop of ten lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.evaluate.corrections import holm
from toolkit.evaluate.terminology.resample import difference, interval
from toolkit.evaluate.terminology.statistics import Measure, TermStatistics

SHARE = Measure("share", "hits", "of")


def table(rows: list[tuple[int, int]]) -> TermStatistics:
    return TermStatistics(np.array(rows).reshape(len(rows), 2), ("hits", "of"), SHARE)


def test_the_interval_is_that_of_a_plain_bootstrap() -> None:
    draw = np.random.default_rng(3)
    of = draw.integers(1, 4, 60)
    hits = draw.integers(0, of + 1)
    rows = list(zip(hits.tolist(), of.tolist(), strict=True))
    low, high = interval(table(rows), resamples=4000) or (0, 0)
    values = []
    for _ in range(4000):
        chosen = draw.integers(0, 60, 60)
        values.append(hits[chosen].sum() / of[chosen].sum())
    assert (low, high) == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])), abs=0.01)


def test_p_is_that_of_plain_swapping() -> None:
    a, b = [(0, 1)] * 6 + [(1, 1)] * 6, [(1, 1)] * 9 + [(0, 1)] * 3
    # of the 9 lines that differ, 6 are for b and 3 for a: two-sided sign test over all 2 ** 9 swaps
    as_far = sum(abs(2 * bin(n).count("1") - 9) >= 3 for n in range(2**9)) / 2**9
    found = difference(table(a), table(b), resamples=20_000)
    assert found.p == pytest.approx(as_far, abs=0.015)
    assert found.delta == pytest.approx(3 / 12)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(3, 5)), min_size=5, max_size=12))
def test_laws(rows: list[tuple[int, int]]) -> None:
    one = table(rows)
    same = difference(one, one, resamples=50)
    assert (same.delta, same.p) == (0, 1)
    band = interval(one, resamples=50)
    assert band is not None
    assert 0 <= band[0] <= band[1] <= 1
    better = table([(hits + 1, of) for hits, of in rows])
    there, back = difference(one, better, resamples=50), difference(better, one, resamples=50)
    assert there.delta == pytest.approx(-(back.delta or 0))
    assert there.p == pytest.approx(back.p)


def test_nothing_counted_is_none_and_one_unit_has_no_interval() -> None:
    assert table([(0, 0), (0, 0)]).value() is None
    assert interval(table([(0, 0), (0, 0)])) is None
    assert interval(table([(1, 2)])) is None
    few = difference(table([(1, 2), (1, 2)]), table([(2, 2), (2, 2)]))
    assert (few.delta, few.low) == (0.5, None)
    assert few.p == pytest.approx(0.5, abs=0.05)
    assert difference(table([(1, 2)]), table([(2, 2)])).p is None
    assert difference(table([(0, 0)]), table([(2, 2)])).delta is None
    assert table([]).value() is None


def test_documents_are_units() -> None:
    rows = [(1, 2), (0, 2), (2, 2), (1, 2), (0, 2), (2, 2), (1, 1)]
    together = [(3, 4), (0, 2), (1, 2), (0, 2), (2, 2), (1, 1)]
    assert interval(table(rows), ["x", "y", "x", "z", "u", "v", "w"]) == interval(table(together))
    with pytest.raises(ValueError, match="2 documents for 7 rows"):
        interval(table(rows), ["x", "y"])


def test_few_units_are_as_wide_as_t_asks() -> None:
    """Of eight lines the plain bootstrap covers too little; nine in ten intervals of a small text hold the truth."""
    draw = np.random.default_rng(11)
    held = 0
    for seed in range(300):
        of = draw.integers(2, 6, 12)
        band = interval(table(list(zip(draw.binomial(of, 0.6).tolist(), of.tolist(), strict=True))), None, 300, seed)
        held += band is not None and band[0] <= 0.6 <= band[1]
    assert held >= 0.93 * 300


def test_only_like_is_compared() -> None:
    with pytest.raises(ValueError, match="same measure"):
        difference(table([(1, 1)]), table([(1, 1), (0, 1)]))
    with pytest.raises(ValueError, match="names for a table"):
        TermStatistics(np.zeros((2, 3)), ("hits", "of"), SHARE)


def test_holm_never_lowers_p() -> None:
    assert holm([]) == ()
    assert holm([0.5]) == (0.5,)
    assert holm([0.02, 0.02, 0.9]) == pytest.approx((0.06, 0.06, 0.9))


@pytest.mark.parametrize("longer", ["a", "b"])
def test_a_single_event_is_no_surer_for_a_system_that_is_longer_throughout(longer: str) -> None:
    """The words of a rate are another number in each system; one wrong wording more is chance all the same."""
    rate = Measure("wrong-per-1000-words", "wrong", "words", False, 1000.0, of_output=True)
    rows = {"a": [(0, 20)] * 40, "b": [(1, 20)] + [(0, 20)] * 39}
    rows[longer] = [(wrong, words + 2) for wrong, words in rows[longer]]
    a, b = (TermStatistics(np.array(rows[name]), ("wrong", "words"), rate) for name in "ab")
    found = difference(a, b)
    assert found.p is not None
    assert found.p > 0.3


def test_many_events_are_still_seen() -> None:
    rate = Measure("wrong-per-1000-words", "wrong", "words", False, 1000.0, of_output=True)
    a, b = (
        TermStatistics(np.array([(wrong if n % 3 == 0 else 0, words) for n in range(60)]), ("wrong", "words"), rate)
        for wrong, words in ((0, 22), (1, 20))
    )
    assert (difference(a, b).p or 1) < 0.01


def test_a_rate_that_differs_by_length_too_is_as_sure_as_its_interval() -> None:
    rate = Measure("wrong-per-1000-words", "wrong", "words", False, 1000.0, of_output=True)
    draw = np.random.default_rng(7)
    rows = {name: [(int(draw.random() < 0.6), words) for _ in range(200)] for name, words in (("a", 20), ("b", 10))}
    found = difference(*(TermStatistics(np.array(rows[name]), ("wrong", "words"), rate) for name in "ab"))
    assert found.low is not None
    assert found.low > 0
    assert (found.p or 1) < 0.01
