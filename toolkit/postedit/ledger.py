"""The ledger: every edit as one JSON line, with the digest of the text it belongs to; and edits made from it.

A person may add `"verdict": "accept"` or `"reject"` to a line, or change `after`. Without a verdict an applied
edit counts as accepted and a proposal as not. The format is frozen: keys are added, never changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.errors import InputError, StaleLedgerError
from toolkit.model import Edit, Outcome, Repair, Segment, Span, apply_edits, mirrored

SCHEMA = 1
VERDICTS = ("accept", "reject")


class Entry(NamedTuple):
    """One edit of a ledger, and what a person said of it."""

    edit: Edit
    verdict: str | None
    segment_digest: str
    """Of the segment's text that the span belongs to."""

    @property
    def accepted(self) -> bool:
        """Whether it is to be made; a companion is asked for through its group's main edit."""
        if self.verdict is not None:
            return self.verdict == "accept"
        return self.edit.outcome is Outcome.APPLIED


class Ledger(NamedTuple):
    """The content of a ledger file."""

    head: Mapping[str, object]
    """schema, text (path and digest), glossary (name, version, digest), source_used, segments."""
    entries: tuple[Entry, ...]


class Applied(NamedTuple):
    """A text made from a ledger."""

    texts: Mapping[str, str]
    made: int
    moved: tuple[str, ...]
    """Ids of edits whose line has changed since and that were found again at one other place."""
    stale: tuple[str, ...]
    """Why edits could not be made, one sentence each."""


def digest_of(text: str) -> str:
    """First 12 hex digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def write_ledger(head: Mapping[str, object], repairs: Sequence[Repair]) -> str:
    """The ledger as JSON lines: a head line, then one line an edit, in text order."""
    lines = [json.dumps({"schema": SCHEMA, **head}, ensure_ascii=False)]
    for repair in repairs:
        digest = digest_of(repair.original)
        lines += [json.dumps(as_row(edit, digest), ensure_ascii=False) for edit in repair.edits]
    return "\n".join(lines) + "\n"


def as_row(edit: Edit, digest: str) -> dict[str, object]:
    """One edit as a ledger's line."""
    return {
        "id": edit.id,
        "segment": edit.segment_id,
        "span": list(edit.span),
        "before": edit.before,
        "after": edit.after,
        "rule": edit.rule,
        "reason": edit.reason,
        "concept": edit.concept_id,
        "confidence": edit.confidence,
        "evidence": edit.evidence,
        "alternatives": list(edit.alternatives),
        "group": edit.group,
        "outcome": str(edit.outcome),
        "refusal": edit.refusal,
        "segment_digest": digest,
        "verdict": None,
    }


