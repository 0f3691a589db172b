"""Which word translates which: a table learnt from the job's own sentence pairs, around what is known beforehand.

IBM Model 1 (Brown et al. 1993) in both directions, by expectation maximisation, with known translations as
pseudo-counts (a Dirichlet prior): a short job speaks through the prior, a long one mostly for itself.
The table tells where in a sentence a word was probably translated, not whether rightly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pair = tuple[Sequence[str], Sequence[str]]
Prior = Mapping[str, Mapping[str, float]]
"""Source word -> target word -> weight."""

ROUNDS = 5
PRIOR_MASS = 4.0
"""What is known of a word beforehand weighs as much as so many sentences."""
JOB_WEIGHT = 2.0
"""A sentence of the job weighs as much as two lines of a dictionary."""
_DIAGONAL = 3.0
"""How fast a pair of words becomes improbable as their places in the two sentences differ."""
_UNKNOWN = 1e-6
"""Probability of a pair of words that was never seen together."""
_NONE = ""
"""The empty word, for words that translate nothing."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Probabilities of word pairs, in both directions."""

    _source: Mapping[str, int]
    _target: Mapping[str, int]
    _keys: Ints
    """Sorted: number of the source word times the size of the target vocabulary, plus number of the target word."""
    _forward: Floats
    """P(target word | source word) of each key."""
    _backward: Floats

    def posteriors(self, source: Sequence[str], target: Sequence[str]) -> tuple[Floats, Floats]:
        """Two matrices, source by target words: how each target word's origin spreads over the source words (columns
        sum to at most 1; the rest came from nowhere), and how each source word's translation spreads over the target.
        """
        n, m = len(source), len(target)
        near = np.exp(-_DIAGONAL * np.abs((np.arange(n)[:, None] + 0.5) / n - (np.arange(m)[None, :] + 0.5) / m))
        ahead = np.vstack([self._lookup(source, target, self._forward) * near, self._alone(target, True) * 0.4])
        back = np.hstack([self._lookup(source, target, self._backward) * near, self._alone(source, False)[:, None] * 0.4])
        return (ahead / ahead.sum(axis=0, keepdims=True))[:n], (back / back.sum(axis=1, keepdims=True))[:, :m]

    def _lookup(self, source: Sequence[str], target: Sequence[str], values: Floats) -> Floats:
        rows = np.array([self._source.get(w, -1) for w in source], dtype=np.int64)
        columns = np.array([self._target.get(w, -1) for w in target], dtype=np.int64)
        keys = rows[:, None] * len(self._target) + columns[None, :]
        keys[(rows < 0)[:, None] | (columns < 0)[None, :]] = -1
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, values[at], _UNKNOWN) + _UNKNOWN

    def _alone(self, words: Sequence[str], ahead: bool) -> Floats:
        """The probability of each word beside the empty word."""
        if ahead:
            return self._lookup([_NONE], words, self._forward)[0]
        return self._lookup(words, [_NONE], self._backward)[:, 0]


def learn(job: Iterable[Pair], known: Iterable[Pair], prior: Prior) -> Lexicon:
    """The table of a job's sentence pairs, of known translations (a glossary's own), and of single words.

    >>> job = [(["直播", "带", "货"], ["live", "bring", "cargo"]), (["直播", "间"], ["live", "room"])]
    >>> lexicon = learn(job, [], {"直播": {"live": 1.0}})
    >>> ahead, _ = lexicon.posteriors(["直播", "间"], ["live", "room"])
    >>> [[bool(cell > 0.5) for cell in row] for row in ahead]
    [[True, False], [False, True]]
    """
    source, target = {_NONE: 0}, {_NONE: 0}
    weights: list[float] = []
    sides: list[tuple[Ints, Ints]] = []
    for weight, pairs in ((JOB_WEIGHT, job), (1.0, known)):
        for left, right in pairs:
            if left and right:
                rows = [source.setdefault(w, len(source)) for w in (_NONE, *left)]
                columns = [target.setdefault(w, len(target)) for w in (_NONE, *right)]
                sides.append((np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)))
                weights.append(weight)
    if not sides:
        return Lexicon({}, {}, np.zeros(1, dtype=np.int64) - 2, np.zeros(1), np.zeros(1))
    width = len(target)
    keys, cells = np.unique(
        np.concatenate([(left[:, None] * width + right[None, :]).ravel() for left, right in sides]),
        return_inverse=True,
    )
    given = _given(prior, source, target, keys)
    forward = _learn(sides, weights, cells, keys // width, given, ahead=True)
    backward = _learn(sides, weights, cells, keys % width, given, ahead=False)
    return Lexicon(source, target, keys, forward, backward)


def _given(prior: Prior, source: Mapping[str, int], target: Mapping[str, int], keys: Ints) -> Floats:
    """The prior weight of each pair of words that occurs."""
    wanted, weights = [], []
    for word, translations in prior.items():
        if word in source:
            for other, weight in translations.items():
                if other in target:
                    wanted.append(source[word] * len(target) + target[other])
                    weights.append(weight)
    given = np.zeros(len(keys))
    if wanted:
        at = np.searchsorted(keys, np.array(wanted))
        at[at == len(keys)] = 0
        there = keys[at] == np.array(wanted)
        np.add.at(given, at[there], np.array(weights)[there])
    return given


def _learn(
    sides: Sequence[tuple[Ints, Ints]],
    weights: Sequence[float],
    cells: Ints,
    owners: Ints,
    given: Floats,
    ahead: bool,
) -> Floats:
    """P(other word | owner) for every pair of words; the owners are the source words if `ahead`."""
    # In one direction a word that is explained owns a column of its sentence's matrix, in the other a row.
    explained, counted, offset = [], [], 0
    for (left, right), weight in zip(sides, weights, strict=True):
        n, m = len(left), len(right)
        if ahead:
            place = np.broadcast_to(np.arange(m)[None, :], (n, m))
            real = np.broadcast_to(np.arange(m)[None, :] > 0, (n, m))
        else:
            place = np.broadcast_to(np.arange(n)[:, None], (n, m))
            real = np.broadcast_to(np.arange(n)[:, None] > 0, (n, m))
        explained.append((place + offset).ravel())
        counted.append((real * weight).ravel())
        offset += m if ahead else n
    places, share = np.concatenate(explained), np.concatenate(counted)
    mass = np.bincount(owners, weights=given)
    pseudo = given * np.where(mass[owners] > 0, PRIOR_MASS / np.maximum(mass[owners], 1e-12), 0.0)
    chance = np.full(len(owners), 1.0) + 20.0 * (given > 0)
    for _ in range(ROUNDS):
        value = chance[cells]
        total = np.bincount(places, weights=value, minlength=offset)
        counts = np.bincount(cells, weights=share * value / np.maximum(total[places], 1e-300), minlength=len(owners)) + pseudo
        chance = counts / np.maximum(np.bincount(owners, weights=counts)[owners], 1e-12)
    return chance
