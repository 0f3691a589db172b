"""Glossaries in Excel workbooks, both ways: any table that is read as CSV, and our own columns on the way out.

The sheet named `terms` is read, a sheet `concepts` beside it holds definitions and the like; else every sheet with a
header. A cell that was merged with those below it stands for each of them.
Cells are text: what a formula shows is not known without running it, so that it is told and not read. On the way
out every cell is a string by type and by format, so that `=1+1` stays a term.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import InputError, Problem
from toolkit.formats.archive import UNREADABLE, check_unpacked
from toolkit.formats.columns import column_index, column_letter
from toolkit.formats.concept_ids import fresh_id
from toolkit.formats.dialect_rows import read_dialect
from toolkit.formats.files import read_bytes
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_dialects import dialect_of
from toolkit.formats.glossary_folder import CONCEPT_COLUMNS, concept_cells, concepts_of_rows, with_details
from toolkit.formats.glossary_reports import ImportResult, Loss, Rendered, Tally
from toolkit.formats.glossary_table import below_title, read_table
from toolkit.formats.projection import EVERYTHING, Keeps, in_languages, without_repetitions
from toolkit.formats.rows import rows_of
from toolkit.formats.table_concepts import Records
from toolkit.formats.term_headers import has_terms, headings_of, names_own_columns
from toolkit.formats.term_rows import COLUMNS, REQUIRED, cells_of
from toolkit.model.terms import Concept, Glossary

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES = 512 * 1024 * 1024
"""Unpacked; a workbook of a million terms has a fifth of it."""
MOST_PARTS = 10_000
_MOST_ROWS = 1_048_576
_MOST_MERGED = 1_000_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_NOTHING = (0, "")
_FORMULA = "a formula; what it shows is not known here. Paste the column as values and run again"
KEEPS = Keeps(EVERYTHING.term, EVERYTHING.concept)


class Workbooks:
    """The format `xlsx`."""

    name = "xlsx"
    suffixes = (".xlsx",)
    reads = writes = True
    keeps_garble = False
    is_enforced = False
    keeps = KEEPS
    loses = KEEPS.loses()

    def sniff(self, head: bytes, path: Path) -> bool:
        """An archive with a workbook inside."""
        return head.startswith(b"PK\x03\x04") and (b"xl/" in head or b"[Content_Types].xml" in head)

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """The terms of the sheet. Raises InputError for a file that is no workbook or unpacks to too much."""
        data = read_bytes(path)
        refuse_bombs(data, path)
        tally = Tally()
        sheets = _sheets(data, path, tally.problems)
        name = next((name for name in sheets if name.casefold() == "terms"), None)
        if name is not None or len(sheets) == 1:
            return _table(path, sheets, name or next(iter(sheets)), languages, tally)
        return _tables(path, sheets, languages, tally)

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """Our own columns, one row a term. Raises InputError for a character that no workbook holds."""
        kept, others = in_languages(glossary, tuple(languages) if languages else None)
        kept, repeated = without_repetitions(kept)
        terms = [cells_of(concept.id, term) for concept in kept.concepts for term in concept.terms]
        details = [concept_cells(c) for c in kept.concepts if not c.terms or len(concept_cells(c)) > 1]
        counts = (
            ("terms of other languages", others, "not asked for"),
            ("terms said twice", repeated, "a concept holds each term once"),
        )
        losses = [Loss(what, count, why) for what, count, why in counts if count]
        data = _workbook(
            {"terms": _rows(COLUMNS, REQUIRED, terms), "concepts": _rows(CONCEPT_COLUMNS, ("id",), details)}
        )
        return Rendered(data, len(kept.concepts), len(terms), (*losses, *KEEPS.losses(kept)))


FORMAT = Workbooks()


def _table(
    path: Path, sheets: dict[str, list[tuple[int, list[str]]]], name: str, languages: Languages | None, tally: Tally
) -> ImportResult:
    records = sheets[name]
    header = [cell.strip().casefold() for cell in records[0][1]] if records else []
    if names_own_columns(header):
        concepts = concepts_of_rows(rows_of(path, iter(records), COLUMNS, REQUIRED, tally.problems), tally.problems)
        beside = next((rows for other, rows in sheets.items() if other.casefold() == "concepts" and other != name), [])
        if beside:
            rows = rows_of(path, iter(beside), CONCEPT_COLUMNS, ("id",), tally.problems)
            concepts = with_details(concepts, rows, tally.problems)
        return tally.result(str(path), "xlsx", path.stem, concepts)
    dialect = dialect_of(records)
    if dialect is not None:
        result = read_dialect(path, dialect, records, languages, tally)
        return result._replace(report=result.report._replace(format="xlsx"))
    result = read_table(path, _as_wide(below_title(records, tally)), languages, tally, "xlsx")
    told = {p.line for p in tally.problems if p.message == _FORMULA}
    kept = tuple(p for p in result.report.problems if p.line not in told or p.message == _FORMULA)
    return result._replace(report=result.report._replace(problems=kept))


def _tables(
    path: Path, sheets: dict[str, list[tuple[int, list[str]]]], languages: Languages | None, tally: Tally
) -> ImportResult:
    """The terms of every sheet that has a header; where none has, those of the first one with cells."""
    kept = [name for name, records in sheets.items() if _has_header(records)]
    if len(kept) < 2:
        name = kept[0] if kept else next((name for name, records in sheets.items() if records), next(iter(sheets)))
        kept = [name]
    for name, records in sheets.items():
        if name not in kept and records:
            tally.drop(f"rows of the sheet '{name}'", "no header that names languages", times=len(records))
    if len(kept) == 1:
        return _table(path, sheets, kept[0], languages, tally)
    concepts: dict[str, Concept] = {}
    for name in kept:
        part = Tally()
        result = _table(Path(f"{path}, sheet {name}"), sheets, name, languages, part)
        tally.add(part)
        tally.problems += [p for p in result.report.problems if p not in part.problems]
        for concept in result.glossary.concepts:
            fresh = fresh_id(concept.id, concepts)
            concepts[fresh] = replace(concept, id=fresh)
    return tally.result(str(path), "xlsx", path.stem, concepts.values())


def _has_header(records: list[tuple[int, list[str]]]) -> bool:
    rows = below_title(records, Tally())
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    return has_terms(headings_of(header)) or names_own_columns(header) or dialect_of(rows) is not None


def _as_wide(records: Records) -> list[tuple[int, list[str]]]:
    """The rows as wide as the first one."""
    width = len(records[0][1]) if records else 0
    return [(line, cells + [""] * (width - len(cells))) for line, cells in records]


def refuse_bombs(data: bytes, path: Path) -> None:
    """By the sizes that the archive declares, and by what it unpacks to. Raises InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except UNREADABLE as error:
        raise InputError(f"{path}: not a readable .xlsx workbook ({error}); open it and save it again.") from error
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES or len(parts) > MOST_PARTS:
        raise InputError(
            f"{path}: this archive of {len(data):,} bytes unpacks to {size:,} bytes in {len(parts):,} parts, more than "
            f"any glossary needs (the limit is {MOST_BYTES:,}); it was not opened."
        )
    check_unpacked(data, str(path), ".xlsx workbook")


