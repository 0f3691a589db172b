"""Markdown tables whose columns stand below each other on a terminal too; Han characters count double."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from toolkit.report.markdown import escaped


def padded_table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """The table, its cells escaped; the columns `numbers` are set to the right. "" without rows.

    >>> print(padded_table(["Word", "Times"], [["货", "7"], ["iron", "12"]], numbers=[1]))
    | Word | Times |
    | ---- | ----: |
    | 货   |     7 |
    | iron |    12 |
    """
    if not rows:
        return ""
    cells = [[escaped(cell) for cell in row] for row in (head, *rows)]
    wide = [max(3, *(_width(row[n]) for row in cells)) for n in range(len(head))]
    rule = ["-" * (width - 1) + ":" if n in numbers else "-" * width for n, width in enumerate(wide)]
    lines = [cells[0], rule, *cells[1:]]
    return "\n".join(
        f"| {' | '.join(_filled(cell, wide[n], n in numbers) for n, cell in enumerate(line))} |" for line in lines
    )


def _filled(cell: str, width: int, right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Cf") for char in text)
