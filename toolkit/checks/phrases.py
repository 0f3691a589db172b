"""Which runs of words may be the rendering of a term, by what they are in the sentence: whole phrases only.

A run that cuts a name in two, that ends in an adjective where the term is a noun, or that takes a verb along would
leave a broken sentence. Without a parser this is told by capitals and by what a word can be at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from toolkit.checks.runs import Flags, Runs, Sentence
from toolkit.model import Term, primary_subtag
from toolkit.text import closed_classes
from toolkit.text.inflect.en import lemmas, word_form
from toolkit.text.lexicon import Floats
from toolkit.text.tokens import tokens

_AMOUNTS = frozenset(
    "amount batch bulk group kind lot majority number part purpose range rest round series set share sort "
    "total type use value volume".split()
)
"""Nouns that stand before "of" and say how much or what for: no part of what follows, unless the term has them."""
_LEADS = closed_classes.DETERMINERS | closed_classes.PREPOSITIONS | {"to", "and", "or"}
_JOINTS = frozenset("and or und oder et ou y e o u ed en och og eller и или oraz lub".split())
COURTESY = frozenset("Mr Mrs Ms Miss Dr Prof Professor".split())
_LED = (closed_classes.PREPOSITIONS | {"to"}) - {"of"}
_CLAUSAL = (
    (
        closed_classes.BE
        | closed_classes.HAVE
        | closed_classes.MODALS
        | closed_classes.CLAUSE_STARTERS
        | frozenset("that which who i he she we they it".split())
    )
    - closed_classes.PREPOSITIONS
    - {"and", "or", "as"}
)
"""A run with one of these inside is more than a noun phrase."""
_HALVES = frozenset(
    {*((word, "to") for word in "due according owing prior thanks up subject".split())}
    | {*((word, "of") for word in "because instead ahead regardless".split())}
    | {*((word, "than") for word in "rather other more less".split())}
    | {("such", "as"), ("along", "with"), ("together", "with"), ("as", "well")}
)
"""Prepositions of two words, which no run may cut: "tripped [due] to a fault"."""
_OWN = 0.3
"""A participle that the rest of the source explains no better than this is a part of the term."""
_EXPLAINED = 0.6
"""A capitalised neighbour that other words of the source explain so far is no part of the name."""


def whole(
    found: Runs,
    sentence: Sentence,
    elsewhere: Floats,
    others: Collection[str],
    terms: Sequence[Term],
    language: str,
) -> Flags:
    """For each run whether one of the terms may take its place.

    `elsewhere` is how far each word of the target is explained by the rest of the source; `others` are the stems that
    are known to translate other words of it.
    """
    allowed = _without_joints(found, sentence, terms)
    if primary_subtag(language) != "en":
        return allowed
    kinds = {kind for term in terms for kind in kinds_of(term)}
    nominal = bool(kinds & {"noun", "name"}) and not kinds & {"verb", "adjective", "mod", "phrase", "adverb"}
    words = sentence.plain
    stems = sentence.stems
    own = {token.stem for term in terms for token in tokens(term.text, language)}
    gerund = any(term.text.endswith("ing") for term in terms)
    acronym = bool(terms) and all(term.text.isupper() for term in terms)
    taken = {n for n, stem in enumerate(stems) if stem in others and stem not in own}
    for number, (first, last) in enumerate(zip(found.first.tolist(), found.last.tolist(), strict=True)):
        allowed[number] &= not (
            (first in taken and words[first + 1 : first + 2] == ["of"] and first < last)
            or (last in taken and "of" in words[last - 2 : last] and first < last - 1)
            or _cuts_name(sentence, elsewhere, first, last)
            or (
                nominal
                and is_verb(words[first])
                and stems[first] not in own  # "banking system" for "banking stability"
                and not (last > first and _modifies(sentence, elsewhere, first))
            )
            or (nominal and not _heads(words, first, last, gerund))
            or (
                nominal
                and (_is_adverb(words[first]) or not _CLAUSAL.isdisjoint(map(_uncapped, words[first : last + 1])))
            )
            or (nominal and any(_is_finite(word) for word in words[first + 1 : last]))
            or (nominal and first < last and _is_led(words[first], words[first + 1]))
            or (first == last and acronym and (words[first].islower() or _is_of_name(sentence, first)))
            or (first < last and words[first] in _AMOUNTS and words[first + 1] == "of" and stems[first] not in own)
            or (nominal and _holds_object(words, first, last))
            or tuple(words[last : last + 2]) in _HALVES
            or (kinds == {"verb"} and not _may_be_verb(words[first]))
        )
    return allowed


def _uncapped(word: str) -> str:
    """In small letters where only a heading gave it a capital: "Does", and not "IT"."""
    return word if word.isupper() and len(word) > 1 else word.lower()


def _holds_object(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a new noun phrase begins inside the run and no preposition leads it in: "council approved the batch"."""
    return any(
        words[n] in closed_classes.DETERMINERS and words[n - 1] not in closed_classes.PREPOSITIONS | {"to"}
        for n in range(first + 1, last + 1)
    )


def _without_joints(found: Runs, sentence: Sentence, terms: Sequence[Term]) -> Flags:
    """No run joins two phrases by "and" unless a term does: "patients and hospital patients" is no one inpatient."""
    ours = {word for term in terms for word in term.text.casefold().split()}
    joints = np.array([word.said.casefold() in _JOINTS - ours for word in sentence.target], dtype=bool)
    if not joints.any() or any("&" in term.text for term in terms):
        return np.ones(len(found.first), dtype=bool)
    before = np.concatenate([[0], np.cumsum(joints)])
    flags: Flags = before[found.last + 1] == before[found.first]
    return flags


