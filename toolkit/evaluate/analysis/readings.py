"""Segments worth reading: where two systems differ most, where all fail, where they disagree. Ties go by order.

Segments of a word or two have the extreme scores and teach nothing; the caller says which ones are long enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.model import SegmentView
from toolkit.model.analysis import Reading, Readings


def readings(
    segments: Sequence[SegmentView],
    systems: Sequence[str],
    scores: Sequence[Sequence[float]],
    count: int,
    higher_is_better: bool = True,
    eligible: Sequence[bool] | None = None,
) -> tuple[Readings, ...]:
    """Up to `count` segments for every reason; `scores` holds the segment scores of each system.

    Every later system is set against the first, both ways; only segments with a difference are shown. Where
    `eligible` is given and true for any segment, the others are passed over.

    >>> views = [SegmentView(str(n), None, (), ()) for n in (1, 2, 3)]
    >>> found = readings(views, ["A", "B"], [[90.0, 20.0, 50.0], [30.0, 60.0, 50.0]], 5)
    >>> [(one.why, [r.segment.id for r in one.found]) for one in found]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('B better than A', ['2']), ('A better than B', ['1']), ('Worst with all systems', ['2', '3', '1'])]
    """
    sign = 1.0 if higher_is_better else -1.0
    rows = list(zip(*scores, strict=True))
    able = range(len(rows)) if not eligible or not any(eligible) else [n for n in range(len(rows)) if eligible[n]]
    found = []

    def best(why: str, shown: Sequence[str], key: Callable[[Sequence[float]], float], above: float | None) -> None:
        """Adds the segments with the largest key, if any is above the limit."""
        keys = [key(row) for row in rows]
        order = sorted((n for n in able if above is None or keys[n] > above), key=lambda n: (-keys[n], n))
        if order:
            chosen = tuple(Reading(segments[n], tuple(rows[n]), abs(keys[n])) for n in order[:count])
            found.append(Readings(why, chosen, tuple(shown)))

    for other in range(1, len(systems)):
        a, b = systems[0], systems[other]
        best(f"{b} better than {a}", (a, b), lambda row, n=other: sign * (row[n] - row[0]), 0.0)  # type: ignore[misc]
        best(f"{a} better than {b}", (a, b), lambda row, n=other: sign * (row[0] - row[n]), 0.0)  # type: ignore[misc]
    worst = "Worst with all systems" if len(systems) > 1 else "Worst"
    best(worst, systems, lambda row: -sign * sum(row) / len(row), None)
    if len(systems) > 2:
        best("Systems disagree most", systems, lambda row: max(row) - min(row), 0.0)
    return tuple(found)
