"""Concepts of different glossaries that have the same id by accident.

A table without ids gets them from its terms, and many programs number their entries: "bank" or "17" of one file says
nothing about "bank" or "17" of another. Such concepts are the same only where they share a source term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.formats.concept_ids import fresh_id
from toolkit.model.terms import Concept, Glossary, same_language

_NUMBERED = re.compile(r"(?:(?:concept|entry|term|unit|line|row|tu|id)[-_ .]?)?\d+", re.IGNORECASE)


def namesakes(one: Concept, other: Concept, source: str | None) -> bool:
    """Whether two concepts of one id are two: an id was made up, or is a number, and no source term is shared.

    `source` is the source language; without it any term of both counts. A concept without terms there is what the id
    says: a client's row may name only what it changes.

    >>> from toolkit.model.terms import Term
    >>> def made(word): return Concept("bank", (Term(word, "de"), Term("bank", "en")), id_is_made=True)
    >>> bank, shore = made("Bank"), made("Ufer")
    >>> namesakes(bank, shore, "de"), namesakes(bank, bank, "de")
    (True, False)
    """
    if not (says_nothing(one) or says_nothing(other)):
        return False
    ours, theirs = _wordings(one, source), _wordings(other, source)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def says_nothing(concept: Concept) -> bool:
    """Whether the concept's id is no name: made up by the reader, or a number.

    >>> says_nothing(Concept("entry-17", ())), says_nothing(Concept("lao-tie", ()))
    (True, False)
    """
    return concept.id_is_made or _NUMBERED.fullmatch(concept.id) is not None


def told_apart(layers: Sequence[Glossary], source: str | None, others: Iterable[str] = ()) -> list[Glossary]:
    """The layers, with a new id where a concept of a later one would replace another that is not the same.

    `others` are ids that no new one may be.

    >>> from toolkit.model.terms import Term
    >>> def table(name, word):
    ...     return Glossary(name, (Concept("bank", (Term(word, "de"), Term("bank", "en")), id_is_made=True),))
    >>> [[c.id for c in g.concepts] for g in told_apart([table("a", "Bank"), table("b", "Ufer")], "de")]
    [['bank'], ['bank-2']]
    """
    known: dict[str, Concept] = {}
    taken = {*others, *(concept.id for layer in layers for concept in layer.concepts)}
    again: dict[str, list[str]] = {}
    """By an id that two concepts have: the new ids that were given for it."""
    made: list[Glossary] = []
    for layer in layers:
        names: dict[str, str] = {}
        for concept in layer.concepts:
            there = known.get(concept.id)
            if there is None or not namesakes(there, concept, source):
                continue
            given = again.setdefault(concept.id, [])
            name = next((name for name in given if not namesakes(known[name], concept, source)), None)
            if name is None:
                name = fresh_id(concept.id, taken)
                given.append(name)
                taken.add(name)
            names[concept.id] = name
            known[name] = replace(concept, id=name, id_is_made=True)
        made.append(_renamed(layer, names) if names else layer)
        known |= {concept.id: concept for concept in made[-1].concepts}
    return made


def _renamed(layer: Glossary, names: dict[str, str]) -> Glossary:
    return replace(
        layer,
        concepts=tuple(replace(c, id=names[c.id], id_is_made=True) if c.id in names else c for c in layer.concepts),
        examples=tuple(replace(e, concept=names.get(e.concept, e.concept)) for e in layer.examples),
    )


def _wordings(concept: Concept, source: str | None) -> set[str]:
    return {
        " ".join(term.text.casefold().split())
        for term in concept.terms
        if source is None or same_language(term.language, source)
    }
