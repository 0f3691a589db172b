"""TER, translation edit rate (Snover et al., 2006), as sacrebleu defines it (after Tercom)."""

from __future__ import annotations

from toolkit.evaluate.metrics.port import Metric
from toolkit.model import primary_subtag

_WITHOUT_BLANKS = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def ter(language: str | None = None) -> Metric:
    """Edits per hundred reference words; lower is better, and more than 100 is possible.

    >>> from toolkit.evaluate.metrics.port import score
    >>> score(ter("en"), ["sixty thousand catties sold"], [["60,000 jin sold"]])
    100.0
    """
    from sacrebleu.metrics.ter import TER

    from toolkit.evaluate.metrics.sacre import SacrebleuMetric

    metric = TER()
    note = None
    if primary_subtag(language or "") in _WITHOUT_BLANKS:
        note = "TER takes a run without blanks for one word, so it says little in this language; read chrF."
    return SacrebleuMetric("ter", False, metric, metric, note)
