"""The number of edits of TER: Tercom's greedy search for blocks of words to move. One pair of texts at a time.

After sacrebleu's `lib_ter` (Popel's and Memsource's reading of Tercom), with the same candidates in the same order,
the same limits and so the same numbers; only the distance of a candidate comes from rapidfuzz's bit-parallel
Levenshtein and the path of the table from rows of bits (`edit_trace`). `tests/evaluate/test_ter.py` holds us to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from toolkit.evaluate.metrics.edit_trace import Trace, beamed_distance, traced

_LONGEST = 10
"""Words of the longest block that is moved."""
_FARTHEST = 50
"""How far apart a block and its match may begin."""
_CANDIDATES = 1000
"""After so many candidates the search ends."""


class _Block(NamedTuple):
    """Words that stand in the reference too, the longest such block from two places on."""

    start: int
    """In the hypothesis."""
    match: int
    """In the reference."""
    longest: int
    """How many words; every shorter block from the same places is one too."""


class _Move(NamedTuple):
    """A candidate; the greatest is taken: most gained, longest, earliest, to the earliest place."""

    gain: int
    length: int
    minus_start: int
    minus_target: int
    text: str


def translation_edits(hypothesis: Sequence[str], reference: Sequence[str]) -> int:
    """Insertions, deletions, substitutions and moves of blocks that make the hypothesis the reference.

    >>> translation_edits("goods farm sell they".split(), "they sell farm goods".split())
    3
    >>> translation_edits("farm goods they sell".split(), "they sell farm goods".split())
    1
    """
    if not reference:
        return len(hypothesis)
    letters: dict[str, int] = {}
    own, other = (_lettered(words, letters) for words in (hypothesis, reference))
    moves = tried = 0
    while True:
        trace = traced(own, other)
        move, tried = _best_move(own, other, trace, tried)
        if tried >= _CANDIDATES or move is None:
            return moves + trace.distance
        moves += 1
        own = move.text


def _lettered(words: Sequence[str], letters: dict[str, int]) -> str:
    """One letter for each word; surrogates are left out, for they are no letters."""
    numbers = [letters.setdefault(word, len(letters)) for word in words]
    return "".join(chr(n + 1 if n < 0xD000 else n + 0x2000) for n in numbers)


def _best_move(own: str, other: str, trace: Trace, tried: int) -> tuple[_Move | None, int]:
    """The best move that gains anything, None if there is none, and how many candidates have been tried so far."""
    beside, own_wrong, other_wrong = _alignment(trace.path)
    exact = Levenshtein.distance(own, other) == trace.distance
    best: _Move | None = None
    for start, match, longest in _blocks(own, other):
        if beside[match] == start:
            continue  # it would be moved into itself
        for length in range(1, longest + 1):
            # both sides must be wrong as they stand
            if own_wrong[start + length] == own_wrong[start] or other_wrong[match + length] == other_wrong[match]:
                continue
            if start <= beside[match] < start + length:
                break
            before = -1
            for place in range(match - 1, min(match + length, len(beside))):
                target = beside[place] + 1 if place >= 0 else 0
                if target == before:
                    continue
                before = target
                tried += 1
                least = best.gain if best else 1
                if 2 * length < least and exact:
                    continue  # so few words cannot gain as much, unless the beam had made the distance too large
                text = _moved(own, start, length, target)
                distance = beamed_distance(text, other, trace.distance - least)
                if distance is not None:
                    move = _Move(trace.distance - distance, length, -start, -target, text)
                    best = move if best is None else max(best, move)
            if tried >= _CANDIDATES:
                return best, tried
    return best, tried


def _blocks(own: str, other: str) -> Iterator[_Block]:
    """Every two places from which on both texts have the same words, by start, then by match."""
    places: dict[str, list[int]] = {}
    for match, letter in enumerate(other):
        places.setdefault(letter, []).append(match)
    for start, letter in enumerate(own):
        for match in places.get(letter, ()):
            if abs(match - start) > _FARTHEST:
                continue
            most = min(_LONGEST, len(own) - start, len(other) - match)
            longest = 1
            while longest < most and own[start + longest] == other[match + longest]:
                longest += 1
            yield _Block(start, match, longest)


def _alignment(path: str) -> tuple[list[int], list[int], list[int]]:
    """For each word of the reference the last word of the hypothesis up to it (-1: none); then, for both texts
    (hypothesis first), how many of the words before a place are wrong."""
    at = -1
    beside: list[int] = []
    own_wrong: list[int] = []
    other_wrong: list[int] = []
    for step in path:
        if step != "d":
            at += 1
            own_wrong.append(step != "=")
        if step != "i":
            beside.append(at)
            other_wrong.append(step != "=")
    return beside, [0, *accumulate(own_wrong)], [0, *accumulate(other_wrong)]


def _moved(text: str, start: int, length: int, target: int) -> str:
    """The text with a block moved before the place `target` of the unmoved text."""
    block = text[start : start + length]
    if target < start:
        return text[:target] + block + text[target:start] + text[start + length :]
    if target > start + length:
        return text[:start] + text[start + length : target] + block + text[target:]
    return text[:start] + text[start + length : length + target] + block + text[length + target :]
