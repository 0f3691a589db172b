"""Files that engines answer from, as lines: UTF-8 or with a byte-order mark. No format is understood here."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from toolkit.errors import EncodingError, InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def bytes_of(path: str, option: str) -> bytes:
    """The file's bytes. Raises InputError that names the option it came from."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{option}={path}: cannot be read: {error.strerror}.") from error


def text_of(data: bytes, path: str) -> str:
    """The text that the bytes stand for. Raises EncodingError where they are neither UTF-8 nor marked."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{path}: this is not {encoding} (byte {error.start}). Save the file as UTF-8 and run again."
        ) from error


def lines_of(text: str) -> list[str]:
    """The lines of a text; only CR, LF and CR LF end one.

    >>> lines_of("old iron\\r\\n\\nlao tie")
    ['old iron', '', 'lao tie']
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def digest_of(data: bytes) -> str:
    """First 12 hex digits of the SHA-256."""
    return hashlib.sha256(data).hexdigest()[:12]
