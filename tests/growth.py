"""How time grows with the input: a law that holds on a slow machine and on a busy one, as no number of seconds does."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 10
"""So many times larger is the larger input."""
LINEAR = 3 * TIMES
"""More growth than this is no longer linear; the square of the input would give `TIMES` ** 2."""


def growth(work: Callable[[int], object], size: int, repeats: int = 3) -> float:
    """How many times longer `work` takes for `TIMES * size` than for `size`.

    Each is the least CPU time of several runs, so that what else the machine does is not counted.
    """
    small = min(_seconds(work, size) for _ in range(repeats + 2))
    return min(_seconds(work, TIMES * size) for _ in range(repeats)) / small


def _seconds(work: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    work(size)
    return time.process_time() - began
