"""Places named from large to small, as Chinese does: "Guizhou Province Qinglong County" for 贵州省晴隆县.

Only where the source has just these two, one right behind the other, told by their sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.checks.hits import NameHit
from toolkit.checks.passages import Passage
from toolkit.model import Span
from toolkit.text.sound import by_sound

_LARGE = "Province|Prefecture|Autonomous Region|City|County"
_SMALL = "City|County|District|Town|Township|Village|Prefecture"
_ORDER = re.compile(
    rf"\b(?P<large>(?P<first>[A-Z][a-z']+) (?:{_LARGE}))(?P<mark>,?)"
    rf" (?P<small>(?P<second>[A-Z][a-z']+) (?:{_SMALL}))\b"
    r"(?!\s+(?:Province|Prefecture))"
)
_CHINESE = re.compile(
    r"(?P<first>[\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]{2,4})(?:省|自治区|州|市|县)"
    r"(?P<second>[\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]{2,4}?)(?:市|县|区|镇|乡|村|州)"
)


def find_place_order(passage: Passage, targets: Sequence[str]) -> Iterator[NameHit]:
    """Pairs of places in Chinese order, with the smaller one first in their stead."""
    source = passage.source or ""
    if not source:
        return
    for segment, sentence in passage.pieces:
        text = targets[segment]
        for match in _ORDER.finditer(text, sentence.start, sentence.end):
            said = _source_of(match, source)
            if said is None:
                continue
            listed = match["mark"] and re.match(r"\s*(?:,|and\b)", text[match.end() :]) is not None
            after = f"{match['small']} in {match['large']}"
            reason = "English names the smaller place first"
            yield NameHit(segment, Span(*match.span()), after, "name.order", reason, said, not listed)


def _source_of(match: re.Match[str], source: str) -> str | None:
    """The two places as the source has them, where both sound like the text's."""
    for found in _CHINESE.finditer(source):
        for start in range(found.start("first"), found.end("first") - 1):
            first, second = by_sound(source[start : found.end("first")]), by_sound(found["second"])
            if first and second and first.fullmatch(match["first"]) and second.fullmatch(match["second"]):
                return source[start : found.end()]
    return None