def read_ledger(text: str, path: str) -> Ledger:
    """The ledger of a JSON lines text. Raises InputError with the line of the first mistake."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        raise InputError(f"{path}: the change list is empty. `tqt postedit --ledger FILE` writes one.")
    rows = [_row(line, path, number) for number, line in lines]
    head = rows[0]
    if head.get("schema") != SCHEMA:
        raise InputError(
            f"{path}:{lines[0][0]}: this is no change list of schema {SCHEMA}. `tqt postedit --ledger FILE` writes one."
        )
    entries = [_entry(row, path, number) for row, (number, _) in zip(rows[1:], lines[1:], strict=True)]
    return Ledger(head, tuple(entries))


def apply_ledger(segments: Sequence[Segment], ledger: Ledger, strict: bool = True) -> Applied:
    """The texts of the segments with exactly the accepted edits made, by segment id.

    An edit whose line has changed since is made where its wording stands exactly once in that line. With
    `strict`, an edit that finds no place raises StaleLedgerError and lists all of them.
    """
    by_segment: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        by_segment.setdefault(entry.edit.segment_id, []).append(entry)
    known = {s.id for s in segments}
    stale = [
        f"{entry.edit.id}: the text has no segment {segment}"
        for segment, found in by_segment.items()
        if segment not in known
        for entry in found
        if entry.accepted
    ]
    texts: dict[str, str] = {}
    moved: list[str] = []
    made = 0
    for segment in segments:
        chosen = _accepted(by_segment.get(segment.id, ()))
        placed: list[Edit] = []
        for entry in chosen:
            edit = _placed(segment.target, entry)
            if edit is None:
                stale.append(f"{entry.edit.id}: {entry.edit.before!r} no longer stands there (segment {segment.id})")
            elif any(edit.span.overlaps(other.span) for other in placed):
                stale.append(f"{entry.edit.id}: it overlaps another accepted edit (segment {segment.id})")
            else:
                placed.append(edit)
                if edit.span != entry.edit.span:
                    moved.append(edit.id)
        texts[segment.id] = apply_edits(segment.target, placed)
        made += len(placed)
    if stale and strict:
        raise StaleLedgerError(
            "The text has changed since the change list was written; these edits find no place:\n"
            + "\n".join(f"  {line}" for line in stale)
            + "\nMake the rest with --skip-stale, or post-edit the new text again."
        )
    return Applied(texts, made, tuple(moved), tuple(stale))


def undo_ledger(segments: Sequence[Segment], ledger: Ledger, strict: bool = True) -> Applied:
    """The original texts again, from segments that hold the accepted edits."""
    back: list[Entry] = []
    by_segment: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        by_segment.setdefault(entry.edit.segment_id, []).append(entry)
    texts = {s.id: s.target for s in segments}
    for segment, entries in by_segment.items():
        chosen = [e.edit for e in _accepted(entries)]
        for edit in mirrored(chosen):
            back.append(Entry(edit, "accept", digest_of(texts.get(segment, ""))))
    return apply_ledger(segments, Ledger(ledger.head, tuple(back)), strict)


def _accepted(entries: Iterable[Entry]) -> list[Entry]:
    entries = list(entries)
    main = {e.edit.id: e.accepted for e in entries if e.edit.group is None}
    return [e for e in entries if (e.accepted if e.edit.group is None else main.get(e.edit.group, e.accepted))]


def _placed(text: str, entry: Entry) -> Edit | None:
    edit = entry.edit
    if digest_of(text) == entry.segment_digest:
        return edit if edit.span.of(text) == edit.before else None
    if not edit.before.strip() or text.count(edit.before) != 1:
        return None
    start = text.index(edit.before)
    return Edit(
        edit.id,
        edit.segment_id,
        Span(start, start + len(edit.before)),
        edit.before,
        edit.after,
        edit.rule,
        edit.reason,
    )


def _row(line: str, path: str, number: int) -> dict[str, object]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}:{number}: not a line of JSON ({error}).") from error
    if not isinstance(row, dict):
        raise InputError(f"{path}:{number}: a change list has one JSON object a line.")
    return row


def _entry(row: dict[str, object], path: str, number: int) -> Entry:
    try:
        start, end = _pair(row["span"])
        edit = Edit(
            id=str(row["id"]),
            segment_id=str(row["segment"]),
            span=Span(start, end),
            before=str(row["before"]),
            after=str(row["after"]),
            rule=str(row.get("rule", "")),
            reason=str(row.get("reason", "")),
            concept_id=_text(row.get("concept")),
            confidence=float(row.get("confidence", 1.0)),  # type: ignore[arg-type]
            evidence=_text(row.get("evidence")),
            alternatives=tuple(row.get("alternatives") or ()),  # type: ignore[arg-type]
            group=_text(row.get("group")),
            outcome=Outcome(str(row.get("outcome", "review"))),
            refusal=_text(row.get("refusal")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}:{number}: the edit cannot be read ({error!r}).") from error
    verdict = row.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        raise InputError(f'{path}:{number}: verdict \'{verdict}\' is not known. Write "accept", "reject" or null.')
    return Entry(edit, _text(verdict), str(row.get("segment_digest", "")))


def _pair(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(n, int) for n in value):
        raise ValueError(f"a span is two numbers, not {value!r}")
    return value[0], value[1]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
