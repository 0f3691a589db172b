"""Which of several approved wordings takes the place of words that no glossary lists: the one most like them.

A term base gives abbreviations, spellings and numbers of a term side by side. An abbreviation replaces an
abbreviation, a plural a plural; of equals the one that shares most words, then the listed order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.model import Term
from toolkit.text.plurals import is_plural
from toolkit.text.stems import stem

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("a an the of to with and for in on at by from".split())


def by_likeness(terms: Sequence[Term], wording: str, tag: str | None, language: str) -> tuple[Term, ...]:
    """The terms, the one most like the wording first. `tag` is the Penn tag of the wording's own form.

    >>> hkma = (Term("HKMA", "en"), Term("Hong Kong Monetary Authority", "en"))
    >>> by_likeness(hkma, "Financial Authority of Hong Kong", "NN", "en")[0].text
    'Hong Kong Monetary Authority'
    >>> by_likeness(hkma, "FSA", "NN", "en")[0].text
    'HKMA'
    """
    if len(terms) < 2:
        return tuple(terms)
    return tuple(sorted(terms, key=lambda term: -_likeness(term.text, wording, tag, language)))


def _likeness(term: str, wording: str, tag: str | None, language: str) -> float:
    ours, theirs = _stems(term, language), _stems(wording, language)
    shared = 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))
    short = 1.0 if _is_short(term) != _is_short(wording) else 0.0
    number = 0.2 if tag in ("NN", "NNS") and is_plural(term) == (tag == "NNS") else 0.0
    return round(shared - short + number - (0.3 if _is_broken(term) else 0.0), 6)


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _WORD.findall(text) if word.lower() not in _SMALL)


def _is_short(text: str) -> bool:
    """Whether the wording is an abbreviation: one word of capitals, or one without a vowel."""
    words = _WORD.findall(text)
    if len(words) != 1 or not 2 <= len(words[0]) <= 7:
        return False
    word = words[0]
    return sum(c.isupper() for c in word) > 1 or not set("aeiouy") & set(word.lower())


def _is_broken(text: str) -> bool:
    """Whether some words of the wording begin with a capital and others, later ones too, do not."""
    words = [word for word in _WORD.findall(text) if word not in _SMALL and word[0].isalpha()]
    return bool(words) and any(w[0].isupper() for w in words) and any(w[0].islower() for w in words)
