"""Proposed terms: a glossary layer of its own beside the state file. No other glossary is ever written to.

A later layer replaces a concept as a whole, so the layer holds the whole concept and the proposed rows with
`approval` `proposed`. A terminologist takes it over with `tqt glossary add`, or uses it as a layer as it is.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.files import kind_of, make_folder, write_atomically
from toolkit.formats.glossary_folder import read_glossary, write_glossary
from toolkit.formats.term_rows import REQUIRED
from toolkit.glossary import edit as edits
from toolkit.model import Concept, Glossary, LangPair, Term

NAME = "proposals"
COLUMNS = ("concept", "language", "term", "status", "part_of_speech", "note")
"""What a page may say of a proposed term; `approval` and `origin` are ours."""


class Proposal(NamedTuple):
    """One proposed row."""

    concept: str
    term: Term


class Proposals:
    """The layer in a folder, which is made with the first proposal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self.changes = 0
        """How often the layer was changed since it was opened: what is built on it is stale when this grows."""

    def glossary(self) -> Glossary | None:
        """The layer; None while nothing is proposed. Raises GlossaryError where it has been broken by hand."""
        if kind_of(self.folder / "terms.csv") is None:
            return None
        return read_glossary(self.folder)

    def rows(self) -> tuple[Proposal, ...]:
        """The proposed rows, without those that only stand there to keep their concept whole."""
        glossary = self.glossary()
        return tuple(_proposed(glossary.concepts)) if glossary else ()

    def add(self, rows: Sequence[Mapping[str, str]], under: Glossary, pair: LangPair, origin: str) -> tuple[str, ...]:
        """Put rows of one concept into the layer, all or none; returns what the linter has to say of them.

        `under` is the glossary that the layer lies on. Raises InputError for missing cells, GlossaryError for a row
        that would contradict another.
        """
        cells = [_cells(row, origin) for row in rows]
        if not cells:
            raise InputError("Say the wording of the term.")
        warnings: list[str] = []
        with self._lock, tempfile.TemporaryDirectory() as made:
            trial = Path(made) / NAME
            write_glossary(self._with_concept(cells[0]["concept"], under, pair), trial)
            if kind_of(trial / "terms.csv") is None:
                write_atomically(trial / "terms.csv", f"{','.join(REQUIRED)}\n".encode())
            for row in cells:
                edited = edits.add(trial, row)
                edited.write()
                warnings += edited.warnings
            self._put(trial)
        return tuple(dict.fromkeys(warnings))

    def change(
        self, rows: Sequence[Mapping[str, str]], under: Glossary, pair: LangPair, origin: str
    ) -> tuple[str, ...]:
        """Put another status, place or note of a known term into the layer; returns the linter's words.

        Rows as for `add`. Raises InputError where there is no such term, GlossaryError for a contradiction.
        """
        warnings: list[str] = []
        with self._lock, tempfile.TemporaryDirectory() as made:
            trial = Path(made) / NAME
            for row in (_cells(row, origin) for row in rows):
                write_glossary(self._with_concept(row["concept"], under, pair), trial)
                concept, language, term = (row.pop(name) for name in ("concept", "language", "term"))
                edited = edits.edit(trial, concept, language, term, row)
                edited.write()
                warnings += edited.warnings
                self._put(trial)
        return tuple(dict.fromkeys(warnings))

    def withdraw(self, concept: str, language: str, text: str, under: Glossary) -> None:
        """Take a proposed row out again; a term that was only changed is again as it is in `under`.

        Raises InputError where there is no such proposal.
        """
        with self._lock:
            glossary = self.glossary()
            found = [p for p in self.rows() if (p.concept, p.term.language, p.term.text) == (concept, language, text)]
            if glossary is None or not found:
                raise InputError(f"'{text}' is not among the proposals any more.")
            gone = found[0].term
            known = under.concept(concept)
            was = [t for t in known.terms if (t.language, t.text) == (language, text)][:1] if known else []
            concepts = [
                replace(c, terms=tuple(kept for t in c.terms for kept in (was if t == gone else [t])))
                if c.id == concept
                else c
                for c in glossary.concepts
            ]
            left = tuple(c for c in concepts if any(_proposed([c])))
            self.changes += 1
            if not left:
                shutil.rmtree(self.folder)
                return
            with tempfile.TemporaryDirectory() as made:
                trial = Path(made) / NAME
                write_glossary(replace(glossary, concepts=left), trial)
                self._put(trial)

    def _with_concept(self, concept_id: str, under: Glossary, pair: LangPair) -> Glossary:
        """The layer as it is, with the whole concept that the new row belongs to."""
        now = self.glossary() or Glossary(NAME, (), languages=tuple(pair))
        known = now.concept(concept_id) or under.concept(concept_id)
        if known is None or now.concept(concept_id) is not None:
            return now
        return replace(now, concepts=(*now.concepts, known))

    def _put(self, trial: Path) -> None:
        self.changes += 1
        make_folder(self.folder)
        for path in sorted(trial.iterdir()):
            write_atomically(self.folder / path.name, path.read_bytes())


def _proposed(concepts: Iterable[Concept]) -> Iterable[Proposal]:
    return (Proposal(c.id, t) for c in concepts for t in c.terms if t.approval == "proposed")


def _cells(row: Mapping[str, str], origin: str) -> dict[str, str]:
    given = {name: " ".join(str(row.get(name) or "").split()) for name in COLUMNS}
    for name, what in (("term", "the wording"), ("concept", "the concept"), ("language", "the language")):
        if not given[name]:
            raise InputError(f"Say {what} of the term.")
    return {name: value for name, value in given.items() if value} | {"approval": "proposed", "origin": origin}
