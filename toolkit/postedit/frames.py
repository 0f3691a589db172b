"""Places that a listed wording cannot take whatever it says: seen from the words directly before and behind it."""

from __future__ import annotations

import re
from typing import Literal

from toolkit.checks.hits import Hit
from toolkit.postedit.third_person import third_person
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be, lemmas, word_form
from toolkit.text.plurals import is_plural
from toolkit.text.uncountable import is_plural_only, is_uncountable

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"(?:^|[^\w'-])([^\W\d_]+) [\"'\N{LEFT DOUBLE QUOTATION MARK}]?$")
_BEHIND = re.compile(r" ([^\W\d_]+)")
_MADE_LONGER = re.compile(r"[^\W\d_] (?:to|for|via|by|with|from) [^\W\d_]")
_FINITE = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+)? (?:is|are|comes?|reigns?|rules?) ")
_AMOUNT_OF = re.compile(r"\d(?: (?:hundred|thousand|million|billion))? [^\W\d_]+ of (?:the )?$")
_ONE_IS = re.compile(
    r"\b(?:(?:he|she)(?:\Ws| is| was)|I(?:\Wm| am| was))"
    r"(?: (?:also|already|still|really|just|now|not|the|my|your|his|her|our|their)){0,3} [\"']?$",
    re.I,
)
"""One person is something: "he is my", "she was also the"."""
_ACRONYMS = re.compile(r"[A-Z]{2,}e?s")
"""Several: "SMEs"."""
_LETS = frozenset("let make help see watch hear".split())
_DEMANDS = frozenset("require demand ask suggest recommend propose insist request order".split())
_BY_DOING = frozenset("by without while after before".split())
_PEOPLE = frozenset("those people who everyone anyone someone".split())


def acts_there(text: str, hit: Hit) -> bool:
    """Whether a wording that is listed as a noun and begins with a gerund says what somebody does.

    "Bloggers are [planting grass]", "they won by [brushing orders]"; not "the art of [planting grass]".
    """
    first = _WORD.match(hit.span.of(text))
    if not first or not first.group().lower().endswith("ing") or " " not in hit.span.of(text):
        return False
    word = first.group().lower()
    if not any(base != word for base in lemmas(word).get("VERB", ())):
        return False
    before = _before(text, hit)
    if before in closed_classes.BE or before in _PEOPLE or before in _BY_DOING:
        return True
    known = lemmas(before) if before else {}  # "bloggers" is in no dictionary
    several = before not in known.get("NOUN", () if known else (before[:-1],)) and before.endswith("s")
    return several and (not known or "NOUN" in known) and not can_be(before, "ADJ")


def does(text: str, hit: Hit, noun: str) -> Literal["VBG", "VB"] | None:
    """The form of the verb that stands there instead of a listed noun; None: a noun fits.

    After "be" a noun that is made like "bargain hunting" says what somebody does as well.
    """
    if acts_there(text, hit):
        return None if noun.endswith("ing") and _before(text, hit) in closed_classes.BE else "VBG"
    return "VB" if acted(text, hit) else None


def acted(text: str, hit: Hit) -> bool:
    """Whether a wording listed as a noun that begins with a verb says what somebody is let, made or seen to do."""
    first = _WORD.match(hit.span.of(text))
    word = first.group().lower() if first else ""
    bare = word in lemmas(word).get("VERB", ()) and word_form(word, "VBD") != word and " " in hit.span.of(text)
    before = _WORD.findall(text[hit.sentence.start : hit.span.start].lower())[-4:]
    return bare and "that" not in before and acting(text, hit._replace(tag="VB"))


