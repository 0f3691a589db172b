"""What a change of the glossary would do to a corpus: the segments that become right or wrong, the edits that differ.

Both glossaries check and post-edit the same segments. Only segments that hold a term of a concept that changed are run,
each with its neighbours for context; a change of conventions or house policy makes all of them run, and so does
`whole`. Effects that need the whole document (whether it is garbled, what other sentences have in a term's place)
are seen only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from toolkit.checks.terms import count_terms
from toolkit.errors import AlignmentError, InputError
from toolkit.formats.documents import read_document
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.jobs import notes
from toolkit.jobs.setting import Setting, require_language
from toolkit.jobs.sources import sources_of
from toolkit.model import Edit, Glossary, GlossaryUse, Outcome, Repair, Segment, Term, same_language
from toolkit.postedit.editor import postedit


class ConceptChange(NamedTuple):
    """A concept that the two glossaries do not have alike."""

    concept: str
    kind: Literal["new", "gone", "changed"]
    removed: tuple[Term, ...]
    added: tuple[Term, ...]
    segments: int
    """Of the corpus, segments that hold a term of it."""


class EditChange(NamedTuple):
    """An edit that only one of the two glossaries makes, or that they make otherwise."""

    old: Edit | None
    new: Edit | None

    @property
    def kind(self) -> Literal["appears", "disappears", "differs"]:
        """What becomes of it."""
        if self.old is None:
            return "appears"
        return "disappears" if self.new is None else "differs"


class SegmentImpact(NamedTuple):
    """A segment that the two glossaries judge or mend differently."""

    id: str
    source: str | None
    target: str
    become_right: tuple[str, ...]
    """Concepts that fail by the old glossary and no longer by the new one."""
    become_wrong: tuple[str, ...]
    edits: tuple[EditChange, ...]
    old_text: str
    """As the old glossary mends it."""
    new_text: str


class Impact(NamedTuple):
    """The whole comparison."""

    old: GlossaryUse
    new: GlossaryUse
    changes: tuple[ConceptChange, ...]
    everywhere: tuple[str, ...]
    """What else changed, of no concept: conventions, house policy. Then every segment was run."""
    total: int
    run: int
    """Segments that could be touched."""
    segments: tuple[SegmentImpact, ...]
    """Those that differ, in document order."""
    notes: tuple[str, ...]


def run(
    old: Setting,
    new: Setting,
    corpus: str | Path,
    *,
    source: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    whole: bool = False,
) -> Impact:
    """Compare two glossaries on a document. Raises InputError, EncodingError, AlignmentError.

    The source, if it is a file of its own, stands line by line opposite the document.
    """
    if not all(same_language(*tags) for tags in zip(old.pair, new.pair, strict=True)):
        raise InputError(
            f"The old glossary is for {old.pair} and the new one for {new.pair}: they cannot be compared on one text. "
            "--from and --to choose the languages of both."
        )
    document = read_document(corpus, source=source, columns=columns, languages=new.pair)
    segments = document.segments
    require_language([s.target for s in segments], new.pair, document.path)
    sources = sources_of(document)
    if sources is not None and len(sources) != len(segments):
        raise AlignmentError(
            f"The source has {len(sources)} lines and {document.path} has {len(segments)}. Here they stand line by "
            "line: give both files the same lines."
        )
    given = sources if sources is not None else (None,) * len(segments)
    before, after = old.index.glossary, new.index.glossary
    changed = _changes(before, after)
    other = _elsewhere(before, after)
    held = _held(changed, (old.index, new.index), [s.target for s in segments], given)
    touched = sorted({n for places in held.values() for n in places}) if not (whole or other) else range(len(segments))
    taken = sorted({near for n in touched for near in (n - 1, n, n + 1) if 0 <= near < len(segments)})
    mine = [segments[n] for n in taken]
    theirs = [given[n] or "" for n in taken] if sources is not None else None
    by_old, by_new = postedit(mine, old.index, theirs), postedit(mine, new.index, theirs)
    told = set(touched)
    found = [
        one
        for n, segment, was, now in zip(taken, mine, by_old, by_new, strict=True)
        if n in told and (one := _impact(segment, given[n], was, now, old.index, new.index))
    ]
    return Impact(
        old.use(0),
        new.use(0),
        tuple(change._replace(segments=len(held[change.concept])) for change in changed),
        other,
        len(segments),
        len(told),
        tuple(found),
        (*dict.fromkeys((*old.notes, *new.notes)), *notes.of_document(document)),
    )


def _changes(old: Glossary, new: Glossary) -> tuple[ConceptChange, ...]:
    before = {concept.id: concept for concept in old.concepts}
    after = {concept.id: concept for concept in new.concepts}
    changes = []
    for name in dict.fromkeys((*before, *after)):
        was = before[name].terms if name in before else ()
        now = after[name].terms if name in after else ()
        if sorted(map(repr, map(_bare, was))) == sorted(map(repr, map(_bare, now))):
            continue
        kind: Literal["new", "gone", "changed"] = "new" if not was else "gone" if not now else "changed"
        bare_was, bare_now = {_bare(t) for t in was}, {_bare(t) for t in now}
        removed = tuple(t for t in was if _bare(t) not in bare_now)
        added = tuple(t for t in now if _bare(t) not in bare_was)
        changes.append(ConceptChange(name, kind, removed, added, 0))
    return tuple(changes)


def _bare(term: Term) -> Term:
    """The term without what says nothing about texts."""
    return replace(term, note=None, origin=None, extra=(), place=None, approval=None)


def _elsewhere(old: Glossary, new: Glossary) -> tuple[str, ...]:
    found = []
    if {c.id: c for c in old.conventions} != {c.id: c for c in new.conventions}:
        found.append("conventions")
    if dict(old.policy) != dict(new.policy):
        found.append("house policy")
    return tuple(found)


def _held(
    changes: Sequence[ConceptChange],
    indexes: Iterable[GlossaryIndex],
    targets: Sequence[str],
    sources: Sequence[str | None],
) -> dict[str, set[int]]:
    """For each changed concept the segments that hold a term of it, by either glossary, on either side."""
    held: dict[str, set[int]] = {change.concept: set() for change in changes}
    for index in indexes:
        concepts = tuple(c for c in index.glossary.concepts if c.id in held)
        small = build_index(Glossary("changed", concepts), index.pair)
        for number, (target, source) in enumerate(zip(targets, sources, strict=True)):
            for o in (*small.all_in_source(source or ""), *small.right(target), *small.wrong(target)):
                held[o.concept].add(number)
    return held


def _impact(
    segment: Segment, source: str | None, was: Repair, now: Repair, old: GlossaryIndex, new: GlossaryIndex
) -> SegmentImpact | None:
    """How the two glossaries differ on a segment; None where they do not."""
    failed, fails = (_failing(source, segment.target, index) for index in (old, new))
    edits = _edit_changes(was.edits, now.edits)
    if failed == fails and not edits and was.text == now.text:
        return None
    return SegmentImpact(
        segment.id,
        source,
        segment.target,
        tuple(sorted(failed - fails)),
        tuple(sorted(fails - failed)),
        edits,
        was.text,
        now.text,
    )


def _failing(source: str | None, target: str, index: GlossaryIndex) -> frozenset[str]:
    """The concepts that the segment does not render as the glossary says."""
    counts = count_terms(source or None, target, index)
    return frozenset(c.concept for c in counts if c.satisfied < c.required or c.wrong)


def _edit_changes(old: Sequence[Edit], new: Sequence[Edit]) -> tuple[EditChange, ...]:
    """The main edits that only one side has; two that share a place are one that differs."""
    gone = {_key(e): e for e in old if e.group is None and e.outcome is not Outcome.REFUSED}
    come = {_key(e): e for e in new if e.group is None and e.outcome is not Outcome.REFUSED}
    for key in gone.keys() & come.keys():
        del gone[key], come[key]
    changes: list[EditChange] = []
    left = list(come.values())
    for edit in gone.values():
        other = next((e for e in left if e.span.overlaps(edit.span) or e.span == edit.span), None)
        if other is not None:
            left.remove(other)
        changes.append(EditChange(edit, other))
    changes += [EditChange(None, edit) for edit in left]
    return tuple(sorted(changes, key=lambda c: (c.old or c.new).span))  # type: ignore[union-attr]


def _key(edit: Edit) -> tuple[object, ...]:
    return edit.span, edit.after, edit.outcome
