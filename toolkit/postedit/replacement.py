"""What stands for a wrong wording, or why none is clear; and the replacements that a glossary row names itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.checks.hits import Hit
from toolkit.model import Span, Term, same_language
from toolkit.model.terms import PartOfSpeech
from toolkit.postedit.beside import is_plural_after_one, modifies_many
from toolkit.postedit.capitals import capitals
from toolkit.postedit.governed import wants_verb
from toolkit.postedit.verbs import follows_be, is_base, led_form
from toolkit.text.agreement import grammar
from toolkit.text.inflect import inflector
from toolkit.text.slots import Slot
from toolkit.text.variants import GAP, at_mention

NOUNS = ("noun", "count")
_NAMED = "the glossary names this replacement for it"
_SPEECH = 3000
"""A quotation that opened longer ago than so many characters is not one."""
_POSSESSIVE = re.compile(r"[\"\N{RIGHT DOUBLE QUOTATION MARK}]?['\N{RIGHT SINGLE QUOTATION MARK}]s\b")


class Replacement(NamedTuple):
    """What stands for a wrong wording."""

    after: str | None
    """None: no wording of the glossary is clear for this place."""
    place: Slot | None
    reason: str
    alternatives: tuple[str, ...] = ()
    is_name: bool = False
    """A name takes no article of its own."""


def named(text: str, hit: Hit, preferred: tuple[Term, ...], language: str, first_mention: bool) -> Replacement:
    """The row's own `replace_with` in the form of the place; `first_mention` writes its gloss out.

    In speech, in a call ("Old iron, come!") and before "'s" no gloss stands.
    """
    wording = hit.term.replace_with or ""
    if grammar(language) is not None and "[" not in wording and hit.gap is None:
        return Replacement(wording, None, _NAMED)  # the phrase as a whole tells the form
    english = same_language(language, "en")
    called = hit.span.start == hit.sentence.start and text[hit.span.end : hit.span.end + 1] in (",", "!")
    bare = in_speech(text, hit.span) or _POSSESSIVE.match(text, hit.span.end) is not None or called
    after = _written(hit, first_mention and not bare, language)
    if hit.term.part_of_speech == "verb" and hit.tag in (None, "VB") and english:
        asked = led_form(text, hit)
        if asked is None and follows_be(text, hit.span.start) and is_base(after.split()[0]):
            return Replacement(None, None, "a verb in this form does not stand after a form of 'be'", (after,))
        after = inflected_as(after, asked, "verb", language)
    if bare:
        after = after.replace('"', "")
    if hit.term.part_of_speech in NOUNS and english:
        if is_plural_after_one(text, hit, after):
            return Replacement(None, None, f"'{after}' does not stand after 'a' or 'every'", (after,))
        if wants_verb(text, hit):
            return Replacement(None, None, f"the place wants a verb, and '{after}' is a noun", (after,))
        if modifies_many(text, hit):  # "two [influencer] accounts"
            nouns = (term for term in preferred if term.part_of_speech in NOUNS)
            after = next((term.text for term in nouns if in_form(term, "NNS", language) == after), after)
    return Replacement(capitals(text, hit, after, as_listed=True), None, _NAMED)


def in_speech(text: str, span: Span) -> bool:
    """Whether the place is inside a quotation that holds more than the place itself.

    >>> in_speech('"Thank you, old iron!" he said.', Span(12, 20))
    True
    >>> in_speech('calling fans "old iron".', Span(14, 22))
    False
    """
    opening, closing = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    line = text.rfind("\n", 0, span.start) + 1
    before = text[line : span.start]
    straight = before.count('"') % 2 == 1 and before.rfind('"') >= len(before) - _SPEECH
    curly = before.count(opening) > before.count(closing) and before.rfind(opening) >= len(before) - _SPEECH
    tight = before.rstrip("'\N{LEFT SINGLE QUOTATION MARK}")[-1:] in ('"', opening) and text[span.end :].lstrip(
        "'\N{RIGHT SINGLE QUOTATION MARK}"
    )[:1] in ('"', closing)
    return (straight or curly) and not tight


def in_form(term: Term, tag: str | None, language: str) -> str | None:
    """The term in the form of a Penn tag, as the glossary lists it or as inflected; None where it has none."""
    if tag is None or tag in ("VB", "NN"):
        return term.text
    listed = dict(term.forms).get(tag)
    if listed:
        return listed
    main = tuple(term.main_word.split("|")) if term.main_word else ()
    return inflector(language).inflect(term.text, main, tag)


def inflected_as(after: str, tag: str | None, part_of_speech: PartOfSpeech | None, language: str) -> str:
    """The wording in that form; as it is where none is asked for, or it has none."""
    words = inflector(language)
    return (words.inflect(after, words.main_words(after, part_of_speech), tag) if tag else None) or after


def _written(hit: Hit, first_mention: bool, language: str) -> str:
    after = at_mention(hit.term.replace_with or "", first_mention)
    if hit.gap is not None:
        after = after.replace(GAP.strip(), hit.gap)
    if hit.term.main_word == "-":
        return after
    verbal = hit.term.part_of_speech == "verb" and hit.tag in ("VBZ", "VBD", "VBG", "VBN")
    plural = hit.term.part_of_speech in NOUNS and hit.tag == "NNS"
    return inflected_as(after, hit.tag, hit.term.part_of_speech, language) if verbal or plural else after
