"""Choices between plural forms inside a text, `{n, plural, one {a} other {b}}`, as one tag: ICU's MessageFormat.

The wordings within a choice are no sentences of the text around them, so they are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.formats.inline import Part
from toolkit.model.segments import Span

_CHOICE = re.compile(r"\{\s*\w{1,60}\s*,\s*(?:plural|select|selectordinal)\s*,")
_BRACE = re.compile(r"[{}]")


def with_choices(given: Iterable[Part]) -> list[Part]:
    """The parts, each choice among them joined to one that stands alone; one without an end goes to the text's end.

    >>> text = "Buy {n, plural, one {a cup} other {# cups}} now"
    >>> [text[p.span.start : p.span.end] for p in with_choices([Part(Span(0, len(text)), text)])]
    ['Buy ', '{n, plural, one {a cup} other {# cups}}', ' now']
    """
    parts = list(given)
    text = "".join(part.shown for part in parts)
    made: list[Part] = []
    position = 0
    waiting = _choices(text)
    for part in parts:
        start, end = position, position + len(part.shown)
        position = end
        splits = len(part.shown) == part.span.end - part.span.start
        at = start
        for choice in waiting:
            if choice.start >= end or choice.end <= at:
                continue
            if choice.start > at and splits:
                made.append(_cut(part, start, at, choice.start))
            inside = _cut(part, start, max(at, choice.start), min(end, choice.end)) if splits else part
            if made and made[-1].role == "alone" and made[-1].key == f"choice{choice.start}":
                made[-1] = made[-1]._replace(span=Span(made[-1].span.start, inside.span.end))
            else:
                made.append(Part(inside.span, role="alone", key=f"choice{choice.start}"))
            at = min(end, choice.end) if splits else end
        if at < end or start == end:
            made.append(_cut(part, start, at, end) if splits and at > start else part)
    return made


def _cut(part: Part, offset: int, start: int, end: int) -> Part:
    local = Span(start - offset, end - offset)
    return part._replace(span=local.shift(part.span.start), shown=local.of(part.shown))


def _choices(text: str) -> list[Span]:
    found: list[Span] = []
    position = 0
    while (choice := _CHOICE.search(text, position)) is not None:
        depth, end = 0, len(text)
        for brace in _BRACE.finditer(text, choice.start()):
            depth += 1 if brace.group() == "{" else -1
            if not depth:
                end = brace.end()
                break
        found.append(Span(choice.start(), end))
        position = end
    return found
