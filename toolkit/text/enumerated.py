"""The number or sign of a heading or a point in a list: "3.2 ", "(b) ", "- ". The line begins behind it; no amount."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"\s*(?:[(\[（]?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[^\W\d_]{1,2}|[ivxIVX]{1,4})[.)\]）、]|\d{1,3}(?:\.\d{1,3}){1,4}(?=\s+[^\W\d_a-zà-ÿ]))"
    r"\s*(?=[^\W\d_])|\s*[-*\N{EN DASH}\N{BULLET}\N{MIDDLE DOT}\N{BLACK CIRCLE}]\s+(?=\S)|\s+(?=\S)"
)


def said_from(line: str) -> int:
    """Where a line says something, behind its number, sign or blanks.

    >>> [said_from(line) for line in ("3.2 Remuneration", "(b) Seals", "- Forklift", "3.2 litres of oil", "12 seals")]
    [4, 4, 2, 0, 0]
    """
    found = _NUMBERED.match(line)
    return found.end() if found else 0
