"""Edits upon edits: two rounds of changes told as one list over the original text.

Post-editing runs until nothing changes any more, which makes it idempotent by construction. The ledger
still shows one list of edits over the text that the user gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.model import Edit, Span, apply_edits


class _Placed(NamedTuple):
    """An edit of the first round and where its `after` stands between the rounds."""

    edit: Edit
    now: Span


def compose(original: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list over `original` that does what `first` and then `second` do, in one walk over both.

    An edit of the second round that touches one of the first is merged with it; the later reason is
    added to the earlier one.

    >>> one = Edit("1", "s", Span(0, 1), "a", "bb", "r", "x")
    >>> two = Edit("2", "s", Span(1, 3), "b.", "c.", "r", "y")
    >>> [(e.span, e.before, e.after) for e in compose("a. a", [one], [two])]
    [(Span(start=0, end=2), 'a.', 'bc.')]
    """
    earlier = list(_placed(first))
    later = sorted(second, key=lambda e: e.span)
    told: list[Edit] = []
    shift = i = j = 0
    while i < len(earlier) or j < len(later):
        start_i, start_j = i, j
        if j == len(later) or (i < len(earlier) and _stands_before(earlier[i], later[j])):
            i += 1
        elif i == len(earlier) or not _touch(earlier[i], later[j]):
            j += 1
        else:
            i, j = _end_of_cluster(earlier, later, i + 1, j + 1)
        olds, news = earlier[start_i:i], later[start_j:j]
        told.append(_joined(original, olds, news) if olds else _moved(news[0], -shift))
        shift += sum(len(old.edit.after) - len(old.edit.before) for old in olds)
    return tuple(told)


def _placed(edits: Sequence[Edit]) -> Iterator[_Placed]:
    shift = 0
    for edit in sorted(edits, key=lambda e: e.span):
        start = edit.span.start + shift
        yield _Placed(edit, Span(start, start + len(edit.after)))
        shift += len(edit.after) - len(edit.before)


def _touch(old: _Placed, new: Edit) -> bool:
    """Whether the two must be told as one. Side by side they need not, unless nothing would order them."""
    if not old.edit.before and not new.before:  # two insertions at one place of the original
        return old.now.start <= new.span.start <= old.now.end
    if old.now.start == old.now.end:
        return new.span.start <= old.now.start < new.span.end or old.now == new.span
    return old.now.overlaps(new.span)


def _stands_before(old: _Placed, new: Edit) -> bool:
    return old.now.end <= new.span.start and not _touch(old, new)


def _end_of_cluster(earlier: Sequence[_Placed], later: Sequence[Edit], i: int, j: int) -> tuple[int, int]:
    """Where the edits end that hang together with those just before `i` and `j`."""
    while True:
        if i < len(earlier) and _touch(earlier[i], later[j - 1]):
            i += 1
        elif j < len(later) and _touch(earlier[i - 1], later[j]):
            j += 1
        else:
            return i, j


def _moved(edit: Edit, offset: int) -> Edit:
    return replace(edit, span=edit.span.shift(offset))


def _joined(original: str, olds: Sequence[_Placed], news: Sequence[Edit]) -> Edit:
    """The edits of both rounds as one, named after the longest of the first round."""
    main = max((old.edit for old in olds), key=lambda e: len(e.after))
    if not news:
        return main
    start_now = min(olds[0].now.start, news[0].span.start)
    end_now = max(olds[-1].now.end, news[-1].span.end)
    start = olds[0].edit.span.start - (olds[0].now.start - start_now)
    end = olds[-1].edit.span.end + (end_now - olds[-1].now.end)
    between = _rewritten(original[start:end], -start, [old.edit for old in olds])
    return replace(
        main,
        span=Span(start, end),
        before=original[start:end],
        after=_rewritten(between, -start_now, news),
        reason="; ".join(dict.fromkeys([main.reason, *(new.reason for new in news)])),
        confidence=min(edit.confidence for edit in (*(old.edit for old in olds), *news)),
    )


def _rewritten(text: str, offset: int, edits: Sequence[Edit]) -> str:
    return apply_edits(text, [_moved(edit, offset) for edit in edits])
