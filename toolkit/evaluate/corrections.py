"""p-values corrected for their number: of many tests some are significant by chance alone. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

P = TypeVar("P", float, float | None)


def holm(ps: Sequence[P]) -> tuple[P, ...]:
    """Each p-value corrected for all of them, in the order given; None, for a test that could not be made, stays None.

    The chance that any of them is called significant wrongly is no larger than for one test alone (Holm, 1979).

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    >>> holm([0.5, None])
    (0.5, None)
    """
    known = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    corrected = list(ps)
    so_far = 0.0
    for rank, (p, place) in enumerate(known):
        so_far = max(so_far, min(1.0, (len(known) - rank) * p))
        corrected[place] = so_far
    return tuple(corrected)


def benjamini_hochberg(ps: Sequence[float]) -> tuple[float, ...]:
    """Each p-value as a false-discovery rate, in the order given (Benjamini and Hochberg, 1995).

    Of the findings at 0.05 or below, one in twenty is expected to be false.

    >>> benjamini_hochberg([0.01, 0.04, 0.03])
    (0.03, 0.04, 0.04)
    """
    corrected = [1.0] * len(ps)
    so_far = 1.0
    order = sorted(range(len(ps)), key=ps.__getitem__)
    for rank in range(len(ps), 0, -1):
        place = order[rank - 1]
        so_far = min(so_far, ps[place] * len(ps) / rank)
        corrected[place] = so_far
    return tuple(corrected)
