"""Concepts that are written like one before, hundreds at a time: one regular expression for the tags of a concept.

Nothing but its texts and ids may differ from a concept that was seen, down to the blanks between the tags, so that a
concept that matches is as well-formed as that one, and its lines are counted by adding. Few such patterns go a long
way, for a file that a program wrote repeats itself; whatever else stands in it is read tag by tag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.formats.tbx_scan import Layout, Scanned

_MOST_TRIED = 6
_MOST_MADE = 60
_MOST_COUNTED = 4096
_LEAST_SEEN = 2
_LEAST_SHARE = 12
"""One of so many concepts that were read tag by tag must be written in a way for it to become a pattern."""
_MOST_MISSES = 50
"""A pattern that misses so many times more than it matches is forgotten."""
_ANY_ID = r' id="[^"<&\s]*"'
_ID = re.compile(_ANY_ID)


class Run(NamedTuple):
    """Concepts in a row that are written alike, in columns."""

    layout: Layout
    givens: Sequence[str | None]
    """Their ids."""
    said: Sequence[Sequence[str]]
    """One column for each text that says something."""
    lines: Sequence[Sequence[int]]
    """One for each term: where it stands."""
    end: int
    breaks: int
    """Line ends in all of them."""


class Pattern:
    """How a concept is written, with the blanks before it."""

    def __init__(
        self, layout: Layout, written: str, below: tuple[int, ...], breaks: int, given: str | None, *, named: bool
    ):
        self.layout = layout
        self._scanner = re.compile(written).scanner  # type: ignore[attr-defined]
        self._below = below
        self._breaks = breaks
        self._given, self._named = given, named
        self.misses = 0

    def run(self, text: str, position: int, line: int) -> Run | None:
        """The concepts of this pattern from there on; None: there is none."""
        found = list(iter(self._scanner(text, position).match, None))
        if not found:
            return None
        count = len(found)
        said: Sequence[Sequence[str]] = list(zip(*[one.groups() for one in found], strict=True))
        givens, said = (said[0], said[1:]) if self._named else ([self._given] * count, said)
        breaks = count * self._breaks
        starts = [line + below for below in self._below]
        lines = [range(start, start + breaks, self._breaks) if breaks else [start] * count for start in starts]
        return Run(self.layout, givens, said, lines, found[-1].end(), breaks)


class Patterns:
    """Those of one file."""

    def __init__(self) -> None:
        self._known: list[Pattern] = []
        """The last one that matched comes first."""
        self._seen: dict[tuple[object, ...], int] = {}
        self._learnt = 0
        self._made = 0

    def run(self, text: str, position: int, line: int) -> Run | None:
        """Concepts that are written like one before; None: what comes there is to be read tag by tag."""
        for number, pattern in enumerate(self._known):
            if run := pattern.run(text, position, line):
                pattern.misses -= len(run.givens)
                if number:
                    self._known.insert(0, self._known.pop(number))
                return run
            pattern.misses += 1
        if self._known and self._known[-1].misses > _MOST_MISSES:
            self._known.pop()
        return None

    def learn(self, gap: str, one: Scanned) -> None:
        """A concept that was read, with what stood before it; what is met again becomes a pattern."""
        if self._made == _MOST_MADE or len(self._seen) > _MOST_COUNTED:
            return
        key = (gap, one.layout, one.layout.between(one.texts))
        self._learnt += 1
        seen = self._seen[key] = self._seen.get(key, 0) + 1
        if seen < _LEAST_SEEN or seen * _LEAST_SHARE < self._learnt:
            return
        self._seen[key] = 0
        self._made += 1
        if pattern := _pattern(gap, one):
            self._known.insert(0, pattern)
            del self._known[_MOST_TRIED:]


def _pattern(gap: str, one: Scanned) -> Pattern | None:
    layout, tags, texts = one.layout, one.tags, one.texts
    said, words = set(layout.said_numbers), set(layout.word_numbers)
    if gap.strip() or ">" in "".join(tags) or any("\n" in texts[number] for number in said):
        return None
    start, named = _without_id(tags[0], r' id="([^"<&\s]*)"')
    written = [re.escape(gap), f"<{start}>"]
    for number, text in enumerate(texts):
        if number in said:
            written.append(r"([^<&\s][^<\n]*)" if number in words else r"([^<\n]*)")
        elif not text.strip():
            written.append(re.escape(text))
        elif "\n" in text:
            return None
        else:
            written.append(r"[^<\n]*")
        written.append(f"<{_without_id(tags[number + 1], _ANY_ID)[0]}>")
    below = tuple(gap.count("\n") + line for line in layout.below(texts))
    breaks = sum(part.count("\n") for part in (gap, *tags, *texts))
    return Pattern(layout, "".join(written), below, breaks, None if named else one.given, named=named)


def _without_id(tag: str, identity: str) -> tuple[str, bool]:
    """The expression for a tag, and whether an id in it may be another one."""
    parts = _ID.split(tag)
    if len(parts) != 2 or "'" in tag:
        return re.escape(tag), False
    return f"{re.escape(parts[0])}{identity}{re.escape(parts[1])}", True
