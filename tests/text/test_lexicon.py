"""The statistical lexicon: it finds a hidden word-for-word code, sums to one, and does not depend on the order."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text.lexicon import Lexicon, learn

WORDS = [f"z{n}" for n in range(12)]
CODE = {word: f"e{n * 5 % 12}" for n, word in enumerate(WORDS)}
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)


def corpus(seed: int, size: int = 60) -> list[tuple[list[str], list[str]]]:
    chance = random.Random(seed)
    pairs = []
    for _ in range(size):
        words = chance.sample(WORDS, 4)
        pairs.append((words, [CODE[word] for word in words]))
    return pairs


def best(lexicon: Lexicon, source: list[str], target: list[str]) -> list[int]:
    ahead, _ = lexicon.posteriors(source, target)
    return [int(n) for n in ahead.argmax(axis=0)]


@pytest.mark.parametrize("seed", range(5))
def test_a_hidden_code_is_found(seed: int) -> None:
    lexicon = learn(corpus(seed), [], {})
    right = total = 0
    for source, target in corpus(seed + 100, 20):
        shuffled = random.Random(seed).sample(target, len(target))
        total += len(target)
        right += sum(CODE[source[n]] == word for n, word in zip(best(lexicon, source, shuffled), shuffled, strict=True))
    assert right / total > 0.9, "places differ, so only the table can tell"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(SENTENCES, SENTENCES), min_size=1, max_size=6), SENTENCES, SENTENCES)
def test_shares_are_shares(pairs: list[tuple[list[str], list[str]]], source: list[str], target: list[str]) -> None:
    ahead, back = learn(pairs, [], {}).posteriors(source, target)
    for matrix, axis in ((ahead, 0), (back, 1)):
        assert matrix.shape == (len(source), len(target))
        assert np.isfinite(matrix).all()
        assert (matrix >= 0).all()
        assert (matrix.sum(axis=axis) <= 1 + 1e-9).all()


def test_the_order_of_the_job_does_not_count() -> None:
    job = corpus(1)
    source, target = job[0]
    one, two = (learn(order, [], {}).posteriors(source, target)[0] for order in (job, job[::-1]))
    assert np.allclose(one, two)


def test_what_is_known_decides_where_the_job_is_silent() -> None:
    job = [(["a", "b"], ["x", "y"])]
    prior = {"a": {"y": 1.0}, "b": {"x": 1.0}}
    assert best(learn(job, [], prior), ["a", "b"], ["x", "y"]) == [1, 0]
    assert best(learn(job, [(["a"], ["y"]), (["b"], ["x"])] * 3, {}), ["a", "b"], ["x", "y"]) == [1, 0]


def test_a_long_job_outvotes_what_is_known() -> None:
    job = corpus(3, 300)
    wrong = {word: {CODE[WORDS[(n + 1) % 12]]: 1.0} for n, word in enumerate(WORDS)}
    lexicon = learn(job, [], wrong)
    source, target = job[0]
    shuffled = target[::-1]
    found = best(lexicon, source, shuffled)
    assert sum(CODE[source[n]] == word for n, word in zip(found, shuffled, strict=True)) >= 3


def test_nothing_learnt_says_nothing() -> None:
    for lexicon in (learn([], [], {}), learn([([], ["x"]), (["a"], [])], [], {"a": {"x": 1.0}})):
        ahead, back = lexicon.posteriors(["a"], ["x"])
        assert np.isfinite(ahead).all()
        assert np.isfinite(back).all()
