"""A glossary as an Excel workbook to be edited by people: rows as in terms.csv, lists to choose from, text cells.

Sheets: Terms, Garble, Concepts, Conventions, Examples (those that have rows; Terms always), and a hidden one that holds
the glossary as it was, so that what people changed can be told from what changed elsewhere meanwhile. Columns that
only experts need are hidden. Reading it is `toolkit.formats.term_workbook_read`.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.errors import InputError
from toolkit.formats.columns import column_letter
from toolkit.formats.convention_rows import CONVENTION_COLUMNS, EXAMPLE_COLUMNS, PLACES, convention_cells, example_cells
from toolkit.formats.glossaries import GLOSSARY_FORMATS
from toolkit.formats.glossary_folder import CONCEPT_COLUMNS, concept_cells
from toolkit.formats.term_rows import APPROVALS, COLUMNS, cells_of
from toolkit.model.terms import ACTIONS, PARTS_OF_SPEECH, STATUSES, Glossary

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TERMS, GARBLE, CONCEPTS, CONVENTIONS, EXAMPLES = "Terms", "Garble", "Concepts", "Conventions", "Examples"
MEMORY = "_made_from"
"""The hidden sheet."""
EDITION = "toolkit-glossary-sheet 1"

ADVANCED = frozenset(
    {"action", "only_if_near", "not_if_near", "unmistakable", "main_word", "forms", "case", "gender", "replace_with"}
)
"""Columns of Terms that are hidden unless they are in the way of nobody: what our checks make of a wording."""
_CHOICES = {
    "status": STATUSES,
    "part_of_speech": PARTS_OF_SPEECH,
    "action": ACTIONS,
    "approval": APPROVALS,
    "unmistakable": ("yes",),
    "case": ("exact",),
    "where": PLACES,
}
_WIDTHS = {"term": 36, "concept": 24, "note": 48, "definition": 60, "before": 48, "after": 48, "source": 36}
_NARROW = 14
_SPARE = 1000
"""Empty rows below the last one that have the lists to choose from too."""
_CHUNK = 30_000
"""A cell holds 32,767 characters."""


class Table(NamedTuple):
    """One sheet."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    hidden: frozenset[str] = frozenset()


def tables_of(glossary: Glossary) -> tuple[Table, ...]:
    """The glossary as sheets; garble apart, in which every column is shown."""
    terms = [cells_of(concept.id, term) for concept in glossary.concepts for term in concept.terms]
    own = tuple(sorted({name for row in terms for name in row}.difference(COLUMNS)))
    details = tuple(concept_cells(c) for c in glossary.concepts if not c.terms or len(concept_cells(c)) > 1)
    found = (
        Table(TERMS, (*COLUMNS, *own), tuple(row for row in terms if row["status"] != "garble"), ADVANCED),
        Table(GARBLE, (*COLUMNS, *own), tuple(row for row in terms if row["status"] == "garble")),
        Table(CONCEPTS, CONCEPT_COLUMNS, details),
        Table(CONVENTIONS, CONVENTION_COLUMNS, tuple(map(convention_cells, glossary.conventions))),
        Table(EXAMPLES, EXAMPLE_COLUMNS, tuple(map(example_cells, glossary.examples))),
    )
    return tuple(table for table in found if table.rows or table.name == TERMS)


def human_name(column: str) -> str:
    """A column's name in the header, which reads back as the column.

    >>> human_name("part_of_speech"), human_name("x-team")
    ('Part of speech', 'x-team')
    """
    known = (*COLUMNS, *CONCEPT_COLUMNS, *CONVENTION_COLUMNS, *EXAMPLE_COLUMNS)
    return column.replace("_", " ").capitalize() if column in known else column


def workbook(glossary: Glossary) -> bytes:
    """The workbook. Raises InputError for a control character, with its cell's text."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for table in tables_of(glossary):
        _fill(book.create_sheet(table.name), table)
    memory = book.create_sheet(MEMORY)
    for row in _memory(glossary):
        memory.append(row)
    memory.sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    for index, column in enumerate(table.columns):
        cell: Any = sheet.cell(1, index + 1, human_name(column))
        cell.font = Font(bold=True)
        letter = column_letter(index)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _WIDTHS.get(column, _NARROW)
        dimension.hidden = column in table.hidden
        dimension.number_format = "@"
        if column in _CHOICES:
            choices = DataValidation(type="list", formula1=f'"{",".join(_CHOICES[column])}"', allow_blank=True)
            choices.error, choices.errorTitle = "Choose one of the list.", human_name(column)
            choices.showErrorMessage = True
            choices.add(f"{letter}2:{letter}{len(table.rows) + 1 + _SPARE}")
            sheet.add_data_validation(choices)
    for number, row in enumerate(table.rows, start=2):
        for index, column in enumerate(table.columns):
            text = row.get(column)
            if text is not None:
                _write(sheet, number, index, text)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{column_letter(len(table.columns) - 1)}{len(table.rows) + 1}"


def _write(sheet: Worksheet, row: int, index: int, text: str) -> None:
    from openpyxl.utils.exceptions import IllegalCharacterError

    try:
        cell: Any = sheet.cell(row, index + 1, text)
    except IllegalCharacterError as error:
        raise InputError(f"'{text[:60]}': a control character stands in it, which no workbook holds.") from error
    if len(text) > 32_767:
        raise InputError(f"'{text[:60]} ...': {len(text):,} characters are more than a cell holds (32,767).")
    cell.data_type = "s"  # `=1+1` is a term, not a formula
    cell.number_format = "@"


def _memory(glossary: Glossary) -> Sequence[Sequence[str]]:
    """The hidden sheet: its edition, the digest, and the whole glossary as packed JSON lines."""
    lines = GLOSSARY_FORMATS.get("jsonl").render(glossary, None).data
    packed = base64.b85encode(zlib.compress(lines, 9)).decode("ascii")
    chunks = [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]
    # a leading letter, for what begins with `=` would be taken for a formula
    return [[EDITION], [glossary.digest()], *(["z" + chunk] for chunk in chunks)]
