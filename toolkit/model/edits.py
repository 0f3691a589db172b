"""What is wrong and what was done about it: findings, edits, repairs, and the laws that bind them.

Laws, asserted for every case of the test-suite:

* `apply_edits(original, applied edits) == repair.text`
* `undo_edits(repair.text, applied edits) == original`
* `postedit(postedit(x)) == postedit(x)`
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.model.segments import Span


class Severity(StrEnum):
    """How much a finding matters to a reader; the names are MQM's."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NEUTRAL = "neutral"


class Outcome(StrEnum):
    """What became of an edit."""

    APPLIED = "applied"
    REVIEW = "review"
    """Proposed; the text is unchanged until a human says yes."""
    REFUSED = "refused"
    """Located, but a guard said no; the text is unchanged."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found, with its place and what would mend it."""

    segment_id: str
    rule: str
    """`family.name`, for example `term.garble` or `number.missing`."""
    severity: Severity
    message: str
    span: Span | None = None
    """Where in the target; None: the finding is about the whole segment (something is missing)."""
    concept_id: str | None = None
    found: str | None = None
    expected: tuple[str, ...] = ()
    fix: str | None = None
    """The exact text that would replace the span; None: no safe fix is known."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one segment, with its reason and enough to undo it."""

    id: str
    segment_id: str
    span: Span
    """Of `before`, in the segment's text as given."""
    before: str
    after: str
    rule: str
    reason: str
    """One plain sentence for the translator."""
    concept_id: str | None = None
    confidence: float = 1.0
    """0 to 1: 1 unmistakable or paired with the source, lower where a cue alone speaks for it."""
    evidence: str | None = None
    """The source wording or the cue that speaks for the edit."""
    alternatives: tuple[str, ...] = ()
    group: str | None = None
    """An article or agreement repair stands and falls with the edit it carries the id of."""
    outcome: Outcome = Outcome.APPLIED
    refusal: str | None = None
    """Why it was refused or is only proposed."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A segment that a human should read again first, with the reasons."""

    segment_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """The post-edited text of one segment and everything that explains it."""

    segment_id: str
    original: str
    text: str
    edits: tuple[Edit, ...]
    """Of every outcome, in text order."""
    remaining: tuple[Finding, ...] = ()
    """What the checks still find in `text`."""
    reread: Reread | None = None

    @property
    def applied(self) -> tuple[Edit, ...]:
        """The edits that changed the text."""
        return tuple(edit for edit in self.edits if edit.outcome is Outcome.APPLIED)


def apply_edits(original: str, edits: Iterable[Edit]) -> str:
    """The text after the edits; their spans refer to `original` and must not overlap.

    >>> swap = Edit("e1", "1", Span(11, 25), "live the goods", "sell goods via livestream", "term.garble", "")
    >>> apply_edits('Officials "live the goods".', [swap])
    'Officials "sell goods via livestream".'

    Raises ValueError where an edit's `before` is not what stands there, or its span runs over the end.
    """
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: e.span):
        start, end = edit.span
        if not position <= start <= end <= len(original) or edit.span.of(original) != edit.before:
            raise ValueError(f"edit {edit.id} does not fit: {edit.before!r} is not at {tuple(edit.span)}")
        parts += [original[position:start], edit.after]
        position = end
    return "".join([*parts, original[position:]])


def undo_edits(edited: str, edits: Iterable[Edit]) -> str:
    """The original again, from the edited text and the applied edits (spans of the original)."""
    return apply_edits(edited, mirrored(edits))


def mirrored(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that lead back: before and after swapped, spans moved to the edited text."""
    back: list[Edit] = []
    shift = 0
    for edit in sorted(edits, key=lambda e: e.span):
        start = edit.span.start + shift
        span = Span(start, start + len(edit.after))
        back.append(replace(edit, span=span, before=edit.after, after=edit.before))
        shift += len(edit.after) - len(edit.before)
    return tuple(back)
