"""Words and phrases that one system has right significantly more often than another.

"Right" is BLEU's clipped match: as often in the output as in a reference, and no oftener; of several references the
one that has it most often. For every n-gram the segments are counted where A has more of it right than B, and where B
has; the exact sign test asks whether the split can be chance, and the rate of false discoveries is held over all that
are tested. The idea of n-gram wins is compare-mt's (Neubig et al., 2019), which ranks by smoothed ratios, untested.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.analysis.instead import written_instead
from toolkit.evaluate.analysis.ngrams import LONGEST, Counted, Tokenizer, count_ngrams, joined
from toolkit.evaluate.analysis.phrases import chained
from toolkit.evaluate.analysis.sign_test import LEAST_TRIALS, sign_test
from toolkit.evaluate.corrections import benjamini_hochberg
from toolkit.model.analysis import Win, Wins
from toolkit.text.words import is_spaced, is_word_char

if TYPE_CHECKING:
    from toolkit.evaluate.analysis.ngrams import Ints

RATE = 0.05
"""Of what is listed, no more than this share is expected to be chance."""
_COMMON = 0.1
_SHORT = 3
"""A mark or a word of so few letters that stands in so many of the segments tells a reader little by itself."""


class Matches(NamedTuple):
    """The n-grams of the references, and how often each system has them right."""

    counted: Counted
    systems: tuple[str, ...]
    """The texts of `counted` are these, and then the references."""
    keys: Ints
    """Sorted: segment and n-gram, as in `Counted`."""
    wanted: Ints
    """How often the n-gram stands in the reference that has most of it."""
    right: Mapping[str, Ints]
    """Of each system how many of these it has: never more than are wanted."""


def match(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    longest: int = LONGEST,
    tokenizer: Tokenizer | None = None,
) -> Matches:
    """The clipped matches of line-aligned systems with their references.

    >>> found = match({"mt": ["old iron, old iron"]}, [["old iron, lao tie"]], longest=1)
    >>> of_mt = zip(found.keys, found.right["mt"])
    >>> [(found.counted.text_of(int(key) % found.counted.grams), int(n)) for key, n in of_mt]
    [('old', 1), ('iron', 1), (',', 1), ('lao', 0), ('tie', 0)]
    """
    import numpy as np

    counted = count_ngrams([*systems.values(), *references], longest, tokenizer)
    first = len(systems)
    keys, place = np.unique(np.concatenate(counted.keys[first:]), return_inverse=True)
    wanted = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(wanted, place, np.concatenate(counted.counts[first:]))
    right = {
        name: np.minimum(wanted, _at(keys, counted.keys[number], counted.counts[number]))
        for number, name in enumerate(systems)
    }
    return Matches(counted, tuple(systems), keys, wanted, right)


def _at(keys: Ints, own: Ints, counts: Ints) -> Ints:
    """The counts of `own` keys at the places of `keys`; 0 where there is none. Both are sorted."""
    import numpy as np

    found = np.zeros(len(keys), dtype=np.int64)
    if len(own):
        place = np.minimum(np.searchsorted(own, keys), len(own) - 1)
        there = own[place] == keys
        found[there] = counts[place[there]]
    return found


def wins(matches: Matches, a: str, b: str, ids: Sequence[str], rate: float = RATE) -> Wins:
    """What `a` has right and `b` has not, and the reverse; `ids` name the segments.

    Only what is significant is listed, and no part of something listed with the same counts. Systems with the same
    output have no wins.

    >>> a, b = ["The pandemic is over."] * 12, ["The epidemic is over."] * 12
    >>> found = wins(match({"A": a, "B": b}, [a]), "A", "B", [str(n) for n in range(1, 13)])
    >>> [(win.text, win.won, win.lost, round(win.q, 4), win.instead) for win in found.of_a], found.of_b
    ([('The pandemic is over', 12, 0, 0.0005, 'The epidemic is over')], ())
    """
    import numpy as np

    counted = matches.counted
    gram = matches.keys % max(counted.grams, 1)
    gap = matches.right[a] - matches.right[b]
    won = np.bincount(gram[gap > 0], minlength=counted.grams)
    lost = np.bincount(gram[gap < 0], minlength=counted.grams)
    trials = won + lost
    tested = np.flatnonzero(trials >= LEAST_TRIALS)
    p = [sign_test(better, worse) for better, worse in zip(won[tested].tolist(), lost[tested].tolist(), strict=True)]
    q = benjamini_hochberg(p)
    listed = [
        _Found(int(g), int(won[g]), int(lost[g]), p_value, q_value)
        for g, p_value, q_value in zip(tested, p, q, strict=True)
        if q_value <= rate
    ]
    of_a = [found for found in listed if found.won > found.lost]
    of_b = [_Found(f.gram, f.lost, f.won, f.p, f.q) for f in listed if f.lost > f.won]
    return Wins(
        a,
        b,
        _told(of_a, matches, a, b, ids),
        _told(of_b, matches, b, a, ids),
        counted.segments,
        len(tested),
        f"ngrams:1-{int(counted.orders.max(initial=1))}|case:kept|test:sign-exact|fdr:bh|rate:{rate:g}|least:{LEAST_TRIALS}",
    )


class _Found(NamedTuple):
    gram: int
    won: int
    lost: int
    p: float
    q: float


def _told(found: Sequence[_Found], matches: Matches, winner: str, loser: str, ids: Sequence[str]) -> tuple[Win, ...]:
    """The wins with what makes them readable: parts folded away, an example, what stands there instead."""
    import numpy as np

    counted = matches.counted
    common = common_words(matches)
    words = {f.gram: counted.words_of(f.gram) for f in found}
    kept, within = _folded(found, words)
    kept.sort(key=lambda f: (f.p, f.lost - f.won, -len(words[f.gram]), words[f.gram]))
    gap = matches.right[winner] - matches.right[loser]
    ahead = np.flatnonzero(gap > 0)
    gram = matches.keys[ahead] % max(counted.grams, 1)
    order = np.argsort(gram, kind="stable")
    gram, segment = gram[order], (matches.keys[ahead] // max(counted.grams, 1))[order]
    start = np.searchsorted(gram, [f.gram for f in kept])
    places = [segment[s : s + f.won] for s, f in zip(start, kept, strict=True)]
    phrases = chained([(words[f.gram], (f.lost, *where.tolist())) for f, where in zip(kept, places, strict=True)])
    good = [matches.systems.index(winner), *range(len(matches.systems), len(counted.keys))]
    swaps = written_instead(counted, good, matches.systems.index(loser), places)
    told = []
    for f, where, swap, phrase in zip(kept, places, swaps, phrases, strict=True):
        if phrase:
            seen = swap if is_word_char(phrase[0][0]) else None
            told.append(
                Win(
                    joined(phrase),
                    len(phrase),
                    f.won,
                    f.lost,
                    f.p,
                    f.q,
                    ids[int(where[0])],
                    seen.text if seen else None,
                    seen.times if seen else 0,
                    tuple(within.get(f.gram, ())),
                    common=common.issuperset(phrase),
                )
            )
    return tuple(told)


def common_words(matches: Matches) -> frozenset[str]:
    """The marks and short words that stand in a tenth of the segments of the references: "the", "is", a comma.

    Frequent and short is what function words are in every language; a frequent long word is what the text is about.
    """
    import numpy as np

    counted = matches.counted
    spread = np.bincount(matches.keys % max(counted.grams, 1), minlength=counted.grams)[: len(counted.vocabulary)]
    frequent = (counted.vocabulary[i] for i in np.flatnonzero(spread >= _COMMON * counted.segments).tolist())
    return frozenset(word for word in frequent if len(word) <= (_SHORT if is_spaced(word[0]) else 1))


def _folded(found: Sequence[_Found], words: Mapping[int, tuple[str, ...]]) -> tuple[list[_Found], dict[int, list[str]]]:
    """Without those that stand inside a longer one with the same counts; and which these were, by the longer one."""
    longer = sorted(found, key=lambda f: (-len(words[f.gram]), words[f.gram]))
    at: dict[tuple[tuple[str, ...], int, int], int] = {}
    kept: list[_Found] = []
    within: dict[int, list[str]] = {}
    for one in longer:
        own = words[one.gram]
        home = at.get((own, one.won, one.lost))
        if home is None:
            home = one.gram
            kept.append(one)
        else:
            within.setdefault(home, []).append(joined(own))
        for size in range(1, len(own)):
            for start in range(len(own) - size + 1):
                at.setdefault((own[start : start + size], one.won, one.lost), home)
    return kept, within
