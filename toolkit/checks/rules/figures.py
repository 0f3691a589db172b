"""Numbers of one side that the other does not have, for any two languages. Precision before recall.

A number is answered by the same value in digits or words, by the same digits where one side writes a scale (million,
万, тысяч), by a Roman numeral, an ordinal or a decade, and by the other reading of its separator (12.450, 12,450).
Left alone: numbers up to ten, what belongs to a date or a time of day (`toolkit.checks.rules.days`), amounts of units
that are converted, and what the other language may put in words that are not known here. For Chinese to English
missing numbers are the business of `toolkit.checks.numbers`, which reckons units too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from toolkit.checks.rules.line import Fault, Line, Side
from toolkit.model import LangPair, Span, primary_subtag, same_language
from toolkit.text.days import find_clocks, find_days, month_numbers
from toolkit.text.number_words import worded_numbers
from toolkit.text.numbers import Number, find_numbers, writes_decimal_comma

_SMALLEST = Decimal(11)
_SMALLEST_WITHOUT_WORDS = Decimal(21)
"""Of languages whose number words are not known here."""
_READ_IN_WORDS = frozenset({"zh", "ja", "en", "de", "fr", "es", "pt"})
_SCALES = re.compile(
    r"[百千万萬亿億兆만억조천]|\b(?:hundreds?|thousands?|[mbtr]+illions?|bn|mn|lakhs?|crores?|dozens?|k"
    r"|tausend\w*|mio|mrd|million\w*|milliard\w*|mille|milliers?|mil|millón|millones|milhão|milhões|bilh\w+|miles"
    r"|тыс\w*|млн|млрд|миллион\w*|миллиард\w*|сот\w*|ribu\w*|juta\w*|miliar\w*|triliun|nghìn|ngàn|triệu|tỷ|tỉ|trăm"
    r"|ألف|آلاف|ألفا|مليون|ملايين|مليار\w*|مليوني|مئات|mila|milion\w*|miljo\w+|duizend|miljard\w*)\b"
    r"|(?<=\d)\s?(?:k|m|bn)\b|लाख|करोड़|हज़ार|हजार|अरब",
    re.IGNORECASE,
)
_METRIC = re.compile(
    r"\s?-?(?:kilom\w+|km/?h?|met(?:er|re)s?|cm|mm|kg|kilogram\w*|kilos?|grams?|hectares?|ha|tonnes?|lit(?:er|re)s?|celsius"
    r"|mètres?|kilomètres?|metros?|kilómetros|quilômetros|км|м|кг|m|c)\b|\s?(?:°\s?C|公里|千米|米|公斤|千克|公顷|킬로|미터|キロ|メートル|كم|متر)",
    re.IGNORECASE,
)
_OTHER_UNITS = re.compile(
    r"\s?-?(?:miles?|mi|feet|foot|ft|inch(?:es)?|pounds?|lbs?|ounces?|oz|acres?|gallons?|yards?|mph|fahrenheit|knots?|meilen|fuß"
    r"|zoll|milles|pieds|pouces|millas|pies|pulgadas|libras|миль|фут\w*|дюйм\w*|dặm|kaki|f)\b"
    r"|\s?(?:°\s?F|英里|英尺|英寸|磅|斤|亩|里|마일|피트|マイル|フィート|インチ|ポンド|ميل|قدم|بوصة|\"|')",
    re.IGNORECASE,
)
_ON_THE_CLOCK = re.compile(r"\s?(?:h\b|hrs?\b|Uhr\b|시|時|时|点|點|GMT\b|UTC\b|[ap]\.?m\b|:\d)", re.IGNORECASE)
_ORDINALS = re.compile(r"\b(?:(twen|thir|for|fif|six|seven|eigh|nine)ty-)?(\w+?(?:th|st|nd|rd|ieth))\b", re.IGNORECASE)
_ORDINAL_VALUES = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000}
_TENS = {"twen": 20, "thir": 30, "for": 40, "fif": 50, "six": 60, "seven": 70, "eigh": 80, "nine": 90}
_THOUSAND = re.compile(
    r"\b(?:mil|mille|tausend\w*|thousandth|century|hundred|tysiąc|тысяч\w*|seribu|cien|cento|hundert)\b", re.I
)
_CENTURY = re.compile(
    r"\b(?:century|siècle|siglo|século|jahrhundert|век\w*|столети\w*|abad|thế kỷ)\b|世纪|世紀|세기|قرن", re.I
)
_MOST = 200
"""Of one segment no more are looked at; a table of figures is told by its first ones."""
_DIGITS = re.compile(r"\d+")
_RUNS = re.compile(r"\d+(?:[.,]\d+)*")
_ROMAN = re.compile(r"\b[IVXLCDM]{2,}(?![a-df-z])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_IN_THREES = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_WITH_BLANKS = re.compile(r"(?<![\d.,])\d{1,3}(?:\s\d{3})+(?!\d)")
_DECIMAL_WITH_BLANKS = re.compile(r"(?<![\d.,])(\d{1,3}(?:\s\d{3})+)[.,](\d+)(?![.,]?\d)")
"""1 234,56: groups that an ordinary blank parts, told from a row of numbers by the decimal part."""
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
    for number in unanswered(line.source, line.target):
        written = number.span.of(line.source.text).strip()
        yield Fault("number.missing", f"{written} of the source is not in the text", found=written)


def check_extra(line: Line) -> Iterator[Fault]:
    """The target's numbers in digits that the source does not have."""
    if line.source is None or not line.across or not line.source.has_words:
        return
    if primary_subtag(line.source.language) not in _READ_IN_WORDS:
        return
    for number in unanswered(line.target, line.source):
        before = line.target.plain[: number.span.start]
        if before.count("(") > before.count(")"):  # 500 yuan ($70)
            continue
        written = number.span.of(line.target.text).strip()
        yield Fault("number.extra", f"{written} is not in the source", number.span, written)


