"""Unanswered terms located in a whole document, by word alignment over its own sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from toolkit.checks.hits import PassageTerms
from toolkit.checks.locate import (
    WEIGHTS,
    Place,
    Runs,
    Sentence,
    associations,
    best,
    ready,
    runs,
    scores,
    term_tokens,
)
from toolkit.checks.passages import Passage
from toolkit.checks.phrases import whole
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import SATISFYING, Span
from toolkit.text.known import prior, vocabulary
from toolkit.text.lexicon import Floats, Lexicon, Pair, learn
from toolkit.text.tokens import tokens
from toolkit.text.variants import expand

_MOST_LEARNT = 20_000
"""A longer document teaches the lexicon by so many of its passages, evenly spread."""


class Located(NamedTuple):
    """An unanswered occurrence of a source term and the place that may render it."""

    passage: int
    occurrence: Occurrence
    place: Place


class _Search(NamedTuple):
    passage: int
    occurrence: Occurrence
    found: Runs
    features: Floats
    grams: list[tuple[str, ...]]


def locate(
    passages: Sequence[Passage],
    terms: Sequence[PassageTerms],
    targets: Sequence[str],
    index: GlossaryIndex,
    floor: float = 0.6,
) -> tuple[Located, ...]:
    """The best place of every unanswered term that has one, in document order."""
    wanted = [(n, _unanswered(p, t, index)) for n, (p, t) in enumerate(zip(passages, terms, strict=True))]
    wanted = [(n, asked) for n, asked in wanted if asked]
    if not wanted:
        return ()
    sentences = _sentences(passages, targets, index)
    lexicon = _lexicon(passages, sentences, index)
    places: dict[str, list[int]] = defaultdict(list)
    for n, asked in wanted:
        for occurrence in asked:
            places[occurrence.concept].append(n)
    together = associations([sentences[n] for n in range(len(sentences))], places)
    searches = [
        search
        for n, asked in wanted
        for search in _searches(n, asked, passages[n], terms[n], sentences[n], lexicon, together, index, targets)
    ]
    votes = _votes(searches)
    found: list[Located] = []
    for search in searches:
        features = search.features
        if votes:
            share = votes[search.occurrence.concept]
            features = features.copy()
            features[:, -1] = [share.get(gram, 0.0) for gram in search.grams]
        values = features @ np.array(WEIGHTS)
        chosen = best(search.found, values)
        if chosen is None or values[chosen[0]] < floor:
            continue
        at, margin = chosen
        sentence = sentences[search.passage]
        first, last = int(search.found.first[at]), int(search.found.last[at])
        piece = passages[search.passage].pieces[sentence.homes[first]]
        span = Span(sentence.target[first].span.start, sentence.target[last].span.end)
        place = Place(piece.segment, piece.span, span, float(values[at]), margin, tuple(map(float, features[at])))
        found.append(Located(search.passage, search.occurrence, place))
    return _without_overlap(found)


def _unanswered(passage: Passage, terms: PassageTerms, index: GlossaryIndex) -> list[Occurrence]:
    waiting = Counter(concept for concept, _ in terms.missing)
    if not waiting or not passage.source:
        return []
    return [o for o in index.in_source(passage.source) if waiting[o.concept] and index.preferred(o.concept)]


def _sentences(passages: Sequence[Passage], targets: Sequence[str], index: GlossaryIndex) -> list[Sentence]:
    words = vocabulary(*index.pair)
    made = []
    for passage in passages:
        source = passage.source or ""
        edges = {edge for o in index.in_source(source) for edge in o.span}
        ours = tokens(source, index.pair.source, words, edges)
        theirs = [
            [t._replace(span=t.span.shift(p.span.start)) for t in tokens(p.span.of(targets[p.segment]), index.pair.target)]
            for p in passage.pieces
        ]
        made.append(ready(passage, targets, ours, theirs, index.pair.target))
    return made


def _lexicon(passages: Sequence[Passage], sentences: Sequence[Sentence], index: GlossaryIndex) -> Lexicon:
    step = max(1, len(sentences) // _MOST_LEARNT)
    job: list[Pair] = [([t.stem for t in s.source], [t.stem for t in s.target]) for s in sentences[::step]]
    concepts = sorted({o.concept for p in passages if p.source for o in index.in_source(p.source)})
    known = [pair for concept in concepts for pair in _known(concept, index)]
    seen = {word for left, _ in [*job, *known] for word in left}
    return learn(job, known, prior(seen, *index.pair))


def _known(concept: str, index: GlossaryIndex) -> Iterable[Pair]:
    """A concept's own terms as sentence pairs, wrong wordings too: they tell what the words became."""
    words = vocabulary(*index.pair)
    entry = index.concepts[concept]
    theirs = [
        [t.stem for t in tokens(text, index.pair.target)]
        for term in entry.terms
        if term.language.split("-")[0] == index.pair.target.split("-")[0]
        for text in expand(term.text)[:3]
    ]
    for term in entry.in_language(index.pair.source, SATISFYING):
        ours = [t.stem for t in tokens(term.text, index.pair.source, words)]
        yield from ((ours, other) for other in theirs)


