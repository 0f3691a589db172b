"""Statistics of texts that do not fit in memory: read a block, count it, keep its rows. Scores nothing.

A row is some tens of bytes, so that a hundred million segments are counted in the memory of their rows. Everything
after the rows (score, interval, tests) never sees a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Metric, Rows

BLOCK = 20_000
"""Segments in memory at a time."""


def streamed_rows(metric: Metric, segments: Iterable[tuple[str, tuple[str, ...]]], block: int = BLOCK) -> Rows:
    """The rows of all segments, each a hypothesis and its references (at least one, as many for each).

    The same rows as `metric.rows` of the whole. Raises ValueError without any segment.

    >>> from toolkit.evaluate.metrics.chrf import chrf
    >>> from toolkit.evaluate.metrics.port import corpus_value
    >>> pairs = ((f"{n} old irons", (f"{n} buddies",)) for n in range(5_000))
    >>> round(corpus_value(chrf(), streamed_rows(chrf(), pairs)), 1)
    21.6
    """
    parts = [_counted(metric, part) for part in _blocks(iter(segments), block)]
    if not parts:
        raise ValueError("there is no segment")
    return np.concatenate(parts)


def _blocks(segments: Iterator[tuple[str, tuple[str, ...]]], size: int) -> Iterator[list[tuple[str, tuple[str, ...]]]]:
    while part := list(islice(segments, size)):
        yield part


def _counted(metric: Metric, part: list[tuple[str, tuple[str, ...]]]) -> Rows:
    hypotheses = [hypothesis for hypothesis, _ in part]
    references = [list(text) for text in zip(*(given for _, given in part), strict=True)]
    return metric.rows(hypotheses, references)
