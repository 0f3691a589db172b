"""The exact sign test, which is McNemar's test, and the control of false discoveries over many of them.

Segments count as independent, as they do in every test of this field; sentences of one document are not quite, so
read a q just below the threshold as a hint. Nothing here knows words or systems.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache


@lru_cache(maxsize=65536)
def sign_test(won: int, lost: int) -> float:
    """The two-sided exact p-value of `won` against `lost` under a fair coin (McNemar, 1947, exact form).

    >>> sign_test(9, 1)
    0.021484375
    >>> sign_test(1, 9) == sign_test(9, 1), sign_test(3, 3), sign_test(0, 0)
    (True, 1.0, 1.0)
    """
    trials, fewer = won + lost, min(won, lost)
    if won == lost:
        return 1.0
    term = tail = 1
    for i in range(1, fewer + 1):
        term = term * (trials - i + 1) // i
        tail += term
    # whole numbers to the end: no p is lost to rounding, however many trials
    p: float = 2 * tail / (1 << trials)
    return min(1.0, p)


def smallest_p(trials: int) -> float:
    """The smallest p that so many trials can give: all on one side.

    >>> smallest_p(5), smallest_p(6)
    (0.0625, 0.03125)
    """
    return sign_test(trials, 0)


def worth_testing(trials: Mapping[int, int], rate: float) -> int:
    """From how many trials on a hypothesis is tested; `trials` maps a number of trials to how many hypotheses have it.

    A word that differs in three segments can reach no small p, whatever it does; testing it only makes the
    correction harsher for the others (Tarone, 1990; for false discoveries Gilbert, 2005).

    >>> worth_testing({3: 10_000, 12: 20}, 0.05)
    12
    """
    counts = sorted(trials)
    for least in counts:
        left = sum(n for t, n in trials.items() if t >= least)
        if smallest_p(least) <= rate / left:
            return least
    return max(counts, default=0) + 1


def false_discovery_rates(p_values: Sequence[float]) -> tuple[float, ...]:
    """The q-value of each p-value: the smallest rate at which it is a discovery (Benjamini and Hochberg, 1995).

    >>> [round(q, 3) for q in false_discovery_rates([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]
    """
    total = len(p_values)
    order = sorted(range(total), key=lambda i: p_values[i], reverse=True)
    q = [1.0] * total
    smallest = 1.0
    for rank, i in zip(range(total, 0, -1), order, strict=True):
        smallest = min(smallest, p_values[i] * total / rank)
        q[i] = smallest
    return tuple(q)
