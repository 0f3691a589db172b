"""The numbers that a text names, as exact values, and their English spelling. No units, no dates.

Chinese (digits with 千 万 亿, and numerals in characters) and English (digits with scales, and words) are
read by their own rules, other languages by their digits alone. Precision before recall: what is an
ordinal, a name or a figure of speech (第一, 一起, 数十万, 5G, COVID-19, twenty-first, dozens) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from toolkit.model import Span, primary_subtag
from toolkit.text import korean_numbers


class Number(NamedTuple):
    """One number and where it stands: its scale included, unit, currency and per-cent sign not."""

    span: Span
    value: Decimal
    """Exact; of "30 %" it is 30."""
    approximate: bool
    """A word directly beside or within it says more, almost, about: 余, 多, 近, over, nearly."""


class _Part(NamedTuple):
    """A number while it is read: `value` already holds `scale`, which is 1 where none was written."""

    start: int
    end: int
    value: Decimal
    scale: int = 1
    vague: bool = False


def find_numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers of the text, from left to right, none overlapping another.

    >>> sold = "成交4.7万余单,近两百亩,第一"
    >>> [(str(number.value), number.approximate) for number in find_numbers(sold, "zh")]
    [('47000', True), ('200', True)]
    >>> [str(number.value) for number in find_numbers("two 4-hour shows, 1.96 million yuan, COVID-19", "en")]
    ['2', '4', '1960000']
    """
    subtag = primary_subtag(language)
    plain = _TAG.sub(lambda tag: "|" * len(tag.group()), text) if "{" in text else text
    plain = _GROUPING_FULL_WIDTH.sub(",", plain).translate(_FULL_WIDTH)
    if subtag in {"zh", "ja"}:
        digits = _scaled_zh(plain, _digits(plain, subtag))
        taken = {index for part in digits for index in range(part.start, part.end)}
        parts = _spread_scale(plain, digits) + _numerals(plain, taken)
        parts = _with_points(plain, _with_spoken_prices(plain, parts))
    elif subtag == "en":
        parts = _spread_scale(plain, _scaled_en(plain, _digits(plain, subtag))) + _words(plain)
    elif subtag == "ko":
        bare = [(part.start, part.end, part.value) for part in _digits(plain, subtag)]
        parts = [_Part(*part) for part in korean_numbers.scaled(plain, bare)]
    else:
        parts = list(_digits(plain, subtag))
    return tuple(_number(plain, part) for part in sorted(parts))


def writes_decimal_comma(language: str) -> bool:
    """Whether the language writes 4,5 for four and a half.

    >>> writes_decimal_comma("de-AT"), writes_decimal_comma("zh")
    (True, False)
    """
    return primary_subtag(language) in _DECIMAL_COMMA


def format_number(value: Decimal) -> str:
    """The value as English writes it: groups of three, no zeros that say nothing.

    >>> [format_number(Decimal(value)) for value in ("3E+4", "1.50", "6.67", "0.0")]
    ['30,000', '1.5', '6.67', '0']
    """
    written = f"{value:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _number(text: str, part: _Part) -> Number:
    whole = Decimal(int(part.value))  # 4.7 * 10,000 is 47,000 and not 47,000.0
    value = whole if whole == part.value else part.value.normalize()
    return Number(Span(part.start, part.end), value, part.vague or _is_hedged(text, part))


# --- digits, in any language ---------------------------------------------------------------------------

_FULL_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0E: ".", 0xFF05: "%"}
_GROUPING_FULL_WIDTH = re.compile("(?<=[\uff10-\uff19])\uff0c(?=[\uff10-\uff19]{3})")
_TAG = re.compile(r"\{/?[0-9]{1,3}\}")
"""A placeholder such as {0}: its number counts nothing."""
_BLANKS = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_RUN = re.compile(rf"[0-9]+(?:[.,'{_BLANKS}][0-9]+)*")
_POINT = re.compile(rf"(?:[0-9]{{1,3}}(?:[,'{_BLANKS}][0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?")
_COMMA = re.compile(rf"(?:[0-9]{{1,3}}(?:[.'{_BLANKS}][0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?")
_LANGUAGES_WITH_DECIMAL_COMMA = (
    "bg ca cs da de el es et fi fr hr hu id is it lt lv nb nl nn no pl pt ro ru sk sl sr sv tr uk vi"
)
_DECIMAL_COMMA = frozenset(_LANGUAGES_WITH_DECIMAL_COMMA.split())
_LONGEST = 24
"""A longer row of digits is a serial number, and would not stay exact under Decimal's 28 digits."""
_NAME_BEFORE = re.compile(r"(?:[A-Za-z_]|[A-Z][A-Za-z]*-)\Z")
"""COVID-19, G20, but mid-2020."""
_NAME_AFTER = re.compile(r"(?:st|nd|rd|th|s)(?![A-Za-z])|(?![MB](?![A-Za-z])|[MGTKk][BWw])[A-Z_]|[a-z]+[0-9]")
"""2nd, 1990s, 5G, 4x4, but 60kg, 100MB, $3B."""


