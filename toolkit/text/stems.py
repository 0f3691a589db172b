"""Stems: what the forms of a word share, for counting words together. Never written into a text."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer

from toolkit.model import primary_subtag

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""The languages that Snowball has rules for, by primary subtag; Czech and Polish since its release 3.1."""
_AMERICAN = {"is": "iz", "ys": "yz", "tre": "ter", "our": "or", "ogramme": "ogram"}
_BRITISH = re.compile(
    r"(?<=[a-z]{3})(?:(is)(e|ed|es|er|ers|ing|ation|ations)|(ys)(e|ed|es|ing)|(tre)(s?)|(our)(s?|ed|ing|able)"
    r"|(ogramme)(s?|d))$"
)
"""Endings that British English spells in its own way; the few others that end so (rise, four) are alike for all."""
_ALONE = threading.Lock()
"""A stemmer keeps the word it works on in itself."""


def has_stems(language: str) -> bool:
    """Whether there are rules for the language.

    >>> has_stems("pt-BR"), has_stems("uk")
    (True, False)
    """
    return _rules(primary_subtag(language)) is not None


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The word in small letters without its ending, by the Snowball rules; as it is in a language without rules.

    >>> [stem(word, "en") for word in ("Anchors", "selling", "sells", "agencies")]
    ['anchor', 'sell', 'sell', 'agenc']
    >>> stem("authorised", "en") == stem("authorizes", "en"), stem("centre", "en") == stem("centers", "en")
    (True, True)
    >>> stem("货", "zh")
    '货'
    """
    rules = _rules(primary_subtag(language))
    lower = word.casefold()
    if rules is None:
        return lower
    if primary_subtag(language) == "en":
        lower = _BRITISH.sub(_american, lower)
    with _ALONE:
        return rules(lower)


def _american(match: re.Match[str]) -> str:
    ending, rest = (group for group in match.groups() if group is not None)
    return _AMERICAN[ending] + rest


@cache
def _rules(subtag: str) -> Callable[[str], str] | None:
    name = _ALGORITHMS.get(subtag)
    known = name is not None and name in snowballstemmer.algorithms()
    made: Callable[[str], str] | None = snowballstemmer.stemmer(name).stemWord if known else None
    return made
