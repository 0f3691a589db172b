"""The checking job: findings only, nothing is edited."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.findings import find
from toolkit.checks.passages import passages
from toolkit.formats.documents import Document, read_document
from toolkit.jobs.setting import Setting, occurring, require_language
from toolkit.model import Finding


class Checked(NamedTuple):
    """A document and what the checks found in it."""

    document: Document
    findings: tuple[Finding, ...]
    occurring: int
    """How many concepts of the glossary occur in it."""


def run(
    path: str | Path,
    setting: Setting,
    *,
    source: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> Checked:
    """Check a file. Raises InputError, EncodingError, AlignmentError."""
    document = read_document(path, source=source, columns=columns)
    targets = [s.target for s in document.segments]
    require_language(targets, setting.pair, document.path)
    sources = document.source_lines
    if sources is None and any(s.source is not None for s in document.segments):
        sources = tuple(s.source or "" for s in document.segments)
    found = passages(targets, sources, setting.index)
    findings = find(targets, [s.id for s in document.segments], found, setting.index)
    return Checked(document, findings, occurring(setting.index, sources, targets))
