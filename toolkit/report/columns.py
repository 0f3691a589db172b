"""A table as text: columns in line, also where Chinese characters take two places each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def in_columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """The rows as lines, two blanks between columns; the columns in `right` are set to the right.

    >>> in_columns([("term", "n"), ("带货", "12")], right=frozenset({1}))
    ['term   n', '带货  12']
    """
    if not rows:
        return []
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - _width(cell))
            cells.append(blank + cell if number in right else cell + blank)
        lines.append("  ".join(cells).rstrip())
    return lines


def one_line(text: str) -> str:
    """A text from a file as it may stand in a table: on one line, without control characters."""
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
