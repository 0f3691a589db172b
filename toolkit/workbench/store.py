"""The state of a job in one SQLite file: every decision with its time, and undo as an inverse entry.

Rows are only ever added to the history. What a segment is now stands beside it, with a version number that grows with
every change; a write that names an older version is refused. Nothing here knows what a decision means.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import InputError

SCHEMA = 1
LAYER = -1
"""Stands for the list of proposed terms where segments are numbered, so that undo takes both back in their order."""
_TABLES = """
create table meta (name text primary key, value text not null) strict;
create table files (role text primary key, path text not null, data blob not null) strict;
create table segments (number integer primary key, id text unique not null, original text not null, source text,
                       reference text) strict;
create table repairs (run integer, number integer, data text not null, primary key (run, number)) strict;
create table states (number integer primary key, version integer not null, data text not null) strict;
create table steps (step integer primary key, at text not null, kind text not null, label text not null,
                    of integer) strict;
create table changes (step integer, number integer, version integer not null, before text not null,
                      after text not null, primary key (step, number)) strict;
"""
Data = Mapping[str, Any]


class Row(NamedTuple):
    """A segment as it was given."""

    number: int
    """From 0, in the order of the document."""
    id: str
    original: str
    source: str | None
    reference: str | None


class Kept(NamedTuple):
    """A segment's state and its version."""

    version: int
    data: Data


class Step(NamedTuple):
    """One entry of the history."""

    step: int
    at: str
    """UTC, ISO 8601."""
    kind: str
    """`act`, `undo` or `redo`."""
    label: str
    of: int | None
    """The step that was undone or redone."""


class ConflictError(Exception):
    """Somebody else has changed the segment, or the job, since it was read."""


