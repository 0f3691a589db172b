"""Quantities of weight, area and length on both sides: what stands there, nothing about right or wrong.

斤 (jin) is 0.5 kg, 亩 (mu) is 1/15 hectare, 里 (li) is 0.5 km. A catty is 斤's English name in
China, and another unit abroad.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text.numbers import Number, find_numbers


class Unit(NamedTuple):
    """A unit, reckoned in kilograms, hectares or kilometers."""

    name: str
    family: str
    """`weight`, `area` or `length`."""
    size: Fraction
    """In kilograms, hectares or kilometers."""


JIN = Unit("jin", "weight", Fraction(1, 2))
KILOGRAM = Unit("kilogram", "weight", Fraction(1))
CATTY = Unit("catty", "weight", Fraction(1, 2))
POUND = Unit("pound", "weight", Fraction(45359237, 100_000_000))
MU = Unit("mu", "area", Fraction(1, 15))
HECTARE = Unit("hectare", "area", Fraction(1))
ACRE = Unit("acre", "area", Fraction(404686, 1_000_000))
TON = Unit("ton", "weight", Fraction(1000))
GRAM = Unit("gram", "weight", Fraction(1, 1000))
LI = Unit("li", "length", Fraction(1, 2))
KILOMETER = Unit("kilometer", "length", Fraction(1))
MILE = Unit("mile", "length", Fraction(1_609_344, 1_000_000))

_CHINESE = (
    (re.compile(r"(?:市斤|斤)(?!斤)"), JIN),
    (re.compile(r"公斤|千克|kg", re.I), KILOGRAM),
    (re.compile(r"英亩|英畝"), ACRE),
    (re.compile(r"亩|畝"), MU),
    (re.compile(r"公顷|公頃"), HECTARE),
    (re.compile(r"吨|噸"), TON),
    (re.compile(r"克(?![拉里服隆制己星林斯罗])"), GRAM),
    (re.compile(r"公里|千米|km", re.I), KILOMETER),
    (re.compile(r"英里"), MILE),
    (re.compile(r"华?里(?![程面边头洋八香铺挑堡店河屋弄]|长(?![的、,,。]|$)|山(?!路))(?:路|地)?"), LI),
)
_ENGLISH = (
    (re.compile(r"catt(?:y|ies)\b", re.I), CATTY),
    (re.compile(r"jin\b", re.I), JIN),
    (re.compile(r"kilogram(?:me)?s?\b|kgs?\b", re.I), KILOGRAM),
    (re.compile(r"(?:pounds?|lbs?)\b(?!\s+(?:sterling|note|coin))", re.I), POUND),
    (re.compile(r"mu\b", re.I), MU),
    (re.compile(r"hectares?\b", re.I), HECTARE),
    (re.compile(r"acres?\b", re.I), ACRE),
    (re.compile(r"(?:metric\s+)?(?:tons?|tonnes?)\b", re.I), TON),
    (re.compile(r"grams?\b", re.I), GRAM),
    (re.compile(r"(?:kilomet(?:er|re)s?|kms?)\b(?!\s+(?:per|an) hour|/h)", re.I), KILOMETER),
    (re.compile(r"miles?\b(?!\s+(?:per|an) hour)", re.I), MILE),
    (re.compile(r"li\b"), LI),
)
_TENTH = {
    JIN: re.compile(r"(?P<n>[1-9一二两三四五六七八九])[两兩](?![个個家位名件])"),
    MU: re.compile(r"(?P<n>[1-9一二两三四五六七八九])分(?:地|田|(?=[的多,,。;;、]|$))"),
}
"""What a tenth of the unit is called: 一斤二两 is 1.2 jin, 三亩六分地 3.6 mu."""
HALF = Decimal("0.5")
_AND_HALF = re.compile(r"半(?![个年天月小时])")
_HALF_OF = re.compile(r"(?<![一二两三四五六七八九十百千万大多过\d])半(市斤|斤|公斤|亩|吨|公里)(?!八两|八兩)")
_ROUND_MU = re.compile(r"(?<![一二两三四五六七八九十百千万数几上成过\d])([百千万])亩")
_COUNTED = {word: str(n) for n, word in enumerate("a one two three four five six seven eight nine ten".split())}
_COUNTED |= {"a": "1", "an": "1"}
_COUNT = rf"(?:{'|'.join(_COUNTED)}|[0-9]+)"
_TAELS = re.compile(rf"[\s,]*(?:and\s+)?(?P<n>{_COUNT})\s+(?:taels?|liang)\b", re.I)
_HALF_EN = re.compile(
    rf"\b(?:(?P<count>{_COUNT})\s+and\s+a\s+half\s+(?P<behind>[a-z]+)"
    rf"|(?P<whole>{_COUNT})\s+(?P<before>[a-z]+)\s+and\s+a\s+half"
    r"|half\s+(?:of\s+)?(?:an?\s+)?(?P<alone>[a-z]+))\b",
    re.I,
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


class UnitHit(NamedTuple):
    """A quantity in a wrong unit, and the same quantity rightly."""

    segment: int
    span: Span
    after: str | None
    """None: a human must write it."""
    reason: str
    evidence: str | None
    """The quantity in the source, or None where no source was given."""
    unit: str


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
                end = word.end()
                rest = _rest(text, end, unit)
                if rest is not None and len(values) == 1:
                    values, end = (values[0] + rest[0],), rest[1]
                span, unit_span = Span(begin, end), Span(*word.span())
                found.append(Quantity(span, values, unit, unit_span))
                break
        else:
            price = _chinese_price(text, number, numbers[place - 1] if place else None)
            if price:
                found.append(price)
    for match in _HALF_OF.finditer(text):
        unit = next(unit for pattern, unit in _CHINESE if pattern.match(text, match.start(1)))
        found.append(Quantity(Span(*match.span()), (HALF,), unit, Span(*match.span(1))))
    for match in _ROUND_MU.finditer(text):
        value = Decimal(10 ** (1 + "十百千万".index(match[1])))
        found.append(Quantity(Span(*match.span()), (value,), MU, Span(match.end() - 1, match.end())))
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _rest(text: str, start: int, unit: Unit) -> tuple[Decimal, int] | None:
    """What stands behind a unit and is less than one, and where it ends: 两斤半, 一斤二两, 三亩六分地."""
    if half := _AND_HALF.match(text, start):
        return HALF, half.end()
    tenth = _TENTH[unit].match(text, start) if unit in _TENTH else None
    if tenth is None:
        return None
    values = find_numbers(f"{tenth['n']}斤", "zh")
    return values[0].value / 10, tenth.end()


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
                end, taels = word.end(), _TAELS.match(text, word.end()) if unit in (CATTY, JIN) else None
                if taels and len(values) == 1:  # one catty and two taels
                    values = (values[0] + Decimal(_COUNTED.get(taels["n"].lower(), taels["n"])) / 10,)
                    end = taels.end()
                span, unit_span = Span(begin, end).shift(start), Span(*word.span()).shift(start)
                found.append(Quantity(span, values, unit, unit_span, price is not None))
                break
    taken = {quantity.span.end for quantity in found}
    found += [half for half in _english_halves(text, start) if half.span.end not in taken]
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _english_halves(text: str, start: int) -> Iterator[Quantity]:
    """Half an acre, two and a half catties, a catty and a half."""
    for match in _HALF_EN.finditer(text):
        name = "behind" if match["behind"] else "before" if match["before"] else "alone"
        unit = next((unit for pattern, unit in _ENGLISH if pattern.fullmatch(match[name])), None)
        said = match["count"] or match["whole"]
        count = "0" if said is None else _COUNTED.get(said.lower(), said)
        if unit is not None:
            span, unit_span = Span(*match.span()).shift(start), Span(*match.span(name)).shift(start)
            yield Quantity(span, (Decimal(count) + HALF,), unit, unit_span)


def _ranged(
    text: str, previous: Number | None, number: Number, between: re.Pattern[str]
) -> tuple[tuple[Decimal, ...], int]:
    if previous is not None and between.fullmatch(text, previous.span.end, number.span.start):
        return (previous.value, number.value), previous.span.start
    return (number.value,), number.span.start


_FOR_ONE = re.compile(
    r"(?<![\d零一二两三四五六七八九十百千万第])一(市斤|斤|公斤|千克)[^\W\d零一二两三四五六七八九十百千万亿多半送装]{0,6}$"
)
"""一斤18元, 一斤核桃卖18元; not 十一斤, and nothing with an amount or a mark of its own between."""


def _chinese_price(text: str, number: Number, previous: Number | None) -> Quantity | None:
    """每斤5元, 5元一斤, 5元/斤."""
    spoken = "块" in number.span.of(text)  # 39块9
    yuan = re.compile(r"[毛角钱]?" if spoken else r"\s*(?:多|余)?\s*(?:元|块)钱?").match(text, number.span.end)
    if yuan is None:
        return None
    values, begin = _ranged(text, previous, number, re.compile(r"\s*(?:-|至|到|~)\s*"))
    led = text[max(0, begin - 12) : begin]
    before = re.search(r"每(市斤|斤|公斤|千克|亩)\D{0,6}$", led) or _FOR_ONE.search(led)
    behind = re.compile(r"\s*(?:/|一|每)\s*(市斤|斤|公斤|千克|亩)").match(text, yuan.end())
    name = before.group(1) if before else behind.group(1) if behind else None
    if name is None:
        return None
    unit = next(u for pattern, u in _CHINESE if pattern.fullmatch(name))
    return Quantity(Span(begin, yuan.end()), values, unit, Span(*yuan.span()), is_price=True)
