"""The contract with a model that proposes edits: which of them are made, and why the others are not.

A proposal counts for what it does to the text, never for what it says of itself. Its words must stand there, once or
as the numbered one; what must survive survives (`survivors`); the glossary is not worsened (`account`); no two edits
touch; the scope of the profile holds. The order of the proposals decides nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span, same_language
from toolkit.postedit.account import Account, account, gained, worsened
from toolkit.postedit.agree import fit
from toolkit.postedit.guard import term_refusal, too_much
from toolkit.postedit.placed import cased, misplaced, narrowed, place_of
from toolkit.postedit.proposals import Proposal
from toolkit.postedit.survivors import Names, loss, same_content
from toolkit.text.sentences import sentences
from toolkit.text.slots import Slot
from toolkit.text.sound import by_sound
from toolkit.text.words import words

Kind = Literal["term", "neighbour", "fluency"]
NEAR = 24
"""A neighbour of a term stands within so many characters of it, in the same clause."""
_CLAUSES = re.compile(r"[,;:()\N{EN DASH}\N{EM DASH}]")
_MOST_TAKEN = 2
"""An edit that brings no new word may take so many away, as of two articles one."""
_MOST_GROWTH = 2.0
_ROOM = 40
"""An edit may be so many characters longer than twice what it replaces."""


class Scope(NamedTuple):
    """What a profile lets a model change."""

    neighbours: bool
    """Small words and endings beside a term that is put right, so that the sentence takes it."""
    fluency: bool
    """Anything that reads badly."""
    most_words: int
    """So many words one edit may replace."""


SCOPES = {
    "precise": Scope(neighbours=False, fluency=False, most_words=8),
    "balanced": Scope(neighbours=True, fluency=False, most_words=10),
    "maximal": Scope(neighbours=True, fluency=True, most_words=20),
}
"""By the name of the profile."""


@dataclass(frozen=True, slots=True)
class Case:
    """A segment with everything that speaks for or against changing it."""

    text: str
    source: str | None
    index: GlossaryIndex
    scope: Scope
    wordings: tuple[tuple[str, str], ...] = ()
    """Concepts that are not rendered right, with the source's wording."""
    wrong: tuple[tuple[Span, str], ...] = ()
    """Places that the checks found, with their concept."""
    asked: tuple[tuple[Span, str], ...] = ()
    """Those among them whose row of the glossary wants a human's decision."""

    def is_asked(self, span: Span, concept: str | None) -> bool:
        """Whether a human decides on the change of these words for that concept."""
        return any(place.overlaps(span) and owner == concept for place, owner in self.asked)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of one proposal."""

    proposal: Proposal
    span: Span | None
    """The words that change; None: they are not to be found."""
    after: str
    kind: Kind | None = None
    concept: str | None = None
    refusal: str | None = None
    beside: tuple[tuple[Span, str, str], ...] = ()
    """What the change asks for beside it, as an article: span, new text, reason."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """All places that it changes."""
        return (self.span, *(span for span, _, _ in self.beside)) if self.span is not None else ()


def judge(case: Case, proposals: Iterable[Proposal]) -> tuple[Ruling, ...]:
    """The ruling on every proposal, in text order; those without a place first. Equal ones are ruled on once."""
    before = account(case.text, case.source, case.index)
    ruled = [_alone(case, before, proposal) for proposal in dict.fromkeys(proposals)]
    once = {(r.span, r.after, r.refusal, r.proposal if r.refusal else None): r for r in sorted(ruled, key=_order)}
    rulings = _apart(list(once.values()))
    rulings = _not_twice(case, before, rulings)
    rulings = _in_scope(case, rulings)
    return tuple(_together(case, before, rulings))


def changed(text: str, rulings: Iterable[Ruling]) -> str:
    """The text with the edits of these rulings that are not refused."""
    places = [(r.span, r.after) for r in rulings if r.span is not None and not r.refusal]
    places += [(span, after) for r in rulings if not r.refusal for span, after, _ in r.beside]
    for span, after in sorted(places, reverse=True):
        text = text[: span.start] + after + text[span.end :]
    return text


def main_of(ruling: Ruling, rulings: Sequence[Ruling]) -> Ruling | None:
    """The term beside which a neighbour stands: the nearest that is made."""
    mains = [r for r in rulings if r.kind == "term" and not r.refusal]
    return min(mains, key=lambda r: (_distance(r, ruling), r.spans), default=None)


def _order(ruling: Ruling) -> tuple[Span, str, Span, str, str, str]:
    said, nowhere = ruling.proposal, Span(-1, -1)
    own = said.quote, said.reason, said.concept or ""
    return ruling.span or nowhere, ruling.after, said.span or nowhere, *own


def _alone(case: Case, before: Account, proposal: Proposal) -> Ruling:
    """The ruling on a proposal as if it were the only one."""
    text, language = case.text, case.index.pair.target
    whole, problem = place_of(text, proposal)
    if whole is None:
        return Ruling(proposal, None, proposal.replacement, refusal=problem)
    wanted = proposal.replacement if proposal.span is not None else proposal.replacement.strip()
    span, after = narrowed(text, whole, wanted)
    sentence = next((s for s in sentences(text, language) if s.covers(span)), None)
    refused = Ruling(proposal, span, after, concept=proposal.concept)
    if problem := problem or _shapeless(case, span, after, sentence):
        return replace(refused, refusal=problem)
    assert sentence is not None
    if proposal.concept is not None and proposal.concept not in case.index.concepts:
        return replace(refused, concept=None, refusal="the glossary has no such concept")
    after = cased(text, span, after, sentence, case.index)
    beside: tuple[tuple[Span, str, str], ...] = ()
    now = account(changed(text, [replace(refused, after=after, refusal=None)]), case.source, case.index)
    concepts = gained(before, now)
    if concepts and same_language(language, "en"):
        term = next((o for o in now.rights if o.concept in concepts and o.span.start == span.start), None)
        if problem := misplaced(text, span, sentence, term):
            return replace(refused, after=after, concept=concepts[0], refusal=problem)
        kind_of = term.term.part_of_speech if term and term.span.end == span.start + len(after) else None
        place = Slot(kind_of, "", "") if kind_of in ("verb", "count", "mod") else None
        main, others = fit(text, span, after, place, case.index.glossary.option("scare_quotes", "drop"))
        span, after = main.span, main.after
        articles = (c for c in others if c.span.of(text).casefold() in ("a", "an"))
        beside = tuple((c.span, c.after, c.reason) for c in articles)
        now = account(changed(text, [Ruling(proposal, span, after, beside=beside)]), case.source, case.index)
        concepts = gained(before, now)
    concept = proposal.concept if proposal.concept in concepts else next(iter(concepts), None)
    there = Span(span.start + _shift(span, beside), span.start + _shift(span, beside) + len(after))
    new = changed(text, [Ruling(proposal, span, after, beside=beside)])
    brought = [o.span.of(new) for o in now.rights if o.concept in concepts and o.span.overlaps(there)]
    asked = frozenset(before.required) if case.source is not None else None
    problem = (
        loss(text, span, after, language, brought, _names(case, span, concepts))
        or worsened(before, now)
        or term_refusal(text, sentence, span, after, concept or "", case.index, asked)
    )
    kind: Kind | None = "term" if concepts else None
    return Ruling(proposal, span, after, kind, concept or proposal.concept, problem, beside)


def _shift(span: Span, beside: Iterable[tuple[Span, str, str]]) -> int:
    return sum(len(after) - (other.end - other.start) for other, after, _ in beside if other.end <= span.start)


def _shapeless(case: Case, span: Span, after: str, sentence: Span | None) -> str | None:
    """What is wrong with the size of a change."""
    before = span.of(case.text)
    if before == after:
        return "it changes nothing"
    old, new = (Counter(word.of(side).casefold() for word in words(side)) for side in (before, after))
    if not new - old and (old - new).total() > _MOST_TAKEN:
        return "it only takes words away"
    if sentence is None:
        return "it runs over the end of a sentence"
    if len(words(before)) > case.scope.most_words:
        return f"it changes more than {case.scope.most_words} words"
    if len(after) > _MOST_GROWTH * len(before) + _ROOM:
        return "it is much longer than what it replaces"
    return "too much of the sentence would change" if too_much(sentence, span.end - span.start) else None


def _names(case: Case, span: Span, concepts: Sequence[str]) -> Names:
    """Which names must survive: none that are known to be the wrong rendering of the term itself."""
    if not concepts:
        return "all"
    found = any(concept in concepts and place.covers(span) for place, concept in case.wrong)
    sounds = (by_sound(wording) for concept, wording in case.wordings if concept in concepts)
    spelled = any(sound is not None and sound.fullmatch(span.of(case.text)) for sound in sounds)
    return "none" if found or spelled else "unknown"


def _apart(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Of two that overlap neither is made, but a term's edit before another's that is none."""
    standing = [r for r in rulings if not r.refusal]

    def crossed(ruling: Ruling) -> bool:
        return any(
            other is not ruling and other.kind in ("term", ruling.kind) and _touch(ruling, other) for other in standing
        )

    return [replace(r, refusal="it overlaps another proposal") if not r.refusal and crossed(r) else r for r in rulings]


