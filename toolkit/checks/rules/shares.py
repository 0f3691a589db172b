"""A percentage whose per-cent sign or word has gone: 27 % and then "27". Only where the number itself is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.rules.figures import span_of_number
from toolkit.checks.rules.line import Fault, Line, Side
from toolkit.model import same_language
from toolkit.text.numbers import find_numbers

_MARK = re.compile(
    r"[%％٪‰]|\bper\s?cent|\bpct\b|\bpc\b|prozent|pour\s?cents?\b|por\s?ciento\b|por\s?cento\b|percentu\w+|porcentaje|per\s?mille"
    r"|procent\w*|percento|процент\w*|百分|パーセント|割|퍼센트|프로|할|\bpersen\w*|phần\s?trăm|بالمئة|بالمائة"
    r"|في المئة|في المائة"
    r"|percentage|fraction|成|折|quarter|third|half|\btenths?\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:[%％٪]|per\s?cent\b|prozent\b|pour\s?cent\b|por\s?ciento\b|por\s?cento\b|процент\w*|パーセント|퍼센트"
    r"|persen\b|phần trăm)",
    re.IGNORECASE,
)
_NUMERAL = re.compile("[0-9]")
_HUNDREDTHS = re.compile("百分之")
_TENTHS = re.compile(r"(?<![0-9一二三四五六七八九十第])([一二三四五六七八九1-9])成(?=的|左右|以上|[,，。、])")
_TEN = {char: value for value, char in enumerate("零一二三四五六七八九")}


def check(line: Line) -> Iterator[Fault]:
    """At most one finding: the first percentage whose number stands in a target without any word for a share."""
    if line.source is None or not line.across or not _NUMERAL.search(line.target.digits):
        return
    if not _MARK.search(line.source.plain) or _MARK.search(line.target.plain):
        return
    for value in _shares(line.source):
        span = span_of_number(line.target, value)
        if span is not None:
            written = span.of(line.target.text)
            message = f"the source has {value.normalize():f} per cent, the text has no per-cent sign or word"
            yield Fault("number.percent", message, span, written, (f"{written}%",))
            return


def _shares(side: Side) -> Iterator[Decimal]:
    for number in find_numbers(side.digits, side.language):
        before = side.digits[max(0, number.span.start - 3) : number.span.start]
        if _AFTER.match(side.digits, number.span.end) or _HUNDREDTHS.fullmatch(before):
            yield number.value
    if same_language(side.language, "zh"):
        for match in _TENTHS.finditer(side.plain):
            yield Decimal(10 * (_TEN.get(match[1]) or int(match[1])))
