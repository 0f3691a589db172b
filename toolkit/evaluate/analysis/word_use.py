"""Words that a system writes significantly more often than human translators do, or less often.

Against each reference by itself, with the exact sign test over segments; of several references the weakest evidence
counts, so a word is listed only where it is out of step with all of them. Single words only. Whether a word is right
where it stands is not asked here: `wins` does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.analysis.sign_test import LEAST_TRIALS, sign_test
from toolkit.evaluate.analysis.wins import RATE, Matches, common_words
from toolkit.evaluate.corrections import benjamini_hochberg
from toolkit.model.analysis import Use, WordUse

if TYPE_CHECKING:
    from toolkit.evaluate.analysis.ngrams import Counted, Ints


def word_use(matches: Matches, system: str, ids: Sequence[str]) -> WordUse:
    """The words that the system over-uses and under-uses, the surest first.

    >>> from toolkit.evaluate.analysis.wins import match
    >>> mt, human = ["In addition, it rained."] * 10, ["It rained."] * 10
    >>> found = word_use(match({"mt": mt}, [human]), "mt", [str(n) for n in range(10)])
    >>> [(use.text, use.written, use.wanted) for use in found.over if len(use.text) > 1], [u.text for u in found.under]
    ([('In', 10, (0,)), ('addition', 10, (0,)), ('it', 10, (0,))], ['It'])
    """
    import numpy as np

    counted = matches.counted
    mine, *theirs = (_singles(counted, text) for text in (matches.systems.index(system), *_references(matches)))
    sides = [_against(mine, other, counted) for other in theirs]
    trials = np.min([side.more + side.fewer for side in sides], axis=0)
    tested = np.flatnonzero(trials >= LEAST_TRIALS).tolist()
    nearest = [max(sides, key=lambda side, w=word: _p(side, sides, w)) for word in tested]  # type: ignore[misc]
    p = [_p(side, sides, word) for side, word in zip(nearest, tested, strict=True)]
    common = common_words(matches)
    found = []
    for word, side, p_value, q in zip(tested, nearest, p, benjamini_hochberg(p), strict=True):
        if q <= RATE:
            more, fewer = int(side.more[word]), int(side.fewer[word])
            text = counted.vocabulary[word]
            written, *wanted = (int(one.totals[word]) for one in (mine, *theirs))
            example = ids[_first(side, word, more > fewer, counted.grams)]
            found.append(Use(text, written, tuple(wanted), more, fewer, p_value, q, example, text in common))
    found.sort(key=lambda use: (use.p, -abs(use.more - use.fewer), use.text))
    signature = f"words|case:kept|test:sign-exact|fdr:bh|rate:{RATE:g}|least:{LEAST_TRIALS}|nrefs:{len(sides)}"
    over = tuple(use for use in found if use.more > use.fewer)
    return WordUse(system, over, tuple(use for use in found if use.more < use.fewer), len(tested), signature)


class _Singles(NamedTuple):
    """The single words and marks of one text."""

    keys: Ints
    counts: Ints
    totals: Ints
    """Over all segments, by word."""


class _Side(NamedTuple):
    """The segments in which a system has more, and fewer, of each word than one reference."""

    more: Ints
    fewer: Ints
    keys: Ints
    gaps: Ints
    """By how much the system has more, for each of the keys."""


def _references(matches: Matches) -> range:
    return range(len(matches.systems), len(matches.counted.keys))


def _singles(counted: Counted, text: int) -> _Singles:
    import numpy as np

    words, grams = len(counted.vocabulary), max(counted.grams, 1)
    single = counted.keys[text] % grams < words
    keys, counts = counted.keys[text][single], counted.counts[text][single]
    totals = np.bincount(keys % grams, weights=counts, minlength=words).astype(np.int64)
    return _Singles(keys, counts, totals)


def _against(mine: _Singles, other: _Singles, counted: Counted) -> _Side:
    import numpy as np

    words = len(counted.vocabulary)
    keys, place = np.unique(np.concatenate([mine.keys, other.keys]), return_inverse=True)
    gaps = np.bincount(place, weights=np.concatenate([mine.counts, -other.counts]), minlength=len(keys)).astype(
        np.int64
    )
    word = keys % max(counted.grams, 1)
    more, fewer = (np.bincount(word[apart], minlength=words) for apart in (gaps > 0, gaps < 0))
    return _Side(more, fewer, keys, gaps)


def _p(side: _Side, sides: Sequence[_Side], word: int) -> float:
    """The p against one reference; 1 where another reference points the other way."""
    more, fewer = int(side.more[word]), int(side.fewer[word])
    if any((int(s.more[word]) > int(s.fewer[word])) != (more > fewer) for s in sides):
        return 1.0
    return sign_test(more, fewer)


def _first(side: _Side, word: int, more: bool, grams: int) -> int:
    """The first segment in which the system has more of the word, or fewer."""
    apart = side.keys[(side.gaps > 0) if more else (side.gaps < 0)]
    return int(apart[apart % grams == word][0]) // grams
