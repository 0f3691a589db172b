"""Edits that a segment's file does not allow: those of a locked segment, and those that would lose an inline tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Edit, Outcome, Segment, apply_edits


def withheld(segment: Segment, text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits of one round over the segment's text, with those refused that must not be made.

    >>> from toolkit.model import Span
    >>> edit = Edit("1", "s", Span(0, 8), "old iron", "buddies", "r", "")
    >>> withheld(Segment("s", "old iron", locked="it is final"), "old iron", [edit])[0].refusal
    'this segment is locked: it is final'
    """
    made = [edit for edit in edits if edit.outcome is Outcome.APPLIED]
    if not made:
        return tuple(edits)
    if segment.locked:
        return _refused(edits, f"this segment is locked: {segment.locked}")
    tags = [span.of(segment.target) for span in segment.tags]
    lost = next((tag for tag in tags if tag not in apply_edits(text, made)), None)
    if lost is not None or _order(tags, apply_edits(text, made)) != tags:
        return _refused(edits, f"it would lose the tag {lost}" if lost else "it would mix up the tags")
    return tuple(edits)


def _order(tags: Sequence[str], text: str) -> list[str]:
    found = sorted((text.find(tag), tag) for tag in tags)
    doubled = [tag for tag in tags if text.count(tag) > 1]
    return [tag for _, tag in found] + doubled


def _refused(edits: Sequence[Edit], why: str) -> tuple[Edit, ...]:
    """The main edits, none of them made; what would only have gone with them is dropped."""
    return tuple(
        replace(edit, outcome=Outcome.REFUSED, refusal=why) if edit.outcome is Outcome.APPLIED else edit
        for edit in edits
        if edit.group is None or edit.outcome is not Outcome.APPLIED
    )
