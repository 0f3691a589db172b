"""Cells of a CSV or TSV text with their places, so that one can be replaced and the rest left untouched.

CSV follows RFC 4180. TSV is read as it is found in the wild: a cell is quoted only if its quotes close
before the next tab, so that a line such as `"Hello everyone, <tab>...` does not swallow the lines below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.model.segments import Span

_QUOTED = {",": re.compile(r'"[^"]*(?:""[^"]*)*"'), "\t": re.compile(r'"[^"\t]*(?:""[^"\t]*)*"')}
_QUOTED |= {";": _QUOTED[","], "|": _QUOTED[","]}
_PLAIN = {d: re.compile(rf"[^{d}\r\n]*") for d in ",;|\t"}
_END = re.compile(r"\r\n|\r|\n|\Z")


class Cell(NamedTuple):
    """One cell: what it says, and where it stands with its quotation marks."""

    text: str
    span: Span


class CellRow(NamedTuple):
    """One row of a table; an empty line is a row of one empty cell."""

    line: int
    """Where it begins, counted from 1."""
    cells: tuple[Cell, ...]


def read_cells(text: str, delimiter: str, path: str) -> Iterator[CellRow]:
    """The table's rows; `path` only serves messages. Raises InputError for a quote that never closes.

    >>> [[cell.text for cell in row.cells] for row in read_cells('老铁,"old, iron"\\n', ",", "a.csv")]
    [['老铁', 'old, iron']]
    """
    position, line = 0, 1
    while position < len(text):
        start, cells = position, []
        while True:
            span = _cell(text, position, delimiter)
            if span is None:
                raise InputError(
                    f"{path}:{line}: a quotation mark opens a cell and never closes. "
                    'Close it, or write the cell as "..." with every inner quotation mark doubled.'
                )
            cells.append(Cell(_value(span.of(text), delimiter), span))
            position = span.end
            if not text.startswith(delimiter, position):
                break
            position += 1
        end = _END.match(text, position)
        position = end.end() if end else position
        yield CellRow(line, tuple(cells))
        line += len(re.findall(r"\r\n|\r|\n", text[start:position]))


def spell_cell(text: str, before: str, delimiter: str) -> str:
    """The text as a cell, with quotation marks if it needs them or if `before`, the old cell, had them.

    >>> spell_cell("buddies, folks", "old iron", ",")
    '"buddies, folks"'

    Raises InputError for a tab in a cell of a TSV.
    """
    if delimiter == "\t" and "\t" in text:
        raise InputError(f"A cell of a TSV cannot hold a tab: {text[:60]!r}.")
    pattern = _QUOTED[delimiter]
    risky = "\r" in text or "\n" in text
    if delimiter != "\t":
        risky = risky or delimiter in text or '"' in text
    if risky or pattern.fullmatch(text) or pattern.fullmatch(before):
        return '"' + text.replace('"', '""') + '"'
    return text


def _cell(text: str, start: int, delimiter: str) -> Span | None:
    """The place of the cell that begins here; None if its quotation mark never closes."""
    if text.startswith('"', start):
        quoted = _QUOTED[delimiter].match(text, start)
        if quoted and (text.startswith(delimiter, quoted.end()) or _END.match(text, quoted.end())):
            return Span(start, quoted.end())
        if not quoted and delimiter != "\t":
            return None
    plain = _PLAIN[delimiter].match(text, start)
    return Span(start, plain.end() if plain else start)


def _value(raw: str, delimiter: str) -> str:
    return raw[1:-1].replace('""', '"') if _QUOTED[delimiter].fullmatch(raw) else raw
