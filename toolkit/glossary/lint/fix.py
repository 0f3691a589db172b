"""`--fix`: the mechanical findings mended in terms.csv or in the terms of a TBX, and nothing else in it touched.

Changed are single cells, and rows that agree with an earlier one in every cell are deleted. What needs a decision
(which of two preferred terms?) is left to people.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.files import read_bytes
from toolkit.formats.glossaries import format_of, read_any
from toolkit.formats.tbx_edit import edit_tbx
from toolkit.formats.term_sheet import Sheet, SheetRow, read_sheet, with_cells
from toolkit.glossary.lint import terms_table
from toolkit.glossary.lint.mechanical import IN_PLACE, Mend, line_of_place, mends
from toolkit.glossary.lint.rows import DOUBLE
from toolkit.model.terms import Term

_MOST_ROUNDS = 5


class Change(NamedTuple):
    """One cell that is mended, or one row that is deleted."""

    rule: str
    line: int
    column: str | None
    """None: the whole row is deleted."""
    before: str
    after: str | None


class Fix(NamedTuple):
    """What `--fix` does to a table."""

    path: Path
    before: bytes
    after: bytes
    changes: tuple[Change, ...]


def fix(glossary: Path, rules: Collection[str]) -> Fix:
    """The glossary's terms.csv as it should be, for the rules of these ids; nothing is written.

    The result has nothing more to mend: fixing it again changes nothing. Of a TBX the terms are mended, in its own
    bytes. Raises InputError where the glossary is neither or where its cells cannot be told apart for certain.
    """
    path = terms_table(glossary)
    if path is None:
        if format_of(glossary).name in IN_PLACE:
            return _fixed_tbx(glossary, rules)
        raise InputError(
            f"{glossary}: only a terms.csv or a TBX is mended in place. "
            "Make a folder of it first: tqt glossary convert IN FOLDER."
        )
    sheet = read_sheet(path)
    if "language" not in sheet.columns:
        raise InputError(f"{path}:1: the column 'language' is missing from the header (first line).")
    tags = dict.fromkeys((sheet.value(row, "language") or "").strip() for row in sheet.rows)
    active = [mend for mend in mends(tags) if mend.rule in rules]
    changes: list[Change] = []
    cells: dict[tuple[int, str], str] = {}
    for row in sheet.rows:
        for change in _mended(sheet, row, active):
            changes.append(change)
            if change.column is not None and change.after is not None:
                cells[change.line, change.column] = change.after
    deleted = list(_doubles(sheet, cells)) if DOUBLE in rules else []
    changes += deleted
    data = with_cells(sheet, cells, [change.line for change in deleted])
    return Fix(path, sheet.data, data, tuple(sorted(changes, key=lambda c: (c.line, c.column or ""))))


def _mended(sheet: Sheet, row: SheetRow, active: list[Mend]) -> list[Change]:
    """The row's cells that ought to be otherwise; each under the first rule that changes it."""
    language = sheet.value(row, "language") or ""
    found: list[Change] = []
    for column, cell in zip(sheet.columns, row.cells, strict=True):
        if made := _mended_cell(cell.text, column, language, active):
            found.append(Change(made[0], row.line, column, cell.text, made[1]))
    return found


def _mended_cell(cell: str, column: str, language: str, active: list[Mend]) -> tuple[str, str] | None:
    """The first rule that changes the cell, and the cell as it ought to be; None where nothing is to be mended."""
    value, rule = cell, None
    for _ in range(_MOST_ROUNDS):  # one mend may make work for another: a full-width blank becomes a plain one
        before = value
        for mend in active:
            if column in mend.columns and value:
                mended = mend.mended(value, column, language)
                if mended != value:
                    value, rule = mended, rule or mend.rule
        if value == before:
            break
    return (rule, value) if rule is not None else None


def _fixed_tbx(path: Path, rules: Collection[str]) -> Fix:
    glossary = read_any(path).glossary
    active = [mend for mend in mends(()) if mend.rule in rules]
    changes: list[Change] = []

    def mended(term: Term) -> Term:
        made = _mended_cell(term.text, "term", term.language, active)
        if made is None or not made[1].strip():
            return term
        changes.append(Change(made[0], line_of_place(term.place), "term", term.text, made[1]))
        return replace(term, text=made[1])

    concepts = tuple(replace(c, terms=tuple(mended(term) for term in c.terms)) for c in glossary.concepts)
    before = read_bytes(path)
    after = edit_tbx(before, glossary, replace(glossary, concepts=concepts), str(path)) if changes else before
    return Fix(path, before, after, tuple(changes))


def _doubles(sheet: Sheet, cells: dict[tuple[int, str], str]) -> list[Change]:
    """Rows that say in every cell what an earlier row says."""
    first: dict[tuple[str, ...], int] = {}
    found = []
    for row in sheet.rows:
        values = tuple(
            cells.get((row.line, column), cell.text).strip()
            for column, cell in zip(sheet.columns, row.cells, strict=True)
        )
        if any(values) and first.setdefault(values, row.line) != row.line:
            found.append(Change(DOUBLE, row.line, None, sheet.value(row, "term") or "", None))
    return found
