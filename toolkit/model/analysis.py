"""What an analysis of scores finds: values by bucket, words won and lost, over-used words, examples."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.scores import SegmentView


@dataclass(frozen=True, slots=True)
class BucketValue:
    """One system's value on the segments, or the words, of one bucket."""

    system: str
    value: float | None
    """In the metric's own unit; None where there are too few segments to say."""
    low: float | None = None
    """Lower end of the 95 % bootstrap interval."""
    high: float | None = None
    delta: float | None = None
    """Value minus the first system's; None for the first system itself."""
    delta_low: float | None = None
    """Lower end of the 95 % interval of the difference, on the same resamples for both systems."""
    delta_high: float | None = None

    @property
    def differs(self) -> bool:
        """Whether the interval of the difference leaves zero out.

        >>> BucketValue("mt", 40.0, delta=2.0, delta_low=0.5, delta_high=3.5).differs
        True
        """
        return self.delta_low is not None and self.delta_high is not None and not self.delta_low <= 0 <= self.delta_high


@dataclass(frozen=True, slots=True)
class Bucket:
    """A group of segments or of words."""

    name: str
    """Such as `10-19 words`, or a label as it was given."""
    size: int
    """How many segments; in a table of words, how many of the references' words."""
    values: tuple[BucketValue, ...]
    """In the order of the systems."""


@dataclass(frozen=True, slots=True)
class BucketTable:
    """Values by bucket: every scored segment stands in exactly one, or is counted as left out."""

    by: str
    """What the buckets are cut by, in words: `length of the reference, in words`."""
    metric: str
    """A metric's name, or `word F1`."""
    signature: str
    """All settings that change the numbers."""
    buckets: tuple[Bucket, ...]
    left_out: int = 0
    """Segments that belong to no bucket: no label, no score, no source."""
    least: int = 1
    """A bucket with fewer segments has no values."""
    unit: str = "segments"
    """What `Bucket.size` counts."""
    higher_is_better: bool = True
    note: str | None = None
    """What a reader must know before trusting the table; None: nothing special."""


@dataclass(frozen=True, slots=True)
class Win:
    """A word or phrase of the references that one system has right in significantly more segments than the other."""

    text: str
    order: int
    """How many words; characters in writing without blanks."""
    won: int
    """Segments where the winner has it right (more often) and the loser has not."""
    lost: int
    """Segments where it is the other way round."""
    p: float
    """Two-sided exact sign test on these two counts (McNemar's test)."""
    q: float
    """The smallest false-discovery rate at which it is listed (Benjamini and Hochberg, 1995)."""
    example: str
    """Id of the first segment where the winner has it and the loser has not."""
    instead: str | None = None
    """What the loser writes there unusually often, and neither reference nor winner; None where nothing stands out."""
    instead_times: int = 0
    """In how many of the `won` segments it does."""
    within: tuple[str, ...] = ()
    """Parts of it with the same counts, which are therefore not listed themselves."""
    common: bool = False
    """Made of marks and short words that stand in a tenth of the segments or more: of interest to engineers."""


@dataclass(frozen=True, slots=True)
class Wins:
    """What separates two systems in wording."""

    a: str
    b: str
    of_a: tuple[Win, ...]
    """What `a` has right and `b` has not, the surest first."""
    of_b: tuple[Win, ...]
    segments: int
    tested: int
    """How many words and phrases were tested: those that occur often enough to be able to show a difference."""
    signature: str


@dataclass(frozen=True, slots=True)
class Use:
    """A word that a system writes significantly more or less often than every reference does."""

    text: str
    written: int
    """How often the system writes it, over all segments."""
    wanted: tuple[int, ...]
    """How often each reference does."""
    more: int
    """Segments where the system writes it more often than the reference that is nearest to it."""
    fewer: int
    """Segments where it writes it less often than that reference."""
    p: float
    """Two-sided exact sign test on these two counts; of several references the largest p."""
    q: float
    example: str
    """Id of the first segment that shows it."""
    common: bool = False
    """A mark or short word that stands in a tenth of the segments or more."""


@dataclass(frozen=True, slots=True)
class WordUse:
    """The words that give a system away."""

    system: str
    over: tuple[Use, ...]
    """Written too often, the surest first."""
    under: tuple[Use, ...]
    """Written too seldom."""
    tested: int
    signature: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A segment worth reading."""

    segment: SegmentView
    scores: tuple[float, ...]
    """Of every system, in the order of the segment's outputs."""
    chosen_by: float
    """A difference of two scores, a mean, or a spread."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Segments worth reading, for one reason."""

    why: str
    """In words: `B better than A`."""
    found: tuple[Reading, ...]
    systems: tuple[str, ...] = ()
    """Whose outputs are to be read side by side."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that one analysis found."""

    systems: tuple[str, ...]
    metric: str
    segments: int
    skipped: int
    """Segments without a reference."""
    signature: str = ""
    """Settings of the metric."""
    notes: tuple[str, ...] = ()
    """What a reader must know before trusting a number."""
    tables: tuple[BucketTable, ...] = ()
    wins: tuple[Wins, ...] = ()
    use: tuple[WordUse, ...] = ()
    readings: tuple[Readings, ...] = ()
