"""What a segment's file does not allow, and edits of the words told as edits of the text with its inline tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Edit, Outcome, Segment, Span, apply_edits
from toolkit.text.tagged import Tags, tags_of


def withheld(segment: Segment, tags: Tags, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits of one round over the plain text, with those refused that must not be made, and what goes with them.

    >>> edit = Edit("1", "s", Span(0, 8), "old iron", "buddies", "r", "")
    >>> withheld(Segment("s", "old iron", locked="final"), Tags((), (), ()), [edit])[0].refusal
    'this segment is locked: final'
    >>> withheld(Segment("s", "old {1}iron"), Tags(("{1}",), (4,), (1,)), [edit])[0].refusal
    'the tag {1} divides these words'
    """
    why: dict[str, str] = {}
    for edit in edits:
        tag = tags.inside(edit.span)
        if edit.outcome is Outcome.APPLIED and (segment.locked or tag):
            reason = (
                f"this segment is locked: {segment.locked}" if segment.locked else f"the tag {tag} divides these words"
            )
            why.setdefault(edit.group or edit.id, reason)
    return tuple(
        replace(edit, outcome=Outcome.REFUSED, refusal=why[edit.id]) if edit.id in why else edit
        for edit in edits
        if edit.group not in why
    )


def with_tags(segment: Segment, text: str, tags: Tags, edits: Sequence[Edit]) -> tuple[str, tuple[Edit, ...]]:
    """The edited text with its tags, and the edits over the target with tags; `tags` stand as in the edited text.

    Where the two cannot be told as one list of edits, the segment keeps its text and the edits are refused.
    """
    if not tags.tags:
        return text, tuple(edits)
    before, after = segment.target, tags.put_into(text)
    original = tags_of(segment)
    told: list[Edit] = []
    shift = 0
    for edit in edits:
        span = original.place(edit.span)
        new = edit.after
        if edit.outcome is Outcome.APPLIED:
            if original.inside(edit.span):  # two edits on the two sides of a tag, told as one
                start = edit.span.start + shift
                new = tags.place(Span(start, start + len(new))).of(after)
            shift += len(edit.after) - len(edit.before)
        told.append(replace(edit, span=span, before=span.of(before), after=new))
    if apply_edits(before, [edit for edit in told if edit.outcome is Outcome.APPLIED]) == after:
        return after, tuple(told)
    why = "it would mix up the tags"
    return before, tuple(
        replace(edit, outcome=Outcome.REFUSED, refusal=why) if edit.outcome is Outcome.APPLIED else edit
        for edit in told
    )
