"""Bytes in, bytes out: decoding that never guesses silently, writing that never leaves half a file.

Everything that opens a file goes through here, so that encodings, line ends and error messages are the
same everywhere. What a text means is no business of this file.
"""

from __future__ import annotations

import codecs
import difflib
import hashlib
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from toolkit.errors import EncodingError, InputError
from toolkit.formats.atomic import written_beside
from toolkit.formats.guessed_encoding import fits, guess

STREAM = "-"
"""The path that stands for standard input or standard output."""
HUB = "hf:"
"""What the name of a data set of the Hub begins with; it is no path."""

# UTF-32 stands first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = (
    (b"PK\x03\x04", "a ZIP archive (.xlsx, .docx and .odt files are such)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded file, with what is needed to encode it again."""

    text: str
    """Without the byte-order mark; line ends as they stand in the file."""
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"
    """The most frequent line end; a line feed where the text has none."""
    guessed: bool = False
    """The encoding was guessed from the content: tell the user which one it is."""

    def encode(self, text: str) -> bytes:
        """`text` as bytes of this file's encoding, with its byte-order mark.

        Raises EncodingError for a character that the encoding lacks.
        """
        mark = next(m for m, name in _MARKS if name == self.encoding) if self.bom else b""
        try:
            return mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise EncodingError(
                f"{text[error.start]!r} cannot be written as {self.encoding}, the encoding of the input. "
                "Save the input as UTF-8 and run again."
            ) from error


class Line(NamedTuple):
    """One line of a text, without its end."""

    number: int
    """Counted from 1."""
    text: str
    start: int
    """Where it begins in the whole text, in code points."""


def read_text(path: str | Path) -> TextFile:
    """The file's text; `-` reads standard input.

    A byte-order mark decides, then UTF-8, then charset-normalizer's guess (`guessed` is set).
    Raises InputError where there is no such file, EncodingError where the bytes are no text.
    """
    return decode(read_bytes(path), path)


def read_bytes(path: str | Path) -> bytes:
    """The file's bytes; `-` reads standard input. Raises InputError that says what to do."""
    if str(path) == STREAM:
        return sys.stdin.buffer.read()
    path = Path(path)
    try:
        return path.read_bytes()
    except OSError as error:
        _require_there(path)
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error


def decode(data: bytes, path: str | Path = "input", encoding: str | None = None) -> TextFile:
    """The text that the bytes stand for; `path` only serves the message, `encoding` is one that the user named.

    >>> decode(b"\\xef\\xbb\\xbf\\xe5\\xb8\\xa6\\xe8\\xb4\\xa7\\r\\n")
    TextFile(text='带货\\r\\n', encoding='utf-8', bom=True, newline='\\r\\n', guessed=False)
    """
    if encoding is not None:
        return _named(data, encoding, path)
    for mark, encoding in _MARKS:
        # The mark of UTF-32 is that of UTF-16 and a NUL: it is UTF-32 only where all of it decodes so.
        if data.startswith(mark) and (not encoding.startswith("utf-32") or fits(data[len(mark) :], encoding)):
            return _decoded(data[len(mark) :], encoding, path, bom=True)
    for magic, kind in _NO_TEXT:
        if data.startswith(magic):
            raise EncodingError(f"{path}: this is {kind}, not text. Save it as UTF-8 text and run again.")
    wide = _wide_encoding(data)
    if wide:
        return _decoded(data, wide, path, guessed=True)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, _guessed(data, path), path, guessed=True)
    return TextFile(text, newline=_newline(text))


def guess_note(path: str | Path, encoding: str | None) -> str | None:
    """The sentence that tells a user of a guessed encoding; None where none was guessed."""
    if not encoding:
        return None
    return (
        f"{path}: read as {encoding}, a guess; if it is wrong, save it as UTF-8. "
        "Commands that read a text take --encoding."
    )


def lines(text: str) -> list[Line]:
    """The lines of a text; only CR, LF and CR LF end one.

    `str.splitlines` also cuts at a form feed or U+2028, which stand inside sentences of real files.

    >>> [(line.number, line.text) for line in lines("老铁\\r\\n\\nlao tie")]
    [(1, '老铁'), (2, ''), (3, 'lao tie')]
    """
    return [Line(n, m.group().rstrip("\r\n"), m.start()) for n, m in enumerate(_LINE.finditer(text), 1)]


def control_characters(text: str) -> tuple[int, ...]:
    """Positions of control characters other than tab and line ends: a sign of a damaged file.

    >>> control_characters("live\\tthe\\x00 goods\\n")
    (8,)
    """
    return tuple(match.start() for match in _CONTROL.finditer(text))


def write_atomically(path: str | Path, data: bytes) -> None:
    """Write the whole file or leave the old one as it was (`written_beside`); `-` writes to standard output.

    Raises InputError.
    """
    if str(path) == STREAM:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    require_targets(path)
    try:
        with written_beside(path) as stream:
            stream.write(data)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}.") from error


def write_all(files: Iterable[tuple[str | Path, bytes]]) -> None:
    """Write files that belong together, in order. Raises InputError that names those already written."""
    written: list[str] = []
    for path, data in files:
        try:
            write_atomically(path, data)
        except InputError as error:
            done = f" Already written: {', '.join(written)}." if written else ""
            raise InputError(f"{error}{done}") from error
        written.append(str(path))


