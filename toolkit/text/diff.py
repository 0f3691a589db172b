"""What changed between two texts, word by word, or character by character in Han, Kana and Thai.

The longest common sequence of words (Indel distance of RapidFuzz), cleaned up so that a reader sees
whole changes: an island of agreement too small to mean anything joins the changes on both its sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Literal, NamedTuple

from toolkit.model import Span, primary_subtag
from toolkit.text.words import words

Op = Literal["equal", "replace", "insert", "delete"]


class DiffPart(NamedTuple):
    """A stretch of both texts. The parts follow each other without a gap in either."""

    op: Op
    before: Span
    """In the first text; empty for an insertion."""
    after: Span
    """In the second text; empty for a deletion."""


_BY_CHARACTER = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_ISLAND_WORD = re.compile(r"[^\W\d_]{2}|\d")


def diff(before: str, after: str, language: str | None = None) -> tuple[DiffPart, ...]:
    """The parts of a change, in order; joined, they rebuild both texts.

    In a `language` without spaces each character counts by itself; otherwise the script decides.

    >>> before, after = "officials live the goods now", "officials sell goods via livestream now"
    >>> [(part.op, part.before.of(before), part.after.of(after)) for part in diff(before, after)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('equal', 'officials ', 'officials '), ('replace', 'live the', 'sell'), ('equal', ' goods ', ' goods '),
     ('insert', '', 'via livestream '), ('equal', 'now', 'now')]
    """
    parts: list[DiffPart] = []
    done = (0, 0)
    for old, new in _matched(before, after, language):
        _add_gap(parts, before, after, Span(done[0], old.start), Span(done[1], new.start))
        _add(parts, True, old, new)
        done = (old.end, new.end)
    _add_gap(parts, before, after, Span(done[0], len(before)), Span(done[1], len(after)))
    return tuple(_without_islands(parts, before))


def _matched(before: str, after: str, language: str | None) -> Iterator[tuple[Span, Span]]:
    """The tokens that stay, in order. Blanks take no part: a row of them must not outweigh a word."""
    from rapidfuzz.distance import Indel

    old, new = _tokens(before, language), _tokens(after, language)
    opcodes = Indel.opcodes([span.of(before) for span in old], [span.of(after) for span in new])
    for opcode in opcodes:
        if opcode.tag == "equal":
            yield from zip(
                old[opcode.src_start : opcode.src_end], new[opcode.dest_start : opcode.dest_end], strict=True
            )


def _tokens(text: str, language: str | None) -> list[Span]:
    """Words whole, every other character that is no blank alone."""
    tokens: list[Span] = []
    by_character = language is not None and primary_subtag(language) in _BY_CHARACTER
    position = 0
    for word in [*(() if by_character else words(text)), Span(len(text), len(text))]:
        tokens += [Span(i, i + 1) for i in range(position, word.start) if not text[i].isspace()]
        if word.start < word.end:
            tokens.append(word)
        position = word.end
    return tokens


def _add_gap(parts: list[DiffPart], before: str, after: str, old: Span, new: Span) -> None:
    """What stands between two tokens that stay: a change, and the blanks around it that both texts share."""
    gone, come = old.of(before), new.of(after)
    head = _shared_blanks(gone, come)
    tail = _shared_blanks(gone[head:][::-1], come[head:][::-1])
    _add(parts, True, Span(old.start, old.start + head), Span(new.start, new.start + head))
    _add(parts, False, Span(old.start + head, old.end - tail), Span(new.start + head, new.end - tail))
    _add(parts, True, Span(old.end - tail, old.end), Span(new.end - tail, new.end))


def _shared_blanks(one: str, other: str) -> int:
    """How many blanks both begin with."""
    pairs = takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _without_islands(parts: list[DiffPart], before: str) -> list[DiffPart]:
    """The parts with meaningless agreement between two changes made part of the change."""
    cleaned: list[DiffPart] = []
    for index, part in enumerate(parts):
        between = 0 < index < len(parts) - 1
        is_island = part.op == "equal" and between and not _ISLAND_WORD.search(part.before.of(before))
        _add(cleaned, part.op == "equal" and not is_island, part.before, part.after)
    return cleaned


def _add(parts: list[DiffPart], equal: bool, before: Span, after: Span) -> None:
    """Append what is not empty, as one part with the last where both are changes or both are equal."""
    if before.start == before.end and after.start == after.end:
        return
    if parts and (parts[-1].op == "equal") == equal:
        last = parts.pop()
        before, after = Span(last.before.start, before.end), Span(last.after.start, after.end)
    parts.append(DiffPart(_op(equal, before, after), before, after))


def _op(equal: bool, before: Span, after: Span) -> Op:
    if equal:
        return "equal"
    if before.start == before.end:
        return "insert"
    return "delete" if after.start == after.end else "replace"
