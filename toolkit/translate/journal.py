"""The journal of a translation: what is done, on disk before it is counted. It knows nothing of engines.

Append-only JSON lines, each with a checksum, written batch by batch and forced to the disk (fsync). A line that was
torn by a crash is cut off when the journal is opened again; a damaged one is passed over and its segment translated
anew. The file is locked while a process works on it; the system frees the lock of a process that died.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.translate.lock import Locked, lock, unlock
from toolkit.translate.offsets import Offsets

_CHECK = b', "check": "'
_HEAD = "tqt-journal"
_JSON = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one segment."""

    key: str
    """32 hex digits: engine, source, terms shown and options."""
    source: str
    text: str | None
    """None: it failed."""
    error: str | None = None
    review: str | None = None
    """Why a human should look at it although there is a text."""
    score: float | None = None
    tokens: int = 0
    """Tokens of the source, as the engine counts them."""


def _holds_segments(path: Path) -> bool:
    """Whether there is more than the head; a run that could not even start leaves nothing worth keeping."""
    with path.open("rb") as stream:
        return stream.readline() != b"" and stream.readline() != b""


def _keep_name(folder: Path) -> None:
    """Force a new file's name to the disk: after a power loss its content is of no use without."""
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened
        with suppress(OSError):  # nor on every file system
            place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(place)
            finally:
                os.close(place)


class Journal:
    """An open journal. Use it as a context manager."""

    def __init__(self, path: Path, *, resume: bool, about: str) -> None:
        """Open or begin it; `about` is written into its head and tells people what it is.

        Raises InputError where there is one already and `resume` is not asked for, where another process works on
        it, where it is no journal, or where it cannot be written.
        """
        self.path = path
        self.damaged = 0
        self._offsets = Offsets()
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError as error:
            raise InputError(f"{path}: the journal cannot be written: {error.strerror}.") from error
        try:
            lock(self._file)
        except Locked as error:
            os.close(self._file)
            raise InputError(
                f"{path}: another process is working with this journal. Wait until it has ended, or name another "
                "with --journal."
            ) from error
        except OSError as error:
            os.close(self._file)
            raise InputError(
                f"{path}: the journal cannot be locked: {error.strerror}. Name one on a disk of this computer with "
                "--journal."
            ) from error
        try:
            existed = os.fstat(self._file).st_size > 0  # asked behind the lock: another may just have ended
            if existed and not resume and _holds_segments(path):
                raise InputError(
                    f"{path}: there is a journal of an earlier run. --resume goes on with it and takes over what "
                    "still fits; delete it to begin anew, or name another with --journal."
                )
            self._end = self._scan() if existed else 0
            os.ftruncate(self._file, self._end)
            if not self._end:
                self._write(_line({"kind": _HEAD, "schema": 1, "about": about}))
                _keep_name(path.parent)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many segments it knows, failed ones too."""
        return len(self._offsets)

    @property
    def end(self) -> int:
        """Where the next record will stand."""
        return self._end

    def place(self, key: str) -> int | None:
        """Where the record of this key stands; None where there is none."""
        return self._offsets.get(_short(key))

    def get(self, key: str) -> Record | None:
        """The record of this key, or None."""
        place = self.place(key)
        record = None if place is None else self.at(place)
        return record if record and record.key == key else None

    def at(self, place: int) -> Record:
        """The record that stands there."""
        size = 1024
        while b"\n" not in (data := self._read(place, size)) and len(data) == size:
            size *= 8
        row = json.loads(data.partition(b"\n")[0])
        return Record(**{name: row[name] for name in Record.__dataclass_fields__ if name in row})

    def append(self, records: Iterable[Record]) -> tuple[int, ...]:
        """Write the records and force them to the disk; where each stands.

        Raises InputError where the disk is full or fails; what was written before stays valid.
        """
        lines = [(record.key, _line(_row(record))) for record in records]
        start = self._end
        self._write(b"".join(line for _, line in lines))
        places = []
        for key, line in lines:
            self._offsets[_short(key)] = start
            places.append(start)
            start += len(line)
        return tuple(places)

    def close(self) -> None:
        """Let go of the file and its lock."""
        if self._file >= 0:
            unlock(self._file)
            os.close(self._file)
            self._file = -1

    def _write(self, data: bytes) -> None:
        try:
            os.lseek(self._file, self._end, os.SEEK_SET)
            left = memoryview(data)
            while left:
                left = left[os.write(self._file, left) :]
            os.fsync(self._file)
        except OSError as error:
            with suppress(OSError):  # on a disk that fails, what is torn is cut off by the next run
                os.ftruncate(self._file, self._end)
            raise InputError(
                f"{self.path}: the journal cannot be written: {error.strerror}. What is in it is safe. Make room "
                "and run the same command with --resume."
            ) from error
        self._end += len(data)

    def _scan(self) -> int:
        """Learn what is in the file; where its last whole line ends."""
        end, first = 0, True
        with os.fdopen(os.dup(self._file), "rb") as stream:
            stream.seek(0)
            for line in stream:
                if not line.endswith(b"\n"):
                    break
                row = _read(line)
                if first and (row is None or row.get("kind") != _HEAD):
                    raise InputError(f"{self.path}: this is no journal of a translation; it is left as it is.")
                if row is None:
                    self.damaged += 1
                elif isinstance(key := row.get("key"), str):
                    self._offsets[_short(key)] = end
                first = False
                end += len(line)
            if first and end == 0:  # the head itself was torn: nothing was done yet
                stream.seek(0)
                begins = f'{{"kind": "{_HEAD}"'.encode()
                if not begins.startswith(stream.read(len(begins))):
                    raise InputError(f"{self.path}: this is no journal of a translation; it is left as it is.")
        return end

    def _read(self, place: int, size: int) -> bytes:
        os.lseek(self._file, place, os.SEEK_SET)
        return os.read(self._file, size)


def _row(record: Record) -> dict[str, Any]:
    """What is written of a record: absent values are left out, the key comes first."""
    return {n: v for n in Record.__dataclass_fields__ if (v := getattr(record, n)) is not None or n == "text"}


def _line(row: dict[str, Any]) -> bytes:
    """A row as a line with its checksum (CRC-32 of everything before it)."""
    body = _JSON.encode(row).encode("utf-8", "surrogatepass")[:-1]
    return body + _CHECK + f'{zlib.crc32(body):08x}"}}\n'.encode()


def _read(line: bytes) -> dict[str, Any] | None:
    """The row of a line; None where the checksum does not fit."""
    body, found, check = line.rpartition(_CHECK)
    if not found or check != f'{zlib.crc32(body):08x}"}}\n'.encode():
        return None
    row = json.loads(body + b"}")
    return row if isinstance(row, dict) else None


def _short(key: str) -> int:
    return int(key[:16], 16)
