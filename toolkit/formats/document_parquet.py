"""Parquet files as documents: rows with a source and a translation in columns, of which only one is ever rewritten.

For files that fit in memory; `tqt translate` goes through data sets of any size row by row. pyarrow reads and writes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.errors import InputError
from toolkit.formats.columns import find_columns
from toolkit.formats.dataset_rows import need, tables
from toolkit.formats.document_table import table_rows
from toolkit.formats.documents import Content

NEW_COLUMN = "mt"
"""Where translations go if the file has no column for them."""


@dataclass(frozen=True, slots=True)
class _Layout:
    data: bytes
    table: Any
    target: str | None
    """The column, or `column.field`."""


class ParquetRows:
    """The format `parquet`. A segment's id is its row, from 1; a field of a column is named `translation.en`."""

    def read(self, data: bytes, path: str, columns: Mapping[str, str]) -> Content:
        """One segment for each row with a source or a translation. Raises InputError, also without pyarrow."""
        table = _opened(data, path)
        texts = _texts(table)
        rows = [list(texts), *map(list, zip(*texts.values(), strict=True))]
        found = find_columns(rows, path, columns)
        names = list(texts)
        segments = tuple(
            replace(segment, id=str(index), origin=f"{path}: row {index}")
            for segment, index in table_rows(rows, found, path, [path] * len(rows))
        )
        return Content(segments, _Layout(data, table, None if found.target is None else names[found.target]))

    def render(self, layout: object, texts: Mapping[str, str]) -> bytes:
        """The file with these translations; other columns and what the schema says of them stay."""
        assert isinstance(layout, _Layout)
        if not texts:
            return layout.data
        arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
        table = layout.table
        whole = layout.target or NEW_COLUMN
        name, _, field = (whole, "", "") if whole in table.column_names else whole.partition(".")
        values = table.column(name).to_pylist() if layout.target else [None] * table.num_rows
        for row, text in texts.items():
            values[int(row) - 1] = text if not field else {**(values[int(row) - 1] or {}), field: text}
        if layout.target:
            place = table.column_names.index(name)
            schema = table.schema.field(place)
            table = table.set_column(place, schema, arrow.array(values, type=schema.type))
        else:
            table = table.append_column(name, arrow.array(values, arrow.string()))
        stream = io.BytesIO()
        parquet.write_table(table, stream)
        return stream.getvalue()


FORMAT = ParquetRows()


def bytes_of(path: str) -> bytes:
    """A data set (`hf:OWNER/NAME`) as a Parquet file. Raises InputError."""
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    stream = io.BytesIO()
    parquet.write_table(arrow.concat_tables(list(tables(path))), stream)
    return stream.getvalue()


def _opened(data: bytes, path: str) -> Any:
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    try:
        return parquet.read_table(io.BytesIO(data))
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{path}: no readable Parquet file: {' '.join(str(error).split())[:160]}.") from error


def _texts(table: Any) -> dict[str, list[str]]:
    """The columns of text, and fields of text in them, by name; a missing text is empty."""
    arrow = need("pyarrow")
    found: dict[str, list[str]] = {}
    for name, kind in zip(table.column_names, table.schema.types, strict=True):
        if arrow.types.is_string(kind) or arrow.types.is_large_string(kind):
            found[name] = [value or "" for value in table.column(name).to_pylist()]
        elif arrow.types.is_struct(kind):
            rows = table.column(name).to_pylist()
            for field in kind:
                if arrow.types.is_string(field.type) or arrow.types.is_large_string(field.type):
                    found[f"{name}.{field.name}"] = [(row or {}).get(field.name) or "" for row in rows]
    return found
