"""Many terms or concepts at once: a sixth of the time that constructor calls take.

A frozen dataclass sets each of its fields by a call, since plain assignment is forbidden to it. Here the fields are
assigned while the object is still of an open class with the same slots; then it becomes what it is. The terms are the
same ones, and frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, NamedTuple

from toolkit.model.terms import Concept, Term

_OWN = ("text", "language", "place")
_SHARED = tuple(field.name for field in fields(Term) if field.name not in _OWN)


class _OpenTerm:
    __slots__ = tuple(field.name for field in fields(Term))


class _OpenConcept:
    __slots__ = tuple(field.name for field in fields(Concept))


Details = tuple[Any, ...]
"""The values of a term's fields but its text, language and place; many terms of a file have the same."""


class Columns(NamedTuple):
    """Terms to be, one in each place."""

    texts: list[str]
    languages: list[str]
    places: list[str]
    details: list[Details]


def details_of(**known: Any) -> Details:
    """The fields that are known and the defaults of all others.

    >>> built(Columns(["app"], ["en"], ["x:1"], [details_of(status="admitted")])) == [Term("app", "en", "admitted")]
    True
    """
    plain = Term("", "", **known)
    return tuple(getattr(plain, name) for name in _SHARED)


def built(columns: Columns) -> list[Term]:
    """The terms, in their order."""
    terms: list[Any] = [_OpenTerm() for _ in columns.texts]
    for term, text, language, place, details in zip(terms, *columns, strict=True):
        term.text = text
        term.language = language
        term.place = place
        (
            term.status,
            term.part_of_speech,
            term.replace_with,
            term.action,
            term.only_if_near,
            term.not_if_near,
            term.unmistakable,
            term.main_word,
            term.forms,
            term.case,
            term.gender,
            term.client,
            term.approval,
            term.note,
            term.origin,
            term.extra,
        ) = details  # in the order of the fields
        term.__class__ = Term
    return terms


def built_concepts(rows: Iterable[tuple[Any, ...]]) -> list[Concept]:
    """The concepts of these ids, terms, subjects, definitions and notes.

    >>> built_concepts([("a", (), None, "what it is", None)]) == [Concept("a", (), definition="what it is")]
    True
    """
    concepts: list[Any] = []
    for row in rows:
        concept: Any = _OpenConcept()
        concept.id, concept.terms, concept.subject, concept.definition, concept.note = row
        concept.id_is_made = False
        concept.__class__ = Concept
        concepts.append(concept)
    return concepts
