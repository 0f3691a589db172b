"""Rows of a glossary that would damage good text: the post-editor is run over text that needs no editing.

The text is taken to be right as it stands. `tqt glossary lint --on` asks the rows alone; here the whole editor speaks,
with the source if there is one, so that also word-for-word and located wordings, formulas and units are seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.documents import read_document
from toolkit.glossary.index import GlossaryIndex
from toolkit.jobs import notes
from toolkit.jobs.setting import Setting, occurring, require_language
from toolkit.jobs.sources import about_source, sources_of
from toolkit.model import Edit, Outcome, Repair, Term
from toolkit.postedit.editor import postedit


class Damage(NamedTuple):
    """One edit of good text."""

    path: str
    segment: str
    text: str
    """As it stands."""
    edit: Edit


class HarmfulRow(NamedTuple):
    """A row of the glossary, or a rule without one, and what it does to good text."""

    concept: str | None
    rule: str
    term: Term | None
    """None: no row lists the wording (word for word, located, a formula, a unit)."""
    place: str | None
    """`path:line` of the row."""
    damages: tuple[Damage, ...]

    @property
    def applied(self) -> int:
        """Edits that would be made without asking."""
        return sum(damage.edit.outcome is Outcome.APPLIED for damage in self.damages)


class Harm(NamedTuple):
    """The rows, worst first, and how much text was read."""

    rows: tuple[HarmfulRow, ...]
    segments: int
    changed: int
    """Segments that the editor would change."""
    notes: tuple[str, ...]


def run(
    paths: Sequence[str | Path],
    setting: Setting,
    *,
    source: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> Harm:
    """Post-edit good texts and sort the edits by the rows that make them. One source goes with one text.

    Raises InputError, EncodingError, AlignmentError.
    """
    if source is not None and len(paths) != 1:
        raise InputError("--source belongs to one text; name one good text, or leave the source out.")
    found: dict[tuple[str | None, str, str], list[tuple[Damage, Term | None]]] = defaultdict(list)
    told = list(setting.notes)
    segments = changed = 0
    for path in paths:
        document = read_document(path, source=source, columns=columns, languages=setting.pair)
        targets = [s.target for s in document.segments]
        require_language(targets, setting.pair, document.path)
        sources = sources_of(document)
        with about_source(source):
            repairs = postedit(document.segments, setting.index, sources)
        told += notes.of_document(document)
        if not segments:
            weight = occurring(setting.index, sources, targets)
            told += notes.of_glossary(setting, weight, document)
        segments += len(repairs)
        changed += sum(repair.text != repair.original for repair in repairs)
        for repair in repairs:
            for edit in _main_edits(repair):
                term = _row_of(edit, repair.original, setting.index)
                key = (edit.concept_id, edit.rule, term.place or term.text if term else "")
                found[key].append((Damage(document.path, repair.segment_id, repair.original, edit), term))
    rows = [
        HarmfulRow(concept, rule, seen[0][1], _place(rule, seen[0][1], setting.index), tuple(d for d, _ in seen))
        for (concept, rule, _), seen in found.items()
    ]
    rows.sort(key=lambda row: (-row.applied, -len(row.damages), row.rule, row.concept or ""))
    return Harm(tuple(rows), segments, changed, tuple(dict.fromkeys(told)))


def _main_edits(repair: Repair) -> list[Edit]:
    """The edits made and proposed; articles and agreement go with the edit that they belong to."""
    return [e for e in repair.edits if e.group is None and e.outcome is not Outcome.REFUSED]


def _row_of(edit: Edit, text: str, index: GlossaryIndex) -> Term | None:
    """The listed wrong wording that stands where the edit is: the longest of its concept."""
    here = [o for o in index.wrong(text) if o.concept == edit.concept_id and o.span.overlaps(edit.span)]
    return max(here, key=lambda o: o.span.end - o.span.start).term if here else None


def _place(rule: str, term: Term | None, index: GlossaryIndex) -> str | None:
    if term is not None:
        return term.place
    name = rule.removeprefix("convention.")
    return next((c.place for c in index.glossary.conventions if c.id == name), None) if name != rule else None
