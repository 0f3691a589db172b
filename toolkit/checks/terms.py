"""Right and wrong terms in a passage, with the evidence for each. The one definition of "right term".

With a source, a wording counts as wrong where its concept stands in the source and no approved rendering
answers it; occurrences pair by order, longest first. Without one it must be unmistakable, or a cue must
stand near it. What is approved is masked before anything else, so our own output is never edited again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.checks.answers import effective, not_answering
from toolkit.checks.compounds import said_in_compounds
from toolkit.checks.crowded import WHY, crowded
from toolkit.checks.cues import GARBLED, GARBLED_IF_BLIND, other_script, stands
from toolkit.checks.hits import Ground, Hit, PassageTerms, TermCount, Verdict, counts_as_wrong
from toolkit.checks.literal_hits import with_literal
from toolkit.checks.opened import opened
from toolkit.checks.passages import Passage, Piece
from toolkit.checks.remains import with_remains
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import WITH_SOURCE, Span
from toolkit.text.places import Disjoint, Marked
from toolkit.text.words import is_in_katakana

NEAR = 600
"""Of a very long sentence, cues count within so many characters on either side."""
_WEIGHT = {"fix": 0, "ask": 1, "flag": 2}


class _Candidate(NamedTuple):
    segment: int
    sentence: Span
    found: Occurrence
    verdict: Verdict
    ground: Ground
    why: str


def examine(
    passage: Passage, targets: Sequence[str], index: GlossaryIndex, garbled: bool = False, around: str | None = None
) -> PassageTerms:
    """Every wrong wording of a passage and the balance of its concepts.

    `garbled` answers the cue `@garbled`: whether the document is known to be garbled machine translation. In such
    a document the other cues may also stand in `around`, the sentences beside the passage (of the source, if there is).
    """
    in_source = index.in_source(passage.source) if passage.source else ()
    standing = _wrong_alone([place.of(targets[s]) for s, place in passage.pieces], in_source, index)

    def once(asked: Sequence[Occurrence]) -> PassageTerms:
        return _examine(passage, targets, index, asked, garbled, around)

    return opened(once, in_source, passage.source or "", index, standing)


def _wrong_alone(texts: Iterable[str], in_source: Sequence[Occurrence], index: GlossaryIndex) -> frozenset[str]:
    """The concepts of wrong wordings that are no right wording of anything in the source: no "news [anchor]"."""
    asked = {o.concept for o in in_source}
    found: set[str] = set()
    for text in texts if asked else ():
        right = Marked((o.span, None) for o in index.right(text) if o.concept in asked)
        found |= {o.concept for o in index.wrong(text) if not any(right.meeting(o.span))}
    return frozenset(found)


def _examine(
    passage: Passage,
    targets: Sequence[str],
    index: GlossaryIndex,
    in_source: Sequence[Occurrence],
    garbled: bool,
    around: str | None,
) -> PassageTerms:
    """As `examine`, for these terms of the source."""
    nearby, heard = around if garbled else None, passage.source is not None
    budget = Counter(o.concept for o in in_source)
    rights: list[tuple[int, Occurrence]] = []
    wrongs: list[tuple[int, Span, Occurrence]] = []
    unquoted: set[tuple[int, Span, str]] = set()
    for segment, sentence in passage.pieces:
        text = sentence.of(targets[segment])
        bad = [_moved(o, sentence.start) for o in index.wrong(text)]
        if not heard:
            bad = [o for o in bad if WITH_SOURCE not in o.term.only_if_near]
        wider = Marked((b.span, b.concept) for b in bad)
        standing = index.right(text)
        bare = {o for o in standing if heard and index.lacks_quotes(o, text)}
        unquoted |= {(segment, _moved(o, sentence.start).span, o.concept) for o in bare}
        ours = [
            right
            for right in (_moved(o, sentence.start) for o in standing if o not in bare)
            if (heard or not index.needs_source(right.concept))
            and not any(c == right.concept and _wider(span, right.span) for span, c in wider.meeting(right.span))
        ]
        rights += [(segment, o) for o in effective(ours, budget, heard, index)]
        masks = Marked((o.span, o.concept) for o in ours)
        wrongs += [(segment, sentence, o) for o in bad if not _masked(o, masks, budget, index, heard)]
    if passage.source is not None:
        places = {(s, o): sentence for s, sentence, o in wrongs}

        def counts(place: tuple[int, Occurrence]) -> bool:
            rest = (targets, passage, index, budget, budget, nearby, garbled)
            return _weigh(place[0], places[place], place[1], *rest) is not None

        others = not_answering(rights, list(places), in_source, passage.source, targets, index, counts)
        rights = [right for right in rights if right not in others]
    satisfied = Counter(o.concept for _, o in rights)
    satisfied += said_in_compounds(passage, targets, budget - satisfied, index)
    left = Counter({c: max(n - satisfied[c], 0) for c, n in budget.items()})
    weighed = [
        (segment, found, _weigh(segment, sentence, found, targets, passage, index, budget, left, nearby, garbled))
        for segment, sentence, found in wrongs
    ]
    # A longer wording that lacks its cue keeps shorter ones inside it from being taken for themselves.
    blocked = Marked(
        (found.span, segment)
        for segment, found, candidate in weighed
        if candidate is None and (passage.source is None or budget[found.concept])
    )
    said = {(o.concept, o.span) for o in in_source}
    shared = {(s, o.span): o.concept for s, o in rights if budget[o.concept]}
    candidates = [
        candidate._replace(verdict="ask", why="the glossary admits it in quotation marks")
        if (segment, found.span, found.concept) in unquoted and candidate
        else _undecided(candidate, targets[segment], shared.get((segment, found.span)), said)
        for segment, found, candidate in weighed
        if candidate
        and not any(
            s == segment and _says_more(span, found.span, targets[segment]) for span, s in blocked.meeting(found.span)
        )
    ]
    wording = {o.concept: o.span.of(passage.source or "") for o in in_source}
    if passage.source:
        asked = ((c.segment, c.found) for c in candidates if c.ground is Ground.SOURCE and c.verdict == "fix")
        unclear = crowded(asked, left, in_source, passage.source, index.pair)
        candidates = [c._replace(verdict="ask", why=WHY) if c.found.concept in unclear else c for c in candidates]
    hits = tuple(
        h._replace(evidence=wording[h.concept]) if h.evidence is None else h
        for h in _choose(candidates, in_source, left, index)
    )
    if passage.source:
        hits = _whole(hits, rights, passage.source, targets, index)
        listed = [(segment, found.span, budget[found.concept] > 0) for segment, _, found in wrongs]
        hits = with_literal(hits, rights, listed, in_source, left, passage, targets, index, garbled)
    used = Counter(h.concept for h in hits)
    missing = [
        (concept, wording[concept]) for concept, count in left.items() for _ in range(max(count - used[concept], 0))
    ]
    return PassageTerms(
        hits=hits,
        required=tuple((o.concept, o.span.of(passage.source or "")) for o in in_source if index.can_say(o.concept)),
        satisfied=tuple((c, min(n, satisfied[c])) for c, n in budget.items()),
        missing=tuple(missing),
        held=tuple((segment, o.span) for segment, o in rights) + tuple((segment, o.span) for segment, _, o in wrongs),
    )


def _whole(
    hits: tuple[Hit, ...],
    rights: Sequence[tuple[int, Occurrence]],
    source: str,
    targets: Sequence[str],
    index: GlossaryIndex,
) -> tuple[Hit, ...]:
    """The hits with what their wordings leave beside them, unless that belongs to another hit or a right term."""
    wider = [with_remains(hit, targets[hit.segment], source, index) for hit in hits]
    if all(one.span == hit.span for hit, one in zip(hits, wider, strict=True)):
        return hits
    places = [*((h.segment, h.span) for h in hits), *((segment, o.span) for segment, o in rights)]
    return tuple(
        hit
        if one.span != hit.span
        and any(s == hit.segment and span != hit.span and span.overlaps(one.span) for s, span in places)
        else one
        for hit, one in zip(hits, wider, strict=True)
    )


def count_terms(source: str | None, target: str, index: GlossaryIndex) -> tuple[TermCount, ...]:
    """The account of one segment for evaluation, one row a concept that occurs on either side.

    Without a source nothing is required, and wrong wordings count on the evidence in the segment itself.
    """
    whole = Span(0, len(target))
    found = examine(Passage((Piece(0, whole),), source), [target], index, garbled=True)
    required = Counter(concept for concept, _ in found.required)
    satisfied = dict(found.satisfied)
    wrong = Counter(h.concept for h in found.hits if counts_as_wrong(h))
    return tuple(TermCount(c, required[c], satisfied.get(c, 0), wrong[c]) for c in sorted({*required, *wrong}))


def _wider(span: Span, other: Span) -> bool:
    return span.covers(other) and span != other


def _says_more(span: Span, other: Span, text: str) -> bool:
    """Whether the one covers the other and more than an article before it."""
    lead = text[span.start : other.start].strip().lower()
    return _wider(span, other) and (lead not in ("a", "an", "the") or span.end != other.end)


def _moved(occurrence: Occurrence, offset: int) -> Occurrence:
    return occurrence._replace(span=occurrence.span.shift(offset))


def _masked(
    wrong: Occurrence,
    masks: Marked[str],
    budget: Counter[str],
    index: GlossaryIndex,
    with_source: bool,
) -> bool:
    for span, concept in masks.meeting(wrong.span):
        longer = span.end - span.start > wrong.span.end - wrong.span.start
        asked_for = not with_source or budget[concept] > 0
        # The same words are right for another concept of this sentence, and the source does not ask for ours.
        ours_asked = with_source and budget[wrong.concept] > 0
        speaks = asked_for or not ours_asked or not index.has_source_terms(concept)
        if span.covers(wrong.span) and ((longer and speaks) or concept == wrong.concept):
            return True
        if span == wrong.span and asked_for and not wrong.term.unmistakable and not ours_asked:
            return True
        if longer and not span.covers(wrong.span) and asked_for:
            return True
    return False


def _weigh(
    segment: int,
    sentence: Span,
    found: Occurrence,
    targets: Sequence[str],
    passage: Passage,
    index: GlossaryIndex,
    budget: Counter[str],
    left: Counter[str],
    nearby: str | None,
    garbled: bool,
) -> _Candidate | None:
    term = found.term
    text = targets[segment]
    start, end = max(sentence.start, found.span.start - NEAR), min(sentence.end, found.span.end + NEAR)
    near = text[start:end]
    around = f"{text[start : found.span.start]} \N{BULLET} {text[found.span.end : end]}"
    # A cue against may hold the wording itself: "news anchor" against "anchor".
    if any(stands(cue, near, passage.source) for cue in term.not_if_near):
        return None
    blind = passage.source is None or not index.has_source_terms(found.concept)
    if not garbled and (GARBLED in term.only_if_near or (blind and GARBLED_IF_BLIND in term.only_if_near)):
        return None
    foreign = tuple(cue for cue in term.only_if_near if other_script(cue, term.text))
    words = tuple(cue for cue in term.only_if_near if not cue.startswith("@") and cue not in foreign)
    if foreign and passage.source is not None and not any(stands(cue, passage.source, None) for cue in foreign):
        beside = nearby or ""
        if not any(stands(cue, beside, None) for cue in foreign) or any(
            stands(cue, beside, None) for cue in term.not_if_near if other_script(cue, term.text)
        ):
            return None
    if passage.source is not None and index.has_source_terms(found.concept):
        if not budget[found.concept]:
            if not term.unmistakable:
                return None
            why = "the wording is a known mistranslation, but its source term is not in the source"
            return _Candidate(segment, sentence, found, "ask", Ground.ABSENT, why)
        if not left[found.concept] and not term.unmistakable:
            return None
        return _Candidate(segment, sentence, found, term.action, Ground.SOURCE, "the source has the term")
    cue = next((c for c in words if stands(c, around, None)), None)
    if term.unmistakable:
        return _Candidate(segment, sentence, found, term.action, Ground.UNMISTAKABLE, "no good text says this")
    if cue is not None:
        return _Candidate(segment, sentence, found, term.action, Ground.CUE, f"'{cue}' stands near it")
    far = next((c for c in words if nearby and stands(c, nearby, None)), None)
    if far is not None:
        why = f"other terms of this text were mistranslated in the same way, and '{far}' stands close by"
        return _Candidate(segment, sentence, found, term.action, Ground.NEARBY, why)
    if not words and not foreign and {GARBLED, GARBLED_IF_BLIND} & set(term.only_if_near):
        why = "other terms of this text were mistranslated in the same way"
        return _Candidate(segment, sentence, found, term.action, Ground.NEARBY, why)
    return None


def _undecided(candidate: _Candidate, text: str, other: str | None, said: set[tuple[str, Span]]) -> _Candidate:
    """The candidate, left to a human where its wording may render another term, elsewhere in the source.

    So too inside a longer word of katakana: サーバ in サーバルーム is the same word, ネジ in ネジバナ another.
    """
    if candidate.verdict == "fix" and any(is_in_katakana(text, edge) for edge in candidate.found.span):
        return candidate._replace(verdict="ask", why="it is a part of a longer word in katakana")
    ours = candidate.found.concept
    if candidate.verdict != "fix" or other in (None, ours):
        return candidate
    if not any(concept == other and (ours, span) not in said for concept, span in said):
        return candidate  # one word of two senses: which one it is, its cues have said
    return candidate._replace(verdict="ask", why="the source has another term too that this wording may render")


def _choose(
    candidates: Sequence[_Candidate],
    in_source: Sequence[Occurrence],
    left: Counter[str],
    index: GlossaryIndex,
) -> tuple[Hit, ...]:
    """Longest first, without overlap; then each wording to the concept that the source has for it."""
    taken: dict[int, Disjoint] = {}
    by_place: dict[tuple[int, Span], list[_Candidate]] = {}
    for c in sorted(candidates, key=lambda c: (c.found.span.start - c.found.span.end, c.segment, c.found.span.start)):
        place = (c.segment, c.found.span)
        there = taken.setdefault(c.segment, Disjoint())
        if place in by_place:
            by_place[place].append(c)
        elif not there.meet(c.found.span):
            there.add(c.found.span)
            by_place[place] = [c]
    remaining = Counter(left)
    hits: list[Hit] = []
    open_places: list[tuple[int, Span]] = []
    for place in sorted(by_place, key=lambda p: (p[1].start - p[1].end, p)):
        rivals = _rivals(by_place[place], remaining)
        if len({c.found.concept for c in rivals}) > 1:
            open_places.append(place)
            continue
        hits.append(_settle(rivals[0], remaining))
    order = [o.concept for o in in_source]
    at_first = Counter(remaining)
    for place in sorted(open_places):
        claims = {c for c in order if at_first[c] and any(r.found.concept == c for r in by_place[place])}
        rivals = _rivals(by_place[place], remaining)
        waiting = [c for c in order if remaining[c] and any(r.found.concept == c for r in rivals)]
        choice = next((r for r in rivals if waiting and r.found.concept == waiting[0]), rivals[0])
        hit = _settle(choice, remaining)
        others = tuple(sorted({r.found.concept for r in rivals} - {hit.concept}))
        # English reorders clauses: that the source names one of them first is no evidence.
        others = tuple(sorted({*others, *claims} - {hit.concept}))
        if others and len(claims) != 1 and not _same_answer(hit.concept, others, index):
            hit = hit._replace(verdict="ask", rivals=others, confidence=min(hit.confidence, 0.5))
        hits.append(hit)
    return tuple(sorted(hits, key=lambda h: (h.segment, h.span)))


def _rivals(candidates: Sequence[_Candidate], remaining: Counter[str]) -> list[_Candidate]:
    """The candidates of one place that still have a claim: those the source asks for before all others."""
    asked = [c for c in candidates if c.ground is Ground.SOURCE and remaining[c.found.concept]]
    known = [c for c in candidates if c.ground is not Ground.ABSENT]
    kept = asked or known or list(candidates)
    return sorted(kept, key=lambda c: (_WEIGHT[c.verdict], -c.ground.value, c.found.concept, c.found.tag is None))


def _settle(candidate: _Candidate, remaining: Counter[str]) -> Hit:
    found, verdict, ground, why = candidate.found, candidate.verdict, candidate.ground, candidate.why
    if ground is Ground.SOURCE and not remaining[found.concept] and not found.term.unmistakable:
        verdict, ground = "ask" if verdict == "fix" else verdict, Ground.ABSENT
        why = "the source has the term, but fewer times than this wording stands here"
    remaining[found.concept] -= 1 if remaining[found.concept] else 0
    return Hit(
        candidate.segment,
        found.span,
        candidate.sentence,
        found.concept,
        found.term,
        found.tag,
        found.gap,
        verdict,
        ground.value,
        None if ground is Ground.SOURCE else why,
        why,
    )


def _same_answer(concept: str, others: Iterable[str], index: GlossaryIndex) -> bool:
    texts = {t.text for t in index.preferred(concept)}
    return all({t.text for t in index.preferred(other)} == texts for other in others)