def _modifies(sentence: Sentence, elsewhere: Floats, at: int) -> bool:
    """Whether a participle belongs to the noun behind it: "to [accredited institutions]", "the pegged rate"."""
    if not sentence.target[at].said.endswith("ed"):
        return False
    if float(elsewhere[at]) < _OWN:  # a verb of the sentence would have a source of its own
        return True
    before = sentence.plain[at - 1] if at and sentence.target[at].joined else ""
    return not before or before in _LEADS or before.endswith("ing")


def _heads(words: Sequence[str], first: int, last: int, gerund: bool) -> bool:
    """Whether the run's last word may end a noun phrase: "foreign exchange hedging" for "currency hedging" too."""
    return _may_head(words[last]) or (gerund and last > first and words[last].endswith("ing"))


def kinds_of(term: Term) -> frozenset[str]:
    """What part of speech a term is; guessed from its first and last word where the glossary does not say.

    >>> sorted(kinds_of(Term("withstand attacks", "en")) | kinds_of(Term("cyber resilience", "en")))
    ['noun', 'verb']
    """
    if term.part_of_speech:
        return frozenset({"noun" if term.part_of_speech == "count" else term.part_of_speech})
    words = term.text.split()
    if not words:
        return frozenset()
    if len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper():
        return frozenset({"noun"})  # a name, whatever its words are by themselves: "Hang Seng Index"
    words = term.text.lower().split()
    if is_verb(words[0]) and not words[0].endswith(("ed", "ing")):
        return frozenset({"verb"})
    named = _may_head(words[-1]) or (len(words) > 1 and words[-1].endswith("ing"))  # "currency hedging"
    return frozenset({"noun"} if named else {"adjective"})


def _cuts_name(sentence: Sentence, elsewhere: Floats, first: int, last: int) -> bool:
    words = sentence.target
    if first and words[first - 1].said in COURTESY and last + 1 < len(words) and words[last + 1].said[:1].isupper():
        return words[last + 1].joined  # "Mr. [Chen] Keqiang"
    if first == last and _stands_within(sentence, first):
        return True
    if words[first].said[:1].isupper() and _goes_on(sentence, elsewhere, first, -1):
        return True
    return words[last].said[:1].isupper() and _goes_on(sentence, elsewhere, last, 1)


def _stands_within(sentence: Sentence, at: int) -> bool:
    """Whether a capitalised word has capitalised words on both sides: "Senior [Executive] Director"."""
    words = sentence.target[at - 1 : at + 2] if at else ()
    return (
        len(words) == 3
        and all(word.said[:1].isupper() and not word.is_small for word in words)
        and all(word.joined and not word.marks for word in words[1:])
        and not words[1].said.isupper()
    )


def _is_of_name(sentence: Sentence, at: int) -> bool:
    """Whether a capitalised word has another beside it, or behind "of": "The [Ministry] of Finance" is no acronym's."""
    words = sentence.target
    here = words[at]
    if not here.said[:1].isupper() or here.said.isupper():
        return False
    if at > 1 and here.joined and not here.marks and words[at - 1].said[:1].isupper() and not words[at - 1].is_small:
        return True
    behind = words[at + 1 : at + 3]
    if not behind or not behind[0].joined or behind[0].marks:
        return False
    other = behind[-1] if behind[0].said == "of" else behind[0]
    return other.said[:1].isupper() and other.joined and not other.is_small


def _is_led(word: str, following: str) -> bool:
    """Whether an adjective or participle leads a phrase of its own: "[unaffected] by", "[due] to"."""
    kinds = set(lemmas(word.lower()))
    return word.islower() and following in _LED and bool(kinds) and kinds <= {"ADJ", "ADV", "VERB"}


def _goes_on(sentence: Sentence, elsewhere: Floats, at: int, step: int) -> bool:
    """Whether the name goes on beyond the run: a capitalised neighbour that nothing else explains."""
    words = sentence.target
    other = at + step
    if 0 < other < len(words) - 1 and words[other].said == "of" and words[max(at, other)].joined:
        other += step  # "[Ministry] of Finance", "Ministry of [Land]"
    if not 0 <= other < len(words):
        return False
    behind = words[max(at, other)]
    return (
        behind.joined
        and not behind.marks
        and not words[other].is_small
        and words[other].said[:1].isupper()
        and float(elsewhere[other]) < _EXPLAINED
    )


def is_verb(word: str) -> bool:
    """Whether an English word is a verb and neither a noun nor an adjective: "withstand", "influenced"."""
    if word[:1].isupper():
        return False
    kinds = set(lemmas(word.lower()))
    return "VERB" in kinds and (not kinds & {"NOUN", "ADJ"} or word.endswith("ed"))


def _is_finite(word: str) -> bool:
    """Whether a word is a past that is no participle: "issuance [fell] to"."""
    if not word.islower() or word.endswith("ed"):
        return False
    bases = lemmas(word).get("VERB", ())
    return any(word_form(base, "VBD") == word not in (base, word_form(base, "VBN")) for base in bases)


def _is_adverb(word: str) -> bool:
    """Whether a word can be nothing but an adverb: "broadly", "thus"."""
    return word.islower() and set(lemmas(word)) == {"ADV"}


def _may_be_verb(word: str) -> bool:
    kinds = set(lemmas(word.lower()))
    return not kinds or "VERB" in kinds


def _may_head(word: str) -> bool:
    """Whether the word may end a noun phrase: a noun, a name, an unknown word, a number; no "fell" or "rose"."""
    lower = word.lower()
    kinds = lemmas(lower)
    past = word.islower() and lower[-1] not in "sg" and kinds.get("VERB", (lower,)) != (lower,)
    return word[:1].isupper() or not kinds or (not past and bool(set(kinds) & {"NOUN", "PROPN"}))
