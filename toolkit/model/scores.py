"""Numbers that carry their settings with them: scores, comparisons, term scores, the report's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.edits import Edit, Finding, Repair
from toolkit.model.segments import Span

if TYPE_CHECKING:
    from toolkit.model.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Score:
    """One metric's value for one system."""

    system: str
    metric: str
    value: float | None
    """None: could not be scored. Never 0 for that."""
    segments: int
    """How many segments went into it."""
    skipped: int
    """How many were left out, for want of a reference or an output."""
    signature: str
    """All settings that change the number."""
    low: float | None = None
    """Lower end of the 95 % bootstrap interval."""
    high: float | None = None
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """System `b` against system `a` by one metric."""

    metric: str
    a: str
    b: str
    delta: float | None
    """Value of b minus value of a."""
    p: float | None
    low: float | None
    high: float | None
    test: str
    """Name, number of resamples and seed."""
    holm: float | None = None
    """p corrected for all pairs of this metric (Holm, 1979)."""
    false_discovery: float | None = None
    """The rate of false discoveries among pairs with a p as small (Benjamini and Hochberg, 1995)."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What all pairs of systems together say by one metric."""

    metric: str
    clusters: tuple[tuple[str, ...], ...]
    """Best first; each system is surely better than every system of the groups below (Holm, 5 %)."""
    smallest_difference: float | None
    """A difference that this test set would show four times in five; None with fewer than two systems."""
    test: str


@dataclass(frozen=True, slots=True)
class TermScore:
    """How one system rendered one concept over a whole text."""

    concept: str
    system: str
    required: int
    """Occurrences of the concept's source terms."""
    satisfied: int
    """Of these, how many an approved rendering answers."""
    forbidden: int
    """Garbled, forbidden or deprecated wordings found."""
    ceiling: float | None
    """The rate that the references themselves reach; None without a reference or an occurrence."""
    source_term: str | None = None
    preferred: str | None = None
    low: float | None = None
    """Lower end of the 95 % interval of satisfied / required (Wilson, 1927); None where nothing was required."""
    high: float | None = None
    renderings: tuple[tuple[str, int], ...] = ()
    """What the system wrote for it, as far as that is known, the most frequent first."""
    consistency: float | None = None
    """The share of the most frequent one among them, 0 to 1; None where none is known."""


class TermPlace(NamedTuple):
    """Where a term stands: a source term in a source, or a rendering in a system's text."""

    system: str | None
    """None: in the source."""
    segment_id: str
    span: Span
    concept: str
    right: bool = True
    """False: a garbled, forbidden or deprecated wording."""


@dataclass(frozen=True, slots=True)
class SegmentScores:
    """One metric's value for every segment of one system, each scored by itself."""

    metric: str
    system: str
    values: tuple[float | None, ...]
    """In the order of the report's segments; None: not scored, for want of a reference."""


@dataclass(frozen=True, slots=True)
class SystemFindings:
    """What the checks found in the text of one system."""

    system: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that a result depends on."""

    role: str
    path: str
    digest: str
    """First 12 hex digits of the SHA-256 of its bytes."""


@dataclass(frozen=True, slots=True)
class GlossaryUse:
    """Which glossary spoke, and how much of it."""

    name: str
    version: str
    digest: str
    terms: int
    occurring: int
    """How many of its concepts occur in the text."""


@dataclass(frozen=True, slots=True)
class SegmentView:
    """One row of a report: everything known of one segment."""

    id: str
    source: str | None
    references: tuple[str, ...]
    outputs: tuple[tuple[str, str], ...]
    """(system, text) in the order of the systems."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a renderer shows. Renderers format; nothing here formats itself."""

    title: str
    made: str
    """Date of making, ISO 8601."""
    command: str
    """How to reproduce it."""
    inputs: tuple[InputFile, ...]
    glossaries: tuple[GlossaryUse, ...]
    source_used: bool
    segments: tuple[SegmentView, ...]
    scores: tuple[Score, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    """All pairs of systems, those with the first system first."""
    rankings: tuple[Ranking, ...] = ()
    terms: tuple[TermScore, ...] = ()
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    sent_anywhere: bool = False
    """Whether any text left this computer."""
    notes: tuple[str, ...] = ()
    """What a reader must know before trusting a number."""
    segment_scores: tuple[SegmentScores, ...] = ()
    """Metric by metric, in each the systems in their order."""
    system_findings: tuple[SystemFindings, ...] = ()
    """What the checks found, system by system, where several texts were checked."""
    term_places: tuple[TermPlace, ...] = ()
    analysis: Analysis | None = None
    """Buckets and wins; None: not asked for."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits of all repairs, in document order."""
        return tuple(edit for repair in self.repairs for edit in repair.edits)
