"""Human scores of two systems: on what both have, with a test of their differences."""

from __future__ import annotations

from itertools import product

import pytest

from toolkit.evaluate.human.mqm import human_scores
from toolkit.evaluate.human.paired import paired_scores
from toolkit.model import ErrorSpan
from toolkit.model.judgements import Rating
from toolkit.report.judgements import score_lines


def mqm(system: str, points: dict[int, int]) -> list[Rating]:
    return [Rating(system, str(n), errors=(ErrorSpan("minor"),) * count) for n, count in points.items()]


def test_easier_segments_win_nothing() -> None:
    easy = mqm("A", dict.fromkeys(range(40), 0) | dict.fromkeys(range(40, 60), 3))
    hard = mqm("B", dict.fromkeys(range(40, 60), 1) | dict.fromkeys(range(60, 100), 4))
    pairs = paired_scores([*easy, *hard])
    (pair,) = pairs
    assert (pair.segments, pair.delta, pair.better) == (20, -2.0, "B")
    first, second = score_lines(human_scores([*easy, *hard]), pairs)
    assert "A has the best mean" in first
    assert "B is better than A by 2.00" in second


def test_p_is_that_of_all_exchanges() -> None:
    differences = [3.0, -1.0, 2.0, 2.5, 0.5, 1.0, -0.5, 2.0]
    ratings = [Rating("a", str(n), score=50.0) for n in range(8)]
    ratings += [Rating("b", str(n), score=50.0 + d) for n, d in enumerate(differences)]
    (pair,) = paired_scores(ratings)
    sums = [abs(sum(s * d for s, d in zip(signs, differences, strict=True))) for signs in product((-1, 1), repeat=8)]
    exact = sum(one >= sum(differences) - 1e-9 for one in sums) / len(sums)
    assert pair.p == pytest.approx(exact, abs=0.01)
    assert pair.low is not None and pair.high is not None and pair.low < sum(differences) / 8 < pair.high


def test_too_few_shared_segments_have_no_test_and_none_no_difference() -> None:
    few = paired_scores([Rating(s, str(n), score=float(n + len(s))) for s in ("a", "bb") for n in range(4)])
    assert [(one.segments, one.delta, one.p, one.low) for one in few] == [(4, 1.0, None, None)]
    none = paired_scores([Rating("a", "1", score=5.0), Rating("b", "2", score=7.0)])
    assert [(one.segments, one.delta, one.better) for one in none] == [(0, None, None)]


def test_a_score_of_its_scale_has_an_interval_within_it() -> None:
    ratings = [Rating("a", str(n), score=score) for n, score in enumerate((100.0, 98.0, 40.0, 100.0, 99.0))]
    (score,) = human_scores(ratings)
    assert score.low is not None and score.high is not None and 0 <= score.low < score.high <= 100
