"""Correlations of two lists of numbers: Pearson's r and Kendall's tau-b, without loops over pairs.

Both are None where one side never varies: nothing can be said then, and 0 would be a statement. The naive twins that
hold these to their definitions are in `tests/judgements`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.signedinteger[Any]]


_DIGITS = 12


def pearson(x: Sequence[float] | Floats, y: Sequence[float] | Floats) -> float | None:
    """Pearson's r, -1 to 1, to twelve decimals: the order of a sum, and so its last digits, are the processor's.

    >>> pearson([1, 2, 3], [10, 20, 30])
    1.0
    >>> pearson([1, 2, 3], [7, 7, 7]) is None
    True
    """
    import numpy as np

    a, b = np.asarray(x, dtype="float64"), np.asarray(y, dtype="float64")
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    # by the largest value first: squares of very large or small numbers would overflow or vanish
    a, b = a - a.mean(), b - b.mean()
    a, b = a / np.abs(a).max(), b / np.abs(b).max()
    r = float(np.clip(a @ b / math.sqrt(float(a @ a) * float(b @ b)), -1, 1))
    return round(r, _DIGITS)


def kendall_tau_b(x: Sequence[float] | Floats, y: Sequence[float] | Floats) -> float | None:
    """Kendall's tau-b (1945), -1 to 1: concordant less discordant pairs, corrected for ties on each side.

    O(n log^2 n): pairs are counted by merging, after Knight (1966).

    >>> round(kendall_tau_b([1, 2, 3, 4], [1, 3, 2, 4]), 4)
    0.6667
    """
    import numpy as np

    a, b = _ranks(x), _ranks(y)
    n = len(a)
    pairs = n * (n - 1) // 2
    tied_a, tied_b = _tied_pairs(a), _tied_pairs(b)
    if pairs in (tied_a, tied_b) or n < 2:
        return None
    tied_both = _tied_pairs(a * (int(b.max()) + 1) + b)
    order = np.lexsort((b, a))
    discordant = _inversions(b[order])
    concordant = pairs - tied_a - tied_b + tied_both - discordant
    return (concordant - discordant) / math.sqrt(float(pairs - tied_a) * float(pairs - tied_b))


def _ranks(values: Sequence[float] | Floats) -> Ints:
    import numpy as np

    return np.unique(np.asarray(values, dtype="float64"), return_inverse=True)[1].reshape(-1).astype("int64")


def _tied_pairs(ranks: Any) -> int:
    import numpy as np

    counts = np.unique(ranks, return_counts=True)[1].astype("int64")
    return int((counts * (counts - 1) // 2).sum())


def _inversions(ranks: Ints) -> int:
    """Pairs that stand in falling order; all blocks of one width are merged at once."""
    import numpy as np

    n = len(ranks)
    step = int(ranks.max()) + 1
    values, found, width = ranks, 0, 1
    places = np.arange(n)
    while width < n:
        block = places // (2 * width)
        keys = values + block * step  # what belongs to another block is smaller or larger than all of this one
        right = places // width % 2 == 1
        left_keys, right_keys = keys[~right], keys[right]
        # both halves are sorted already; of the left half count what is larger than each of the right
        upto = np.searchsorted(left_keys, (block[right] + 1) * step, side="left")
        found += int((upto - np.searchsorted(left_keys, right_keys, side="right")).sum())
        keys.sort()
        values = keys - block * step
        width *= 2
    return found
