"""A workbook that came back from a terminologist, against the glossary it belongs to: what would change, and whether
both were changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.formats.term_workbook_read import read_workbook
from toolkit.glossary.changes.diff import diff
from toolkit.glossary.changes.facts import heading
from toolkit.glossary.changes.merge import Side
from toolkit.glossary.changes.reading import read_version
from toolkit.jobs.merge import Outcome, outcome_of
from toolkit.model.terms import Glossary


class SheetRead(NamedTuple):
    """The workbook's changes."""

    outcome: Outcome
    """Ours is the glossary, theirs the workbook."""
    moved_on: bool
    """Whether the glossary changed after the workbook was made."""
    remembered: bool
    """Whether the workbook still knew what it was made from; if not, every difference counts as its change."""


def read_sheet(workbook: Path, glossary: Path, prefer: Side | None, take: dict[str, Side]) -> SheetRead:
    """The changes. Raises GlossaryError with every damaged cell, and InputError."""
    version = read_version(glossary)
    found = read_workbook(workbook)
    ours = version.glossary
    base = found.base if found.base is not None else ours
    theirs = _under(ours, found.glossary)
    base = _under(ours, base)
    moved_on = bool(diff(base, ours))
    made = outcome_of(base, version, ours, theirs, prefer, take)
    return SheetRead(made, moved_on, found.base is not None)


def _under(ours: Glossary, other: Glossary) -> Glossary:
    """The other's content under our heading, for a workbook has none."""
    return replace(heading(ours), concepts=other.concepts, conventions=other.conventions, examples=other.examples)
