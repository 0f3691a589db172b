"""How well words are translated by how rare they are: word F1 by frequency, as in compare-mt (Neubig et al., 2019).

A word counts as right as often as it stands in the reference of its segment. Frequencies are those of the references
themselves, or of a corpus that is given; marks are no words. Several references are counted one after the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.evaluate.analysis.ngrams import Counted, count_ngrams
from toolkit.evaluate.analysis.table import Scored, values_of
from toolkit.evaluate.significance import RESAMPLES, SEED
from toolkit.model.analysis import Bucket, BucketTable, BucketValue
from toolkit.text.words import is_word_char

if TYPE_CHECKING:
    from toolkit.evaluate.analysis.ngrams import Ints
    from toolkit.evaluate.analysis.table import Floats

_EDGES = (1, 2, 3, 5, 10, 100, 1000)
_NAMES = ("never", "once", "twice", "3-4 times", "5-9 times", "10-99 times", "100-999 times", "1,000 times or more")
LEAST = 50
"""A bucket with fewer words in the references has no values."""


def word_frequency(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    corpus: Sequence[str] | None = None,
    *,
    least: int = LEAST,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> BucketTable:
    """Word F1, in per cent, of the words of each frequency.

    >>> mt, human = ["old iron is here", "old iron"], ["lao tie is here", "lao tie"]
    >>> table = word_frequency({"mt": mt}, [human], least=1, resamples=10)
    >>> [(bucket.name, bucket.size, bucket.values[0].value) for bucket in table.buckets]
    [('once', 2, 100.0), ('twice', 4, 0.0)]
    """
    import numpy as np

    counted = count_ngrams([*systems.values(), *references], 1)
    often = _frequencies(counted, len(systems), corpus)
    inside = np.array([is_word_char(word[0]) for word in counted.vocabulary], dtype=bool)
    bucket = np.array([bisect_right(_EDGES, n) for n in often], dtype=np.int64)
    bucket[~inside] = -1
    texts = range(len(systems), len(counted.keys))
    tables = [_rows(counted, number, texts, bucket) for number in range(len(systems))]
    scored = Scored(tuple(systems), (), _f1, "word F1", "")
    buckets = []
    for number, name in enumerate(_NAMES):
        rows = [table[:, number] for table in tables]
        size = int(rows[0][:, 2].sum()) if rows else 0
        if size:
            few = size < least
            unknown = tuple(BucketValue(system, None) for system in systems)
            buckets.append(Bucket(name, size, unknown if few else values_of(scored, rows, resamples, seed)))
    where = "the references" if corpus is None else "the corpus given"
    return BucketTable(
        by=f"how often a word stands in {where}",
        metric="word F1",
        signature=f"case:kept|nrefs:{len(references)}|bootstrap:{resamples}|seed:{seed}",
        buckets=tuple(buckets),
        least=least,
        unit="words",
    )


def _f1(sums: Floats) -> Floats:
    import numpy as np

    of: Floats = 200 * sums[:, 0] / np.maximum(sums[:, 1] + sums[:, 2], 1)
    return of


def _frequencies(counted: Counted, first: int, corpus: Sequence[str] | None) -> Sequence[float]:
    """How often each word of the vocabulary occurs; of several references the mean."""
    import numpy as np

    if corpus is not None:
        found = count_ngrams([corpus], 1)
        totals = np.bincount(found.keys[0] % max(found.grams, 1), weights=found.counts[0], minlength=found.grams)
        known = dict(zip(found.vocabulary, totals.tolist(), strict=True))
        return [known.get(word, 0) for word in counted.vocabulary]
    keys, counts = np.concatenate(counted.keys[first:]), np.concatenate(counted.counts[first:])
    total = np.bincount(keys % max(counted.grams, 1), weights=counts, minlength=counted.grams)
    # a word that one of two references has once is there once, not half a time
    return np.ceil(total / max(len(counted.keys) - first, 1)).tolist()  # type: ignore[no-any-return]


def _rows(counted: Counted, system: int, references: Sequence[int], bucket: Ints) -> Floats:
    """For every segment and bucket: words right, words written, words wanted."""
    import numpy as np

    rows = np.zeros((counted.segments, len(_NAMES), 3))
    keys, counts = counted.keys[system], counted.counts[system]
    for reference in references:
        wanted_keys, wanted = counted.keys[reference], counted.counts[reference]
        both, at, there = np.intersect1d(keys, wanted_keys, assume_unique=True, return_indices=True)
        right = np.minimum(counts[at], wanted[there])
        for column, (of, n) in enumerate(((both, right), (keys, counts), (wanted_keys, wanted))):
            place = bucket[of % counted.grams]
            known = place >= 0
            np.add.at(rows, (of[known] // counted.grams, place[known], column), n[known])
    return rows
