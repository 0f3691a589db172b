"""Data sets as a stream of Arrow tables: Parquet, a folder, the Hub, plain text. Never more in memory than a few rows.

`datasets` does the reading (streaming). It reads; what becomes of the rows is the job's work, and writing is
`dataset_files`. The network is used for `hf:` alone, because the user wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import InputError
from toolkit.formats.documents import known_suffix
from toolkit.formats.files import HUB, kind_of

ROWS = 1000
"""Rows in a table of the stream."""
_MISSING = (
    "{what} is not installed, and data sets are read and written with it. pip install "
    "'translation-quality-toolkit[mt]'. `tqt doctor` shows what is there."
)
_HUB_NAME = re.compile(r"(?P<name>[\w.-]+/[\w.-]+)(?:/(?P<part>[\w.-]+))?(?::(?P<split>[\w.-]+))?")
_BUILDERS = {".parquet": "parquet", ".jsonl": "json", ".ndjson": "json", ".arrow": "arrow", ".csv": "csv"}


class Column(NamedTuple):
    """A column, or a field in one: `translation.zh` is the field zh of the column translation."""

    name: str
    fields: tuple[str, ...]


def is_data_set(path: str) -> bool:
    """Whether this names a data set rather than a document; a folder does unless it holds documents of other kinds.

    >>> is_data_set("segments.parquet"), is_data_set("hf:owner/name"), is_data_set("article.txt")
    (True, True, False)
    """
    if path.startswith(HUB) or Path(path).suffix.casefold() == ".parquet":
        return True
    return path != "-" and kind_of(path) == "folder" and not _has_documents(Path(path))


def _has_documents(folder: Path) -> bool:
    """Whether a folder is one of documents: not saved by `datasets`, and with a file that is a document of its own."""
    if (folder / "state.json").exists() or (folder / "dataset_dict.json").exists():
        return False
    kinds = {one.suffix.casefold() for one in folder.rglob("*") if not one.name.startswith(".")} - set(_BUILDERS)
    return any(known_suffix(f"a{kind}") for kind in kinds if kind != ".json")


def need(module: str) -> Any:
    """An optional library, imported. Raises InputError with the line that installs it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(_MISSING.format(what=module.partition(".")[0])) from error


def tables(path: str, *, offline: bool = False, limit: int | None = None) -> Iterator[Any]:
    """The rows of a data set in order, as Arrow tables of at most `ROWS` rows; the same ones every time.

    Raises InputError where there is no such data set, or it cannot be read.
    """
    left = limit
    stream = _of_text(Path(path)) if _is_text(path) else _opened(path, offline)
    for table in stream:
        if left is not None and table.num_rows >= left:
            yield table.slice(0, left)
            return
        left = None if left is None else left - table.num_rows
        yield table


def source_column(given: Mapping[str, str], columns: list[str], path: str) -> Column:
    """The column of the sources: the one named, or else `source`. Raises InputError that lists the columns.

    >>> source_column({"source": "translation.zh"}, ["id", "translation"], "a.parquet")
    Column(name='translation', fields=('zh',))
    """
    wanted = given.get("source", "source")
    if wanted in columns:
        return Column(wanted, ())
    name, *fields = wanted.split(".")
    if name in columns and fields:
        return Column(name, tuple(fields))
    raise InputError(
        f"{path}: there is no column '{wanted}'. It has: {', '.join(columns) or 'none'}. Name the one to translate "
        "with --column source=NAME; a field in it is NAME.FIELD."
    )


def texts_of(table: Any, column: Column, path: str) -> list[str | None]:
    """The texts of a column; None where a row has none. Raises InputError where it holds something else."""
    values: list[Any] = table.column(column.name).to_pylist()
    for field in column.fields:
        if any(value is not None and not (isinstance(value, dict) and field in value) for value in values):
            raise InputError(f"{path}: the column '{column.name}' has no field '{field}' in it.")
        values = [None if value is None else value[field] for value in values]
    wrong = next((value for value in values if value is not None and not isinstance(value, str)), None)
    if wrong is not None:
        what = "fields: name one, NAME.FIELD" if isinstance(wrong, dict) else f"{type(wrong).__name__}, not text"
        raise InputError(f"{path}: the column '{'.'.join((column.name, *column.fields))}' holds {what}.")
    return values


def _is_text(path: str) -> bool:
    return not is_data_set(path) and Path(path).suffix.casefold() not in _BUILDERS


def _of_text(path: Path) -> Iterator[Any]:
    """Lines as rows of one column, `source`; only CR, LF and CR LF end a line."""
    arrow = need("pyarrow")
    rows: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for line in stream:
                rows.append(line.rstrip("\r\n"))
                if len(rows) == ROWS:
                    yield arrow.table({"source": rows})
                    rows = []
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is no text in UTF-8. Save it as that, or as Parquet.") from error
    yield arrow.table({"source": arrow.array(rows, arrow.string())})


def _opened(path: str, offline: bool) -> Iterator[Any]:
    library = need("datasets")
    library.disable_progress_bars()
    try:
        made = _streamed(library, path, offline)
        yield from made.with_format("arrow").iter(batch_size=ROWS)
    except InputError:
        raise
    except Exception as error:  # the library has a dozen kinds, and one remedy
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"{path}: this data set cannot be read: {said}") from error


def _streamed(library: Any, path: str, offline: bool) -> Any:
    if path.startswith(HUB):
        return _of_hub(library, path, offline)
    place = Path(path)
    if not place.is_dir():
        files, builder = [place], _BUILDERS[place.suffix.casefold()]
    elif (place / "state.json").exists():
        return library.load_from_disk(str(place)).to_iterable_dataset()
    elif (place / "dataset_dict.json").exists():
        parts = sorted(one.name for one in place.iterdir() if one.is_dir())
        raise InputError(f"{path}: this data set has several parts: {', '.join(parts)}. Name one: {path}/{parts[0]}.")
    else:
        files = sorted(one for one in place.rglob("*") if one.suffix.casefold() in _BUILDERS and one.is_file())
        kinds = sorted({_BUILDERS[one.suffix.casefold()] for one in files})
        if len(kinds) != 1:
            what = f"files of several kinds ({', '.join(kinds)})" if kinds else "no Parquet or JSON lines file"
            raise InputError(f"{path}: {what} in this folder. Name a data set that `datasets` saved, or one kind.")
        builder = kinds[0]
    return library.load_dataset(builder, data_files=[str(one) for one in files], split="train", streaming=True)


def _of_hub(library: Any, path: str, offline: bool) -> Any:
    found = _HUB_NAME.fullmatch(path.removeprefix(HUB))
    if found is None:
        raise InputError(f"{path}: write {HUB}OWNER/NAME, {HUB}OWNER/NAME/CONFIGURATION or either with :SPLIT behind.")
    if offline:
        raise InputError(f"{path}: --offline forbids to fetch it. Name a folder or a Parquet file on this computer.")
    return library.load_dataset(found["name"], found["part"], split=found["split"] or "train", streaming=True)
