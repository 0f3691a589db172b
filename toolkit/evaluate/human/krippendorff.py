"""Krippendorff's alpha for interval data: agreement of any number of raters beyond chance, gaps allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def alpha_interval(units: Iterable[Sequence[float]]) -> float | None:
    """Alpha of units (each the values that its raters gave); 1 is perfect, 0 chance, below it systematic disagreement.

    Krippendorff (2004), "Content Analysis", chapter 11, with squared differences. Units with one value say nothing.
    None where no unit has two values, or every value is the same.

    >>> alpha_interval([[1, 1], [5, 5], [0, 0]])
    1.0
    >>> round(alpha_interval([[0, 5], [5, 0], [1, 0]]), 3)
    -0.378
    """
    paired = [list(map(float, unit)) for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    n = len(values)
    if n < 2 or max(values) == min(values):
        return None
    # over all ordered pairs, the sum of squared differences is 2 (n sum x^2 - (sum x)^2); shifted, it keeps its digits
    shift = sum(values) / n
    observed = sum(_squared_differences(unit, shift) / (len(unit) - 1) for unit in paired) / n
    expected = _squared_differences(values, shift) / (n * (n - 1))
    return 1 - observed / expected


def _squared_differences(values: Sequence[float], shift: float) -> float:
    moved = [value - shift for value in values]
    return max(0.0, 2 * (len(moved) * sum(x * x for x in moved) - sum(moved) ** 2))
