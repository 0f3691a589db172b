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
from typing import Any, NamedTuple

from toolkit.errors import InputError
from toolkit.formats.files import kind_of, make_folder, write_atomically
from toolkit.formats.glossary_folder import read_glossary, write_glossary
from toolkit.formats.term_rows import REQUIRED
from toolkit.formats.term_sheet import read_sheet
from toolkit.glossary import edit as edits
from toolkit.model import Concept, Glossary, LangPair, Term

NAME = "proposals"
COLUMNS = ("concept", "language", "term", "status", "part_of_speech", "note")
"""What a page may say of a proposed term; `approval`, `origin` and `WAS` are ours."""
WAS = "x-was"
"""The wording that a proposed one stands for: what comes back when it is withdrawn."""
Files = Mapping[str, str]
"""The layer's files by name; bytes as Latin-1, so that whatever stands there can be put back."""


class Proposal(NamedTuple):
    """One proposed row."""

    concept: str
    term: Term


class Trial(NamedTuple):
    """The layer as a change would leave it."""

    glossary: Glossary
    files: Files
    warnings: tuple[str, ...]
    """What the linter has to say of the new rows."""


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

    def trial(
        self, rows: Sequence[Mapping[str, Any]], under: Glossary, pair: LangPair, origin: str, *, instead: bool = False
    ) -> Trial:
        """The layer with these rows, all or none; nothing is kept. `under` is the glossary that the layer lies on.

        `instead`: they change known terms. Then `term` is the wording as it stands, `wording` what it becomes, `nth`
        tells rows of the same wording apart (from 0), and `old` is the status with which the old wording stays, if it
        does. Raises InputError for missing cells or an unknown term, GlossaryError for a row that contradicts another.
        """
        if not rows:
            raise InputError("Say the wording of the term.")
        warnings: list[str] = []
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / NAME
            layer = self.glossary() or Glossary(NAME, (), languages=tuple(pair))
            for row in rows:
                cells = _cells(row, origin)
                write_glossary(_with_concept(layer, cells["concept"], under), folder)
                if kind_of(folder / "terms.csv") is None:
                    write_atomically(folder / "terms.csv", f"{','.join(REQUIRED)}\n".encode())
                warnings += _changed(folder, row, cells, under) if instead else _written(edits.add(folder, cells))
                layer = read_glossary(folder)
            return Trial(layer, _files(folder), tuple(dict.fromkeys(warnings)))

    def files(self) -> Files:
        """The layer as it stands on the disk; empty while nothing is proposed."""
        return _files(self.folder)

    def put(self, files: Files) -> None:
        """Make these files the layer; none: nothing is proposed."""
        with self._lock:
            self.changes += 1
            if not files:
                shutil.rmtree(self.folder, ignore_errors=True)
                return
            make_folder(self.folder)
            for name in set(_files(self.folder)) - set(files):
                (self.folder / name).unlink()
            for name, text in sorted(files.items()):
                write_atomically(self.folder / name, text.encode("latin-1"))

    def withdraw(self, concept: str, language: str, text: str, under: Glossary) -> None:
        """Take a proposed row out again; a term that was only changed is again as it is in `under`.

        Raises InputError where there is no such proposal.
        """
        glossary = self.glossary()
        found = [p for p in self.rows() if (p.concept, p.term.language, p.term.text) == (concept, language, text)]
        if glossary is None or not found:
            raise InputError(f"'{text}' is not among the proposals any more.")
        gone = found[0].term
        here = next(c.terms for c in glossary.concepts if c.id == concept)
        was = _original(under, concept, gone, here)
        concepts = [
            replace(c, terms=tuple(kept for t in c.terms for kept in (was if t == gone else [t])))
            if c.id == concept
            else c
            for c in glossary.concepts
        ]
        left = tuple(c for c in concepts if any(_proposed([c])))
        if not left:
            self.put({})
            return
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / NAME
            write_glossary(replace(glossary, concepts=left), folder)
            self.put(_files(folder))


def _changed(folder: Path, row: Mapping[str, Any], cells: dict[str, str], under: Glossary) -> list[str]:
    """One row of a layer in a folder changed there; returns the linter's words."""
    concept, language, term = (cells.pop(name) for name in ("concept", "language", "term"))
    wording = " ".join(str(row.get("wording") or term).split())
    new = {name: "" for name in ("part_of_speech", "note") if name in row} | cells
    here = next((c.terms for c in read_glossary(folder).concepts if c.id == concept), ())
    same = [t for t in here if (t.language, t.text) == (language, term)]
    nth = row.get("nth")
    place = nth if isinstance(nth, int) and 0 <= nth < len(same) else 0
    if wording != term:
        stood = dict(same[place].extra).get(WAS) if same else None
        known = under.concept(concept)
        if stood is None and known and any((t.language, t.text) == (language, term) for t in known.terms):
            stood = term
        new |= {"term": wording} | ({WAS: stood} if stood and stood != wording else {WAS: ""} if stood else {})
    line = _line(folder, concept, language, term, place) if len(same) > 1 else None
    told = _written(edits.edit(folder, concept, language, term, new, line))
    if wording != term and row.get("old"):
        old = {"concept": concept, "language": language, "term": term, "status": str(row["old"])}
        told += _written(edits.add(folder, old | {name: cells[name] for name in ("approval", "origin")}))
    return told


def _line(folder: Path, concept: str, language: str, term: str, nth: int) -> int | None:
    """The line of the nth row of that wording, where there is more than one."""
    sheet = read_sheet(folder / "terms.csv")
    wanted = (concept, language, term)
    lines = [
        row.line
        for row in sheet.rows
        if tuple((sheet.value(row, name) or "").strip() for name in ("concept", "language", "term")) == wanted
    ]
    return lines[nth] if nth < len(lines) else None


def _original(under: Glossary, concept: str, term: Term, here: Sequence[Term]) -> list[Term]:
    """The term of the glossary below that a proposed one stands for; none where it was added."""
    known = under.concept(concept)
    text = dict(term.extra).get(WAS, term.text)
    if known is None:
        return []
    return [t for t in known.terms if (t.language, t.text) == (term.language, text) and t not in here][:1]


def _written(edited: edits.Edited) -> list[str]:
    edited.write()
    return list(edited.warnings)


def _with_concept(layer: Glossary, concept_id: str, under: Glossary) -> Glossary:
    """The layer with the whole concept that a new row belongs to."""
    known = under.concept(concept_id)
    if known is None or layer.concept(concept_id) is not None:
        return layer
    return replace(layer, concepts=(*layer.concepts, known))


def _files(folder: Path) -> Files:
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes().decode("latin-1") for path in sorted(folder.iterdir()) if path.is_file()}


def _proposed(concepts: Iterable[Concept]) -> Iterable[Proposal]:
    return (Proposal(c.id, t) for c in concepts for t in c.terms if t.approval == "proposed")


def _cells(row: Mapping[str, str], origin: str) -> dict[str, str]:
    given = {name: " ".join(str(row.get(name) or "").split()) for name in COLUMNS}
    for name, what in (("term", "the wording"), ("concept", "the concept"), ("language", "the language")):
        if not given[name]:
            raise InputError(f"Say {what} of the term.")
    return {name: value for name, value in given.items() if value} | {"approval": "proposed", "origin": origin}