def unanswered(ours: Side, theirs: Side) -> Iterator[Number]:
    """The numbers in digits of one side that the other side does not answer."""
    if not _DIGITS.search(ours.digits):
        return
    asked = [number for number in ours.numbers if _counts(number, ours, theirs)]
    if not asked:
        return
    values = _values(theirs)
    asked = [n for n in asked if n.value not in values and n.span.of(ours.digits) not in values.written][:_MOST]
    if not asked:
        return
    taken = [day.span for day in find_days(ours.digits, ours.language)]
    taken += [clock.span for clock in find_clocks(ours.digits)]
    scaled = bool(_SCALES.search(ours.plain) or _SCALES.search(theirs.plain))
    significant = {_significant(value) for value in values} if scaled else set()
    two_ways = writes_decimal_comma(ours.language) != writes_decimal_comma(theirs.language)
    for number in asked:
        start, end = number.span
        written = number.span.of(ours.digits)
        bare = _SEPARATORS.sub("", written)
        if any(number.span.overlaps(span) for span in taken) or ours.digits[start - 1 : start] == ":":
            continue
        if _significant(number.value) in significant or _ON_THE_CLOCK.match(ours.digits, end):
            continue
        if _joined(ours, number) in values.bare or _grouped(ours, number) in values:
            continue
        if two_ways and _GROUPED.fullmatch(written) and bare in values.bare:
            continue
        if _is_decade(bare, values.bare) or (len(bare) == 4 and bare.endswith("00") and _CENTURY.search(theirs.plain)):
            continue
        if _is_converted(ours, theirs, end):
            continue
        yield number


class _Values(frozenset[Decimal]):
    """The values of one side, with the digits as they are written."""

    written: frozenset[str]
    bare: frozenset[str]


