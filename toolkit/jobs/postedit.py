"""The post-editing job: read, align with the source, edit, account for it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.passages import passages
from toolkit.checks.terms import count_terms
from toolkit.errors import InputError
from toolkit.evaluate.terms import term_scores, with_wordings
from toolkit.formats.documents import Document, Marks, read_document, render, takes_marks, takes_states
from toolkit.jobs import notes
from toolkit.jobs.editors import EditorChoice, opened_editor
from toolkit.jobs.setting import Setting, occurring, require_language
from toolkit.jobs.sources import about_source, parts_of, sources_of
from toolkit.model import GlossaryUse, InputFile, Repair, Report, SegmentView
from toolkit.postedit.editor import as_given, postedit
from toolkit.postedit.ledger import write_ledger
from toolkit.postedit.port import RULES_ALONE, Asking

BEFORE, AFTER = "machine translation", "post-edited"


class Job(NamedTuple):
    """A document, its repairs, and what is needed to write and report them."""

    document: Document
    repairs: tuple[Repair, ...]
    setting: Setting
    sources: tuple[str, ...] | None
    notes: tuple[str, ...]
    mark_review: bool = False
    with_reasons: bool = False
    network: bool = False
    """Whether text left this computer."""

    @property
    def source_by_segment(self) -> tuple[str, ...] | None:
        """The source text of every segment, whatever line shape the source has; None without a source."""
        if self.sources is None or len(self.sources) == len(self.repairs):
            return self.sources
        texts: list[list[str]] = [[] for _ in self.repairs]
        for passage in passages([r.original for r in self.repairs], self.sources, self.setting.index):
            if passage.source:
                texts[passage.pieces[0].segment].append(passage.source)
        return tuple("\n".join(lines) for lines in texts)

    @property
    def edited(self) -> bytes:
        """The document's file with the post-edited texts, and with states and notes where they were asked for."""
        texts = {repair.segment_id: repair.text for repair in self.repairs}
        if not self.mark_review and not self.with_reasons:
            return render(self.document, texts)
        notes = {r.segment_id: _note(r) for r in self.repairs if r.applied} if self.with_reasons else {}
        return render(self.document, texts, Marks(self.mark_review, notes))

    @property
    def ledger(self) -> str:
        """The ledger as JSON lines."""
        text = InputFile("text", self.document.path, self.document.digest)
        return write_ledger(ledger_head(text, self.setting, self.sources is not None, len(self.repairs)), self.repairs)


def run(
    path: str | Path,
    setting: Setting,
    *,
    source: str | Path | None = None,
    editor: str | EditorChoice = "rules",
    columns: Mapping[str, str] | None = None,
    format: str | None = None,  # noqa: A002
    mark_review: bool = False,
    with_reasons: bool = False,
) -> Job:
    """Post-edit a file. The source is a column of the file itself, or a second file in any line shape.

    `mark_review` sets the state of changed segments back to one that asks for a review, `with_reasons` writes each
    change with its reason as a note; both in formats that have a place for them.
    Raises InputError, EncodingError, AlignmentError.
    """
    document = read_document(path, source=source, format=format, columns=columns, languages=setting.pair)
    return of_document(document, setting, editor=editor, mark_review=mark_review, with_reasons=with_reasons)


def of_document(
    document: Document,
    setting: Setting,
    *,
    editor: str | EditorChoice = "rules",
    mark_review: bool = False,
    with_reasons: bool = False,
) -> Job:
    """The same of a document that was read."""
    if mark_review and not takes_states(document):
        raise InputError(
            f"{document.path}: a file of the format '{document.format}' has no place for review states; XLIFF and PO "
            "files have. Leave --mark-review out, and use --ledger or --report."
        )
    if with_reasons and not takes_marks(document):
        raise InputError(
            f"{document.path}: a file of the format '{document.format}' has no place for notes; XLIFF, PO and Word "
            "files have. Leave --notes out, and use --ledger or --report."
        )
    targets = [segment.plain for segment in document.segments]
    require_language(targets, setting.pair, document.path)
    sources = sources_of(document)
    choice = EditorChoice(editor) if isinstance(editor, str) else editor
    with about_source(document.source and document.source.path), opened_editor(choice, setting) as opened:
        parts = parts_of(document)
        repairs = tuple(r for texts, said in parts for r in postedit(texts, setting.index, said, opened))
        network = opened.network
    weight = occurring(setting.index, sources, targets)
    told = (*setting.notes, *notes.of_document(document), *notes.of_glossary(setting, weight, document))
    told += fallbacks(repairs)
    return Job(document, repairs, setting, sources, told, mark_review, with_reasons, network)


def estimate(
    path: str | Path,
    setting: Setting,
    choice: EditorChoice,
    *,
    source: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> Asking | None:
    """What post-editing a file would ask a server, without asking; None where the editor asks nobody.

    Raises InputError, EncodingError, AlignmentError.
    """
    document = read_document(path, source=source, columns=columns, languages=setting.pair)
    with about_source(source), opened_editor(replace(choice, allow_network=True), setting) as opened:
        return opened.estimate(as_given(document.segments, setting.index, sources_of(document)))


def fallbacks(repairs: Sequence[Repair]) -> tuple[str, ...]:
    """A note on the segments that an editor with a server had to leave to the rules; none: no note."""
    reasons = [r for one in repairs if one.reread for r in one.reread.reasons if r.startswith(RULES_ALONE)]
    if not reasons:
        return ()
    what = "1 segment was" if len(reasons) == 1 else f"{len(reasons):,} segments were"
    return (f"{what} {reasons[0]}.",)


def report(job: Job, *, command: str, title: str | None = None) -> Report:
    """The report of a job without a reference: changes, re-reading list, terms, checks."""
    inputs = [InputFile("text", job.document.path, job.document.digest)]
    if job.document.source is not None:
        inputs.append(InputFile("source", job.document.source.path, job.document.source.digest))
    index = job.setting.index
    befores, afters = [r.original for r in job.repairs], [r.text for r in job.repairs]
    aligned = job.source_by_segment
    terms, _ = term_scores(
        {BEFORE: befores, AFTER: afters}, (), aligned, lambda s, t: count_terms(s, t, index), use(job)
    )
    return Report(
        title=title or f"Post-editing of {Path(job.document.path).name}",
        made=date.today().isoformat(),
        command=command,
        inputs=tuple(inputs),
        glossaries=(use(job),),
        source_used=job.sources is not None,
        segments=tuple(
            SegmentView(r.segment_id, aligned[n] if aligned else None, (), ((BEFORE, r.original), (AFTER, r.text)))
            for n, r in enumerate(job.repairs)
        ),
        terms=with_wordings(terms, index.concepts, index.pair),
        repairs=job.repairs,
        sent_anywhere=job.network,
        notes=fallbacks(job.repairs),
    )


def ledger_head(text: InputFile, setting: Setting, source_used: bool, segments: int) -> dict[str, object]:
    """What a ledger says of the job before its edits."""
    glossary = setting.index.glossary
    return {
        "text": {"path": text.path, "digest": text.digest},
        "glossary": {"name": glossary.name, "version": glossary.version, "digest": glossary.digest()},
        "source_used": source_used,
        "segments": segments,
    }


def _note(repair: Repair) -> str:
    """What was changed and why, one sentence a line."""
    return "\n".join(f"'{e.before}' -> '{e.after}': {e.reason}" for e in repair.applied if e.group is None)


def use(job: Job) -> GlossaryUse:
    """The glossary's identity and how much of it occurs in this job."""
    return job.setting.use(occurring(job.setting.index, job.sources, [r.original for r in job.repairs]))
