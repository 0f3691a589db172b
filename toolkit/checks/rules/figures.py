"""Numbers of one side that the other does not have, for any two languages. Precision before recall.

A number is answered by the same value in digits or words, by the same digits where one side writes a scale (million,
万, тысяч), by a Roman numeral, an ordinal or a decade, and by the other reading of its separator (12.450, 12,450).
Left alone: numbers up to ten, what belongs to a date or a time of day (`toolkit.checks.rules.days`), amounts of units
that are converted, and what the other language may put in words that are not known here. For Chinese to English
missing numbers are the business of `toolkit.checks.numbers`, which reckons units too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.rules.line import Fault, Line, Side
from toolkit.model import LangPair, Span, primary_subtag, same_language
from toolkit.text.days import find_clocks, find_days, month_numbers
from toolkit.text.number_words import worded_numbers
from toolkit.text.numbers import Number

_SMALLEST = Decimal(11)
_SMALLEST_WITHOUT_WORDS = Decimal(21)
"""Of languages whose number words are not known here."""
_READ_IN_WORDS = frozenset({"zh", "ja", "en", "de", "fr", "es", "pt"})
_SCALES = re.compile(
    r"[百千万萬亿億兆만억조천]|\b(?:hundreds?|thousands?|[mbtr]+illions?|bn|mn|lakhs?|crores?|dozens?|k"
    r"|tausend\w*|mio|mrd|million\w*|milliard\w*|mille|milliers?|mil|millón|millones|milhão|milhões|bilh\w+|miles"
    r"|тыс\w*|млн|млрд|миллион\w*|миллиард\w*|сот\w*|ribu\w*|juta\w*|miliar\w*|triliun|nghìn|ngàn|triệu|tỷ|tỉ|trăm"
    r"|ألف|آلاف|ألفا|مليون|ملايين|مليار\w*|مليوني|مئات|mila|milion\w*|miljo\w+|duizend|miljard\w*)\b"
    r"|(?<=\d)\s?(?:k|m|bn)\b",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"\s?-?(?:miles?|mi|feet|foot|ft|inch(?:es)?|in|pounds?|lbs?|ounces?|oz|acres?|gallons?|yards?|mph|fahrenheit|f|knots?"
    r"|kilomet\w+|km/?h?|met(?:er|re)s?|m|cm|mm|kg|kilogram\w*|kilos?|grams?|g|hectares?|ha|tonn?e?s?|lit(?:er|re)s?"
    r"|celsius|c|meilen|fuß|zoll|pfund|milles|pieds|pouces|livres|millas|pies|pulgadas|libras|миль|фут\w*|дюйм\w*|км|м|кг"
    r"|mètres?|kilomètres?|metros?|kilómetros|quilômetros|dặm|feet|mil|kaki|pon)\b"
    r"|\s?(?:°|º|公里|千米|米|英里|英尺|英寸|磅|斤|亩|公斤|克|吨|公顷|里|마일|피트|킬로|미터|マイル|フィート|インチ|ポンド|キロ|メートル"
    r"|\"|'|ميل|قدم|بوصة|كم|متر)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[IVXLCDM]{2,}(?![a-df-z])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}")
_SEPARATORS = re.compile(r"[.,'\s]")


def reckoned_elsewhere(pair: LangPair) -> bool:
    """Whether `toolkit.checks.numbers` looks for the missing numbers of these languages."""
    return same_language(pair.source, "zh") and same_language(pair.target, "en")


def check_missing(line: Line) -> Iterator[Fault]:
    """The source's numbers in digits that the target does not have."""
    if line.source is None or not line.across or not line.target.has_words:
        return
    if reckoned_elsewhere(LangPair(line.source.language, line.target.language)):
        return
    for number in _unanswered(line.source, line.target):
        written = number.span.of(line.source.text).strip()
        yield Fault("number.missing", f"{written} of the source is not in the text", found=written)


def check_extra(line: Line) -> Iterator[Fault]:
    """The target's numbers in digits that the source does not have."""
    if line.source is None or not line.across or not line.source.has_words:
        return
    if primary_subtag(line.source.language) not in _READ_IN_WORDS:
        return
    for number in _unanswered(line.target, line.source):
        written = number.span.of(line.target.text).strip()
        yield Fault("number.extra", f"{written} is not in the source", number.span, written)


def _unanswered(ours: Side, theirs: Side) -> Iterator[Number]:
    """The numbers in digits of one side that the other side does not answer."""
    asked = [number for number in ours.numbers if _counts(number, ours, theirs)]
    if not asked:
        return
    taken = [day.span for day in find_days(ours.digits, ours.language)]
    taken += [clock.span for clock in find_clocks(ours.digits)]
    values = {number.value for number in theirs.numbers}
    values.update(Decimal(value) for value in worded_numbers(theirs.plain, theirs.language))
    values.update(Decimal(value) for value in month_numbers(theirs.plain, theirs.language))
    runs = {run.group() for run in _DIGITS.finditer(theirs.digits)}
    grouped = {_SEPARATORS.sub("", match.group()) for match in _GROUPED.finditer(theirs.digits)}
    scaled = bool(_SCALES.search(ours.plain) or _SCALES.search(theirs.plain))
    significant = {_significant(value) for value in values} if scaled else set()
    converted = bool(_near_unit(theirs))
    for number in asked:
        written = number.span.of(ours.digits)
        if any(number.span.overlaps(span) for span in taken):
            continue
        if number.value in values or written in runs or _significant(number.value) in significant:
            continue
        if _GROUPED.fullmatch(written) and _SEPARATORS.sub("", written) in grouped | runs:
            continue
        if int(number.value) == number.value and int(number.value) in {*_romans(theirs.plain)}:
            continue
        if converted and _UNITS.match(ours.digits, number.span.end):
            continue
        yield number


def _counts(number: Number, ours: Side, theirs: Side) -> bool:
    """Whether a number is one that the other side must have."""
    if not ours.digits[number.span.start].isdigit():
        return False
    known = primary_subtag(theirs.language) in _READ_IN_WORDS
    whole = number.value == int(number.value)
    return number.value >= (_SMALLEST if known else _SMALLEST_WITHOUT_WORDS) or not whole


def _significant(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _near_unit(side: Side) -> bool:
    return any(_UNITS.match(side.digits, number.span.end) for number in side.numbers)


def _romans(text: str) -> Iterator[int]:
    for match in _ROMAN.finditer(text):
        values = [_ROMAN_VALUES[char] for char in match.group()]
        yield sum(-one if one < max(values[place:]) else one for place, one in enumerate(values))


def span_of_number(side: Side, value: Decimal) -> Span | None:
    """Where a value stands in digits for the first time."""
    for number in side.numbers:
        if number.value == value and side.digits[number.span.start].isdigit():
            return number.span
    return None
