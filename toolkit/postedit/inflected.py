"""A replacement in a language whose articles and adjectives show gender and case: the noun phrase is fitted as a whole.

The gender stands in the glossary. Where it does not, and the place shows one, nothing is guessed: a human is asked.
"""

from __future__ import annotations

from typing import NamedTuple

from toolkit.checks.hits import Hit
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import SATISFYING, Term, same_language
from toolkit.postedit.agree import Change
from toolkit.text.agreement import Grammar, Noun, Place, gender_of
from toolkit.text.agreement.compounds import with_head_of
from toolkit.text.inflect import inflector

_NOMINAL = ("noun", "count", None)
_LONGEST_ACRONYM = 5
_OTHER_HEAD = "gender, number and case of another noun are for a human to decide"


class Inflected(NamedTuple):
    """A replacement in the form of its place."""

    after: str
    beside: tuple[Change, ...]
    unsure: str | None
    """Why a human must decide; None: it may be made."""


def inflected(text: str, hit: Hit, wording: str, index: GlossaryIndex, rules: Grammar) -> Inflected | None:
    """The wording, one that the glossary lists, as the hit's place asks; None for a verb or phrase.

    The row's own `gender` is that of the wrong wording; without it the article in the text tells.
    """
    term = _listed(hit, wording, index)
    if term.part_of_speech not in _NOMINAL or hit.term.part_of_speech not in _NOMINAL:
        return None
    if same_language(index.pair.target, "de") and (hit.located or term.gender is None):
        taken = with_head_of(hit.span.of(text), wording)
        if taken or hit.located:
            return Inflected(taken or wording, (), None if taken else _OTHER_HEAD)
    noun = _noun(term, wording, index.pair.target)
    now = Place(text, hit.span, hit.sentence, gender_of(hit.term.gender), hit.tag == "NNS")
    fitted = rules.fit(now, noun)
    beside = tuple(Change(change.span, change.after, change.reason) for change in fitted.beside)
    return Inflected(cased(text, hit, fitted.text), beside, fitted.unsure)


def cased(text: str, hit: Hit, after: str) -> str:
    """The wording with the capitals of its place: those of a sentence's start and of a line in capitals, no others."""
    before = hit.span.of(text)
    letters = [c for c in before if c.isalpha()]
    if len(letters) > _LONGEST_ACRONYM and all(c.isupper() for c in letters):
        return after.upper()
    begins = not any(c.isalnum() for c in text[hit.sentence.start : hit.span.start])
    return after[:1].upper() + after[1:] if begins and before[:1].isupper() else after


def _listed(hit: Hit, wording: str, index: GlossaryIndex) -> Term:
    """The right term with that wording, which knows its gender and forms; else what the row itself says."""
    concept = index.concepts[hit.concept]
    for term in concept.in_language(index.pair.target, SATISFYING):
        if term.text == wording:
            return term
    same = [
        t for c in index.concepts.values() for t in c.in_language(index.pair.target, SATISFYING) if t.text == wording
    ]
    return same[0] if same else Term(wording, index.pair.target, part_of_speech=hit.term.part_of_speech)


def _noun(term: Term, wording: str, language: str) -> Noun:
    forms = dict(term.forms)
    main = tuple(term.main_word.split("|")) if term.main_word else ()
    many = forms.get("NNS") or inflector(language).inflect(wording, main, "NNS")
    return Noun(wording, gender_of(term.gender), many, term.forms, main[-1] if main else None)
