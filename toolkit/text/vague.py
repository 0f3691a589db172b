"""Amounts that name a power of ten and no figure: 数万, 十几万, 上百, "tens of thousands", "several hundred".

Engines keep the shape and lose the power: 十几万 (more than 100,000) becomes "hundreds of thousands". What is a
figure of speech (成千上万, 数以万计, "thousands upon thousands") names no power and is passed over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.model import Span


class Vague(NamedTuple):
    """A vague amount: several times a power of ten, or somewhat more than one such."""

    span: Span
    power: int
    """Of ten: 4 for 数万."""
    several: bool
    """Whether it is several of that power (数万); otherwise it is little more than one (上万, 万余, 十几万)."""
    teens: bool = False
    """Whether it is less than twice that power (十几万)."""


_POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_SCALE = "[十百千]?[万萬][亿億]|[十百千]?[万萬亿億]|[十百千]"
_COUNTED = "0-9一二两兩三四五六七八九十百千万亿"
_SEVERAL_ZH = re.compile(rf"(?<![{_COUNTED}])(?:好几|好幾|[数數几幾])({_SCALE})(?![0-9分])")
_MORE_ZH = re.compile(
    rf"(?<![{_COUNTED}以晚早马馬直网網线線山路船车車床班])上({_SCALE})(?![0-9分])"
    rf"|(?<![{_COUNTED}数數几幾上半过過近成])(?!十[余餘])({_SCALE})[余餘](?![味温溫地热熱额額])"
)
_TEENS_ZH = re.compile(r"(?<![0-9一二两兩三四五六七八九百千万亿零数數几幾])十[几幾多余餘]([万萬亿億]?)")
_FIGURE_OF_SPEECH_ZH = re.compile("成[百千]上[千万萬]|[数數]以[十百千万萬亿億]+[计計]|千千?万万|千萬萬|几十年如一日")

_NAMED = {
    "ten": 1, "dozen": 1, "score": 1, "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip
_OF = r"(?: of(?= (?!(?:them|us|you|the|these|those)\b)))?\b(?!\s(?:of\s)?(?:hundred|thousand|million|billion)s?\b)"
_PLURAL_EN = re.compile(
    rf"\b(tens|dozens|scores|hundreds|thousands|millions|billions)(?: of (thousands|millions|billions))?{_OF}", re.I
)
_SEVERAL_EN = re.compile(
    r"\b(?:several|a few|a couple of|a couple) (?:(ten|hundred|dozen)s? (?:of )?)?"
    rf"(ten|hundred|dozen|thousand|million|billion)s?{_OF}",
    re.I,
)
_ANY_PLURAL = "(?:tens|dozens|scores|hundreds|thousands|millions|billions)"
_FIGURE_OF_SPEECH_EN = re.compile(
    rf"\b{_ANY_PLURAL} (?:and|upon|after|on) {_ANY_PLURAL}|\b{_ANY_PLURAL}(?: of \w+)? (?:to|or) {_ANY_PLURAL}", re.I
)


def vague_in_chinese(text: str) -> tuple[Vague, ...] | None:
    """The vague amounts of a Chinese text, or None where a figure of speech stands too.

    >>> [(v.power, v.several, v.teens) for v in vague_in_chinese("十几万元,数百亩,上万箱")]
    [(5, False, True), (2, True, False), (4, False, False)]
    """
    if _FIGURE_OF_SPEECH_ZH.search(text):
        return None
    found = [Vague(Span(*m.span()), _power(m[1]), True) for m in _SEVERAL_ZH.finditer(text)]
    found += [Vague(Span(*m.span()), _power(m[1] or m[2]), False) for m in _MORE_ZH.finditer(text)]
    found += [Vague(Span(*m.span()), 1 + _power(m[1]), False, True) for m in _TEENS_ZH.finditer(text)]
    return tuple(sorted(found))


def vague_in_english(text: str) -> tuple[Vague, ...] | None:
    """The vague amounts of an English text, or None where a figure of speech stands too.

    The span holds "of" where the counted thing follows.

    >>> text = "Hundreds of thousands of yuan and several hundred boxes"
    >>> [(v.span.of(text), v.power) for v in vague_in_english(text)]
    [('Hundreds of thousands of', 5), ('several hundred', 2)]
    """
    if _FIGURE_OF_SPEECH_EN.search(text):
        return None
    found = []
    for pattern in (_PLURAL_EN, _SEVERAL_EN):
        for m in pattern.finditer(text):
            power = sum(_NAMED[word.lower().removesuffix("s")] for word in m.groups() if word)
            found.append(Vague(Span(*m.span()), power, True))
    return tuple(sorted(found))


def _power(written: str) -> int:
    return sum(_POWERS[char] for char in written)
