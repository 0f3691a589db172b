"""Edits made from a ledger: exactly the accepted ones, and on a line that has changed since only what surely fits.

An edit and its companions are made together or not at all. On a changed line the main edit is looked for by its
wording, the companions by their distance from it and by what stands around them.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from toolkit.errors import InputError, StaleLedgerError
from toolkit.model import Edit, Segment, Span, apply_edits, mirrored
from toolkit.model.segments import tag_trouble
from toolkit.postedit.ledger import Entry, Ledger, digest_of
from toolkit.text.inflect.en import indefinite_article


class Applied(NamedTuple):
    """A text made from a ledger."""

    texts: Mapping[str, str]
    """By segment id, of every segment."""
    made: int
    """Companions, which stand and fall with an edit, are no edits of their own."""
    moved: tuple[str, ...]
    """Ids of edits whose line has changed since and that were found again at one other place."""
    stale: tuple[str, ...]
    """Why edits could not be made, one sentence each."""
    already: tuple[str, ...] = ()
    """Ids of edits that the changed line holds already: nothing was left to do."""


class _MisfitError(Exception):
    """An edit has no place; the message says why."""


class _BarredError(_MisfitError):
    """The segment itself does not let it be made."""


_CHANGED = "The text has changed since the change list was written; these edits find no place"


def apply_ledger(segments: Sequence[Segment], ledger: Ledger, strict: bool = True) -> Applied:
    """The texts of the segments with exactly the accepted edits made, by segment id.

    An edit whose line has changed since is made where its wording stands exactly once in that line. With
    `strict`, an edit that finds no place raises StaleLedgerError and lists all of them. Raises InputError where
    an edit overlaps another of its own group: no text could take such a group.
    """
    return _make(segments, ledger, strict, _accepted)


def _make(
    segments: Sequence[Segment], ledger: Ledger, strict: bool, chosen: Callable[[Iterable[Entry]], list[Entry]]
) -> Applied:
    """The texts with the chosen edits made."""
    by_segment = _by_segment(ledger)
    known = {s.id for s in segments}
    stale = [
        f"{entry.edit.id}: the text has no segment {segment}"
        for segment, entries in by_segment.items()
        if segment not in known
        for entry in entries
        if entry.accepted
    ]
    texts: dict[str, str] = {}
    moved: list[str] = []
    already: list[str] = []
    made, barred = 0, False
    for segment in segments:
        placed: list[Edit] = []
        digest = digest_of(segment.target)
        for group in _groups(chosen(by_segment.get(segment.id, ()))):
            _require_disjoint(group)
            try:
                edits = _placed(segment.target, group, digest)
                _require_leave(segment, edits)
                _require_room(placed, edits)
            except _MisfitError as misfit:
                barred |= isinstance(misfit, _BarredError)
                first, *others = (entry.edit.id for entry in group)
                stale.append(f"{first}: {misfit} (segment {segment.id})")
                stale += [f"{other}: it goes with {first} (segment {segment.id})" for other in others]
                continue
            if not edits:
                already += [entry.edit.id for entry in group]
                continue
            for edit in edits:
                insort(placed, edit, key=lambda e: e.span)
            moved += [e.id for e, entry in zip(edits, group, strict=True) if e.span != entry.edit.span]
        texts[segment.id] = apply_edits(segment.target, placed)
        made += sum(edit.group is None for edit in placed)
    if stale and strict:
        raise StaleLedgerError(
            ("These edits cannot be made" if barred else _CHANGED)
            + ":\n"
            + "\n".join(f"  {line}" for line in stale)
            + "\nMake the rest with --skip-stale, or post-edit the new text again."
        )
    return Applied(texts, made, tuple(moved), tuple(stale), tuple(already))


def undo_ledger(segments: Sequence[Segment], ledger: Ledger, strict: bool = True) -> Applied:
    """The original texts again, from segments that hold the accepted edits."""
    texts = {s.id: s.target for s in segments}
    back: list[Entry] = []
    for segment, entries in _by_segment(ledger).items():
        digest = digest_of(texts.get(segment, ""))
        for group in _groups(_accepted(entries)):
            _require_disjoint(group)
        back += [Entry(edit, "accept", digest) for edit in mirrored(e.edit for e in _accepted(entries))]
    return _make(segments, Ledger(ledger.head, tuple(back)), strict, list)  # what was made goes back, articles too


def accepted_edits(ledger: Ledger) -> tuple[Edit, ...]:
    """The edits that are to be made, companions included."""
    return tuple(entry.edit for entries in _by_segment(ledger).values() for entry in _accepted(entries))


def _by_segment(ledger: Ledger) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        found.setdefault(entry.edit.segment_id, []).append(entry)
    return found


def _accepted(entries: Iterable[Entry]) -> list[Entry]:
    entries = list(entries)
    main = {e.edit.id: e for e in entries if e.edit.group is None}
    return [
        entry
        for entry in entries
        if (lead := main.get(entry.edit.group or entry.edit.id, entry)).accepted
        and (entry is lead or not _is_needless_article(entry.edit, lead.edit))
    ]


def _is_needless_article(companion: Edit, lead: Edit) -> bool:
    """Whether "a" would become "an", or the reverse, before a wording that somebody has changed so that it need not."""
    articles = {companion.before.lower(), companion.after.lower()}
    beside = companion.span.end + 1 == lead.span.start
    return articles == {"a", "an"} and beside and indefinite_article(lead.after) == companion.before.lower()


def _groups(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Main edits with their companions behind them, in the order of the ledger."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.edit.group is not None):
        groups.setdefault(entry.edit.group or entry.edit.id, []).append(entry)
    return list(groups.values())


def _placed(text: str, group: Sequence[Entry], digest: str) -> list[Edit]:
    """The group's edits with their spans in `text`; none where it holds them already. Raises _MisfitError."""
    main = group[0]
    start = main.edit.span.start if digest == main.segment_digest else _place(text, main)
    if start is None:
        return []
    offset = start - main.edit.span.start
    edits = [replace(entry.edit, span=entry.edit.span.shift(offset)) for entry in group]
    for edit, entry in zip(edits, group, strict=True):
        if edit.span.start < 0 or edit.span.of(text) != edit.before:
            raise _MisfitError(f"{entry.edit.before!r} no longer stands there")
        if digest != entry.segment_digest and entry is not main and not _same_surroundings(text, edit.span, entry):
            raise _MisfitError(f"the words beside {entry.edit.id} have changed")
    return edits


