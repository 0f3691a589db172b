"""Rows of one source term as one concept: "car, Auto" and "car, Wagen" of a list are two ways to say it.

Lists without ids have a row for each synonym. Only concepts whose id says nothing are joined; where somebody has told
two senses of a word apart by an id of its own, they stay apart.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit.glossary.namesakes import says_nothing
from toolkit.model.terms import SATISFYING, WRONG, Concept, Glossary, Term, primary_subtag, same_language


def joined(glossary: Glossary, source: str) -> Glossary:
    """The glossary with such rows as one concept each, under the id of the first.

    >>> rows = [Concept(word, (Term("car", "en"), Term(word, "de")), id_is_made=True) for word in ("Auto", "Wagen")]
    >>> [[t.text for t in c.terms] for c in joined(Glossary("cars", tuple(rows)), "en").concepts]
    [['car', 'Auto', 'Wagen']]
    """
    first: dict[frozenset[tuple[str, str | None]], str] = {}
    made: dict[str, Concept] = {}
    for concept in glossary.concepts:
        said = frozenset(_said(concept, source))
        home = made.get(first.setdefault(said, concept.id)) if said and says_nothing(concept) else None
        if home is None:
            made[concept.id] = concept
            continue
        made[home.id] = replace(home, terms=_acting((*home.terms, *_further(concept, home))))
    return glossary if len(made) == len(glossary.concepts) else replace(glossary, concepts=tuple(made.values()))


def _further(concept: Concept, home: Concept) -> tuple[Term, ...]:
    known = {_key(term) for term in home.terms}
    return tuple(term for term in concept.terms if _key(term) not in known)


def _acting(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms, where a wrong wording that stood alone in its list, and was only flagged, has now what to write."""
    right = {primary_subtag(term.language) for term in terms if term.status in SATISFYING}
    return tuple(
        replace(t, action="fix")
        if t.action == "flag" and t.status in WRONG and primary_subtag(t.language) in right and not t.replace_with
        else t
        for t in terms
    )


def _said(concept: Concept, source: str) -> list[tuple[str, str | None]]:
    """The concept's right source terms, each with its client."""
    right = (term for term in concept.terms if term.status in SATISFYING and same_language(term.language, source))
    return [(term.text.casefold(), term.client) for term in right]


def _key(term: Term) -> tuple[str, str, str | None]:
    return term.language, term.text, term.client
