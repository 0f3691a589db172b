"""Agreement of raters: pair by pair, each rater's severity against the others, and the items they differ most on.

Only items (a system's translation of a segment) with two raters or more say anything of agreement. What is compared is
the rating's own score where the file has scores (ESA), else the weighted sum of its errors (MQM).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from toolkit.evaluate.human.correlation import kendall_tau_b, pearson
from toolkit.evaluate.human.krippendorff import alpha_interval
from toolkit.evaluate.human.mqm import HIGHER_IS_BETTER, Measure, measures_of, rating_score
from toolkit.evaluate.human.spans import SpanOverlap, span_overlap
from toolkit.evaluate.significance import RESAMPLES, SEED, interval, resampled_sums
from toolkit.model.judgements import DEFAULT_WEIGHTS, MqmWeights, Rating

Item = tuple[str, str]


class RaterPair(NamedTuple):
    """Two raters on the items that both rated."""

    a: str
    b: str
    items: int
    pearson: float | None
    """Of the items' scores; None with fewer than two items, or where one rater never varies."""
    kendall: float | None
    mean_gap: float
    """Mean absolute difference of their scores."""
    span_f1: float | None
    """Characters marked by both; None where neither marked any, or the file has no marks."""
    category: float | None
    """Of errors that lie on one another, how many have the same general category."""
    severity: float | None


class RaterSeverity(NamedTuple):
    """One rater, beside those who rated the same items."""

    rater: str
    ratings: int
    mean: float
    """Mean score given, over all of the rater's items."""
    errors: float | None
    """Errors marked in a rating, on average; None where errors were not asked for."""
    shared: int
    """Items that somebody else rated too."""
    bias: float | None
    """Mean of own score less the others' mean on the shared items; positive: gives higher scores. None: none shared."""
    low: float | None
    high: float | None
    """95 % bootstrap interval of the bias; None with fewer than two shared items."""


class Outlier(NamedTuple):
    """An item with a large gap between its raters."""

    system: str
    segment_id: str
    gap: float
    scores: tuple[tuple[str, float], ...]
    """(rater, score), highest first."""
    place: str | None


class Agreement(NamedTuple):
    """All that can be said of the raters."""

    measure: Measure
    higher_is_better: bool
    items: int
    """Items rated and scored."""
    shared: int
    """Of these, by two raters or more."""
    unscored: int
    """Ratings that could not be scored, or do not speak of the measure."""
    alpha: float | None
    """Krippendorff's alpha, interval; None: no item is shared, or all scores are the same."""
    pairs: tuple[RaterPair, ...]
    raters: tuple[RaterSeverity, ...]
    outliers: tuple[Outlier, ...]


def agreement(
    ratings: Sequence[Rating], weights: MqmWeights = DEFAULT_WEIGHTS, *, worst: int = 10, measure: Measure | None = None
) -> Agreement:
    """How far the raters agree; `worst` is how many outliers are listed. Ratings must not be empty.

    A rating without a rater's name belongs to the rater `-`.

    >>> said = [Rating("A", str(n), rater, score=score) for rater, scores in
    ...     (("ana", (90, 40, 70)), ("bo", (80, 30, 60))) for n, score in enumerate(scores)]
    >>> found = agreement(said)
    >>> found.pairs[0].pearson, [(one.rater, one.bias) for one in found.raters]
    (1.0, [('ana', 10.0), ('bo', -10.0)])
    """
    chosen = measure or measures_of(ratings)[0]
    by_item: dict[Item, dict[str, list[float]]] = {}
    marks: dict[str, dict[Item, Rating]] = {}
    places: dict[Item, str | None] = {}
    unscored = 0
    for rating in ratings:
        value = rating_score(rating, chosen, weights)
        if value is None:
            unscored += 1
            continue
        name = rating.rater or "-"
        by_item.setdefault(rating.item, {}).setdefault(name, []).append(value)
        marks.setdefault(name, {}).setdefault(rating.item, rating)
        places.setdefault(rating.item, rating.place)
    items = {item: {name: sum(v) / len(v) for name, v in said.items()} for item, said in by_item.items()}
    shared = {item: said for item, said in items.items() if len(said) > 1}
    names = sorted({name for said in items.values() for name in said})
    return Agreement(
        chosen,
        HIGHER_IS_BETTER[chosen],
        len(items),
        len(shared),
        unscored,
        alpha_interval([list(said.values()) for said in shared.values()]),
        tuple(one for a, b in combinations(names, 2) if (one := _pair(a, b, shared, marks))),
        tuple(_severity(name, items, marks[name]) for name in names),
        _outliers(shared, places, worst),
    )


def _pair(
    a: str, b: str, shared: Mapping[Item, Mapping[str, float]], marks: Mapping[str, Mapping[Item, Rating]]
) -> RaterPair | None:
    common = [item for item, said in shared.items() if a in said and b in said]
    if not common:
        return None
    x, y = [shared[item][a] for item in common], [shared[item][b] for item in common]
    both = [(marks[a][item], marks[b][item]) for item in common]
    overlap = sum(
        (span_overlap(one, two) for one, two in both if None not in (one.errors, two.errors)), start=SpanOverlap()
    )
    gap = sum(abs(p - q) for p, q in zip(x, y, strict=True)) / len(common)
    return RaterPair(
        a,
        b,
        len(common),
        pearson(x, y),
        kendall_tau_b(x, y),
        gap,
        overlap.f1,
        overlap.same_category / overlap.with_category if overlap.with_category else None,
        overlap.same_severity / overlap.pairs if overlap.pairs else None,
    )


def _severity(name: str, items: Mapping[Item, Mapping[str, float]], marks: Mapping[Item, Rating]) -> RaterSeverity:
    own = [said[name] for said in items.values() if name in said]
    differences = []
    for said in items.values():
        others = [value for rater, value in said.items() if rater != name]
        if name in said and others:
            differences.append(said[name] - sum(others) / len(others))
    low = high = None
    if len(differences) > 1:
        [sums] = resampled_sums([[(value,) for value in differences]], RESAMPLES, SEED)
        _, low, high = interval(sums[:, 0] / len(differences), len(differences))
    counted = [len(rating.errors) for rating in marks.values() if rating.errors is not None]
    return RaterSeverity(
        name,
        len(own),
        sum(own) / len(own),
        sum(counted) / len(counted) if counted else None,
        len(differences),
        sum(differences) / len(differences) if differences else None,
        low,
        high,
    )


def _outliers(
    shared: Mapping[Item, Mapping[str, float]], places: Mapping[Item, str | None], worst: int
) -> tuple[Outlier, ...]:
    found = []
    for item, said in shared.items():
        scores = tuple(sorted(said.items(), key=lambda one: (-one[1], one[0])))
        gap = scores[0][1] - scores[-1][1]
        if gap > 0:
            found.append(Outlier(*item, gap, scores, places[item]))
    return tuple(sorted(found, key=lambda one: -one.gap)[:worst])
