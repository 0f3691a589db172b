"""The translation job on data sets of any length: row by row out of Parquet, a folder or the Hub, in flat memory.

The data set is read twice: once to translate through the journal, once to write. Nothing is post-edited, as the
post-editor looks at whole documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats import dataset_files
from toolkit.formats.dataset_rows import Column, is_data_set, source_column, tables, texts_of
from toolkit.formats.documents import format_of
from toolkit.formats.files import HUB, STREAM, require_inputs
from toolkit.jobs.setting import Setting
from toolkit.jobs.translate import Wish, hired, opened_engine
from toolkit.jobs.translate_stream import SHOWN, Streamed
from toolkit.translate import steer
from toolkit.translate.batch import Item, Run, Runner, Tally
from toolkit.translate.journal import Journal


def is_for(path: str, out: Path | None, columns: Mapping[str, str]) -> bool:
    """Whether the job is one for this module: a data set comes in, Parquet is to come out, or a key was named."""
    if path == STREAM or is_data_set(path):
        return path != STREAM
    if out is not None and out.suffix.casefold() == ".parquet":
        return True
    return out is not None and "source" in columns and format_of(path) == "jsonl"


def require_possible(path: str, out: Path | None, wish: Wish, *, dry_run: bool, as_json: bool) -> None:
    """Raises InputError for what cannot be wanted of a data set, and for a file that is not there."""
    if not path.startswith(HUB) and not Path(path).is_dir():
        require_inputs(path)
    if out is None or str(out) == "-":
        raise InputError(f"{path}: name the output of a data set with -o FILE: .parquet, .jsonl or .txt.")
    if wish.postedit:
        raise InputError(
            f"{path}: Parquet and data sets go row by row, and the post-editor looks at whole documents. "
            "Add --no-postedit; `tqt postedit` takes the result in parts."
        )
    many = {"--report": wish.checked, "--sample": wish.sample is not None, "--dry-run": dry_run, "--json": as_json}
    if wanted := next((name for name, is_wanted in many.items() if is_wanted), None):
        raise InputError(f"{path}: {wanted} looks at a whole document, and a data set is streamed. Try --limit N.")


def run_rows(
    path: str,
    out: Path,
    setting: Setting,
    wish: Wish,
    columns: Mapping[str, str],
    *,
    offline: bool = False,
    told: Callable[[Tally, int], None] = lambda tally, rows: None,
) -> Streamed:
    """Translate the column `source` into the column `target` (`mt` if not said). Raises InputError, EngineError."""
    assert wish.journal is not None
    source = _column(path, columns, offline)
    with opened_engine(wish, setting) as engine:
        way = steer.resolve(wish.terms, engine.traits, bool(setting.index.glossary.concepts))
        about = f"{path} by {engine.signature()}"
        with (
            hired(wish, setting, way) as crew,
            Journal(wish.journal, resume=wish.resume, about=about) as journal,
        ):
            index = setting.index if way != "none" else None
            runner = Runner(engine, journal, setting.pair, index, way, lambda tally: told(tally, 0), crew)
            made = runner.run(
                Item(str(number), text) for number, text in _numbered(path, source, offline, wish.limit) if text
            )
            found = _Writing(path, source, made, journal)
            filled = found.filled(tables(path, offline=offline, limit=wish.limit))
            dataset_files.write(out, filled, columns.get("target", "mt"))
            return Streamed(
                found.count, found.failed, tuple(found.doubts), found.doubtful, made.tally, engine.signature(),
                journal.damaged,
            )  # fmt: skip


def _column(path: str, columns: Mapping[str, str], offline: bool) -> Column:
    first = next(tables(path, offline=offline, limit=1), None)
    if first is None:
        raise InputError(f"{path}: this data set has no rows.")
    found = source_column(columns, first.column_names, path)
    texts_of(first, found, path)  # a column without texts is told before anything is begun
    return found


def _numbered(path: str, source: Column, offline: bool, limit: int | None) -> Iterator[tuple[int, str | None]]:
    """Rows from 1 with their texts; None for what has nothing to translate."""
    number = 0
    for table in tables(path, offline=offline, limit=limit):
        for text in texts_of(table, source, path):
            number += 1
            yield number, text if text and text.strip() else None


class _Writing:
    """The second reading: rows beside what the journal has of them, counted on the way."""

    def __init__(self, path: str, source: Column, made: Run, journal: Journal) -> None:
        self._path, self._source, self._made, self._journal = path, source, made, journal
        self.count = self.failed = self.doubtful = 0
        self.doubts: list[tuple[str, str]] = []
        self._row = 0

    def filled(self, stream: Iterator[object]) -> Iterator[dataset_files.Filled]:
        """Every table with its translations. Raises InputError where nothing at all was translated."""
        for table in stream:
            yield table, [self._of(text) for text in texts_of(table, self._source, self._path)]
        if self.count and self.failed == self.count:
            raise InputError(f"Nothing could be translated. The first reason: {self.doubts[0][1]}.")

    def _of(self, text: str | None) -> str | None:
        self._row += 1
        if not text or not text.strip():
            return text
        if self.count >= len(self._made.places):
            raise self._changed()
        record = self._journal.at(self._made.places[self.count])
        if record.source != text:
            raise self._changed()
        self.count += 1
        self.failed += record.text is None
        reason = record.review if record.text is not None else f"not translated: {record.error}"
        if reason:
            self.doubtful += 1
            self.doubts += [(str(self._row), reason)] if len(self.doubts) < SHOWN else []
        return record.text

    def _changed(self) -> InputError:
        return InputError(
            f"{self._path}: row {self._row} changed while it was translated. The journal is safe; run again with "
            "--resume."
        )
