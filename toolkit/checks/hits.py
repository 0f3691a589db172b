"""The nouns of term checking: what speaks for changing a wording, a wrong wording in its place, a passage's balance."""

from __future__ import annotations

from enum import Enum
from typing import Literal, NamedTuple

from toolkit.model import Span, Term

Verdict = Literal["fix", "ask", "flag"]


class Ground(Enum):
    """What speaks for changing a wording, and how much: the value is the confidence."""

    SOURCE = 1.0
    """The source has the concept, and nothing answers it."""
    UNMISTAKABLE = 0.95
    LITERAL = 0.85
    """The source has the concept, nothing answers it, and its parts stand here translated one by one."""
    CUE = 0.8
    """A cue stands in the sentence."""
    NEARBY = 0.7
    """The text is garbled, and a cue stands close by or none is asked for."""
    ABSENT = 0.4
    """The source does not have the concept, or not so often."""


class Hit(NamedTuple):
    """A wrong wording, in its place, with what speaks for changing it."""

    segment: int
    span: Span
    """In the segment's text."""
    sentence: Span
    concept: str
    term: Term
    tag: str | None
    gap: str | None
    verdict: Verdict
    confidence: float
    evidence: str | None
    why: str
    rivals: tuple[str, ...] = ()
    """Other concepts that claim the same wording and could not be ruled out."""
    literal: bool = False
    """Whether the words are listed nowhere and translate the term's parts one by one."""
    located: bool = False
    """Whether the words are listed nowhere and were found by word alignment."""
    doubt: str | None = None
    """Why a human must decide, where it is not the glossary that asks for it."""


SURE = 0.5
"""From this confidence on a hit counts as a wrong wording."""


def counts_as_wrong(hit: Hit) -> bool:
    """Whether a measure counts the hit: surely enough, and more than a remark unless its owner bans the wording."""
    banned = hit.term.status in ("forbidden", "deprecated") and not hit.located
    return (hit.verdict != "flag" or banned) and hit.confidence >= SURE


class PassageTerms(NamedTuple):
    """What a passage owes to the glossary."""

    hits: tuple[Hit, ...]
    required: tuple[tuple[str, str], ...]
    """(concept, source wording) of each source occurrence, in order."""
    satisfied: tuple[tuple[str, int], ...]
    """Concepts and how many of their occurrences are rendered rightly."""
    missing: tuple[tuple[str, str], ...]
    """Source occurrences with neither a right rendering nor a located wrong one."""
    held: tuple[tuple[int, Span], ...] = ()
    """Places in the segments that say something: right terms of this source, and listed wordings, wrong or not."""


class TermCount(NamedTuple):
    """One segment's account of one concept."""

    concept: str
    required: int
    satisfied: int
    wrong: int


class MagnitudeHit(NamedTuple):
    """A number that should be another: its power of ten, its share, its unit of per cent."""

    segment: int
    span: Span
    after: str
    reason: str
    evidence: str
    """The number in the source."""


class NameHit(NamedTuple):
    """A name that should be written otherwise."""

    segment: int
    span: Span
    after: str
    rule: str
    """`name.near`, `name.spelt`, `name.wavers` or `name.order`."""
    reason: str
    evidence: str
    """The name in the source."""
    sure: bool
    """Whether it may be changed; else a human decides."""
    concept: str | None = None
