"""Unanswered terms located in a whole document, by word alignment over its own sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from toolkit.checks.confidence import confidence
from toolkit.checks.edges import Edges, clean, edges, left_behind, stretched, taken_along
from toolkit.checks.hits import PassageTerms
from toolkit.checks.locate import (
    WEIGHTS,
    Gram,
    associations,
    best,
    features,
    grams_of,
    term_tokens,
    values,
    with_votes,
)
from toolkit.checks.passages import Passage
from toolkit.checks.phrases import whole
from toolkit.checks.pooled import Vote, pooled
from toolkit.checks.runs import Flags, Runs, Sentence, ready, runs
from toolkit.checks.wanted import Wanted, approved, half_answered, held, inner_terms, unanswered
from toolkit.checks.widened import Alone, alone, modifier_taken, widened
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import LangPair, Span, same_language
from toolkit.text.known import prior, vocabulary
from toolkit.text.lexicon import Floats, Lexicon, Pair, learn
from toolkit.text.tokens import tokens
from toolkit.text.variants import expand

_MOST_LEARNT = 20_000
"""A longer document teaches the lexicon by so many of its passages, evenly spread."""
_VOTERS = 5
"""So many of the best runs of a sentence vote for what renders a term elsewhere."""
_LOWEST = 0.0
"""Runs that compare worse are no candidates."""


class Place(NamedTuple):
    """A run of words that may render a term."""

    segment: int
    sentence: Span
    span: Span
    margin: float
    """Over the best run elsewhere in the passage."""
    features: Mapping[str, float]
    sure: float = 0.0
    """The estimated probability that an edit of this place leaves the text no worse."""
    doubt: str | None = None
    """Why the words may be more or fewer than the rendering."""


class Located(NamedTuple):
    """An unanswered occurrence of a source term and the place that may render it."""

    passage: int
    occurrence: Occurrence
    place: Place


class _Search(NamedTuple):
    """The candidates for one occurrence."""

    passage: int
    occurrence: Occurrence
    found: Runs
    table: Floats
    grams: list[Gram]
    approved: frozenset[str]
    edges: Edges
    alone: Alone | None
    """How the term stands in its source; None where a table of words tells the edges."""
    blocked: frozenset[int]
    """Words of the target that say something else."""


def locate(
    passages: Sequence[Passage],
    terms: Sequence[PassageTerms],
    targets: Sequence[str],
    index: GlossaryIndex,
    enough: float,
    strict: bool = False,
) -> tuple[Located, ...]:
    """The best place of every unanswered term that has one, in document order.

    Of a term whose place is less sure than `enough`, the terms that it is made of are looked for one by one. So
    is a term that only some of the terms inside it answer; `strict`, although the glossary lists wrong wordings of it.
    """
    wanted: dict[int, list[Wanted]] = {}
    for n, (passage, found_terms) in enumerate(zip(passages, terms, strict=True)):
        asked = unanswered(passage, found_terms, index)
        asked += half_answered(passage, found_terms, targets, index, strict)
        if asked:
            wanted[n] = asked
    if not wanted:
        return ()
    sentences = _sentences(passages, targets, index)
    lexicon = _lexicon(passages, sentences, index)
    places: dict[str, set[int]] = defaultdict(set)
    for n, asked in wanted.items():
        for one in asked:
            places[one.occurrence.concept].add(n)
    together = associations(sentences, places)
    searches = [
        search
        for n, asked in wanted.items()
        for search in _searches(n, asked, passages[n], terms[n], sentences[n], lexicon, together, index)
    ]
    votes, target = _votes(searches), index.pair.target
    chosen = [
        _choice(s, passages[s.passage], sentences[s.passage], votes.get(s.occurrence.concept), target) for s in searches
    ]
    found = _pooled([one for one in chosen if one is not None], passages, sentences, targets, index)
    sure = {(one.passage, one.occurrence.span) for one in found if one.place.sure >= enough}
    unsure_wholes = {n: [one for one in asked if (n, one.occurrence.span) not in sure] for n, asked in wanted.items()}
    parts = {n: inner_terms(passages[n], terms[n], wholes, targets, index) for n, wholes in unsure_wholes.items()}
    again = [
        search
        for n, asked in parts.items()
        if asked
        for search in _searches(n, asked, passages[n], terms[n], sentences[n], lexicon, together, index)
    ]
    chosen = [
        _choice(s, passages[s.passage], sentences[s.passage], votes.get(s.occurrence.concept), target) for s in again
    ]
    found += [one for one in chosen if one is not None and one.place.sure >= enough]
    return _without_overlap(found, enough)


def _pooled(
    found: Sequence[Located],
    passages: Sequence[Passage],
    sentences: Sequence[Sentence],
    targets: Sequence[str],
    index: GlossaryIndex,
) -> list[Located]:
    """The places, each as sure as the whole job makes it."""
    said = [
        tuple(t.stem for t in tokens(one.place.span.of(targets[one.place.segment]), index.pair.target)) for one in found
    ]
    here = Counter((one.passage, one.occurrence.concept, gram) for one, gram in zip(found, said, strict=True))
    votes = [
        Vote(
            one.occurrence.concept,
            gram,
            one.occurrence.span.of(passages[one.passage].source or ""),
            one.place.sure,
            _count(gram, sentences[one.passage].stems) == here[one.passage, one.occurrence.concept, gram],
        )
        for one, gram in zip(found, said, strict=True)
    ]
    return [one._replace(place=one.place._replace(sure=sure)) for one, sure in zip(found, pooled(votes), strict=True)]


def _count(gram: Gram, stems: Sequence[str]) -> int:
    """How often a run of words stands in a passage."""
    size = len(gram)
    return sum(tuple(stems[n : n + size]) == gram for n in range(len(stems) - size + 1))


def _sentences(passages: Sequence[Passage], targets: Sequence[str], index: GlossaryIndex) -> list[Sentence]:
    made = []
    for passage in passages:
        source = passage.source or ""
        edges = frozenset(edge for o in index.in_source(source) for edge in o.span)
        pieces = tuple((piece.span.of(targets[piece.segment]), piece.span.start) for piece in passage.pieces)
        made.append(_sentence(source, edges, pieces, index.pair))
    return made


@lru_cache(maxsize=20_000)
def _sentence(source: str, edges: frozenset[int], pieces: tuple[tuple[str, int], ...], pair: LangPair) -> Sentence:
    """A passage in tokens, kept: most sentences are the same in every round."""
    return ready(pieces, tokens(source, pair.source, vocabulary(*pair), edges), pair.target)


def _lexicon(passages: Sequence[Passage], sentences: Sequence[Sentence], index: GlossaryIndex) -> Lexicon:
    step = 1 + len(sentences) // _MOST_LEARNT
    job: list[Pair] = [([t.stem for t in s.source], s.stems) for s in sentences[::step]]
    asked = {(o.concept, o.span.of(p.source)) for p in passages if p.source for o in index.in_source(p.source)}
    known = [pair for concept, wording in sorted(asked) for pair in _known(concept, wording, index)]
    seen = {word for left, _ in [*job, *known] for word in left}
    return learn(job, known, prior(seen, *index.pair))


def _known(concept: str, wording: str, index: GlossaryIndex) -> Iterable[Pair]:
    """A source term with each of its concept's target terms, wrong ones too: they tell what its words became."""
    ours = tuple(t.stem for t in tokens(wording, index.pair.source, vocabulary(*index.pair)))
    terms = [t for t in index.concepts[concept].terms if same_language(t.language, index.pair.target)]
    theirs = dict.fromkeys(tuple(t.stem for t in tokens(expand(one.text)[0], index.pair.target)) for one in terms)
    return ((ours, other) for other in theirs)


