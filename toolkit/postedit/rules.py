"""The editor without a model: diagnose, locate, propose, agree, guard. One round over a document.

Every step is a pure function over frozen data; what is not clear becomes a proposal for review, and the
machine translation stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.amounts import AmountHit, find_amounts, is_yuan
from toolkit.checks.conventions import find_conventions
from toolkit.checks.garbled import examine_document
from toolkit.checks.hits import Hit, MagnitudeHit, NameHit
from toolkit.checks.magnitudes import find_magnitudes
from toolkit.checks.name_hits import find_names
from toolkit.checks.passages import Passage
from toolkit.checks.quantities import UnitHit
from toolkit.checks.renderings import Swapped, consistency_of, find_other_renderings, find_swapped
from toolkit.checks.surface import find_surface
from toolkit.checks.units import find_units
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Edit, Outcome, same_language
from toolkit.postedit.agree import (
    Change,
    fit,
    with_article_of_person,
    without_article,
    without_means_article,
    without_of_article,
)
from toolkit.postedit.capitals import capitals, is_title
from toolkit.postedit.drafts import Draft, Rank, settle
from toolkit.postedit.frames import no_room
from toolkit.postedit.glosses import Glosses, find_repeated_glosses
from toolkit.postedit.guard import term_refusal
from toolkit.postedit.inflected import cased, inflected
from toolkit.postedit.number import number_of
from toolkit.postedit.propose import propose
from toolkit.postedit.replacement import in_speech
from toolkit.postedit.verbs import broken_frame, says_again
from toolkit.text.agreement import Grammar, grammar

BY_PLACE = 0.95
"""Confidence where the place had to choose the wording; 1 where the glossary leaves no choice."""
REBUILT = 0.8
"""Confidence where the clause was rebuilt around the term."""
_FORMULA, _UNIT, _AMOUNT, _NAME, _SWAPPED, _SURFACE = 0.95, 0.9, 0.85, 0.85, 0.6, 0.99
"""Confidence in edits of other kinds: set by kind, and not measured."""


def one_round(
    targets: Sequence[str],
    ids: Sequence[str],
    passages: Sequence[Passage],
    index: GlossaryIndex,
    lines: Sequence[bool] | None = None,
) -> tuple[tuple[Edit, ...], ...]:
    """The edits of every segment, of every outcome, in text order. Spans are those of `targets`.

    `lines` says of each segment whether its sentence may go on in the next one; None: of all.
    """
    policy = dict(index.glossary.policy)
    garbled, terms = examine_document(targets, passages, index)
    glosses = Glosses(targets)
    yuan = is_yuan(passage.source for passage in passages)
    drafts: list[Draft] = []
    for passage, found_terms in zip(passages, terms, strict=True):
        asked = frozenset(o.concept for o in index.in_source(passage.source)) if passage.source is not None else None
        drafts += [_term_draft(targets, hit, index, policy, glosses, asked, lines) for hit in found_terms.hits]
        for unit in find_units(passage, targets, policy, (index.pair.source, index.pair.target), garbled):
            drafts.append(_unit_draft(targets, unit))
        for wrong in find_magnitudes(passage, targets, index.pair):
            drafts.append(_number_draft(targets, wrong))
        drafts += [_amount_draft(targets, wrong) for wrong in find_amounts(passage, targets, index.pair, yuan)]
        if swapped := find_swapped(passage, targets, index):
            drafts += _swap_drafts(targets, swapped)
    for hit in find_other_renderings(passages, targets, index, consistency_of(policy)):
        drafts.append(_term_draft(targets, hit, index, policy, glosses, None, lines))
    drafts += find_repeated_glosses(targets, passages, index)
    drafts += [_name_draft(targets, name) for name in find_names(passages, terms, targets, index)]
    for found in find_conventions(passages, targets, index.glossary, index.pair.target):
        rule, reason = f"convention.{found.convention.id}", found.convention.note or "a formula of this kind of text"
        place, after = (found.segment, found.span), found.after
        drafts.append(Draft(*place, after, rule, reason, Rank.FORMULA, None, _FORMULA, found.evidence))
    if garbled:
        for broken in find_surface(targets, index.pair.target):
            if broken.after is not None:
                place, after = (broken.segment, broken.span), broken.after
                drafts.append(Draft(*place, after, broken.rule, broken.reason, Rank.SURFACE, None, _SURFACE))
    by_segment: list[list[Draft]] = [[] for _ in targets]
    for draft in drafts:
        if draft.after != draft.span.of(targets[draft.segment]):  # else nothing would change, and nobody need decide
            by_segment[draft.segment].append(draft)
    return tuple(settle(text, ids[n], by_segment[n]) for n, text in enumerate(targets))


def _why_asked(hit: Hit) -> str:
    """What a human is told who must decide over a listed wording."""
    if hit.term.action == "ask" and hit.confidence >= 0.5:
        return "the glossary asks for a human's decision"
    if hit.literal:
        return f"{hit.why}; whether it stands for the term is for a human to decide"
    return hit.why


def _is_compounded(text: str, change: Change, language: str) -> bool:
    """Whether several words would be joined to another by a hyphen: "livestream host-turned-farmer".

    In German one word is enough, for it may want a letter between: "Backup-Dateien", "Sicherungsdateien".
    """
    start, end = change.span
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    joined = (before[1:] == "-" and before[0].isalpha()) or (behind[:1] == "-" and behind[1:].isalpha())
    return joined and (" " in change.after or same_language(language, "de"))


def _is_wrapped(targets: Sequence[str], hit: Hit) -> bool:
    """Whether a wording at a line's edge may go on beyond it: no mark ends the line, the next begins small."""
    here = targets[hit.segment]
    follows = targets[hit.segment + 1] if hit.segment + 1 < len(targets) else ""
    leads = targets[hit.segment - 1] if hit.segment else ""
    goes_on = not here[hit.span.end :].strip() and follows.lstrip()[:1].islower()
    comes_from = not here[: hit.span.start].strip() and here.lstrip()[:1].islower() and leads.rstrip()[-1:].isalnum()
    return goes_on or comes_from


