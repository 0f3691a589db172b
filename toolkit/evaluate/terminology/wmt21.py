"""The measures of the WMT21 terminology task under their own names: exact match, window overlap, 1-TERm.

After Anastasopoulos et al. (2021), "On the evaluation of machine translation for terminology consistency", and the
task's script, whose published figures on its sample we compare with (`evals/wmt21_terms.py`). Two of the script's
habits change its figures and are kept: a term's words are looked up in the reference by their first appearance, and
of a term of several words the last but one is left out of its place. Two are not: terms are plain text, not regular
expressions, and places in the text and among its lemmas are not mixed up.

The script lemmatises with Stanza; here the lemmatiser is handed in, and that is what is left of the differences. Its
module for TERm is not public: the rules of ours (`term_ter`) are the ones, of those that were tried, that give the
published figure to 1.1e-5, while leaving the lemmas out changes it by 9e-4. Texts are tokenised, so languages without
blanks must be cut into words before.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.terminology.sgm import TaggedSegment
from toolkit.evaluate.terminology.statistics import Measure, TermStatistics
from toolkit.evaluate.terminology.term_ter import term_ter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Lemmatise = Callable[[Sequence[str]], Sequence[str]]
"""From tokens to as many lemmas."""
Words = tuple[str, ...]

EXACT_MATCH = Measure("wmt21-exact-match", "correct", "terms")
WINDOW_2 = Measure("wmt21-window-overlap-2", "overlap", "segments")
WINDOW_3 = Measure("wmt21-window-overlap-3", "overlap", "segments")
ONE_MINUS_TERM = Measure("wmt21-1-TERm", "similarity", "segments")


class _Wanted(NamedTuple):
    words: Words
    place: tuple[int, int]
    """First and last position of the reference that the window is taken around."""


def exact_match(
    hypotheses: Sequence[TaggedSegment], references: Sequence[TaggedSegment], lemmatise: Lemmatise | None = None
) -> TermStatistics:
    """Terms of which an alternative stands in the output or, failing that, among its lemmas; each place counts once.

    Without a lemmatiser only what stands in the output counts. (The task's script then counts every term as right.)
    """
    rows = _rows(len(references))
    for number, (hypothesis, reference) in enumerate(_parallel(hypotheses, references)):
        lemmas = tuple(lemmatise(hypothesis.tokens)) if lemmatise else ()
        used: set[int] = set()
        used_lemmas: set[int] = set()
        for term in reference.terms:
            wordings = [tuple(wording.split()) for wording in term.alternatives]
            hit = _take(wordings, hypothesis.tokens, used) or _take(wordings, lemmas, used_lemmas)
            rows[number] += (hit, 1)
    return TermStatistics(rows, ("correct", "terms"), EXACT_MATCH)


def window_overlap(
    hypotheses: Sequence[TaggedSegment],
    references: Sequence[TaggedSegment],
    window: int,
    lemmatise: Lemmatise | None = None,
) -> TermStatistics:
    """How many of the words around a term in the reference stand around it in the output; a mean over segments.

    `window` is 2 or 3: so many words on either side, marks of punctuation aside. A segment without a term, or whose
    terms are not found, counts as 0: the measure stays far below 1 for a perfect output.
    """
    rows = _rows(len(references))
    for number, (hypothesis, reference) in enumerate(_parallel(hypotheses, references)):
        shares = _overlaps(hypothesis.tokens, reference.tokens, _wanted(reference, "tgt_original"), window)
        inflected = [(words, place) for words, place in _wanted(reference, "tgt_lemma")] if lemmatise else []
        if lemmatise and inflected:
            wanted = [_Wanted(tuple(lemmatise(words)), place) for words, place in inflected]
            lemmas = tuple(lemmatise(hypothesis.tokens)), tuple(lemmatise(reference.tokens))
            shares += _overlaps(*lemmas, wanted, window)
        rows[number] = (sum(shares) / len(shares) if shares else 0.0, 1)
    return TermStatistics(rows, ("overlap", "segments"), {2: WINDOW_2, 3: WINDOW_3}[window])


def one_minus_term(
    hypotheses: Sequence[TaggedSegment], references: Sequence[TaggedSegment], lemmatise: Lemmatise | None = None
) -> TermStatistics:
    """1 minus TERm, a mean over segments; where terms are tagged as other forms, the mean with TERm over lemmas."""
    rows = _rows(len(references))
    for number, (hypothesis, reference) in enumerate(_parallel(hypotheses, references)):
        rate = term_ter(hypothesis.tokens, reference.tokens, _positions(reference, "tgt_original"))
        inflected = _positions(reference, "tgt_lemma")
        if lemmatise and inflected:
            rate += term_ter(lemmatise(hypothesis.tokens), lemmatise(reference.tokens), inflected)
            rate /= 2
        rows[number] = (1 - rate, 1)
    return TermStatistics(rows, ("similarity", "segments"), ONE_MINUS_TERM)


def _rows(count: int) -> NDArray[np.float64]:
    import numpy as np

    return np.zeros((count, 2))


def _parallel(
    hypotheses: Sequence[TaggedSegment], references: Sequence[TaggedSegment]
) -> list[tuple[TaggedSegment, TaggedSegment]]:
    by_id = {segment.id: segment for segment in hypotheses}
    missing = [segment.id for segment in references if segment.id not in by_id]
    if missing:
        raise InputError(
            f"The output lacks {len(missing)} of the reference's segments, the first with id {missing[0]}."
        )
    return [(by_id[segment.id], segment) for segment in references]


def _take(wordings: Sequence[Words], text: Sequence[str], used: set[int]) -> bool:
    """Use up the first free place of each wording, of every one as in the script; whether there was a place."""
    found = False
    for wording in wordings:
        place = next((p for p in _places(wording, text) if p not in used), None)
        if place is not None:
            used.add(place)
            found = True
    return found


def _places(wording: Words, text: Sequence[str]) -> list[int]:
    size = len(wording)
    return [p for p in range(len(text) - size + 1) if size and tuple(text[p : p + size]) == wording]


def _wanted(reference: TaggedSegment, kind: str) -> list[_Wanted]:
    found = []
    for term in reference.terms:
        words = tuple(term.text.split())
        if kind in term.kind and words:
            span = _span(reference.tokens, words)
            found.append(_Wanted(words, (min(span), max(span))))
    return found


def _positions(reference: TaggedSegment, kind: str) -> set[int]:
    found: set[int] = set()
    for term in reference.terms:
        words = tuple(term.text.split())
        if kind in term.kind and words:
            found.update(_span(reference.tokens, words))
    return found


def _span(tokens: Sequence[str], words: Words) -> tuple[int, ...]:
    """The positions of a term, with the script's two habits."""
    first, last = tokens.index(words[0]), tokens.index(words[-1])
    return (*range(first, last - 1), last)


def _overlaps(text: Words, reference: Words, terms: Sequence[_Wanted], window: int) -> list[float]:
    """For each term that stands in both, the share of its window; the best pairs first."""
    shares: list[float] = []
    by_words: dict[Words, list[tuple[int, int]]] = {}
    for term in terms:
        by_words.setdefault(term.words, []).append(term.place)
    for words, wanted in by_words.items():
        pairs = []
        for number, (first, last) in enumerate(wanted):
            around = _window(reference, first, last, window)
            for place in _places(words, text):
                left = _window(text, place, place + len(words) - 1, window)
                common = 0
                for word in around:
                    if word in left:
                        left.remove(word)
                        common += 1
                pairs.append((common / len(around) if around else 0.0, number, place))
        taken: set[tuple[str, int]] = set()
        for share, number, place in sorted(pairs, key=lambda pair: -pair[0]):
            if taken.isdisjoint({("reference", number), ("text", place)}):
                taken |= {("reference", number), ("text", place)}
                shares.append(share)
    return shares


def _window(tokens: Sequence[str], first: int, last: int, size: int) -> list[str]:
    before = [word for word in reversed(tokens[:first]) if word not in string.punctuation]
    after = [word for word in tokens[last + 1 :] if word not in string.punctuation]
    return before[:size] + after[:size]
