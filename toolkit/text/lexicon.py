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

from toolkit.text.words import is_spaced

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
_ROOM = 1.5
"""For so many words of the other language a word may answer."""
_SHARINGS = 6
_SPARSE = 0.05
"""A word that was seen seldom says so little of each word beside it (a Dirichlet prior of this strength)."""
_UNKNOWN = 1e-6
"""Probability of a pair of words that was never seen together."""
_EMPTY = 0.4
"""The empty word counts so much of a real one."""
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
        near = _near(n, m)
        ahead = self._lookup(source, target, self._forward) * near
        back = self._lookup(source, target, self._backward) * near
        from_none = _EMPTY * self._lookup([_NONE], target, self._forward)
        to_none = _EMPTY * self._lookup(source, [_NONE], self._backward)
        room = np.array([_room(word) for word in source])
        return _shared(ahead, from_none, room), _shared(back.T, to_none.T, np.full(m, _ROOM)).T

    def _lookup(self, source: Sequence[str], target: Sequence[str], values: Floats) -> Floats:
        rows = np.array([self._source.get(w, -1) for w in source], dtype=np.int64)
        columns = np.array([self._target.get(w, -1) for w in target], dtype=np.int64)
        keys = rows[:, None] * len(self._target) + columns[None, :]
        keys[(rows < 0)[:, None] | (columns < 0)[None, :]] = -1
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Floats = np.where(self._keys[at] == keys, values[at], _UNKNOWN) + _UNKNOWN
        return found


def _near(n: int, m: int) -> Floats:
    """How probable it is by their places alone that words of two sentences of these lengths belong together."""
    near: Floats = np.exp(-_DIAGONAL * np.abs((np.arange(n)[:, None] + 0.5) / n - (np.arange(m)[None, :] + 0.5) / m))
    return near


def _room(word: str) -> float:
    """How many words of the other language a word may answer for: two characters a word where none are spaced."""
    return _ROOM * (1.0 if is_spaced(word[:1] or " ") else max(1.0, len(word) / 2))


def _shared(scores: Floats, none: Floats, room: Floats) -> Floats:
    """How each column's word spreads over the rows, none of which answers for more than it has room for.

    A rare word would otherwise answer for everything that stands in its few sentences.
    """
    weight = np.ones(len(room))
    for _ in range(_SHARINGS):
        spread: Floats = scores * weight[:, None]
        spread = spread / (spread.sum(axis=0) + none)
        weight = weight * np.minimum(1.0, room / np.maximum(spread.sum(axis=1), 1e-12))
    return spread


def learn(job: Iterable[Pair], known: Iterable[Pair], prior: Prior) -> Lexicon:
    """The table of a job's sentence pairs, of known translations (a glossary's own), and of single words.

    >>> job = [(["直播", "带", "货"], ["live", "bring", "cargo"]), (["直播", "间"], ["live", "room"])]
    >>> lexicon = learn(job, [], {"直播": {"live": 1.0}})
    >>> ahead, _ = lexicon.posteriors(["直播", "间"], ["live", "room"])
    >>> [[bool(cell > 0.5) for cell in row] for row in ahead]
    [[True, False], [False, True]]
    """
    source, target = {_NONE: 0}, {_NONE: 0}
    cells: list[tuple[Ints, Ints]] = []
    homes: list[tuple[Ints, Ints]] = []
    weights: list[Floats] = []
    lines = columns = 0
    for weight, pairs in ((JOB_WEIGHT, job), (1.0, known)):
        for left, right in pairs:
            if not left or not right:
                continue
            ours = np.array([source.setdefault(w, len(source)) for w in (_NONE, *left)], dtype=np.int64)
            theirs = np.array([target.setdefault(w, len(target)) for w in (_NONE, *right)], dtype=np.int64)
            n, m = len(ours), len(theirs)
            cells.append((np.repeat(ours, m), np.tile(theirs, n)))
            homes.append((np.repeat(np.arange(lines, lines + n), m), np.tile(np.arange(columns, columns + m), n)))
            weights.append(np.full(n * m, weight))
            lines, columns = lines + n, columns + m
    if not cells:
        return Lexicon({}, {}, np.zeros(1, dtype=np.int64) - 2, np.zeros(1), np.zeros(1))
    rows, others = (np.concatenate([side[k] for side in cells]) for k in (0, 1))
    line, column = (np.concatenate([side[k] for side in homes]) for k in (0, 1))
    weighed = np.concatenate(weights)
    width = len(target)
    keys, at = np.unique(rows * width + others, return_inverse=True)
    given = _given(prior, source, target, keys)
    forward = _learn(at, keys // width, column, weighed * (others > 0), given)
    backward = _learn(at, keys % width, line, weighed * (rows > 0), given)
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


def _learn(at: Ints, owners: Ints, explained: Ints, weights: Floats, given: Floats) -> Floats:
    """P(other word | owner) for every pair of words, by expectation maximisation.

    With a sparse prior and its mean-field update (variational Bayes: Riley and Gildea 2012, "Improving the IBM
    alignment models using variational Bayes"), so that rare words do not take all that stands beside them.
    A cell is a pair of words of one sentence: `at` says which pair, `explained` which word of that sentence it
    explains, `weights` how much it counts. The owner of each pair is the word that explains.
    """
    mass = np.bincount(owners, weights=given)
    pseudo = given * np.where(mass[owners] > 0, PRIOR_MASS / np.maximum(mass[owners], 1e-12), 0.0)
    chance: Floats = np.where(given > 0, 21.0, 1.0)
    for _ in range(ROUNDS):
        value = chance[at]
        total = np.maximum(np.bincount(explained, weights=value), 1e-300)
        counts = np.bincount(at, weights=weights * value / total[explained], minlength=len(owners)) + pseudo
        mass = np.bincount(owners, weights=counts) + _SPARSE * np.bincount(owners)
        chance = np.exp(_digamma(counts + _SPARSE) - _digamma(np.maximum(mass, _SPARSE))[owners])
    return chance


def _digamma(x: Floats) -> Floats:
    """The logarithmic derivative of the gamma function, for positive numbers; to about nine digits.

    >>> round(float(_digamma(np.array([1.0]))[0]), 6)  # minus Euler's constant
    -0.577216
    """
    below = np.zeros_like(x)
    for _ in range(6):  # up to where the asymptotic series is exact enough
        below = below + 1 / x
        x = x + 1
    square = 1 / (x * x)
    found: Floats = np.log(x) - 0.5 / x - square * (1 / 12 - square * (1 / 120 - square / 252)) - below
    return found