def _unit_draft(targets: Sequence[str], unit: UnitHit) -> Draft:
    rule = f"unit.{unit.unit}"
    draft = Draft(unit.segment, unit.span, unit.after, rule, unit.reason, Rank.AMOUNT, None, _UNIT, unit.evidence)
    if unit.after is None:
        return draft
    change, beside = fit(targets[unit.segment], unit.span, unit.after, None, "keep")
    return draft._replace(span=change.span, after=change.after, companions=beside)


def _number_draft(targets: Sequence[str], wrong: MagnitudeHit) -> Draft:
    change, beside = fit(targets[wrong.segment], wrong.span, wrong.after, None, "keep")
    place, rule = (wrong.segment, change.span), "number.magnitude"
    base = Draft(*place, change.after, rule, wrong.reason, Rank.AMOUNT, None, _UNIT, wrong.evidence)
    return base._replace(companions=beside)


def _swap_drafts(targets: Sequence[str], swapped: Swapped) -> list[Draft]:
    one, other = swapped.one, swapped.other
    drafts = []
    for here, there in ((one, other), (other, one)):
        span, after = here.found.span, there.found.span.of(targets[there.segment])
        place, concept = (here.segment, span), here.found.concept
        draft = Draft(*place, after, "term.swapped", swapped.reason, Rank.WORDING, concept, _SWAPPED)
        why = "two terms may have changed places: a human must say which of the two sides is wrong"
        drafts.append(draft._replace(outcome=Outcome.REVIEW, refusal=why))
    return drafts


def _amount_draft(targets: Sequence[str], wrong: AmountHit) -> Draft:
    change, beside = fit(targets[wrong.segment], wrong.span, wrong.after, None, "keep")
    place, after = (wrong.segment, change.span), change.after
    draft = Draft(*place, after, wrong.rule, wrong.reason, Rank.WORDING, None, _AMOUNT, wrong.evidence)
    if not wrong.sure:
        return draft._replace(outcome=Outcome.REVIEW, refusal="which of the two is right is for a human to decide")
    return draft._replace(companions=beside)


def _name_draft(targets: Sequence[str], name: NameHit) -> Draft:
    place, after = (name.segment, name.span), name.after
    draft = Draft(*place, after, name.rule, name.reason, Rank.WORDING, name.concept, _NAME, name.evidence)
    if not name.sure:
        return draft._replace(outcome=Outcome.REVIEW, refusal="whether it is this name is for a human to decide")
    return draft


