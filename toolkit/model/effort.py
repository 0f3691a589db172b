"""What post-editing cost: edits by kind, HTER, time, and which glossary rows would have saved edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.model.segments import Span

EditOp = Literal["insert", "delete", "substitute", "move"]
EditKind = Literal["term", "number", "case", "punctuation", "wording"]


@dataclass(frozen=True, slots=True)
class EffortEdit:
    """One change that the translator made."""

    op: EditOp
    kind: EditKind
    """`punctuation` holds spacing too; `term` only where a glossary was given."""
    before: str
    """As it stood in the machine translation; empty for an insertion."""
    after: str
    before_span: Span
    """In the machine translation."""
    after_span: Span
    """In the final text."""


@dataclass(frozen=True, slots=True)
class SegmentEffort:
    """What one segment cost."""

    id: str
    hter: float | None
    """TER of the machine translation against its own post-edit, in per cent; None where the final text is empty."""
    ter_edits: float
    """Words inserted, deleted, substituted, and shifts, as TER counts them."""
    ter_words: float
    """Words of the final text, as TER counts them."""
    edits: tuple[EffortEdit, ...]
    """Whole changes, as a reader sees them: fewer than TER's single words."""
    typed: int
    """Characters that had to be typed at the least."""
    deleted: int
    """Characters that had to be deleted at the least."""
    size: int
    """Words (characters in writing without blanks) of the source, or of the machine translation without one."""
    seconds: float | None = None
    """Time spent; None where it was not measured."""
    is_pause: bool = False
    """Whether it took so long that somebody must have been away."""


@dataclass(frozen=True, slots=True)
class EffortBand:
    """Segments that cost about the same."""

    name: str
    segments: int
    size: int
    """Their words."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the work went. All speeds are in words (or characters, see `Effort.unit`) an hour."""

    measured: int
    """Segments with a time."""
    size: int
    """Their words."""
    seconds: float
    speed: float | None
    """All words by all time, pauses left out; None where no time is left."""
    speed_with_pauses: float | None
    median: float | None
    """Of the segments' own speeds, which no pause can move far."""
    pauses: tuple[str, ...]
    """Ids of the segments that took unusually long."""


@dataclass(frozen=True, slots=True)
class RepeatedEdit:
    """The same correction, made more than once."""

    before: str
    after: str
    times: int
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavingRow:
    """A glossary row that would have saved edits."""

    concept: str
    wrong: str
    right: str
    times: int
    segments: tuple[str, ...]
    listed: bool
    """Whether the glossary has the row already: post-editing with it would have done the work."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What post-editing a text cost."""

    segments: tuple[SegmentEffort, ...]
    blank: int
    """Lines that are empty on both sides, which count nowhere."""
    untouched: int
    """Segments left as the machine wrote them."""
    hter: float | None
    """Over the whole text, in per cent; None without a word."""
    low: float | None
    """Lower end of the 95 % bootstrap interval over segments; None with fewer than two."""
    high: float | None
    signature: str
    unit: str
    """What `size` counts: `source words`, `source characters`, `words`, `characters`."""
    bands: tuple[EffortBand, ...]
    pace: Pace | None = None
    repeated: tuple[RepeatedEdit, ...] = ()
    rows: tuple[SavingRow, ...] = ()
    """None are looked for without a glossary."""

    @property
    def edits(self) -> tuple[EffortEdit, ...]:
        """All edits, in the order of the text."""
        return tuple(edit for segment in self.segments for edit in segment.edits)
