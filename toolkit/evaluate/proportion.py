"""The interval of a proportion."""

from __future__ import annotations

import math


def wilson(hits: int, of: int) -> tuple[float, float] | None:
    """The 95 % interval of a proportion (Wilson, 1927); None where nothing was counted.

    Unlike the normal interval it stays within 0 and 1 and is honest about small counts:

    >>> low, high = wilson(5, 5)
    >>> f"{low:.2f} to {high:.2f}"
    '0.57 to 1.00'
    """
    if not of:
        return None
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no proportion")
    z = 1.959963984540054  # the normal quantile of 0.975
    share, spread = hits / of, z * z / of
    middle = share + spread / 2
    reach = z * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    # at 0 and 1 the formula is exact, its rounding is not
    low = 0.0 if hits == 0 else (middle - reach) / (1 + spread)
    return low, 1.0 if hits == of else (middle + reach) / (1 + spread)
