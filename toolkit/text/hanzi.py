"""Simplified and traditional characters: which ones only one of the two writings has. Not a converter.

The pairs are read off the project's own word tables (`data/*.zh-en.tsv`, heads such as 带/帶). A character counts as
simplified only if no traditional head holds it, and the other way round: 后 (皇后), 台 and 里 tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_IN_BOTH_WRITINGS = frozenset("黏粘云丑仆沈朴据冲宁栖烟韵凄恒羡汹净庄佣瞭藉乾夥徵彷楣摺昇甦鍾")
"""Rare in one of the two, but right there: 乾隆, 狼藉 and 彷徨 in simplified, 云云 and 拮据 in traditional texts."""
_HANS = frozenset({"hans", "cn", "sg", "my"})
_HANT = frozenset({"hant", "tw", "hk", "mo"})


class Hanzi(NamedTuple):
    """What the tables say of single characters."""

    simplified: dict[str, str]
    """Characters of the simplified writing alone, each with a traditional one."""
    traditional: dict[str, str]
    """The other way round."""


def foreign(text: str, writing: str) -> dict[str, str]:
    """The characters that the writing (`hans` or `hant`) does not have, each with its own.

    >>> foreign("直播帶貨", "hans"), foreign("直播带货", "hans"), foreign("皇后", "hant")
    ({'帶': '带', '貨': '货'}, {}, {})
    """
    table = hanzi().traditional if writing == "hans" else hanzi().simplified
    return {char: table[char] for char in text if char in table}


def unified(text: str) -> str:
    """The text with every character that is traditional alone in its simplified form: to compare, not to print.

    >>> unified("直播帶貨") == unified("直播带货")
    True
    """
    return text if text.isascii() else text.translate(_to_simplified())


def writing_of(tag: str) -> str | None:
    """`hans` or `hant`, where a language tag tells; None for other languages and for a bare `zh`.

    >>> writing_of("zh-CN"), writing_of("zh_Hant_HK"), writing_of("zh"), writing_of("en-HK")
    ('hans', 'hant', None, None)
    """
    first, *rest = tag.replace("_", "-").casefold().split("-")
    if first not in ("zh", "cmn", "yue"):
        return None
    for part in rest:  # the script stands before the region, and decides
        if part in _HANS or part in _HANT:
            return "hans" if part in _HANS else "hant"
    return None


@cache
def hanzi() -> Hanzi:
    """The table, made once."""
    pairs: dict[tuple[str, str], None] = {}
    simplified: set[str] = set()
    traditional: set[str] = set()
    for head in _heads():
        one, *others = head.split("/")
        simplified.update(one)
        for other in others or [one]:
            traditional.update(other)
            if len(other) == len(one):
                pairs.update(((a, b), None) for a, b in zip(one, other, strict=True) if a != b)
    hans: dict[str, str] = {}
    hant: dict[str, str] = {}
    for a, b in pairs:
        if a not in traditional and a not in _IN_BOTH_WRITINGS:
            hans.setdefault(a, b)
        if b not in simplified and b not in _IN_BOTH_WRITINGS:
            hant.setdefault(b, a)
    return Hanzi(hans, hant)


@cache
def _to_simplified() -> dict[int, str]:
    return {ord(char): other for char, other in hanzi().traditional.items()}


def _heads() -> Iterator[str]:
    folder = files("toolkit.text").joinpath("data")
    for name in ("glosses.zh-en.tsv", "words.zh-en.tsv"):
        for line in folder.joinpath(name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield line.partition("\t")[0]