def no_room(text: str, hit: Hit, after: str) -> str | None:
    """Why the wording must not stand there, or None.

    A verb behind an article ("the [place an order]"), a sentence behind a preposition ("of [traffic is king]"), a thing
    where somebody acts, a noun with words behind it before another noun ("the [livestream to help farmers] room").
    """
    words = _WORD.findall(after)
    before = _before(text, hit)
    if not words:
        return None
    first = words[0].lower()
    base = first in lemmas(first).get("VERB", ()) and word_form(first, "VBD") != first
    base = base and first not in closed_classes.PREPOSITIONS  # "the [over-the-counter market]"
    article = before in closed_classes.DETERMINERS - {"each", "every"} or before == "next"
    with_object = len(words) > 2 and words[1].lower() in ("a", "an", "the")
    listed_verb = hit.term.part_of_speech == "verb" and not can_be(first, "NOUN")
    if article and base and after[0].islower() and (with_object or listed_verb):
        return f"a verb does not stand after '{before}'"
    if before in closed_classes.PREPOSITIONS and _FINITE.match(after) and not _FINITE.match(hit.span.of(text)):
        return f"a sentence does not stand after '{before}'"
    if after.endswith("ing") and _AMOUNT_OF.search(text[hit.sentence.start : hit.span.start]):
        return f"an amount is of things, and '{after}' is what somebody does"
    if does(text, hit, after) and not first.endswith("ing") and not base:
        return f"somebody acts here, and '{after}' is a thing"
    noun = _noun_behind(text, hit)
    things = _is_many_things(after) and not first.endswith("ing")
    if not noun and things and _ONE_IS.search(text[hit.sentence.start : hit.span.start]):
        return f"one person is no '{after}'"
    if noun and (after[0].islower() or _ACRONYMS.fullmatch(after)):
        if _is_longer(after) and _is_noun(hit) and noun in lemmas(noun).get("NOUN", ()):
            return f"'{after}' does not stand before the noun '{noun}'"
        known = lemmas(noun)
        # "goods sell", but no "goods sells", unless it is surely a verb, which then becomes plural
        agrees = noun in known["NOUN"] or first.endswith("ing") or third_person(text, hit.span.end) is not None
        if _is_many_things(after) and ("VERB" not in known or not agrees):
            return f"'{after}' does not stand before the noun '{noun}'"
    return None


def _noun_behind(text: str, hit: Hit) -> str | None:
    """The word directly behind the place if it is a noun, perhaps a verb too, and nothing else.

    A name begins with a capital and is none: "person in charge Fang Wen".
    """
    behind = _BEHIND.match(text, hit.span.end, hit.sentence.end)
    word = behind.group(1) if behind else ""
    if not word or word in closed_classes.NEVER_HEADS or can_be(word, "ADJ") or can_be(word, "ADV"):
        return None
    return word if "NOUN" in lemmas(word) else None


def _is_noun(hit: Hit) -> bool:
    return hit.term.part_of_speech in ("noun", "count")


def _is_longer(after: str) -> bool:
    """Whether words stand behind its noun: "livestream to help farmers"."""
    return _MADE_LONGER.search(after) is not None and not is_plural(after)


def _is_many_things(after: str) -> bool:
    """Whether it ends with a plural that modifies nothing: "recommending products", "SMEs"."""
    if _ACRONYMS.fullmatch(after):
        return True
    return after.endswith("s") and is_plural(after) and not is_plural_only(after) and not is_uncountable(after)


def acting(text: str, hit: Hit) -> bool:
    """Whether a bare verb is what somebody is let, made or seen to do: "let the anchor [bring goods]"."""
    if hit.tag not in (None, "VB"):
        return False
    words = [word.lower() for word in _WORD.findall(text[hit.sentence.start : hit.span.start][-60:])]
    if not words or words[-1] in closed_classes.DETERMINERS or set(lemmas(words[-1])) == {"ADJ"}:
        return False  # it is the noun itself: "watch the [live broadcast]"
    for place in range(len(words) - 1, max(-1, len(words) - 5), -1):
        word = words[place]
        if place < len(words) - 1 and (word in _LETS or set(lemmas(word).get("VERB", ())) & _LETS):
            return not (can_be(word, "NOUN") and place and words[place - 1] in closed_classes.DETERMINERS)
        if word == "that" and place and set(lemmas(words[place - 1]).get("VERB", ())) & _DEMANDS:
            return True
        noun = can_be(word, "NOUN") or can_be(word, "ADJ") or word in closed_classes.DETERMINERS
        if not noun and word not in closed_classes.PRONOUNS:
            return False
    return False


def _before(text: str, hit: Hit) -> str:
    found = _BEFORE.search(text[hit.sentence.start : hit.span.start])
    return found.group(1).lower() if found else ""
