"""Edits upon edits: two rounds of changes told as one list over the original text.

Post-editing runs until nothing changes any more, which makes it idempotent by construction. The ledger
still shows one list of edits over the text that the user gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Edit, Span


def compose(original: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list over `original` that does what `first` and then `second` do.

    An edit of the second round that touches one of the first is merged with it; the later reason is
    added to the earlier one.

    >>> one = Edit("1", "s", Span(0, 1), "a", "bb", "r", "x")
    >>> two = Edit("2", "s", Span(1, 3), "b.", "c.", "r", "y")
    >>> [(e.span, e.before, e.after) for e in compose("a. a", [one], [two])]
    [(Span(start=0, end=2), 'a.', 'bc.')]
    """
    merged = sorted(first, key=lambda e: e.span)
    for later in sorted(second, key=lambda e: e.span, reverse=True):
        merged = _merge(original, merged, later)
    return tuple(merged)


def _merge(original: str, edits: list[Edit], later: Edit) -> list[Edit]:
    """`later` is in the coordinates of the text after `edits`; later edits to its right are already merged."""
    touched: list[tuple[Edit, Span]] = []
    shift_before = 0
    shift = 0
    for edit in edits:
        now = Span(edit.span.start + shift, edit.span.start + shift + len(edit.after))
        shift += len(edit.after) - len(edit.before)
        if now.end < later.span.start or (now.end == later.span.start and now.end > now.start):
            shift_before = shift
        elif now.start < later.span.end or now == later.span:
            touched.append((edit, now))
    if not touched:
        start = later.span.start - shift_before
        moved = replace(later, span=Span(start, start + len(later.before)))
        return sorted([*edits, moved], key=lambda e: e.span)
    first_edit, first_now = touched[0]
    last_edit, last_now = touched[-1]
    start_now, end_now = min(first_now.start, later.span.start), max(last_now.end, later.span.end)
    start = first_edit.span.start - (first_now.start - start_now)
    end = last_edit.span.end + (end_now - last_now.end)
    text, position = "", start
    for edit, _ in touched:
        text += original[position : edit.span.start] + edit.after
        position = edit.span.end
    text += original[position:end]
    after = text[: later.span.start - start_now] + later.after + text[later.span.end - start_now :]
    main = max((e for e, _ in touched), key=lambda e: len(e.after))
    joined = replace(
        main,
        span=Span(start, end),
        before=original[start:end],
        after=after,
        reason="; ".join(dict.fromkeys([main.reason, later.reason])),
        confidence=min(main.confidence, later.confidence),
    )
    gone = {id(e) for e, _ in touched}
    return sorted([*(e for e in edits if id(e) not in gone), joined], key=lambda e: e.span)
