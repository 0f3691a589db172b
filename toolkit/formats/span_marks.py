"""`<v>...</v>` around a stretch of text: into spans of the clean text, and back. Nothing else is markup here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.model.segments import Span

OPEN, CLOSE = "<v>", "</v>"
_MARK = re.compile("</?v>")


class Unmarked(NamedTuple):
    """A text without its marks."""

    text: str
    spans: tuple[Span, ...]
    broken: bool
    """A mark has no partner: the text is clean, that span is missing."""


def unmarked(text: str) -> Unmarked:
    """The clean text and what was marked in it; a mark within a mark belongs to the outer one.

    >>> unmarked("The town head will <v>live the goods</v>.")
    Unmarked(text='The town head will live the goods.', spans=(Span(start=19, end=33),), broken=False)
    """
    parts: list[str] = []
    spans: list[Span] = []
    position = length = depth = start = 0
    broken = False
    for mark in _MARK.finditer(text):
        parts.append(text[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        if mark.group() == OPEN:
            start = length if depth == 0 else start
            depth += 1
        elif depth == 0:
            broken = True
        else:
            depth -= 1
            if depth == 0:
                spans.append(Span(start, length))
    parts.append(text[position:])
    return Unmarked("".join(parts), tuple(spans), broken or depth > 0)


def marked(text: str, spans: Sequence[Span]) -> str:
    """The text with its spans marked; spans that overlap become one.

    >>> marked("live the goods", [Span(0, 4), Span(9, 14)])
    '<v>live</v> the <v>goods</v>'
    """
    for start, end in reversed(_joined(spans)):
        text = f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}"
    return text


def overlapping(spans: Sequence[Span]) -> bool:
    """Whether marks cannot tell all of the spans apart."""
    return len(_joined(spans)) < len(spans)


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
