"""A job put into a new state file, or found again in an old one. The text under review is never written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.bundled import resolve_glossary
from toolkit.formats.documents import read_texts
from toolkit.formats.files import STREAM, digest, kind_of, read_bytes, read_text, require_targets
from toolkit.formats.project import find_project
from toolkit.jobs.postedit import Job, run
from toolkit.jobs.references import pair_references
from toolkit.jobs.setting import DEFAULT_GLOSSARY, setting
from toolkit.model import Repair
from toolkit.postedit.ledger import read_ledger
from toolkit.report.words import counted
from toolkit.workbench import repairs as repair_data
from toolkit.workbench import state as states
from toolkit.workbench.state import SegmentState
from toolkit.workbench.store import Row, Store

SUFFIX = ".review.sqlite"


@dataclass(frozen=True, slots=True)
class Order:
    """What a review is to be made of."""

    path: str | None = None
    """None: whatever the state file holds."""
    glossaries: tuple[str, ...] = ()
    source: Path | None = None
    reference: Path | None = None
    ledger: Path | None = None
    """A change list whose verdicts to begin with."""
    columns: Mapping[str, str] = field(default_factory=dict)
    source_language: str | None = None
    target_language: str | None = None
    policy: Mapping[str, str] = field(default_factory=dict)

    def said(self) -> list[object]:
        """What was said besides the text, as JSON data: a job already begun takes nothing else."""
        files = [None if path is None else str(path) for path in (self.source, self.reference, self.ledger)]
        languages = [self.source_language, self.target_language]
        return [list(self.glossaries), *files, dict(self.columns), *languages, dict(self.policy)]


def state_path(path: str | None, state: Path | None) -> Path:
    """The state file: the named one, or one beside the text. Raises InputError where neither can be determined.

    >>> str(state_path("mt.txt", None))
    'mt.txt.review.sqlite'
    """
    if state is not None:
        return state
    if path is None:
        raise InputError("Name the text to review, or with --state FILE a review to go on with.")
    if path == STREAM:
        raise InputError("Standard input has no name: say with --state FILE where your decisions are to be kept.")
    return Path(f"{path}{SUFFIX}")


def opened(order: Order, state: Path | None) -> tuple[Store, tuple[str, ...]]:
    """The store, begun or found again, and what a user should know of it.

    Raises InputError, EncodingError, AlignmentError, GlossaryError.
    """
    place = state_path(order.path, state)
    if kind_of(place) is None:
        if order.path is None:
            raise InputError(f"{place}: there is no such state file. Name the text to review to begin one.")
        begun = _begun(order, order.path)
        require_targets(place)
        store = Store(place)
        _fill(store, begun, order)
        return store, begun.notes
    require_targets(place)
    store = Store(place)
    try:
        if store.is_new:
            if order.path is None:
                raise InputError(f"{place}: no review was begun in it. Name the text to review.")
            begun = _begun(order, order.path)
            _fill(store, begun, order)
            return store, begun.notes
        _require_same(store, order)
    except BaseException:
        store.close()
        raise
    notes = [f"Going on with the review in {place}: {counted(store.last_step(), 'entry', 'entries')} so far."]
    if any(new and new != old for new, old in zip(order.said(), store.meta("order"), strict=True)):
        notes.append("It keeps the glossary, source and reference it was begun with; for others name another --state.")
    return store, tuple(notes)


def _require_same(store: Store, order: Order) -> None:
    if order.path is None or order.path == STREAM or kind_of(order.path) is None:
        return
    if digest(order.path) != store.meta("digest"):
        raise InputError(
            f"{order.path}: this is not the text that the review in {store.path} was begun with. Name another file "
            "with --state to begin anew, or leave the text out to go on with the old one."
        )


class _Begun(NamedTuple):
    """All that a new state file is filled with."""

    job: Job
    data: bytes
    references: list[str | None]
    states: list[SegmentState]
    notes: tuple[str, ...]


def _begun(order: Order, path: str) -> _Begun:
    if path == STREAM:
        raise InputError("A review needs a file: save the text first, so that the result can be put beside it.")
    places = _places(order.glossaries, path)
    found = setting(
        places, near=path, source_language=order.source_language, target_language=order.target_language,
        policy=order.policy,
    )  # fmt: skip
    job = run(path, found, source=order.source, columns=order.columns)
    references = _references(job, order.reference)
    first = [SegmentState() for _ in job.repairs]
    notes: list[str] = []
    if order.ledger is not None:
        first, left = _with_verdicts(job.repairs, order.ledger)
        if left:
            notes.append(f"{order.ledger}: {counted(left, 'verdict')} found no such change in this text.")
    return _Begun(job, read_bytes(path), references, first, (*job.notes, *notes))


def _fill(store: Store, begun: _Begun, order: Order) -> None:
    job = begun.job
    glossary = job.setting.index.glossary
    meta = {
        "digest": job.document.digest,
        "order": order.said(),
        "format": job.document.format,
        "columns": dict(order.columns),
        "glossaries": list(_places(order.glossaries, job.document.path)),
        "policy": dict(order.policy),
        "pair": list(job.setting.pair),
        "glossary": {"name": glossary.name, "version": glossary.version, "digest": glossary.digest()},
        "sources": None if job.sources is None else list(job.sources),
        "notes": list(begun.notes),
    }
    sources = job.source_by_segment or [None] * len(job.repairs)
    rows = [
        Row(n, repair.segment_id, repair.original, sources[n], begun.references[n])
        for n, repair in enumerate(job.repairs)
    ]
    repairs = [repair_data.as_data(repair) for repair in job.repairs]
    store.fill(meta, (job.document.path, begun.data), rows, repairs, [states.as_data(s) for s in begun.states])


def _places(glossaries: Sequence[str], path: str) -> tuple[str, ...]:
    """Where the glossaries lie, by absolute path: the review may go on from another folder."""
    if glossaries:
        return tuple(str(resolve_glossary(name).resolve()) for name in glossaries)
    project = find_project(path)
    if project and project.glossaries:
        return tuple(str(place.resolve()) for place in project.glossaries)
    return (str(resolve_glossary(DEFAULT_GLOSSARY).resolve()),)


def _references(job: Job, reference: Path | None) -> list[str | None]:
    """The reference of every segment; of one that spans several segments, at the first of them."""
    if reference is None:
        return [s.references[0] if s.references else None for s in job.document.segments]
    texts = [repair.original for repair in job.repairs]
    units = pair_references(texts, texts, read_texts(reference, "reference").texts)
    found: list[str | None] = [None] * len(texts)
    for text, members in zip(units.reference, units.members, strict=True):
        found[members[0]] = text
    return found


def _with_verdicts(repairs: Sequence[Repair], path: Path) -> tuple[list[SegmentState], int]:
    """The first states with a change list's verdicts, and how many verdicts found no change."""
    ledger = read_ledger(read_text(path).text, str(path))
    said = {
        (e.edit.segment_id, e.edit.span, e.edit.before): e for e in ledger.entries if e.verdict and not e.edit.group
    }
    used = 0
    first: list[SegmentState] = []
    for repair in repairs:
        state = SegmentState()
        for edit in states.mains(repair):
            entry = said.get((repair.segment_id, edit.span, edit.before))
            if entry is not None and entry.verdict is not None:
                state = states.decide(repair, state, edit.id, entry.verdict, entry.edit.after)
                used += 1
        first.append(state)
    return first, len(said) - used
