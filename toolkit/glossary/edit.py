"""Adding, changing and retiring one term in terms.csv: its row changes, every other byte stays.

The result is looked at before it is written, and an edit that would bring in an error is refused. Nothing is ever
deleted: a term that is no longer wanted is retired, so that texts that still hold it are found.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import GlossaryError, InputError, Problem
from toolkit.formats.files import write_atomically
from toolkit.formats.rows import OWN_PREFIX, nearest
from toolkit.formats.term_rows import COLUMNS
from toolkit.formats.term_sheet import NewRow, Sheet, SheetRow, read_sheet, with_cells
from toolkit.glossary.lint import examine, inspect, terms_table

_BESIDE = ("glossary.toml", "conventions.csv", "examples.csv", "concepts.csv")
"""What a look at the whole glossary needs besides the terms."""


class Edited(NamedTuple):
    """An edit that has been looked at and can be written."""

    path: Path
    before: bytes
    after: bytes
    cells: dict[str, str]
    """The row as it will stand."""
    line: int
    warnings: tuple[str, ...]
    """What the linter has to say of the new row."""
    new_columns: tuple[str, ...]
    """Columns that the table lacked: every row gets one more cell."""

    def write(self) -> None:
        """Put the new table in the place of the old one, at once or not at all. Raises InputError."""
        write_atomically(self.path, self.after)


def add(glossary: Path, cells: Mapping[str, str]) -> Edited:
    """The table with one more row, below the other terms of its concept and language.

    `cells` are the row by column. Raises InputError, and GlossaryError for what the new row would break.
    """
    sheet = _sheet(glossary)
    _require_columns(cells)
    same = [row for row in sheet.rows if _is(sheet, row, "concept", cells["concept"])]
    nearer = [row for row in same if _is(sheet, row, "language", cells["language"])]
    place = (nearer or same or list(sheet.rows))[-1:]
    new = NewRow({name: value for name, value in cells.items() if value}, place[0].line if place else None)
    return looked_at(glossary, sheet, with_cells(sheet, {}, added=[new]), dict(new.cells))


def add_rows(glossary: Path, rows: Sequence[Mapping[str, str]]) -> Edited:
    """The table with these rows at its end, or below the other terms of their concepts. Errors as `add`."""
    if not rows:
        raise InputError("There is no row to add.")
    sheet = _sheet(glossary)
    new = []
    for cells in rows:
        _require_columns(cells)
        same = [row for row in sheet.rows if _is(sheet, row, "concept", cells["concept"])]
        new.append(NewRow({name: value for name, value in cells.items() if value}, same[-1].line if same else None))
    return looked_at(glossary, sheet, with_cells(sheet, {}, added=new), dict(new[0].cells))


def edit(
    glossary: Path, concept: str, language: str, term: str, cells: Mapping[str, str], line: int | None = None
) -> Edited:
    """The table with other values in some cells of one term's row; an empty value empties the cell.

    `line` tells rows of the same wording apart. Raises InputError, and GlossaryError for what would be broken.
    """
    sheet = _sheet(glossary)
    _require_columns(cells)
    row = _row(sheet, concept, language, term, line)
    changes = {(row.line, name): value for name, value in cells.items() if value or name in sheet.columns}
    values = {name: cell.text for name, cell in zip(sheet.columns, row.cells, strict=True)} | dict(cells)
    return looked_at(glossary, sheet, with_cells(sheet, changes), {k: v for k, v in values.items() if v})


def retire(glossary: Path, concept: str, language: str, term: str, reason: str, line: int | None = None) -> Edited:
    """The table with the term deprecated, and the reason in its note. Raises InputError and GlossaryError as `edit`."""
    if not reason.strip():
        raise InputError("The reason is empty; write why the term is not to be used any more.")
    sheet = _sheet(glossary)
    row = _row(sheet, concept, language, term, line)
    note = (sheet.value(row, "note") or "").strip()
    told = f"retired: {reason.strip()}"
    cells = {"status": "deprecated", "note": f"{note}; {told}" if note else told}
    return edit(glossary, concept, language, term, cells, row.line)


def _sheet(glossary: Path) -> Sheet:
    return read_sheet(table_of(glossary))


def table_of(glossary: Path) -> Path:
    """The terms.csv that is edited in place. Raises InputError for a glossary of another kind."""
    path = terms_table(glossary)
    if path is None:
        raise InputError(
            f"{glossary}: only a terms.csv is edited in place. "
            "Make a folder of it first: tqt glossary convert IN FOLDER."
        )
    return path


def _require_columns(cells: Mapping[str, str]) -> None:
    for name in cells:
        if name not in COLUMNS and not name.startswith(OWN_PREFIX):
            raise InputError(
                f"There is no column '{name}'{nearest(name, COLUMNS)}. For one of your own write '{OWN_PREFIX}{name}'."
            )


def _row(sheet: Sheet, concept: str, language: str, term: str, line: int | None) -> SheetRow:
    """The row that is meant. Raises InputError where there is none, or more than one."""
    same = [row for row in sheet.rows if _is(sheet, row, "concept", concept)]
    found = [row for row in same if _is(sheet, row, "language", language) and _is(sheet, row, "term", term)]
    if line is not None:
        found = [row for row in found if row.line == line]
    if len(found) == 1:
        return found[0]
    if found:
        rows = "; ".join(f"line {row.line}: {_told(sheet, row)}" for row in found)
        raise InputError(f"{sheet.path}: '{term}' stands there {len(found)} times ({rows}). Say which with --line.")
    if not same:
        names = dict.fromkeys((sheet.value(row, "concept") or "").strip() for row in sheet.rows)
        raise InputError(f"{sheet.path}: there is no concept '{concept}'{nearest(concept, names) if names else ''}.")
    terms = [sheet.value(row, "term") or "" for row in same if _is(sheet, row, "language", language)]
    known = f" It has: {', '.join(terms[:8])}{' ...' if terms[8:] else ''}." if terms else ""
    where = f" in line {line}" if line is not None else ""
    raise InputError(f"{sheet.path}: the concept '{concept}' has no term '{term}' in '{language}'{where}.{known}")


def _told(sheet: Sheet, row: SheetRow) -> str:
    values = (sheet.value(row, name) for name in ("status", "part_of_speech", "client", "replace_with"))
    return ", ".join(value for value in values if value) or "preferred"


def _is(sheet: Sheet, row: SheetRow, column: str, value: str) -> bool:
    cell = (sheet.value(row, column) or "").strip()
    return cell.casefold() == value.casefold() if column == "language" else cell == value


def looked_at(glossary: Path, sheet: Sheet, after: bytes, cells: dict[str, str]) -> Edited:
    """The edit, once a look at the whole glossary has shown no new error. Raises GlossaryError with the new ones."""
    if after == sheet.data:
        raise InputError(f"{sheet.path}: nothing would change; the row says so already.")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in _BESIDE if glossary.is_dir() else ():
            if (glossary / name).exists():
                shutil.copyfile(glossary / name, folder / name)
        trial = folder / "terms.csv"
        trial.write_bytes(after)
        place = folder if glossary.is_dir() else trial
        known = {problem.message for problem in examine(glossary).problems}
        errors = [p for p in examine(place).problems if p.severity == "error" and p.message not in known]
        if errors:
            raise GlossaryError(_at_home(problem, trial, sheet.path) for problem in errors)
        new = read_sheet(trial)
        line = _line_of(new, sheet, cells)
        told = [f for f in inspect(place, ignore=("corpus", "language")).findings if f.line == line]
        warnings = tuple(f"{f.message} [{f.rule}]" for f in told if f.severity == "warning")
    columns = tuple(name for name in new.columns if name not in sheet.columns)
    return Edited(sheet.path, sheet.data, after, cells, line, warnings, columns)


def _line_of(new: Sheet, old: Sheet, cells: dict[str, str]) -> int:
    """Where the changed row stands: the first row that differs from the one in its place before."""
    for row, before in zip(new.rows, old.rows, strict=False):
        values = [cell.text for cell in row.cells][: len(old.columns)]
        extra = [cell.text for cell in row.cells][len(old.columns) :]
        if any(extra) or values != [cell.text for cell in before.cells]:
            return row.line
    return new.rows[-1].line


def _at_home(problem: Problem, trial: Path, path: Path) -> Problem:
    """The problem with the glossary's own path instead of the trial's."""
    own = str(path) if problem.path == str(trial) else str(path.parent / Path(problem.path).name)
    return Problem(own, problem.line, problem.message, problem.column, problem.severity, problem.rule)
