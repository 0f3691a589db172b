"""Segment-level accuracy with ties (acc_eq), and the threshold under which a metric's difference counts as a tie.

Deutsch et al. (2023), "Ties Matter: Meta-Evaluating Modern Metrics with Pairwise Accuracy and Tie Calibration": all
pairs of outputs of the same segment; a pair is right where metric and humans have the same order or both a tie; the
mean over pairs of a segment, then over segments. The threshold is the one that makes the metric look best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats, Ints

_STEPS = 65_535


class Calibrated(NamedTuple):
    """The accuracy at the best threshold."""

    accuracy: float
    threshold: float
    """Metric scores not further apart than this are a tie. 0: only equal scores are."""


class ItemPairs(NamedTuple):
    """All pairs of outputs of the same segment, as far as humans decide about them; made once for all metrics."""

    first: Ints
    """Rows of the table: which systems make a pair."""
    second: Ints
    signs: Floats
    """Pairs times segments: -1, 0 (humans tie) or 1."""
    weights: Floats
    """Of a pair in the mean over segments; 0 where an output is missing."""

    @property
    def items(self) -> int:
        """Segments with two outputs or more."""
        return int((self.weights > 0).any(axis=0).sum())


def item_pairs(human: Floats) -> ItemPairs:
    """The pairs of a human table (systems times segments)."""
    import numpy as np

    first, second = np.triu_indices(len(human), 1)
    differences = human[first] - human[second]
    there = ~np.isnan(differences)
    count = there.sum(axis=0)
    items = int((count > 0).sum())
    weights = np.where(there, 1.0 / (np.maximum(count, 1) * max(items, 1)), 0.0)
    return ItemPairs(first, second, np.sign(np.nan_to_num(differences)), weights)


def calibrated(pairs: ItemPairs, metric: Floats) -> Calibrated | None:
    """The best accuracy and its threshold, every threshold tried; None where no segment has two outputs.

    >>> import numpy as np
    >>> human = np.array([[3.0, 1.0], [3.0, 2.0], [1.0, 3.0]])
    >>> metric = np.array([[0.81, 0.2], [0.80, 0.5], [0.3, 0.9]])
    >>> accuracy, threshold = calibrated(item_pairs(human), metric)
    >>> accuracy, round(threshold, 2)
    (1.0, 0.01)
    """
    import numpy as np

    if not pairs.items:
        return None
    there = pairs.weights > 0
    differences = (metric[pairs.first] - metric[pairs.second])[there]
    signs, weights = pairs.signs[there], pairs.weights[there]
    sizes = np.abs(differences)
    as_order = weights * ((signs != 0) & (np.sign(differences) == signs))
    as_tie = weights * (signs == 0)
    order = np.argsort(sizes, kind="stable")
    sorted_sizes = sizes[order]
    # with the k smallest differences called ties: what they then get right, and what the others do
    gained = np.concatenate([[0.0], np.cumsum(as_tie[order])])
    left = as_order.sum() - np.concatenate([[0.0], np.cumsum(as_order[order])])
    values = gained + left
    # a threshold takes in all pairs of its size, and 0 takes in the equal ones
    ends = np.concatenate([[int(np.searchsorted(sorted_sizes, 0.0, side="right"))], _ends(sorted_sizes)])
    # the smallest of equally good thresholds; sums of the same shares differ in their last digits
    best = int(ends[np.argmax(values[ends] >= values[ends].max() - 1e-12)])
    threshold = float(sorted_sizes[best - 1]) if best else 0.0
    return Calibrated(float(item_accuracies(pairs, metric, threshold).mean()), threshold)


def item_accuracies(pairs: ItemPairs, metric: Floats, threshold: float) -> Floats:
    """The accuracy within each segment with two outputs or more, at a given threshold."""
    import numpy as np

    differences = np.nan_to_num(metric[pairs.first] - metric[pairs.second])
    said = np.where(np.abs(differences) <= threshold, 0.0, np.sign(differences))
    there = pairs.weights > 0
    right, count = ((said == pairs.signs) & there).sum(axis=0), there.sum(axis=0)
    result: Floats = right[count > 0] / count[count > 0]
    return result


def nearly_calibrated(pairs: ItemPairs, metric: Floats) -> float:
    """The best accuracy over 65,536 evenly spaced thresholds: for resamples, where sorting would take too long."""
    import numpy as np

    differences = np.nan_to_num(metric[pairs.first] - metric[pairs.second])
    sizes = np.abs(differences)
    top = float(sizes.max())
    steps = np.ceil(sizes * (_STEPS / top)).astype("int32") if top > 0 else np.zeros(sizes.shape, dtype="int32")
    signs, weights = pairs.signs, pairs.weights
    change = np.where(signs == 0, weights, np.where(np.sign(differences) == signs, -weights, 0.0))
    start = float((weights * ((signs != 0) & (np.sign(differences) == signs))).sum())
    return float((start + np.cumsum(np.bincount(steps.ravel(), change.ravel(), _STEPS + 1))).max())


def _ends(sorted_sizes: Floats) -> Ints:
    """How many pairs each distinct size and all smaller ones have."""
    import numpy as np

    if not len(sorted_sizes):
        return np.zeros(0, dtype="int64")
    last = np.flatnonzero(np.diff(sorted_sizes) > 0) + 1
    return np.concatenate([last, [len(sorted_sizes)]])
