"""How much a glossary holds, by language and status."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from toolkit.model.terms import SATISFYING, STATUSES, Glossary, primary_subtag


class Stats(NamedTuple):
    """Counts of a glossary's rows."""

    concepts: int
    terms: int
    languages: tuple[str, ...]
    """Those that the glossary declares, then those of its terms."""
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
    counts: Counter[tuple[str, str]] = Counter()
    right: Counter[str] = Counter()
    unmistakable = 0
    for concept in glossary.concepts:
        counts.update([(term.language, term.status) for term in concept.terms])
        right.update({primary_subtag(term.language) for term in concept.terms if term.status in SATISFYING})
        unmistakable += sum([term.unmistakable for term in concept.terms])
    languages = tuple(dict.fromkeys([*glossary.languages, *(language for language, _ in counts)]))
    return Stats(
        concepts=len(glossary.concepts),
        terms=counts.total(),
        languages=languages,
        conventions=len(glossary.conventions),
        examples=len(glossary.examples),
        by_language={language: {status: counts[language, status] for status in STATUSES} for language in languages},
        unmistakable=unmistakable,
        without_right_term={
            language: len(glossary.concepts) - right[primary_subtag(language)] for language in languages
        },
    )
