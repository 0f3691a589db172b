"""Chinese units that machine translation carries over wrongly: 斤 as catties or kilograms, 亩 as acres.

斤 (jin) is 0.5 kg and 亩 (mu) is 1/15 hectare. A catty elsewhere (Hong Kong, Malaysia, Singapore: 604.8 g; Taiwan:
600 g) is another unit, so without a source only a text that is shown to be machine translation of Chinese is touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from toolkit.checks.passages import Passage
from toolkit.model import Span, same_language
from toolkit.text.numbers import Number, find_numbers, format_number


class Unit(NamedTuple):
    """A source unit and how it is written in English."""

    name: str
    source: re.Pattern[str]
    """Directly behind a number of the source."""
    factor: Fraction
    singular: str
    plural: str
    own: str
    """The unit's own name, for policies that keep it."""
    wrong: re.Pattern[str]
    """English unit words that are wrong for it, behind a number."""
    certain: re.Pattern[str]
    """Those that are wrong without a look at the source, in a Chinese text."""


_HEAD = r"\s*[多余來来几幾]?"
UNITS = (
    Unit(
        "jin",
        re.compile(_HEAD + r"(?:市斤|斤)(?!斤)"),
        Fraction(1, 2),
        "kilogram",
        "kilograms",
        "jin",
        re.compile(r"(?:catt(?:y|ies)|kilogram(?:me)?s?|kgs?|pounds?|lbs?|pieces|cats)\b", re.I),
        re.compile(r"catt(?:y|ies)\b", re.I),
    ),
    Unit(
        "mu",
        re.compile(_HEAD + r"(?:亩|畝)"),
        Fraction(1, 15),
        "hectare",
        "hectares",
        "mu",
        re.compile(r"(?:acres?|hectares?)\b", re.I),
        re.compile(r"(?!)"),
    ),
)
_GAP = re.compile(r"(?:\s+|\s*-\s*)(?:more\s+)?")
_PRICE = re.compile(r"\s*(?:yuan|RMB|CNY|dollars?)\s*(?:per|a|an|each|every|one|/)\s*", re.I)
_RANGE = re.compile(r"\s*(?:-|\N{EN DASH}|to)\s*")
_ABROAD = re.compile(r"Hong Kong|Malaysia|Singapore|Taiwan|Macau|Macao|Cantonese|Straits", re.I)


class UnitHit(NamedTuple):
    """A quantity in a wrong unit, and the same quantity rightly."""

    segment: int
    span: Span
    after: str | None
    """None: the quantity is too vague to be converted."""
    reason: str
    evidence: str | None
    """The quantity in the source, or None where no source was given."""
    unit: str


def find_units(
    passage: Passage, targets: Sequence[str], policy: dict[str, str], pair: tuple[str, str], garbled: bool
) -> tuple[UnitHit, ...]:
    """The wrong quantities of a passage. Only Chinese to English has rules today.

    `policy["units.jin"]` and `policy["units.mu"]` are `convert` (the default: kilograms, hectares), `gloss`
    ("60,000 jin (30,000 kilograms)") or `keep` ("60,000 jin").
    """
    if not (same_language(pair[0], "zh") and same_language(pair[1], "en")):
        return ()
    source_quantities = _in_source(passage.source) if passage.source else {}
    hits: list[UnitHit] = []
    for segment, sentence in passage.pieces:
        text = targets[segment][: sentence.end]
        if _ABROAD.search(sentence.of(targets[segment])):
            continue
        numbers = [n for n in find_numbers(text, "en") if n.span.start >= sentence.start]
        for position, number in enumerate(numbers):
            for unit in UNITS:
                known = source_quantities.get(unit.name, {}) if passage.source is not None else None
                previous = numbers[position - 1] if position else None
                hit = _quantity(text, number, previous, unit, known, policy, garbled)
                if hit:
                    hits.append(hit._replace(segment=segment))
                    break
    return tuple(hits)


