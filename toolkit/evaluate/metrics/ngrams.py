"""How many n-grams of one text stand in another, segment by segment, for whole corpora at once. Exact: no hashing.

The tokens (characters or words) are numbers. An n-gram is packed with its segment into one 64-bit number, the
numbers are sorted, and equal neighbours are counted; where the longest n-gram fits, one sort does for all orders
(`one_sort`). Where n tokens do not fit, the n-gram is told by the ranks of its two (overlapping) halves instead. A
block at a time, so that the sorting stays in the processor's cache and memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from toolkit.evaluate.metrics.one_sort import bits_of, fits
from toolkit.evaluate.metrics.one_sort import matched as matched_in_one_sort

Ints: TypeAlias = NDArray[np.int64]
_BLOCK = 1 << 17
"""Tokens of all texts in one block."""
_WORDS_BLOCK = 1 << 14
"""The same for words: so few that their numbers are small."""
_ALPHABET = 1 << 10
"""Tokens with larger numbers are no letters of an alphabet."""
_BITS = 63
"""Bits of a signed key."""


class Tokens(NamedTuple):
    """A text as numbers."""

    codes: Ints
    """All tokens of all segments, one after the other; equal tokens have equal numbers, in every text."""
    lengths: Ints
    """How many tokens each segment has."""


class Matches(NamedTuple):
    """N-grams counted; both arrays are segments x orders, order 1 first."""

    matched: Ints
    totals: Ints
    """N-grams of the first text."""


def totals(lengths: Ints, order: int) -> Ints:
    """How many n-grams segments of these lengths have, for n = 1 up to `order`.

    >>> totals(np.array([3, 1, 0]), 2).tolist()
    [[3, 2], [1, 0], [0, 0]]
    """
    counts: Ints = np.maximum(lengths[:, None] - np.arange(order), 0)
    return counts


def matches(text: Tokens, others: Sequence[Tokens], order: int) -> Matches:
    """For each segment and each n up to `order`: how many n-grams of the text stand in the other texts too.

    An n-gram counts as often as it stands in the text, but no oftener than in that one of the others which has it
    most often (clipping, as in BLEU).

    >>> iron = Tokens(np.array([7, 7, 8]), np.array([3]))
    >>> lao_tie = Tokens(np.array([7, 8, 9]), np.array([3]))
    >>> matches(iron, [lao_tie], 2).matched.tolist()
    [[2, 1]]
    """
    found = np.zeros((len(text.lengths), order), dtype=np.int64)
    texts = [text, *others]
    ends = [np.concatenate(([0], np.cumsum(one.lengths))) for one in texts]
    words = order <= 4 and max(int(one.codes.max(initial=0)) for one in texts) >= _ALPHABET
    for start, stop in _blocks(texts, _WORDS_BLOCK if words else _BLOCK):
        parts = [one.codes[end[start] : end[stop]] for one, end in zip(texts, ends, strict=True)]
        lengths = [one.lengths[start:stop] for one in texts]
        found[start:stop] = _block(parts, lengths, order)
    return Matches(found, totals(text.lengths, order))


def _blocks(texts: Sequence[Tokens], tokens: int) -> Iterator[tuple[int, int]]:
    """Ranges of segments that hold about so many tokens together, at least one segment each."""
    size = np.cumsum(sum(one.lengths for one in texts))
    start, count = 0, len(size)
    while start < count:
        before = size[start - 1] if start else 0
        stop = max(int(np.searchsorted(size, before + tokens)), start + 1)
        yield start, stop
        start = stop


def _block(parts: Sequence[Ints], lengths: Sequence[Ints], order: int) -> Ints:
    """`matches` for the segments of one block."""
    segments = len(lengths[0])
    codes = np.concatenate(parts)
    result = np.zeros((segments, order), dtype=np.int64)
    if not len(codes):
        return result
    if codes.max() >= len(codes) or not fits(bits_of(codes), order, segments):
        codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    if len(parts) == 2 and fits(bits := bits_of(codes), order, segments):
        return matched_in_one_sort(np.split(codes, [len(parts[0])]), lengths, order, bits)
    all_lengths = np.concatenate(lengths)
    place = np.repeat(np.tile(np.arange(segments), len(parts)), all_lengths)
    text_of = np.repeat(np.repeat(np.arange(len(parts)), segments), all_lengths)
    # tokens left in the segment, this one included: an n-gram starts where at least n are left
    left = np.repeat(np.cumsum(all_lengths), all_lengths) - np.arange(len(codes))
    tag_bits = (len(parts) - 1).bit_length()
    place_bits = max(segments.bit_length(), 1)
    grams = _Grams(codes, order, _BITS - place_bits - tag_bits)
    for n in range(1, order + 1):
        starts = left >= n
        named, bits = grams.named(n)
        # the segment leads, the text comes last: one n-gram's occurrences in all texts stand together
        whole = ((place << (bits + tag_bits)) | (named << tag_bits) | text_of)[starts]
        if not len(whole):
            break
        if place_bits + bits + tag_bits <= 32:
            whole = whole.astype(np.uint32)  # half as wide, sorted in half the time
        whole.sort()
        result[:, n - 1] = _matched(whole, tag_bits, bits, segments)
    return result


class _Grams:
    """The n-grams that start at every place, as numbers, for n = 1, 2, ... in this order.

    Where fewer than n tokens follow, the number means nothing.
    """

    def __init__(self, codes: Ints, order: int, free: int):
        self._codes = codes
        self._free = free
        self._bits = max(int(codes.max()).bit_length(), 1)
        self._half = (order + 1) // 2
        self._packed = np.zeros_like(codes)
        self._ranks: Ints | None = None

    def named(self, n: int) -> tuple[Ints, int]:
        """A number for each n-gram, and how many bits it takes; equal numbers, equal n-grams."""
        if n * self._bits <= self._free:
            self._packed = (self._packed << self._bits) | self._from(n - 1, self._codes)
            return self._packed, n * self._bits
        ranks = self._half_ranks()
        bits = max(int(ranks.max()).bit_length(), 1)
        if n == self._half:
            return ranks, bits
        # an n-gram longer than a half is known by the half that it begins with and the half that it ends with
        return (ranks << bits) | self._from(n - self._half, ranks), 2 * bits

    def _from(self, step: int, numbers: Ints) -> Ints:
        """The numbers that stand so many places on; 0 at the end."""
        return np.concatenate((numbers[step:], np.zeros(min(step, len(numbers)), dtype=np.int64)))

    def _half_ranks(self) -> Ints:
        if self._ranks is None:
            whole = self._codes
            for step in range(1, self._half):
                whole = (whole << self._bits) | self._from(step, self._codes)
            self._ranks = np.unique(whole, return_inverse=True)[1].astype(np.int64)
        return self._ranks


def _matched(ordered: Ints, tag_bits: int, bits: int, segments: int) -> Ints:
    """Clipped matches per segment, from sorted numbers of segment, n-gram and text (0: the text that is judged)."""
    firsts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    counts = np.diff(np.append(firsts, len(ordered)))
    runs = ordered[firsts]
    grams, tags = runs >> tag_bits, runs & ((1 << tag_bits) - 1)
    if tag_bits == 1:  # one other text: its run follows at once, or not at all
        both = np.flatnonzero((grams[1:] == grams[:-1]) & (tags[:-1] == 0))
        clipped = np.minimum(counts[both], counts[both + 1])
        return np.bincount(grams[both] >> bits, clipped, segments).astype(np.int64)
    heads = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1])))
    own = np.where(tags[heads] == 0, counts[heads], 0)
    most = np.maximum.reduceat(np.where(tags > 0, counts, 0), heads)
    return np.bincount(grams[heads] >> bits, np.minimum(own, most), segments).astype(np.int64)