def _fitted(
    text: str, hit: Hit, after: str, index: GlossaryIndex, rules: Grammar
) -> tuple[Change, tuple[Change, ...], str | None]:
    """The change in a language with gender and case, the changes beside it, and why a human must decide."""
    found = inflected(text, hit, after, index, rules)
    wording, unsure = (found.after, found.unsure) if found else (cased(text, hit, after), None)
    change, _ = fit(text, hit.span, wording, None, "keep", hit.tag, is_english=False)
    return change, found.beside if found else (), unsure


def _term_draft(
    targets: Sequence[str],
    hit: Hit,
    index: GlossaryIndex,
    policy: dict[str, str],
    glosses: Glosses,
    asked: frozenset[str] | None,
    lines: Sequence[bool] | None,
) -> Draft:
    text = targets[hit.segment]
    found = propose(text, hit, index, glosses.is_due(hit))
    base = Draft(
        hit.segment,
        hit.span,
        found.after,
        "term.located" if hit.located else f"term.{hit.term.status}",
        f"{hit.why}; {found.reason}" if hit.why else found.reason,
        Rank.WORDING,
        hit.concept,
        hit.confidence,
        hit.evidence,
        found.alternatives,
        sentence=hit.sentence,
    )
    if (lines is None or lines[hit.segment]) and _is_wrapped(targets, hit):
        return base._replace(outcome=Outcome.REVIEW, refusal="the wording may go on in the next line")
    if found.after is None:
        guess, rest = (found.alternatives[0], found.alternatives[1:]) if found.alternatives else (None, ())
        if guess:  # it may be accepted as it stands
            english = same_language(index.pair.target, "en")
            guess = capitals(text, hit, guess, as_listed=True) if english else cased(text, hit, guess)
        return base._replace(after=guess, alternatives=rest, outcome=Outcome.REVIEW, refusal=found.reason)
    unsure: str | None = None
    rules = grammar(index.pair.target)
    if rules is not None:
        change, beside, unsure = _fitted(text, hit, found.after, index, rules)
    else:
        quotes = "keep" if is_title(text, hit.span, hit.sentence) else policy.get("scare_quotes", "drop")
        is_english = same_language(index.pair.target, "en")
        change, beside = fit(text, hit.span, found.after, found.place, quotes, hit.tag, is_english)
    if same_language(index.pair.target, "en") and (found.place is None or found.place.kind in ("noun", "count")):
        unsure, agreed = number_of(text, change.span, hit.sentence, change.after, hit.tag, hit.located)
        beside = (*beside, *(c for c in agreed if all(c.span != other.span for other in beside)))
    if same_language(index.pair.target, "en"):
        unsure = unsure or broken_frame(text, hit, found.after) or no_room(text, hit, found.after)
        if not unsure and (verb := says_again(text, hit, found.after)):
            unsure = f"'{verb}' stands there already"
    if _is_compounded(text, change, index.pair.target):
        unsure = unsure or "it is part of a compound with a hyphen"
    if unsure:
        return base._replace(after=change.after, outcome=Outcome.REVIEW, refusal=unsure)
    if found.is_name and same_language(index.pair.target, "en"):
        change = without_article(text, change)
    elif same_language(index.pair.target, "en"):
        change = without_of_article(text, without_means_article(text, change))
        if not hit.located and hit.term.part_of_speech == "noun":
            person = with_article_of_person(text, change, hit.sentence)
            if person is None:
                return base._replace(
                    after=change.after, outcome=Outcome.REVIEW, refusal="whose it would be is not clear"
                )
            change = person
    beside = tuple(c for c in beside if not change.span.overlaps(c.span))
    certainty = 1.0 if found.place is None else REBUILT if found.place.possessive_of else BY_PLACE
    draft = base._replace(
        span=change.span,
        after=change.after,
        companions=tuple(beside),
        confidence=round(hit.confidence * certainty, 3),
    )
    if hit.verdict == "flag":
        return draft._replace(outcome=Outcome.REVIEW, refusal="the glossary only reports this wording", companions=())
    if hit.verdict == "ask":
        reason = hit.doubt or _why_asked(hit)
        return draft._replace(outcome=Outcome.REVIEW, refusal=reason, companions=())
    listed = "" if hit.located or hit.literal else hit.term.text
    refusal = term_refusal(text, hit.sentence, change.span, change.after, hit.concept, index, asked, listed)
    if refusal:
        return draft._replace(outcome=Outcome.REFUSED, refusal=refusal, companions=())
    if hit.term.replace_with and not in_speech(text, hit.span):
        glosses.written.add(hit.term.replace_with)
    return draft
