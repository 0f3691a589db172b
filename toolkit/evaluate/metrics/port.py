"""What a metric is: additive statistics per segment, and a function of their sum. No metric is written here.

Corpus score, segment score, buckets, interval, paired test and cache all come from these two, so a new metric
gets them without a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]
    Rows: TypeAlias = NDArray[np.float64]

Lines: TypeAlias = Sequence[str | None]
"""One whole reference text; None stands for a line that it lacks."""


class Statistics(NamedTuple):
    """What the segments contribute, and the settings that it was counted with."""

    rows: Rows
    """Segments x columns. Adding rows adds up what they say: nothing else is ever done to them."""
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

    @property
    def settings(self) -> str:
        """Everything but the texts that the rows depend on: the key of a cache."""

    def signature(self, references: Sequence[Lines]) -> str:
        """The settings with the number of references, as `Statistics.signature`."""

    def rows(self, hypotheses: Sequence[str], references: Sequence[Lines]) -> Rows:
        """A row per hypothesis. `references` holds whole reference texts, each as long as `hypotheses`;
        every line has at least one."""

    def values(self, sums: Floats) -> Floats:
        """The score of every row of summed statistics. float32 sums are worked on in float32, as sacrebleu's
        own resampling does, so that the digits are the same."""

    def segment_values(self, rows: Rows) -> Floats:
        """The score of every segment by itself."""


MetricFactory = Callable[[str | None], Metric]
"""Makes the metric for a target language (BCP 47), or for an unknown one (None)."""


def statistics(metric: Metric, hypotheses: Sequence[str], references: Sequence[Lines]) -> Statistics:
    """The rows of a text with their signature, counted anew (`toolkit.evaluate.store` keeps them)."""
    return Statistics(metric.rows(hypotheses, references), metric.signature(references))


def corpus_value(metric: Metric, rows: Rows) -> float:
    """The score of the segments together; there is at least one row.

    The rows are added one after the other, as sacrebleu adds them: the order shows in the last digit.
    """
    return float(metric.values(rows.cumsum(0)[-1:])[0])


def score(metric: Metric, hypotheses: Sequence[str], references: Sequence[Lines]) -> float:
    """The corpus score, in the metric's own unit.

    >>> from toolkit.evaluate.metrics.chrf import chrf_plus_plus
    >>> reference = ["Officials turn to livestream selling."]
    >>> round(score(chrf_plus_plus("en"), ["Officials live the goods."], [reference]), 1)
    28.0
    """
    return corpus_value(metric, metric.rows(hypotheses, references))


def segment_scores(metric: Metric, hypotheses: Sequence[str], references: Sequence[Lines]) -> tuple[float, ...]:
    """The score of every segment by itself, in order.

    >>> from toolkit.evaluate.metrics.ter import ter
    >>> segment_scores(ter("en"), ["old iron", "lao tie"], [["lao tie", "lao tie"]])
    (100.0, 0.0)
    """
    return tuple(map(float, metric.segment_values(metric.rows(hypotheses, references))))


def signed(references: Sequence[Lines], *settings: str) -> str:
    """sacrebleu's signature: the number of references (`var` where lines differ), settings, its version.

    >>> signed([["Hello!", "Bye!"], ["Hi!", None]], "case:mixed").rsplit("|", 1)[0]
    'nrefs:var|case:mixed'
    """
    # one text without a gap, or many texts with the same number of lines at every place
    if any(None in lines for lines in references):
        counts = {sum(line is not None for line in lines) for lines in zip(*references, strict=True)}
    else:
        counts = {len(references)}
    number = counts.pop() if len(counts) == 1 else "var"
    return "|".join([f"nrefs:{number}", *settings, f"version:{sacrebleu_version()}"])


def sacrebleu_version() -> str:
    """The version whose numbers these are; it is part of every signature."""
    from importlib.metadata import version

    return version("sacrebleu")
