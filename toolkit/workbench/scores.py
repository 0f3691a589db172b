"""How the text scores as decided so far, beside the machine translation: terms, and wording against a reference.

Proposed terms count too: what a translator proposes is seen at once in the score.
"""

from __future__ import annotations

import time
from typing import Any

from toolkit.evaluate.run import evaluate
from toolkit.report import words
from toolkit.workbench.bench import Bench

METRICS = ("chrf++", "ter")
_PAUSE = 0.005
AT_ONCE = 1000
"""Segments up to which a page asks for the scores by itself, after every decision."""


def scores(bench: Bench) -> dict[str, Any]:
    """Rows of a metric's name, its value before and now, in words; None where nothing could be scored."""
    before = [row.original for row in bench.rows]
    now = [bench.text(row.number) for row in bench.rows]
    sources = [row.source or "" for row in bench.rows] if any(row.source for row in bench.rows) else None
    references = [row.reference or "" for row in bench.rows]
    setting = bench.with_proposals()
    for number, texts in enumerate(zip(before, now, references, strict=True)):
        _counted(bench, sources[number] if sources else None, texts)
    found = evaluate(
        {"before": before, "now": now},
        [references] if any(references) else [],
        sources,
        metrics=METRICS,
        target_language=setting.pair.target,
        count_terms=bench.counted,
    )
    rows: dict[str, dict[str, Any]] = {}
    for score in found.scores:
        row = rows.setdefault(score.metric, {"name": words.metric_name(score.metric), "higher": score.higher_is_better})
        row[score.system] = words.number(score.metric, score.value)
        row[f"{score.system}_value"] = score.value
    return {"rows": list(rows.values()), "segments": len(before), "reference": any(references)}


def _counted(bench: Bench, source: str | None, targets: tuple[str, ...]) -> None:
    """The terms of one segment counted and kept, so that no decision waits until all are."""
    for target in targets:
        with bench.lock:
            bench.counted(source, target)
    time.sleep(_PAUSE)  # the lock is not fair: the page comes first
