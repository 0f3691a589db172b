"""The changes of one segment as a reader sees them: what was done, and to what.

Changes come from the word diff (`toolkit.text.diff`) of the texts with capitals aside: whole stretches and not single
words. A stretch that was taken out in one place and stands in another was moved; a word that differs in its capitals
alone is a change of its own. TER, which counts words, is not computed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.model import Span
from toolkit.model.effort import EditKind, EditOp, EffortEdit
from toolkit.text.diff import DiffPart, diff
from toolkit.text.words import words

_FIGURE = re.compile(r"\d+")
_OPS: dict[str, EditOp] = {"insert": "insert", "delete": "delete", "replace": "substitute"}


def effort_edits(
    before: str,
    after: str,
    language: str | None = None,
    before_terms: Sequence[Span] = (),
    after_terms: Sequence[Span] = (),
) -> tuple[EffortEdit, ...]:
    """The edits that make `after` of `before`, in the order of the texts.

    `before_terms` are wrong wordings of terms, `after_terms` right ones; a change that meets one is about a term.

    >>> [(e.op, e.kind, e.before, e.after) for e in effort_edits("the Host sold 60 tons", "the host sold 30 tons")]
    [('substitute', 'case', 'Host', 'host'), ('substitute', 'number', '60', '30')]
    >>> [(e.op, e.kind, e.before) for e in effort_edits("Today the buddies came", "The buddies came today.")]
    [('move', 'wording', 'Today '), ('substitute', 'case', 'the'), ('insert', 'punctuation', '')]
    """
    parts = diff(_lowered(before), _lowered(after), language)
    moves = _moves(parts, before, after)
    gone = {place: span for place, _, span in moves.values()}
    edits: list[EffortEdit] = []
    for n, part in enumerate(parts):
        if part.op == "equal":
            edits += _capitals(part, before, after)
        elif n in moves:
            _, taken, to = moves[n]
            edits.append(EffortEdit("move", "wording", taken.of(before), to.of(after), taken, to))
        else:
            place = _rest(part.after, gone[n]) if n in gone else part.after
            old, new = part.before.of(before), place.of(after)
            if old or new.strip():
                in_term = _meets(part.before, before_terms) or _meets(place, after_terms)
                edits.append(EffortEdit(_OPS[part.op], _kind(old, new, in_term), old, new, part.before, place))
    return tuple(edits)


def _lowered(text: str) -> str:
    """Small letters at the same places; the few whose small form is longer stay as they are."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _capitals(part: DiffPart, before: str, after: str) -> list[EffortEdit]:
    """The words of an equal stretch that differ in their capitals."""
    shift = part.after.start - part.before.start
    spans = [word.shift(part.before.start) for word in words(part.before.of(before))]
    return [
        EffortEdit("substitute", "case", span.of(before), span.shift(shift).of(after), span, span.shift(shift))
        for span in spans
        if span.of(before) != span.shift(shift).of(after)
    ]


def keystrokes(before: str, after: str) -> tuple[int, int]:
    """How many characters had to be typed and deleted at the least: all but the longest common subsequence.

    >>> keystrokes("old iron", "old friend")
    (4, 2)
    """
    from rapidfuzz.distance import LCSseq

    kept = int(LCSseq.similarity(before, after))
    return len(after) - kept, len(before) - kept


def _moves(parts: Sequence[DiffPart], before: str, after: str) -> dict[int, tuple[int, Span, Span]]:
    """Each part that was taken out and stands elsewhere now: by its index the other part's, and both places.

    The words must be the same, and begin or end what was put in: "today" in "today, happily".
    """
    come = {n: part.after for n, part in enumerate(parts) if part.op == "insert"}
    moves: dict[int, tuple[int, Span, Span]] = {}
    for n, part in enumerate(parts):
        own = _words(part.before.of(before)) if part.op == "delete" else ()
        for place, span in come.items() if own else ():
            inside = [word.shift(span.start) for word in words(span.of(after))]
            there = [word.of(after).casefold() for word in inside]
            if tuple(there[: len(own)]) == own:
                moves[n] = (place, part.before, Span(span.start, inside[len(own) - 1].end))
            elif tuple(there[-len(own) :]) == own:
                moves[n] = (place, part.before, Span(inside[-len(own)].start, span.end))
            else:
                continue
            del come[place]
            break
    return moves


def _rest(whole: Span, taken: Span) -> Span:
    """What of an insertion was not moved there."""
    return Span(taken.end, whole.end) if taken.start == whole.start else Span(whole.start, taken.start)


def _kind(old: str, new: str, in_term: bool) -> EditKind:
    """What a change is about: the most particular that can be said of it."""
    if _words(old) == _words(new):
        return "punctuation"
    if _FIGURE.findall(old) != _FIGURE.findall(new):
        return "number"
    return "term" if in_term else "wording"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text[span.start : span.end].casefold() for span in words(text))


def _meets(place: Span, terms: Sequence[Span]) -> bool:
    return any(
        place.overlaps(term) or (place.start == place.end and term.start < place.start < term.end) for term in terms
    )
