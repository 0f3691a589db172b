"""Changed terms and statuses into an existing TBX, every other byte of which stays.

Terms are told by what they are (`pairing`), not by their order: the changed glossary may have made a detour over a
folder or a spreadsheet. New and deleted terms and other facts are not written; they are counted and told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.files import read_bytes
from toolkit.formats.glossaries import Languages
from toolkit.formats.tbx_edit import edit_tbx
from toolkit.glossary.changes.pairing import Pairs, pair_concepts, pair_terms
from toolkit.glossary.changes.reading import comparable, read_version
from toolkit.model.terms import Concept, Term


class InPlace(NamedTuple):
    """The file as it will stand."""

    data: bytes
    changed: tuple[tuple[Term, Term], ...]
    """Terms before and after."""
    not_written: tuple[tuple[str, int], ...]
    """What differs besides, and how often."""


def in_place(path: Path, source: str | Path, languages: Languages | None = None) -> InPlace:
    """The TBX at `path` with the terms and statuses of the glossary at `source`. Raises InputError."""
    old, new = read_version(path), read_version(source, languages)
    if old.format not in ("tbx", "tbx2"):
        raise InputError(f"{path}: --in-place changes TBX files; this is of the format '{old.format}'.")
    (before, wanted), _ = comparable([old, new])
    if [len(c.terms) for c in before.concepts] != [len(c.terms) for c in old.glossary.concepts]:
        raise InputError(
            f"{source}: a file of the format '{new.format}' cannot hold all terms of {path}; "
            "convert the TBX to a folder or a workbook, and change that."
        )
    skipped: Counter[str] = Counter()
    changed: list[tuple[Term, Term]] = []
    concepts = list(before.concepts)
    for i, j in pair_concepts(before.concepts, wanted.concepts):
        if i is None or j is None:
            skipped["new concepts" if i is None else "concepts that are gone"] += 1
        else:
            concepts[i] = _concept(before.concepts[i], wanted.concepts[j], changed, skipped)
    data = edit_tbx(read_bytes(path), before, replace(before, concepts=tuple(concepts)), str(path))
    return InPlace(data, tuple(changed), tuple(skipped.items()))


def _concept(old: Concept, new: Concept, changed: list[tuple[Term, Term]], skipped: Counter[str]) -> Concept:
    terms = list(old.terms)
    kept = {(term.language.casefold(), term.text) for term in new.terms}
    for i, j in _lone_ones_too(old, new, pair_terms(old.terms, new.terms)):
        if i is None:
            skipped["new terms"] += 1
        elif j is None:
            if (old.terms[i].language.casefold(), old.terms[i].text) not in kept:
                skipped["terms that are gone"] += 1
        else:
            was, now = old.terms[i], new.terms[j]
            made = replace(was, text=now.text, status=now.status)
            if made != was:
                terms[i] = made
                changed.append((was, made))
            if replace(now, language=was.language) != made:
                skipped["terms with other facts changed"] += 1
    if (old.subject, old.definition, old.note) != (new.subject, new.definition, new.note):
        skipped["concepts with other facts changed"] += 1
    return replace(old, terms=tuple(terms))


def _lone_ones_too(old: Concept, new: Concept, pairs: Pairs) -> Pairs:
    """The pairs, and the only term of a language that is gone with the only new one: it was written anew."""
    gone = [i for i, j in pairs if i is not None and j is None]
    came = [j for i, j in pairs if i is None and j is not None]
    languages = Counter(old.terms[i].language.casefold() for i in gone)
    more: dict[int, int] = {}
    for i in gone:
        same = [j for j in came if new.terms[j].language.casefold() == old.terms[i].language.casefold()]
        if languages[old.terms[i].language.casefold()] == len(same) == 1:
            more[i] = same[0]
    kept: Pairs = [(i, j) for i, j in pairs if i not in more and j not in more.values()]
    return [*kept, *more.items()]
