"""Proposed terms: they wait for a terminologist and are used by nobody; how one is requested and approved.

Approval stands in the column `approval` (proposed, approved), who and when in `origin`. A proposed term takes part
in no check, edit or score; a wrong wording that is left without any right term is only flagged.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.term_sheet import read_sheet, with_cells
from toolkit.glossary.edit import Edited, add, looked_at, table_of
from toolkit.glossary.lint import examine
from toolkit.glossary.search import find_concept
from toolkit.model.terms import SATISFYING, WRONG, Concept, Glossary, Term, same_language

PROPOSED = "proposed, and not approved yet"


class Approved(NamedTuple):
    """What an approval changes."""

    edited: Edited
    terms: tuple[Term, ...]
    """The terms as they were."""


def without_proposed(glossary: Glossary) -> tuple[Glossary, int]:
    """The glossary that may be used, and how many proposed terms wait.

    >>> tie = Concept("tie", (Term("buddies", "en"), Term("mates", "en", approval="proposed")))
    >>> [term.text for term in without_proposed(Glossary("g", (tie,)))[0].concepts[0].terms]
    ['buddies']
    """
    count = sum(term.approval == "proposed" for concept in glossary.concepts for term in concept.terms)
    if not count:
        return glossary, 0
    concepts = []
    for concept in glossary.concepts:
        kept = _usable(concept) if any(term.approval == "proposed" for term in concept.terms) else concept
        if kept.terms or not concept.terms:
            concepts.append(kept)
    return replace(glossary, concepts=tuple(concepts)), count


def approve(glossary: Path, concept: str | None, term: str | None, language: str | None, by: str, on: str) -> Approved:
    """The table with the concept's proposed terms, or the one named, approved; without a concept those of all.

    Raises InputError and GlossaryError.
    """
    who = _named(by, "--by")
    sheet = read_sheet(table_of(glossary))
    loaded = examine(glossary).glossary
    concepts = loaded.concepts if concept is None else (find_concept(loaded, concept),)
    terms = tuple(one for each in concepts for one in each.terms)
    if concept is not None and term is not None:
        terms = tuple(t for t in terms if t.text == term and (language is None or same_language(t.language, language)))
        if not terms:
            known = ", ".join(t.text for t in find_concept(loaded, concept).terms if t.approval == "proposed")
            waits = f"Proposed there: {known}." if known else "No term of it waits for approval."
            raise InputError(f"The concept '{concept}' has no term '{term}'. {waits}")
    waiting = tuple(
        t for t in terms if t.approval == "proposed" and (language is None or same_language(t.language, language))
    )
    if not waiting:
        what = f"'{term}'" if term is not None else f"No term of '{concept}'" if concept else "No term"
        raise InputError(f"{what} {'does not wait' if term is not None else 'waits'} for approval; nothing to do.")
    changes: dict[tuple[int, str], str] = {}
    for one in waiting:
        line = int((one.place or ":0").rpartition(":")[2])
        changes[line, "approval"] = "approved"
        changes[line, "origin"] = _joined(one.origin, f"approved by {who}, {on}")
    first = waiting[0]
    home = next(each.id for each in concepts if first in each.terms)
    cells = {"concept": home, "language": first.language, "term": first.text, "approval": "approved"}
    return Approved(looked_at(glossary, sheet, with_cells(sheet, changes), cells), waiting)


def request(
    glossary: Path, term: str, language: str, note: str | None, by: str | None, on: str, concept: str | None
) -> Edited:
    """The table with a proposed row for a term that a translator misses.

    The row goes to the concept named, else to a new one with a name made of the term. Raises InputError where the
    glossary has the term already, and says where.
    """
    text = term.strip()
    loaded = examine(glossary).glossary
    if not text:
        raise InputError("The term is empty; write the wording that you miss.")
    if concept is not None:
        find_concept(loaded, concept)
    for known in loaded.concepts:
        for other in known.terms:
            same = same_language(other.language, language) and other.text.casefold() == text.casefold()
            if same and (concept is None or known.id == concept):
                raise InputError(
                    f"'{text}' is there already: {known.id}, {other.approval or other.status}"
                    f"{f' ({other.place})' if other.place else ''}. `tqt glossary show {known.id}` shows it."
                )
    name = concept or fresh_id(slug_of(text) or "request", {c.id for c in loaded.concepts})
    who = f" by {_named(by, '--by')}" if by is not None else ""
    cells = {"concept": name, "language": language, "term": text, "approval": "proposed", "note": note or ""}
    return add(glossary, cells | {"origin": f"requested{who}, {on}"})


def _usable(concept: Concept) -> Concept:
    kept = [term for term in concept.terms if term.approval != "proposed"]
    for number, term in enumerate(kept):
        answered = any(t.status in SATISFYING and same_language(t.language, term.language) for t in kept)
        if term.status in WRONG and not answered and not term.replace_with and term.action != "flag":
            kept[number] = replace(term, action="flag")
    return replace(concept, terms=tuple(kept))


def _joined(origin: str | None, more: str) -> str:
    return f"{origin}; {more}" if origin else more


def _named(name: str, option: str) -> str:
    if not name.strip():
        raise InputError(f"{option}: the name is empty.")
    return name.strip()
