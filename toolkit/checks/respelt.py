"""Wordings that are written apart or together otherwise than listed: "end point" for endpoint, "Daten Bank".

Where nothing answers a term of the source, the letters of one of its wordings in a row are that wording, however the
blanks and hyphens fall; what the list forbids is forbidden so too. Verbs with a particle are left alone, for written
together they are nouns: "log in" and "login".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from toolkit.checks.hits import Hit, PassageTerms, Verdict
from toolkit.checks.literal import as_term
from toolkit.checks.passages import Passage
from toolkit.checks.wanted import held, unsure, with_hits
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Entry, entries_of
from toolkit.model import WRONG, Span, Term, same_language
from toolkit.text import closed_classes
from toolkit.text.fold import fold
from toolkit.text.inflect import inflector
from toolkit.text.inflect.en import lemmas
from toolkit.text.small_words import small_words
from toolkit.text.wordtrie import words_of

_LEAST = 6
"""So many letters in a row are no coincidence: "a part" and "apart" are."""
_MOST_WORDS = 5
_SURE = 0.97
_PARTICLES = closed_classes.PREPOSITIONS | frozenset("up out off down away back over through around".split())
_NEVER = closed_classes.DETERMINERS | closed_classes.PRONOUNS | {"a", "i"}
_CLEAR = frozenset({"preferred", "forbidden", "deprecated"})


class _Wording(NamedTuple):
    term: Term
    tag: str | None
    surface: str
    words: tuple[str, ...]


def with_respelt(
    passages: Sequence[Passage], terms: Sequence[PassageTerms], targets: Sequence[str], index: GlossaryIndex
) -> tuple[PassageTerms, ...]:
    """The terms of every passage; each unanswered one whose wording stands there written otherwise is a hit."""
    return tuple(
        with_hits(one, hits) if (hits := _found(one, passage, targets, index) if passage.source else []) else one
        for passage, one in zip(passages, terms, strict=True)
    )


def _found(terms: PassageTerms, passage: Passage, targets: Sequence[str], index: GlossaryIndex) -> list[Hit]:
    waiting = [*terms.missing, *((hit.concept, hit.evidence or "") for hit in unsure(terms))]
    taken = held(terms)
    small = frozenset() if same_language(index.pair.target, "en") else small_words(index.pair.target)
    hits: list[Hit] = []
    for concept, evidence in waiting:
        hit = next(
            (
                _hit(wording, piece.segment, span, piece.span, concept, evidence, targets[piece.segment], index)
                for piece in passage.pieces
                for span, wording in _standing(piece.span, targets[piece.segment], _wordings(concept, index), small)
                if not any(segment == piece.segment and other.overlaps(span) for segment, other in taken)
            ),
            None,
        )
        if hit is not None:
            hits.append(hit)
            taken.append((hit.segment, hit.span))
    return hits


def _hit(
    wording: _Wording,
    segment: int,
    span: Span,
    sentence: Span,
    concept: str,
    evidence: str,
    text: str,
    index: GlossaryIndex,
) -> Hit:
    term, tag = wording.term, wording.tag
    right = term.status == "preferred"
    if right:
        term, tag = as_term(span.of(text), index, concept, text[sentence.start : span.start])
    why = f"it is '{wording.surface}' with other blanks or hyphens"
    listed = bool(index.concepts[concept].in_language(index.pair.target, WRONG))
    doubt = "the glossary lists wrong wordings of its own, and this is none of them" if right and listed else None
    said = [word.text for word in words_of(fold(span.of(text)))]
    if right and not doubt and _may_stand_for_themselves(said, wording, index.pair.target):
        doubt = "written so the words may stand for themselves"
    verdict: Verdict = "ask" if doubt else "fix" if right else term.action
    sure = _SURE if right else 1.0
    return Hit(
        segment, span, sentence, concept, term, tag, None, verdict, sure, evidence, why, located=right, doubt=doubt
    )


def _may_stand_for_themselves(said: Sequence[str], wording: _Wording, language: str) -> bool:
    """Whether two words are not surely the one that is listed: "green house"; French "bien faits"."""
    if len(said) <= len(wording.words):
        return False
    if same_language(language, "en"):
        apart = next(one for one, other in zip(said, (*wording.words, ""), strict=False) if one != other)
        return "ADJ" in lemmas(apart)
    return not same_language(language, "de")


def _wordings(concept: str, index: GlossaryIndex) -> Mapping[str, _Wording]:
    terms = tuple(
        t
        for t in index.concepts[concept].in_language(index.pair.target, _CLEAR)
        if t.case is None and not any((*t.only_if_near, *t.not_if_near))
    )
    return _by_letters(concept, terms, index.pair.target)


@lru_cache(maxsize=20_000)
def _by_letters(concept: str, terms: tuple[Term, ...], language: str) -> Mapping[str, _Wording]:
    """The wordings by their letters without blanks; what is forbidden comes before what is right."""
    found: dict[str, _Wording] = {}
    for term in sorted(terms, key=lambda term: term.status == "preferred"):
        for entry in entries_of(inflector(language), concept, term):
            words = tuple(word.text for word in words_of(fold(entry.surface)))
            if _may_be_respelt(entry, words):
                found.setdefault("".join(words), _Wording(term, entry.tag, entry.surface, words))
    return found


def _may_be_respelt(entry: Entry, words: Sequence[str]) -> bool:
    letters = "".join(words)
    return entry.tail is None and len(letters) >= _LEAST and letters.isalpha() and not _PARTICLES & {*words[-1:]}


def _standing(
    sentence: Span, text: str, wordings: Mapping[str, _Wording], small: Collection[str]
) -> Iterator[tuple[Span, _Wording]]:
    """Where one stands in a sentence of the text in words other than its own, the longest first."""
    if not wordings:
        return
    folded = fold(sentence.of(text))
    words = words_of(folded)
    at = 0
    while at < len(words):
        for many in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            run = words[at : at + many]
            said = tuple(word.text for word in run)
            wording = wordings.get("".join(said))
            between = {folded.text[a.end : b.start] for a, b in pairwise(run)}
            if wording and said != wording.words and between <= {" "} and _is_one(said, small):
                yield folded.span(run[0].start, run[-1].end).shift(sentence.start), wording
                at += many - 1
                break
        at += 1


def _is_one(said: Sequence[str], small: Collection[str]) -> bool:
    """Whether the words can be one: none stands for itself, as in "every day", "set up" and "on board"."""
    if len(said) > 1 and not set(said).isdisjoint(small):
        return False
    return not _PARTICLES & {said[0], said[-1]} and not _NEVER & set(said)