def _touch(one: Ruling, other: Ruling) -> bool:
    return any(a.overlaps(b) or a == b for a in one.spans for b in other.spans)


def _not_twice(case: Case, before: Account, rulings: Sequence[Ruling]) -> list[Ruling]:
    """Edits that bring one term more often than the source has it, each fine alone, are all refused."""
    made = [r for r in rulings if r.kind == "term" and not r.refusal]
    kept = list(rulings)
    for concept in sorted({r.concept or "" for r in made}):
        own = [r for r in made if r.concept == concept]
        if len(own) > 1 and worsened(before, account(changed(case.text, own), case.source, case.index)):
            why = "several proposals bring the same term, more often than the source has it"
            kept = [replace(r, refusal=why) if r in own else r for r in kept]
    return kept


def _in_scope(case: Case, rulings: Sequence[Ruling]) -> list[Ruling]:
    """What is no term's edit becomes a neighbour or an edit of fluency, or is refused."""
    kept: list[Ruling] = []
    for ruling in rulings:
        if ruling.refusal or ruling.kind == "term":
            kept.append(ruling)
            continue
        main = main_of(ruling, rulings)
        if case.scope.neighbours and main is not None and _beside(case, ruling, main):
            kept.append(replace(ruling, kind="neighbour", concept=main.concept))
            continue
        if case.scope.fluency:
            kept.append(replace(ruling, kind="fluency", concept=None))
            continue
        why = "it brings no term that is missing, and this profile lets nothing else be changed"
        kept.append(replace(ruling, refusal=why))
    return kept


