"""A new folder or ZIP file, written as a whole or not at all, beside its place first. Never over an input."""

from __future__ import annotations

import io
import secrets
import shutil
import zipfile
from pathlib import Path
from types import TracebackType

from toolkit.errors import InputError
from toolkit.formats.archive import with_members
from toolkit.formats.collection import Collection
from toolkit.formats.files import kind_of, make_folder, require_targets, write_atomically

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file knows: what is written does not depend on the clock."""


def require_new(out: Path, *inputs: str | Path | None) -> None:
    """Raises InputError unless `out` may become a collection: a ZIP file, or a folder that is new or empty.

    No input may be it, lie in it, or hold it.
    """
    place = out.resolve()
    for given in inputs:
        if given is not None and str(given) != "-":
            other = Path(given).resolve()
            if place == other or place in other.parents or (other in place.parents and other.is_dir()):
                raise InputError(
                    f"{out}: this is {given}, or lies in it or around it. Name another place for the output."
                )
    if is_zip(out):
        require_targets(out)
        return
    kind = kind_of(out)
    if kind == "file":
        raise InputError(f"{out}: this is a file; name a new folder, or a file that ends in .zip.")
    if kind == "folder" and any(out.iterdir()):
        raise InputError(f"{out}: this folder is not empty. Name a new one, so that nothing in it is overwritten.")


def is_zip(out: Path) -> bool:
    """Whether the name asks for a ZIP file."""
    return out.suffix.casefold() == ".zip"


class NewFolder:
    """Files gathered beside the place; `finish` makes them the folder, and leaving without it makes nothing.

    Raises InputError where something cannot be written.
    """

    def __init__(self, out: Path):
        self._out = out
        self._beside = out.resolve().with_name(f".{secrets.token_hex(6)}.tmp")

    def __enter__(self) -> NewFolder:
        make_folder(self._out.resolve().parent)
        make_folder(self._beside)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        shutil.rmtree(self._beside, ignore_errors=True)

    def put(self, name: str, data: bytes) -> None:
        """A file of it, by its name with forward slashes."""
        place = self._beside / name
        make_folder(place.parent)
        try:
            place.write_bytes(data)
        except OSError as error:
            raise InputError(f"{self._out}: cannot be written: {error.strerror}.") from error

    def finish(self) -> None:
        """Everything at its place."""
        try:
            if self._out.is_dir():
                self._out.rmdir()  # empty, or it fails
            self._beside.rename(self._out.resolve())
        except OSError as error:
            raise InputError(f"{self._out}: cannot be written: {error.strerror}.") from error


class Returned:
    """A collection given back: changed documents, all else as it was. As `NewFolder`, into a folder or a ZIP file."""

    def __init__(self, out: Path, given: Collection):
        self._out, self._given = out, given
        self._changed: dict[str, bytes] = {}
        self._folder = None if is_zip(out) else NewFolder(out)

    def __enter__(self) -> Returned:
        if self._folder is not None:
            self._folder.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._folder is not None:
            self._folder.__exit__(kind, error, at)

    def put(self, name: str, data: bytes) -> None:
        """A document of it."""
        if self._folder is not None:
            self._folder.put(name, data)
        else:
            self._changed[name] = data

    def finish(self) -> None:
        """Everything at its place, the other files too."""
        if self._folder is not None:
            for name in self._given.others:
                self._folder.put(name, self._given.read(name))
            self._folder.finish()
        elif self._given.archive is not None:
            own = {name: data for name, data in self._changed.items() if data != self._given.read(name)}
            write_atomically(self._out, with_members(self._given.archive, own))
        else:
            write_atomically(self._out, self._packed())

    def _packed(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted((*self._changed, *self._given.others)):
                info = zipfile.ZipInfo(name, _WHEN)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(info, self._changed.get(name) or self._given.read(name))
        return stream.getvalue()
