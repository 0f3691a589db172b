"""Numbers of the source that the target does not have, 万 and 亿 reckoned out.

Only found and reported. Small numbers are left out: English writes them as words, articles and pronouns. A number
is answered by the very same value; only where a unit may have been converted, rounding is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from toolkit.checks.passages import Passage
from toolkit.checks.quantities import (
    ACRE,
    HECTARE,
    KILOGRAM,
    KILOMETER,
    MILE,
    POUND,
    TON,
    Quantity,
    chinese_quantities,
)
from toolkit.model import same_language
from toolkit.text.numbers import Number, find_numbers

SMALLEST = Decimal(11)
_ROUNDED = Fraction(6, 1000)
"""46.7 hectares for 700 mu is 0.07 % off; 5.5 pounds for 5 jin 0.2 %."""
_ROUGH = Fraction(15, 1000)
_CONVERTED_TO = (KILOGRAM, POUND, TON, HECTARE, ACRE, KILOMETER, MILE)
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,4})(?:st|nd|rd|th)\b")
_MONTH = re.compile(
    r"\b(?:(jan)(?:uary)?|(feb)(?:ruary)?|(mar)(?:ch)?|(apr)(?:il)?|(may)|(june?)|(july?)|(aug)(?:ust)?"
    r"|(sept?)(?:ember)?|(oct)(?:ober)?|(nov)(?:ember)?|(dec)(?:ember)?)\b",
    re.IGNORECASE,
)
_NAMED = tuple(
    (Decimal(value), re.compile(rf"\b(?:{words})", re.I))
    for value, words in (
        (50, "half a century|half-century|jubilee"),
        (100, "centur(?:y|ies)|centen(?:ary|nial|arian)"),
        (1000, "millenni"),
        (10**6, "millions? of|millionaire|multi-?million"),
    )
)
_YEARS = re.compile("[周週]?[年岁歲载載]")
"""What names a value without a number: a centenary for 一百周年, millions of copies for 百万册."""


class NumberMiss(NamedTuple):
    """A number of the source without a counterpart."""

    segment: int
    value: Decimal
    wording: str
    """As it stands in the source."""


def find_number_misses(passage: Passage, targets: Sequence[str], pair: tuple[str, str]) -> tuple[NumberMiss, ...]:
    """The source's numbers (from 11 up) whose value no number of the target has, converted units allowed.

    4.7万 is answered by 47,000, 6万斤 by 60,000 and by 30,000 (kilograms), 12月22日 by "Dec. 22nd".
    """
    if not passage.source or not passage.pieces:
        return ()
    answers = Answers(passage, targets, pair)
    return tuple(
        NumberMiss(passage.pieces[0].segment, number.value, number.span.of(passage.source))
        for number in answers.source
        if number.value >= SMALLEST and not answers.has(number)
    )


class Answers:
    """The numbers of both sides of a passage, and which answers which."""

    def __init__(self, passage: Passage, targets: Sequence[str], pair: tuple[str, str]) -> None:
        text = passage.source or ""
        texts = [span.of(targets[segment]) for segment, span in passage.pieces]
        english = same_language(pair[1], "en")
        self._text = text
        self.source = find_numbers(text, pair[0])
        self.target = [number for each in texts for number in find_numbers(each, pair[1])]
        self._values = {number.value for number in self.target}
        if english:
            self._values.update(Decimal(match[1]) for each in texts for match in _ORDINAL.finditer(each))
        self._named = {value for value, words in _NAMED if english and any(map(words.search, texts))}
        self._months = {match.lastindex for each in texts for match in _MONTH.finditer(each)} if english else set()
        self._quantities = chinese_quantities(text) if same_language(pair[0], "zh") else ()

    def has(self, number: Number) -> bool:
        """Whether the target has this number of the source, a month by name and a converted unit included."""
        in_words = not re.search("[0-9]", number.span.of(self._text))
        return (
            number.value in self._values
            or (in_words and number.value in self._named and self._may_be_named(number))
            or (self._text[number.span.end : number.span.end + 1] == "月" and number.value in self._months)
            or any(_near(answer, self._values) for answer in _converted(number, self._quantities))
        )

    def _may_be_named(self, number: Number) -> bool:
        """Whether it counts years (一百周年) or is a bare 百万, which "millions of" answers."""
        return number.value >= 10**6 or _YEARS.match(self._text, number.span.end) is not None

    def is_asked_for(self, value: Decimal) -> bool:
        """Whether a number of the target answers one of the source, converted or not."""
        return any(
            number.value == value or any(_near(answer, [value]) for answer in _converted(number, self._quantities))
            for number in self.source
        )


def _converted(number: Number, quantities: Iterable[Quantity]) -> Iterator[Fraction]:
    """What a number of a quantity becomes in the units that a translator may convert it to."""
    for quantity in quantities:
        if quantity.span.covers(number.span):
            value = number.value
            if value not in quantity.values:  # 20亩3分 is 20.3 mu
                value = quantity.value
                yield Fraction(value)
            for unit in _CONVERTED_TO:
                if unit.family == quantity.unit.family:
                    rate = quantity.unit.size / unit.size
                    if unit is not quantity.unit and _is_power_of_ten(rate):
                        continue  # "23 million tons" for 2.3万吨 is wrong, though 23 million kilograms were right
                    yield Fraction(value) * (1 / rate if quantity.is_price else rate)


def _is_power_of_ten(rate: Fraction) -> bool:
    return str(max(rate.numerator, rate.denominator)).strip("0") == "1" and min(rate.numerator, rate.denominator) == 1


def _near(answer: Fraction, there: Iterable[Decimal]) -> bool:
    return any(abs(answer - Fraction(value)) <= answer * _slack(value) for value in there)


def _slack(value: Decimal) -> Fraction:
    """100 acres for 600 mu, which are 98.8: a number of one or two digits and noughts is a round one."""
    return _ROUGH if len(value.normalize().as_tuple().digits) < 3 else _ROUNDED
