"""Does the metric order the systems as humans do? Pearson, Kendall's tau-b and pairwise accuracy of the systems' means.

No intervals: resampling segments makes both means noisier, so that the values of resamples lie below the value itself
and an interval of them need not hold it. Whether two metrics differ is tested in `permutation`. Tables have systems in
rows, segments in columns, NaN where a cell is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.human.correlation import kendall_tau_b, pearson

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats


class Figure(NamedTuple):
    """A statistic with its interval."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    """What it was computed from: pairs of systems, segments or outputs."""
    skipped: int = 0
    """What of these said nothing: a segment with one output, or where all are tied."""
    note: str = ""


def system_means(values: Floats) -> Floats:
    """The mean of each row over what is there."""
    import numpy as np

    means: Floats = np.nanmean(values, axis=1)
    return means


def pairwise_accuracy(human: Floats, metric: Floats) -> float | None:
    """Share of pairs of systems that the metric puts in the humans' order (Kocmi et al., 2021); chance is 0.5.

    A pair that humans tie is right only where the metric ties it too. None with fewer than two systems, and where one
    side gives all systems the same value: it has no order then.

    >>> import numpy as np
    >>> round(pairwise_accuracy(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])), 3)
    0.667
    """
    import numpy as np

    if len(human) < 2 or np.ptp(metric) == 0 or np.ptp(human) == 0:
        return None
    h, m = _pair_signs(human[None]), _pair_signs(metric[None])
    return float((h == m).mean())


def system_figures(human: Floats, metric: Floats) -> dict[str, Figure]:
    """Pearson, Kendall and pairwise accuracy by name."""
    h, m = system_means(human), system_means(metric)
    pairs = len(h) * (len(h) - 1) // 2
    values = {
        "pearson": pearson(h, m) if len(h) > 2 else None,
        "kendall": kendall_tau_b(h, m),
        "pairwise-accuracy": pairwise_accuracy(h, m),
    }
    figures = {name: Figure(value, n=pairs, note=_why(value)) for name, value in values.items()}
    if len(h) == 2:
        figures["pearson"] = Figure(None, n=pairs, note="two systems always lie on a line")
    return figures


def _why(value: float | None) -> str:
    return "" if value is not None else "one side gives every system the same value"


def _pair_signs(rows: Floats) -> Floats:
    """For each row the sign of every difference of two of its values."""
    import numpy as np

    first, second = np.triu_indices(rows.shape[1], 1)
    return np.sign(rows[:, first] - rows[:, second])
