"""The ledger: every edit as one JSON line, with the digest of the text it belongs to.

A person may add `"verdict": "accept"` or `"reject"` to a line, or change `after`. Without a verdict an applied
edit counts as accepted and a proposal as not. The format is frozen: keys are added, never changed. Edits are
made from a ledger by `toolkit.postedit.decided`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.model import Edit, Outcome, Repair, Span

SCHEMA = 1
VERDICTS = ("accept", "reject")
_AROUND = 12
"""Code points on each side: a word or two, enough to know a place again."""


class Around(NamedTuple):
    """What stands left and right of an edit in the text as given: by it an insertion finds its place again."""

    left: str
    right: str


class Entry(NamedTuple):
    """One edit of a ledger, and what a person said of it."""

    edit: Edit
    verdict: str | None
    segment_digest: str
    """Of the segment's text that the span belongs to."""
    around: Around | None = None
    """None: the line does not say."""

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


def digest_of(text: str) -> str:
    """First 12 hex digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def write_ledger(head: Mapping[str, object], repairs: Sequence[Repair]) -> str:
    """The ledger as JSON lines: a head line, then one line an edit, in text order."""
    return "".join([head_line(head), *edit_lines(repairs)])


def head_line(head: Mapping[str, object]) -> str:
    """The first line."""
    return json.dumps({"schema": SCHEMA, **head}, ensure_ascii=False) + "\n"


def edit_lines(repairs: Iterable[Repair]) -> Iterator[str]:
    """The lines after it, one an edit."""
    for repair in repairs:
        digest = digest_of(repair.original)
        for edit in repair.edits:
            yield json.dumps(as_row(edit, digest, around(repair.original, edit.span)), ensure_ascii=False) + "\n"


def around(text: str, span: Span) -> Around:
    """What stands left and right of a span.

    >>> around("The town head will live the goods.", Span(19, 33))
    Around(left='n head will ', right='.')
    """
    return Around(text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND])


def as_row(edit: Edit, digest: str, place: Around | None = None, verdict: str | None = None) -> dict[str, object]:
    """One edit as a ledger's line; `digest` is that of its segment's text before all edits."""
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
        "around": list(place) if place else None,
        "verdict": verdict,
    }


def read_ledger(text: str, path: str) -> Ledger:
    """The ledger of a JSON lines text. Raises InputError with the line of the first mistake."""
    # Not splitlines: JSON may hold U+2028 and its like inside a string.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise InputError(f"{path}: the change list is empty. `tqt postedit --ledger FILE` writes one.")
    rows = [_row(line, path, number) for number, line in lines]
    head = rows[0]
    if head.get("schema") != SCHEMA:
        raise InputError(
            f"{path}:{lines[0][0]}: this is no change list of schema {SCHEMA}. `tqt postedit --ledger FILE` writes one."
        )
    entries: list[Entry] = []
    first: dict[str, int] = {}
    for row, (number, _) in zip(rows[1:], lines[1:], strict=True):
        entry = _entry(row, path, number)
        if (known := first.setdefault(entry.edit.id, number)) != number:
            raise InputError(f"{path}:{number}: the edit id '{entry.edit.id}' stands in line {known} too.")
        entries.append(entry)
    return Ledger(head, tuple(entries))


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
        place = _two_texts(row.get("around"))
        edit = Edit(
            id=_wording(row, "id"),
            segment_id=_wording(row, "segment"),
            span=Span(start, end),
            before=_wording(row, "before"),
            after=_wording(row, "after"),
            rule=str(row.get("rule", "")),
            reason=str(row.get("reason", "")),
            concept_id=_text(row.get("concept")),
            confidence=_share(row.get("confidence", 1.0)),
            evidence=_text(row.get("evidence")),
            alternatives=_texts(row.get("alternatives")),
            group=_text(row.get("group")),
            outcome=Outcome(str(row.get("outcome", "review"))),
            refusal=_text(row.get("refusal")),
        )
    except KeyError as error:
        raise InputError(f"{path}:{number}: the edit cannot be read: the key {error} is missing.") from error
    except ValueError as error:
        raise InputError(f"{path}:{number}: the edit cannot be read: {error}.") from error
    verdict = row.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        raise InputError(f'{path}:{number}: verdict \'{verdict}\' is not known. Write "accept", "reject" or null.')
    return Entry(edit, _text(verdict), str(row.get("segment_digest", "")), place)


def _pair(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(type(n) is int for n in value):
        raise ValueError(f"a span is two numbers, not {value!r}")
    start, end = value
    if not 0 <= start <= end:
        raise ValueError(f"a span runs from a start to an end behind it, not {value!r}")
    return start, end


def _wording(row: Mapping[str, object], key: str) -> str:
    """The text of a key that every edit has: a `null` must not become the word None."""
    value = row[key]
    if not isinstance(value, str):
        raise ValueError(f"'{key}' is a text in quotation marks, not {json.dumps(value)}")
    return value


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:  # NaN is not either
        raise ValueError(f"'confidence' is a number from 0 to 1, not {value!r}")
    return float(value)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError(f"'alternatives' is a list of texts, not {value!r}")
    return tuple(value)


def _two_texts(value: object) -> Around | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):
        raise ValueError(f"'around' is two texts, not {value!r}")
    return Around(*value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