def _place(text: str, entry: Entry) -> int | None:
    """Where a main edit begins in a line that has changed since: the one place that has its wording.

    None where only what the edit would write stands there. Raises _MisfitError.
    """
    before, after = entry.edit.before, entry.edit.after
    if not before.strip():  # an insertion: by what stood around it
        if entry.around is None or not "".join(entry.around).strip():
            raise _MisfitError("nothing says where it belongs in the changed line")
        left, right = entry.around
        before, after = f"{left}{before}{right}", f"{left}{after}{right}"
        starts = [start + len(left) for start in _starts(text, before)]
    else:
        starts = _starts(text, before)
    if before in after:  # "old iron" stands in its own gloss, and must not be glossed again
        done = [Span(start, start + len(after)) for start in _starts(text, after)]
        starts = [s for s in starts if not any(d.covers(Span(s, s + len(entry.edit.before))) for d in done)]
        if done and not starts:
            return None
    if not starts:
        raise _MisfitError(f"{entry.edit.before!r} no longer stands there")
    if len(starts) > 1:
        raise _MisfitError(f"{entry.edit.before!r} no longer stands there alone: {len(starts)} places have it")
    return starts[0]


def _starts(text: str, wording: str) -> list[int]:
    """Every place where the wording begins, overlapping ones too."""
    starts = [text.find(wording)]
    while starts[-1] >= 0:
        starts.append(text.find(wording, starts[-1] + 1))
    return starts[:-1]


def _same_surroundings(text: str, span: Span, entry: Entry) -> bool:
    """Whether a companion still stands among the same words; the capital of a sentence's start may be gone."""
    if entry.around is None:
        return bool(entry.edit.before.strip())
    left, right = (part.casefold() for part in entry.around)
    now = text[max(0, span.start - len(entry.around.left)) : span.start], text[span.end : span.end + len(right)]
    return (now[0].casefold(), now[1].casefold()) == (left, right)


def _require_disjoint(group: Sequence[Entry]) -> None:
    ordered = sorted((entry.edit for entry in group), key=lambda e: e.span)
    for left, right in pairwise(ordered):
        if left.span.overlaps(right.span):
            raise InputError(
                f"Edits {left.id} and {right.id} of segment {left.segment_id} belong together and overlap: "
                f"both would change the same words. Mend their spans in the change list, or reject {group[0].edit.id}."
            )


def _require_leave(segment: Segment, edits: Sequence[Edit]) -> None:
    """Raises _BarredError where the segment is locked, or a tag of it would not outlive the edit."""
    if segment.locked and edits:
        raise _BarredError(f"the segment is locked ({segment.locked})")
    for edit in edits:
        tags = [span.of(segment.target) for span in segment.tags if span.overlaps(edit.span)]
        if trouble := tag_trouble(tags, edit.after):
            raise _BarredError(trouble)


def _require_room(placed: Sequence[Edit], edits: Iterable[Edit]) -> None:
    """Raises _MisfitError where one of the edits meets one that has its place already; `placed` is in order."""
    for edit in edits:
        nearest = bisect_left(placed, edit.span, key=lambda e: e.span)
        if any(edit.span.overlaps(other.span) for other in placed[max(0, nearest - 1) : nearest + 1]):
            raise _MisfitError("it overlaps another accepted edit")
