"""A table on the first sheet of an Excel workbook, edited in place.

openpyxl reads it, `sheet_cells` writes into its XML. Other cells, styles, pictures, charts and macros (never run) stay
as they are, byte for byte.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.formats.archive import UNREADABLE, Archive, read_archive
from toolkit.formats.columns import column_letter, find_columns
from toolkit.formats.document_table import table_rows
from toolkit.formats.documents import Content
from toolkit.formats.sheet_cells import with_cells

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class _Layout:
    archive: Archive
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
        archive = read_archive(data, path, ".xlsx workbook")
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
        return Content(segments, _Layout(archive, path, letter, formula))

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The workbook with these translations, each as plain text: "=1+1" does not become a formula.

        Raises InputError where translations are formulas, or for a control character.
        """
        assert isinstance(layout, _Layout)
        if layout.formula:
            raise InputError(
                f"{layout.path}: cell {layout.formula} is a formula, and a translation would replace it. "
                "Paste the column as values and run again."
            )
        if not texts:
            return layout.archive.data
        if layout.column is None:
            raise InputError(f"{layout.path}: there is no column for the translation; add one with the name 'mt'.")
        return with_cells(layout.archive, {f"{layout.column}{row}": text for row, text in texts.items()})


FORMAT = Workbooks()


def _open(data: bytes, path: str) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles are no news to a translator
            return load_workbook(io.BytesIO(data), rich_text=True)
    except UNREADABLE as error:
        raise InputError(f"{path}: not a readable .xlsx workbook ({error}); open it and save it again.") from error


def _first_sheet(book: Workbook, path: str) -> Worksheet:
    if not book.worksheets:
        raise InputError(f"{path}: the workbook has no sheet with cells.")
    return book.worksheets[0]
