"""Metrics that know nothing: what every statistic gives by chance, beside which the others must be read.

`random` draws every score alone; `random-system` gives each system a level of its own and scatters around it, so that
it has an opinion of systems and none of translations (the baseline Random-sysname of the WMT metrics task).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats

DRAWS = 20
NAMES = ("random", "random-system")


def chance_tables(name: str, human: Floats, seed: int, draws: int = DRAWS) -> Iterator[Floats]:
    """Random tables with the cells of the human one.

    >>> import numpy as np
    >>> len(list(chance_tables("random", np.zeros((2, 3)), 1)))
    20
    """
    import numpy as np

    draw = np.random.default_rng([seed, NAMES.index(name)])
    for _ in range(draws):
        if name == "random":
            scores = draw.random(human.shape)
        else:
            # levels 0 to 9 and a deviation of 2, as there; drawn anew each time, not from the system's name
            scores = draw.integers(0, 10, size=(len(human), 1)) + draw.normal(0, 2, size=human.shape)
        yield np.where(np.isnan(human), np.nan, scores)
