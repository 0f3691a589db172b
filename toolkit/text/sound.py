"""How Chinese sounds in Latin letters (pinyin without tones): what an engine writes for a word it does not know."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from toolkit.text.words import script_of

_MOST_READINGS = 8
_SHORTEST = 4
"""Fewer letters are too likely to be an English word."""


@lru_cache(maxsize=8192)
def by_sound(wording: str) -> re.Pattern[str] | None:
    """A pattern for the wording in pinyin, its syllables joined or not; None unless it is two or more characters.

    >>> bool(by_sound("薇娅").search("a host named Wei Ya"))
    True
    >>> by_sound("货") is by_sound("A货") is None
    True
    """
    if len(wording) < 2 or any(script_of(char) != "han" for char in wording):
        return None
    from pypinyin import Style, pinyin  # some tenths of a second: only where a term is missing

    readings = [list(dict.fromkeys(found))[:2] for found in pinyin(wording, style=Style.NORMAL, heteronym=True)]
    ways = [way for way, _ in zip(product(*readings), range(_MOST_READINGS), strict=False)]
    long = [way for way in ways if sum(map(len, way)) >= _SHORTEST]
    if not long:
        return None
    joint = "[ '\N{RIGHT SINGLE QUOTATION MARK}-]?"
    return re.compile(rf"\b(?:{'|'.join(joint.join(map(re.escape, way)) for way in long)})\b", re.IGNORECASE)
