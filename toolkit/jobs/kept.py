"""Big glossaries made ready once: the second job with the same files opens what the first one has written.

A file in the cache is named by all that its content depends on: the bytes of the glossaries, the options, this
toolkit's version and the tables that it inflects and folds with. So it is never out of date; one that is damaged, or
cannot be written, is passed over.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import unicodedata
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from toolkit import __version__
from toolkit.formats.cache import cache_folder, make_room
from toolkit.formats.glossary_folder import FILES
from toolkit.formats.sections import DamagedError
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.stored.index import store_index, stored_index

_MAKING = "2"
"""Raised whenever what is written, or what counts as an occurrence, changes."""
LEAST_BYTES = 4 << 20
"""Smaller glossaries are read and indexed in a second or two; nothing is kept of them."""
_MOST_BYTES = 4 << 30
_SUFFIX = ".index"


def place_of(glossaries: Sequence[Path], options: Sequence[object]) -> Path | None:
    """Where the index of these glossaries under these options is kept; None: they are too small for that."""
    files = [sorted(_files(path)) for path in glossaries]
    if sum(file.stat().st_size for group in files for file in group) < LEAST_BYTES:
        return None
    making = (_MAKING, __version__, version("lemminflect"), unicodedata.unidata_version)
    digest = hashlib.sha256(
        json.dumps([making, [(str(path), str(path.resolve())) for path in glossaries], options]).encode()
    )
    for file in (file for group in files for file in group):
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return cache_folder("glossaries") / f"{digest.hexdigest()}{_SUFFIX}"


def opened(place: Path | None) -> tuple[GlossaryIndex, tuple[str, ...]] | None:
    """What is kept there; None where nothing is, or nothing that is whole."""
    if place is None:
        return None
    try:
        found = stored_index(place)
    except (OSError, DamagedError):
        return None
    with contextlib.suppress(OSError):
        place.touch()
    return found


def keep(place: Path | None, index: GlossaryIndex, notes: Sequence[str]) -> None:
    """Write the index for the next time, if it can be written."""
    if place is not None:
        with contextlib.suppress(OSError):
            store_index(index, place, notes)
            make_room(place.parent, f"*{_SUFFIX}", _MOST_BYTES)


def _files(path: Path) -> Iterator[Path]:
    """What is read of a glossary; a folder may hold other things, and much of them."""
    folder = path if path.is_dir() else path.parent if path.name == "terms.csv" else None
    names = [folder / name for name in FILES] if folder else [path]
    return (file for file in names if file.is_file())
