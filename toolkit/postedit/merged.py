"""Edits of a model and edits of the rules in one round: the model's where both would change the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Edit, Outcome, Span
from toolkit.postedit.contract import Case, Ruling, main_of
from toolkit.postedit.proposals import Malformed, printable
from toolkit.text.places import Disjoint

RULES = {"term": "model.term", "neighbour": "model.neighbour", "fluency": "model.fluency"}
CONFIDENCE = {"term": 0.85, "neighbour": 0.75, "fluency": 0.6}
"""By kind, set and not measured: what a model is worth depends on the model. Below 0.75 a line is to be re-read."""

_MOST_SHOWN = 200
_ASKED = "the glossary asks for a human's decision"


def edits_of(
    segment_id: str, case: Case, rulings: Sequence[Ruling], malformed: Sequence[Malformed], evidence: dict[str, str]
) -> tuple[Edit, ...]:
    """The edits of one segment, refused ones too. What has no place stands at the start and changes nothing."""
    names = {id(ruling): f"{segment_id}.m{n}" for n, ruling in enumerate(rulings, start=1)}
    edits: list[Edit] = []
    for ruling in rulings:
        main = main_of(ruling, rulings) if ruling.kind == "neighbour" and not ruling.refusal else None
        made = _edits(names[id(ruling)], segment_id, case, ruling, names[id(main)] if main else None, evidence)
        if main is not None and main.span is not None and case.is_asked(main.span, main.concept):
            made = [replace(edit, outcome=Outcome.REVIEW, refusal=_ASKED) for edit in made]
        edits += made
    for number, item in enumerate(malformed, start=1):
        name = f"{segment_id}.x{number}"
        edits.append(_record(name, segment_id, item.shown, item.why))
    return tuple(sorted(edits, key=lambda e: (e.span, e.id)))


def merged(ours: Sequence[Edit], rules: Sequence[Edit]) -> tuple[Edit, ...]:
    """The model's edits with those of the rules that leave its words and its concepts alone.

    Of two proposals for a human the model's stays, but where the rules make an edit there is nothing to decide.
    """
    made = [edit for edit in ours if edit.outcome is Outcome.APPLIED]
    taken, concepts = Disjoint(edit.span for edit in made), {edit.concept_id for edit in made if edit.concept_id}
    out = {e.group or e.id for e in rules if taken.meet(e.span) or (e.group is None and e.concept_id in concepts)}
    kept = [edit for edit in rules if (edit.group or edit.id) not in out]
    settled = Disjoint(edit.span for edit in kept if edit.outcome is Outcome.APPLIED)
    own = [edit for edit in ours if edit.outcome is not Outcome.REVIEW or not settled.meet(edit.span)]
    waiting = Disjoint(edit.span for edit in own if edit.outcome is Outcome.REVIEW)
    kept = [edit for edit in kept if edit.outcome is Outcome.APPLIED or not waiting.meet(edit.span)]
    return tuple(sorted([*own, *kept], key=lambda e: e.span))


def _edits(
    name: str, segment_id: str, case: Case, ruling: Ruling, group: str | None, evidence: dict[str, str]
) -> list[Edit]:
    proposal = ruling.proposal
    if ruling.span is None:
        shown = printable(f"'{proposal.quote}' -> '{proposal.replacement}'", _MOST_SHOWN)
        return [_record(name, segment_id, shown, printable(ruling.refusal or "", _MOST_SHOWN))]
    kind, text = ruling.kind or "term", case.text
    outcome, why = (Outcome.REFUSED, ruling.refusal) if ruling.refusal else (Outcome.APPLIED, None)
    if not why and case.is_asked(ruling.span, ruling.concept):
        outcome, why = Outcome.REVIEW, _ASKED
    main = Edit(
        id=name,
        segment_id=segment_id,
        span=ruling.span,
        before=ruling.span.of(text),
        after=ruling.after,
        rule=RULES[kind],
        reason=proposal.reason or "the model gives no reason",
        concept_id=ruling.concept,
        confidence=CONFIDENCE[kind],
        evidence=evidence.get(ruling.concept or ""),
        group=group,
        outcome=outcome,
        refusal=why,
    )
    if outcome is not Outcome.APPLIED:
        return [main]
    beside = [
        Edit(f"{name}{chr(97 + n)}", segment_id, span, span.of(text), after, "agreement", reason, group=group or name)
        for n, (span, after, reason) in enumerate(ruling.beside)
    ]
    return [main, *beside]


def _record(name: str, segment_id: str, shown: str, why: str) -> Edit:
    reason = f"the model proposed {shown}"
    nowhere = Span(0, 0)
    return Edit(
        name, segment_id, nowhere, "", "", "model.term", reason, confidence=0.0, outcome=Outcome.REFUSED, refusal=why
    )
