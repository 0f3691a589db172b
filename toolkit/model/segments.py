"""Where things are: spans, language pairs, segments. No text processing."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    tags: tuple[Span, ...] = ()
    """Where inline tags of the file stand in `target`, shown as `{1}` and `{/1}`: no words, and never to be lost."""
    source_tags: tuple[Span, ...] = ()
    """The same for `source`."""
    locked: str | None = None
    """Why it may be read but not edited, such as "it is final"; None: it may be edited."""
    is_line: bool = True
    """Whether its sentence may go on in the next segment, as in text with broken lines; a cell's does not."""

    @property
    def plain(self) -> str:
        """The target without its inline tags.

        >>> Segment("1", "Buy {1}now{/1}!", tags=(Span(4, 7), Span(10, 14))).plain
        'Buy now!'
        """
        return without(self.target, self.tags)

    @property
    def plain_source(self) -> str | None:
        """The source without its inline tags; None where there is no source."""
        return None if self.source is None else without(self.source, self.source_tags)


def without(text: str, tags: tuple[Span, ...]) -> str:
    """The text without its inline tags, which stand in order; one that keeps two words apart leaves a blank.

    >>> without("Buy {1}now{/1}!{2}Or later.", (Span(4, 7), Span(10, 14), Span(15, 18)))
    'Buy now! Or later.'
    """
    parts, position = [], 0
    for span, width in zip(tags, blanks(text, tags), strict=True):
        parts += [text[position : span.start], " " * width]
        position = span.end
    return "".join([*parts, text[position:]])


def blanks(text: str, tags: tuple[Span, ...]) -> tuple[int, ...]:
    """For each tag 1 where it keeps two words apart, as a line break or a tab does, and 0 where it does not."""
    shown = {span.of(text) for span in tags}
    starts = {span.start: span.end for span in tags}
    widths: list[int] = []
    last = ""
    position = 0
    for span in tags:
        last = text[position : span.start][-1:] or last
        position = span.end
        following = span.end
        while following in starts:
            following = starts[following]
        tag = span.of(text)
        is_pair = tag.startswith("{/") or "{/" + tag[1:] in shown
        after = text[following : following + 1]
        apart = not is_pair and last.strip() != "" and after.isalnum() and not (_is_han(last) and _is_han(after))
        last = " " if apart else last
        widths.append(int(apart))
    return tuple(widths)


def _is_han(letter: str) -> bool:
    """Chinese characters and kana have no blanks between words."""
    return "\u3040" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"


def tag_trouble(tags: Sequence[str], text: str) -> str | None:
    """What is wrong with the tags of a new text; None where all stand in it once and in order.

    >>> tag_trouble(["{1}", "{/1}"], "Buy {1}now!")
    'the tag {/1} is missing'
    >>> tag_trouble(["{1}", "{2}"], "{2} and {1}")
    'the tags stand in another order: {2} {1} instead of {1} {2}'
    """
    if not tags:
        return None
    found = re.findall("|".join(map(re.escape, tags)), text)
    if found == list(tags):
        return None
    for tag in tags:
        if tag not in found:
            return f"the tag {tag} is missing"
        if found.count(tag) > 1:
            return f"the tag {tag} stands {found.count(tag)} times"
    return f"the tags stand in another order: {' '.join(found)} instead of {' '.join(tags)}"
