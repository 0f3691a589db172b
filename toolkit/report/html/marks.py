"""Stretches of a text with what a reader should see of them: differences, terms, numbers, tags. No markup.

A stretch belongs to one difference and carries one highlight: where several meet, the graver one is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from toolkit.text.diff import diff

Kind = Literal["same", "del", "ins"]
Style = Literal["", "number", "tag", "term", "finding", "wrong"]
STYLES: tuple[Style, ...] = ("", "number", "tag", "term", "finding", "wrong")
"""From the mildest to the gravest."""
_NUMBER = re.compile(r"\d(?:[\d.,:]*\d)?")
_TAG = re.compile(r"<[^<>]{1,200}>|\{[^{}\s]{0,60}\}|%(?:\d+\$)?[sd@]")


class Mark(NamedTuple):
    """A stretch of text: unchanged, taken out or put in, and how it is highlighted."""

    kind: Kind
    text: str
    style: Style = ""


class Highlight(NamedTuple):
    """A span of a text, half-open, in code points."""

    start: int
    end: int
    style: Style


def marked(before: str, after: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Two texts with their differences: in the first what goes, in the second what comes.

    >>> old, new = marked("They live the goods.", "They livestream.")
    >>> "".join(mark.text for mark in old), "".join(mark.text for mark in new)
    ('They live the goods.', 'They livestream.')
    """
    if before == after:  # most lines of a long text
        alike = (Mark("same", before),) if before else ()
        return alike, alike
    old: list[Mark] = []
    new: list[Mark] = []
    for part in diff(before, after):
        same = part.op == "equal"
        _append(old, Mark("same" if same else "del", part.before.of(before)))
        _append(new, Mark("same" if same else "ins", part.after.of(after)))
    return tuple(old), tuple(new)


def merged(reference: str, output: str) -> tuple[Mark, ...]:
    """One text with both: words of the reference that the output lacks, words that it has instead."""
    marks: list[Mark] = []
    for part in diff(reference, output):
        if part.op == "equal":
            _append(marks, Mark("same", part.after.of(output)))
        else:
            _append(marks, Mark("del", part.before.of(reference)))
            _append(marks, Mark("ins", part.after.of(output)))
    return tuple(marks)


def plain_highlights(text: str) -> tuple[Highlight, ...]:
    """Numbers and tags, which need no glossary to be seen.

    >>> [tuple(found) for found in plain_highlights("<b>9.9 yuan</b>")]
    [(0, 3, 'tag'), (3, 6, 'number'), (11, 15, 'tag')]
    """
    tags = [Highlight(m.start(), m.end(), "tag") for m in _TAG.finditer(text)]
    numbers = [Highlight(m.start(), m.end(), "number") for m in _NUMBER.finditer(text)]
    return tuple(sorted([*tags, *(n for n in numbers if not any(t.start <= n.start < t.end for t in tags))]))


def styled(marks: Sequence[Mark], highlights: Iterable[Highlight]) -> tuple[Mark, ...]:
    """The marks cut where highlights of the text begin and end; what was taken out carries none.

    >>> [(m.text, m.style) for m in styled([Mark("same", "old iron, 9")], [Highlight(0, 8, "wrong")])]
    [('old iron', 'wrong'), (', 9', '')]
    """
    by_gravity = sorted(highlights, key=lambda one: STYLES.index(one.style))
    length = sum(len(mark.text) for mark in marks if mark.kind != "del")
    styles: list[Style] = [""] * length
    for one in by_gravity:
        for place in range(max(one.start, 0), min(one.end, length)):
            styles[place] = one.style
    cut: list[Mark] = []
    position = 0
    for mark in marks:
        if mark.kind == "del":
            cut.append(mark)
            continue
        start = 0
        for n in range(1, len(mark.text) + 1):
            if n == len(mark.text) or styles[position + n] != styles[position + start]:
                cut.append(Mark(mark.kind, mark.text[start:n], styles[position + start]))
                start = n
        position += len(mark.text)
    return tuple(cut)


def _append(marks: list[Mark], mark: Mark) -> None:
    if mark.text:
        marks.append(mark)
