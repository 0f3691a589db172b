"""How good a translation probably is, without a reference and without a model: 0 to 100 for each segment.

100 minus four times the MQM penalty that segments like this one got from professional raters (0 to 25 points: a major
error is 5, a minor one 1, a text that is no translation 25). Ridge regression (Hoerl and Kennard 1970) on the
features of `toolkit.evaluate.estimate_features`, then an isotonic step (Barlow et al. 1972) that turns its sum into
points. To these each finding adds what MQM gives it by its severity: findings are too rare in the data, one in 300
outputs, to learn their price from it. The weights were fitted on one half of the talks of the TED Chinese-English MQM
data and are kept with their provenance in `data/estimate.json`; `evals/estimate.py` fits and reports.

What it can see: lost and changed numbers, days, currencies, names, mark-up; missing and doubled text; wrong language;
terms of a glossary; source words without any known translation. What it cannot see: whether fluent words say what the
source says. Most of what it knows of human scores is that long sentences have more errors; between translations of
one source it is hardly better than chance, and it cannot tell good systems apart. Use it to choose what to read first,
never to accept a text. Languages other than Chinese to English get the same weights, never tried on human scores.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from toolkit.errors import AlignmentError
from toolkit.evaluate.estimate_features import NAMES, Features, features
from toolkit.evaluate.terms import CountTerms
from toolkit.model import LangPair

WORST = 25.0
"""MQM points of a segment that is no translation."""


NOTE = (
    "The estimate sees numbers, marks, length, copies and terms, and no meaning: read it for what to look at first, "
    "not for which system is better (docs/estimate.md)."
)
SIGNATURE = "estimate:1|reference:none|fitted:mqm-ted-zh-en|mean:segments"


class Weights(NamedTuple):
    """A fitted estimate: feature by feature in the order of `NAMES`, then the steps of the isotonic part."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    slopes: tuple[float, ...]
    """Of the logarithm of one plus the points, for each standard deviation."""
    steps: tuple[tuple[float, float], ...]
    """(sum from which it holds, penalty), both rising."""
    provenance: str


class Estimate(NamedTuple):
    """The estimate of one segment."""

    score: float | None
    """0 to 100, higher is better; None where the source says nothing, so that there is nothing to judge."""
    reasons: tuple[str, ...]
    """Rules that found something, then features that raise the expected penalty by a tenth, the dearest first."""


def estimate(
    sources: Sequence[str],
    targets: Sequence[str],
    pair: LangPair,
    count_terms: CountTerms | None = None,
    weights: Weights | None = None,
) -> tuple[Estimate, ...]:
    """The estimate of each segment of a line-aligned text. Raises AlignmentError where line counts differ.

    >>> pair = LangPair("zh", "en")
    >>> good, bad, none = estimate(["他买了30本书。"] * 3, ["He bought 30 books.", "He bought the sea 300.", ""], pair)
    >>> good.score > bad.score > none.score, none
    (True, Estimate(score=0.0, reasons=('target.empty',)))
    """
    if len(sources) != len(targets):
        raise AlignmentError(
            f"The source has {len(sources)} lines and the text {len(targets)}. An estimate needs one line for each."
        )
    used = weights or bundled_weights()
    rows = features(sources, targets, pair, count_terms)
    return tuple(
        _of(row, used) if any(char.isalnum() for char in source) else Estimate(None, ())
        for source, row in zip(sources, rows, strict=True)
    )


def mean(estimates: Sequence[Estimate]) -> float | None:
    """The estimate of a whole text: the mean of its segments; None without any that could be judged."""
    known = [one.score for one in estimates if one.score is not None]
    return sum(known) / len(known) if known else None


def costs(row: Features, weights: Weights) -> tuple[float, ...]:
    """What each feature adds to the sum, against an average segment; an unknown one adds nothing."""
    return tuple(
        0.0 if value is None else slope * (value - middle) / scale
        for value, middle, scale, slope in zip(row.values, weights.means, weights.scales, weights.slopes, strict=True)
    )


def _of(row: Features, weights: Weights) -> Estimate:
    if row.settled is not None:
        return Estimate(0.0, (row.settled,))
    dear = sorted(((cost, name) for cost, name in zip(costs(row, weights), NAMES, strict=True) if cost >= 0.1))
    told = (*(rule for _, rule in sorted(row.found, reverse=True)), *(name for _, name in reversed(dear)))
    return Estimate(100 * (1 - points(row, weights) / WORST), tuple(dict.fromkeys(told)))


def points(row: Features, weights: Weights) -> float:
    """The MQM points that are expected of a segment, 0 to 25."""
    if row.settled is not None:
        return WORST
    return min(WORST, penalty(sum(costs(row, weights)), weights) + sum(cost for cost, _ in row.found))


def penalty(total: float, weights: Weights) -> float:
    """The MQM points that a sum of costs stands for, straight between the steps."""
    starts = [start for start, _ in weights.steps]
    place = bisect_right(starts, total)
    if place in (0, len(starts)):
        return weights.steps[min(place, len(starts) - 1)][1]
    (left, low), (right, high) = weights.steps[place - 1], weights.steps[place]
    return low + (high - low) * (total - left) / (right - left)


@cache
def bundled_weights() -> Weights:
    """The weights that come with the toolkit."""
    row = json.loads(files("toolkit.evaluate").joinpath("data", "estimate.json").read_text(encoding="utf-8"))
    if row["features"] != list(NAMES):
        raise ValueError("data/estimate.json belongs to other features: run evals/estimate.py --write")
    return Weights(
        tuple(row["means"]),
        tuple(row["scales"]),
        tuple(row["slopes"]),
        tuple((start, points) for start, points in row["steps"]),
        row["provenance"],
    )
