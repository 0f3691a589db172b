"""How much a glossary holds, by language and status."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from toolkit.model.terms import STATUSES, Glossary


class Stats(NamedTuple):
    """Counts of a glossary's rows."""

    concepts: int
    terms: int
    conventions: int
    examples: int
    by_language: dict[str, dict[str, int]]
    """Language -> status -> number of terms; statuses that do not occur are 0."""
    unmistakable: int
    without_right_term: dict[str, int]
    """Language -> number of concepts that have no preferred or admitted term in it."""


def stats(glossary: Glossary) -> Stats:
    """The counts.

    >>> from toolkit.model import Concept, Term
    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("old iron", "en", "garble")))
    >>> stats(Glossary("a", (tie,), languages=("zh", "en"))).without_right_term
    {'zh': 0, 'en': 1}
    """
    terms = [term for concept in glossary.concepts for term in concept.terms]
    counts = Counter((term.language, term.status) for term in terms)
    languages = tuple(dict.fromkeys([*glossary.languages, *(term.language for term in terms)]))
    right = frozenset({"preferred", "admitted"})
    return Stats(
        concepts=len(glossary.concepts),
        terms=len(terms),
        conventions=len(glossary.conventions),
        examples=len(glossary.examples),
        by_language={
            language: {status: sum(n for key, n in counts.items() if key == (language, status)) for status in STATUSES}
            for language in languages
        },
        unmistakable=sum(term.unmistakable for term in terms),
        without_right_term={
            language: sum(not concept.in_language(language, right) for concept in glossary.concepts)
            for language in languages
        },
    )
