"""A folder or a ZIP file of documents: which of its files are read, and their bytes. Writing is `collection_output`'s.

Nothing outside the folder is ever read: links are passed over, and a ZIP file whose names lead out of it, or that holds
links, is refused, as is one that would unpack to hundreds of times its size.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from toolkit.errors import InputError
from toolkit.formats.archive import MOST_MEMBERS, Archive, read_archive
from toolkit.formats.documents import known_suffix
from toolkit.formats.files import STREAM, kind_of, read_bytes, require_inputs

_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|\\|[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Collection:
    """The files of a folder or ZIP file, by name with forward slashes, in order of the names."""

    path: str
    documents: tuple[str, ...]
    """Those in a format that is read."""
    others: tuple[str, ...]
    """Those that are kept as they are."""
    notes: tuple[str, ...]
    archive: Archive | None = field(repr=False)
    """None: a folder."""

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises InputError."""
        if self.archive is None:
            return read_bytes(Path(self.path) / name)
        return self.archive.read(name)

    def shown(self, name: str) -> str:
        """How messages call a file of it."""
        return f"{self.path.rstrip('/')}/{name}"


def is_collection(path: str | Path | None) -> bool:
    """Whether this is a folder or is named as a ZIP file.

    >>> is_collection("texts.zip"), is_collection("article.docx"), is_collection("-")
    (True, False, False)
    """
    if path is None or str(path) == STREAM or ":" in str(path)[2:]:
        return False
    return Path(path).suffix.casefold() == ".zip" or kind_of(path) == "folder"


def require_readable(*paths: str | Path | None) -> None:
    """As `require_inputs`, and a folder or ZIP file will do too."""
    require_inputs(*(path for path in paths if not is_collection(path) or not kind_of(str(path))))


def open_collection(path: str | Path) -> Collection:
    """The collection. Raises InputError for what is dangerous, and where there is no document in it."""
    found = _of_folder(Path(path)) if kind_of(path) == "folder" else _of_zip(str(path))
    if not found.documents:
        raise InputError(f"{path}: there is no document in it in a format that is read. `tqt plugins` lists them.")
    return found


def _of_folder(folder: Path) -> Collection:
    names: list[str] = []
    links: list[str] = []
    for place, inner, files in os.walk(folder):
        here = Path(place)
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        links += [(here / name).relative_to(folder).as_posix() for name in inner if (here / name).is_symlink()]
        for name in files:
            file = here / name
            told = file.relative_to(folder).as_posix()
            if file.is_symlink():
                links.append(told)
            elif not name.startswith(".") and file.is_file():
                names.append(told)
        if len(names) > MOST_MEMBERS:
            raise InputError(f"{folder}: more than {MOST_MEMBERS:,} files. Name a smaller folder.")
    were = "link was" if len(links) == 1 else "links were"
    notes = (f"{folder}: {len(links)} {were} passed over ({links[0]}).",) if links else ()
    return _sorted(str(folder), names, notes, None)


def _of_zip(path: str) -> Collection:
    archive = read_archive(read_bytes(path), path, "ZIP file")
    lower: dict[str, str] = {}
    names: list[str] = []
    for member in archive.members:
        name = member.filename
        if _OUTSIDE.search(name) or _OUTSIDE.search(member.orig_filename):
            raise InputError(f"{path}: its part {name!r} would lie outside of it. Such a file is not opened.")
        if _is_link(member):
            raise InputError(
                f"{path}: its part {name} is a link, which could lead anywhere. Such a file is not opened."
            )
        if (first := lower.setdefault(name.casefold(), name)) != name:
            raise InputError(f"{path}: {first} and {name} would be one file on some computers. Rename one of them.")
        if not name.endswith("/"):
            names.append(name)
    return _sorted(path, names, (), archive)


def _is_link(member: ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _sorted(path: str, names: list[str], notes: tuple[str, ...], archive: Archive | None) -> Collection:
    documents = tuple(sorted(name for name in names if _is_document(name)))
    others = tuple(sorted(set(names) - set(documents)))
    if others:
        more = " and more" if len(others) > 3 else ""
        plural = "file stays as it is" if len(others) == 1 else "files stay as they are"
        notes = (*notes, f"{path}: {len(others)} other {plural}: {', '.join(others[:3])}{more}.")
    return Collection(path, documents, others, notes, archive)


def _is_document(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return known_suffix(name) and not any(part.startswith((".", "__MACOSX")) for part in parts)


def partners(ours: Collection, theirs: Collection) -> Iterator[tuple[str, str | None]]:
    """Each document of ours with the one of theirs that has its name, or else its name up to the last dot."""
    by_stem: dict[PurePosixPath, list[str]] = {}
    for name in theirs.documents:
        by_stem.setdefault(PurePosixPath(name).with_suffix(""), []).append(name)
    there = set(theirs.documents)
    for name in ours.documents:
        near = by_stem.get(PurePosixPath(name).with_suffix(""), [])
        yield name, name if name in there else near[0] if len(near) == 1 else None