def _searches(
    number: int,
    asked: Sequence[Wanted],
    passage: Passage,
    terms: PassageTerms,
    sentence: Sentence,
    lexicon: Lexicon,
    together: Mapping[str, Mapping[Gram, float]],
    index: GlossaryIndex,
) -> Iterable[_Search]:
    if not sentence.source or not sentence.target:
        return
    taken = held(terms)
    matrices = lexicon.posteriors([t.stem for t in sentence.source], sentence.stems)
    ahead = matrices[0]
    held_words = _standing(passage, sentence, set(taken))
    plain = bool(vocabulary(*index.pair))
    for occurrence, freed in asked:
        blocked = _standing(passage, sentence, set(taken).difference(*freed)) if freed else held_words
        term = term_tokens(sentence, occurrence)
        grams = approved(occurrence.concept, index)
        numbers = any(c.isdigit() for stems in grams for stem in stems for c in stem)
        found = runs(sentence, blocked, numbers)
        if not term or not len(found.first):
            continue
        elsewhere = np.clip(ahead.sum(axis=0) - ahead[term].sum(axis=0), 0.0, 1.0)
        every = frozenset(stem for stems in grams for stem in stems)
        around = edges(sentence, term, every, passage.source or "", occurrence, index.pair)
        around.own[list(blocked)] = False
        others = _known_elsewhere(sentence, term, index)
        fits = whole(found, sentence, elsewhere, others, index.preferred(occurrence.concept), index.pair.target)
        fits &= clean(found, sentence, around, every)
        if freed:
            inner = [[_standing(passage, sentence, {place}) for place in places] for places in freed]
            fits &= _holds_all(found, inner, sentence)
        found = Runs(found.first[fits], found.last[fits])
        if not len(found.first):
            continue
        name = _is_name(occurrence.concept, index)
        beside = together.get(occurrence.concept, {})
        known = _translations([sentence.source[z].stem for z in term], index)
        table = features(sentence, found, matrices, term, grams, beside, name, known)
        stands = None if plain else alone(passage.source or "", occurrence.span, index.pair.source)
        yield _Search(
            number, occurrence, found, table, grams_of(sentence, found), every, around, stands, frozenset(blocked)
        )


def _standing(passage: Passage, sentence: Sentence, places: Collection[tuple[int, Span]]) -> set[int]:
    """The words of the target that stand in one of these places."""
    return {
        n
        for n, word in enumerate(sentence.target)
        for segment, span in places
        if passage.pieces[word.piece].segment == segment and span.overlaps(word.token.span)
    }