def _digits(text: str, language: str) -> Iterator[_Part]:
    """Numbers in digits; names, ordinals, versions and addresses are passed over."""
    for run in _RUN.finditer(text):
        if run.end() - run.start() > _LONGEST:
            continue
        before = text[max(0, run.start() - 20) : run.start()]
        if _NAME_BEFORE.search(before) or _NAME_AFTER.match(text, run.end()):
            continue
        value = _read(run.group(), language)
        if value is not None:
            yield _Part(run.start(), run.end(), value)
        elif "." not in run.group():  # a list: 3,5,7
            for item in re.finditer("[0-9]+", run.group()):
                yield _Part(run.start() + item.start(), run.start() + item.end(), Decimal(item.group()))


def _read(written: str, language: str) -> Decimal | None:
    """The value by the language's own decimal sign or, outside English, Chinese and Japanese, the other."""
    comma_first = language in _DECIMAL_COMMA
    conventions = [(_COMMA, ","), (_POINT, ".")] if comma_first else [(_POINT, "."), (_COMMA, ",")]
    for pattern, decimal_sign in conventions[:1] if language in {"en", "zh", "ja"} else conventions:
        if pattern.fullmatch(written):
            kept = [char for char in written if char.isdecimal() or char == decimal_sign]
            return Decimal("".join(kept).replace(decimal_sign, "."))
    return None


_RANGE = re.compile(r"\s?[-\N{EN DASH}~至到或]\s?|\s(?:to|or)\s")


def _spread_scale(text: str, parts: list[_Part]) -> list[_Part]:
    """2-3 million, between 2 and 3 million, 2至3万: the first number has the scale of the second."""
    for index, (one, other) in enumerate(pairwise(parts)):
        smaller = one.scale == 1 < other.scale and one.value < other.value / other.scale
        is_range = _RANGE.fullmatch(text, one.end, other.start) or (
            text[one.end : other.start] == " and " and text[max(0, one.start - 8) : one.start].lower() == "between "
        )
        if smaller and is_range:
            parts[index] = one._replace(value=one.value * other.scale)
    return parts


