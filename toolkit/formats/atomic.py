"""A file that is written whole or not at all: completed beside its place, then renamed. No text, no messages."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_beside(path: str | Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at `path` once the block has ended, and nowhere if it raises.

    The new file is completed beside the old one (same folder, so that the last step is a rename), forced to the disk,
    and takes over the permissions. A link keeps pointing to its file. A device or a pipe is written directly, because
    a rename would put a file in its place. Raises OSError.
    """
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open("wb") as stream:
            yield stream
        return
    place = Path(path).resolve()
    beside = place.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with beside.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
