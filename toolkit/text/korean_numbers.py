"""Korean numbers in digits with their scales: 3만 2천 is 32,000, 1억 2,500만 is 125 million."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

_POWERS = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12}
_SCALE = re.compile(r"\s?(?P<scale>[십백천]?[만억조]|[십백천])")
_MONEY = re.compile(r"\s?(?:\d|원|달러|위안|엔|유로)")
_ARTICLE = re.compile(r"제\s?$")


class Scaled(NamedTuple):
    """A number with its scale reckoned in; `scale` is 1 where none was written."""

    start: int
    end: int
    value: Decimal
    scale: int


def scaled(text: str, digits: Iterable[tuple[int, int, Decimal]]) -> list[Scaled]:
    """The numbers with their scales, added up where they follow each other; 제3조 is an article, no three trillion.

    >>> found = scaled("1억 2,500만 원", [(0, 1, Decimal(1)), (3, 8, Decimal(2500))])
    >>> [(part.start, part.end, int(part.value)) for part in found]
    [(0, 9, 125000000)]
    """
    found: list[Scaled] = []
    for start, end, value in digits:
        part = Scaled(start, end, value, 1)
        match = _SCALE.match(text, end)
        if match and not _is_article(text, start, match):
            power = 1
            for char in match["scale"]:
                power *= _POWERS[char]
            part = Scaled(start, match.end(), value * power, power)
        whole = found[-1] if found else None
        if whole and whole.scale > part.value and text[whole.end : start] in ("", " "):
            part = Scaled(whole.start, part.end, whole.value + part.value, part.scale)
            found.pop()
        found.append(part)
    return found


def _is_article(text: str, start: int, scale: re.Match[str]) -> bool:
    if not scale["scale"].endswith("조"):
        return False
    return _ARTICLE.search(text, max(0, start - 2), start) is not None or _MONEY.match(text, scale.end()) is None
