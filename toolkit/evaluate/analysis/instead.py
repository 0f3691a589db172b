"""What a system writes where another one is right: the word or phrase that stands out in these segments.

A guess by counting, for a reader's eye, and no alignment: an n-gram that the loser writes in these segments and neither
the winner nor any reference does, that comes back in them and is rare elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.analysis.ngrams import joined
from toolkit.evaluate.analysis.phrases import chained
from toolkit.text.words import is_spaced, is_word_char

if TYPE_CHECKING:
    from toolkit.evaluate.analysis.ngrams import Counted, Ints

_SHARE = 0.35
"""It must stand in so many of the segments, and in three at the least."""
_LIFT = 4.0
"""And be so many times as frequent there as in the whole text."""


class Instead(NamedTuple):
    """A wording that stands where another was wanted."""

    text: str
    times: int
    """In how many of the segments."""


def written_instead(
    counted: Counted, good: Sequence[int], bad: int, places: Sequence[Ints]
) -> tuple[Instead | None, ...]:
    """For each list of segments what text number `bad` writes there and the texts numbered `good` do not."""
    import numpy as np

    if not places or not len(counted.keys[bad]):
        return (None,) * len(places)
    own, counts = counted.keys[bad], counted.counts[bad].copy()
    surplus = np.ones(len(own), dtype=bool)
    for number in good:
        keys = counted.keys[number]
        if len(keys):
            at = np.minimum(np.searchsorted(keys, own), len(keys) - 1)
            surplus &= (keys[at] != own) | (counted.counts[number][at] < counts)
    own = own[surplus]
    grams = max(counted.grams, 1)
    everywhere = np.bincount(own % grams, minlength=grams)
    edges = np.searchsorted(own, np.arange(counted.segments + 1, dtype=np.int64) * grams)
    found: list[Instead | None] = []
    for segments in places:
        inside = np.concatenate([own[edges[s] : edges[s + 1]] % grams for s in segments])
        distinct, times = np.unique(inside, return_counts=True)
        frequent = times >= max(3, _SHARE * len(segments))
        found.append(_best(counted, len(segments), distinct[frequent].tolist(), times[frequent].tolist(), everywhere))
    return tuple(found)


def _best(counted: Counted, here: int, grams: Sequence[int], times: Sequence[int], everywhere: Ints) -> Instead | None:
    """The candidate that says most: frequent here, rare elsewhere, and of equals the longest."""
    rated = []
    for gram, n in zip(grams, times, strict=True):
        lift = (n / here) / (int(everywhere[gram]) / counted.segments)
        words = counted.words_of(gram)
        if lift >= min(_LIFT, counted.segments / here * 0.5) and _says_something(words[0]):
            rated.append((n * log(max(lift, 1.0) + 1.0), len(words), words, n))
    if not rated:
        return None
    rating, order, _, times_there = max(rated)
    # of windows on one long phrase none says more than the others: the whole phrase does
    windows = sorted(words for value, size, words, _ in rated if value == rating and size == order)
    phrases = [phrase for phrase in chained([(words, None) for words in windows]) if phrase is not None]
    return Instead(joined(max(phrases, key=len)), times_there)


def _says_something(text: str) -> bool:
    """No mark, and no single letter."""
    return is_word_char(text[0]) and (len(text) > 1 or not is_spaced(text))
