"""Where things are: spans, language pairs, segments. No text processing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in the text AS GIVEN, never in a folded copy.

    >>> Span(4, 8).of("the live goods")
    'live'
    >>> Span(0, 4).overlaps(Span(4, 8)), Span(0, 4).overlaps(Span(3, 8))
    (False, True)
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point. Empty spans overlap nothing."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, offset: int) -> Span:
        """The same range, `offset` code points further on."""
        return Span(self.start + offset, self.end + offset)


class LangPair(NamedTuple):
    """Two BCP 47 tags.

    >>> str(LangPair("zh", "en"))
    'zh-en'
    """

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"


@dataclass(frozen=True, slots=True)
class Segment:
    """One unit of a document: a line, a paragraph, a table row, a translation unit."""

    id: str
    """Unique within the job; for a text file the line number, counted from 1."""
    target: str
    """The text that is checked, edited or scored (the hypothesis of evaluation)."""
    source: str | None = None
    """What it was translated from; None where no source was given."""
    references: tuple[str, ...] = ()
    document: str | None = None
    """The document it belongs to, for document-level scores and first mentions."""
    origin: str | None = None
    """Where it stands: `path:line`."""
