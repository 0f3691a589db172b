"""A table on the first sheet of an Excel workbook, edited in place: other cells and all styles stay.

openpyxl keeps neither pictures nor charts nor macros, so a workbook with such things is read but not written.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.formats.columns import column_letter, find_columns
from toolkit.formats.document_table import table_rows
from toolkit.formats.documents import Content

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LOST = ("xl/charts/", "xl/drawings/drawing", "xl/media/", "xl/vbaProject", "xl/pivotTables/")
_LOCKED = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class _Layout:
    data: bytes
    path: str
    column: str | None
    """Letter of the translation's column."""
    formula: str | None
    """The first cell among the translations whose wording is computed."""


class Workbooks:
    """The format `xlsx`. A segment's id is its row number on the sheet."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each row with a source or a translation.

        Raises InputError for a file that is no workbook.
        """
        sheet = _first_sheet(_open(data, path), path)
        rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
        while rows and not any(map(str.strip, rows[-1])):
            rows.pop()
        found = find_columns(rows, path, columns)
        letter = None if found.target is None else column_letter(found.target)
        places = [f"{path}:{number}" for number in range(1, len(rows) + 1)]
        segments = tuple(row.segment for row in table_rows(rows, found, path, places))
        cells = [f"{letter}{segment.id}" for segment in segments] if letter else []
        formula = next((cell for cell in cells if sheet[cell].data_type == "f"), None)
        return Content(segments, _Layout(data, path, letter, formula))

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The workbook with these translations, each as plain text: "=1+1" does not become a formula.

        Raises InputError where translations are formulas or something of the workbook would be lost.
        """
        assert isinstance(layout, _Layout)
        if layout.formula:
            raise InputError(
                f"{layout.path}: cell {layout.formula} is a formula, and a translation would replace it. "
                "Paste the column as values and run again."
            )
        if not texts:
            return layout.data
        if layout.column is None:
            raise InputError(f"{layout.path}: there is no column for the translation; add one with the name 'mt'.")
        _refuse_losses(layout)
        book = _open(layout.data, layout.path)
        sheet = _first_sheet(book, layout.path)
        for row, text in texts.items():
            _write(sheet, f"{layout.column}{row}", text, layout.path)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


FORMAT = Workbooks()


def _open(data: bytes, path: str) -> Workbook:
    from openpyxl import load_workbook

    if data.startswith(_LOCKED):
        raise InputError(f"{path}: an old .xls or a workbook with a password; save it as a plain .xlsx.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles are no news to a translator
            return load_workbook(io.BytesIO(data), rich_text=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise InputError(f"{path}: not a readable .xlsx workbook ({error}); open it and save it again.") from error


def _first_sheet(book: Workbook, path: str) -> Worksheet:
    if not book.worksheets:
        raise InputError(f"{path}: the workbook has no sheet with cells.")
    return book.worksheets[0]


def _refuse_losses(layout: _Layout) -> None:
    with zipfile.ZipFile(io.BytesIO(layout.data)) as archive:
        lost = [name for name in archive.namelist() if name.startswith(_LOST)]
    if lost:
        raise InputError(
            f"{layout.path}: the workbook holds pictures, charts or macros ({lost[0]}), which would be lost. "
            "Copy the table to a new workbook, or save it as CSV (UTF-8), and run again."
        )


def _write(sheet: Worksheet, place: str, text: str, path: str) -> None:
    from openpyxl.utils.exceptions import IllegalCharacterError

    cell = sheet[place]
    try:
        cell.value = text
    except IllegalCharacterError as error:
        raise InputError(f"{path}: the text for cell {place} holds a control character.") from error
    cell.data_type = "s"
