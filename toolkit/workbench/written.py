"""A segment that was written anew, told as edits over the machine translation: what a change list can hold.

Edits that the translator left as they were keep their names and verdicts. Those that the new text touches count as
rejected, and an edit of its own says what stands there now.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from toolkit.model import Edit, Repair, Span
from toolkit.postedit.rewrite import compose
from toolkit.text.diff import diff
from toolkit.workbench import state as states
from toolkit.workbench.state import SegmentState

RULE = "written"
REASON = "written by the translator"


class Told(NamedTuple):
    """An edit of the change list with its verdict."""

    edit: Edit
    verdict: str | None


def told(repair: Repair, state: SegmentState) -> tuple[Told, ...]:
    """Every edit of the segment in text order, so that the accepted ones make its text.

    Without a text of the translator's own these are the repair's edits as decided.
    """
    if state.written is None:
        return tuple(Told(*_as_said(edit, state)) for edit in repair.edits)
    made = _standing(repair, state)
    kept = {edit.id for edit in made if edit.rule != RULE}
    rows = [Told(edit, "accept") for edit in made]
    rows += [Told(edit, "reject") for edit in repair.edits if edit.id not in kept]
    return tuple(sorted(rows, key=lambda row: (row.edit.span, row.edit.id)))


def _as_said(edit: Edit, state: SegmentState) -> tuple[Edit, str | None]:
    said = state.verdicts.get(edit.group or edit.id)
    if said is None:
        return edit, None
    if edit.group is None and said.after is not None:
        return replace(edit, after=said.after), said.verdict
    return edit, said.verdict


def _standing(repair: Repair, state: SegmentState) -> list[Edit]:
    """The edits that make the written text: accepted ones that it left alone, and its own."""
    accepted = states.accepted(repair, state)
    before = states.text_of(repair, SegmentState(verdicts=state.verdicts))
    after = state.written or ""
    parts = [part for part in diff(before, after) if part.op != "equal"]
    own = [
        Edit(f"w{n}", repair.segment_id, p.before, p.before.of(before), p.after.of(after), RULE, REASON)
        for n, p in enumerate(parts, start=1)
    ]
    by_id = {edit.id: edit for edit in accepted}
    composed = compose(repair.original, accepted, own)
    # An edit and its companions stand or fall together: what is left of a touched group counts as written too.
    touched = {edit.group or edit.id for edit in accepted if edit not in composed}
    kept = [e for e in composed if by_id.get(e.id) == e and (e.group or e.id) not in touched]
    return kept + _numbered(repair, [e for e in composed if e not in kept])


def _numbered(repair: Repair, edits: list[Edit]) -> list[Edit]:
    return [
        Edit(f"{repair.segment_id}.w{n}", repair.segment_id, Span(*e.span), e.before, e.after, RULE, REASON)
        for n, e in enumerate(sorted(edits, key=lambda e: e.span), start=1)
        if e.before != e.after
    ]
