"""Does the metric order the outputs of one segment, and all outputs, as humans do? Kendall's tau-b and Pearson.

`item` compares the outputs of the same segment only and takes the mean over segments; `pooled` throws all outputs
together, so that easy and hard segments count too. The accuracy with ties is in `tie_calibration`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.evaluate.human.correlation import kendall_tau_b, pearson
from toolkit.evaluate.human.system_level import Figure
from toolkit.evaluate.human.tie_calibration import ItemPairs, calibrated, item_accuracies
from toolkit.evaluate.resampling import resampled_sums
from toolkit.evaluate.significance import interval

if TYPE_CHECKING:
    from toolkit.evaluate.human.correlation import Floats


def segment_figures(pairs: ItemPairs, human: Floats, metric: Floats, resamples: int, seed: int) -> dict[str, Figure]:
    """The segment-level statistics by name. Intervals (over segments) only for those that are means of segments."""
    import numpy as np

    there = ~np.isnan(human)
    h, m = human[there], metric[there]
    segments = human.shape[1]
    lonely = segments - pairs.items
    figures = {}
    best = calibrated(pairs, metric)
    if best is None:
        figures["acc-eq"] = Figure(None, n=0, skipped=lonely, note="no segment has two outputs")
    elif not pairs.signs.any():
        # one large tie would make any metric perfect
        figures["acc-eq"] = Figure(None, n=0, skipped=segments, note="humans tie all outputs of every segment")
    else:
        each = item_accuracies(pairs, metric, best.threshold)
        low, high = _interval(each, resamples, seed, least=0.0)
        figures["acc-eq"] = Figure(best.accuracy, low, high, len(each), lonely, f"ties within {best.threshold:.6g}")
    taus = item_taus(pairs, metric)
    if len(taus):
        low, high = _interval(taus, resamples, seed, least=-1.0)
        skipped = segments - len(taus)
        figures["kendall-item"] = Figure(float(taus.mean()), low, high, len(taus), skipped)
    else:
        figures["kendall-item"] = Figure(None, n=0, skipped=segments, note="every segment is tied on one side")
    figures["kendall-pooled"] = Figure(kendall_tau_b(h, m), n=len(h))
    figures["pearson-pooled"] = Figure(pearson(h, m), n=len(h))
    return figures


def item_taus(pairs: ItemPairs, metric: Floats) -> Floats:
    """Kendall's tau-b within each segment where neither side ties everything.

    >>> import numpy as np
    >>> from toolkit.evaluate.human.tie_calibration import item_pairs
    >>> human = np.array([[3.0, 1.0], [2.0, 1.0]])
    >>> item_taus(item_pairs(human), np.array([[0.9, 0.3], [0.5, 0.1]])).tolist()
    [1.0]
    """
    import numpy as np

    there = pairs.weights > 0
    said = np.sign(np.nan_to_num(metric[pairs.first] - metric[pairs.second]))
    agreed = (said * pairs.signs * there).sum(axis=0)
    untied = np.sqrt((np.abs(pairs.signs) * there).sum(axis=0) * (np.abs(said) * there).sum(axis=0))
    result: Floats = agreed[untied > 0] / untied[untied > 0]
    return result


def _interval(values: Floats, resamples: int, seed: int, least: float) -> tuple[float | None, float | None]:
    if len(values) < 2 or not resamples:
        return None, None
    [sums] = resampled_sums([values[:, None]], resamples, seed)
    _, low, high = interval(sums[:, 0] / len(values), len(values), least=least, most=1.0)
    return low, high
