"""Scores of human ratings: the mean over the raters of a segment, then over segments, with a bootstrap interval.

Two measures: `mqm`, the weighted sum of the errors of a segment (lower is better), and `esa`, the raters' own score of
0 to 100 (higher is better; direct assessments are read so too). Mean, weights and the order of means are those of
Freitag et al. (2021), "Experts, Errors, and Context". No normalisation by rater and none by length.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from toolkit.evaluate.significance import RESAMPLES, SEED, interval, resampled_sums
from toolkit.model.judgements import DEFAULT_WEIGHTS, MqmWeights, Rating

Measure = Literal["mqm", "esa"]
Grouping = Literal["system", "document", "rater", "segment"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)

HIGHER_IS_BETTER = {"mqm": False, "esa": True}


class HumanScore(NamedTuple):
    """The mean of one system, or of one document, rater or segment of it."""

    measure: Measure
    system: str
    group: str | None
    """Document, rater or segment; None for the system as a whole."""
    value: float | None
    """None: no rating could be scored."""
    low: float | None
    """Lower end of the 95 % bootstrap interval over segments; None with fewer than two segments."""
    high: float | None
    segments: int
    """How many segments were rated and scored."""
    of: int
    """How many there are: of the whole file, or of the document."""
    ratings: int
    unscored: int
    """Ratings that could not be scored: the weights say nothing of an error's severity."""


def rating_score(rating: Rating, measure: Measure, weights: MqmWeights = DEFAULT_WEIGHTS) -> float | None:
    """What one rating counts; None where it says nothing of the measure, or the weights nothing of an error.

    An error with a score of its own counts that.

    >>> from toolkit.model import ErrorSpan
    >>> rating_score(Rating("A", "1", errors=(ErrorSpan("major"), ErrorSpan("minor", "Fluency/Punctuation"))), "mqm")
    5.1
    """
    if measure == "esa":
        return rating.score
    if rating.errors is None:
        return None
    found: list[float] = []
    for error in rating.errors:
        weight = weights.of(error) if error.score is None else error.score
        if weight is None:
            return None
        found.append(weight)
    return math.fsum(found)


def measures_of(ratings: Iterable[Rating]) -> tuple[Measure, ...]:
    """Which measures the ratings speak of, the raters' own score first."""
    ratings = list(ratings)
    esa = any(rating.score is not None for rating in ratings)
    mqm = any(rating.errors is not None for rating in ratings)
    return (*(("esa",) if esa else ()), *(("mqm",) if mqm else ()))


def unweighed(ratings: Iterable[Rating], weights: MqmWeights = DEFAULT_WEIGHTS) -> dict[str, int]:
    """Severities that the weights say nothing of, and how many errors have each."""
    counts: dict[str, int] = {}
    for rating in ratings:
        for error in rating.errors or ():
            if error.score is None and weights.of(error) is None:
                counts[error.severity] = counts.get(error.severity, 0) + 1
    return counts


def segment_scores(
    ratings: Iterable[Rating], measure: Measure, weights: MqmWeights = DEFAULT_WEIGHTS
) -> dict[tuple[str, str], float]:
    """By system and segment the mean over raters; a rater who rated it twice counts once, with the mean.

    Pairs without a scored rating are absent.
    """
    by_rater: dict[tuple[str, str], dict[str | None, list[float]]] = {}
    for rating in ratings:
        value = rating_score(rating, measure, weights)
        if value is not None:
            by_rater.setdefault(rating.item, {}).setdefault(rating.rater, []).append(value)
    return {item: _mean([_mean(values) for values in raters.values()]) for item, raters in by_rater.items()}


def human_scores(
    ratings: Sequence[Rating],
    by: Grouping = "system",
    *,
    weights: MqmWeights = DEFAULT_WEIGHTS,
    segments: int | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[HumanScore, ...]:
    """The scores of every measure that the ratings speak of; systems from best to worst, their groups in file order.

    `segments` is how many the test set has, for coverage; None: as many as were rated in any system.
    """
    found: list[HumanScore] = []
    for measure in measures_of(ratings):
        said = [rating for rating in ratings if _speaks(rating, measure)]
        whole = segments if segments is not None else len({rating.segment_id for rating in ratings})
        overall = [
            _score(measure, name, None, group, whole, weights, resamples, seed)
            for (name, _), group in _grouped(said, lambda _: None).items()
        ]
        overall.sort(key=lambda one: _rank(one))
        if by == "system":
            found += overall
            continue
        groups = _grouped(said, _KEYS[by])
        sizes = _document_sizes(ratings)
        for system in (one.system for one in overall):
            for (name, group), members in groups.items():
                if name == system:
                    of = {"document": sizes.get(group, 0), "segment": 1}.get(by, whole)
                    found.append(_score(measure, name, group or "-", members, of, weights, resamples, seed))
    return tuple(found)


def signature(measure: Measure, weights: MqmWeights, digest: str, resamples: int = RESAMPLES, seed: int = SEED) -> str:
    """All settings that change the number."""
    what = f"weights:{weights.signature()}" if measure == "mqm" else "scale:0-100"
    return f"{what}|mean:raters,segments|bootstrap:{resamples},seed={seed}|file:{digest}"


def _speaks(rating: Rating, measure: Measure) -> bool:
    return (rating.score if measure == "esa" else rating.errors) is not None


_KEYS: dict[Grouping, Callable[[Rating], str | None]] = {
    "document": lambda rating: rating.document,
    "rater": lambda rating: rating.rater,
    "segment": lambda rating: rating.segment_id,
}


def _grouped(
    ratings: Iterable[Rating], key: Callable[[Rating], str | None]
) -> dict[tuple[str, str | None], list[Rating]]:
    groups: dict[tuple[str, str | None], list[Rating]] = {}
    for rating in ratings:
        groups.setdefault((rating.system, key(rating)), []).append(rating)
    return groups


def _document_sizes(ratings: Iterable[Rating]) -> dict[str | None, int]:
    members: dict[str | None, set[str]] = {}
    for rating in ratings:
        members.setdefault(rating.document, set()).add(rating.segment_id)
    return {name: len(ids) for name, ids in members.items()}


def _score(
    measure: Measure,
    system: str,
    group: str | None,
    ratings: Sequence[Rating],
    of: int,
    weights: MqmWeights,
    resamples: int,
    seed: int,
) -> HumanScore:
    values = list(segment_scores(ratings, measure, weights).values())
    unscored = sum(rating_score(rating, measure, weights) is None for rating in ratings)
    low = high = None
    if len(values) > 1:
        [sums] = resampled_sums([[(value,) for value in values]], resamples, seed)
        least = 0.0 if min(values) >= 0 else -math.inf
        most = 100.0 if measure == "esa" and max(values) <= 100 else math.inf
        _, low, high = interval(sums[:, 0] / len(values), len(values), least=least, most=most)
    value = _mean(values) if values else None
    return HumanScore(measure, system, group, value, low, high, len(values), of, len(ratings), unscored)


def _rank(score: HumanScore) -> tuple[bool, float]:
    value = math.inf if score.value is None else score.value
    return score.value is None, -value if HIGHER_IS_BETTER[score.measure] else value


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