def _sentence(case: Case, ruling: Ruling) -> Span | None:
    found = sentences(case.text, case.index.pair.target)
    return next((s for s in found if ruling.span is not None and s.covers(ruling.span)), None)


def _beside(case: Case, ruling: Ruling, main: Ruling) -> bool:
    if ruling.span is None or main.span is None or _sentence(case, ruling) != _sentence(case, main):
        return False
    if not same_content(ruling.span.of(case.text), ruling.after, case.index.pair.target):
        return False
    first, second = sorted((ruling.span, main.span))
    return _distance(ruling, main) <= NEAR and not _CLAUSES.search(case.text, first.end, max(first.end, second.start))


def _distance(one: Ruling, other: Ruling) -> int:
    if one.span is None or other.span is None:
        return 1 << 30
    return max(one.span.start - other.span.end, other.span.start - one.span.end, 0)


def _together(case: Case, before: Account, rulings: Sequence[Ruling]) -> list[Ruling]:
    """All that is to be made, tried together: first without what is no term's edit, then without anything."""
    kept = list(rulings)
    for kinds in (("fluency", "neighbour"), ("term",)):
        made = [r for r in kept if not r.refusal]
        if not made:
            break
        by_sentence: dict[Span | None, int] = {}
        for ruling in made:
            sentence = _sentence(case, ruling)
            size = sum(span.end - span.start for span in ruling.spans)
            by_sentence[sentence] = by_sentence.get(sentence, 0) + size
        too_many = any(sentence and too_much(sentence, size) for sentence, size in by_sentence.items())
        worse = worsened(before, account(changed(case.text, made), case.source, case.index))
        if not too_many and not worse:
            break
        why = "too much of the sentence would change" if too_many else f"all together, {worse}"
        kept = [replace(r, refusal=why) if r.kind in kinds and not r.refusal else r for r in kept]
    return kept