def _values(side: Side) -> _Values:
    text = side.digits
    found = {number.value for number in side.numbers}
    found.update(map(Decimal, worded_numbers(side.plain, side.language)))
    found.update(map(Decimal, month_numbers(side.plain, side.language)))
    found.update(map(Decimal, _romans(side.plain)))
    found.update(_decimal(match) for match in _DECIMAL_WITH_BLANKS.finditer(text))
    language = primary_subtag(side.language)
    if language == "en":
        found.update(map(Decimal, _ordinals(side.plain)))
    elif "第" in text and language in ("zh", "ja"):
        found.update(number.value for number in find_numbers(text.replace("第", " "), side.language))
    if _THOUSAND.search(side.plain):
        found.update((Decimal(100), Decimal(1000)))
    values = _Values(found)
    runs = [run.group() for run in _RUNS.finditer(text)]
    values.written = frozenset(runs) | frozenset(_DIGITS.findall(text)) | frozenset(r.replace(",", ".") for r in runs)
    values.written |= frozenset(run.replace(".", ",") for run in runs)
    values.written |= frozenset(_SEPARATORS.sub("", run) for run in runs if _IN_THREES.fullmatch(run))
    runs += [match.group() for match in _WITH_BLANKS.finditer(text)]
    values.bare = frozenset(_SEPARATORS.sub("", run) for run in runs) | frozenset(_DIGITS.findall(text))
    return values


def _ordinals(text: str) -> Iterator[int]:
    for match in _ORDINALS.finditer(text):
        value = _ORDINAL_VALUES.get(match[2].lower())
        if value is not None:
            yield value + (_TENS[match[1].lower()] if match[1] else 0)


def _joined(side: Side, number: Number) -> str:
    """The digits of a number, with those that only a blank parts from it: 17 500."""
    if match := _around(_WITH_BLANKS, side.digits, number.span.start):
        return _SEPARATORS.sub("", match.group())
    written = number.span.of(side.digits)
    return _SEPARATORS.sub("", written) if _IN_THREES.fullmatch(written) and len(written) > 7 else ""


def _decimal(match: re.Match[str]) -> Decimal:
    return Decimal(f"{_SEPARATORS.sub('', match[1])}.{match[2]}").normalize()


def _grouped(side: Side, number: Number) -> Decimal | None:
    """The value of the number with blanks and a decimal part that this one is a piece of."""
    match = _around(_DECIMAL_WITH_BLANKS, side.digits, number.span.start)
    return _decimal(match) if match else None


def _around(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """The match of the pattern that holds that place."""
    places = _places(pattern, text)
    number = bisect_right(places, at, key=re.Match.start) - 1
    return places[number] if number >= 0 and at < places[number].end() else None


@lru_cache(maxsize=16)
def _places(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str], ...]:
    return tuple(pattern.finditer(text))


def _is_decade(bare: str, others: frozenset[str]) -> bool:
    """Whether the other side has the year without its century, or with it: the 80s, 1980."""
    if len(bare) == 4:
        return bare[:2] in ("18", "19", "20") and bare[2:] in others
    return len(bare) == 2 and any(century + bare in others for century in ("18", "19", "20"))


def _is_converted(ours: Side, theirs: Side, end: int) -> bool:
    """Whether a unit follows that the other side has converted: miles there, kilometres here."""
    for one, other in ((_METRIC, _OTHER_UNITS), (_OTHER_UNITS, _METRIC)):
        if one.match(ours.digits, end):
            return any(other.match(theirs.digits, number.span.end) for number in theirs.numbers)
    return False


def _counts(number: Number, ours: Side, theirs: Side) -> bool:
    """Whether a number is one that the other side must have."""
    if not ours.digits[number.span.start].isdigit():
        return False
    known = primary_subtag(theirs.language) in _READ_IN_WORDS
    whole = number.value == int(number.value)
    return number.value >= (_SMALLEST if known else _SMALLEST_WITHOUT_WORDS) or not whole


def _significant(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


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
