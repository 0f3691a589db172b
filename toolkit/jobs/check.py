"""The checking job: findings only, nothing is edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.document import check_document
from toolkit.checks.passages import passages
from toolkit.checks.rules.choice import RuleChoice
from toolkit.formats.documents import Document, read_document
from toolkit.jobs import notes
from toolkit.jobs.setting import Setting, occurring, require_language
from toolkit.jobs.sources import about_source, parts_of, sources_of
from toolkit.model import Finding, Segment
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
    choice: RuleChoice | None = None,
) -> Checked:
    """Check a file; `choice` says which rules speak. Raises InputError, EncodingError, AlignmentError."""
    document = read_document(path, source=source, columns=columns, languages=setting.pair)
    return of_document(document, setting, choice)


def of_document(document: Document, setting: Setting, choice: RuleChoice | None = None) -> Checked:
    """The same of a document that was read."""
    targets = [s.plain for s in document.segments]
    require_language(targets, setting.pair, document.path)
    sources = sources_of(document)
    with about_source(document.source and document.source.path):
        findings = tuple(f for part in parts_of(document) for f in findings_in(*part, setting, choice))
    weight = occurring(setting.index, sources, targets)
    of_glossary = notes.of_glossary(setting, weight, document)
    if not setting.index.term_count():
        of_glossary = iter((no_glossary(setting),))
    told = (*setting.notes, *notes.of_document(document), *of_glossary)
    return Checked(document, findings, weight, told)


def no_glossary(setting: Setting) -> str:
    """What to tell where no glossary is in use."""
    return f"No glossary for {setting.pair}: only the rules that need none were asked."


def findings_in(
    segments: Sequence[Segment], sources: Sequence[str] | None, setting: Setting, choice: RuleChoice | None
) -> Iterator[Finding]:
    """The findings of segments that belong together, with their places in the texts as given."""
    targets = [s.plain for s in segments]
    found = passages(targets, sources, setting.index)
    tags = {s.id: tags_of(s) for s in segments}
    for f in check_document(targets, [s.id for s in segments], sources, found, setting.index, choice):
        yield replace(f, span=tags[f.segment_id].place(f.span)) if f.span else f
