"""One process at a time on a file: the system's own lock, which ends with the process that holds it.

A file with a process number in it would have to be judged after a crash; this lock cannot be left behind.
"""

from __future__ import annotations

import os
import sys

_FAR = 1 << 60
"""On Windows a lock forbids reading, so that it lies where nothing is."""


class Locked(Exception):  # noqa: N818 - a state, told to the caller
    """Another process holds the lock."""


def lock(file: int) -> None:
    """Lock an open file. Raises Locked where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise Locked from error


def unlock(file: int) -> None:
    """Free it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)