class Store:
    """One open state file. Safe to be used by several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. Raises InputError where it is no state file of ours."""
        self.path = path
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")  # a decision survives a power cut, not only a killed process
            version = self._db.execute("pragma user_version").fetchone()[0]
            tables = self._db.execute("select count(*) from sqlite_schema").fetchone()[0]
        except sqlite3.Error as error:
            raise InputError(f"{path}: this is no state file of `tqt review` ({error}). Name another file.") from error
        if version not in (0, SCHEMA) or (version == 0 and tables):
            self.close()
            raise InputError(f"{path}: a database, but no state file of this version of `tqt review`. Name another.")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def is_new(self) -> bool:
        """Whether no job has been put in yet."""
        return bool(self._one("pragma user_version")[0] == 0)

    def fill(self, meta: Mapping[str, Any], file: tuple[str, bytes], rows: Sequence[Row], repairs: Sequence[Data],
             states: Sequence[Data]) -> None:  # fmt: skip
        """Put a new job in, all at once."""
        with self._writing():
            for statement in _TABLES.split(";"):
                self._db.execute(statement)
            self._db.executemany("insert into meta values (?, ?)", [(k, _text(v)) for k, v in meta.items()])
            self._db.execute("insert into files values ('document', ?, ?)", file)
            self._db.executemany(
                "insert into segments values (?, ?, ?, ?, ?)", [(row[0], *map(_text, row[1:])) for row in rows]
            )
            self._db.executemany("insert into states values (?, 0, ?)", [(n, _text(s)) for n, s in enumerate(states)])
            self._add_repairs(0, dict(enumerate(repairs)))
            self._db.execute(f"pragma user_version = {SCHEMA}")

    def meta(self, name: str) -> Any:
        """A value of the job's heading; None where it has none."""
        found = self._all("select value from meta where name = ?", name)
        return json.loads(found[0][0]) if found else None

    def document(self) -> tuple[str, bytes]:
        """Path and bytes of the file under review, as it was read."""
        path, data = self._one("select path, data from files where role = 'document'")
        return str(path), bytes(data)

    def rows(self) -> tuple[Row, ...]:
        """The segments as they were given, in order."""
        found = self._all("select * from segments order by number")
        return tuple(Row(number, *map(json.loads, texts)) for number, *texts in found)

    def repair(self, run: int, number: int) -> Data:
        """What a run of the post-editor made of a segment."""
        found: Data = json.loads(self._one("select data from repairs where run = ? and number = ?", run, number)[0])
        return found

    def states(self) -> tuple[Kept, ...]:
        """What every segment is now, in order."""
        found = self._all("select version, data from states where number >= 0 order by number")
        return tuple(Kept(version, json.loads(data)) for version, data in found)

    def versions(self) -> tuple[int, ...]:
        """The version of every segment, in order."""
        found = self._all("select version from states where number >= 0 order by number")
        return tuple(version for (version,) in found)

    def state(self, number: int) -> Kept:
        """What one segment is now."""
        version, data = self._one("select version, data from states where number = ?", number)
        return Kept(version, json.loads(data))

    def change(self, number: int, version: int, label: str, change: Callable[[Data], Data]) -> int:
        """One segment changed; returns the step. Raises ConflictError for an old version, and what `change` raises."""
        with self._writing():
            kept = self.state(number)
            if kept.version != version:
                raise ConflictError
            return self._record("act", label, None, {number: (kept.data, change(kept.data))})

    def change_all(self, label: str, last: int, run: int, repairs: Mapping[int, Data],
                   states: Mapping[int, Data]) -> int:  # fmt: skip
        """A new run over some segments, as one step. Raises ConflictError where `last` is not the last step."""
        with self._writing():
            self._require_last(last)
            self._add_repairs(run, repairs)
            return self._record("act", label, None, {n: (self.state(n).data, data) for n, data in states.items()})

    def change_layer(self, label: str, before: Data, after: Data) -> int:
        """What the list of proposed terms was and is, kept as one step."""
        with self._writing():
            self._db.execute("insert or ignore into states values (?, 0, ?)", (LAYER, _text(before)))
            return self._record("act", label, None, {LAYER: (before, after)})

    def undo(self, last: int) -> Step | None:
        """The last step that stands taken back by an inverse entry; None where there is none.

        Raises ConflictError where `last` is not the last step any more.
        """
        return self._turn("undo", last)

    def redo(self, last: int) -> Step | None:
        """The step that was undone last made again; None where there is none, or a new one was made since."""
        return self._turn("redo", last)

    def last_step(self) -> int:
        """The number of the last entry; 0 before the first."""
        return int(self._one("select coalesce(max(step), 0) from steps")[0])

    def next_run(self) -> int:
        """A number for another run of the post-editor."""
        return int(self._one("select max(run) + 1 from repairs")[0])

    def changed_since(self, step: int) -> tuple[int, ...]:
        """The numbers of the segments that entries after this one have changed."""
        found = self._all("select distinct number from changes where step > ? and number >= 0 order by 1", step)
        return tuple(number for (number,) in found)

    def history(self) -> tuple[Step, ...]:
        """All entries, the first first."""
        return tuple(Step(*row) for row in self._all("select * from steps order by step"))

    def changes(self, step: int) -> dict[int, tuple[Data, Data]]:
        """What a step changed: before and after, by segment; under `LAYER` the list of proposed terms."""
        found = self._all("select number, before, after from changes where step = ?", step)
        return {number: (json.loads(before), json.loads(after)) for number, before, after in found}

    def stacks(self) -> tuple[list[Step], list[Step]]:
        """What can be undone and what redone, the next one last."""
        done: list[Step] = []
        undone: list[Step] = []
        for entry in self.history():
            if entry.kind == "undo":
                undone.append(done.pop())
            elif entry.kind == "redo":
                done.append(undone.pop())
            else:
                done.append(entry)
                undone.clear()
        return done, undone

    def _turn(self, kind: str, last: int) -> Step | None:
        with self._writing():
            self._require_last(last)
            stack = self.stacks()[0 if kind == "undo" else 1]
            if not stack:
                return None
            step = stack[-1]
            changes = self.changes(step.step)
            turned = {
                n: (after, before) if kind == "undo" else (before, after) for n, (before, after) in changes.items()
            }
            self._record(kind, step.label, step.step, turned)
            return step

    def _record(self, kind: str, label: str, of: int | None, changes: Mapping[int, tuple[Data, Data]]) -> int:
        step = self.last_step() + 1
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._db.execute("insert into steps values (?, ?, ?, ?, ?)", (step, now, kind, label, of))
        for number, (before, after) in changes.items():
            version = self.state(number).version + 1
            row = (step, number, version, _text(before), _text(after))
            self._db.execute("insert into changes values (?, ?, ?, ?, ?)", row)
            self._db.execute(
                "update states set version = ?, data = ? where number = ?", (version, _text(after), number)
            )
        return step

    def _add_repairs(self, run: int, repairs: Mapping[int, Data]) -> None:
        self._db.executemany("insert into repairs values (?, ?, ?)", [(run, n, _text(r)) for n, r in repairs.items()])

    def _require_last(self, last: int) -> None:
        if last != self.last_step():
            raise ConflictError

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All or nothing, and nobody between reading and writing."""
        with self._lock:
            try:
                self._db.execute("begin immediate")
                try:
                    yield
                    self._db.execute("commit")  # a full disk may show only here
                except BaseException:
                    if self._db.in_transaction:
                        self._db.execute("rollback")
                    raise
            except sqlite3.OperationalError as error:
                raise InputError(f"{self.path}: the state cannot be written: {error}.") from error

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> tuple[Any, ...]:
        return self._all(query, *values)[0]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)  # a lone surrogate of a damaged file must survive too
