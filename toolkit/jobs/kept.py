"""Big glossaries made ready once: the second job with the same files opens what the first one has written.

A file in the cache is named by all that its content depends on: the bytes of the glossaries, the options, this
toolkit's version and code, and the libraries that it inflects, stems and folds with. So it is never out of date; one
that is damaged, or cannot be written, is passed over. A big glossary is written at once, one of middling size when it
is used for the third time: writing takes as long as two of the openings that it saves, and a glossary that is being
worked on changes after one or two.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from toolkit import __version__
from toolkit.formats.cache import cache_folder, make_room
from toolkit.formats.glossary_folder import FILES
from toolkit.formats.sections import DamagedError
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.stored.index import store_index, stored_index

LEAST_BYTES = 1 << 20
"""Smaller glossaries are read and indexed in a second; nothing is kept of them."""
AT_ONCE_BYTES = 16 << 20
"""Smaller ones wait for their third use."""
_USES = 2
"""So often one of middling size is used without being written."""
_MOST_NOTED = 16
"""So many uses are remembered."""
_WAITING = "used"
_MOST_BYTES = 1 << 30
_SUFFIX = ".index"
_LIBRARIES = ("lemminflect", "snowballstemmer")
"""Whose forms and stems are written down."""


class Place(NamedTuple):
    """Where an index is kept."""

    file: Path
    at_once: bool
    """Whether it is written the first time already."""


def place_of(glossaries: Sequence[Path], options: Sequence[object]) -> Place | None:
    """Where the index of these glossaries under these options is kept; None: they are too small for that."""
    groups = [sorted(_files(path)) for path in glossaries]
    size = sum(file.stat().st_size for group in groups for file in group)
    if size < LEAST_BYTES:
        return None
    making = (_code(), __version__, *map(version, _LIBRARIES), unicodedata.unidata_version)
    digest = hashlib.sha256(
        json.dumps([making, [(str(path), str(path.resolve())) for path in glossaries], options]).encode()
    )
    for file in (file for group in groups for file in group):
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return Place(cache_folder("glossaries") / f"{digest.hexdigest()}{_SUFFIX}", size >= AT_ONCE_BYTES)


def opened(place: Place | None) -> tuple[GlossaryIndex, tuple[str, ...]] | None:
    """What is kept there; None where nothing is, or nothing that is whole."""
    if place is None:
        return None
    try:
        found = stored_index(place.file)
    except (OSError, DamagedError):
        return None
    with contextlib.suppress(OSError):
        place.file.touch()
    return found


def keep(place: Place | None, index: GlossaryIndex, notes: Sequence[str]) -> None:
    """Write the index for the next time, if it can be written and is worth it."""
    if place is not None:
        with contextlib.suppress(OSError):
            if place.at_once or _is_used_often(place.file):
                store_index(index, place.file, notes)
                make_room(place.file.parent, f"*{_SUFFIX}", _MOST_BYTES)


def _is_used_often(file: Path) -> bool:
    """Whether this index was wanted often enough to be written; if not, this use is written down. Raises OSError."""
    note = file.parent / _WAITING
    names = note.read_text(encoding="utf-8").split() if note.is_file() else []
    if names.count(file.stem) >= _USES:
        return True
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = note.with_name(f"{_WAITING}.{os.getpid()}")
    beside.write_text("\n".join([*names, file.stem][-_MOST_NOTED:]), encoding="utf-8")
    beside.replace(note)
    return False


@cache
def _code() -> str:
    """A digest of the code and the tables that decide how a glossary is read and what counts as an occurrence."""
    digest = hashlib.sha256()
    for package in (
        "toolkit.checks",
        "toolkit.formats",
        "toolkit.glossary",
        "toolkit.jobs",
        "toolkit.model",
        "toolkit.text",
    ):
        for file in sorted(Path(str(files(package))).rglob("*")):
            if file.suffix in (".py", ".tsv"):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    """What is read of a glossary; a folder may hold other things, and much of them."""
    folder = path if path.is_dir() else path.parent if path.name == "terms.csv" else None
    names = [folder / name for name in FILES] if folder else [path]
    return (file for file in names if file.is_file())
