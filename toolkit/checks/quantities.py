"""Quantities of weight and area on both sides: what stands there, nothing about right or wrong.

斤 (jin) is 0.5 kg, 亩 (mu) is 1/15 hectare. A catty is 斤's English name in China, and another unit abroad.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text.numbers import Number, find_numbers


class Unit(NamedTuple):
    """A unit, reckoned in kilograms or hectares."""

    name: str
    family: str
    """`weight` or `area`."""
    size: Fraction
    """In kilograms or hectares."""


JIN = Unit("jin", "weight", Fraction(1, 2))
KILOGRAM = Unit("kilogram", "weight", Fraction(1))
CATTY = Unit("catty", "weight", Fraction(1, 2))
POUND = Unit("pound", "weight", Fraction(45359237, 100_000_000))
MU = Unit("mu", "area", Fraction(1, 15))
HECTARE = Unit("hectare", "area", Fraction(1))
ACRE = Unit("acre", "area", Fraction(404686, 1_000_000))

_CHINESE = (
    (re.compile(r"(?:市斤|斤)(?!斤)"), JIN),
    (re.compile(r"公斤|千克|kg", re.I), KILOGRAM),
    (re.compile(r"英亩|英畝"), ACRE),
    (re.compile(r"亩|畝"), MU),
    (re.compile(r"公顷|公頃"), HECTARE),
)
_ENGLISH = (
    (re.compile(r"catt(?:y|ies)\b", re.I), CATTY),
    (re.compile(r"jin\b", re.I), JIN),
    (re.compile(r"kilogram(?:me)?s?\b|kgs?\b", re.I), KILOGRAM),
    (re.compile(r"(?:pounds?|lbs?)\b(?!\s+(?:sterling|note|coin))", re.I), POUND),
    (re.compile(r"mu\b", re.I), MU),
    (re.compile(r"hectares?\b", re.I), HECTARE),
    (re.compile(r"acres?\b", re.I), ACRE),
)
_MORE = re.compile(r"\s*[多余來来几幾]?\s*")
_GAP = re.compile(r"\s*-\s*|\s+(?:more\s+)?")
_PRICE = re.compile(r"\s*(?:yuan|RMB|CNY)\s*(?:per|a|an|each|every|one|/)\s*", re.I)
_RANGE = re.compile(r"\s*(?:-|\N{EN DASH}|to)\s*")


class Quantity(NamedTuple):
    """A number with its unit, or a price by the unit."""

    span: Span
    """Of number and unit, a range's first number included."""
    values: tuple[Decimal, ...]
    """One number, or the two of a range."""
    unit: Unit
    unit_span: Span
    is_price: bool = False

    @property
    def value(self) -> Decimal:
        """The number, or the last of a range."""
        return self.values[-1]


def chinese_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text in order; prices (每斤5元) are marked.

    >>> [(q.value, q.unit.name) for q in chinese_quantities("卖出芒果6万斤,占地3公顷")]
    [(Decimal('60000'), 'jin'), (Decimal('3'), 'hectare')]
    """
    found: list[Quantity] = []
    numbers = find_numbers(text, "zh")
    for place, number in enumerate(numbers):
        start = _MORE.match(text, number.span.end)
        after = start.end() if start else number.span.end
        for pattern, unit in _CHINESE:
            word = pattern.match(text, after)
            if word:
                previous = numbers[place - 1] if place else None
                values, begin = _ranged(text, previous, number, re.compile(r"\s*(?:-|至|到|~|—)\s*"))
                span, unit_span = Span(begin, word.end()), Span(*word.span())
                found.append(Quantity(span, values, unit, unit_span))
                break
        else:
            price = _chinese_price(text, number, numbers[place - 1] if place else None)
            if price:
                found.append(price)
    return tuple(found)


def english_quantities(text: str, start: int = 0) -> tuple[Quantity, ...]:
    """The quantities of an English text in order; spans are moved by `start`.

    >>> [(q.value, q.unit.name) for q in english_quantities("60,000 catties on 3 to 4 acres")]
    [(Decimal('60000'), 'catty'), (Decimal('4'), 'acre')]
    """
    found: list[Quantity] = []
    numbers = find_numbers(text, "en")
    for place, number in enumerate(numbers):
        price = _PRICE.match(text, number.span.end)
        gap = price or _GAP.match(text, number.span.end)
        if gap is None:
            continue
        for pattern, unit in _ENGLISH:
            word = pattern.match(text, gap.end())
            if word:
                values, begin = _ranged(text, numbers[place - 1] if place else None, number, _RANGE)
                span, unit_span = Span(begin, word.end()).shift(start), Span(*word.span()).shift(start)
                found.append(Quantity(span, values, unit, unit_span, price is not None))
                break
    return tuple(found)


def _ranged(
    text: str, previous: Number | None, number: Number, between: re.Pattern[str]
) -> tuple[tuple[Decimal, ...], int]:
    if previous is not None and between.fullmatch(text, previous.span.end, number.span.start):
        return (previous.value, number.value), previous.span.start
    return (number.value,), number.span.start


def _chinese_price(text: str, number: Number, previous: Number | None) -> Quantity | None:
    """每斤5元, 5元一斤, 5元/斤."""
    yuan = re.compile(r"\s*(?:多|余)?\s*(?:元|块)钱?").match(text, number.span.end)
    if yuan is None:
        return None
    values, begin = _ranged(text, previous, number, re.compile(r"\s*(?:-|至|到|~)\s*"))
    before = re.compile(r"每(市斤|斤|公斤|千克|亩)\D{0,6}$").search(text[max(0, begin - 12) : begin])
    behind = re.compile(r"\s*(?:/|一|每)\s*(市斤|斤|公斤|千克|亩)").match(text, yuan.end())
    name = before.group(1) if before else behind.group(1) if behind else None
    if name is None:
        return None
    unit = next(u for pattern, u in _CHINESE if pattern.fullmatch(name))
    return Quantity(Span(begin, yuan.end()), values, unit, Span(*yuan.span()), is_price=True)
