"""Conflicts as version control shows them: both versions of the disputed rows, between markers, in the file itself."""

from __future__ import annotations

import difflib

OURS, BETWEEN, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"


def with_markers(ours: str, theirs: str, newline: str = "\n") -> str:
    """The text with both versions wherever they differ.

    >>> with_markers("a,1\\nb,2\\n", "a,1\\nb,3\\n").split("\\n")
    ['a,1', '<<<<<<< ours', 'b,2', '=======', 'b,3', '>>>>>>> theirs', '']
    """
    mine, other = (text.splitlines(keepends=True) for text in (ours, theirs))
    made: list[str] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if kind == "equal":
            made += mine[i:j]
            continue
        for marker, rows in ((OURS, mine[i:j]), (BETWEEN, other[k:m])):
            made += [marker + newline, *(row if row.endswith(("\n", "\r")) else row + newline for row in rows)]
        made.append(THEIRS + newline)
    return "".join(made)
