"""What a metric is: additive statistics per segment, and a function of their sum. No metric is written here.

Corpus score, segment score, interval and paired test all come from these two, so a new metric gets
them without a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol


class Statistics(NamedTuple):
    """One row of numbers per segment, and the settings that they were counted with."""

    rows: tuple[tuple[float, ...], ...]
    signature: str
    """All settings that change the number, in sacrebleu's notation where sacrebleu has one."""


class Metric(Protocol):
    """One way of scoring."""

    @property
    def name(self) -> str:
        """As in the table of metrics: `chrf++`."""

    @property
    def higher_is_better(self) -> bool:
        """False for error rates such as TER."""

    @property
    def note(self) -> str | None:
        """What a reader must know before trusting the number here; None: nothing special."""

    def statistics(self, hypotheses: Sequence[str], references: Sequence[Sequence[str | None]]) -> Statistics:
        """A row per hypothesis. `references` holds whole reference texts, each as long as `hypotheses`;
        None stands for a line that this reference lacks. Every line has at least one."""

    def corpus_value(self, rows: Sequence[Sequence[float]]) -> float:
        """The score of the segments together; `rows` is not empty."""

    def value_of_sum(self, total: Sequence[float]) -> float:
        """The score of summed statistics, as resampling needs it."""

    def segment_value(self, row: Sequence[float]) -> float:
        """The score of one segment by itself."""


MetricFactory = Callable[[str | None], Metric]
"""Makes the metric for a target language (BCP 47), or for an unknown one (None)."""


def score(metric: Metric, hypotheses: Sequence[str], references: Sequence[Sequence[str | None]]) -> float:
    """The corpus score, in the metric's own unit.

    >>> from toolkit.evaluate.metrics.chrf import chrf_plus_plus
    >>> reference = ["Officials turn to livestream selling."]
    >>> round(score(chrf_plus_plus("en"), ["Officials live the goods."], [reference]), 1)
    28.0
    """
    return metric.corpus_value(metric.statistics(hypotheses, references).rows)


def segment_scores(
    metric: Metric, hypotheses: Sequence[str], references: Sequence[Sequence[str | None]]
) -> tuple[float, ...]:
    """The score of every segment by itself, in order.

    >>> from toolkit.evaluate.metrics.ter import ter
    >>> segment_scores(ter("en"), ["old iron", "lao tie"], [["lao tie", "lao tie"]])
    (100.0, 0.0)
    """
    return tuple(metric.segment_value(row) for row in metric.statistics(hypotheses, references).rows)
