"""Which source terms of a passage are to be located, and which words of the text are free to be their rendering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.checks.hits import Hit, PassageTerms
from toolkit.checks.locate import Gram
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import SATISFYING, Span
from toolkit.text.tokens import tokens
from toolkit.text.variants import expand

Place = tuple[int, Span]
"""A segment and a span in its text."""


class Wanted(NamedTuple):
    """A source term to be located."""

    occurrence: Occurrence
    freed: tuple[frozenset[Place], ...] = ()
    """For each term inside it where that is rendered: these places are free, and belong to its rendering."""


def unsure(terms: PassageTerms) -> list[Hit]:
    """Word-for-word renderings that only a human could decide on: the whole sentence may know their edges better."""
    return [hit for hit in terms.hits if hit.literal and hit.verdict == "ask"]


def with_hits(terms: PassageTerms, hits: Sequence[Hit]) -> PassageTerms:
    """The terms with these hits, each in the place of an unsure one of its concept or of a missing occurrence."""
    used = Counter(hit.concept for hit in hits)
    kept = [hit for hit in terms.hits if not _replaced(hit, terms, hits)]
    used -= Counter(hit.concept for hit in terms.hits) - Counter(hit.concept for hit in kept)
    missing = []
    for concept, wording in terms.missing:
        if used[concept]:
            used[concept] -= 1
        else:
            missing.append((concept, wording))
    every = tuple(sorted([*kept, *hits], key=lambda h: (h.segment, h.span)))
    return terms._replace(hits=every, missing=tuple(missing))


def _replaced(hit: Hit, terms: PassageTerms, by: Sequence[Hit]) -> bool:
    overlapping = (other.segment == hit.segment and other.span.overlaps(hit.span) for other in by)
    return hit in unsure(terms) and any(overlapping)


def unanswered(passage: Passage, terms: PassageTerms, index: GlossaryIndex) -> list[Wanted]:
    """The terms of the source that nothing in the text answers."""
    waiting = Counter(concept for concept, _ in terms.missing) + Counter(hit.concept for hit in unsure(terms))
    if not waiting or not passage.source:
        return []
    return [
        Wanted(o)
        for o in index.in_source(passage.source)
        if waiting[o.concept] and index.preferred(o.concept) and not _names_person(passage.source, o)
    ]


_WHO = re.compile("员(?!工|额)|員(?!工|額)|者|师(?![从徒傅生范资])|師(?![從徒傅生範資])")


def _names_person(source: str, occurrence: Occurrence) -> bool:
    """Whether a suffix behind the term makes it the person who does it: 调度员 is a dispatcher, and no dispatch."""
    return _WHO.match(source, occurrence.span.end) is not None


def half_answered(
    passage: Passage, terms: PassageTerms, targets: Sequence[str], index: GlossaryIndex, strict: bool = True
) -> list[Wanted]:
    """Terms that count as answered by the terms inside them, although they say more: 银行体系稳定 by "banking system".

    Not where a part stands in the source on its own as well: its rendering may then be that of the other. Unless
    `strict`, only where the glossary lists no wrong wordings of the term and of its parts: those it keeps to.
    """
    if not passage.source:
        return []
    asked = index.in_source(passage.source)
    waiting = {concept for concept, _ in terms.missing} | {hit.concept for hit in terms.hits}
    alone = {one.concept for one in asked}
    made = [(one, index.inside(one, passage.source)) for one in asked if one.concept not in waiting]
    made = [(one, parts) for one, parts in made if parts and _leaves_some(one, parts)]
    if not made:
        return []
    rights = [
        (piece.segment, found._replace(span=found.span.shift(piece.span.start)))
        for piece in passage.pieces
        for found in index.right(piece.span.of(targets[piece.segment]))
    ]
    said = {found.concept for _, found in rights}
    wanted = []
    for one, parts in made:
        inner = {part.concept for part in parts}
        if not strict and any(index.wordings(concept).wrong for concept in (one.concept, *inner)):
            continue
        if one.concept not in said and inner <= said - alone and index.preferred(one.concept):
            freed = (
                frozenset((s, found.span) for s, found in rights if found.concept == part) for part in sorted(inner)
            )
            wanted.append(Wanted(one, tuple(freed)))
    return wanted


def _leaves_some(one: Occurrence, parts: Sequence[Occurrence]) -> bool:
    return sum(part.span.end - part.span.start for part in parts) < one.span.end - one.span.start


def inner_terms(
    passage: Passage, terms: PassageTerms, wholes: Sequence[Wanted], targets: Sequence[str], index: GlossaryIndex
) -> list[Wanted]:
    """The terms that unanswered longer ones are made of, as far as nothing in the passage answers them.

    Only those whose rendering is a part of the longer one's: there is no "Financial Centre" in "Finance Centre Two".
    """
    parts = [
        part
        for one in wholes
        for part in index.inside(one.occurrence, passage.source or "")
        if _is_said_in(part.concept, one.occurrence.concept, index)
    ]
    if not parts:
        return []
    said = Counter(o.concept for piece in passage.pieces for o in index.right(piece.span.of(targets[piece.segment])))
    asked = Counter(concept for concept, _ in terms.required)
    return [
        Wanted(part) for part in parts if said[part.concept] <= asked[part.concept] and index.preferred(part.concept)
    ]


def held(terms: PassageTerms) -> list[Place]:
    """Places that say something: they are no rendering of another term."""
    open_hits = unsure(terms)
    return [*terms.held, *((hit.segment, hit.span) for hit in terms.hits if hit not in open_hits)]


def approved(concept: str, index: GlossaryIndex) -> list[Gram]:
    """The approved renderings of a concept as stems."""
    return [
        tuple(t.stem for t in tokens(text, index.pair.target))
        for term in index.concepts[concept].in_language(index.pair.target, SATISFYING)
        for text in expand(term.text)[:4]
    ]


def _is_said_in(part: str, one: str, index: GlossaryIndex) -> bool:
    wholes = [frozenset(gram) for gram in approved(one, index)]
    return any(frozenset(gram) <= stems for gram in approved(part, index) for stems in wholes)
