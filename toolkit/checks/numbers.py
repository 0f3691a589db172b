"""Numbers of the source that the target does not have, 万 and 亿 reckoned out.

Only found and reported. Small numbers are left out: English writes them as words, articles and pronouns.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from toolkit.checks.passages import Passage
from toolkit.checks.units import UNITS
from toolkit.text.numbers import find_numbers

SMALLEST = Decimal(11)
_SCALES = (Decimal(1), *(Decimal(u.factor.numerator) / u.factor.denominator for u in UNITS))


class NumberMiss(NamedTuple):
    """A number of the source without a counterpart."""

    segment: int
    value: Decimal
    wording: str
    """As it stands in the source."""


def find_number_misses(
    passage: Passage, targets: list[str] | tuple[str, ...], pair: tuple[str, str]
) -> tuple[NumberMiss, ...]:
    """The source's numbers (from 11 up) whose value no number of the target has, converted units allowed.

    4.7万 is answered by 47,000, 6万斤 by 60,000 and by 30,000 (kilograms).
    """
    if not passage.source or not passage.pieces:
        return ()
    there = {
        number.value for segment, span in passage.pieces for number in find_numbers(span.of(targets[segment]), pair[1])
    }
    misses: list[NumberMiss] = []
    for number in find_numbers(passage.source, pair[0]):
        if number.value < SMALLEST:
            continue
        answers = {number.value * scale for scale in _SCALES}
        if not any(_near(answer, value) for answer in answers for value in there):
            misses.append(NumberMiss(passage.pieces[0].segment, number.value, number.span.of(passage.source)))
    return tuple(misses)


def _near(answer: Decimal, value: Decimal) -> bool:
    return abs(answer - value) <= abs(answer) * Decimal("0.006")
