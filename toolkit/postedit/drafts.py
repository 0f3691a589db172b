"""Drafts of edits, and which of them stand: no two overlap, nothing protected is cut, no sentence is rewritten."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from toolkit.model import Edit, Outcome, Span
from toolkit.postedit.guard import too_much
from toolkit.text.places import Disjoint
from toolkit.text.protect import protected

_FIRST, _LAST = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+$")
_REACH = 40
"""Longer words beside an edit are not compared."""
_LEAST = 3
_POINTS = re.compile(r"(?<=\b[A-Z])\.")
"""Of an abbreviation: "U.S." is the "US" that a replacement may begin with."""
_ORDER = {Outcome.APPLIED: 0, Outcome.REVIEW: 1, Outcome.REFUSED: 2}


class Rank(IntEnum):
    """Which of two overlapping edits wins: the lower."""

    FORMULA = 0
    AMOUNT = 1
    WORDING = 2
    SURFACE = 3


class Draft(NamedTuple):
    """An edit before its number; `companions` (span, after, reason) stand and fall with it."""

    segment: int
    span: Span
    after: str | None
    rule: str
    reason: str
    rank: Rank
    concept: str | None = None
    confidence: float = 1.0
    evidence: str | None = None
    alternatives: tuple[str, ...] = ()
    outcome: Outcome = Outcome.APPLIED
    refusal: str | None = None
    companions: tuple[tuple[Span, str, str], ...] = ()
    sentence: Span | None = None


def settle(text: str, segment_id: str, drafts: Iterable[Draft]) -> tuple[Edit, ...]:
    """The edits of one segment, numbered in text order, companions with their main edit's id as group.

    Applied ones are placed before proposals, formulas before units before terms before surface, longer before shorter.
    """
    ordered = sorted(drafts, key=lambda d: (_ORDER[d.outcome], d.rank, d.span.start - d.span.end, d.span.start))
    if not ordered:
        return ()
    shielded = Disjoint(p.span for p in protected(text) if p.kind != "number")
    taken = Disjoint()
    replaced: Counter[Span] = Counter()
    kept: list[Draft] = []
    beside = _Beside(text, {}, {})
    for given in ordered:
        spans = [given.span, *(span for span, _, _ in given.companions)]
        if any(taken.meet(span) for span in spans):
            continue
        draft = _guarded(text, given, shielded, replaced)
        if draft.outcome is Outcome.APPLIED and (twice := _twice(beside, draft)):
            draft = draft._replace(outcome=Outcome.REVIEW, refusal=f"'{twice}' would stand there twice")
        kept.append(draft)
        for span in spans if draft.outcome is Outcome.APPLIED else [draft.span]:
            taken.add(span)
        if draft.outcome is Outcome.APPLIED and draft.after:
            beside.ending[draft.span.end] = beside.starting[draft.span.start] = draft.after
        if draft.outcome is Outcome.APPLIED and draft.sentence is not None:
            replaced[draft.sentence] += draft.span.end - draft.span.start
    edits: list[Edit] = []
    for number, draft in enumerate(sorted(kept, key=lambda d: d.span), start=1):
        edits += _edits(f"{segment_id}.{number}", segment_id, text, draft)
    return tuple(sorted(edits, key=lambda e: e.span))


def _guarded(text: str, draft: Draft, shielded: Disjoint, replaced: Counter[Span]) -> Draft:
    if draft.outcome is not Outcome.APPLIED:
        return draft
    if shielded.meet(draft.span):
        return draft._replace(outcome=Outcome.REFUSED, refusal="it would cut into a protected span")
    if draft.after is None:
        return draft._replace(outcome=Outcome.REVIEW, refusal="no safe replacement is known")
    length = draft.span.end - draft.span.start
    if draft.sentence is not None and too_much(draft.sentence, replaced[draft.sentence] + length):
        return draft._replace(outcome=Outcome.REVIEW, refusal="too much of the sentence would change")
    return draft


class _Beside(NamedTuple):
    """A text and what the edits that were placed so far have made of it, by where each ends and starts."""

    text: str
    ending: dict[int, str]
    starting: dict[int, str]

    def left(self, place: int) -> str:
        beside = self.ending.get(place - 1) if self.text[place - 1 : place] == " " else None
        return beside or _POINTS.sub("", self.text[max(0, place - _REACH) : place]).rstrip(" ")

    def right(self, place: int) -> str:
        beside = self.starting.get(place + 1) if self.text[place : place + 1] == " " else None
        return beside or self.text[place : place + _REACH].lstrip(" ")


def _twice(beside: _Beside, draft: Draft) -> str | None:
    """A word that a term's replacement would put directly beside itself: "net red talents" as "influencer influencers".

    Not one that the old wording had beside it already.
    """
    if not draft.rule.startswith("term.") or not draft.after:
        return None
    start, end = draft.span
    old, left, right = beside.text[start:end], beside.left(start), beside.right(end)
    pairs = (
        (_LAST.search(left), _FIRST.match(draft.after), _FIRST.match(old)),
        (_FIRST.match(right), _LAST.search(draft.after), _LAST.search(old)),
    )
    for there, new, was in pairs:
        if not there or not new or _bare(there) != _bare(new) or _is_short(new.group()):
            continue
        if was is None or _bare(was) != _bare(there):
            return new.group()
    return None


def _is_short(word: str) -> bool:
    return len(word) < _LEAST and not (len(word) > 1 and word.isupper())


def _bare(word: re.Match[str]) -> str:
    return word.group().casefold().rstrip("s")


def _edits(name: str, segment_id: str, text: str, draft: Draft) -> list[Edit]:
    main = Edit(
        id=name,
        segment_id=segment_id,
        span=draft.span,
        before=draft.span.of(text),
        after=draft.after if draft.after is not None else draft.span.of(text),
        rule=draft.rule,
        reason=draft.reason,
        concept_id=draft.concept,
        confidence=draft.confidence,
        evidence=draft.evidence,
        alternatives=draft.alternatives,
        outcome=draft.outcome,
        refusal=draft.refusal,
    )
    if draft.outcome is not Outcome.APPLIED:
        return [main]
    companions = (
        Edit(f"{name}{chr(97 + n)}", segment_id, span, span.of(text), after, "agreement", reason, group=name)
        for n, (span, after, reason) in enumerate(draft.companions)
    )
    return [main, *companions]
