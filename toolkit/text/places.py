"""Sets of spans that answer quickly what meets a span: long lines hold thousands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from toolkit.model import Span

T = TypeVar("T")


class Disjoint:
    """Spans that do not overlap one another; grows.

    >>> places = Disjoint([Span(0, 4)])
    >>> places.meet(Span(3, 5)), places.meet(Span(4, 5))
    (True, False)
    """

    def __init__(self, spans: Iterable[Span] = ()):
        self._spans = sorted(spans)

    def meet(self, span: Span) -> bool:
        """Whether one of them overlaps the span, or is an insertion at the very same place."""
        place = bisect_left(self._spans, span)
        beside = self._spans[max(0, place - 2) : place + 2]
        return any(span.overlaps(other) or (span.start == span.end and span == other) for other in beside)

    def add(self, span: Span) -> None:
        """One more; it must not overlap another."""
        insort(self._spans, span)


class Marked(Generic[T]):
    """Spans with something attached, overlapping ones too; fixed.

    >>> marks = Marked([(Span(0, 9), "long"), (Span(2, 4), "short")])
    >>> [mark for _, mark in marks.meeting(Span(3, 5))]
    ['long', 'short']
    """

    def __init__(self, marks: Iterable[tuple[Span, T]]):
        self._marks = sorted(marks, key=lambda m: m[0])
        self._starts = [span.start for span, _ in self._marks]
        self._longest = max((span.end - span.start for span, _ in self._marks), default=0)

    def meeting(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that overlap the span, by start."""
        first = bisect_right(self._starts, span.start - self._longest - 1)
        last = bisect_left(self._starts, span.end)
        return (mark for mark in self._marks[first:last] if mark[0].overlaps(span))
