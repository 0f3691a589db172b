"""Named stretches of bytes in one file, mapped into memory; a damaged or foreign file is reported, never believed.

The content is data and nothing else: numbers of a fixed width, UTF-8 and JSON. Nothing in it can be run, so that a file
that somebody else has put there can at worst be wrong. Layout: a mark, the length and the CRC-32 of a JSON head, the
head with place, length and CRC-32 of each section, the sections.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_MARK = b"tqt-sections-1\n"
_FRONT = struct.Struct("<QI")
Bytes = bytes | bytearray | memoryview


class DamagedError(Exception):
    """The file is cut, changed, or of another making."""


def write_sections(path: Path, head: Mapping[str, Any], sections: Mapping[str, Bytes]) -> None:
    """Write the file as a whole, or not at all. Raises OSError."""
    places: dict[str, tuple[int, int, int]] = {}
    position = 0
    for name, data in sections.items():
        places[name] = (position, len(data), zlib.crc32(data))
        position += -(-len(data) // 8) * 8
    front = json.dumps({"head": head, "sections": places, "order": sys.byteorder}).encode()
    front += b" " * (-(len(_MARK) + _FRONT.size + len(front)) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_MARK + _FRONT.pack(len(front), zlib.crc32(front)) + front)
            for data in sections.values():
                stream.write(data)
                stream.write(bytes(-len(data) % 8))
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def read_sections(path: Path) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """The head and the sections, each checked. Raises DamagedError, OSError where there is no file."""
    with path.open("rb") as stream:
        try:
            data = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        except ValueError as error:
            raise DamagedError("the file is empty") from error
    start = len(_MARK) + _FRONT.size
    if len(data) < start or bytes(data[: len(_MARK)]) != _MARK:
        raise DamagedError("this is another file")
    length, check = _FRONT.unpack(data[len(_MARK) : start])
    front = bytes(data[start : start + length])
    if len(front) != length or zlib.crc32(front) != check:
        raise DamagedError("the head is damaged")
    told = json.loads(front)
    if told["order"] != sys.byteorder:
        raise DamagedError("it was written on another kind of processor")
    start += length
    found: dict[str, memoryview] = {}
    for name, (position, size, check) in told["sections"].items():
        section = data[start + position : start + position + size]
        if len(section) != size or zlib.crc32(section) != check:
            raise DamagedError(f"the section '{name}' is damaged")
        found[name] = section
    return told["head"], found
