"""Located renderings as hits: a source term that nothing answers, and the words that stand in its place.

How sure a place is decides what becomes of it: an edit, a proposal, or nothing. The profile says from where on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from toolkit.checks.doubts import Spot, doubt
from toolkit.checks.hits import Hit, PassageTerms, Verdict
from toolkit.checks.literal import as_term
from toolkit.checks.located import Located, locate
from toolkit.checks.passages import Passage
from toolkit.checks.profiles import DEFAULT, profile_named
from toolkit.checks.wanted import unsure, with_hits
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import SATISFYING, WRONG, Span
from toolkit.text.tokens import tokens
from toolkit.text.variants import expand


def with_located(
    passages: Sequence[Passage],
    terms: Sequence[PassageTerms],
    targets: Sequence[str],
    index: GlossaryIndex,
) -> tuple[PassageTerms, ...]:
    """The terms of every passage, with a hit for each unanswered one whose place was found.

    The house policy `profile` says how sure a place must be. Raises InputError where it names no profile.
    """
    limits = profile_named(index.glossary.option("profile", DEFAULT))
    by_passage: dict[int, list[Hit]] = defaultdict(list)
    for found in locate(passages, terms, targets, index, limits.fix, strict=limits.strict):
        sure = found.place.sure
        if sure < limits.ask or (not limits.strict and _is_own(found, targets, index)):
            continue
        listed = bool(index.concepts[found.occurrence.concept].in_language(index.pair.target, WRONG))
        verdict: Verdict = "fix" if sure >= limits.fix and (limits.listed or not listed) else "ask"
        span = _with_parts(found, terms[found.passage], targets)
        hit = _hit(found, span, verdict, sure, passages[found.passage], targets, index)
        by_passage[found.passage].append(_with_doubt(hit, found, targets, index))
    return tuple(with_hits(one, by_passage[n]) if n in by_passage else one for n, one in enumerate(terms))


def _is_own(found: Located, targets: Sequence[str], index: GlossaryIndex) -> bool:
    """Whether the words are an approved rendering in another number, order or case."""
    language = index.pair.target
    said = sorted(token.stem for token in tokens(found.place.span.of(targets[found.place.segment]), language))
    approved = index.concepts[found.occurrence.concept].in_language(language, SATISFYING)
    return any(
        said == sorted(t.stem for t in tokens(text, language)) for term in approved for text in expand(term.text)
    )


_APART = re.compile(r"\b(?:from|into|at)\b", re.I)
"""Two things, and no parts of one: "goods from the shelves" for 货架."""


def _with_parts(found: Located, terms: PassageTerms, targets: Sequence[str]) -> Span:
    """The place, and where the same term's parts are translated one by one around it, all of them."""
    here = found.place.span
    for hit in unsure(terms):
        if (hit.segment, hit.concept) == (found.place.segment, found.occurrence.concept) and hit.span.covers(here):
            return here if _APART.search(hit.span.of(targets[hit.segment])) else hit.span
    return here


def _hit(
    found: Located,
    span: Span,
    verdict: Verdict,
    sure: float,
    passage: Passage,
    targets: Sequence[str],
    index: GlossaryIndex,
) -> Hit:
    segment, sentence = found.place.segment, found.place.sentence
    text = targets[segment]
    wording = found.occurrence.span.of(passage.source or "")
    concept = found.occurrence.concept
    term, tag = as_term(span.of(text), index, concept, text[sentence.start : span.start])
    unclear = found.place.doubt if verdict == "fix" else None
    verdict = "ask" if unclear else verdict
    why = f"{wording} has no approved rendering here, and by the rest of the sentence these words stand for it"
    return Hit(
        segment,
        span,
        sentence,
        concept,
        term,
        tag,
        None,
        verdict,
        round(sure, 3),
        wording,
        why,
        located=True,
        doubt=unclear,
    )


def _with_doubt(hit: Hit, found: Located, targets: Sequence[str], index: GlossaryIndex) -> Hit:
    if hit.doubt:
        return hit
    if hit.verdict == "ask":
        return hit._replace(doubt="it is not sure enough for this profile that these words stand for the term")
    spot = Spot(targets[hit.segment], hit.span, hit.sentence, found.occurrence.tag, hit.tag)
    why = doubt(spot, index.preferred(hit.concept), index)
    return hit._replace(verdict="ask", doubt=why) if why else hit
