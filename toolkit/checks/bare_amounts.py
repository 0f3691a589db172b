"""Amounts whose unit is said elsewhere: "of the 30,000 catties, 20,000 were sold". One alone must not be converted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from toolkit.checks.quantities import Quantity
from toolkit.model import Span
from toolkit.text.numbers import find_numbers

_NO_THING = frozenset(
    "a an and are as at but by came come each every for from go had has have in is last less more next of on online or "
    "per respectively sold than that the then this to was went were while will with would yesterday today".split()
)
"""Words behind a number that say nothing of what is counted."""
_NEXT = re.compile(r"\s*([^\W\d_]+)?")
_YUAN = re.compile(r"\s*(?:yuan|RMB|CNY)\b", re.I)
_ENDS = re.compile(r"[多余來来左右]*(?:[,。;、!?),.;!?\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}]|\s*$)")
_YEARS = range(1900, 2100)


def bare_amounts(text: str, quantities: Sequence[Span], *, of_money: bool = False) -> frozenset[Decimal]:
    """The numbers of an English sentence that say no unit and no thing; `of_money`: those that say yuan and no more.

    >>> text = "Of the 30,000 catties of apples, 20,000 were sold on 12 farms."
    >>> bare_amounts(text, [Span(7, 21)])
    frozenset({Decimal('20000')})
    """
    found = set()
    for number in find_numbers(text, "en"):
        if any(span.overlaps(number.span) for span in quantities):
            continue
        if not of_money and (number.value in _YEARS or number.value < 2):
            continue
        end = number.span.end
        yuan = _YUAN.match(text, end)
        if of_money != bool(yuan):
            continue
        following = _NEXT.match(text, yuan.end() if yuan else end)
        word = following.group(1) if following else None
        if text[end : end + 1] != "%" and (word is None or word.lower() in _NO_THING):
            found.add(number.value)
    return frozenset(found)


def is_said_bare(there: Sequence[Quantity], ours: Iterable[Quantity], bare: frozenset[Decimal], source: str) -> bool:
    """Whether the text says without a unit what the source says with it, or what has none in either.

    `there` and `ours` are the quantities of one kind of the source and the text.
    """
    said = [quantity.values for quantity in ours]
    open_ones = [quantity for quantity in there if quantity.values not in said]
    if any(value in bare for quantity in open_ones for value in quantity.values):
        return True
    spans = [quantity.span for quantity in there]
    return any(
        number.value in bare and not any(span.overlaps(number.span) for span in spans)
        for number in find_numbers(source, "zh")
        if _ENDS.match(source, number.span.end)
    )
