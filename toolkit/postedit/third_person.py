"""A verb in the third person directly behind a place: "the powder silk [says]" wants "fans say"."""

from __future__ import annotations

import re

from toolkit.model import Span
from toolkit.text import closed_classes
from toolkit.text.inflect.en import is_many, lemmas, only_verb, word_form

_BEHIND = re.compile(r"[\"'\N{RIGHT DOUBLE QUOTATION MARK}]?\s+([^\W\d_]+)(?=(?:\s+([^\W\d_]+))?)")
_TO_NUMBER = re.compile(r"\s+(?:to|by|past|above|over)\s+(?:(?:more than|over|nearly|about|almost)\s+)?\d")
_OBJECTS = closed_classes.DETERMINERS | closed_classes.PRONOUNS


def third_person(text: str, end: int) -> tuple[Span, str] | None:
    """The verb in the third person that surely stands directly behind a place, with its plural; or None.

    A word that can be nothing else, or one that a number's "to" or "by", an article, a pronoun or a plural follows.

    >>> [found and found[1] for found in (third_person(f"fans {rest}", 4) for rest in
    ...     ("says yes", "rises to 100,000", "places the order", "places orders", "accounts", "rises are big"))]
    ['say', 'rise', 'place', 'place', None, None]
    """
    found = _BEHIND.match(text, end)
    if found is None:
        return None
    word = found.group(1).lower()
    base = next((base for base in lemmas(word).get("VERB", ()) if base != word == word_form(base, "VBZ")), None)
    if base is None or base in closed_classes.BE | {"be", "have"}:
        return None
    following = (found.group(2) or "").lower()
    things = bool(following) and is_many(following) and following not in lemmas(following).get("NOUN", ())
    goes_on = _TO_NUMBER.match(text, found.end()) or following in _OBJECTS or things
    return (Span(*found.span(1)), base) if only_verb(word) or goes_on else None
