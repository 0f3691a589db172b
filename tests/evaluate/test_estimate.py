"""The estimate without a reference: bounds, order, what settles a segment, and figures that fit the features."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import AlignmentError
from toolkit.evaluate.estimate import Estimate, Weights, bundled_weights, estimate, mean, penalty
from toolkit.evaluate.estimate_features import NAMES
from toolkit.model import LangPair

ZH_EN = LangPair("zh", "en")


class Count:
    """One concept, asked for once and not answered."""

    concept, required, satisfied, wrong = "tea", 1, 0, 0


def score(source: str, target: str, pair: LangPair = ZH_EN) -> float:
    (one,) = estimate([source], [target], pair)
    assert one.score is not None
    return one.score


@pytest.mark.parametrize(
    ("source", "better", "worse"),
    [
        ("门票80元。", "Tickets cost 80 yuan.", "Tickets cost 80 dollars."),
        ("展览5月1日开幕。", "The exhibition opens on May 1.", "The exhibition opens on June 1."),
        ("河水已经退去,路也通了。", "The river has fallen and the road is open.", "The river has fallen and the"),
        ("孩子们在河边玩耍。", "The children play by the river.", "Die Kinder spielen mit den Hunden an dem Fluss."),
        ("他买了一本书。", "He bought a book.", "The moon sang quietly."),
    ],
)
def test_the_worse_text_scores_less(source: str, better: str, worse: str) -> None:
    assert score(source, better) > score(source, worse)


def test_no_translation_is_nothing() -> None:
    assert estimate(["他走了。"], [""], ZH_EN) == (Estimate(0.0, ("target.empty",)),)
    assert estimate(["他走了。"], ["他走了。"], ZH_EN) == (Estimate(0.0, ("copy.source",)),)


def test_without_a_source_text_there_is_nothing_to_judge() -> None:
    estimates = estimate(["", "他走了。"], ["Hello.", "He left."], ZH_EN)
    assert estimates[0] == Estimate(None, ())
    assert mean(estimates) == estimates[1].score
    assert mean(estimates[:1]) is None


def test_terms_cost() -> None:
    (plain,) = estimate(["他喝茶。"], ["He drinks it."], ZH_EN)
    (missed,) = estimate(["他喝茶。"], ["He drinks it."], ZH_EN, lambda source, target: [Count()])
    assert plain.score is not None
    assert missed.score == pytest.approx(plain.score - 4)
    assert "term.missing" in missed.reasons


def test_line_counts_must_agree() -> None:
    with pytest.raises(AlignmentError, match="2 lines and the text 1"):
        estimate(["一", "二"], ["one"], ZH_EN)


def test_the_weights_rise_and_say_where_they_come_from() -> None:
    weights = bundled_weights()
    assert len(weights.slopes) == len(weights.means) == len(weights.scales) == len(NAMES)
    assert all(scale > 0 for scale in weights.scales)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(weights.steps))
    assert "MQM" in weights.provenance


def test_penalty_runs_straight_between_the_steps() -> None:
    weights = Weights((), (), (), ((0.0, 1.0), (2.0, 5.0)), "by hand")
    assert [penalty(total, weights) for total in (-9.0, 0.0, 1.0, 2.0, 9.0)] == [1.0, 1.0, 3.0, 5.0, 5.0]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=50), st.text(max_size=50)), max_size=3), st.sampled_from(["zh", "de", "xx"]))
def test_any_text_gets_a_score_within_bounds(lines: list[tuple[str, str]], language: str) -> None:
    for one in estimate([s for s, _ in lines], [t for _, t in lines], LangPair(language, "en")):
        assert one.score is None or 0 <= one.score <= 100
