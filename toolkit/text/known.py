"""What is known of single words of a language pair before a job is seen: the prior of the statistical lexicon."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from toolkit.text.glosses import Glosses, glosses
from toolkit.text.stems import stem

_KINDS = ("glosses", "words")
_PART = 0.3
"""A word's part translated by itself weighs so much of the word translated whole."""


@cache
def vocabulary(source: str, target: str) -> frozenset[str]:
    """The source words that the table of the pair knows; empty without one."""
    table = glosses(source, target, _KINDS)
    return frozenset(table.entries) if table else frozenset()


def prior(words: Iterable[str], source: str, target: str) -> dict[str, dict[str, float]]:
    """The known translations of these source words, as stems with weights; a word without any is left out.

    >>> sorted(prior(["货"], "zh", "en")["货"])[:3]
    ['cargo', 'commod', 'freight']
    """
    table = glosses(source, target, _KINDS)
    if table is None:
        return {}
    found = {word: dict(_of(word, source, target)) for word in set(words)}
    return {word: translations for word, translations in found.items() if translations}


@lru_cache(maxsize=50_000)
def _of(word: str, source: str, target: str) -> tuple[tuple[str, float], ...]:
    table = glosses(source, target, _KINDS)
    weights: dict[str, float] = {}
    if table is not None:
        _add(weights, table, word, target, 1.0)
        for part in table.parts(word):
            _add(weights, table, word[part.start : part.end], target, _PART)
    return tuple(weights.items())


def _add(weights: dict[str, float], table: Glosses, word: str, target: str, weight: float) -> None:
    for gloss in table.entries.get(word, ()):
        for part in gloss:
            key = stem(part, target)
            weights[key] = max(weights.get(key, 0.0), weight / len(gloss))