_HEDGE_BEFORE = re.compile(
    r"(?:\b(?:almost|nearly|about|around|over|more than|some|approximately|roughly|at least|up to|as many as"
    r"|less than|fewer than|close to|under|exceeding|above|below)\s(?:an?\s|half\s)?(?:[$€£¥]|US\$|RMB\s?)?"
    r"|(?<![附最])近|约|超过?|逾|接近|不到|至少|多达)\Z",
    re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(r"分?[余多]|左右|以上|\+|-odd\b|-plus\b|\s(?:or so|or more|plus)\b", re.IGNORECASE)


def _is_hedged(text: str, part: _Part) -> bool:
    before = text[max(0, part.start - 24) : part.start]
    return bool(_HEDGE_BEFORE.search(before) or _HEDGE_AFTER.match(text, part.end))


# --- Chinese -------------------------------------------------------------------------------------------

_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_POWERS = {"十": 10, "百": 100, "千": 1000} | _MYRIADS
_SCALE_ZH = re.compile(
    r" ?(?P<more>[余多])?(?P<scale>[十百千]?[万萬][亿億]|[十百千]?[万萬亿億]|[百千](?![克米瓦卡帕兆分]))"
)
_DIGITS_ZH = {char: value for value, chars in enumerate("零一二三四五六七八九") for char in chars} | {
    "\N{IDEOGRAPHIC NUMBER ZERO}": 0, "两": 2, "兩": 2,
}  # fmt: skip
_RUN_ZH = re.compile("[零\N{IDEOGRAPHIC NUMBER ZERO}一二两兩三四五六七八九十百千万萬亿億]+")
_MORE_MYRIADS = re.compile("[余多]([万萬亿億])")
_NOT_BEFORE_ZH = re.compile(r"(?:[第初几数双老上成好点每逢]|星期|礼拜|周|(?<!百)分之)\Z")
_ORDINAL_AFTER_ZH = re.compile(r" ?(?:世纪|年代|届|几)")
_NOT_AFTER_ZH = re.compile(r"世纪|年代|届|几|分(?!多?钟)|点(?!多?钟)|大(?![概约])")
_MEASURE = re.compile(
    "公斤|公里|小时|分多?钟|个|個|名|位|家|单|斤|亩|天|年|月|日|倍|元|块|吨|人|次|件|场|款|种|箱|岁|层|只|头|条|张|辆|台|米|秒"
    "|里(?=[路地远]|长的)"
)
_MEASURE_OF_ONE = re.compile("公斤|公里|小时|分钟|斤|亩|天|年|倍|元|吨|里(?=[路远])")
"""一 before other measures (一个, 一家, 一次) is an article more often than a number."""


def _scaled_zh(text: str, digits: Iterable[_Part]) -> list[_Part]:
    """Digits with 千 万 亿, added up where they follow each other (1亿2000万); ordinals left out."""
    found: list[_Part] = []
    for part in digits:
        if text[part.start - 1 : part.start] == "第" or _ORDINAL_AFTER_ZH.match(text, part.end):
            continue
        if scale := _SCALE_ZH.match(text, part.end):
            power = 1
            for char in scale["scale"]:
                power *= _POWERS[char]
            part = _Part(part.start, scale.end(), part.value * power, power, scale["more"] is not None)
        if found and found[-1].end == part.start and found[-1].scale > part.value:
            whole = found.pop()
            part = part._replace(start=whole.start, value=whole.value + part.value)
        found.append(part)
    return found


def _numerals(text: str, taken: set[int]) -> list[_Part]:
    """Numbers written in characters; single ones only before a measure word or after 百分之."""
    found: list[_Part] = []
    for run in _RUN_ZH.finditer(text):
        start, end = run.span()
        before = text[max(0, start - 3) : start]
        if start in taken or _NOT_BEFORE_ZH.search(before) or _NOT_AFTER_ZH.match(text, end):
            continue
        value = _numeral_value(run.group(), text[end : end + 1])
        if value is None:
            continue
        if end - start == 1 and before != "百分之":
            measure = _MEASURE_OF_ONE if value == 1 else _MEASURE
            if not measure.match(text, end + (text[end : end + 1] in {"余", "多"})):
                continue
        more = _MORE_MYRIADS.match(text, end)
        if more:
            value, end = value * _MYRIADS[more[1]], more.end()
        found.append(_Part(start, end, Decimal(value), vague=more is not None))
    return found


_SPOKEN_PRICE = re.compile(
    r"(?<![\d.,一二两三四五六七八九十百千万第])"
    r"(?P<yuan>\d+|[一二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)块(?P<jiao>[1-9一二三四五六七八九])"
    r"(?=[毛角]|[钱一每/,,。;;、!!??))的\s]|$)"
)
"""39块9一斤 is 39.9 yuan."""


def _with_spoken_prices(text: str, parts: list[_Part]) -> list[_Part]:
    for price in _SPOKEN_PRICE.finditer(text):
        yuan = price["yuan"] if price["yuan"].isdigit() else str(_numeral_value(price["yuan"], "") or "")
        jiao = price["jiao"] if price["jiao"].isdigit() else str(_DIGITS_ZH[price["jiao"]])
        if yuan:
            parts = [part for part in parts if part.end <= price.start() or part.start >= price.end()]
            parts.append(_Part(price.start(), price.end(), Decimal(f"{yuan}.{jiao}")))
    return parts


_WITH_POINT = re.compile(
    "(?<![第零一二三四五六七八九十百千万亿早晚上午])"
    "(?P<whole>[零一二两三四五六七八九十百]+)[点點](?P<tenths>[零一二三四五六七八九]+)"
    "(?P<scale>[百千]?[万萬亿億]|)(?=(?P<unit>倍|米|公里|斤|公斤|千克|吨|亩|元|个百分点|公顷)|)"
)


def _with_points(text: str, parts: list[_Part]) -> list[_Part]:
    """一点五亿 is 150 million, 两点三倍 is 2.3 times; 三点五分 is a time of day."""
    for found in _WITH_POINT.finditer(text):
        whole = _numeral_value(found["whole"], "") if found["whole"] != "零" else 0
        if whole is None or not (found["scale"] or found["unit"]):
            continue
        power = 1
        for char in found["scale"]:
            power *= _POWERS[char]
        tenths = "".join(str(_DIGITS_ZH[char]) for char in found["tenths"])
        parts = [part for part in parts if part.end <= found.start() or part.start >= found.end()]
        parts.append(_Part(found.start(), found.end(), Decimal(f"{whole}.{tenths}") * power, power))
    return parts


def _numeral_value(numeral: str, after: str) -> int | None:
    """The value of a well-formed numeral; None for 一一, 三四, 千万, 万一 and the like.

    >>> [_numeral_value(numeral, "") for numeral in ("三千五百", "一万零五", "两万五", "三四", "万一")]
    [3500, 10005, 25000, None, None]
    """
    if numeral == "百万":
        return 10**6
    if all(char in _DIGITS_ZH for char in numeral):
        if len(numeral) == 1:
            return _DIGITS_ZH[numeral] or None
        if len(numeral) == 4 and after == "年" and numeral not in "一二三四五六七八九":  # 三四五六年级: four grades
            return int("".join(str(_DIGITS_ZH[char]) for char in numeral))
        return None
    total = section = 0
    digit: int | None = None
    power = smallest = 10**12  # of the section, of the whole
    for char in numeral:
        if char in _DIGITS_ZH:
            if digit:
                return None
            digit = _DIGITS_ZH[char]
        elif char in _MYRIADS:
            section += digit or 0
            step = _MYRIADS[char]
            if not section and not (total and step > smallest):
                return None
            total = (total + section) * step if step > smallest or not total else total + section * step
            smallest, section, digit, power = step, 0, None, step
        else:
            step = _POWERS[char]
            if step >= power or (not digit and not (step == 10 and section == 0 == total)):
                return None
            section, digit, power = section + (digit or 1) * step, None, step
    if digit and numeral[-2:-1] not in {"零", "\N{IDEOGRAPHIC NUMBER ZERO}", "十"}:
        digit *= power // 10  # 两万五 is 25,000
    return total + section + (digit or 0)


# --- English -------------------------------------------------------------------------------------------

_SCALES_EN = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 1000, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "dozen": 12,
}  # fmt: skip
_SCALE_EN = re.compile(
    r"[\s-]?(?P<long>hundred|thousand|million|billion|trillion)\b|(?P<short>k|mn|bn|tn|M|B)\b"
    r"|(?P<money>m|b)\b"
)
_CURRENCY = re.compile(r"[$€£¥]\s?\Z")
_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = "|".join(_TENS_WORDS.split())
_SMALL = "|".join(_SMALL_WORDS.split())
_SUB_100 = rf"(?:(?:{_TENS})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine)\b)?|{_SMALL})"
_SUB_1000 = rf"(?:(?:{_SUB_100}|an?)\shundred\b(?:\s(?:and\s)?{_SUB_100}\b)?|{_SUB_100}\b)"
_GROUP = rf"(?:half\san?|an?|{_SUB_1000})[\s-](?:thousand|million|billion|trillion|dozen)\b"
_NUMBER_EN = re.compile(rf"\b(?:{_GROUP}(?:\s(?:and\s)?{_GROUP})*(?:\s(?:and\s)?{_SUB_1000})?|{_SUB_1000})", re.I)
_WORD_VALUES = {word: value for value, word in enumerate(_SMALL_WORDS.split())} | {
    word: 10 * value for value, word in enumerate(_TENS_WORDS.split(), start=2)
}
_NOT_AFTER_EN = re.compile(
    r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b|[\s-](?:\w+teenth|\w+tieth|\w+ths|\w+redth)\b"
    r"|[\s-](?:thirds?|quarters?|halves|half|fifths|sixths)\b",
    re.I,
)
_UNIT_OF_ONE = re.compile(
    r"[\s-](?:hour|minute|day|week|month|year|yuan|jin|mu|catty|acre|kilogram|ton|percent)\b", re.I
)
"""A bare "one" before anything else is a pronoun or an article more often than a number."""