def kind_of(path: str | Path) -> Literal["folder", "file"] | None:
    """What stands at a path; None: nothing. A device or a pipe counts as a file.

    Raises InputError where that cannot be determined: a name too long, a folder that may not be entered.
    """
    try:
        mode = Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if len(shown := str(path)) > 80:
            shown = f"{shown[:60]} ... ({len(str(path))} characters)"
        raise InputError(f"{shown}: this path cannot be used: {error.strerror}.") from error
    return "folder" if stat.S_ISDIR(mode) else "file"


def require_inputs(*paths: str | Path | None) -> None:
    """Raises InputError for the first that cannot be read, before any work is done; None is passed over.

    Standard input can be read only once, so that only one of them may be `-`.
    """
    given = [path for path in paths if path is not None]
    if sum(str(path) == STREAM for path in given) > 1:
        raise InputError("Two inputs are '-', and standard input can be read only once. Name a file for one of them.")
    for path in given:
        if str(path) != STREAM and not str(path).startswith(HUB):
            _require_there(Path(path))


def require_targets(*paths: str | Path | None) -> None:
    """Raises InputError for the first that cannot be written, so that nothing is left half done; None is passed over.

    >>> require_targets("-", None)
    >>> require_targets("no-such-folder/edited.txt")
    Traceback (most recent call last):
        ...
    toolkit.errors.InputError: no-such-folder/edited.txt: the folder no-such-folder does not exist; create it first.
    """
    for path in paths:
        if path is None or str(path) == STREAM:
            continue
        place = Path(path)
        kind, above = kind_of(place), kind_of(place.parent)
        if kind == "folder":
            raise InputError(f"{path}: this is a folder; name the file to write.")
        if above is None:
            raise InputError(f"{path}: the folder {place.parent} does not exist; create it first.")
        if above == "file":
            raise InputError(f"{path}: {place.parent} is a file, not a folder; name another place.")
        if kind == "file" and not os.access(place, os.W_OK):  # a rename over it would not ask
            raise InputError(f"{path}: this file may not be written; change its permissions or name another file.")


def require_folder(path: str | Path) -> None:
    """Raises InputError unless there is such a folder or one can be made: what stands in the way is a file."""
    place = Path(path)
    for part in (place, *place.parents):
        kind = kind_of(part)
        if kind == "folder":
            return
        if kind == "file":
            raise InputError(f"{path}: {part} is a file, not a folder; name another place.")


def make_folder(path: str | Path) -> None:
    """Make the folder and those above it, unless they are there. Raises InputError."""
    require_folder(path)
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: this folder cannot be made: {error.strerror}.") from error


def digest(path: str | Path) -> str:
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    return digest_bytes(read_bytes(path))


def digest_bytes(data: bytes) -> str:
    """First 12 hex digits of the SHA-256.

    >>> digest_bytes("直播带货".encode())
    '10327f19c959'
    """
    return hashlib.sha256(data).hexdigest()[:12]


def _require_there(path: Path) -> None:
    kind = kind_of(path)
    if kind == "folder":
        raise InputError(f"{path}: this is a folder; name a file in it.")
    if kind is None:
        raise InputError(f"{path}: there is no such file.{_neighbour(path)}")


def _named(data: bytes, encoding: str, path: str | Path) -> TextFile:
    """The text in the encoding that the user named. Raises EncodingError where it does not fit."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise EncodingError(f"--encoding {encoding}: no encoding has this name; cp1250 or gb18030 is one.") from error
    marks = {name: mark for mark, name in _MARKS} | {"utf-16": codecs.BOM_UTF16, "utf-32": codecs.BOM_UTF32}
    mark = marks.get(name, b"")
    if name in ("utf-16", "utf-32", "utf-8-sig"):
        return decode(data, path)
    bom = bool(mark) and data.startswith(mark)
    try:
        text = data[len(mark) if bom else 0 :].decode(name)
    except UnicodeDecodeError as error:
        raise EncodingError(f"{path}: byte {error.start} is none of {encoding}. Name another --encoding.") from error
    return TextFile(text, name, bom, _newline(text))


def _decoded(data: bytes, encoding: str, path: str | Path, *, bom: bool = False, guessed: bool = False) -> TextFile:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{path}: looks like {encoding}, but byte {error.start} does not fit. Save the file as UTF-8 and run again."
        ) from error
    return TextFile(text, encoding, bom, _newline(text), guessed)


def _guessed(data: bytes, path: str | Path) -> str:
    found = guess(data)
    if found is None:
        raise EncodingError(
            f"{path}: the encoding cannot be told; it is not UTF-8. "
            "Save the file as UTF-8 (in Excel: 'CSV UTF-8') and run again; commands that read a text take --encoding."
        )
    return found


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: half of its bytes are NUL in Latin text, which UTF-8 would let pass."""
    sample = data[:4096]
    if len(data) % 2 == 0 and sample.count(0) * 4 > len(sample):
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    return None


def _newline(text: str) -> str:
    ends = Counter(_LINE_END.findall(text))
    return ends.most_common(1)[0][0] if ends else "\n"


def _neighbour(path: Path) -> str:
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return f" The folder {path.parent} does not exist either."
    near = difflib.get_close_matches(path.name, names, n=1)
    return f" Did you mean {near[0]}?" if near else ""
