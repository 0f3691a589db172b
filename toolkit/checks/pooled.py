"""The same words for the same term in several sentences of a job: what one place shows counts for the others."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import NamedTuple

_LEAST = 0.5
"""The words must stand for the term in this share of the places where it was located at all."""
_SHORTEST = 3
"""Shorter terms of scripts without spaces mean too many things: 影响 is "impact" here and a verb there."""


class Vote(NamedTuple):
    """A located place, as its job sees it."""

    concept: str
    words: Hashable
    """What stands there, as stems."""
    term: str
    """The term as the source has it."""
    sure: float
    is_only: bool
    """Whether the words stand in the passage as often as the term was located in them there."""


def pooled(votes: Sequence[Vote]) -> list[float]:
    """How sure each place is in the light of the others: at most as sure as the surest of its kind.

    The mean of the log-odds of the place itself and of the surest place with the same words for the same term.

    >>> one = Vote("renminbi", ("rmb",), "人民币", 0.93, True)
    >>> [round(sure, 2) for sure in pooled([one, one._replace(sure=0.6), one._replace(sure=0.6, is_only=False)])]
    [0.93, 0.82, 0.6]
    """
    kinds: dict[tuple[str, Hashable], list[float]] = defaultdict(list)
    for vote in votes:
        kinds[vote.concept, vote.words].append(vote.sure)
    often = Counter(vote.concept for vote in votes)
    raised = []
    for vote in votes:
        kind = kinds[vote.concept, vote.words]
        counts = vote.is_only and len(kind) > 1 and len(kind) >= _LEAST * often[vote.concept]
        if counts and _is_long(vote.term):
            raised.append(max(vote.sure, _between(vote.sure, max(kind))))
        else:
            raised.append(vote.sure)
    return raised


def _is_long(term: str) -> bool:
    return len(term) >= _SHORTEST or not term or ord(term[0]) <= 0x2E80


def _between(one: float, other: float) -> float:
    odds = (math.log(p / (1 - p)) for p in (one, other))
    return 1 / (1 + math.exp(-sum(odds) / 2))
