"""Where things are kept that could be reckoned again, and how much of them."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


def cache_folder(kind: str) -> Path:
    """Where things of that kind are kept: in `$TQT_CACHE`, else in the cache folder of this system's users.

    >>> cache_folder("statistics").parts[-1]
    'statistics'
    """
    if named := os.environ.get("TQT_CACHE"):
        return Path(named) / kind
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "tqt" / kind


def make_room(folder: Path, pattern: str, most_bytes: int) -> None:
    """Take the oldest files away until the rest is small enough; the newest stays, however big it is."""
    size = 0
    with contextlib.suppress(OSError):
        found = sorted(((f.stat().st_mtime, f.stat().st_size, f) for f in folder.glob(pattern)), reverse=True)
        for number, (_, bytes_, file) in enumerate(found):
            size += bytes_
            if number and size > most_bytes:
                file.unlink(missing_ok=True)
