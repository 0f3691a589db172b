"""Rows of a delimited table with a header, each with its line; and the quoting that writes them back.

For tables that are read whole and written anew (a glossary's). A document's table, of which single cells
are replaced and the rest stays byte for byte, is read by `toolkit.formats.cells`.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import Problem
from toolkit.formats.files import lines, read_text

_SEPARATOR = re.compile('\ufeff?"?sep=(.)"?[,;\t]*(?:\r\n|\n|\r)', re.IGNORECASE)
"""A first line with which Excel is told the separator; it is no row."""
OWN_PREFIX = "x-"
"""A column so named is the user's own, however near its name comes to one of ours."""


class Row(NamedTuple):
    """One row, its cells by column name."""

    path: str
    line: int
    """Where the row begins, counted from 1."""
    cells: dict[str, str]

    @property
    def place(self) -> str:
        """`path:line`."""
        return f"{self.path}:{self.line}"

    def get(self, column: str) -> str | None:
        """The cell; None where it is empty or the table lacks the column."""
        return self.cells.get(column) or None

    def fault(self, message: str, column: str | None = None) -> Problem:
        """An error in this row."""
        return Problem(self.path, self.line, message, column)


def read_rows(
    path: Path,
    known: Sequence[str],
    required: Sequence[str],
    problems: list[Problem],
    verbatim: Sequence[str] = (),
) -> list[Row]:
    """The table's good rows; what is wrong with the others, or with the header, goes to `problems`.

    Comma, semicolon and tab are told apart by the header. Rows without any content are passed over;
    cells are freed of surrounding space, but for the columns in `verbatim`.
    Raises InputError and EncodingError where the file cannot be read at all.
    """
    text = read_text(path).text
    return rows_of(
        path, read_records(str(path), text, delimiter_of(text), problems), known, required, problems, verbatim
    )


def rows_of(
    path: Path,
    records: Iterator[tuple[int, list[str]]],
    known: Sequence[str],
    required: Sequence[str],
    problems: list[Problem],
    verbatim: Sequence[str] = (),
) -> list[Row]:
    """The same for records from wherever they come, each with its line."""
    line, first = next(records, (1, []))
    header = [name.strip().casefold().replace(" ", "_") for name in first]
    faults = list(_header_faults(header, known, required))
    problems += [Problem(str(path), line, message, column) for message, column in faults]
    if not set(required) <= set(header):
        return []
    rows = []
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            message = CONFLICT if is_conflict(cells) else _count_fault(len(cells), len(header))
            problems.append(Problem(str(path), line, message))
            continue
        named = zip(header, cells, strict=True)
        rows.append(Row(str(path), line, {n: c if n in verbatim else c.strip() for n, c in named}))
    return rows


def read_records(path: str, text: str, delimiter: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins at; a broken table ends early and says so in `problems`."""
    told = _SEPARATOR.match(text)
    before = 1 if told else 0
    text = text[told.end() :] if told else text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1 + before
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "look for a quotation mark that never closes, or that stands single inside a quoted cell"
            problems.append(Problem(path, line, f"not a table from here on ({error}); {hint}"))
            return
        if cells:
            yield line, cells
        line = reader.line_num + 1 + before


def delimiter_of(text: str) -> str:
    """Tab, comma, semicolon or bar: whichever stands as often in the other lines as in the first.

    >>> delimiter_of("zh;en\\n老铁;buddies, folks, fam")
    ';'
    >>> delimiter_of("sep=;\\nde;en\\n")
    ';'
    """
    if told := _SEPARATOR.match(text):
        return told[1]
    sample = [re.sub('"[^"]*"', "", line.text) for line in lines(text[:20_000])[:50] if line.text.strip()]
    if not sample or "\t" in sample[0]:  # no prose has tabs
        return "\t" if sample else ","

    def agreement(delimiter: str) -> tuple[int, int]:
        count = sample[0].count(delimiter)
        return sum(line.count(delimiter) == count for line in sample) if count else 0, count

    return max(",;|", key=agreement)


def nearest(value: str, known: Iterable[str]) -> str:
    """What to say after "unknown ...": the nearest known value, or all of them.

    >>> nearest("garbel", ["garble", "preferred"])
    "; did you mean 'garble'?"
    >>> nearest("soleil", ["garble", "preferred"])
    '; known are garble, preferred'
    """
    known = list(known)
    near = difflib.get_close_matches(value.casefold(), known, n=1)
    return f"; did you mean '{near[0]}'?" if near else f"; known are {', '.join(known)}"


def format_rows(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """The rows as a table, each ended by a line feed; only cells that need quotes get them.

    >>> format_rows([["dateline-ti", '",? ?(Question|Title):"']])
    'dateline-ti,\"\"\",? ?(Question|Title):\"\"\"\\n'
    """
    return "".join(delimiter.join(quoted(cell, delimiter) for cell in row) + "\n" for row in rows)


def quoted(cell: str, delimiter: str = ",") -> str:
    """The cell as it is written, after RFC 4180."""
    if any(mark in cell for mark in (delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _header_faults(
    header: Sequence[str], known: Sequence[str], required: Sequence[str]
) -> Iterator[tuple[str, str | None]]:
    for name in required:
        if name not in header:
            yield f"the column '{name}' is missing from the header (first line)", None
    for index, name in enumerate(header):
        if not name:
            yield f"column {index + 1} has no name in the header", None
        elif name in header[:index]:
            yield "this column stands twice in the header", name
        elif name not in known and not name.startswith(OWN_PREFIX):
            missing = [k for k in known if k not in header]
            near = difflib.get_close_matches(name, missing, n=1, cutoff=0.8)
            if near:
                yield (
                    f"unknown column; did you mean '{near[0]}'? For a column of your own write '{OWN_PREFIX}{name}'",
                    name,
                )


CONFLICT = "a mark of version control: two versions stand here; keep the rows of one and delete the marks"


def is_conflict(cells: Sequence[str]) -> bool:
    """Whether a row is a line that a merge wrote between two versions.

    >>> is_conflict(["<<<<<<< HEAD"]), is_conflict(["======="]), is_conflict(["=1+1", "two"])
    (True, True, False)
    """
    return len(cells) == 1 and cells[0].startswith(("<<<<<<< ", ">>>>>>> ", "=======", "||||||| "))


def _count_fault(found: int, expected: int) -> str:
    hint = (
        "a cell that holds the separator needs quotation marks around it"
        if found > expected
        else "write the empty cells too"
    )
    return f"the row has {found} cell{'s' if found != 1 else ''}, the header {expected}; {hint}"
