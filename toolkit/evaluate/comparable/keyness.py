"""Key words and n-grams: what stands in one text far more often than in others, by effect size and by confidence.

Effect size is Hardie's log ratio (2014) and Gabrielatos and Marchi's %DIFF (2012); confidence is the log-likelihood
G2 (Dunning, 1993, in the two-cell form of Rayson and Garside, 2000), controlled for the number of items tested
(Benjamini and Hochberg, 1995). An item must stand in several segments, so that one article's subject does not rule.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolkit.evaluate.comparable.texts import Text
from toolkit.evaluate.corrections import benjamini_hochberg

LONGEST = 4
"""Words of an n-gram."""
LEAST_COUNT = 3
"""Items with fewer occurrences on both sides together are not tested."""
LEAST_SEGMENTS = 2
LEVEL = 0.05
"""The share of false discoveries that is put up with."""
_NEARLY = 0.8
"""A part of a longer n-gram that stands alone less often than this says no more than the whole."""
_HALF = 0.5
"""What stands for a count of 0 in the log ratio, as Hardie proposes."""

Gram = tuple[str, ...]


class Key(NamedTuple):
    """One key item."""

    text: str
    times: int
    others: int
    """How often the other texts have it."""
    per_1000: float
    others_per_1000: float
    log_ratio: float
    """Binary logarithm of the ratio of the two shares: 1 is twice as often, -1 half as often."""
    percent_difference: float | None
    """%DIFF; None where the other texts do not have the item at all."""
    g2: float
    q: float
    """p of G2, corrected: the share of false discoveries if this item and all stronger ones are called key."""
    segments: int
    """In how many sentences of the text it stands; of an item that the text lacks, in how many of the other texts."""


def keyness(text: Text, others: Sequence[Text]) -> tuple[Key, ...]:
    """The key items of a text against others, strongest log ratio first; negative ones are missing from the text.

    Of n-grams that say the same (one inside the other, nearly as frequent) the longest is kept. Items that the text
    uses more often must stand in `LEAST_SEGMENTS` of its sentences, items that it lacks in as many of the other
    texts (where there is more than one). Words that never stand in small letters (names) are left out, for English.

    >>> raw = Text("raw", ["They live the goods.", "We live the goods.", "Live the goods!"], "en")
    >>> good = Text("good", ["They sell goods online.", "We sell goods.", "Selling goods is fun."] * 20, "en")
    >>> [(key.text, key.times, key.others) for key in keyness(raw, [good])][0]
    ('live the goods', 3, 0)
    """
    names = _names([text, *others])
    own, own_sentences = _counted([text], LONGEST, names)
    theirs, _ = _counted(others, LONGEST, names)
    their_texts = Counter(gram for other in others for gram in _counted([other], LONGEST, names)[0])
    own_size, their_size = text.word_count, sum(other.word_count for other in others)
    if not own_size or not their_size:
        return ()
    tested: list[tuple[Gram, float]] = []
    for gram in {**own, **theirs}:
        a, b = own[gram], theirs[gram]
        more = a / own_size > b / their_size
        spread = own_sentences[gram] if more else their_texts[gram]
        least = 1 if not more and len(others) == 1 else LEAST_SEGMENTS
        if a + b >= LEAST_COUNT and spread >= least:
            tested.append((gram, g2(a, b, own_size, their_size)))
    corrected = benjamini_hochberg([p_of(value) for _, value in tested])
    keys = {
        gram: _key(gram, own[gram], theirs[gram], own_size, their_size, value, q, own_sentences, their_texts)
        for (gram, value), q in zip(tested, corrected, strict=True)
        if q <= LEVEL
    }
    kept = [key for gram, key in keys.items() if not _says_no_more(gram, key, keys)]
    return tuple(sorted(kept, key=lambda key: (-key.log_ratio, -key.g2, key.text)))


def g2(a: int, b: int, size_a: int, size_b: int) -> float:
    """The log-likelihood of two counts in texts of these sizes.

    >>> round(g2(10, 2, 1000, 1000), 4), g2(3, 3, 500, 500)
    (5.8221, 0.0)
    """
    share = (a + b) / (size_a + size_b)
    terms = (count * math.log(count / (size * share)) for count, size in ((a, size_a), (b, size_b)) if count)
    return max(0.0, 2 * math.fsum(terms))


def p_of(value: float) -> float:
    """The chance of a G2 as large (chi-squared, one degree of freedom).

    >>> round(p_of(3.841459), 4)
    0.05
    """
    return math.erfc(math.sqrt(value / 2))


def log_ratio(a: int, b: int, size_a: int, size_b: int) -> float:
    """Binary logarithm of the ratio of the shares; half a hit stands for none.

    >>> log_ratio(8, 2, 1000, 1000), log_ratio(0, 4, 1000, 1000)
    (2.0, -3.0)
    """
    return math.log2(((a or _HALF) / size_a) / ((b or _HALF) / size_b))


def _key(
    gram: Gram, a: int, b: int, size_a: int, size_b: int, value: float, q: float,
    sentences: Counter[Gram], texts: Counter[Gram],
) -> Key:  # fmt: skip
    ratio = log_ratio(a, b, size_a, size_b)
    own, other = 1000 * a / size_a, 1000 * b / size_b
    percent = 100 * (own - other) / other if b else None
    return Key(" ".join(gram), a, b, own, other, ratio, percent, value, q, (sentences if ratio > 0 else texts)[gram])


def _counted(texts: Iterable[Text], longest: int, names: frozenset[str]) -> tuple[Counter[Gram], Counter[Gram]]:
    """How often each n-gram stands, and in how many sentences."""
    counts: Counter[Gram] = Counter()
    spread: Counter[Gram] = Counter()
    for text in texts:
        for sentence in text.sentences:
            found = list(_grams([word.casefold() for word in sentence], longest, names))
            counts.update(found)
            spread.update(set(found))
    return counts, spread


def _grams(words: Sequence[str], longest: int, names: frozenset[str]) -> Iterator[Gram]:
    for start in range(len(words)):
        for size in range(1, longest + 1):
            gram = tuple(words[start : start + size])
            if len(gram) < size or gram[-1] in names or any(c.isdecimal() for c in gram[-1]):
                break
            yield gram


def _names(texts: Sequence[Text]) -> frozenset[str]:
    """Words that never stand in small letters; of English texts."""
    small: set[str] = set()
    large: set[str] = set()
    for text in texts:
        if text.language.split("-")[0] == "en":
            for sentence in text.sentences:
                small.update(word.casefold() for word in sentence if word[:1].islower())
                large.update(word.casefold() for word in sentence if word[:1].isupper())
    return frozenset(large - small)


def _says_no_more(gram: Gram, key: Key, keys: dict[Gram, Key]) -> bool:
    """Whether a longer key n-gram holds this one nearly every time it stands."""
    return any(
        len(longer) > len(gram)
        and other.times >= _NEARLY * key.times
        and other.others >= _NEARLY * key.others
        and any(longer[n : n + len(gram)] == gram for n in range(len(longer) - len(gram) + 1))
        for longer, other in keys.items()
    )
