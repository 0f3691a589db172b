"""Percentage points that the text calls per cent: a rate that rises 8个百分点, from 40 to 48, does not rise 8 %.

Only where the source has points of that number and no share of it, and the text that number of per cent once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.checks.hits import MagnitudeHit
from toolkit.checks.passages import Passage
from toolkit.model import Span
from toolkit.text import closed_classes
from toolkit.text.inflect.en import can_be

_POINTS_ZH = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?|[一二两三四五六七八九十])(?:多|余|来)?个百[分份][点點]")
_SHARE_ZH = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)\s?[%\N{FULLWIDTH PERCENT SIGN}]")
_PERCENT = re.compile(
    r"(?<![\w.,$-])(\d+(?:\.\d+)?)(?:\s?%|\s?per\s?cent\b)(?!\s*-?(?:age)?[\s-]points?\b)", re.IGNORECASE
)
_SAID = re.compile(r"(?<![\w.,$-])(\d+(?:\.\d+)?)[\s-](?:percent(?:age)?[\s-])?points?\b", re.IGNORECASE)
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_BEFORE = re.compile(r"\b(an?|the|this|that|its|their)\s+(?:[a-z]+\s+)?$", re.IGNORECASE)
_MORE = frozenset("higher lower more less faster slower above below up down year-on-year year".split())
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


def find_points(passage: Passage, targets: Sequence[str]) -> Iterator[MagnitudeHit]:
    """The per cents of an English text that are points in its Chinese source, with the source's word for them."""
    source = passage.source or ""
    points = {_value(found[1]): found[0] for found in _POINTS_ZH.finditer(source)}
    if not points or "百分之" in source:
        return
    shares = {Decimal(found[1]) for found in _SHARE_ZH.finditer(source)}
    found = [(s, m) for s, piece in passage.pieces for m in _PERCENT.finditer(targets[s], piece.start, piece.end)]
    times = Counter(Decimal(match[1]) for _, match in found)
    said = {Decimal(m[1]) for s, piece in passage.pieces for m in _SAID.finditer(targets[s], piece.start, piece.end)}
    for segment, match in found:
        value = Decimal(match[1])
        if value in points and value not in shares | said and times[value] == 1:
            after = _written(match, targets[segment])
            if after:
                reason = f"{points[value]} are added to a rate, and no share of it"
                yield MagnitudeHit(segment, Span(*match.span()), after, reason, points[value])


def _written(match: re.Match[str], text: str) -> str | None:
    """The points as they fit the place: "8 percentage points", "an 8-percentage-point increase"; None if unclear."""
    behind = _NEXT.match(text, match.end())
    word = behind[1].lower() if behind else ""
    if word == "of":
        return None
    if not word or word in _MORE or word in closed_classes.NEVER_HEADS or not can_be(word, "NOUN"):
        return f"{match[1]} percentage point{'' if match[1] == '1' else 's'}"
    return f"{match[1]}-percentage-point" if _BEFORE.search(text[: match.start()]) else None


def _value(written: str) -> Decimal:
    return Decimal(_DIGITS.get(written, written))
