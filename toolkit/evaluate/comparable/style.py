"""How far a text lies from a house style: function words and sentence lengths, beside the house's own spread.

Function words: the Jensen-Shannon distance (root of the divergence to base 2: 0 for the same, 1 for nothing in
common). Sentence lengths: the mean difference between sentences of equal rank, in words (Wasserstein's distance).
What is too far, the comparable texts say themselves: each of them is held against the others (leave one out), and
from these distances Student's prediction limit tells how far a further text of theirs would lie at most in 19 of 20
cases. Short texts lie further from everything by chance alone, so all are measured on samples of the same size.
Style is not quality: a text of word-for-word translated terms can be inside the range.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from statistics import mean, stdev
from typing import NamedTuple

from toolkit.evaluate.comparable.texts import Text
from toolkit.model import primary_subtag
from toolkit.text.closed_classes import NEVER_HEADS

DRAWS = 40
SEED = 12345
LEAST_ARTICLES = 3
"""With fewer texts the house has no spread to speak of."""
LEAST_WORDS = 100
_STUDENT = (
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746,
    1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
)  # fmt: skip
"""The 95 % quantile of t for 1 to 30 degrees of freedom; beyond them the last is a little too wide."""
_UNKNOWN = (None, None, None)
_FREQUENT = 60

Sentences = Sequence[Sequence[str]]
Profile = Mapping[str, int]
Measured = Callable[[Sentences, Sentences], float]


class StyleDistance(NamedTuple):
    """One text beside the house, by one feature."""

    feature: str
    """`function words` or `sentence length`."""
    distance: float | None
    """None where the text or the house is too small to say."""
    low: float | None
    high: float | None
    """The least and the greatest distance of one of the house's texts from the others."""
    limit: float | None
    """Below it lie 19 of 20 further texts of the house (one-sided; the few distances are taken for independent)."""
    articles: int
    sample: int | None
    """So many words were drawn from each text at a time."""

    @property
    def inside(self) -> bool | None:
        """Whether the text is no further from the house than a text of the house may be."""
        return None if self.distance is None or self.limit is None else self.distance <= self.limit


def distance(a: Profile, b: Profile) -> float:
    """The Jensen-Shannon distance of two counts.

    >>> distance({"the": 2, "of": 2}, {"the": 1, "of": 1}), distance({"the": 1}, {"of": 1})
    (0.0, 1.0)
    """
    size_a, size_b = sum(a.values()), sum(b.values())
    if not size_a or not size_b:
        raise ValueError("nothing to compare: one of the texts is empty")
    parts = []
    for key in {**a, **b}:
        p, q = a.get(key, 0) / size_a, b.get(key, 0) / size_b
        middle = (p + q) / 2
        parts += [share * math.log2(share / middle) / 2 for share in (p, q) if share]
    return math.sqrt(min(1.0, max(0.0, math.fsum(parts))))


def length_distance(a: Sequence[int], b: Sequence[int]) -> float:
    """The mean difference between lengths of equal rank.

    >>> length_distance([10, 20], [10, 20, 10, 20]), length_distance([10, 12], [20, 26])
    (0.0, 12.0)
    """
    if not a or not b:
        raise ValueError("nothing to compare: one of the texts is empty")
    first, second = sorted(a), sorted(b)
    edges = sorted(
        {*(Fraction(n, len(a)) for n in range(len(a) + 1)), *(Fraction(n, len(b)) for n in range(len(b) + 1))}
    )
    total = Fraction(0)
    for start, end in pairwise(edges):
        total += (end - start) * abs(first[int(start * len(a))] - second[int(start * len(b))])
    return float(total)


def style(outputs: Sequence[Text], house: Sequence[Text], draws: int = DRAWS) -> dict[str, tuple[StyleDistance, ...]]:
    """Output name to its distance from the house by each feature, with the house's own range."""
    words = function_words(house)
    features: dict[str, Measured] = {
        "function words": lambda a, b: distance(_words_profile(a, words), _words_profile(b, words)),
        "sentence length": lambda a, b: length_distance(list(map(len, a)), list(map(len, b))),
    }
    articles = [text for text in house if text.word_count >= LEAST_WORDS]
    enough = len(articles) >= LEAST_ARTICLES
    fitting = [text for text in outputs if text.word_count >= LEAST_WORDS]
    sample = min((text.word_count for text in (*articles, *fitting)), default=0) if enough else None
    found: dict[str, tuple[StyleDistance, ...]] = {}
    own: dict[str, list[float]] = {}
    if sample:
        for name, measured in features.items():
            own[name] = [
                _sampled(article, [t for t in articles if t is not article], measured, sample, draws)
                for article in articles
            ]
    for text in outputs:
        rows = []
        for name, measured in features.items():
            far = None
            if sample and text in fitting:
                # against as many texts as each article is held against, in turn: more texts would lie nearer
                turns = [[t for t in articles if t is not left] for left in articles]
                far = math.fsum(_sampled(text, turn, measured, sample, draws) for turn in turns) / len(turns)
            low, high, limit = (min(own[name]), max(own[name]), prediction_limit(own[name])) if sample else _UNKNOWN
            rows.append(StyleDistance(name, far, low, high, limit, len(articles), sample))
        found[text.name] = tuple(rows)
    return found


def prediction_limit(values: Sequence[float]) -> float:
    """The one-sided 95 % prediction limit of a further value (Student): mean + t s sqrt(1 + 1/n).

    >>> round(prediction_limit([1.0, 2.0, 3.0]), 3)
    5.372
    """
    count = len(values)
    quantile = _STUDENT[count - 2] if count - 2 < len(_STUDENT) else _STUDENT[-1]
    return mean(values) + quantile * stdev(values) * math.sqrt(1 + 1 / count)


def function_words(house: Sequence[Text]) -> frozenset[str]:
    """The words that carry style and not subject: English closed classes; else the house's most frequent words."""
    if house and primary_subtag(house[0].language) == "en":
        return NEVER_HEADS | frozenset("the and of in to a not or nor there which what how".split())
    counts = Counter(word.casefold() for text in house for sentence in text.sentences for word in sentence)
    return frozenset(word for word, _ in counts.most_common(_FREQUENT))


def _words_profile(sentences: Sentences, words: frozenset[str]) -> Counter[str]:
    """Each function word, and all other words as one: how much of a text is grammar tells a style too."""
    return Counter(
        low if (low := word.casefold()) in words else "(other)" for sentence in sentences for word in sentence
    )


def _sampled(text: Text, others: Sequence[Text], measured: Measured, sample: int, draws: int) -> float:
    """The mean distance of samples of so many words, sentence by sentence, from the others together."""
    theirs = [sentence for other in others for sentence in other.sentences]
    chance = Random(SEED)
    distances = []
    for _ in range(draws):
        order = list(text.sentences)
        chance.shuffle(order)
        drawn: list[Sequence[str]] = []
        size = 0
        while order and size < sample:
            drawn.append(order.pop())
            size += len(drawn[-1])
        distances.append(measured(drawn, theirs))
    return math.fsum(distances) / len(distances)
