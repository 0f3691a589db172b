"""Rows of one source term as one concept: "car, Auto" and "car, Wagen" of a list are two ways to say it.

Lists without ids have a row for each synonym. Where somebody has told two senses of a word apart, by ids, a definition,
a subject or a part of speech, they stay apart.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit.model.terms import SATISFYING, WRONG, Concept, Glossary, Term, primary_subtag, same_language


def joined(glossary: Glossary, source: str) -> Glossary:
    """The glossary with such rows as one concept each, under the id of the first.

    >>> rows = [Concept(word, (Term("car", "en"), Term(word, "de")), id_is_made=True) for word in ("Auto", "Wagen")]
    >>> [[t.text for t in c.terms] for c in joined(Glossary("cars", tuple(rows)), "en").concepts]
    [['car', 'Auto', 'Wagen']]
    """
    groups: dict[object, list[Concept]] = {}
    for concept in glossary.concepts:
        said = frozenset(_said(concept, source)) if concept.id_is_made else None
        key = (said, concept.definition, concept.subject) if said else concept.id
        groups.setdefault(key, []).append(concept)
    if len(groups) == len(glossary.concepts):
        return glossary
    made = (one for group in groups.values() for one in ([_one(group)] if _agree(group, source) else group))
    return replace(glossary, concepts=tuple(made))


def _agree(group: list[Concept], source: str) -> bool:
    """Whether no row bans what it has a word of its own for, where another row has another word."""
    answers = [
        {term.status in SATISFYING for term in concept.terms if not same_language(term.language, source)}
        for concept in group
    ]
    return sum(True in one for one in answers) < 2 or not any(one == {True, False} for one in answers)


def _said(concept: Concept, source: str) -> list[tuple[str, str | None, str | None]]:
    """The concept's right source terms, each with its client and part of speech."""
    right = (term for term in concept.terms if term.status in SATISFYING and same_language(term.language, source))
    return [(term.text, term.client, term.part_of_speech) for term in right]


def _one(group: list[Concept]) -> Concept:
    """The concept of all the rows."""
    if len(group) == 1:
        return group[0]
    terms: dict[tuple[str, str, str | None], Term] = {}
    for concept in group:
        for term in concept.terms:
            terms.setdefault((term.language, term.text, term.client), term)
    right = {primary_subtag(term.language) for term in terms.values() if term.status in SATISFYING}
    return replace(group[0], terms=tuple(_acting(term, right) for term in terms.values()))


def _acting(term: Term, right: set[str]) -> Term:
    """A wrong wording that stood alone in its list, and was only flagged, has now what to write."""
    alone = term.action == "flag" and term.status in WRONG and not term.replace_with
    return replace(term, action="fix") if alone and primary_subtag(term.language) in right else term
