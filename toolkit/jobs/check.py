"""The checking job: findings only, nothing is edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.findings import find
from toolkit.checks.passages import passages
from toolkit.formats.documents import Document, read_document
from toolkit.jobs import notes
from toolkit.jobs.setting import Setting, occurring, require_language
from toolkit.jobs.sources import about_source, sources_of
from toolkit.model import Finding
from toolkit.text.tagged import tags_of


class Checked(NamedTuple):
    """A document and what the checks found in it."""

    document: Document
    findings: tuple[Finding, ...]
    occurring: int
    """How many concepts of the glossary occur in it."""
    notes: tuple[str, ...]
    """What to tell the user beside the findings."""


def run(
    path: str | Path,
    setting: Setting,
    *,
    source: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> Checked:
    """Check a file. Raises InputError, EncodingError, AlignmentError."""
    document = read_document(path, source=source, columns=columns)
    targets = [s.plain for s in document.segments]
    require_language(targets, setting.pair, document.path)
    sources = sources_of(document)
    with about_source(source):
        found = passages(targets, sources, setting.index)
    tags = {s.id: tags_of(s) for s in document.segments}
    findings = tuple(
        replace(f, span=tags[f.segment_id].place(f.span)) if f.span else f
        for f in find(targets, [s.id for s in document.segments], found, setting.index)
    )
    weight = occurring(setting.index, sources, targets)
    told = (*setting.notes, *notes.of_document(document), *notes.of_glossary(setting, weight, document))
    return Checked(document, findings, weight, told)
