"""A review as an XLIFF 1.2 file, for the translation memory systems that take nothing else.

Standard: OASIS XLIFF 1.2. Each segment has its source, the text as decided with a state, the machine translation as an
`alt-trans`, and a note for each change. Version 1.2, because every such system reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from toolkit.model import LangPair

_FORBIDDEN = re.compile("[^\t\n\r\N{SPACE}-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (production 2, Char)."""


class Unit(NamedTuple):
    """One segment to be written."""

    id: str
    source: str
    original: str
    """The machine translation."""
    target: str
    state: str
    """`final`, `translated` or `needs-review-translation`."""
    notes: tuple[str, ...] = ()


def written(units: Iterable[Unit], path: str, pair: LangPair) -> str:
    """The file, in UTF-8.

    >>> "<target state=\\"final\\">a &lt; b</target>" in written([Unit("1", "甲", "a", "a < b", "final")], "a.txt",
    ...     LangPair("zh", "en"))
    True
    """
    body = "\n".join(line for number, unit in enumerate(units, 1) for line in _unit(number, unit))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f"<file original={_quoted(path)} source-language={_quoted(pair.source)} target-language={_quoted(pair.target)} "
        f'datatype="plaintext">\n<body>\n{body}\n</body>\n</file>\n</xliff>\n'
    )


def _unit(number: int, unit: Unit) -> Iterator[str]:
    approved = "yes" if unit.state == "final" else "no"
    yield f'<trans-unit id="{number}" resname={_quoted(unit.id)} approved="{approved}" xml:space="preserve">'
    yield f"<source>{_text(unit.source)}</source>"
    yield f'<target state="{unit.state}">{_text(unit.target)}</target>'
    yield from (f'<note from="tqt">{_text(note)}</note>' for note in unit.notes)
    yield f'<alt-trans origin="machine translation"><target>{_text(unit.original)}</target></alt-trans>'
    yield "</trans-unit>"


def _text(text: str) -> str:
    # a bare carriage return would be read as a line feed
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
