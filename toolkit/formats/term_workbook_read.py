"""A glossary's workbook back from the people who edited it: what it says, and the glossary that it was made from.

Formulas are never evaluated. A cell that Excel changed (a date, a power of ten, a truth value, an error mark) is
told with its sheet, row and column, and then nothing is read: a damaged row must not look like a deleted one.
"""

from __future__ import annotations

import base64
import binascii
import io
import tempfile
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import GlossaryError, InputError, Problem
from toolkit.formats.archive import UNREADABLE
from toolkit.formats.columns import column_letter
from toolkit.formats.convention_rows import (
    CONVENTION_COLUMNS,
    CONVENTION_REQUIRED,
    CONVENTION_VERBATIM,
    EXAMPLE_COLUMNS,
    EXAMPLE_REQUIRED,
    EXAMPLE_VERBATIM,
    convention_of,
    example_of,
)
from toolkit.formats.excel_damage import damage
from toolkit.formats.files import read_bytes
from toolkit.formats.glossaries import GLOSSARY_FORMATS
from toolkit.formats.glossary_folder import CONCEPT_COLUMNS, concepts_of_rows, with_details
from toolkit.formats.glossary_xlsx import refuse_bombs
from toolkit.formats.rows import Row, rows_of
from toolkit.formats.term_rows import COLUMNS, REQUIRED
from toolkit.formats.term_workbook import CONCEPTS, CONVENTIONS, EDITION, EXAMPLES, GARBLE, MEMORY, TERMS
from toolkit.model.terms import Glossary

_MOST_BYTES = 256 * 1024 * 1024
"""Of the packed glossary, unpacked."""
_MOST_ROWS = 1_048_576


class Returned(NamedTuple):
    """A workbook that came back."""

    glossary: Glossary
    """What its sheets say, under the heading of the glossary that it was made from."""
    base: Glossary | None
    """The glossary that it was made from; None where the hidden sheet was lost on the way."""
    digest: str | None


def read_workbook(path: Path) -> Returned:
    """Both glossaries.

    Raises GlossaryError with every cell and row that is damaged, and InputError for a file that is no workbook.
    """
    data = read_bytes(path)
    refuse_bombs(data, path)
    problems: list[Problem] = []
    sheets = _sheets(data, path, problems)
    if problems:
        raise GlossaryError(problems)
    if TERMS not in sheets:
        raise InputError(f"{path}: the workbook has no sheet '{TERMS}'. `tqt glossary sheet` makes such a workbook.")
    base, digest = _memory(sheets.pop(MEMORY, []), path)
    rows = [row for name in (TERMS, GARBLE) for row in _rows(path, name, sheets, COLUMNS, REQUIRED, problems)]
    concepts = concepts_of_rows(rows, problems)
    concepts = with_details(concepts, _rows(path, CONCEPTS, sheets, CONCEPT_COLUMNS, ("id",), problems), problems)
    rules = _rows(path, CONVENTIONS, sheets, CONVENTION_COLUMNS, CONVENTION_REQUIRED, problems, CONVENTION_VERBATIM)
    conventions = tuple(c for row in rules if (c := convention_of(row, problems)))
    known = {concept.id for concept in concepts} | {convention.id for convention in conventions}
    cases = _rows(path, EXAMPLES, sheets, EXAMPLE_COLUMNS, EXAMPLE_REQUIRED, problems, EXAMPLE_VERBATIM)
    examples = tuple(e for row in cases if (e := example_of(row, known, problems)))
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise GlossaryError(errors)
    top = base if base is not None else Glossary(path.stem, ())
    languages = top.languages or tuple(dict.fromkeys(t.language for c in concepts for t in c.terms))
    made = Glossary(
        top.name, concepts, top.version, languages, top.licence, top.subject, conventions, examples, top.policy
    )
    return Returned(made, base, digest)


def _rows(
    path: Path,
    name: str,
    sheets: dict[str, list[tuple[int, list[str]]]],
    columns: tuple[str, ...],
    required: tuple[str, ...],
    problems: list[Problem],
    verbatim: tuple[str, ...] = (),
) -> list[Row]:
    if name not in sheets:
        return []
    return rows_of(_place(path, name), iter(sheets[name]), columns, required, problems, verbatim)


def _place(path: Path, sheet: str) -> Path:
    """What messages name: the file and the sheet."""
    return path.with_name(f"{path.name} [{sheet}]")


def _sheets(data: bytes, path: Path, problems: list[Problem]) -> dict[str, list[tuple[int, list[str]]]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles are no news to a translator
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            known = {name.casefold(): name for name in (TERMS, GARBLE, CONCEPTS, CONVENTIONS, EXAMPLES, MEMORY)}
            found = {}
            for sheet in book.worksheets:
                if name := known.get(sheet.title.strip().casefold()):
                    found[name] = list(_records(sheet, _place(path, name), problems))
            book.close()
    except UNREADABLE as error:
        raise InputError(f"{path}: not a readable .xlsx workbook ({error}); open it and save it again.") from error
    return found


def _records(sheet: Any, place: Path, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, as wide as the first of them, each with its number."""
    width = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _MOST_ROWS:
            raise ValueError(f"more than {_MOST_ROWS:,} rows")
        cells = []
        for index, cell in enumerate(row):
            fault = _fault(cell)
            if fault:
                problems.append(Problem(str(place), number, fault, column_letter(index)))
            cells.append("" if cell.value is None or fault else _text(cell.value))
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            width = width or len(cells)
            yield number, cells + [""] * (width - len(cells))


def _fault(cell: Any) -> str | None:
    """What Excel did to the cell, or None."""
    kind, value = cell.data_type, cell.value
    again = "format the cell as 'Text' and type it again"
    if value is None:
        return None
    if kind == "f":
        return "a formula, which is not evaluated here; write its text, or format the cell as 'Text'"
    if kind == "b":
        return f"Excel made the truth value {str(value).upper()} of the text; {again}"
    if kind == "e":
        return f"Excel took the text for a formula and left the error mark {value}; {again}"
    if kind == "d" or not isinstance(value, str | int | float):
        shown = value.isoformat() if hasattr(value, "isoformat") else str(value)
        return f"Excel made the date {shown.removesuffix('T00:00:00')} of the text; {again}"
    if isinstance(value, float) and (not value.is_integer() or abs(value) >= 1e15):
        return f"Excel made the number {value!r} of the text; {again}"
    return damage(value.strip()) if isinstance(value, str) else None


def _text(value: object) -> str:
    """A cell as its reader sees it: 3 rather than 3.0."""
    return str(int(value)) if isinstance(value, float) else str(value)


def _memory(records: list[tuple[int, list[str]]], path: Path) -> tuple[Glossary | None, str | None]:
    """The glossary that the workbook was made from. Raises InputError where the hidden sheet was tampered with."""
    cells = [row[0] for _, row in records]
    if not cells:
        return None, None
    broken = InputError(
        f"{path}: the hidden sheet '{MEMORY}' is damaged; make a new workbook and copy your rows into it."
    )
    if cells[0] != EDITION or len(cells) < 3:
        raise broken
    try:
        packed = base64.b85decode("".join(cell.removeprefix("z") for cell in cells[2:]))
        unpacker = zlib.decompressobj()
        lines = unpacker.decompress(packed, _MOST_BYTES)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise broken from error
    if unpacker.unconsumed_tail:
        raise broken
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "base.jsonl"
        place.write_bytes(lines)
        read, report = GLOSSARY_FORMATS.get("jsonl").read(place, None)
    if report.problems or read.digest() != cells[1]:
        raise broken
    return read, cells[1]
