"""The interval of a term measure, and what kind it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from toolkit.evaluate.proportion import wilson
from toolkit.evaluate.resampling import RESAMPLES, SEED
from toolkit.evaluate.terminology.resample import interval
from toolkit.evaluate.terminology.statistics import TermStatistics


def band_of(
    found: TermStatistics,
    documents: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[tuple[float, float] | None, str]:
    """The 95 % interval and its name: bootstrapped, but where all or nothing was hit Wilson's, which is not a point.

    None, called `none`, where too few segments (or documents) are there to draw from.

    >>> import numpy as np
    >>> from toolkit.evaluate.terminology.statistics import Measure
    >>> success = Measure("term-success", "satisfied", "required")
    >>> all_hit = TermStatistics(np.array([[2, 2], [3, 3]]), ("satisfied", "required"), success)
    >>> (low, high), kind = band_of(all_hit)
    >>> f"{low:.2f} to {high:.2f}, {kind}"
    '0.57 to 1.00, wilson-95'
    """
    names = found.names.index(found.measure.numerator), found.names.index(found.measure.denominator)
    hits, of = (int(found.rows[:, column].sum()) for column in names)
    if hits in (0, of):
        proportion, scale = wilson(hits, of), found.measure.scale
        return ((proportion[0] * scale, proportion[1] * scale), "wilson-95") if proportion else (None, "none")
    band = interval(found, documents, resamples, seed)
    return band, "bootstrap-95" if band else "none"
