"""What stands directly beside a wording, as far as it tells number and part of speech."""

from __future__ import annotations

import re

from toolkit.checks.hits import Hit
from toolkit.postedit.number import COUNT, NAMED
from toolkit.postedit.third_person import third_person
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be, is_many, lemmas, only_verb, word_form
from toolkit.text.slots import noun_determiner

_WORDED = re.compile(r"(?:ed|ing)\b")


def modifies_many(text: str, hit: Hit) -> bool:
    """Whether the next word is the plural of a noun, to which a plural before it would be no verb's subject."""
    behind = re.match(r"\s+([^\W\d_]+)", text[hit.span.end : hit.sentence.end])
    word = behind.group(1).lower() if behind else ""
    if third_person(text, hit.span.end):
        return False
    return word not in closed_classes.NEVER_HEADS and word not in lemmas(word).get("NOUN", (word,)) and is_many(word)


def stands_apart(text: str, hit: Hit) -> bool:
    """Whether punctuation stands on both sides of a noun's words: "two pounds, [package mail], order now!"."""
    before, behind = text[hit.sentence.start : hit.span.start].rstrip(), text[hit.span.end : hit.sentence.end].lstrip()
    return before[-1:] in (",", ";", ":") and behind[:1] in (",", ";", "!") and not _WORDED.search(hit.span.of(text))


def noun_may_follow(text: str, hit: Hit) -> bool:
    """Whether the next word may be a noun that the wording stands before."""
    behind = re.match(r"\s+([^\W\d_]+)", text[hit.span.end : hit.sentence.end])
    word = behind.group(1).lower() if behind else ""
    return bool(word) and word not in closed_classes.NEVER_HEADS and can_be(word, "NOUN")


def is_counted_as_many(text: str, hit: Hit) -> bool:
    """Whether a numeral from two up stands directly before the wording, and no noun behind it."""
    lead = text[hit.sentence.start : hit.span.start]
    before = lead.split()
    if NAMED.search(lead.rstrip()):
        return False
    if not before or (before[-1].lower() not in closed_classes.NUMERALS and not COUNT.fullmatch(before[-1])):
        return False
    following = re.match(r"\s+([^\W\d_]+)", text[hit.span.end : hit.sentence.end])
    word = following.group(1).lower() if following else ""
    return not word or word in closed_classes.NEVER_HEADS or only_verb(word)


def may_be_predicate(text: str, hit: Hit) -> bool:
    """Whether the noun behind the place is a past form too, so that a noun that can be both must stand there."""
    behind = re.match(r"\s+([^\W\d_]+)", text[hit.span.end : hit.sentence.end])
    word = behind.group(1).lower() if behind else ""
    one = noun_determiner(text, hit.span.start, hit.sentence.start) in ("a", "an", "one")
    return one and any(word_form(base, "VBD") == word != base for base in lemmas(word).get("VERB", ()))


def far_singular(text: str, hit: Hit) -> bool:
    """Whether the clause goes on with words of its own before a singular verb that we would not reach."""
    behind = text[hit.span.end : min(hit.sentence.end, hit.span.end + 120)]
    beside = re.match(r"[\"'\N{RIGHT DOUBLE QUOTATION MARK}]?\s+(?:in|on|of|at|from|for|by|with)\b", behind)
    return beside is not None and re.match(r"[^.;,]*?\b(?:is|was|has)\b", behind) is not None


def is_plural_after_one(text: str, hit: Hit, after: str) -> bool:
    """Whether a listed replacement is a plural or a gerund that would stand after "a" or "every"."""
    words = re.findall(r"[^\W\d_]+", after.lower())
    nouns = lemmas(words[-1]).get("NOUN", ()) if words else ()
    plural = bool(nouns) and words[-1] not in nouns
    if not plural and not (words and words[-1].endswith("ing")):
        return False
    return noun_determiner(text, hit.span.start, hit.sentence.start) in ("a", "an", "each", "every", "another", "one")
