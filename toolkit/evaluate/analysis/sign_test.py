"""The exact sign test, which is McNemar's test.

Segments count as independent, as they do in every test of this field; sentences of one document are not quite, so
read a q just below the threshold as a hint. Nothing here knows words or systems.
"""

from __future__ import annotations

from functools import lru_cache

LEAST_TRIALS = 8
"""What differs in fewer segments is not tested: it could show little (p = 0.008 at the best) whatever it does, and
would only make the correction harsher for the rest (the thought is Tarone's, 1990). The choice looks at how often
there is a difference and never at its direction, so no p is spoilt by it."""


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
