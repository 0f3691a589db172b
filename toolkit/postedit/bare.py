"""Countable things that machine translation leaves bare: "sells [rock sugar orange] and pears" speaks of many.

Chinese marks no number, and a countable noun of English does not stand alone in the singular. Only for a term that the
glossary has as nothing but countable, that names no person (a title stands bare: "as chairman"), in a place without a
determiner that modifies no noun and carries no singular verb.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from toolkit.checks.hits import Hit
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be, lemmas, only_verb, word_form
from toolkit.text.slots import noun_determiner
from toolkit.text.uncountable import head, is_uncountable, may_be_mass

_WORD = re.compile(r"[^\W\d_]+")
_PERSON = re.compile(
    r"(?:er|or|ist|man|woman|ian|ee)$|^(?:official|secretary|president|head|chief|guide|contact|graduate|recipient|kid)$"
)
_NAMING = frozenset("as become becomes became becoming called named of per each every one".split())
"""Before these a singular may stand bare."""
_ENDS = re.compile(r"[\"'\N{RIGHT DOUBLE QUOTATION MARK}]?(?:$|\s*[,.;:!?)])")


def is_bare_many(text: str, hit: Hit, right: Collection[str], kinds: Collection[str | None]) -> bool:
    """Whether a listed wording in the singular stands where English wants the plural of the `right` terms.

    `kinds` are the parts of speech of the concept's preferred terms.
    """
    if hit.located or hit.tag not in (None, "NN") or hit.term.part_of_speech not in ("noun", "count"):
        return False
    if set(kinds) != {"count"} or any(_is_no_thing(term) for term in right):
        return False
    lead = text[hit.sentence.start : hit.span.start]
    before = re.search(r"([^\W_]+)[\s\"'\N{LEFT DOUBLE QUOTATION MARK}]+$", lead)
    word = before.group(1).lower() if before else ""
    if not word or word in _NAMING | closed_classes.BE or word.isdigit() or word[:1].isdigit():
        return False
    if noun_determiner(text, hit.span.start, hit.sentence.start) is not None:
        return False
    if word not in closed_classes.PREPOSITIONS | {"and", "or"} and not only_verb(word):
        return False
    rest = text[hit.span.end : hit.sentence.end]
    follows = re.match(r"\s+([^\W\d_]+)", rest)
    if _ENDS.match(rest):
        return True
    word = follows.group(1) if follows else ""
    return word in closed_classes.PREPOSITIONS | {"and", "or"} or _is_past(word)


def _is_past(word: str) -> bool:
    """Whether the word is nothing but a verb in the past, which agrees with one and with many."""
    bases = lemmas(word).get("VERB", ()) if only_verb(word) else ()
    return any(word_form(base, "VBD") == word != word_form(base, "VBG") for base in bases) and word not in bases


def _is_no_thing(term: str) -> bool:
    noun = head(term)
    return _PERSON.search(noun) is not None or is_uncountable(term) or may_be_mass(term) or not can_be(noun, "NOUN")
