"""A metric of sacrebleu behind our port: its numbers to the last digit, and its signature.

Source of the method and of the definitions: sacrebleu (Post, 2018), https://github.com/mjpost/sacrebleu.
Its per-segment statistics are reached as its own `sacrebleu.significance` reaches them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.evaluate.metrics.port import Statistics


@dataclass(frozen=True, slots=True)
class SacrebleuMetric:
    """One configured metric object of sacrebleu."""

    name: str
    higher_is_better: bool
    corpus: Any
    """The `sacrebleu.metrics` object of the corpus score."""
    segment: Any
    """The one of the segment score; the same object, but for BLEU."""
    note: str | None = None

    def statistics(self, hypotheses: Sequence[str], references: Sequence[Sequence[str | None]]) -> Statistics:
        """See `Metric.statistics`."""
        rows = self.corpus._extract_corpus_statistics(hypotheses, references)
        return Statistics(tuple(map(tuple, rows)), str(self.corpus.get_signature()))

    def corpus_value(self, rows: Sequence[Sequence[float]]) -> float:
        """See `Metric.corpus_value`. sacrebleu adds up: the order of additions shows in the last digit."""
        return float(self.corpus._aggregate_and_compute(rows).score)

    def value_of_sum(self, total: Sequence[float]) -> float:
        """See `Metric.value_of_sum`. Keeps the precision of `total`, as sacrebleu's own bootstrap does."""
        value: float = self.corpus._compute_score_from_stats(total).score
        return value

    def segment_value(self, row: Sequence[float]) -> float:
        """See `Metric.segment_value`."""
        return float(self.segment._compute_score_from_stats(row).score)
