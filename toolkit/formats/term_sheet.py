"""terms.csv as a sheet: rows as they stand in the file, and changes to single cells that touch nothing else.

Encoding, byte-order mark, line ends, quotation marks, order and unknown columns stay as they are; an unchanged
sheet comes back byte for byte. What the cells mean is told by `toolkit.formats.term_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError, Problem
from toolkit.formats.cells import Cell, read_cells, spell_cell
from toolkit.formats.files import TextFile, decode, read_bytes, read_text
from toolkit.formats.rows import delimiter_of, quoted, read_records
from toolkit.formats.term_rows import COLUMNS, REQUIRED


class RawRow(NamedTuple):
    """A row as it is written, blanks and all."""

    path: str
    line: int
    """Where it begins, counted from 1."""
    cells: dict[str, str]
    """By column name, in lower case."""


class SheetRow(NamedTuple):
    """A row of a sheet: its cells with their places."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that is about to be changed in single cells."""

    path: Path
    data: bytes
    file: TextFile
    delimiter: str
    columns: tuple[str, ...]
    """The header's names, in lower case."""
    rows: tuple[SheetRow, ...]
    """Without the header and without empty lines."""
    header_end: int
    """Where the header ends, before its line end."""

    def value(self, row: SheetRow, column: str) -> str | None:
        """The cell as written; None where the table lacks the column."""
        return row.cells[self.columns.index(column)].text if column in self.columns else None


def read_raw_rows(path: Path) -> tuple[RawRow, ...]:
    """The rows of a terms.csv as written; rows with a wrong number of cells are left out, they are reported elsewhere.

    Raises InputError and EncodingError where the file cannot be read at all.
    """
    text = read_text(path).text
    problems: list[Problem] = []
    records = read_records(str(path), text, delimiter_of(text), problems)
    header = _names(next(records, (1, []))[1])
    if not set(REQUIRED) <= set(header):
        return ()
    name = str(path)
    return tuple(
        RawRow(name, line, dict(zip(header, cells, strict=True)))
        for line, cells in records
        if len(cells) == len(header) and any(map(str.strip, cells))
    )


def read_sheet(path: Path, required: Sequence[str] = REQUIRED) -> Sheet:
    """The table with the place of every cell; `required` columns make it the table that is meant.

    Raises InputError where it is no such table, or where its quotation marks leave in doubt where a cell ends.
    """
    data = read_bytes(path)
    file = decode(data, path)
    delimiter = delimiter_of(file.text)
    found = [row for row in read_cells(file.text, delimiter, str(path)) if len(row.cells) > 1 or row.cells[0].text]
    columns = _names([cell.text for cell in found[0].cells]) if found else ()
    if missing := [name for name in required if name not in columns]:
        raise InputError(f"{path}:1: the column '{missing[0]}' is missing from the header (first line).")
    problems: list[Problem] = []
    again = [cells for _, cells in read_records(str(path), file.text, delimiter, problems)]
    if problems or again != [[cell.text for cell in row.cells] for row in found]:
        raise InputError(
            f"{path}: its quotation marks leave in doubt where a cell ends. "
            "Open it in a spreadsheet, save it as CSV (UTF-8) and run again."
        )
    rows = tuple(SheetRow(row.line, row.cells) for row in found[1:] if len(row.cells) == len(columns))
    return Sheet(path, data, file, delimiter, columns, rows, found[0].cells[-1].span.end)


def with_cells(
    sheet: Sheet, changes: Mapping[tuple[int, str], str], deleted: Iterable[int] = (), added: Iterable[NewRow] = ()
) -> bytes:
    """The file with other values in some cells, by line and column; without rows, and with new ones.

    A column that the table lacks is added behind the others, and every row then gets an empty cell: that is the
    one change that touches all rows, and callers avoid it where they can. Raises InputError, EncodingError.
    """
    new_rows = list(added)
    gone = set(deleted)
    wanted = [c for (_, c), v in changes.items() if v] + [c for new in new_rows for c, v in new.cells.items() if v]
    extra = [column for column in dict.fromkeys(wanted) if column not in sheet.columns]
    extra.sort(key=lambda column: COLUMNS.index(column) if column in COLUMNS else len(COLUMNS))
    columns = [*sheet.columns, *extra]
    text, position, parts = sheet.file.text, 0, list[str]()

    def upto(end: int) -> None:
        nonlocal position
        parts.append(text[position:end])
        position = end

    if extra:
        upto(sheet.header_end)
        parts.append("".join(sheet.delimiter + quoted(name, sheet.delimiter) for name in extra))
    behind: dict[int, list[NewRow]] = {}
    for new in new_rows:
        behind.setdefault(_last_line(sheet) if new.behind is None else new.behind, []).append(new)
    for row in sheet.rows:
        if row.line in gone:
            upto(row.cells[0].span.start)
            position = _next_line(text, row.cells[-1].span.end)
        else:
            for column, cell in zip(sheet.columns, row.cells, strict=True):
                value = changes.get((row.line, column))
                if value is not None and value != cell.text:
                    upto(cell.span.start)
                    parts.append(spell_cell(value, cell.span.of(text), sheet.delimiter))
                    position = cell.span.end
            if extra:
                upto(row.cells[-1].span.end)
                values = (changes.get((row.line, column), "") for column in extra)
                parts.append("".join(sheet.delimiter + quoted(value, sheet.delimiter) for value in values))
        for new in behind.pop(row.line, ()):
            upto(_next_line(text, row.cells[-1].span.end))
            parts.append(_spelled(new, columns, sheet, parts))
    upto(len(text))
    for new in (new for rest in behind.values() for new in rest):
        parts.append(_spelled(new, columns, sheet, parts))
    changed = "".join(parts)
    return sheet.data if changed == text else sheet.file.encode(changed)


class NewRow(NamedTuple):
    """A row to be put in."""

    cells: Mapping[str, str]
    behind: int | None = None
    """The line of the row that it follows; None: at the end."""


def _spelled(row: NewRow, columns: Sequence[str], sheet: Sheet, before: Sequence[str]) -> str:
    cells = [quoted(row.cells.get(column, ""), sheet.delimiter) for column in columns]
    last = next((part for part in reversed(before) if part), sheet.file.newline)
    # the last line of a file may lack its end
    begin = "" if last.endswith(("\n", "\r")) else sheet.file.newline
    return begin + sheet.delimiter.join(cells) + sheet.file.newline


def _next_line(text: str, position: int) -> int:
    end = re.compile(r"\r\n|\r|\n|\Z").match(text, position)
    return end.end() if end else position


def _last_line(sheet: Sheet) -> int:
    return sheet.rows[-1].line if sheet.rows else -1


def _names(header: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip().casefold().replace(" ", "_") for name in header)
