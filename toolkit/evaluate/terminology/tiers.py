"""The measures that are counted segment by segment: success in three tiers, wrong wordings, over-use.

surface     an approved rendering stands just as the glossary lists it (capitals, quotes, hyphens aside)
inflected   an approved rendering stands in any of its forms: the definition of the checker and the post-editor
exclusive   and each occurrence of the source has a place of the target to itself, over all concepts

surface <= inflected and exclusive <= inflected hold in every segment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.terminology.accounts import Account
from toolkit.evaluate.terminology.statistics import Measure, TermStatistics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SURFACE = Measure("term-success-surface", "surface", "required")
INFLECTED = Measure("term-success", "inflected", "required")
EXCLUSIVE = Measure("term-success-exclusive", "exclusive", "required")
WRONG_PER_1000 = Measure("wrong-terms-per-1000-words", "wrong", "words", False, 1000.0, of_output=True)
WRONG_SEGMENTS = Measure("garble-left", "with_wrong", "segments", False)
OVERUSE = Measure("overuse-per-1000-words", "overused", "words", False, 1000.0, of_output=True)
TIERS = (SURFACE, INFLECTED, EXCLUSIVE)
MEASURES = (*TIERS, WRONG_PER_1000, WRONG_SEGMENTS, OVERUSE)
COLUMNS = ("required", "surface", "inflected", "exclusive", "wrong", "with_wrong", "overused", "words", "segments")


class Tally(NamedTuple):
    """What one segment, or one concept, has of the three tiers."""

    required: int = 0
    surface: int = 0
    inflected: int = 0
    exclusive: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


def tallies(account: Account) -> dict[str, Tally]:
    """The tiers of one segment, concept by concept."""
    exact = Counter(concept for place in account.places for concept in place.exact)
    found = {}
    for concept, required in Counter(r.concept for r in account.required).items():
        inflected = min(required, account.satisfied.get(concept, 0))
        own = sum(r.place is not None or r.whole for r in account.required if r.concept == concept)
        found[concept] = Tally(required, min(inflected, exact[concept]), inflected, min(inflected, own))
    return found


def table(accounts: Sequence[Account]) -> NDArray[np.int64]:
    """One row a segment, the columns as in `COLUMNS`."""
    import numpy as np

    rows = [
        (
            *_sum(tallies(account).values()),
            len(account.wrongs),
            bool(account.wrongs),
            len(account.overused),
            account.words,
            account.counted,
        )
        for account in accounts
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(COLUMNS))


def statistics(rows: NDArray[np.int64], measure: Measure) -> TermStatistics:
    """The table's statistics for one of `MEASURES`."""
    columns = [COLUMNS.index(measure.numerator), COLUMNS.index(measure.denominator)]
    return TermStatistics(rows[:, columns], (measure.numerator, measure.denominator), measure)


def _sum(found: Iterable[Tally]) -> Tally:
    total = Tally()
    for one in found:
        total = total.plus(one)
    return total
