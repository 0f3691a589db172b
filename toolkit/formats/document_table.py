"""CSV and TSV tables with a column of translations, as translators keep them: with or without a header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.cells import read_cells, spell_cell
from toolkit.formats.columns import ENCODING, Columns, column_letter, find_columns
from toolkit.formats.documents import Content
from toolkit.formats.files import decode
from toolkit.formats.rows import delimiter_of
from toolkit.formats.splice import Splices, splice
from toolkit.model.segments import Segment


class TableRow(NamedTuple):
    """A segment and the row that it stands in."""

    segment: Segment
    row: int
    """Index of the row, from 0 and with the header."""


@dataclass(frozen=True, slots=True)
class _Layout:
    splices: Splices
    delimiter: str


@dataclass(frozen=True, slots=True)
class Table:
    """The formats `csv` and `tsv`. A segment's id is its row as a spreadsheet counts: the header is row 1."""

    delimiter: str | None
    """None: told from the content."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each row with a source or a translation.

        >>> [segment] = CSV.read("zh,en\\n老铁,old iron".encode(), "a.csv", {}).segments
        >>> segment.id, segment.source, segment.target
        ('2', '老铁', 'old iron')
        """
        file = decode(data, path, columns.get(ENCODING))
        delimiter = self.delimiter or delimiter_of(file.text)
        rows = list(read_cells(file.text, delimiter, path))
        texts = [[cell.text for cell in row.cells] for row in rows]
        while texts and not any(map(str.strip, texts[-1])):
            texts.pop()
        found = find_columns(texts, path, columns)
        spans, segments = {}, []
        for segment, index in table_rows(texts, found, path, [f"{path}:{row.line}" for row in rows]):
            segments.append(segment)
            if found.target is not None:
                spans[segment.id] = rows[index].cells[found.target].span
        layout = _Layout(Splices(data, file, spans), delimiter)
        return Content(tuple(segments), layout, file.encoding if file.guessed else None)

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The table with these translations; quotation marks are put where they are needed."""
        assert isinstance(layout, _Layout)
        delimiter = layout.delimiter
        return splice(layout.splices, texts, lambda text, before: spell_cell(text, before, delimiter))


CSV = Table(None)
TSV = Table("\t")


def table_rows(rows: Sequence[Sequence[str]], columns: Columns, path: str, places: Sequence[str]) -> Iterator[TableRow]:
    """The segments of a table's rows; rows without a source and a translation are passed over.

    Raises InputError for a row that ends before the column of the translation.
    """
    for index in range(columns.header, len(rows)):
        row = rows[index]
        source = _cell(row, columns.source)
        target = _cell(row, columns.target)
        if not (source or "").strip() and not (target or "").strip():
            continue
        if columns.target is not None and target is None:
            raise InputError(
                f"{places[index]}: the row has {len(row)} cells and no column "
                f"{column_letter(columns.target)}, where the translation should be. Add the empty cells."
            )
        references = tuple(text for i in columns.references if (text := _cell(row, i)) and text.strip())
        yield TableRow(Segment(str(index + 1), target or "", source, references, Path(path).name, places[index]), index)


def _cell(row: Sequence[str], index: int | None) -> str | None:
    return row[index] if index is not None and index < len(row) else None