def _holds_all(found: Runs, inner: Sequence[Sequence[set[int]]], sentence: Sentence) -> Flags:
    """For each run whether it holds a rendering of every part of the term, and more than these."""
    known = {word for places in inner for place in places for word in place}
    allowed = [
        all(any(place <= run for place in places) for places in inner)
        and any(sentence.content[word] for word in run - known)
        for run in (set(range(first, last + 1)) for first, last in zip(*found, strict=True))
    ]
    return np.array(allowed, dtype=bool)


def _translations(words: Sequence[str], index: GlossaryIndex) -> frozenset[str]:
    """The stems that are known to translate any of these source words."""
    return frozenset(stem for translations in prior(words, *index.pair).values() for stem in translations)


def _known_elsewhere(sentence: Sentence, term: Sequence[int], index: GlossaryIndex) -> frozenset[str]:
    """The stems that translate another word of the source as a whole: "change" for 变化 beside 糖化血红蛋白."""
    known = prior([t.stem for t in sentence.source if len(t.stem) > 1], *index.pair)
    ours = {sentence.source[z].stem for z in term}
    beside = {stem for word, all_ in known.items() if word not in ours for stem, weight in all_.items() if weight >= 1}
    return frozenset(beside - {stem for word in ours for stem in known.get(word, ())})


def _is_name(concept: str, index: GlossaryIndex) -> bool:
    """Whether the concept's approved terms are names, by the glossary or by their capitals."""
    terms = index.preferred(concept)
    if any(term.part_of_speech for term in terms):
        return any(term.part_of_speech == "name" for term in terms)
    return all(term.text[:1].isupper() for term in terms)


def _votes(searches: Sequence[_Search]) -> dict[str, dict[Gram, float]]:
    """For each concept that several places leave unanswered, how its score spreads over runs of words."""
    often = Counter(search.occurrence.concept for search in searches)
    mass: dict[str, Counter[Gram]] = defaultdict(Counter)
    for search in searches:
        if often[search.occurrence.concept] > 1:
            compared = values(search.table)
            for at in np.argsort(-compared)[:_VOTERS]:
                if compared[at] > 0:
                    mass[search.occurrence.concept][search.grams[at]] += float(compared[at])  # type: ignore[assignment]
    return {c: {gram: n / sum(counts.values()) for gram, n in counts.items()} for c, counts in mass.items()}


def _choice(
    search: _Search, passage: Passage, sentence: Sentence, votes: Mapping[Gram, float] | None, language: str
) -> Located | None:
    table = with_votes(search.table, search.grams, votes) if votes else search.table
    compared = values(table)
    chosen = best(search.found, compared)
    if chosen is None or compared[chosen[0]] < _LOWEST:
        return None
    at, margin = chosen
    first, last = _widened(int(search.found.first[at]), int(search.found.last[at]), sentence, search.approved)
    first, last = stretched(first, last, sentence, search.edges)
    if search.alone is not None:
        first, last = widened(first, last, sentence, search.alone, language, search.blocked)
    words = sentence.target
    piece = passage.pieces[words[first].piece]
    span = Span(words[first].token.span.start, words[last].token.span.end)
    named = dict(zip(WEIGHTS, map(float, table[at]), strict=True)) | {"score": float(compared[at])}
    taken = None
    if search.alone is not None and same_language(language, "en"):
        taken = modifier_taken(first, last, sentence, search.alone, search.approved)
    doubt = (
        taken or taken_along(first, last, sentence, search.edges) or left_behind(first, last, sentence, search.edges)
    )
    return Located(
        search.passage,
        search.occurrence,
        Place(piece.segment, piece.span, span, margin, named, confidence(named), doubt),
    )


def _widened(first: int, last: int, sentence: Sentence, approved: frozenset[str]) -> tuple[int, int]:
    """The run with neighbours that would stand there twice: "US" before "election" for "US presidential election"."""
    words = sentence.target
    while first and words[first].joined and not words[first].marks and words[first - 1].token.stem in approved:
        first -= 1
    while last + 1 < len(words) and words[last + 1].joined and not words[last + 1].marks:
        if words[last + 1].token.stem not in approved or not words[last + 1].is_nominal:
            break
        last += 1
    while words[first].is_small:
        first += 1
    while words[last].is_small:
        last -= 1
    return first, last


def _without_overlap(found: Sequence[Located], enough: float) -> tuple[Located, ...]:
    """Each place to the term that fits it best, and one place an occurrence; what is sure enough comes first."""

    def order(one: Located) -> tuple[bool, float, int, Span]:
        sure = one.place.sure >= enough
        return not sure, -one.place.features["score"], one.passage, one.occurrence.span

    kept: list[Located] = []
    taken: dict[int, list[Span]] = defaultdict(list)
    for one in sorted(found, key=order):
        if not any(span.overlaps(one.place.span) for span in taken[one.place.segment]):
            kept.append(one)
            taken[one.place.segment].append(one.place.span)
    return tuple(sorted(kept, key=lambda f: (f.passage, f.place.segment, f.place.span)))
