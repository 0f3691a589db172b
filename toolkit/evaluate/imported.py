"""Scores that another program made, as scores of ours: mean, interval and signature. Computes no metric."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolkit.evaluate.significance import RESAMPLES, SEED, interval, resampled_sums
from toolkit.model import Score

if TYPE_CHECKING:
    from toolkit.formats.scores import ImportedScores


def imported_scores(
    name: str,
    imported: ImportedScores,
    *,
    system: str | None = None,
    higher_is_better: bool | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[Score, ...]:
    """The mean over segments of every system of a file, as the metric `name`.

    `system` names the system of a file that names none. `higher_is_better` overrides what the file says; where neither
    says, higher is. A missing score is left out and counted as skipped; without any the value is None. The interval is
    the middle 95 % of a bootstrap over segments, None with fewer than two.

    >>> from toolkit.formats.scores import ImportedScores, ScoreRow
    >>> rows = (ScoreRow(None, "1", 0.5), ScoreRow(None, "2", None), ScoreRow(None, "3", 0.7))
    >>> [score] = imported_scores("comet", ImportedScores("comet.txt", "lines", "0123456789ab", rows), system="ours")
    >>> score.system, score.value, score.segments, score.skipped
    ('ours', 0.6, 2, 1)
    >>> score.signature
    'imported:lines|file:0123456789ab|mean:segments|bootstrap:1000,seed=12345'
    """
    better = higher_is_better if higher_is_better is not None else imported.higher_is_better
    column = f"|column:{imported.column}" if imported.column else ""
    signature = (
        f"imported:{imported.kind}|file:{imported.digest}{column}|mean:segments|bootstrap:{resamples},seed={seed}"
    )
    scores = []
    for one in imported.systems:
        given = imported.of(one)
        values = [value for value in given if value is not None]
        low = high = None
        if len(values) > 1:
            [sums] = resampled_sums([[(value,) for value in values]], resamples, seed)
            _, low, high = interval(sums[:, 0] / len(values))
        scores.append(
            Score(
                one if one is not None else (system or imported.path),
                name,
                math.fsum(values) / len(values) if values else None,
                len(values),
                len(given) - len(values),
                signature,
                low,
                high,
                True if better is None else better,
            )
        )
    return tuple(scores)
