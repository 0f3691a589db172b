"""Labelled segments: machine translation whose wrong spans a human has marked, with what would be right there.

They measure an editor span by span, which no score of the whole text can do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.model.segments import Segment, Span


class Kind(StrEnum):
    """What a labelled segment is there to show."""

    GARBLED = "garbled"
    CLEAN = "clean"
    """Right as it stands; a careless replacer would touch it."""
    AMBIGUOUS = "ambiguous"
    """One of a pair with the same wording, wrong in one and right in the other: only the source tells."""


class Verdict(StrEnum):
    """What a reader says of an edit that the labels do not foresee."""

    RIGHT = "right"
    """The place is mended."""
    BETTER = "better"
    """Better than before, though not right yet."""
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class BadSpan:
    """A wrong wording and the renderings that its author would accept in that very place."""

    span: Span
    wrong: str
    source_wording: str
    """What it renders, as it stands in the source."""
    right: tuple[str, ...]
    """Empty: broken in a way that no glossary mends; not counted."""
    type: str
    """A word for the report: term, slang, name, unit, ..."""


@dataclass(frozen=True, slots=True)
class LabelledSegment:
    """A segment with its labels."""

    segment: Segment
    kind: Kind
    bad: tuple[BadSpan, ...] = ()
    keep: tuple[str, ...] = ()
    """Wordings of the machine that are right and must survive."""
    pair: str | None = None
    """The name that the segments of an ambiguous pair share."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reader's verdict on one edit."""

    segment_id: str
    before: str
    after: str
    verdict: Verdict
    reason: str = ""
