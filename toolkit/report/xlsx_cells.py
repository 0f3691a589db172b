"""Text in cells of a workbook: always text, whatever it begins with, and nothing of it lost without a sign.

Control characters, which a workbook cannot hold, are shown as their pictures; text over a cell's limit ends in a
sign that says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.cell import Cell

MOST = 32_767
"""Characters (UTF-16 units) of a cell, by the format."""
_CUT = "\N{HORIZONTAL ELLIPSIS} [cut: too long for a cell]"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA = ("=", "+", "-", "@", "\t")


def visible(text: str) -> str:
    r"""The text as a cell can hold it: control characters as pictures, line ends as line feeds.

    >>> visible("a\x00b\r\nc") == "a\N{SYMBOL FOR NULL}b\nc"
    True
    """
    return _CONTROL.sub(_picture, text.replace("\r\n", "\n"))


def cell_text(text: str) -> str:
    """What is to be written: visible, within the limit, and no `_x0041_` that a program would read as a letter.

    >>> cell_text("_x0041_")
    '_x005F_x0041_'
    """
    shown = _ESCAPE.sub("_x005F_", visible(text))
    if _units(shown) <= MOST:
        return shown
    kept = shown[: MOST - len(_CUT)]
    while _units(kept) > MOST - len(_CUT):
        kept = kept[:-64]
    return kept + _CUT


def text_of(value: object) -> str:
    """What a cell says, as `visible` has it.

    >>> text_of("_x005F_x0041_"), text_of(None), text_of(9.0), text_of("a_x000D_")
    ('_x0041_', '', '9', 'a')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).replace("\r\n", "\n").replace("\r", "")


def put(cell: Cell, text: str) -> None:
    """Write text that stays text: `=1+1` becomes no formula, `#N/A` no error, `007` no number."""
    written: Any = cell_text(text)
    cell.value = written
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0x7F:
        return "\N{REPLACEMENT CHARACTER}"
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else chr(ord("\N{SYMBOL FOR NULL}") + code)


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
