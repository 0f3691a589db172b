"""How far two raters marked the same characters, and called what they both marked the same. No scores here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.model.judgements import ErrorSpan, Rating


class SpanOverlap(NamedTuple):
    """Counts that add up over items."""

    both: int = 0
    """Characters that both raters marked."""
    a: int = 0
    b: int = 0
    pairs: int = 0
    """Errors of one rater that share characters with one of the other, each used once."""
    same_category: int = 0
    """Of the pairs with a category on both sides, how many have the same general category."""
    with_category: int = 0
    same_severity: int = 0

    def __add__(self, other: object) -> SpanOverlap:
        if not isinstance(other, SpanOverlap):
            return NotImplemented
        return SpanOverlap(*(x + y for x, y in zip(self, other, strict=True)))

    @property
    def f1(self) -> float | None:
        """Of the characters marked, 0 to 1; None where neither marked any.

        >>> SpanOverlap(both=5, a=10, b=10).f1
        0.5
        """
        return 2 * self.both / (self.a + self.b) if self.a + self.b else None


def span_overlap(a: Rating, b: Rating) -> SpanOverlap:
    """What two ratings of one translation share; errors without a place count for nothing.

    >>> from toolkit.model import Span
    >>> one = Rating("A", "1", errors=(ErrorSpan("major", "Style/Awkward", (Span(0, 4),)),))
    >>> two = Rating("A", "1", errors=(ErrorSpan("minor", "Style", (Span(2, 6),)),))
    >>> span_overlap(one, two)
    SpanOverlap(both=2, a=4, b=4, pairs=1, same_category=1, with_category=1, same_severity=0)
    """
    first, second = a.errors or (), b.errors or ()
    in_a, in_b = _characters(first), _characters(second)
    partners = _partners(first, second)
    named = [(x, y) for x, y in partners if x.category and y.category]
    return SpanOverlap(
        len(in_a & in_b),
        len(in_a),
        len(in_b),
        len(partners),
        sum(_general(x) == _general(y) for x, y in named),
        len(named),
        sum(x.severity == y.severity for x, y in partners),
    )


def _characters(errors: Iterable[ErrorSpan]) -> set[tuple[str, int]]:
    return {
        (side, at)
        for error in errors
        for side, spans in (("target", error.spans), ("source", error.source_spans))
        for span in spans
        for at in range(*span)
    }


def _partners(first: Sequence[ErrorSpan], second: Sequence[ErrorSpan]) -> list[tuple[ErrorSpan, ErrorSpan]]:
    """Errors that lie on one another, those with most characters in common first."""
    marks = [_characters([error]) for error in first], [_characters([error]) for error in second]
    shared = [(len(x & y), i, j) for i, x in enumerate(marks[0]) for j, y in enumerate(marks[1]) if not x.isdisjoint(y)]
    used_first: set[int] = set()
    used_second: set[int] = set()
    found = []
    for _, i, j in sorted(shared, key=lambda one: (-one[0], one[1], one[2])):
        if i not in used_first and j not in used_second:
            used_first.add(i)
            used_second.add(j)
            found.append((first[i], second[j]))
    return found


def _general(error: ErrorSpan) -> str:
    return (error.category or "").split("/")[0].strip().rstrip("!").casefold()
