"""The editor without a model: diagnose, locate, propose, agree, guard. One round over a document.

Every step is a pure function over frozen data; what is not clear becomes a proposal for review, and the
machine translation stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.checks.conventions import find_conventions
from toolkit.checks.passages import Passage
from toolkit.checks.surface import find_surface
from toolkit.checks.terms import Hit, examine
from toolkit.checks.units import find_units
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Edit, Outcome, Span
from toolkit.postedit.agree import fit, without_article
from toolkit.postedit.guard import term_refusal, too_much
from toolkit.postedit.propose import in_speech, propose
from toolkit.text.protect import protected
from toolkit.text.variants import at_mention

GARBLED_FROM = 1 / 20
"""Corrected terms per sentence from which a text counts as garbled machine translation."""


BY_PLACE = 0.95
"""Confidence where the place had to choose the wording; 1 where the glossary leaves no choice."""
REBUILT = 0.8
"""Confidence where the clause was rebuilt around the term."""


class _Draft(NamedTuple):
    """An edit before its number; `companions` stand and fall with it."""

    segment: int
    span: Span
    after: str | None
    rule: str
    reason: str
    rank: int
    """Which of two overlapping edits wins: the lower."""
    concept: str | None = None
    confidence: float = 1.0
    evidence: str | None = None
    alternatives: tuple[str, ...] = ()
    outcome: Outcome = Outcome.APPLIED
    refusal: str | None = None
    companions: tuple[tuple[Span, str, str], ...] = ()
    sentence: Span | None = None


def one_round(
    targets: Sequence[str], ids: Sequence[str], passages: Sequence[Passage], index: GlossaryIndex
) -> tuple[tuple[Edit, ...], ...]:
    """The edits of every segment, of every outcome, in text order. Spans are those of `targets`."""
    policy = dict(index.glossary.policy)
    garbled = is_garbled(targets, passages, index)
    drafts: list[_Draft] = []
    written: set[str] = set()
    for passage in passages:
        for hit in examine(passage, targets, index, garbled).hits:
            drafts.append(_term_draft(targets, hit, index, policy, written))
        for unit in find_units(passage, targets, policy, (index.pair.source, index.pair.target), garbled):
            drafts.append(
                _Draft(
                    unit.segment,
                    unit.span,
                    unit.after,
                    f"unit.{unit.unit}",
                    unit.reason,
                    1,
                    None,
                    0.9,
                    unit.evidence,
                )
            )
    for found in find_conventions(passages, targets, index.glossary, index.pair.target):
        reason = f"convention '{found.convention.id}'"
        drafts.append(
            _Draft(found.segment, found.span, found.after, "convention", reason, 0, None, 0.95, found.evidence)
        )
    conventions = [d for d in drafts if d.rule == "convention"]
    if garbled or conventions:
        for broken in find_surface(targets, index.pair.target):
            if broken.after is not None and garbled:
                drafts.append(
                    _Draft(broken.segment, broken.span, broken.after, broken.rule, broken.reason, 3, None, 0.99)
                )
    return tuple(_segment_edits(n, text, ids[n], drafts) for n, text in enumerate(targets))


def is_garbled(targets: Sequence[str], passages: Sequence[Passage], index: GlossaryIndex) -> bool:
    """Whether the glossary shows the text to be garbled machine translation.

    It does where at least one term in twenty sentences is corrected on evidence of its own.
    """
    count = sum(len(p.pieces) for p in passages)
    fixed = sum(1 for p in passages for hit in examine(p, targets, index, garbled=False).hits if hit.verdict == "fix")
    return fixed > 0 and fixed >= GARBLED_FROM * count


def _term_draft(
    targets: Sequence[str], hit: Hit, index: GlossaryIndex, policy: dict[str, str], written: set[str]
) -> _Draft:
    text = targets[hit.segment]
    proposal = propose(text, hit, index, _is_first(targets, hit, written))
    base = _Draft(
        hit.segment,
        hit.span,
        proposal.after,
        f"term.{hit.term.status}",
        f"{hit.why}; {proposal.reason}" if hit.why else proposal.reason,
        2,
        hit.concept,
        hit.confidence,
        hit.evidence,
        proposal.alternatives,
        sentence=hit.sentence,
    )
    if proposal.after is None:
        guess = proposal.alternatives[0] if proposal.alternatives else None
        return base._replace(after=guess, outcome=Outcome.REVIEW, refusal=proposal.reason)
    change, beside = fit(text, hit.span, proposal.after, proposal.place, policy.get("scare_quotes", "drop"), hit.tag)
    if proposal.is_name:
        change = without_article(text, change)
    certainty = 1.0 if proposal.place is None else REBUILT if proposal.place.possessive_of else BY_PLACE
    draft = base._replace(
        span=change.span,
        after=change.after,
        companions=tuple(beside),
        confidence=round(hit.confidence * certainty, 3),
    )
    if hit.verdict == "flag":
        return draft._replace(outcome=Outcome.REVIEW, refusal="the glossary only reports this wording", companions=())
    if hit.verdict == "ask":
        reason = hit.why if hit.confidence < 0.5 else "the glossary asks for a human's decision"
        return draft._replace(outcome=Outcome.REVIEW, refusal=reason, companions=())
    refusal = term_refusal(text, change.span, change.after, hit.concept, index)
    if refusal:
        return draft._replace(outcome=Outcome.REFUSED, refusal=refusal, companions=())
    if hit.term.replace_with and not in_speech(text, hit.span):
        written.add(hit.term.replace_with)
    return draft


def _is_first(targets: Sequence[str], hit: Hit, written: set[str]) -> bool:
    """Whether a gloss is due: not yet written in this round, and not standing in the text already."""
    replacement = hit.term.replace_with
    if not replacement or replacement in written:
        return False
    full = at_mention(replacement, first=True)
    return not any(full in text for text in targets)


def _segment_edits(number: int, text: str, segment_id: str, drafts: Iterable[_Draft]) -> tuple[Edit, ...]:
    ours = [d for d in drafts if d.segment == number]
    shielded = [p.span for p in protected(text) if p.kind != "number"]
    taken: list[Span] = []
    kept: list[_Draft] = []
    order = {Outcome.APPLIED: 0, Outcome.REVIEW: 1, Outcome.REFUSED: 2}
    for draft in sorted(ours, key=lambda d: (order[d.outcome], d.rank, d.span.start - d.span.end, d.span.start)):
        spans = [draft.span, *(span for span, _, _ in draft.companions)]
        if any(_collide(span, other) for span in spans for other in taken):
            continue
        if draft.outcome is Outcome.APPLIED and any(s.overlaps(draft.span) for s in shielded):
            draft = draft._replace(outcome=Outcome.REFUSED, refusal="it would cut into a protected span")
        if draft.outcome is Outcome.APPLIED and draft.after is None:
            draft = draft._replace(outcome=Outcome.REVIEW, refusal="no safe replacement is known")
        if draft.outcome is Outcome.APPLIED and draft.sentence is not None:
            inside = sum(s.end - s.start for s in taken if draft.sentence.covers(s)) + draft.span.end - draft.span.start
            if too_much(draft.sentence.of(text), inside):
                draft = draft._replace(outcome=Outcome.REVIEW, refusal="too much of the sentence would change")
        if draft.outcome is Outcome.APPLIED or not any(draft.span.overlaps(t) for t in taken):
            kept.append(draft)
            taken += spans
    edits: list[Edit] = []
    for place, draft in enumerate(sorted(kept, key=lambda d: d.span), start=1):
        name = f"{segment_id}.{place}"
        edits.append(_edit(name, segment_id, text, draft))
        if draft.outcome is Outcome.APPLIED:
            for letter, (span, after, reason) in zip("abcdef", draft.companions, strict=False):
                companion = Edit(
                    f"{name}{letter}", segment_id, span, span.of(text), after, "agreement", reason, group=name
                )
                edits.append(companion)
    return tuple(sorted(edits, key=lambda e: e.span))


def _collide(span: Span, other: Span) -> bool:
    return span.overlaps(other) or (span.start == span.end and span == other)


def _edit(name: str, segment_id: str, text: str, draft: _Draft) -> Edit:
    return Edit(
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
