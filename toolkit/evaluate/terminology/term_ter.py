"""TERm: translation edit rate in which the edits of a term's words cost double (Anastasopoulos et al., 2021).

Words of the output are shifted, as long as a shift lowers the edit distance by more than nothing, to places where the
reference has the same words; a shift costs one edit, or `TERM_COST` if there is a term's word among the shifted. The
distance weighs each word of the reference: a term's word that is missing or replaced costs `TERM_COST`. The rate is
for each word of the reference, a term's word counted `TERM_COST` times, so that an empty output has the rate 1.

The shifts are those of pyter (Tanaka, 2011; the WMT21 task's script builds on it), with a habit that shows in its
figures: where no shift helps, the one that harms least is still made, uncounted. All candidates of a step are reckoned
together. Reads no file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TERM_COST = 2


def term_ter(hypothesis: Sequence[str], reference: Sequence[str], term_positions: Collection[int]) -> float:
    """Edits for each word of the reference, both weighted; lower is better.

    >>> term_ter("the old iron came".split(), "the lao tie came".split(), {1, 2})  # 4 of 6
    0.6666666666666666
    >>> term_ter("came the buddies".split(), "the buddies came".split(), {})
    0.3333333333333333
    """
    import numpy as np

    if not reference:
        return float(bool(hypothesis))
    numbers = {word: number for number, word in enumerate(dict.fromkeys([*reference, *hypothesis]))}
    right = np.array([numbers[word] for word in reference])
    costs = np.array([TERM_COST if place in term_positions else 1 for place in range(len(reference))])
    words = list(hypothesis)
    shifts = 0
    distance = _distances([words], numbers, right, costs)[0]
    while candidates := _shifts(words, reference):
        reached = _distances([one.words for one in candidates], numbers, right, costs)
        best = int(reached.min())
        if best >= distance:
            distance = best
            break
        # of equally good shifts the last in the order of the words, as in the task's script
        made = max((one for one, value in zip(candidates, reached, strict=True) if value == best), key=_words)
        words, distance = made.words, best
        shifts += int(costs[made.place : made.place + made.length].max())
    return float(shifts + distance) / float(costs.sum())


class _Shift(NamedTuple):
    words: list[str]
    place: int
    """In the reference, where the shifted words stand."""
    length: int


def _words(shift: _Shift) -> list[str]:
    return shift.words


def _shifts(words: list[str], reference: Sequence[str]) -> list[_Shift]:
    """The words with each longest run that stands elsewhere in the reference put there."""
    found = []
    for start, word in enumerate(words):
        for place, other in enumerate(reference):
            if start == place or word != other:
                continue
            length = 1
            while (
                start + length < len(words)
                and place + length < len(reference)
                and words[start + length] == reference[place + length]
            ):
                length += 1
            rest = words[:start] + words[start + length :]
            found.append(_Shift(rest[:place] + words[start : start + length] + rest[place:], place, length))
    return found


def _distances(
    candidates: Sequence[Sequence[str]], numbers: dict[str, int], right: NDArray[np.int64], costs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The edit distance of each candidate (all equally long) to the reference."""
    import numpy as np

    left = np.array([[numbers[word] for word in words] for words in candidates]).reshape(len(candidates), -1)
    missing = np.concatenate([[0], np.cumsum(costs)])
    row = np.broadcast_to(missing, (len(left), len(missing)))
    for column in range(left.shape[1]):
        replaced = row[:, :-1] + costs * (left[:, column : column + 1] != right)
        next_row = row + 1
        next_row[:, 1:] = np.minimum(next_row[:, 1:], replaced)
        row = np.minimum.accumulate(next_row - missing, axis=1) + missing
    return row[:, -1]
