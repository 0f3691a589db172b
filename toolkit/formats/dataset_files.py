"""Streams of Arrow tables into a file: Parquet, JSON lines or plain text. Completed beside its place, then renamed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from toolkit.errors import InputError
from toolkit.formats.atomic import written_beside
from toolkit.formats.dataset_rows import need

_LINE_END = re.compile("\r\n|\r|\n")
Filled = tuple[Any, Sequence[str | None]]
"""A table and the translation of each of its rows."""


def write(path: Path, filled: Iterable[Filled], column: str) -> None:
    """Write every table with its translations as the column `column`, which replaces one of that name.

    The suffix decides: .parquet, .jsonl or .ndjson; anything else is plain text, one translation a line, a row
    without one an empty line. Raises InputError where the rows do not go into that kind of file, or it cannot be
    written.
    """
    suffix = path.suffix.casefold()
    writer = {".parquet": _parquet, ".jsonl": _json_lines, ".ndjson": _json_lines}.get(suffix, _text)
    try:
        with written_beside(path) as stream:
            writer(stream, filled, column)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}.") from error


def _parquet(stream: BinaryIO, filled: Iterable[Filled], column: str) -> None:
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    writer: Any = None
    try:
        for table, texts in filled:
            whole = _with(arrow, table, texts, column)
            if writer is None:
                writer = parquet.ParquetWriter(stream, whole.schema)
            writer.write_table(whole.cast(writer.schema))
    except (arrow.ArrowInvalid, arrow.ArrowTypeError, ValueError) as error:
        raise InputError(f"The rows do not fit one table: {' '.join(str(error).split())[:200]}") from error
    finally:
        if writer is not None:
            writer.close()


def _with(arrow: Any, table: Any, texts: Sequence[str | None], column: str) -> Any:
    table = table.replace_schema_metadata(None)  # what it says of the columns is no longer true
    made = arrow.array([_clean(text) for text in texts], arrow.string())
    if column not in table.column_names:
        return table.append_column(column, made)
    return table.set_column(table.column_names.index(column), column, made)


def _json_lines(stream: BinaryIO, filled: Iterable[Filled], column: str) -> None:
    for table, texts in filled:
        for row, text in zip(table.to_pylist(), texts, strict=True):
            line = json.dumps({**row, column: text}, ensure_ascii=False, default=_plain)
            stream.write(line.encode("utf-8", "replace") + b"\n")


def _text(stream: BinaryIO, filled: Iterable[Filled], column: str) -> None:
    for _, texts in filled:
        stream.writelines(_LINE_END.sub(" ", text or "").encode("utf-8", "replace") + b"\n" for text in texts)


def _plain(value: object) -> str:
    """Dates and numbers of exact digits as text."""
    if isinstance(value, bytes):
        raise InputError("A column holds bytes, which JSON lines cannot take. Write Parquet: -o FILE.parquet.")
    return str(value)


def _clean(text: str | None) -> str | None:
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")
