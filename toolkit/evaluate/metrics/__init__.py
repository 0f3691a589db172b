"""The table of metrics. A new metric is a file here and a line in the table; none is imported before use."""

from __future__ import annotations

from toolkit.evaluate.metrics.port import MetricFactory
from toolkit.registry import Registry

METRICS: Registry[MetricFactory] = Registry(
    "metric",
    {
        "bleu": "toolkit.evaluate.metrics.bleu:bleu",
        "chrf": "toolkit.evaluate.metrics.chrf:chrf",
        "chrf++": "toolkit.evaluate.metrics.chrf:chrf_plus_plus",
        "ter": "toolkit.evaluate.metrics.ter:ter",
    },
)
"""Name to factory; the factory takes the target language (BCP 47, or None where it is not known)."""

DEFAULT_METRICS = ("bleu", "chrf", "chrf++", "ter")
