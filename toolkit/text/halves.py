"""Half characters: lone surrogates, which a damaged JSON file can hold and UTF-8 has no place for."""

from __future__ import annotations

import re

_HALF = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    r"""The text as UTF-8 can hold it: each half character is a replacement character, one for one.

    >>> encodable("live \ud83d room") == "live \N{REPLACEMENT CHARACTER} room"
    True
    """
    return text if text.isascii() else _HALF.sub("\N{REPLACEMENT CHARACTER}", text)
