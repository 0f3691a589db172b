"""Whether a concept is rendered in one way: majority share and entropy, per document and over the whole corpus.

Renderings are the approved terms and the wrong wordings that the matcher knows. What it does not know is counted
beside them and takes no part: two unknown renderings may be the same or not. Consistent is not the same as right:
"old iron" throughout is consistent.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.terminology.renderings import Rendering
from toolkit.evaluate.terminology.statistics import Measure, TermStatistics

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSISTENCY = Measure("consistency", "majority", "repeated")


class ConceptConsistency(NamedTuple):
    """How one concept is rendered over the whole corpus."""

    concept: str
    renderings: tuple[tuple[str, int], ...]
    """Most frequent first."""
    unknown: int
    """Occurrences whose rendering is not known."""
    entropy: float | None
    """In bits; 0 for one rendering throughout. None where no rendering is known."""

    @property
    def majority_share(self) -> float | None:
        """The share of the most frequent rendering among the known ones."""
        total = sum(count for _, count in self.renderings)
        return self.renderings[0][1] / total if total else None


def entropy(counts: Iterable[int]) -> float | None:
    """The Shannon entropy of a distribution in bits; None without any count.

    >>> entropy([4]), entropy([2, 2]), entropy([])
    (0.0, 1.0, None)
    """
    present = [count for count in counts if count]
    total = sum(present)
    if not total:
        return None
    return 0.0 - math.fsum(count / total * math.log2(count / total) for count in present)


def by_concept(found: Iterable[Rendering]) -> tuple[ConceptConsistency, ...]:
    """The consistency of every concept over the whole corpus, in order of first appearance."""
    known: dict[str, Counter[str]] = {}
    unknown: Counter[str] = Counter()
    for one in found:
        counts = known.setdefault(one.concept, Counter())
        if one.wording is None:
            unknown[one.concept] += 1
        else:
            counts[one.wording] += 1
    return tuple(
        ConceptConsistency(concept, tuple(counts.most_common()), unknown[concept], entropy(counts.values()))
        for concept, counts in known.items()
    )


def statistics(found: Iterable[Rendering], documents: Sequence[Hashable]) -> TermStatistics:
    """One row a document: the occurrences that follow their concept's majority there, of those that could differ.

    Counted are concepts with at least two known renderings in the document. `documents` names the document of each
    segment; the rows are in the order of first appearance. Additive over documents, not over segments.
    """
    import numpy as np

    names = list(dict.fromkeys(documents))
    counts: dict[Hashable, Mapping[str, Counter[str]]] = {name: defaultdict(Counter) for name in names}
    for one in found:
        if one.wording is not None:
            counts[documents[one.segment]][one.concept][one.wording] += 1
    rows = []
    for name in names:
        repeated = [c for c in counts[name].values() if c.total() > 1]
        rows.append((sum(max(c.values()) for c in repeated), sum(c.total() for c in repeated)))
    return TermStatistics(np.array(rows, dtype=np.int64).reshape(len(rows), 2), ("majority", "repeated"), CONSISTENCY)
