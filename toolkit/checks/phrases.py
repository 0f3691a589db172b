"""Which runs of words may be the rendering of a term, by what they are in the sentence: whole phrases only.

A run that cuts a name in two, that ends in an adjective where the term is a noun, or that takes a verb along would
leave a broken sentence. Without a parser this is told by capitals and by what a word can be at all.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from toolkit.checks.locate import Runs, Sentence
from toolkit.model import Term, primary_subtag
from toolkit.text.inflect.en import lemmas
from toolkit.text.lexicon import Floats

_EXPLAINED = 0.6
"""A capitalised neighbour that other words of the source explain so far is no part of the name."""


def whole(found: Runs, sentence: Sentence, words: list[str], elsewhere: Floats, terms: Iterable[Term], language: str) -> NDArray[np.bool_]:
    """For each run whether it may be replaced by one of the terms.

    `words` are the target's words as written, `elsewhere` how far each is explained by the rest of the source.
    """
    allowed = np.ones(len(found.first), dtype=bool)
    if primary_subtag(language) != "en":
        return allowed
    kinds = {kind for term in terms for kind in _kinds(term)}
    nominal = bool(kinds & {"noun", "name"}) and not kinds & {"verb", "adjective", "mod", "phrase", "adverb"}
    for number, (first, last) in enumerate(zip(found.first.tolist(), found.last.tolist(), strict=True)):
        allowed[number] = not (
            _cuts_name(sentence, words, elsewhere, first, last)
            or (nominal and (_is_verb(words[first]) or not _may_head(words[last])))
            or ("verb" in kinds and len(kinds) == 1 and not _may_be_verb(words[first]))
        )
    return allowed


def _kinds(term: Term) -> set[str]:
    """What part of speech a term is; guessed from its first and last word where the glossary does not say."""
    if term.part_of_speech:
        return {"noun" if term.part_of_speech == "count" else term.part_of_speech}
    words = term.text.lower().split()
    if not words:
        return set()
    if _is_verb(words[0]) and not words[0].endswith(("ed", "ing")):
        return {"verb"}
    return {"noun"} if _may_head(words[-1]) else {"adjective"}


def _cuts_name(sentence: Sentence, words: list[str], elsewhere: Floats, first: int, last: int) -> bool:
    if words[first][:1].isupper() and _goes_on(sentence, words, elsewhere, first, -1):
        return True
    return words[last][:1].isupper() and _goes_on(sentence, words, elsewhere, last, 1)


def _goes_on(sentence: Sentence, words: list[str], elsewhere: Floats, at: int, step: int) -> bool:
    other = at + step
    return (
        0 <= other < len(words)
        and sentence.joined[min(at, other)]
        and not sentence.marks[max(at, other)]
        and not sentence.small[other]
        and words[other][:1].isupper()
        and not words[other].isdigit()
        and float(elsewhere[other]) < _EXPLAINED
    )


def _is_verb(word: str) -> bool:
    """Whether the word is a verb and neither a noun nor an adjective: "withstand", "influenced"."""
    if word[:1].isupper():
        return False
    kinds = set(lemmas(word.lower()))
    return "VERB" in kinds and (not kinds & {"NOUN", "ADJ"} or word.endswith("ed"))


def _may_be_verb(word: str) -> bool:
    kinds = set(lemmas(word.lower()))
    return not kinds or "VERB" in kinds


def _may_head(word: str) -> bool:
    """Whether the word may end a noun phrase: a noun, a name, an unknown word, a number."""
    kinds = set(lemmas(word.lower()))
    return not kinds or bool(kinds & {"NOUN", "PROPN"}) or word[:1].isupper()