def _quantity(
    text: str,
    number: Number,
    previous: Number | None,
    unit: Unit,
    known: dict[Decimal, str] | None,
    policy: dict[str, str],
    garbled: bool,
) -> UnitHit | None:
    price = _PRICE.match(text, number.span.end)
    gap = price or _GAP.match(text, number.span.end)
    if gap is None:
        return None
    word = unit.wrong.match(text, gap.end())
    if word is None:
        return None
    certain = unit.certain.match(text, gap.end()) is not None
    if known is None and not (certain and garbled):
        return None
    evidence = None
    if known is not None:
        evidence = known.get(number.value)
        if price is not None and evidence is None and certain and known:
            evidence = next(iter(known.values()))
        if evidence is None:
            return None
    way = policy.get(f"units.{unit.name}", "convert")
    if price is not None:
        per = Fraction(number.value) / unit.factor
        after = f"{_plain(per)}{text[number.span.end : price.end()]}{unit.singular}"
        reason = f"a price by the {unit.own}, given by the {unit.singular}"
        return UnitHit(0, Span(number.span.start, word.end()), after, reason, evidence, unit.name)
    start, values = number.span.start, [number.value]
    if previous is not None and _RANGE.fullmatch(text, previous.span.end, number.span.start):
        start, values = previous.span.start, [previous.value, number.value]
    adjective = text[number.span.end : word.start()].strip() == "-" and word.group().lower() in (
        "catty",
        "kilogram",
        "pound",
        "acre",
    )
    spelt = not text[number.span.start].isdigit()
    after = _written(values, unit, way, adjective, spelt, "million" in number.span.of(text))
    reason = f"1 {unit.own} is {_share(unit.factor)} {unit.singular}"
    return UnitHit(0, Span(start, word.end()), after, reason, evidence, unit.name)


def _written(values: list[Decimal], unit: Unit, way: str, adjective: bool, spelt: bool, millions: bool) -> str:
    own = " to ".join(_figure(v, spelt, millions) for v in values)
    exact = [Fraction(v) * unit.factor for v in values]
    figures = [_rounded(v) for v in exact]
    converted = " to ".join(_figure(v, spelt, millions) for v in figures)
    if adjective:
        return f"{converted}-{unit.singular}" if way == "convert" else f"{own}-{unit.own}"
    if way == "keep":
        return f"{own} {unit.own}"
    name = unit.singular if figures == [1] else unit.plural
    is_round = all(Fraction(figure) == value for figure, value in zip(figures, exact, strict=True))
    if way == "convert" and is_round:
        return f"{converted} {name}"
    about = "" if is_round else "about "
    return f"{own} {unit.own} ({about}{converted} {name})"


_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def _figure(value: Decimal, spelt: bool, millions: bool) -> str:
    if spelt and value == value.to_integral_value() and value <= 10:
        return _WORDS[int(value)]
    if (millions or value % 100_000 == 0) and value >= 1_000_000:
        return f"{format_number(value / 1_000_000)} million"
    return format_number(value)


def _rounded(value: Fraction) -> Decimal:
    """Exact where two decimals do; else three significant digits."""
    cents = value * 100
    if cents.denominator == 1:
        return Decimal(cents.numerator) / 100
    return Decimal(f"{float(value):.3g}")


def _plain(value: Fraction) -> str:
    return format_number(_rounded(value))


def _share(factor: Fraction) -> str:
    return _plain(factor) if factor.denominator in (1, 2, 4, 5) else f"{factor.numerator}/{factor.denominator}"


def _in_source(source: str) -> dict[str, dict[Decimal, str]]:
    found: dict[str, dict[Decimal, str]] = {}
    for number in find_numbers(source, "zh"):
        for unit in UNITS:
            word = unit.source.match(source, number.span.end)
            if word:
                quantity = source[number.span.start : word.end()]
                found.setdefault(unit.name, {})[number.value] = quantity
    for unit in UNITS:
        if re.search(rf"(?:每|/|一)\s*(?:{'市?斤' if unit.name == 'jin' else '亩'})", source):
            found.setdefault(unit.name, {})
            if not found[unit.name]:
                found[unit.name][Decimal(-1)] = f"每{'斤' if unit.name == 'jin' else '亩'}"
    return found
