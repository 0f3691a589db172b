"""The open job run again with the proposals: first only what would change, then, where the translator says so, done."""

from __future__ import annotations

from typing import Any

from toolkit.jobs.setting import Setting
from toolkit.model import Outcome, Repair, Segment
from toolkit.postedit.editor import postedit
from toolkit.text.diff import diff
from toolkit.workbench import repairs as repair_data
from toolkit.workbench import state as states
from toolkit.workbench.bench import Bench
from toolkit.workbench.runs import Mark, runs


def again(bench: Bench, with_: Setting | None = None) -> tuple[Repair, ...]:
    """Every segment post-edited anew, with the proposals as the uppermost glossary; once for the same proposals."""
    chosen = bench.with_proposals() if with_ is None else with_
    known = bench.rerun
    if known is not None and known[0] is chosen:
        return known[1]
    segments = [Segment(row.id, row.original) for row in bench.rows]
    sources = bench.store.meta("sources")
    repairs = postedit(segments, chosen.index, None if sources is None else tuple(sources))
    bench.rerun = chosen, repairs
    return repairs


def impact(bench: Bench, with_: Setting | None = None) -> dict[str, Any]:
    """Which segments another run would change, and how; nothing is kept. `with_` stands for the proposals as they are.

    A segment that the translator wrote anew keeps its text, and is not listed.
    """
    changed = []
    step = bench.store.last_step()
    repairs = again(bench, with_)
    for number, new in _different(bench, repairs):
        _, state = bench.state(number)
        old = bench.repair(state.run, number)
        before = states.text_of(old, state)
        after = states.text_of(new, states.carried(old, new, state, state.run))
        parts = [part for part in diff(before, after) if part.op != "equal"]
        changed.append(
            {
                "id": new.segment_id,
                "before": runs(before, [Mark(part.before, "del", "taken out") for part in parts]),
                "after": runs(after, [Mark(part.after, "ins", "put in") for part in parts]),
                "asks": len(_asked(new) - _asked(old)),
                "same_text": before == after,
            }
        )
    return {"changed": changed, "of": len(repairs), "step": step}


def accept(bench: Bench, last: int) -> int:
    """Take the new run over, as one step that can be undone; returns how many segments it changed.

    Raises ConflictError where `last` is not the last step any more.
    """
    run = bench.store.next_run()
    repairs, after = {}, {}
    for number, new in _different(bench, again(bench)):
        _, state = bench.state(number)
        moved = states.carried(bench.repair(state.run, number), new, state, run)
        repairs[number] = repair_data.as_data(new)
        after[number] = states.as_data(moved)
    if after:
        bench.store.change_all("ran again with the proposals", last, run, repairs, after)
    return len(after)


def _different(bench: Bench, repairs: tuple[Repair, ...]) -> list[tuple[int, Repair]]:
    """The segments whose changes are others than now, and that were not written anew."""
    found = []
    for number, new in enumerate(repairs):
        _, state = bench.state(number)
        old = bench.repair(state.run, number)
        if state.written is None and _said(old) != _said(new):
            found.append((number, new))
    return found


def _asked(repair: Repair) -> set[tuple[object, ...]]:
    return {(e.span, e.after) for e in repair.edits if e.outcome is Outcome.REVIEW}


def _said(repair: Repair) -> set[tuple[object, ...]]:
    return {(e.span, e.after, e.outcome, e.alternatives) for e in repair.edits}
