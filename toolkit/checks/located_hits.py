"""Located renderings as hits: a source term that nothing answers, and the words that stand in its place.

How sure a place is decides what becomes of it: an edit, a proposal, or nothing. The profile says from where on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.checks.hits import Hit, PassageTerms, Verdict
from toolkit.checks.literal import as_term
from toolkit.checks.locate import Place
from toolkit.checks.located import Located, locate
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex


class Profile(NamedTuple):
    """How sure a located place must be, 0 to 1."""

    fix: float
    ask: float


PROFILES = {
    "precise": Profile(fix=0.9, ask=0.5),
    "balanced": Profile(fix=0.6, ask=0.3),
    "maximal": Profile(fix=0.35, ask=0.3),
}
DEFAULT = "precise"


def with_located(
    passages: Sequence[Passage],
    terms: Sequence[PassageTerms],
    targets: Sequence[str],
    index: GlossaryIndex,
    profile: str = DEFAULT,
) -> tuple[PassageTerms, ...]:
    """The terms of every passage, with a hit for each unanswered one whose place was found."""
    limits = PROFILES[profile]
    by_passage: dict[int, list[Hit]] = defaultdict(list)
    for found in locate(passages, terms, targets, index):
        sure = confidence(found.place)
        if sure >= limits.ask:
            verdict: Verdict = "fix" if sure >= limits.fix else "ask"
            by_passage[found.passage].append(_hit(found, verdict, sure, passages[found.passage], targets, index))
    return tuple(_with(one, by_passage[n]) if n in by_passage else one for n, one in enumerate(terms))


def confidence(place: Place) -> float:
    """The estimated probability that the place is right."""
    return 1 / (1 + math.exp(-(place.score - 1.1) * 1.2))


def _hit(
    found: Located, verdict: Verdict, sure: float, passage: Passage, targets: Sequence[str], index: GlossaryIndex
) -> Hit:
    segment, sentence, span = found.place.segment, found.place.sentence, found.place.span
    text = targets[segment]
    wording = found.occurrence.span.of(passage.source or "")
    concept = found.occurrence.concept
    term, tag = as_term(span.of(text), index, concept, text[sentence.start : span.start])
    why = f"{wording} has no approved rendering here, and by the rest of the sentence these words stand for it"
    return Hit(segment, span, sentence, concept, term, tag, None, verdict, round(sure, 3), wording, why, located=True)


def _with(terms: PassageTerms, hits: Sequence[Hit]) -> PassageTerms:
    used = Counter(hit.concept for hit in hits)
    missing = []
    for concept, wording in terms.missing:
        if used[concept]:
            used[concept] -= 1
        else:
            missing.append((concept, wording))
    every = tuple(sorted([*terms.hits, *hits], key=lambda h: (h.segment, h.span)))
    return terms._replace(hits=every, missing=tuple(missing))