def _scaled_en(text: str, digits: Iterable[_Part]) -> list[_Part]:
    """Digits with "million", "bn" and the like; a lone m or b only where money is meant."""
    found: list[_Part] = []
    for part in digits:
        scale = _SCALE_EN.match(text, part.end)
        if scale and (not scale["money"] or _CURRENCY.search(text[max(0, part.start - 2) : part.start])):
            power = _SCALES_EN[(scale["long"] or scale.group()).lower()]
            part = _Part(part.start, scale.end(), part.value * power, power)
        found.append(part)
    return found


def _words(text: str) -> list[_Part]:
    """Numbers in words: two, twenty-five, a hundred and six thousand, half a million, a dozen."""
    found: list[_Part] = []
    for match in _NUMBER_EN.finditer(text):
        start, end = match.span()
        words = re.findall("[a-z]+", match.group().lower())
        is_pronoun = words == ["one"] and not _UNIT_OF_ONE.match(text, end)
        if words != ["zero"] and not is_pronoun and not _NOT_AFTER_EN.match(text, end):
            found.append(_Part(start, end, _words_value(words)))
    return found


def _words_value(words: list[str]) -> Decimal:
    """The value of a well-formed row of number words.

    >>> str(_words_value("two hundred and six thousand and one".split()))
    '206001'
    """
    total = current = Decimal(0)
    for word in words:
        if word in {"a", "an"}:
            current = current or Decimal(1)
        elif word == "half":
            current = Decimal("0.5")
        elif word == "hundred":
            current *= 100
        elif word in _SCALES_EN:
            total, current = total + (current * _SCALES_EN[word]).normalize(), Decimal(0)
        elif word != "and":
            current += _WORD_VALUES[word]
    return total + current
