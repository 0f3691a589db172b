"""Finding a concept when only a wording, or half of one, is remembered."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Literal, NamedTuple

from toolkit.errors import InputError
from toolkit.model.terms import Concept, Glossary, Term

How = Literal["exact", "part", "near"]
_NEAR_ENOUGH = 70.0


class Hit(NamedTuple):
    """A term that answers a search."""

    concept: Concept
    term: Term
    how: How
    likeness: float
    """0 to 100, 100 for an exact hit: rapidfuzz's ratio of edits to length."""


def search(glossary: Glossary, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """The terms that are, contain or resemble the text, best first, capitals aside.

    Near hits are looked for only where nothing contains the text.

    >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en")))
    >>> [(hit.term.text, hit.how) for hit in search(Glossary("a", (tie,)), "budies")]
    [('buddies', 'near')]
    """
    wanted = text.strip().casefold()
    if not wanted:
        raise InputError("The text to search for is empty; write a word or a part of one.")
    hits = list(_containing(glossary, wanted)) or list(_resembling(glossary, wanted))
    hits.sort(key=lambda hit: (hit.how != "exact", -hit.likeness, len(hit.term.text)))
    return tuple(hits[:limit])


def find_concept(glossary: Glossary, name: str) -> Concept:
    """The concept of that id. Raises InputError that names the nearest ids."""
    concept = glossary.concept(name)
    if concept is not None:
        return concept
    near = difflib.get_close_matches(name, [c.id for c in glossary.concepts], n=3, cutoff=0.5)
    hint = f"Did you mean {', '.join(near)}?" if near else f"`tqt glossary search '{name}'` looks in the terms."
    raise InputError(f"The glossary '{glossary.name}' has no concept '{name}'. {hint}")


def _containing(glossary: Glossary, wanted: str) -> Iterator[Hit]:
    for concept in glossary.concepts:
        for term in concept.terms:
            text = term.text.casefold()
            if text == wanted:
                yield Hit(concept, term, "exact", 100.0)
            elif wanted in text or wanted in concept.id.casefold():
                yield Hit(concept, term, "part", round(100 * len(wanted) / max(len(text), len(wanted)), 1))


def _resembling(glossary: Glossary, wanted: str) -> Iterator[Hit]:
    from rapidfuzz import fuzz, process

    rows = [(concept, term) for concept in glossary.concepts for term in concept.terms]
    texts = [term.text.casefold() for _, term in rows]
    for _, likeness, index in process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=None):
        yield Hit(*rows[index], "near", round(likeness, 1))
