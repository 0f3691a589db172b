"""What kinds of errors raters found: counts and weights by system, category and severity. Says nothing of quality."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from toolkit.model.judgements import DEFAULT_WEIGHTS, ErrorSpan, MqmWeights, Rating


class CategoryCount(NamedTuple):
    """The errors of one kind in one system."""

    system: str
    category: str | None
    severity: str
    errors: int
    per_rating: float
    """Errors of the kind in one rating, on average."""
    weight: float | None
    """All of them together; None where the weights say nothing of the severity."""
    share: float | None
    """Of the weight of all errors of the system, 0 to 1; None where it cannot be determined, or weighs nothing."""


def category_counts(ratings: Iterable[Rating], weights: MqmWeights = DEFAULT_WEIGHTS) -> tuple[CategoryCount, ...]:
    """The systems in the order of the file, in each the kinds of error from the heaviest to the lightest.

    >>> [one] = category_counts([Rating("A", "1", errors=(ErrorSpan("major", "Terminology"),) * 2)])
    >>> one.errors, one.weight, one.share
    (2, 10.0, 1.0)
    """
    by_system: dict[str, list[Rating]] = {}
    for rating in ratings:
        if rating.errors is not None:
            by_system.setdefault(rating.system, []).append(rating)
    return tuple(one for system, group in by_system.items() for one in _of_system(system, group, weights))


def _of_system(system: str, ratings: list[Rating], weights: MqmWeights) -> list[CategoryCount]:
    kinds: dict[tuple[str | None, str], list[ErrorSpan]] = {}
    for rating in ratings:
        for error in rating.errors or ():
            kinds.setdefault((error.category, error.severity), []).append(error)
    totals = {kind: _weight(errors, weights) for kind, errors in kinds.items()}
    known = [weight for weight in totals.values() if weight is not None]
    whole = sum(known) if len(known) == len(totals) else None
    counts = []
    for (category, severity), errors in kinds.items():
        weight = totals[category, severity]
        share = weight / whole if whole and weight is not None else None
        rate = len(errors) / len(ratings)
        counts.append(CategoryCount(system, category, severity, len(errors), rate, weight, share))
    return sorted(counts, key=lambda one: (-(one.weight or 0), -one.errors, one.category or "", one.severity))


def _weight(errors: list[ErrorSpan], weights: MqmWeights) -> float | None:
    found = [weights.of(error) if error.score is None else error.score for error in errors]
    known = [weight for weight in found if weight is not None]
    return float(sum(known)) if len(known) == len(found) else None
