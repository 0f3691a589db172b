"""The units that word alignment counts: stems in scripts with spaces, words of a vocabulary in scripts without.

A run of Han characters is cut into as few words of the vocabulary as possible, a run of kana stays whole; what no
word covers is one character each. Edges that a caller names are never crossed, so that a term is always a whole
number of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text.fold import fold
from toolkit.text.hanzi import unified
from toolkit.text.stems import stem
from toolkit.text.words import is_spaced, is_word_char, script_of

_LONGEST = 8
"""No word of a vocabulary is longer, in characters."""
_WORDS = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """One unit of a text."""

    span: Span
    stem: str


def tokens(text: str, language: str, vocabulary: Collection[str] = (), edges: Iterable[int] = ()) -> list[Token]:
    """The tokens of a text in order; marks and blanks are none.

    >>> [t.stem for t in tokens("县长直播带货3万斤", "zh", {"县长", "直播"})]
    ['县长', '直播', '带', '货', '3', '万', '斤']
    >>> [t.stem for t in tokens("County heads sold 3", "en")]
    ['counti', 'head', 'sold', '3']
    """
    cuts = set(edges)
    found: list[Token] = []
    for match in _WORDS.finditer(text):
        for start, end in _runs(text, *match.span()):
            if is_spaced(text[start]):
                found.append(Token(Span(start, end), stem(_folded(text[start:end]), language)))
            else:
                found += _cut(text, start, end, vocabulary, cuts)
    return found


def _folded(word: str) -> str:
    return word if word.isascii() else fold(word).text


def _runs(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The word cut where writing with spaces meets writing without, and where Han meets kana."""
    kinds = [_kind(c) for c in text[start:end]]
    edges = [start, *(start + n for n, (a, b) in enumerate(pairwise(kinds), 1) if a != b), end]
    return pairwise(edges)


def _kind(char: str) -> str:
    return "spaced" if is_spaced(char) or not is_word_char(char) else script_of(char)


def _cut(text: str, start: int, end: int, vocabulary: Collection[str], cuts: set[int]) -> list[Token]:
    """The fewest words of the vocabulary that cover a run; of equals, the one whose last word is longest."""
    if script_of(text[start]) == "kana" and not any(start < cut < end for cut in cuts):
        return [Token(Span(start, end), text[start:end])]
    run = unified(text[start:end])  # one character each, so that places stay
    fewest, begins = [0], [0]
    for stop in range(1, len(run) + 1):
        count, begin = fewest[stop - 1] + 1, stop - 1
        for earlier in range(stop - 2, max(0, stop - _LONGEST) - 1, -1):
            if start + earlier + 1 in cuts:
                break
            if run[earlier:stop] in vocabulary and fewest[earlier] < count:
                count, begin = fewest[earlier] + 1, earlier
        fewest.append(count)
        begins.append(begin)
    found: list[Token] = []
    stop = len(run)
    while stop:
        begin = begins[stop]
        found.append(Token(Span(start + begin, start + stop), run[begin:stop]))
        stop = begin
    return found[::-1]
