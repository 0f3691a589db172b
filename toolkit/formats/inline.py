"""Text with inline elements as a translator sees it: `Buy {1}now{/1}!`, and where each piece stands in the file.

A format hands over what it read, stretch by stretch; here the elements get their numbers and those around the whole
text are left outside. Writing a changed text back is `respell`'s work. Nothing here knows XML, HTML or Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from toolkit.model.segments import Span

Role = Literal["text", "open", "close", "alone"]

_LOOKS_LIKE_TAG = re.compile(r"\{/?([0-9]{1,3})\}")


class Part(NamedTuple):
    """A stretch of the file as a format reads it."""

    span: Span
    """In the file's text."""
    shown: str = ""
    """What the reader sees of a text; where it differs from what stands in the file, it was escaped there."""
    role: Role = "text"
    key: str = ""
    """What an opening and its closing element share, and an element of the target with that of the source."""
    mode: str = ""
    """How new text is written there; a format's own word for its own speller."""


class Piece(NamedTuple):
    """A stretch of the file within a segment's text."""

    span: Span
    shown: str
    is_tag: bool = False
    """Shown as `{1}`; it survives every edit as it stands."""
    mode: str = ""


class Shown(NamedTuple):
    """A segment's text and its pieces in the file."""

    text: str
    pieces: tuple[Piece, ...]
    tags: tuple[Span, ...]
    """Where the tags stand in `text`."""
    numbers: dict[str, int]
    """Key of an element to its number, so that the target's elements bear the numbers of the source's."""

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read: a letter, a digit, a character."""
        return any(char.isalnum() for piece in self.pieces if not piece.is_tag for char in piece.shown)


def show(parts: Sequence[Part], known: dict[str, int] | None = None) -> Shown:
    """The text with numbered tags; tags around all of it and tags at its ends are left out of it.

    Numbers begin above those of any `{1}` that the text itself holds, so that the two cannot be mixed up.

    >>> bold = [Part(Span(0, 1), "a"), Part(Span(1, 4), role="open", key="b"), Part(Span(4, 5), "b"),
    ...     Part(Span(5, 9), role="close", key="b"), Part(Span(9, 10), "c"), Part(Span(10, 14), role="alone")]
    >>> show(bold).text
    'a{1}b{/1}c'
    """
    if all(part.role == "text" for part in parts):
        full = [part for part in parts if part.shown] or parts[:1]
        pieces = tuple(Piece(part.span, part.shown, False, part.mode) for part in full)
        return Shown("".join(part.shown for part in full), pieces, (), dict(known or {}))
    kept = _without_outer(_paired(parts)) or [part for part in parts if part.role == "text"][:1]
    literal = "".join(part.shown if part.role == "text" else "\n" for part in kept)
    taken = max((int(number) for number in _LOOKS_LIKE_TAG.findall(literal)), default=0)
    numbers = dict(known or {})
    unnamed = max([taken, *numbers.values()])
    if known and min(numbers.values(), default=taken + 1) <= taken:  # the source's numbers mean something else here
        numbers, unnamed = {}, taken
    made: list[Piece] = []
    tags: list[Span] = []
    used: set[str] = set()
    position = 0
    for part in kept:
        shown = part.shown
        if part.role != "text":
            if part.key not in numbers or not part.key:
                unnamed += 1
                numbers[part.key] = unnamed
            shown = f"{{/{numbers[part.key]}}}" if part.role == "close" else f"{{{numbers[part.key]}}}"
            if shown in used:  # the same element twice
                unnamed += 1
                shown = f"{{{unnamed}}}"
            used.add(shown)
            tags.append(Span(position, position + len(shown)))
        made.append(Piece(part.span, shown, part.role != "text", part.mode))
        position += len(shown)
    return Shown("".join(piece.shown for piece in made), tuple(made), tuple(tags), numbers)


def paragraph(parts: Iterable[Part]) -> list[Part]:
    """The parts without the blanks at their two ends, as a browser shows a paragraph."""
    trimmed = [part for part in parts if part.role != "text" or part.shown]
    for place, cut in ((0, str.lstrip), (-1, str.rstrip)):
        at = place
        while -len(trimmed) <= at < len(trimmed):
            part = trimmed[at]
            if part.role != "text":
                at += 1 if place == 0 else -1
                continue
            rest = cut(part.shown)
            if rest == part.shown:
                break
            if not rest:
                del trimmed[at]
                continue
            if part.shown == rest or len(part.shown) != part.span.end - part.span.start:
                break
            start = part.span.start + (len(part.shown) - len(rest) if place == 0 else 0)
            trimmed[at] = part._replace(span=Span(start, start + len(rest)), shown=rest)
            break
    return trimmed


def _paired(parts: Sequence[Part]) -> list[Part]:
    """Openings and closings that find each other, by key and in order; the others stand alone."""
    open_at: dict[str, list[int]] = {}
    roles = [part.role for part in parts]
    for index, part in enumerate(parts):
        if part.role == "open":
            open_at.setdefault(part.key, []).append(index)
            roles[index] = "alone"
        elif part.role == "close":
            if open_at.get(part.key):
                roles[open_at[part.key].pop()] = "open"
            else:
                roles[index] = "alone"
    return [part._replace(role=role) for part, role in zip(parts, roles, strict=True)]


def _without_outer(parts: list[Part]) -> list[Part]:
    first, last = 0, len(parts)
    while first < last:
        head, tail = parts[first], parts[last - 1]
        if head.role == "alone" or (head.role == "text" and not head.shown):
            first += 1
        elif tail.role == "alone" or (tail.role == "text" and not tail.shown and last - first > 1):
            last -= 1
        elif head.role == "open" and tail.role == "close" and head.key == tail.key:
            first, last = first + 1, last - 1
        else:
            break
    return parts[first:last]


class Pairs:
    """Keys for opening and closing tags that find each other by name, the innermost first.

    >>> pairs = Pairs()
    >>> pairs.opening("b"), pairs.opening("i"), pairs.closing("i"), pairs.closing("b"), pairs.closing("u")
    ('b1', 'i2', 'i2', 'b1', 'u')
    """

    def __init__(self) -> None:
        self._count = 0
        self._waiting: dict[str, list[str]] = {}

    def opening(self, name: str) -> str:
        """The key of an opening tag."""
        self._count += 1
        key = f"{name}{self._count}"
        self._waiting.setdefault(name, []).append(key)
        return key

    def closing(self, name: str) -> str:
        """The key of the opening tag that this one closes; where none waits, the name: it closes nothing."""
        waiting = self._waiting.get(name)
        return waiting.pop() if waiting else name
