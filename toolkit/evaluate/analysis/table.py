"""A metric's value in every bucket, with bootstrap intervals and the differences to the first system.

The statistics of a bucket's segments are added up, as they are for the whole text; no average of segment scores. Each
bucket is resampled by itself, and all systems see the same resamples. Which segment stands in which bucket is said
by a `Cut`; no metric is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from toolkit.evaluate.resampling import RESAMPLES, SEED, resampled_sums
from toolkit.evaluate.significance import bounds, interval
from toolkit.model.analysis import Bucket, BucketTable, BucketValue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]

LEAST = 10
"""A bucket with fewer segments has no value: its interval would be as wide as the scale."""


class Cut(NamedTuple):
    """Which segment stands in which bucket."""

    by: str
    """What the buckets are cut by, for the reader."""
    names: tuple[str, ...]
    of: tuple[int | None, ...]
    """For every segment the index of its bucket; None: in none of them."""
    note: str | None = None


class Scored(NamedTuple):
    """The statistics of all systems, and how a value comes out of them."""

    systems: tuple[str, ...]
    rows: Sequence[Floats]
    """For every system one row per segment; rows can be added."""
    values: Callable[[Floats], Floats]
    """From sums of rows, one sum a row, to the value of each."""
    metric: str
    signature: str
    higher_is_better: bool = True


def bucket_table(
    cut: Cut, scored: Scored, *, least: int = LEAST, resamples: int = RESAMPLES, seed: int = SEED
) -> BucketTable:
    """The values by bucket; buckets without a segment are left out, those with fewer than `least` have no values.

    >>> import numpy as np
    >>> right = np.array([[1.0, 1], [0, 1], [1, 1], [1, 1]])  # right words and words
    >>> scored = Scored(("mt",), [right], lambda sums: 100 * sums[:, 0] / sums[:, 1], "words right", "")
    >>> table = bucket_table(Cut("domain", ("news", "shop"), (0, 0, 1, None)), scored, least=2)
    >>> [(b.name, b.size, b.values[0].value) for b in table.buckets], table.left_out
    ([('news', 2, 50.0), ('shop', 1, None)], 1)
    """
    import numpy as np

    of = np.array([-1 if bucket is None else bucket for bucket in cut.of], dtype=np.int64)
    buckets = []
    for number, name in enumerate(cut.names):
        inside = of == number
        size = int(inside.sum())
        if size:
            rows = [of_system[inside] for of_system in scored.rows]
            values = values_of(scored, rows, resamples, seed) if size >= least else _unknown(scored.systems)
            buckets.append(Bucket(name, size, values))
    return BucketTable(
        by=cut.by,
        metric=scored.metric,
        signature=f"{scored.signature}|bootstrap:{resamples}|seed:{seed}",
        buckets=tuple(buckets),
        left_out=int((of < 0).sum()),
        least=least,
        higher_is_better=scored.higher_is_better,
        note=cut.note,
    )


def values_of(scored: Scored, rows: Sequence[Floats], resamples: int, seed: int) -> tuple[BucketValue, ...]:
    """The values of these segments, with intervals of the middle 95 %; `rows` as in `Scored`, not empty."""
    import numpy as np

    totals = np.stack([of_system.sum(axis=0) for of_system in rows])
    values = scored.values(totals)
    drawn = [scored.values(sums) for sums in resampled_sums(rows, resamples, seed)]
    units = len(rows[0])
    limits = [bounds(values, scored.higher_is_better) for values in drawn]
    bands = [interval(one, units, least=low, most=high) for one, (low, high) in zip(drawn, limits, strict=True)]
    gaps = [interval(one - drawn[0], units) for one in drawn]
    return tuple(
        BucketValue(
            system,
            float(values[n]),
            bands[n].low,
            bands[n].high,
            float(values[n] - values[0]) if n else None,
            gaps[n].low if n else None,
            gaps[n].high if n else None,
        )
        for n, system in enumerate(scored.systems)
    )


def _unknown(systems: Sequence[str]) -> tuple[BucketValue, ...]:
    return tuple(BucketValue(system, None) for system in systems)
