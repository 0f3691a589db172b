"""Which segments the page lists, and how far the work is."""

from __future__ import annotations

from typing import Any

from toolkit.errors import InputError
from toolkit.workbench import view
from toolkit.workbench.bench import Bench

FILTERS = {
    "all": "All",
    "changed": "Changed",
    "decide": "To decide",
    "reread": "Re-read first",
    "errors": "Errors marked",
    "open": "Not done",
    "done": "Done",
}
PAGE = 40
"""Segments that the page asks for at once."""


def listed(bench: Bench, wanted: str, text: str, start: int, count: int = PAGE) -> dict[str, Any]:
    """The segments of a filter that hold the text, from the `start`-th on, and the progress. Raises InputError."""
    if wanted not in FILTERS:
        raise InputError(f"There is no filter '{wanted}'. There are: {', '.join(FILTERS)}.")
    searched = text.casefold().strip()
    counts = dict.fromkeys(FILTERS, 0)
    found: list[int] = []
    decided = changes = 0
    for number, version in enumerate(bench.store.versions()):
        summary = bench.summary(number, version)
        for flag in summary.flags:
            counts[flag] += 1
        changes += summary.changes
        decided += summary.decided
        if wanted in summary.flags and searched in summary.searched:
            found.append(number)
    done, undone = bench.store.stacks()
    return {
        "found": len(found),
        "segments": [view.segment(bench, number) for number in found[start : start + count]],
        "counts": counts,
        "progress": {"decided": decided, "changes": changes},
        "step": bench.store.last_step(),
        "undo": done[-1].label if done else None,
        "redo": undone[-1].label if undone else None,
        "proposals": [
            {"concept": p.concept, "language": p.term.language, "term": p.term.text, "status": p.term.status}
            for p in bench.proposals.rows()
        ],
    }


def news(bench: Bench, since: int) -> dict[str, Any]:
    """The segments that were changed after that step, for pages that are open elsewhere."""
    last = bench.store.last_step()
    changed = bench.store.changed_since(since) if last != since else ()
    return {"step": last, "segments": [view.segment(bench, number) for number in changed]}
