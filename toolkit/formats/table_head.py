"""The first lines of a file as text, to tell what kind of table it is; and its text as a whole, freed of surprises."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from toolkit.errors import EncodingError, InputError, Problem
from toolkit.formats.files import control_characters, decode, read_text


def head_text(head: bytes) -> str | None:
    """The text of a file's first bytes, the last line left out where it may be cut; None: this is no text.

    >>> head_text(b"zh,en\\n")
    'zh,en\\n'
    >>> head_text(bytes(range(256)))
    """
    whole = len(head) < 65536
    try:
        text = decode(head if whole else _to_line_end(head)).text
    except EncodingError:
        return None
    return None if control_characters(text) else text


def head_line(text: str) -> str:
    """The first line that is not blank, nor the one in which Excel is told the separator.

    >>> head_line("sep=;\\nde;en\\n")
    'de;en'
    """
    kept = (line for line in text.splitlines() if line.strip() and not line.lstrip('\ufeff"').startswith("sep="))
    return next(kept, "")


def first_record(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of the first line that is not blank, trimmed and without regard to capitals.

    >>> first_record("\\nTerm;Description", ";")
    ('term', 'description')
    """
    line = head_line(text)
    try:
        cells = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(cell.strip().casefold() for cell in cells)


def table_text(path: Path, problems: list[Problem] | None = None) -> str:
    """The file's text; a warning goes to `problems` where its encoding had to be guessed.

    Raises InputError with the line where a control character shows that the file is damaged.
    """
    file = read_text(path)
    text = file.text
    if file.guessed and problems is not None:
        message = f"the encoding is not told, read as {file.encoding}; save the file as UTF-8 if that is wrong"
        problems.append(Problem(str(path), None, message, severity="warning"))
    if found := control_characters(text):
        line = text.count("\n", 0, found[0]) + 1
        code = ord(text[found[0]])
        raise InputError(
            f"{path}:{line}: the control character U+{code:04X} stands here, which no table has; "
            "the file is damaged or of another kind. Take it out and run again."
        )
    return text


def _to_line_end(head: bytes) -> bytes:
    """Up to the last line end; of UTF-16 an even number of bytes."""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4096].count(0) * 4 > 4096
    if wide:
        return head[: len(head) // 2 * 2]
    return head[: head.rfind(b"\n") + 1] or head
