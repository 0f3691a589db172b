"""Inline tags apart from the words: where they stand in the plain text, and how edits of the words move them.

Whatever looks at words (terms, sentences, numbers) sees the plain text; what the user sees and the file holds has the
tags. An edit whose words a tag divides is the editor's to refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.model import Edit, Segment, Span
from toolkit.model.segments import blanks


class Tags(NamedTuple):
    """The tags of a text, and before which character of the plain text each of them stands."""

    tags: tuple[str, ...]
    at: tuple[int, ...]
    widths: tuple[int, ...]
    """1 for a tag that stands as a blank in the plain text, such as a line break; else 0."""

    def inside(self, span: Span) -> str | None:
        """The first tag that divides the words of the span; None where none does.

        >>> tags = tags_of(Segment("1", "{1}live{/1} goods", tags=(Span(0, 3), Span(7, 11))))
        >>> tags.inside(Span(0, 4)), tags.inside(Span(0, 10))
        (None, '{/1}')
        """
        return next((tag for tag, at, width in self._all() if span.start < at + width and at < span.end), None)

    def place(self, span: Span) -> Span:
        """The span in the text with tags: without those at its two ends; what is put in stands before a tag.

        >>> tags_of(Segment("1", "{1}live{/1} goods", tags=(Span(0, 3), Span(7, 11)))).place(Span(0, 4))
        Span(start=3, end=7)
        """
        before = sum(len(tag) - width for tag, at, width in self._all() if at < span.start)
        here = sum(len(tag) for tag, at, width in self._all() if at == span.start and not width)
        if span.start == span.end:
            return span.shift(before)
        until = sum(len(tag) - width for tag, at, width in self._all() if at < span.end)
        return Span(span.start + before + here, span.end + until)

    def moved(self, edits: Iterable[Edit]) -> Tags:
        """The tags in the text that these edits make; none of them divides an edit."""
        made = list(edits)
        return self._replace(at=tuple(at + sum(_shift(edit, at) for edit in made) for at in self.at))

    def put_into(self, text: str) -> str:
        """The text with its tags.

        >>> Tags(("{1}", "{/1}"), (0, 4), (0, 0)).put_into("sell goods")
        '{1}sell{/1} goods'
        """
        parts, position = [], 0
        for tag, at, width in self._all():
            parts += [text[position:at], tag]
            position = at + width
        return "".join([*parts, text[position:]])

    def _all(self) -> Iterator[tuple[str, int, int]]:
        return zip(self.tags, self.at, self.widths, strict=True)


def tags_of(segment: Segment) -> Tags:
    """The tags of a segment's target."""
    at, behind = [], 0
    widths = blanks(segment.target, segment.tags)
    for span, width in zip(segment.tags, widths, strict=True):
        at.append(span.start - behind)
        behind += span.end - span.start - width
    return Tags(tuple(span.of(segment.target) for span in segment.tags), tuple(at), widths)


def _shift(edit: Edit, at: int) -> int:
    """How far an edit moves a tag: what is changed before it counts, and what is put in right where it stands."""
    is_before = edit.span.end <= at and (edit.span.start < at or edit.span.start == edit.span.end)
    return len(edit.after) - len(edit.before) if is_before else 0
