"""Numbers that were carried over as they were written, and mean another here: 1.500 mm are 1,500 mm in English.

Only between languages that write decimals with a comma and with a point, and only for numbers that the two read
otherwise: 1.500 (a thousand times as much) and 1.234,56 (no number at all). A mere decimal such as 4,5 is left alone:
it is a slip of style that nobody misreads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.checks.rules.line import Fault, Line
from toolkit.model import Span
from toolkit.text.numbers import writes_decimal_comma

_NUMBER = r"(?<![\w.,/:-])(?:[1-9]\d{0,2}(?:%s\d{3})+(?:%s\d+)?)(?![\w]|[.,/:-]\d)"
_RUNS = {",": re.compile(_NUMBER % (r"\.", ",")), ".": re.compile(_NUMBER % (",", r"\."))}
"""By the decimal mark: groups of three with the other mark between them, and perhaps a decimal part."""
_NAMED = re.compile(
    r"(?:version|release|build|\bv|\bnr|\bno|\bnum|n°|№|kapitel|chapter|abschnitt|section|§|\bart|artikel|article|\bid|\bip"
    r"|server|nummer|number|numéro|número|numero|adresse?|address|dirección|code)[.:]*\s*$",
    re.IGNORECASE,
)
"""A number that is a name: version 2.100 is no two thousand one hundred."""
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_POINT_THERE = frozenset("mx us gt hn ni pa pr sv do pe ch li".split())
"""Regions whose Spanish, German, Italian or French writes decimals with a point."""
_OTHER = str.maketrans(".,", ",.")


def check(line: Line) -> Iterator[Fault]:
    """A grouped number of the source that stands in the target as it is, where it should have its marks exchanged."""
    if line.source is None or not line.across:
        return
    comma = _writes_comma(line.source.language)
    if comma == _writes_comma(line.target.language):
        return
    pattern = _RUNS["," if comma else "."]
    text = line.source.digits
    asked = Counter(
        m.group() for m in pattern.finditer(text) if not _NAMED.search(text[max(0, m.start() - 12) : m.start()])
    )
    for written, times in asked.items():
        right = written.translate(_OTHER)
        if _ADDRESS.fullmatch(written):
            continue
        places = [m for m in pattern.finditer(line.target.digits) if m.group() == written]
        if not places or len(places) > times or right in line.target.digits:
            continue
        for place in places:
            found = line.target.text[place.start() : place.end()]
            message = f"{written} of the source is written {right} in this language; as it stands it is another number"
            yield Fault("number.separator", message, Span(*place.span()), found, (right,))


def _writes_comma(language: str) -> bool:
    """Whether decimals have a comma there, the region of the language's tag considered."""
    return writes_decimal_comma(language) and _POINT_THERE.isdisjoint(language.lower().replace("_", "-").split("-")[1:])