def _searches(
    number: int,
    asked: Sequence[Occurrence],
    passage: Passage,
    terms: PassageTerms,
    sentence: Sentence,
    lexicon: Lexicon,
    together: dict[str, dict[tuple[str, ...], float]],
    index: GlossaryIndex,
    targets: Sequence[str],
) -> Iterable[_Search]:
    if not sentence.source or not sentence.target:
        return
    held = [*terms.held, *((hit.segment, hit.span) for hit in terms.hits)]
    blocked = {
        n
        for n, token in enumerate(sentence.target)
        for segment, span in held
        if passage.pieces[sentence.homes[n]].segment == segment and span.overlaps(token.span)
    }
    found = runs(sentence, blocked)
    if not len(found.first):
        return
    ahead, back = lexicon.posteriors([t.stem for t in sentence.source], [t.stem for t in sentence.target])
    stems = [t.stem for t in sentence.target]
    said = [
        t.span.of(targets[passage.pieces[home].segment]) for t, home in zip(sentence.target, sentence.homes, strict=True)
    ]
    grams = [tuple(stems[a : b + 1]) for a, b in zip(found.first, found.last, strict=True)]
    capitals = np.array(
        [word[:1].isupper() and not _begins(n, sentence, said) for n, word in enumerate(said)], dtype=bool
    )
    for occurrence in asked:
        term = term_tokens(sentence, occurrence)
        if not term:
            continue
        wording = occurrence.span.of(passage.source or "")
        approved = _approved(occurrence.concept, index)
        elsewhere = np.clip(ahead.sum(axis=0) - ahead[term].sum(axis=0), 0.0, 1.0)
        mask = whole(found, sentence, said, elsewhere, index.preferred(occurrence.concept), index.pair.target)
        if not mask.any():
            continue
        mine = Runs(found.first[mask], found.last[mask])
        features = scores(
            sentence, mine, ahead, back, term, wording, approved, together.get(occurrence.concept, {}), {}, capitals, _is_name(occurrence.concept, index)
        )
        kept = [gram for gram, keep in zip(grams, mask, strict=True) if keep]
        yield _Search(number, occurrence, mine, features, kept)


def _begins(at: int, sentence: Sentence, said: Sequence[str]) -> bool:
    """Whether a capital says nothing here: the first word of its sentence, unless the next is capitalised too."""
    first = at == 0 or sentence.homes[at - 1] != sentence.homes[at]
    goes_on = at + 1 < len(said) and sentence.joined[at] and said[at + 1][:1].isupper()
    return first and not goes_on and not said[at].isupper()


def _is_name(concept: str, index: GlossaryIndex) -> bool:
    """Whether the concept's approved terms are names, by the glossary or by their capitals."""
    terms = index.preferred(concept)
    if any(term.part_of_speech for term in terms):
        return any(term.part_of_speech == "name" for term in terms)
    return all(term.text[:1].isupper() for term in terms)


def _approved(concept: str, index: GlossaryIndex) -> list[frozenset[str]]:
    return [
        frozenset(t.stem for t in tokens(text, index.pair.target))
        for term in index.concepts[concept].in_language(index.pair.target, SATISFYING)
        for text in expand(term.text)[:4]
    ]


def _votes(searches: Sequence[_Search]) -> dict[str, dict[tuple[str, ...], float]]:
    """For each concept that several sentences leave unanswered, how its score spreads over runs of words."""
    often = Counter(search.occurrence.concept for search in searches)
    mass: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for search in searches:
        if often[search.occurrence.concept] > 1:
            values = search.features @ np.array(WEIGHTS)
            for at in np.argsort(-values)[:5]:
                if values[at] > 0:
                    mass[search.occurrence.concept][search.grams[at]] += float(values[at])
    return defaultdict(
        dict, {c: {gram: value / sum(counts.values()) for gram, value in counts.items()} for c, counts in mass.items()}
    )


def _without_overlap(found: Sequence[Located]) -> tuple[Located, ...]:
    """Each place to the term that fits it best, and one place an occurrence."""
    kept: list[Located] = []
    for one in sorted(found, key=lambda f: (-f.place.score, f.passage, f.occurrence.span)):
        if not any(
            other.place.segment == one.place.segment and other.place.span.overlaps(one.place.span) for other in kept
        ):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: (f.passage, f.place.segment, f.place.span)))