def _sheets(data: bytes, path: Path, problems: list[Problem]) -> dict[str, list[tuple[int, list[str]]]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles are no news to a translator
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            names = [sheet.title for sheet in book.worksheets]
            own = [name for name in names if name.casefold() in ("terms", "concepts")]
            wanted = own if any(name.casefold() == "terms" for name in own) else names
            found = {name: list(_records(book[name], path, problems, _merged(data, book[name]))) for name in wanted}
            book.close()
    except UNREADABLE as error:
        raise InputError(f"{path}: not a readable .xlsx workbook ({error}); open it and save it again.") from error
    if not found:
        raise InputError(f"{path}: the workbook has no sheet with cells.")
    return found


def _records(
    sheet: Any, path: Path, problems: list[Problem], merged: dict[tuple[int, int], int]
) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, as wide as the first of them, each with its number."""
    width = 0
    held: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _MOST_ROWS:
            raise ValueError(f"more than {_MOST_ROWS:,} rows")
        cells: list[str] = []
        filled = False
        for index, cell in enumerate(row):
            if cell.value is not None and cell.data_type == "f":
                problems.append(Problem(str(path), number, _FORMULA, column_letter(index)))
            text = "" if cell.value is None or cell.data_type == "f" else _text(cell.value)
            filled = filled or bool(text.strip())
            if (number, index) in merged:
                held[index] = merged[number, index], text
            elif not text and number <= held.get(index, _NOTHING)[0]:
                text = held[index][1]
            cells.append(text)
        while cells and not cells[-1].strip():
            cells.pop()
        if cells and filled:  # what only stands above is no row of its own
            width = width or len(cells)
            yield number, cells + [""] * (width - len(cells))


def _merged(data: bytes, sheet: Any) -> dict[tuple[int, int], int]:
    """Where cells of one column are merged: row (from 1) and column (from 0) of the first -> the last row."""
    found: dict[tuple[int, int], int] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = getattr(sheet, "_worksheet_path", "")
        if part not in archive.namelist():
            return found
        with archive.open(part) as stream:
            before = b""
            while block := stream.read(1 << 20):
                for letters, first, other, last in _MERGED.findall(before + block):
                    if letters == other and len(found) < _MOST_MERGED:
                        found[int(first), column_index(letters.decode())] = int(last)
                before = block[-64:]
    return found


def _text(value: object) -> str:
    """A cell as its reader sees it: 3 rather than 3.0."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _rows(columns: Iterable[str], required: Iterable[str], rows: list[dict[str, str]]) -> list[list[str]]:
    used = {column for row in rows for column in row} | set(required)
    known = [column for column in columns if column in used]
    header = known + sorted(used.difference(known))
    return [header, *([row.get(column, "") for column in header] for row in rows)] if rows else []


def _workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    from openpyxl import Workbook

    for rows in sheets.values():
        _refuse_control_characters(rows)
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        if rows:
            _sheet(book, name, rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(book: Workbook, name: str, rows: list[list[str]]) -> None:
    from openpyxl.cell import WriteOnlyCell

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = [WriteOnlyCell(sheet, text or None) for text in row]
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
                cell.number_format = "@"
        sheet.append(cells)


def _refuse_control_characters(rows: Iterable[list[str]]) -> None:
    """Before anything is written: openpyxl would stop in the middle of a sheet."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for row in rows:
        for text in row:
            if ILLEGAL_CHARACTERS_RE.search(text):
                raise InputError(f"'{text[:60]}': a control character stands in it, which no workbook holds.")
